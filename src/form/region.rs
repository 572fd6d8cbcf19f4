//! The part of a sheet in which a slot's value may stand, from its labels.

use super::place::Placing;
use super::placed::Doubt;
use super::template::Slot;
use crate::model::CellRef;

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
    /// Whether the label stands in the column that its column of the form became,
    /// and another label of its row is missing.
    pub(super) in_column: bool,
}

impl Region {
    /// A box of which the columns are certain.
    pub(super) fn exact(rows: (u32, u32), columns: (u32, u32)) -> Self {
        Self {
            rows,
            columns,
            box_columns: columns,
            open_ended: false,
            bounded: false,
            steady: true,
            in_column: true,
        }
    }
}

impl Placing<'_> {
    /// From the label on the left to the next label, box first.
    pub(super) fn gap_region(
        &self,
        slot: &Slot,
        label: usize,
        cell: usize,
        row: u32,
    ) -> Result<Region, Doubt> {
        let info = &self.form.plan.labels[label];
        let range = self.grid.cells[cell].range;
        let gap_start = range.end.column + 1;
        let next = self.next_label(row, gap_start);
        let widened = next.is_none_or(|next| {
            let next_in_form = self.next_in_form(slot.range.start.row, info.end_column + 1);
            next_in_form.is_none_or(|(_, column)| next - gap_start > column - info.end_column - 1)
        });
        // Where a box is gone, its value may stand in a gap that became wider.
        if next == Some(gap_start) || (widened && self.has_lost_box(slot.range.start.row, row)) {
            return Err(Doubt::Scattered(label));
        }
        let box_start = gap_start.max(range.start.column + (slot.range.start.column - info.column));
        let width = slot.range.end.column - slot.range.start.column;
        let merged = self.grid.range_at(CellRef::new(row, box_start));
        let mut box_end = (box_start + width).max(merged.end.column);
        if let Some(next) = next {
            box_end = box_end.min(next - 1);
        }
        // Where the label that ends the gap in the form is missing, what stands
        // beyond the box may be that label's value.
        let next_in_form = self.next_in_form(slot.range.start.row, info.end_column + 1);
        let bounded = next_in_form.is_some_and(|(label, _)| {
            self.alignment.found[label].is_none_or(|f| Some(self.grid.cells[f.cell].raw.at.column) != next)
        });
        let gap_end = match next {
            _ if bounded => box_end,
            Some(next) => next - 1,
            None => self.right_edge(row).max(box_end),
        };
        Ok(Region {
            rows: self.rows(slot, row, box_start),
            columns: (gap_start, gap_end),
            box_columns: (gap_start, box_end),
            open_ended: next.is_none() && !bounded,
            bounded,
            steady: self.kept_distance(slot, label, cell, row),
            in_column: self.alignment.column(info.column) == range.start.column
                && self.has_lost_label(slot.range.start.row, row),
        })
    }

    /// Whether a label of a row of the form is missing in its row of the sheet:
    /// then what stood behind that label may stand nearer to another.
    fn has_lost_label(&self, form_row: u32, row: u32) -> bool {
        let labels = self.form.plan.labels.iter().zip(&self.alignment.found);
        let mut in_row = labels.filter(|(label, _)| label.row <= form_row && form_row <= label.end_row);
        in_row.any(|(_, found)| {
            found.is_none_or(|found| {
                let range = self.grid.cells[found.cell].range;
                !(range.start.row..=range.end.row).contains(&row)
            })
        })
    }

    /// Whether in a row some label that asks for the value beside it is now
    /// followed by the next label.
    fn has_lost_box(&self, form_row: u32, row: u32) -> bool {
        let slots = self.form.slots.iter().zip(&self.form.plan.slots);
        let beside = slots.filter(|(slot, anchor)| {
            slot.range.start.row == form_row && anchor.touches && anchor.alone && !self.alignment.same_shift()
        });
        let labels = beside.filter_map(|(_, anchor)| self.alignment.found[anchor.left?]);
        let ranges = labels.map(|found| self.grid.cells[found.cell].range);
        let mut in_row = ranges.filter(|range| range.start.row <= row && row <= range.end.row);
        in_row.any(|range| self.next_label(row, range.end.column + 1) == Some(range.end.column + 1))
    }

    /// Under the label above, within the row of the label on the left.
    pub(super) fn column_region(
        &self,
        slot: &Slot,
        (head, head_cell): (usize, usize),
        left: Option<(usize, usize)>,
        row: u32,
    ) -> Result<Region, Doubt> {
        let info = &self.form.plan.labels[head];
        let range = self.grid.cells[head_cell].range;
        let (start, end) = (slot.range.start.column, slot.range.end.column);
        let as_wide = info.column == start && info.end_column == end;
        let first = range.start.column + start - info.column;
        let mut last = if as_wide { range.end.column.max(first + end - start) } else { first + end - start };
        let (wide, was_wide) = (range.end.column - range.start.column, info.end_column - info.column);
        if !as_wide && wide != was_wide && wide != 0 {
            return Err(Doubt::Scattered(head));
        }
        if let Some(next) = self.next_label(range.start.row, range.end.column + 1)
            && as_wide
        {
            last = last.min(next - 1);
        }
        if let Some((label, cell)) = left {
            let gap_start = self.grid.cells[cell].range.end.column + 1;
            let next = self.next_label(row, gap_start);
            if first < gap_start || next.is_some_and(|next| next <= first) {
                return Err(Doubt::Scattered(label));
            }
            last = next.map_or(last, |next| last.min(next - 1));
        }
        let steady = !as_wide || wide == was_wide || wide == 0;
        Ok(Region { steady, ..Region::exact(self.rows(slot, row, first), (first, last.max(first))) })
    }

    /// Without a label above: at the old distance, where nothing between the
    /// neighbouring labels has changed.
    pub(super) fn region_by_distance(
        &self,
        slot: &Slot,
        left: Option<(usize, usize)>,
    ) -> Result<Region, Doubt> {
        let width = slot.range.end.column - slot.range.start.column;
        let (row, first) = match left {
            Some((label, cell)) => {
                let info = &self.form.plan.labels[label];
                let range = self.grid.cells[cell].range;
                let row = self.row_beside(slot, label, cell)?;
                if !self.kept_distance(slot, label, cell, row) {
                    return Err(Doubt::Scattered(label));
                }
                (row, range.start.column + slot.range.start.column - info.column)
            }
            None => {
                let row = self.alignment.row(slot.range.start.row).ok_or(Doubt::Unanchored)?;
                if !self.alignment.same_shift() {
                    return Err(Doubt::Unanchored);
                }
                (row, self.alignment.column(slot.range.start.column))
            }
        };
        Ok(Region::exact(self.rows(slot, row, first), (first, first + width)))
    }

    /// The rows of a slot's box that begins in `row`. A box of several rows ends
    /// before the next row that has a label.
    fn rows(&self, slot: &Slot, row: u32, column: u32) -> (u32, u32) {
        let height = slot.range.end.row - slot.range.start.row;
        if height == 0 {
            return (row, row);
        }
        let (first, last) = self.rows_to_next(slot, row, height);
        let last = self.box_end(CellRef::new(row, column)).map_or(last, |end| last.min(end));
        let other = |r: &u32| self.is_other_row(slot, *r);
        (first, (first + 1..=last).find(other).map_or(last, |r| r - 1))
    }

    /// The last row of a tall box that kept its merged cell.
    fn box_end(&self, at: CellRef) -> Option<u32> {
        let merged = self.grid.range_at(at);
        (merged.start == at && merged.start.row < merged.end.row).then_some(merged.end.row)
    }

    /// Whether a row of the sheet is a row of the form that does not reach the slot.
    fn is_other_row(&self, slot: &Slot, sheet_row: u32) -> bool {
        let rows = self.form.plan.rows.iter().zip(&self.alignment.rows);
        let box_rows = slot.range.start.row..=slot.range.end.row;
        rows.into_iter().any(|(form, now)| *now == Some(sheet_row) && !box_rows.contains(&form.row))
    }

    fn rows_to_next(&self, slot: &Slot, row: u32, height: u32) -> (u32, u32) {
        let plan = &self.form.plan;
        let next = plan.rows.iter().position(|r| r.row > slot.range.end.row);
        let known = next.filter(|&i| !self.alignment.moved_rows[i]).and_then(|i| {
            // The box ends there only if nothing lies between in the form.
            let touches = plan.rows[i].row == slot.range.end.row + 1;
            self.alignment.rows[i].filter(|&next| next > row).map(|next| (touches, next - 1))
        });
        match known {
            Some((true, last)) => {
                // A row of several texts that was put between belongs to no box.
                let crowded = |&r: &u32| self.grid.in_row(r).len() > 1;
                let end = (row + height + 1..=last).find(crowded).map_or(last, |r| r - 1);
                (row, end.min(last))
            }
            Some((false, last)) => (row, (row + height).min(last)),
            None => (row, row + height),
        }
    }

    /// The column of the next label in a row, from a column on.
    fn next_label(&self, row: u32, from: u32) -> Option<u32> {
        let found = self.alignment.found.iter().zip(&self.form.plan.labels);
        found
            .filter(|(_, label)| !label.inline)
            .filter_map(|(found, _)| found.as_ref())
            .map(|found| self.grid.cells[found.cell].range)
            .filter(|range| (range.start.row..=range.end.row).contains(&row))
            .map(|range| range.start.column)
            .filter(|&column| column >= from)
            .min()
    }

    /// Whether a label is as far from the next one as in the form.
    fn kept_distance(&self, slot: &Slot, label: usize, cell: usize, row: u32) -> bool {
        let info = &self.form.plan.labels[label];
        let range = self.grid.cells[cell].range;
        let next_in_form =
            self.next_in_form(slot.range.start.row, info.end_column + 1).map(|(_, column)| column);
        let next = self.next_label(row, range.end.column + 1);
        let from = |next: Option<u32>, start: u32| next.map(|column| column - start);
        from(next_in_form, info.column) == from(next, range.start.column)
            && (next.is_some() || self.alignment.same_shift())
    }

    /// The next label in a row of the form, from a column on, and its column.
    fn next_in_form(&self, row: u32, from: u32) -> Option<(usize, u32)> {
        let labels = self.form.plan.labels.iter().enumerate();
        labels
            .filter(|(_, label)| !label.inline && label.row <= row && row <= label.end_row)
            .map(|(index, label)| (index, label.column))
            .filter(|&(_, column)| column >= from)
            .min_by_key(|&(_, column)| column)
    }

    /// The last column that a label reaches; where columns changed, also what
    /// stands beyond it in the row.
    fn right_edge(&self, row: u32) -> u32 {
        let cells = self.alignment.found.iter().flatten().map(|found| found.cell);
        let edge = cells.map(|cell| self.grid.cells[cell].range.end.column).max().unwrap_or(0);
        let last = self.grid.in_row(row).next_back().filter(|_| !self.alignment.same_shift());
        last.map_or(edge, |cell| edge.max(self.grid.cells[cell].raw.at.column))
    }
}
