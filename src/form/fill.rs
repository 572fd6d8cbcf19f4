//! The cell that fills a slot, once its box in the sheet is known.

use super::place::Placing;
use super::placed::{Doubt, Filled};
use super::template::Slot;
use crate::model::{CellRef, FieldKind};

/// A rectangle of the sheet, both ends inside.
#[derive(Debug, Clone, Copy)]
pub(super) struct Region {
    pub(super) rows: (u32, u32),
    /// Where the value may stand.
    pub(super) columns: (u32, u32),
    /// Where the box is.
    pub(super) box_columns: (u32, u32),
    /// Whether a value right beside the region belongs to it.
    pub(super) open_ended: bool,
    /// Whether the label behind it is missing, so that what stands far from the
    /// box's first cell may be that label's.
    pub(super) bounded: bool,
    /// Whether the labels on both sides kept their distance, so that the box
    /// can be told from other texts between them.
    pub(super) steady: bool,
}

impl Placing<'_> {
    pub(super) fn fill(&self, slot: &Slot, region: &Region) -> Result<Filled, Doubt> {
        let label_there = |cell: usize| self.alignment.missing_label(cell, slot.field.kind());
        let within = |cell: &usize, columns: (u32, u32)| {
            let column = self.grid.cells[*cell].raw.at.column;
            self.alignment.label_at[*cell].is_none() && columns.0 <= column && column <= columns.1
        };
        let cells = self.grid.in_rows(region.rows.0, region.rows.1);
        let in_box: Vec<usize> = cells.clone().filter(|cell| within(cell, region.box_columns)).collect();
        let in_gap: Vec<usize> = cells.filter(|cell| within(cell, region.columns)).collect();
        let filled = |cell: usize, beside: bool| Filled {
            cell: Some(cell),
            at: self.grid.cells[cell].range.start,
            beside,
        };
        let aside = |cell: &usize| self.grid.cells[*cell].raw.at.column != region.box_columns.0;
        if region.bounded && !self.alignment.same_shift() && in_box.iter().any(aside) {
            return Err(Doubt::Several(in_box));
        }
        if !region.steady && in_gap.len() > 1 {
            return Err(Doubt::Several(in_gap));
        }
        match (in_box.as_slice(), in_gap.as_slice()) {
            (&[cell], _) | (&[], &[cell]) if label_there(cell).is_some() => {
                Err(label_there(cell).map_or(Doubt::Unanchored, Doubt::Missing))
            }
            (&[cell], _) => Ok(filled(cell, false)),
            (&[], &[cell]) => Ok(filled(cell, true)),
            (&[], &[]) => Ok(match self.beside_edge(slot, region) {
                Some(cell) => filled(cell, true),
                None => Filled { cell: None, at: self.blank_at(slot, region), beside: false },
            }),
            (&[], several) | (several, _) => Err(Doubt::Several(several.to_vec())),
        }
    }

    /// A short value right beside a blank box at the form's right edge. A
    /// longer text there is rather a remark.
    fn beside_edge(&self, slot: &Slot, region: &Region) -> Option<usize> {
        let short = !matches!(slot.field.kind(), FieldKind::Text);
        let at = CellRef::new(region.rows.0, region.columns.1 + 1);
        let cell = (region.open_ended && short).then(|| self.grid.at(at)).flatten()?;
        self.alignment.label_at[cell].is_none().then_some(cell)
    }

    /// Where a blank slot stands: the box as it is in this sheet.
    fn blank_at(&self, slot: &Slot, region: &Region) -> CellRef {
        let width = slot.range.end.column - slot.range.start.column;
        let column = region.box_columns.1.saturating_sub(width).max(region.box_columns.0);
        self.grid.range_at(CellRef::new(region.rows.0, column)).start
    }
}
