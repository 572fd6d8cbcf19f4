//! How a form's slots rest on its labels: worked out once for a form.

use std::collections::HashMap;

use super::anchor::{AnchorLabel, LabelRow, SlotAnchor};
use super::template::{Label, Slot};
use super::year_words::{names_year, spellings, year_of};
use crate::model::{CellRange, Eras, Field, IndicatorPart};

fn is_measured(field: &Field) -> bool {
    use IndicatorPart::{Actual, Base, Target};
    matches!(field, Field::Benefit(_) | Field::Indicator(_, Target(_) | Actual(_) | Base))
}

pub(super) fn mark_uses(labels: &mut [AnchorLabel], slots: &[Slot], anchors: &[SlotAnchor]) {
    for (slot, anchor) in slots.iter().zip(anchors) {
        for label in [anchor.left, anchor.head, anchor.sub, anchor.inline].into_iter().flatten() {
            labels[label].measures |= is_measured(&slot.field);
            labels[label].dated |= year_of(&slot.field).is_some();
        }
        for label in [anchor.head, anchor.sub].into_iter().flatten() {
            labels[label].heads = true;
        }
    }
}

/// For each label, the last row of a box that rests on it.
pub(super) fn reach(labels: &[AnchorLabel], slots: &[Slot], anchors: &[SlotAnchor]) -> Vec<u32> {
    let mut reach: Vec<u32> = labels.iter().map(|label| label.end_row).collect();
    for (slot, anchor) in slots.iter().zip(anchors) {
        for label in [anchor.left, anchor.head, anchor.sub].into_iter().flatten() {
            reach[label] = reach[label].max(slot.range.end.row);
        }
    }
    reach
}

pub(super) fn year_headings(
    labels: &[AnchorLabel],
    slots: &[Slot],
    anchors: &[SlotAnchor],
    eras: &Eras,
) -> HashMap<String, Vec<usize>> {
    let mut by_year: HashMap<String, Vec<usize>> = HashMap::new();
    for (slot, anchor) in slots.iter().zip(anchors) {
        let (Some(year), Some(head)) = (year_of(&slot.field), anchor.head) else { continue };
        let spellings = spellings(year, eras);
        if spellings.contains(&labels[head].key.exact) {
            for spelling in spellings {
                let known = by_year.entry(spelling).or_default();
                if !known.contains(&head) {
                    known.push(head);
                }
            }
        }
    }
    by_year
}

pub(super) fn weigh(labels: &mut [AnchorLabel]) {
    for index in 0..labels.len() {
        let key = &labels[index].key;
        let twins = labels.iter().filter(|other| other.key.exact == key.exact).count();
        let length = u32::try_from(key.exact.chars().count().min(8)).unwrap_or(8);
        let twins_weight = f64::from(u32::try_from(twins).unwrap_or(u32::MAX));
        labels[index].weight = f64::from(length.max(1)) / twins_weight;
        labels[index].unique = twins == 1;
    }
}

pub(super) fn label_rows(labels: &[AnchorLabel]) -> Vec<LabelRow> {
    let mut order: Vec<usize> = (0..labels.len()).collect();
    order.sort_by_key(|&label| (labels[label].row, labels[label].column));
    let mut rows: Vec<LabelRow> = Vec::new();
    for label in order {
        match rows.last_mut() {
            Some(row) if row.row == labels[label].row => row.labels.push(label),
            _ => rows.push(LabelRow { row: labels[label].row, labels: vec![label] }),
        }
    }
    rows
}

pub(super) fn anchor(slot: &Slot, labels: &[Label], slots: &[Slot]) -> SlotAnchor {
    let row = slot.range.start.row;
    let in_row = |label: &Label| label.range.start.row <= row && row <= label.range.end.row;
    let left = (0..labels.len())
        .filter(|&l| in_row(&labels[l]) && labels[l].range.end.column < slot.range.start.column)
        .max_by_key(|&l| (labels[l].range.end.column, labels[l].range.start.row));
    let touches = left.is_some_and(|l| labels[l].range.end.column + 1 == slot.range.start.column);
    let next_label = labels
        .iter()
        .filter(|label| in_row(label) && label.range.start.column > slot.range.end.column)
        .map(|label| label.range.start.column)
        .min();
    let gap_start = left.map_or(0, |l| labels[l].range.end.column + 1);
    let gap_end = next_label.unwrap_or(u32::MAX);
    let in_gap = |other: &&Slot| {
        let rows = other.range.start.row <= row && row <= other.range.end.row;
        rows && (gap_start..gap_end).contains(&other.range.start.column)
    };
    let alone = slots.iter().filter(in_gap).count() == 1;
    let bare = labels.iter().all(|label| label.range.start.row != row);
    SlotAnchor { left, touches, alone, bare, ..SlotAnchor::default() }
}

