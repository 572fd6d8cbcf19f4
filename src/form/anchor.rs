//! What places each slot of a form: the label on its left, the label above it.
//! Worked out once for a form.

use std::collections::HashMap;

use super::anchoring::{anchor, head, label_rows, mark_uses, reach, sub_head, weigh, year_headings};
use super::inline::{inline_label, inline_likeness};
use super::label_key::LabelKey;
use super::template::{Label, Slot};
use super::words::words;
use crate::model::{Eras, Field, IndicatorPart};

/// A form's labels and slots, prepared for reading sheets.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Anchors {
    pub(super) labels: Vec<AnchorLabel>,
    /// One for each slot, in the form's order.
    pub(super) slots: Vec<SlotAnchor>,
    /// For each label, the last row of the form with a box that rests on it.
    pub(super) reach: Vec<u32>,
    /// Rows with labels, in order, each with its labels by column.
    pub(super) rows: Vec<LabelRow>,
    by_exact: HashMap<String, Vec<usize>>,
    by_loose: HashMap<String, Vec<usize>>,
    by_masked: HashMap<String, Vec<usize>>,
    by_concept: HashMap<u16, Vec<usize>>,
    /// Headings that are a year, by every way to write it.
    by_year: HashMap<String, Vec<usize>>,
    /// Labels that are the text before a value in its own cell.
    inline: Vec<usize>,
    /// Characters of the longest label; longer texts are no labels.
    pub(super) longest: usize,
    /// Sum of all weights.
    pub(super) weight: f64,
}

/// A label, prepared.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct AnchorLabel {
    pub(super) row: u32,
    pub(super) column: u32,
    pub(super) end_column: u32,
    pub(super) end_row: u32,
    pub(super) key: LabelKey,
    /// How much it says: longer and rarer texts say more.
    pub(super) weight: f64,
    /// Whether no other label of the form has the same text.
    pub(super) unique: bool,
    /// Whether amounts are measured in what its notes say.
    pub(super) measures: bool,
    /// Whether a slot with a year rests on it.
    pub(super) dated: bool,
    /// Whether it names the column of a slot below it.
    pub(super) heads: bool,
    /// Whether it stands in the value's own cell (`計画名：{{計画名}}`).
    pub(super) inline: bool,
    /// What stands behind the value in that cell, folded.
    pub(super) tail: String,
}

/// The labels of one row of the form.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct LabelRow {
    pub(super) row: u32,
    pub(super) labels: Vec<usize>,
}

/// What a slot is found by.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct SlotAnchor {
    /// The nearest label on its left in its row.
    pub(super) left: Option<usize>,
    /// The label above it that names its column.
    pub(super) head: Option<usize>,
    /// Under a label above that is wider than the slot (令和5年度 over 目標 and
    /// 実績), the one that names the slot's own column.
    pub(super) sub: Option<usize>,
    /// The label in its own cell.
    pub(super) inline: Option<usize>,
    /// Whether it touches the label on its left.
    pub(super) touches: bool,
    /// Whether it is the only slot between its left label and the next one.
    pub(super) alone: bool,
    /// Whether no label begins in its row, not even in its own cell.
    pub(super) bare: bool,
}

/// How well a text agrees with a label.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Likeness {
    /// Similar, and standing in its place.
    Similar,
    /// The same but for its numbers.
    Masked,
    /// A usual other word for it.
    Synonym,
    /// The same but for notes, numbering and ornaments.
    Loose,
    /// The same.
    Exact,
}

impl Likeness {
    /// What share of a label's weight a match of this kind earns.
    pub(super) fn share(self) -> f64 {
        match self {
            Self::Exact => 1.0,
            Self::Loose => 0.9,
            Self::Synonym => 0.7,
            Self::Masked => 0.7,
            Self::Similar => 0.5,
        }
    }
}

impl Anchors {
    pub(super) fn new(labels: &[Label], slots: &[Slot], eras: &Eras) -> Self {
        let mut prepared: Vec<AnchorLabel> = labels
            .iter()
            .map(|label| AnchorLabel {
                row: label.range.start.row,
                column: label.range.start.column,
                end_column: label.range.end.column,
                end_row: label.range.end.row,
                key: LabelKey::new(&label.text),
                weight: 0.0,
                unique: true,
                measures: false,
                dated: false,
                heads: false,
                inline: false,
                tail: String::new(),
            })
            .collect();
        let mut anchors: Vec<SlotAnchor> = slots
            .iter()
            .map(|slot| {
                let head = head(slot, (labels, slots), &prepared, eras);
                let sub = head.and_then(|head| sub_head(slot, labels, head));
                SlotAnchor { head, sub, ..anchor(slot, labels, slots) }
            })
            .collect();
        for (slot, anchor) in slots.iter().zip(&mut anchors) {
            if let Some(label) = inline_label(slot, anchor) {
                anchor.inline = Some(prepared.len());
                anchor.bare = false;
                prepared.push(label);
            }
        }
        mark_uses(&mut prepared, slots, &anchors);
        weigh(&mut prepared);
        let by_year = year_headings(&prepared, slots, &anchors, eras);
        let reach = reach(&prepared, slots, &anchors);
        Self { by_year, reach, ..Self::index(prepared, slots, anchors) }
    }

