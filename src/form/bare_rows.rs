//! Rows of the form that have boxes and no label: which row of the sheet they
//! are, the rows around them say. Whether what stands there can be theirs at
//! all, the row itself says.

use std::collections::BTreeMap;

use super::align::Alignment;
use super::grid::{Grid, GridCell};
use super::place::Placing;
use super::placed::{Doubt, Filled, Place};
use super::plausible::{cannot_be, is_foreign};
use super::read_sheet::values;
use super::template::{Form, Slot};
use crate::model::{CellRange, CellRef};

/// More rows than this lie between no two labels of a form.
const MOST_ROWS: usize = 100;

/// Takes back the places in rows without labels where the row of the sheet
/// holds something else than the boxes of the form's row: a text between them,
/// merged cells across them, a text that cannot be what is asked for.
pub(super) fn doubt_bare_rows(form: &Form, grid: &Grid<'_>, alignment: &Alignment<'_>, places: &mut [Place]) {
    let values = values(grid, places);
    let right = alignment.found.iter().flatten().map(|found| grid.cells[found.cell].range.end.column).max();
    let is_orphan =
        |cell: usize| !values[cell] && alignment.label_at[cell].is_none() && !alignment.examples[cell];
    let mut rows: Vec<BareRow> = Vec::new();
    let changed = !alignment.is_as_sent_out();
    for slots in bare_rows(form).into_values() {
        let found = |&index: &usize| match &places[index] {
            Place::Found(filled) => Some((&form.slots[index], *filled)),
            Place::Uncertain(_) => None,
        };
        let boxes: Vec<(&Slot, Filled)> = slots.iter().filter_map(found).collect();
        let Some(row) = boxes.iter().map(|(_, filled)| filled.at.row).min() else { continue };
        let head_rows: Vec<u32> =
            slots.iter().filter_map(|&slot| head_row(form, grid, alignment, slot)).collect();
        let left_over = grid.in_row(row).filter(|&cell| is_orphan(cell)).any(|cell| {
            let column = grid.cells[cell].raw.at.column;
            // A column that was put in has a heading of its own.
            let headed = |&row: &u32| grid.at(CellRef::new(row, column)).is_some_and(is_orphan);
            Some(column) <= right && !head_rows.iter().any(headed)
        });
        let blank = |(_, filled): &(&Slot, Filled)| filled.cell.is_none();
        let as_one = |pair: &[(&Slot, Filled)]| pair[0].1.at == pair[1].1.at;
        let spanned = boxes.windows(2).any(as_one);
        let torn = grid.merges().iter().any(|merge| crosses(merge, row, &boxes))
            || boxes.windows(2).any(|pair| as_one(pair) && pair.iter().all(blank));
        let cannot = boxes.iter().any(|(slot, filled)| {
            filled.cell.is_some_and(|cell| {
                let shown = &grid.cells[cell].raw.shown;
                cannot_be(slot, shown) || is_foreign(slot, shown, &form.eras, changed)
            })
        });
        let lost = boxes.iter().any(|(slot, filled)| {
            let wide = slot.range.start.column < slot.range.end.column;
            wide && filled.cell.is_some() && grid.range_at(filled.at).width() == 1 && {
                let alike = |cell: &GridCell<'_>| {
                    cell.range.start.column == filled.at.column && cell.range.width() == slot.range.width()
                };
                (0..grid.cells.len()).any(|cell| is_orphan(cell) && alike(&grid.cells[cell]))
            }
        });
        let unlike = left_over || torn || cannot || lost;
        // Its merged cells show that the row is the form's.
        let shown = |(slot, filled): &(&Slot, Filled)| {
            let wide = slot.range.start.column < slot.range.end.column;
            wide && grid.range_at(filled.at).width() == slot.range.width()
        };
        let filled = boxes.iter().any(|(_, filled)| filled.cell.is_some());
        rows.push(BareRow { row, shown: boxes.iter().any(shown), slots, unlike, spanned, filled });
    }
    // A merged cell over two boxes belongs to a row that lost its own.
    let wide = |slot: &usize| form.slots[*slot].range.width() > 1;
    if rows.iter().any(|row| !row.shown && row.filled && row.slots.iter().any(wide)) {
        rows.iter_mut().for_each(|row| row.unlike |= row.spanned);
    }
    // Beside rows like it that kept their merged cells, a row without them is another.
    if changed {
        let kept: Vec<Vec<(u32, u32)>> =
            rows.iter().filter(|row| row.shown).map(|row| columns(form, &row.slots)).collect();
        for row in rows.iter_mut().filter(|row| !row.shown && row.filled) {
            row.unlike |= kept.contains(&columns(form, &row.slots));
        }
    }
    let some_unlike = rows.iter().any(|row| row.unlike);
    // What one row lost, another without labels may hold.
    for row in rows.into_iter().filter(|row| some_unlike && (row.unlike || !row.shown)) {
        for index in row.slots {
            places[index] = Place::Uncertain(Doubt::Unlike(row.row));
        }
    }
}

/// A row of the form without labels, as it was found in the sheet.
struct BareRow {
    /// Its row in the sheet.
    row: u32,
    slots: Vec<usize>,
    /// Whether what stands there is not its own.
    unlike: bool,
    /// Whether its merged cells show that the row is the form's.
    shown: bool,
    /// Whether a merged cell lies over two of its boxes.
    spanned: bool,
    /// Whether something stands in its boxes.
    filled: bool,
}

/// The columns of the boxes of some slots, in the form.
fn columns(form: &Form, slots: &[usize]) -> Vec<(u32, u32)> {
    let ranges = slots.iter().map(|&slot| form.slots[slot].range);
    ranges.map(|range| (range.start.column, range.end.column)).collect()
}

/// The row of the sheet in which the label above a slot stands.
fn head_row(form: &Form, grid: &Grid<'_>, alignment: &Alignment<'_>, slot: usize) -> Option<u32> {
    let anchor = &form.plan.slots[slot];
    let found = alignment.found[anchor.sub.or(anchor.head)?]?;
    Some(grid.cells[found.cell].raw.at.row)
}

/// The slots of each row of the form in which no label begins.
fn bare_rows(form: &Form) -> BTreeMap<u32, Vec<usize>> {
    let mut rows: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (index, (slot, anchor)) in form.slots.iter().zip(&form.plan.slots).enumerate() {
        if anchor.bare {
            rows.entry(slot.range.start.row).or_default().push(index);
        }
    }
    rows
}

impl Placing<'_> {
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

/// Whether a merged range begins within one box of the row, or reaches another.
fn crosses(merge: &CellRange, row: u32, boxes: &[(&Slot, Filled)]) -> bool {
    let in_row = merge.start.row <= row && row <= merge.end.row;
    in_row
        && boxes.iter().any(|(slot, filled)| {
            let first = filled.at.column;
            let last = first + (slot.range.end.column - slot.range.start.column);
            let begins = first < merge.start.column && merge.start.column <= last;
            let reaches = merge.start.column < first && first <= merge.end.column;
            filled.at.row == row && (begins || reaches)
        })
}
