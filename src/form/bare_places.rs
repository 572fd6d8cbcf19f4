//! Which row of a sheet a row of the form without labels became, as the labels
//! and merged cells around it say.

use super::bare_rows::bare_rows;
use super::place::Placing;
use super::template::Slot;
use crate::model::CellRef;

/// More rows than this lie between no two labels of a form.
const MOST_ROWS: usize = 100;

impl Placing<'_> {
    /// Whether between the labels around a row without labels there are fewer
    /// rows than in the form, which has several without labels there: any of
    /// them may be gone.
    pub(super) fn has_lost_rows(&self, form_row: u32) -> bool {
        let [Some((above, first)), Some((below, last))] = self.alignment.rows_around(form_row) else {
            return false;
        };
        let bare = bare_rows(self.form).into_keys().filter(|row| above < *row && *row < below).count();
        bare > 1 && last.saturating_sub(first) < below - above
    }

    /// The last of the rows without labels among which a row of the form is, or the row.
    pub(super) fn last_bare_row(&self, form_row: u32) -> u32 {
        let rows = &self.form.plan.rows;
        let next = rows.get(rows.partition_point(|row| row.row <= form_row)).map_or(u32::MAX, |row| row.row);
        bare_rows(self.form)
            .into_keys()
            .filter(|row| *row < next)
            .max()
            .map_or(form_row, |row| row.max(form_row))
    }

    /// The row of the sheet whose merged cells are the boxes of a row without
    /// labels, if between the labels around it there are as many such rows as
    /// in the form.
    pub(super) fn row_by_boxes(&self, slot: &Slot) -> Option<u32> {
        let row = slot.range.start.row;
        let [Some((above, first)), Some((below, last))] = self.alignment.rows_around(row) else {
            return None;
        };
        let boxes = self.boxes(row).filter(|boxes| !boxes.is_empty())?;
        let alike = |row: &u32| self.boxes(*row).as_ref() == Some(&boxes);
        let in_form: Vec<u32> =
            bare_rows(self.form).into_keys().filter(|r| above < *r && *r < below).filter(alike).collect();
        let is_box = |row: u32, &(start, end): &(u32, u32)| {
            let at = CellRef::new(row, start);
            let merges = self.grid.merges();
            let found = merges.binary_search_by_key(&at, |merge| merge.start);
            found.is_ok_and(|index| merges[index].end.column == end)
        };
        let here: Vec<u32> =
            (first + 1..last).take(MOST_ROWS).filter(|&r| boxes.iter().all(|b| is_box(r, b))).collect();
        let index = in_form.iter().position(|&r| r == row)?;
        (here.len() == in_form.len()).then(|| here[index])
    }

    /// The columns in the sheet of the boxes of several columns in a row of the form.
    fn boxes(&self, row: u32) -> Option<Vec<(u32, u32)>> {
        let slots = self.form.slots.iter().zip(&self.form.plan.slots);
        let wide = slots.filter(|(slot, _)| {
            slot.range.start.row == row && slot.range.start.column < slot.range.end.column
        });
        wide.map(|(slot, anchor)| {
            let head = anchor.sub.or(anchor.head)?;
            let found = self.alignment.found[head]?;
            let start = self.grid.cells[found.cell].raw.at.column + slot.range.start.column
                - self.form.plan.labels[head].column;
            Some((start, start + slot.range.width() - 1))
        })
        .collect()
    }
}