    fn index(labels: Vec<AnchorLabel>, slots: &[Slot], anchors: Vec<SlotAnchor>) -> Self {
        let mut this = Self {
            weight: labels.iter().map(|label| label.weight).sum(),
            longest: labels.iter().map(|label| label.key.exact.chars().count()).max().unwrap_or(0),
            slots: anchors,
            reach: Vec::new(),
            rows: Vec::new(),
            by_exact: HashMap::new(),
            by_loose: HashMap::new(),
            by_masked: HashMap::new(),
            by_concept: HashMap::new(),
            by_year: HashMap::new(),
            inline: Vec::new(),
            labels,
        };
        for (number, label) in this.labels.iter().enumerate() {
            if label.inline {
                this.inline.push(number);
                continue;
            }
            this.by_exact.entry(label.key.exact.clone()).or_default().push(number);
            this.by_loose.entry(label.key.loose.clone()).or_default().push(number);
            if let Some(masked) = &label.key.masked {
                this.by_masked.entry(masked.clone()).or_default().push(number);
            }
        }
        this.by_masked.retain(|_, labels| labels.len() == 1);
        for (number, concepts) in this.concepts(slots) {
            for concept in concepts {
                let known = this.by_concept.entry(concept).or_default();
                if !known.contains(&number) {
                    known.push(number);
                }
            }
        }
        this.by_concept.retain(|_, labels| labels.len() == 1);
        this.rows = label_rows(&this.labels);
        this
    }

    /// The concepts that labels stand for: by the field they place.
    fn concepts(&self, slots: &[Slot]) -> Vec<(usize, Vec<u16>)> {
        let mut found: Vec<(usize, Vec<u16>)> = Vec::new();
        for (slot, anchor) in slots.iter().zip(&self.slots) {
            // A label above names a column of several fields; only the left one names the field.
            let Some(label) = anchor.left.or(anchor.head.filter(|_| anchor.left.is_none())) else { continue };
            if slot.mark.is_some() && !anchor.alone {
                continue;
            }
            let Some(concept) = concept_of(&slot.field) else { continue };
            found.push((label, vec![concept]));
        }
        found
    }

    /// The labels that a text may be, best first by kind.
    pub(super) fn candidates(&self, key: &LabelKey) -> Vec<(usize, Likeness)> {
        let of = |labels: Option<&Vec<usize>>, likeness| -> Vec<(usize, Likeness)> {
            labels.into_iter().flatten().map(|&label| (label, likeness)).collect()
        };
        let mut found = of(self.by_exact.get(&key.exact), Likeness::Exact);
        if found.is_empty() {
            found = of(self.by_loose.get(&key.loose), Likeness::Loose);
            found.retain(|&(label, _)| self.same_measure(label, key));
        }
        if found.is_empty() && !self.by_loose.contains_key(&key.loose) {
            for concept in words().concepts_of(&key.loose) {
                found.extend(of(self.by_concept.get(concept), Likeness::Synonym));
            }
            found.retain(|&(label, _)| self.same_measure(label, key));
        }
        if found.is_empty() {
            found = of(self.by_year.get(&key.exact), Likeness::Synonym);
        }
        if found.is_empty()
            && let Some(masked) = &key.masked
        {
            found = of(self.by_masked.get(masked), Likeness::Masked);
            found.retain(|&(label, _)| !self.labels[label].dated);
        }
        found.extend(self.inline_candidates(&key.exact));
        found
    }

    /// The labels in their values' own cells that a folded text begins with.
    pub(super) fn inline_candidates(&self, folded: &str) -> Vec<(usize, Likeness)> {
        let labels = self.inline.iter();
        labels.filter_map(|&label| Some((label, inline_likeness(&self.labels[label], folded)?))).collect()
    }

    /// Whether some label stands in its value's own cell.
    pub(super) fn has_inline(&self) -> bool {
        !self.inline.is_empty()
    }

    /// 効果額（千円） must not be taken for 効果額（万円）.
    fn same_measure(&self, label: usize, key: &LabelKey) -> bool {
        let label = &self.labels[label];
        !label.measures || key.notes.is_empty() || key.notes == label.key.notes
    }
}

/// The concept a field belongs to, as `label_words.toml` names it.
pub(super) fn concept_of(field: &Field) -> Option<u16> {
    let name = match field {
        Field::YearlyPlan(_) => "年度別計画",
        Field::Benefit(_) => "効果額",
        Field::YearEndJudgment(_) => "年度末評価",
        Field::Indicator(_, part) => match part {
            IndicatorPart::Name => "指標.名称",
            IndicatorPart::Unit => "指標.単位",
            IndicatorPart::Direction => "指標.方向",
            IndicatorPart::Base => "指標.基準値",
            IndicatorPart::Target(_) => "指標.目標値",
            IndicatorPart::Actual(_) => "指標.実績値",
        },
        Field::Custom(_) => return None,
        plain => Field::plain().find(|(field, _)| *field == plain)?.1,
    };
    words().concept_named(name)
}
