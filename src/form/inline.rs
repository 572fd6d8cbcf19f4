//! Labels that stand in the cell of their value.

use super::anchor::{AnchorLabel, Likeness, SlotAnchor};
use super::label_key::LabelKey;
use super::template::Slot;
use crate::characters::fold;

/// `計画名：{{計画名}}`, `令和{{対象年度}}年度 取組シート`: the text around the
/// value is the label, where it ends in a colon or nothing else places the slot.
pub(super) fn inline_label(slot: &Slot, anchor: &SlotAnchor) -> Option<AnchorLabel> {
    let text = slot.prefix.trim();
    let unplaced = anchor.left.is_none() && anchor.head.is_none();
    let named = text.ends_with([':', '：']) || unplaced;
    let (key, tail) = (LabelKey::new(text), fold(&slot.suffix));
    let says_enough = named && (key.loose.chars().count() >= 2 || (unplaced && tail.chars().count() >= 2));
    says_enough.then_some(AnchorLabel {
        row: slot.range.start.row,
        column: slot.range.start.column,
        end_column: slot.range.end.column,
        end_row: slot.range.end.row,
        key,
        weight: 0.0,
        unique: true,
        measures: false,
        dated: false,
        heads: false,
        inline: true,
        tail,
    })
}

/// How well a folded text agrees with a label in the value's own cell: a text
/// that leaves out what stands behind the value agrees less.
pub(super) fn inline_likeness(label: &AnchorLabel, folded: &str) -> Option<Likeness> {
    let (before, behind) = (folded.starts_with(&label.key.exact), folded.ends_with(&label.tail));
    let whole = folded.len() >= label.key.exact.len() + label.tail.len();
    match (before, behind && whole) {
        (true, true) => Some(Likeness::Exact),
        (true, false) if label.key.loose.chars().count() >= 2 => Some(Likeness::Similar),
        _ => None,
    }
}