/// The label that names a slot's column: for a field of a year, the one that
/// says the year; else one as wide as the slot if there is one, else one that
/// begins in its column, else one that spans it; the nearest of its kind.
pub(super) fn head(
    slot: &Slot,
    (labels, slots): (&[Label], &[Slot]),
    prepared: &[AnchorLabel],
    eras: &Eras,
) -> Option<usize> {
    let above = |l: &usize| labels[*l].range.end.row < slot.range.start.row;
    let columns = |l: &usize| {
        let (label, slot) = (&labels[*l].range, &slot.range);
        (label.start.column, label.end.column, slot.start.column, slot.end.column)
    };
    let nearest = |fits: fn((u32, u32, u32, u32)) -> bool| {
        let fitting = (0..labels.len()).filter(above).filter(|l| fits(columns(l)));
        let fitting = fitting.filter(|&l| !is_beside_its_box(&labels[l], slot, labels, slots));
        fitting.filter(|&l| reaches(&labels[l], slot, labels, slots)).max_by_key(|&l| labels[l].range.end.row)
    };
    let dated = || {
        let year = year_of(&slot.field)?;
        let names = |l: &usize| names_year(&prepared[*l].key.exact, year, eras);
        // Where years are rows, a year above belongs to another table.
        if anchor(slot, labels, slots).left.is_some_and(|left| names(&left)) {
            return None;
        }
        let spans = |l: &usize| matches!(columns(l), (a, b, c, _) if a <= c && c <= b);
        let naming = (0..labels.len()).filter(above).filter(spans).filter(names);
        naming.max_by_key(|&l| labels[l].range.end.row)
    };
    dated()
        .or_else(|| nearest(|(a, b, c, d)| a == c && b == d))
        .or_else(|| nearest(|(a, b, c, _)| a == c && b >= c))
        .or_else(|| nearest(|(a, b, c, d)| a <= c && d <= b))
}

/// Whether a label asks for the box beside it, and another label stands right
/// above the slot: then it is that one which names the slot.
fn is_beside_its_box(label: &Label, slot: &Slot, labels: &[Label], slots: &[Slot]) -> bool {
    let (own, start) = (&label.range, slot.range.start);
    let asks = slots.iter().any(|other| {
        other.range.start.column == own.end.column + 1 && other.range.start.row == own.start.row
    });
    let right_above = |other: &Label| {
        let range = &other.range;
        range.start.column == start.column && range.end.row + 1 == start.row && own.end.row < range.start.row
    };
    asks && labels.iter().any(right_above)
}

/// Whether a heading reaches down to a slot: the next heading of the column
/// that stands below boxes ends what was above it.
fn reaches(heading: &Label, slot: &Slot, labels: &[Label], slots: &[Slot]) -> bool {
    let column = slot.range.start.column;
    let spans = |range: &CellRange| range.start.column <= column && column <= range.end.column;
    let first_box = slots.iter().map(|other| &other.range).filter(|range| spans(range));
    let first_box =
        first_box.filter(|range| range.start.row > heading.range.end.row).map(|range| range.end.row);
    let Some(first_box) = first_box.min() else { return true };
    let ends = |label: &Label| {
        label.range.start.column == column
            && label.range.start.row > first_box
            && label.range.end.row < slot.range.start.row
    };
    !labels.iter().any(ends)
}

/// The label between a wider label above and the slot that is as wide as the slot.
pub(super) fn sub_head(slot: &Slot, labels: &[Label], head: usize) -> Option<usize> {
    let (head, slot) = (&labels[head].range, &slot.range);
    let wider = (head.start.column, head.end.column) != (slot.start.column, slot.end.column);
    let between = |label: &CellRange| {
        let columns = (label.start.column, label.end.column) == (slot.start.column, slot.end.column);
        columns && label.start.row > head.end.row && label.end.row < slot.start.row
    };
    let found = (0..labels.len()).filter(|&l| between(&labels[l].range));
    found.max_by_key(|&l| labels[l].range.end.row).filter(|_| wider)
}
