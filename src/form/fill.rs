//! The cell that fills a slot, once its box in the sheet is known.

use super::place::Placing;
use super::placed::{Doubt, Filled};
use super::region::Region;
use super::template::Slot;
use crate::characters::fold;
use crate::model::{CellRange, CellRef, FieldKind};

impl Placing<'_> {
    pub(super) fn fill(&self, slot: &Slot, region: &Region) -> Result<Filled, Doubt> {
        let label_there = |cell: usize| self.alignment.missing_label(cell, slot.field.kind());
        let within = |cell: &usize, columns: (u32, u32)| {
            let column = self.grid.cells[*cell].raw.at.column;
            self.is_free(*cell) && columns.0 <= column && column <= columns.1
        };
        let cells = self.grid.in_rows(region.rows.0, region.rows.1);
        let in_box: Vec<usize> = cells.clone().filter(|cell| within(cell, region.box_columns)).collect();
        let in_gap: Vec<usize> = cells.filter(|cell| within(cell, region.columns)).collect();
        let example = |cell: &usize| is_example_text(&self.grid.cells[*cell].raw.shown);
        if let [cell] = in_box.as_slice()
            && example(cell)
        {
            return Err(Doubt::Example(*cell));
        }
        let [in_box, in_gap] = [in_box, in_gap].map(|mut cells| {
            cells.retain(|cell| !example(cell));
            cells
        });
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
        if let (&[cell], _) | (&[], &[cell]) = (in_box.as_slice(), in_gap.as_slice())
            && self.rather_foreign(slot, region, cell)
        {
            return Err(Doubt::Foreign(cell));
        }
        if let &[cell] = in_box.as_slice()
            && self.stands_before_its_box(slot, region, cell)
        {
            return Err(Doubt::Outside(cell));
        }
        match (in_box.as_slice(), in_gap.as_slice()) {
            (&[cell], _) | (&[], &[cell]) if label_there(cell).is_some() => {
                Err(label_there(cell).map_or(Doubt::Unanchored, Doubt::Missing))
            }
            (&[cell], _) => Ok(filled(cell, false)),
            // Where columns changed, what stands at the edge may be anybody's.
            (&[], &[cell]) if region.open_ended && !self.alignment.same_shift() => {
                let column = self.grid.cells[cell].raw.at.column;
                let its_own = self.alignment.column_became(slot.range.start.column, column);
                if its_own { Ok(filled(cell, false)) } else { Err(Doubt::Several(vec![cell])) }
            }
            (&[], &[cell]) if self.is_far_from_its_box(region, cell) => Err(Doubt::Outside(cell)),
            (&[], &[cell]) => Ok(filled(cell, true)),
            (&[], &[]) => Ok(match self.beside_edge(slot, region) {
                Some(cell) => filled(cell, true),
                None => Filled { cell: None, at: self.blank_at(slot, region), beside: false },
            }),
            (&[], several) | (several, _) => Err(Doubt::Several(several.to_vec())),
        }
    }

    /// Whether a text in a slot's part of the sheet rather belongs to something
    /// else: it has a merged cell of its own; or columns changed there, and its
    /// column is another one of the form, or labels stand in those before it.
    fn rather_foreign(&self, slot: &Slot, region: &Region, cell: usize) -> bool {
        let (first, column) = (region.box_columns.0, self.grid.cells[cell].raw.at.column);
        if region.steady {
            return column > first && self.grid.cells[cell].range.width() > 1;
        }
        let labels = self.alignment.found.iter().flatten().map(|found| self.grid.cells[found.cell].raw.at);
        let mut before = labels.filter(|at| (first..column).contains(&at.column));
        before.next().is_some() || region.in_column && self.alignment.is_of_other_columns(column, slot.range)
    }

    /// Whether a text stands in a single cell, and behind it a blank merged cell
    /// as wide as the slot's box at least: that one is rather the box.
    fn stands_before_its_box(&self, slot: &Slot, region: &Region, cell: usize) -> bool {
        let range = self.grid.cells[cell].range;
        let is_box = |merge: &CellRange| {
            let here = merge.start.row == range.start.row && merge.start.column > range.start.column;
            let blank = self.grid.at(merge.start).is_none();
            here && blank && merge.end.column <= region.columns.1 && merge.width() >= slot.range.width()
        };
        slot.range.width() > 1 && range.width() == 1 && self.grid.merges().iter().any(is_box)
    }

    /// Whether blank cells part a text from the box beside which it stands, in a
    /// sheet that was changed: it may be what another row lost.
    fn is_far_from_its_box(&self, region: &Region, cell: usize) -> bool {
        let column = self.grid.cells[cell].raw.at.column;
        column > region.box_columns.1 + 1 && !self.alignment.is_as_sent_out()
    }

    /// A short value right beside a blank box at the form's right edge. A
    /// longer text there is rather a remark.
    fn beside_edge(&self, slot: &Slot, region: &Region) -> Option<usize> {
        let short = !matches!(slot.field.kind(), FieldKind::Text);
        let at = CellRef::new(region.rows.0, region.columns.1 + 1);
        let cell = (region.open_ended && short).then(|| self.grid.at(at)).flatten()?;
        (self.is_free(cell) && !is_example_text(&self.grid.cells[cell].raw.shown)).then_some(cell)
    }

    /// Whether a cell is neither a label nor under a heading 記入例.
    fn is_free(&self, cell: usize) -> bool {
        self.alignment.label_at[cell].is_none() && !self.alignment.examples[cell]
    }

    /// Where a blank slot stands: the box as it is in this sheet.
    fn blank_at(&self, slot: &Slot, region: &Region) -> CellRef {
        let width = slot.range.end.column - slot.range.start.column;
        let column = region.box_columns.1.saturating_sub(width).max(region.box_columns.0);
        self.grid.range_at(CellRef::new(region.rows.0, column)).start
    }
}

/// Whether a text calls itself an example: 例）…, （例）…, 記入例：….
fn is_example_text(shown: &str) -> bool {
    // Folding takes long, and is asked for every cell; the second is 例 as a compatible character.
    if !shown.contains(['例', '\u{F9B5}']) {
        return false;
    }
    let folded = fold(shown);
    let text = folded.trim_start_matches(['(', '[', '【', '〔', '※', '<']);
    let rest = text
        .strip_prefix('例')
        .or_else(|| text.strip_prefix("記入例").or_else(|| text.strip_prefix("記載例")));
    rest.is_some_and(|rest| rest.starts_with([')', ']', '】', '〕', '>', ':']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_example_calls_itself_one() {
        for text in ["例）窓口の改善", "（例）窓口の改善", "【記入例】窓口", "※例：10件", "記載例：窓口"]
        {
            assert!(is_example_text(text), "{text}");
        }
        for text in ["例規集の見直し", "例年どおり", "記入例を配布した", "事例（他市）の調査", ""]
        {
            assert!(!is_example_text(text), "{text}");
        }
    }
}
