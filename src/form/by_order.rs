//! Indicators of a form that nothing but their order tells apart.

use std::collections::{BTreeMap, BTreeSet};

use super::moves::Move;
use super::placed::Place;
use super::remarks::Remarks;
use super::template::Form;
use crate::model::Field;

/// The slots of indicators whose rows have the same labels, or none, by the
/// number of the indicator.
fn alike(form: &Form) -> BTreeMap<u16, Vec<usize>> {
    let mut slots: BTreeMap<u16, Vec<usize>> = BTreeMap::new();
    for (index, slot) in form.slots.iter().enumerate() {
        if let Field::Indicator(number, _) = slot.field {
            slots.entry(number).or_default().push(index);
        }
    }
    let words = |slots: &Vec<usize>| -> Vec<&str> {
        let rows: BTreeSet<u32> = slots.iter().map(|&slot| form.slots[slot].range.start.row).collect();
        let labels = form.plan.labels.iter();
        let beside = labels.filter(|label| rows.range(label.row..=label.end_row).next().is_some());
        let mut words: Vec<&str> = beside.map(|label| label.key.exact.as_str()).collect();
        words.sort_unstable();
        words
    };
    let all: Vec<Vec<&str>> = slots.values().map(words).collect();
    slots.retain(|_, own| all.iter().filter(|other| **other == words(own)).count() > 1);
    slots
}

impl Remarks<'_> {
    /// What is said of indicators that were read from top to bottom, where rows
    /// or labels were moved, or rows came or went among them.
    pub(super) fn read_by_order(&self, moves: &[Move], places: &[Place]) -> Option<String> {
        let row = |slot: &usize| match &places[*slot] {
            Place::Found(filled) => Some(filled.at.row),
            Place::Uncertain(_) => None,
        };
        let mut alike = alike(self.form);
        alike.retain(|_, slots| slots.iter().any(|slot| row(slot).is_some()));
        let rows: Vec<u32> = alike.values().flatten().filter_map(row).collect();
        let (first, last) = (*rows.iter().min()?, *rows.iter().max()?);
        let among = |change: &Move| match change {
            Move::RowsMoved { .. } | Move::LabelMoved { .. } => true,
            Move::RowsInserted { row, .. } => (first..=last + 1).contains(row),
            _ => false,
        };
        (alike.len() > 1 && moves.iter().any(among)).then(|| {
            let names: String = alike.keys().map(|number| format!("「指標{number}」")).collect();
            format!("見出しで見分けられない{names}は、上から順に読み取りました")
        })
    }
}
