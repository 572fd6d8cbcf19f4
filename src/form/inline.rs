//! Labels that stand in the cell of their value.

use super::anchor::{AnchorLabel, SlotAnchor};
use super::label_key::LabelKey;
use super::template::Slot;

/// `計画名：{{計画名}}`: the text before the value is the label, where it ends
/// in a colon or nothing else places the slot.
pub(super) fn inline_label(slot: &Slot, anchor: &SlotAnchor) -> Option<AnchorLabel> {
    let text = slot.prefix.trim();
    let named = text.ends_with([':', '：']) || (anchor.left.is_none() && anchor.head.is_none());
    let key = LabelKey::new(text);
    let says_enough = named && key.loose.chars().count() >= 2;
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
    })
}
