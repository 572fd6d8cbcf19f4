//! Where each slot of the form stands in a sheet, and the cell that fills it.
//!
//! A slot is where its labels say: right of the one on its left, in the column
//! of the one above it. Where a label is missing or in doubt, or where the box
//! holds two texts, the slot has no certain place.

use super::align::Alignment;
use super::anchor::SlotAnchor;
use super::fill::Region;
use super::grid::Grid;
use super::placed::{Doubt, Filled, Place};
use super::template::{Form, Slot};
use crate::model::CellRef;

/// Everything that placing looks at.
pub(super) struct Placing<'a> {
    pub(super) form: &'a Form,
    pub(super) grid: &'a Grid<'a>,
    pub(super) alignment: &'a Alignment<'a>,
    /// By label.
    pub(super) doubtful: &'a [Option<Doubt>],
}

impl Placing<'_> {
    /// The places of all slots, in the form's order.
    pub(super) fn places(&self) -> Vec<Place> {
        let slots = self.form.slots.iter().zip(&self.form.plan.slots);
        let mut places: Vec<Place> = slots
            .map(|(slot, anchor)| match self.place(slot, anchor) {
                Ok(filled) => Place::Found(filled),
                Err(doubt) => Place::Uncertain(doubt),
            })
            .collect();
        self.part_clashes(&mut places);
        places
    }

    /// A cell that two slots claim belongs to neither for certain.
    fn part_clashes(&self, places: &mut [Place]) {
        let mut claims = vec![0u32; self.grid.cells.len()];
        let cell_of = |place: &Place| match place {
            Place::Found(filled) => filled.cell,
            Place::Uncertain(_) => None,
        };
        for cell in places.iter().filter_map(cell_of) {
            claims[cell] += 1;
        }
        for place in places {
            if let Some(cell) = cell_of(place)
                && claims[cell] > 1
            {
                *place = Place::Uncertain(Doubt::Several(vec![cell]));
            }
        }
    }

    fn place(&self, slot: &Slot, anchor: &SlotAnchor) -> Result<Filled, Doubt> {
        if let Some(inline) = anchor.inline {
            match self.label_cell(inline) {
                Ok(cell) => {
                    let at = self.grid.cells[cell].range.start;
                    return Ok(Filled { cell: Some(cell), at, beside: false });
                }
                Err(doubt) if anchor.left.is_none() && anchor.head.is_none() => return Err(doubt),
                Err(_) => {}
            }
        }
        let region = self.region(slot, anchor)?;
        let filled = self.fill(slot, &region)?;
        // A label typed again where its value should stand is no value.
        let own = [anchor.left, anchor.head].into_iter().flatten().find(|&label| {
            let key = filled.cell.and_then(|cell| self.grid.cells[cell].key.as_ref());
            key.is_some_and(|key| key.exact == self.form.plan.labels[label].key.exact)
        });
        own.map_or(Ok(filled), |label| Err(Doubt::Twice(label)))
    }

    fn label_cell(&self, label: usize) -> Result<usize, Doubt> {
        let found = self.alignment.found[label].ok_or(Doubt::Missing(label))?;
        self.doubtful[label].clone().map_or(Ok(found.cell), Err)
    }

    fn region(&self, slot: &Slot, anchor: &SlotAnchor) -> Result<Region, Doubt> {
        let left = anchor.left.map(|label| self.label_cell(label).map(|cell| (label, cell))).transpose()?;
        if let Some((label, cell)) = left
            && anchor.touches
            && anchor.alone
        {
            let row = self.row_beside(slot, label, cell)?;
            return Ok(self.gap_region(slot, label, cell, row));
        }
        let Some(head) = anchor.head else {
            return self.region_by_distance(slot, left);
        };
        let head_cell = self.label_cell(head)?;
        let row = match left {
            Some((label, cell)) => self.row_beside(slot, label, cell)?,
            None => self.row_below(slot, head, head_cell)?,
        };
        if row <= self.grid.cells[head_cell].range.start.row {
            return Err(Doubt::Scattered(head));
        }
        match anchor.sub {
            None => self.column_region(slot, (head, head_cell), left, row),
            Some(sub) => {
                let sub_cell = self.label_cell(sub)?;
                let (over, under) = (self.grid.cells[head_cell].range, self.grid.cells[sub_cell].range);
                // With its merge undone the wider label shows its first column alone.
                let info = &self.form.plan.labels[head];
                let reach = over.end.column.max(over.start.column + info.end_column - info.column);
                let inside = over.start.column <= under.start.column && under.end.column <= reach;
                if !inside || under.start.row <= over.start.row {
                    return Err(Doubt::Scattered(sub));
                }
                self.column_region(slot, (sub, sub_cell), left, row)
            }
        }
    }

    /// The row of a slot with a label on its left.
    fn row_beside(&self, slot: &Slot, label: usize, cell: usize) -> Result<u32, Doubt> {
        let info = &self.form.plan.labels[label];
        let range = self.grid.cells[cell].range;
        if info.row == slot.range.start.row {
            return Ok(range.start.row);
        }
        // A tall label over several rows: the slot's row must be told by other labels.
        // As tall as in the form, it tells the rows beside it by itself.
        let same_height = range.end.row - range.start.row == info.end_row - info.row;
        let by_label = (same_height && info.end_row > info.row && slot.range.start.row <= info.end_row)
            .then(|| range.start.row + (slot.range.start.row - info.row));
        let row = self.alignment.row(slot.range.start.row).or(by_label).ok_or(Doubt::Scattered(label))?;
        let tall = range.start.row < range.end.row;
        let inside = row >= range.start.row && (!tall || row <= range.end.row);
        if inside { Ok(row) } else { Err(Doubt::Scattered(label)) }
    }

    /// The row of a slot that only a label above it names.
    fn row_below(&self, slot: &Slot, head: usize, cell: usize) -> Result<u32, Doubt> {
        let info = &self.form.plan.labels[head];
        let start = self.grid.cells[cell].range.start.row;
        let by_head = start + (slot.range.start.row - info.row);
        let moved = self.alignment.found[head].is_some_and(|found| found.moved);
        // A box without labels beside it does not lie in another row's labels.
        let bare = self.form.plan.rows.iter().all(|row| row.row != slot.range.start.row);
        if moved && bare && self.grid.in_row(by_head).any(|cell| self.alignment.label_at[cell].is_some()) {
            return Err(Doubt::Scattered(head));
        }
        let told = if moved { Some(by_head) } else { self.alignment.row(slot.range.start.row) };
        let touches = info.end_row + 1 == slot.range.start.row;
        let row = told.or_else(|| (touches && self.touches_below(slot, cell)).then_some(by_head));
        row.filter(|&row| row > start).ok_or(Doubt::Scattered(head))
    }

    /// Whether a box that touches the label above it still does: down to the
    /// next row with labels nothing stands below that label but in the box.
    fn touches_below(&self, slot: &Slot, cell: usize) -> bool {
        const ROWS: u32 = 30;
        let range = self.grid.cells[cell].range;
        let first = range.end.row + 1;
        let labelled = |row: &u32| self.grid.in_row(*row).any(|c| self.alignment.label_at[c].is_some());
        let next = (first..first + ROWS).find(labelled).unwrap_or(first + ROWS);
        let last = first + (slot.range.end.row - slot.range.start.row);
        let mut below = self.grid.in_rows(first, next.saturating_sub(1)).map(|c| self.grid.cells[c].raw.at);
        next > first
            && below
                .all(|at| at.row <= last || at.column < range.start.column || range.end.column < at.column)
    }

    /// From the label on the left to the next label, box first.
    fn gap_region(&self, slot: &Slot, label: usize, cell: usize, row: u32) -> Region {
        let info = &self.form.plan.labels[label];
        let range = self.grid.cells[cell].range;
        let gap_start = range.end.column + 1;
        let next = self.next_label(row, gap_start);
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
        Region {
            rows: self.rows(slot, row),
            columns: (gap_start, gap_end),
            box_columns: (gap_start, box_end),
            open_ended: next.is_none() && !bounded,
            bounded,
            steady: self.kept_distance(slot, label, cell, row),
        }
    }

    /// Under the label above, within the row of the label on the left.
    fn column_region(
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
        let columns = (first, last.max(first));
        Ok(Region {
            rows: self.rows(slot, row),
            columns,
            box_columns: columns,
            open_ended: false,
            bounded: false,
            steady: true,
        })
    }

    /// Without a label above: at the old distance, where nothing between the
    /// neighbouring labels has changed.
    fn region_by_distance(&self, slot: &Slot, left: Option<(usize, usize)>) -> Result<Region, Doubt> {
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
        let columns = (first, first + width);
        Ok(Region {
            rows: self.rows(slot, row),
            columns,
            box_columns: columns,
            open_ended: false,
            bounded: false,
            steady: true,
        })
    }

    /// The rows of a slot's box that begins in `row`. A box of several rows ends
    /// before the next row that has a label.
    fn rows(&self, slot: &Slot, row: u32) -> (u32, u32) {
        let height = slot.range.end.row - slot.range.start.row;
        if height == 0 {
            return (row, row);
        }
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
