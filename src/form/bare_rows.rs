//! Rows of the form that have boxes and no label: which row of the sheet they
//! are, the rows around them say. Whether what stands there can be theirs at
//! all, the row itself says.

use std::collections::BTreeMap;

use super::align::Alignment;
use super::grid::{Grid, GridCell};
use super::placed::{Doubt, Filled, Place};
use super::plausible::{cannot_be, is_foreign, says_number};
use super::read_sheet::values;
use super::template::{Form, Slot};
use crate::model::{CellRange, CellRef, FieldKind};

/// Takes back the places in rows without labels where the row of the sheet
/// holds something else than the boxes of the form's row: a text between them,
/// merged cells across them, a text that cannot be what is asked for.
pub(super) fn doubt_bare_rows(form: &Form, grid: &Grid<'_>, alignment: &Alignment<'_>, places: &mut [Place]) {
    let look = Looking::new(form, grid, alignment, values(grid, places));
    let mut rows: Vec<BareRow> =
        bare_rows(form).into_values().filter_map(|slots| look.row(slots, places)).collect();
    // A row whose boxes are as those of a row that shows to be the form's is one too.
    let boxes = |row: &BareRow| (columns(form, &row.slots), look.columns_now(row, places));
    let shown: Vec<_> = rows.iter().filter(|row| row.shown).map(boxes).collect();
    for row in rows.iter_mut() {
        row.shown |= shown.contains(&boxes(row));
    }
    // Beside rows like it that kept their merged cells, a row without them is another.
    if look.changed {
        let kept: Vec<Vec<(u32, u32)>> =
            rows.iter().filter(|row| row.shown).map(|row| columns(form, &row.slots)).collect();
        for row in rows.iter_mut().filter(|row| !row.shown && row.filled) {
            row.unlike |= kept.contains(&columns(form, &row.slots));
        }
    }
    // Of rows of which there are more than in the form nobody knows which is which.
    let crowded: Vec<Vec<(u32, u32)>> =
        rows.iter().filter(|row| row.another).map(|row| columns(form, &row.slots)).collect();
    for row in rows.iter_mut() {
        row.unlike |= crowded.contains(&columns(form, &row.slots));
    }
    // A merged cell over two boxes belongs to a row that lost its own.
    let wide = |slot: &usize| form.slots[*slot].range.width() > 1;
    if rows.iter().any(|row| !row.shown && row.filled && row.slots.iter().any(wide)) {
        rows.iter_mut().for_each(|row| row.unlike |= row.spanned);
    }
    // What one row lost, another without labels may hold.
    let lost: Vec<Vec<usize>> = rows.iter().filter(|row| row.unlike).map(|row| row.slots.clone()).collect();
    let may_hold = |row: &BareRow| lost.iter().any(|lost| look.may_hold(row, lost, places));
    let doubtful: Vec<BareRow> =
        rows.into_iter().filter(|row| row.unlike || (!row.shown && may_hold(row))).collect();
    for row in doubtful {
        for index in row.slots {
            places[index] = Place::Uncertain(Doubt::Unlike(row.row));
        }
    }
}

/// A sheet in which rows without labels are looked at.
struct Looking<'a> {
    form: &'a Form,
    grid: &'a Grid<'a>,
    alignment: &'a Alignment<'a>,
    /// For each cell, whether it fills a slot.
    values: Vec<bool>,
    /// The last column that a label reaches.
    right: Option<u32>,
    /// Whether labels moved.
    changed: bool,
    /// Whether the sheet has most of the form's merged cells.
    kept_merges: bool,
    /// The texts of each row without labels that nobody asked for.
    orphans_by_row: Vec<Vec<usize>>,
}

impl<'a> Looking<'a> {
    fn new(form: &'a Form, grid: &'a Grid<'a>, alignment: &'a Alignment<'a>, values: Vec<bool>) -> Self {
        let labels = alignment.found.iter().flatten().map(|found| grid.cells[found.cell].range.end.column);
        let ranges = form.slots.iter().map(|slot| slot.range).chain(form.labels.iter().map(|l| l.range));
        let merged = ranges.filter(|range| range.start != range.end).count();
        let mut orphans_by_row: Vec<Vec<usize>> = Vec::new();
        let by_row = (0..grid.cells.len()).collect::<Vec<usize>>();
        for row in by_row.chunk_by(|&a, &b| grid.cells[a].raw.at.row == grid.cells[b].raw.at.row) {
            let is_orphan = |&cell: &usize| {
                !values[cell] && alignment.label_at[cell].is_none() && !alignment.examples[cell]
            };
            if row.iter().all(is_orphan) {
                orphans_by_row.push(row.to_vec());
            }
        }
        Self {
            orphans_by_row,
            form,
            grid,
            alignment,
            values,
            right: labels.max(),
            changed: !alignment.is_as_sent_out(),
            kept_merges: grid.merges().len() * 2 >= merged,
        }
    }

    /// What became of some slots of one row; `None` where none was found.
    fn row(&self, slots: Vec<usize>, places: &[Place]) -> Option<BareRow> {
        let found = |&index: &usize| match &places[index] {
            Place::Found(filled) => Some((&self.form.slots[index], *filled)),
            Place::Uncertain(_) => None,
        };
        let boxes: Vec<(&Slot, Filled)> = slots.iter().filter_map(found).collect();
        let row = boxes.iter().map(|(_, filled)| filled.at.row).min()?;
        let blank = |(_, filled): &(&Slot, Filled)| filled.cell.is_none();
        let as_one = |pair: &[(&Slot, Filled)]| pair[0].1.at == pair[1].1.at;
        let torn = self.grid.merges().iter().any(|merge| self.crosses(merge, row, &boxes))
            || boxes.windows(2).any(|pair| as_one(pair) && pair.iter().all(blank));
        let cannot = boxes.iter().any(|(slot, filled)| {
            filled.cell.is_some_and(|cell| {
                let shown = &self.grid.cells[cell].raw.shown;
                cannot_be(slot, shown) || is_foreign(slot, shown, &self.form.eras, self.changed)
            })
        });
        let cannot = cannot || (self.changed && self.lacks_numbers(&boxes));
        let astray = self.kept_merges
            && slots.iter().any(|&slot| found(&slot).is_some_and(|f| self.is_astray(slot, f)));
        let lost = boxes.iter().any(|found| self.is_elsewhere(found));
        // Its merged cells show that the row is the form's.
        let shown = |&index: &usize| {
            let Some((slot, filled)) = found(&index) else { return false };
            let range = self.grid.range_at(filled.at);
            slot.range.width() > 1
                && (range.width() == slot.range.width() || self.is_below_its_head(index, range))
        };
        Some(BareRow {
            row,
            shown: slots.iter().any(shown),
            unlike: self.has_more(row, &slots, places) || torn || cannot || astray || lost,
            another: self.has_another(row, &boxes),
            spanned: boxes.windows(2).any(as_one),
            filled: !boxes.iter().all(blank),
            slots,
        })
    }

    /// Whether several boxes of a row ask for numbers, and none holds one: then
    /// the row is rather one that was put in.
    fn lacks_numbers(&self, boxes: &[(&Slot, Filled)]) -> bool {
        let asked = boxes.iter().filter(|(slot, _)| slot.field.kind() == FieldKind::Number);
        let texts: Vec<&str> =
            asked.filter_map(|(_, filled)| Some(self.grid.cells[filled.cell?].raw.shown.as_str())).collect();
        texts.len() > 1 && !texts.iter().any(|text| says_number(text))
    }

    /// Whether a box that is as wide as the label above it in the form is so in
    /// the sheet: columns were put in or taken out.
    fn is_below_its_head(&self, slot: usize, range: CellRange) -> bool {
        let anchor = &self.form.plan.slots[slot];
        let Some(head) = anchor.sub.or(anchor.head) else { return false };
        let Some(found) = self.alignment.found[head] else { return false };
        let (label, now) = (&self.form.plan.labels[head], self.grid.cells[found.cell].range);
        let slot = self.form.slots[slot].range;
        (label.column, label.end_column) == (slot.start.column, slot.end.column)
            && (now.start.column, now.end.column) == (range.start.column, range.end.column)
            && range.width() > 1
    }

    /// The boxes of a row in the sheet, moved to the first row.
    fn columns_now(&self, row: &BareRow, places: &[Place]) -> Vec<CellRange> {
        let boxes = row.slots.iter().filter_map(|&slot| match places[slot] {
            Place::Found(filled) => Some(self.grid.range_at(filled.at)),
            Place::Uncertain(_) => None,
        });
        let in_first = |column: u32| CellRef::new(0, column);
        boxes.map(|range| CellRange::new(in_first(range.start.column), in_first(range.end.column))).collect()
    }

    /// Whether everything in a row could be what the boxes of another row held:
    /// it stands where those boxes begin, and could fill them.
    fn may_hold(&self, row: &BareRow, lost: &[usize], places: &[Place]) -> bool {
        let cells = row.slots.iter().filter_map(|&slot| match places[slot] {
            Place::Found(Filled { cell: Some(cell), .. }) => Some(cell),
            _ => None,
        });
        cells.into_iter().all(|cell| {
            let shown = &self.grid.cells[cell].raw.shown;
            lost.iter().any(|&slot| {
                let column = match &places[slot] {
                    Place::Found(filled) => filled.at.column,
                    Place::Uncertain(_) => self.alignment.column(self.form.slots[slot].range.start.column),
                };
                let other = &self.form.slots[slot];
                let foreign = is_foreign(other, shown, &self.form.eras, true);
                column == self.grid.cells[cell].raw.at.column && !foreign && !cannot_be(other, shown)
            })
        })
    }

    fn is_orphan(&self, cell: usize) -> bool {
        !self.values[cell] && self.alignment.label_at[cell].is_none() && !self.alignment.examples[cell]
    }

    /// Whether the row holds a text between its boxes.
    fn has_more(&self, row: u32, slots: &[usize], places: &[Place]) -> bool {
        let head_rows: Vec<u32> =
            slots.iter().filter_map(|&slot| head_row(self.form, self.grid, self.alignment, slot)).collect();
        let mut more = self.grid.in_row(row).filter(|&cell| self.is_orphan(cell)).filter(|&cell| {
            let column = self.grid.cells[cell].raw.at.column;
            // A column that was put in has a heading of its own.
            let headed =
                |&row: &u32| self.grid.at(CellRef::new(row, column)).is_some_and(|cell| self.is_orphan(cell));
            Some(column) <= self.right && !head_rows.iter().any(headed)
        });
        let more: Vec<usize> = more.by_ref().collect();
        match more.as_slice() {
            [] => false,
            // The value of the one box of which the label above is missing.
            &[cell] => !self.is_without_label(cell, slots, places),
            _ => true,
        }
    }

    /// Whether a text stands between the boxes around the only box of a row of
    /// which the label above is missing.
    fn is_without_label(&self, cell: usize, slots: &[usize], places: &[Place]) -> bool {
        let column = self.grid.cells[cell].raw.at.column;
        let mut lost =
            slots.iter().filter(|&&slot| matches!(places[slot], Place::Uncertain(Doubt::Missing(_))));
        let (Some(&lost_one), None) = (lost.next(), lost.next()) else { return false };
        let own = self.form.slots[lost_one].range.start.column;
        slots.iter().all(|&slot| match &places[slot] {
            Place::Found(filled) if self.form.slots[slot].range.start.column < own => {
                filled.at.column < column
            }
            Place::Found(filled) => column < filled.at.column,
            Place::Uncertain(_) => slot == lost_one,
        })
    }

    /// Whether the sheet has another row like this one, right beside it or, where
    /// rows moved, anywhere: several texts that nobody asked for and that would
    /// fill its boxes, and no label.
    fn has_another(&self, row: u32, boxes: &[(&Slot, Filled)]) -> bool {
        let fits = |&cell: &usize| {
            let GridCell { raw, .. } = &self.grid.cells[cell];
            let slot = boxes.iter().find(|(_, filled)| filled.at.column == raw.at.column);
            self.is_orphan(cell)
                && slot.is_some_and(|(slot, _)| {
                    !is_foreign(slot, &raw.shown, &self.form.eras, true) && !cannot_be(slot, &raw.shown)
                })
        };
        let near = |cells: &[usize]| self.changed || self.grid.cells[cells[0]].raw.at.row.abs_diff(row) == 1;
        let mut others = self.orphans_by_row.iter().filter(|cells| cells.len() > 1 && near(cells));
        boxes.len() > 1 && others.any(|cells| cells.iter().all(fits))
    }

    /// Whether a merged range begins within one box of the row, or reaches another.
    fn crosses(&self, merge: &CellRange, row: u32, boxes: &[(&Slot, Filled)]) -> bool {
        let in_row = merge.start.row <= row && row <= merge.end.row;
        in_row
            && boxes.iter().any(|(slot, filled)| {
                let first = filled.at.column;
                let own = self.grid.range_at(filled.at);
                // A box that lost a column is still one merged cell.
                let last = if own.width() > 1 { own.end.column } else { first + slot.range.width() - 1 };
                let begins = first < merge.start.column && merge.start.column <= last;
                let reaches = merge.start.column < first && first <= merge.end.column;
                filled.at.row == row && (begins || reaches)
            })
    }

    /// Whether a box lost its merged cell, and one like it holds a text that
    /// nobody asked for.
    fn is_elsewhere(&self, (slot, filled): &(&Slot, Filled)) -> bool {
        let wide = slot.range.width() > 1 && self.grid.range_at(filled.at).width() == 1;
        let alike = |cell: &GridCell<'_>| {
            cell.range.start.column == filled.at.column && cell.range.width() == slot.range.width()
        };
        let mut cells = 0..self.grid.cells.len();
        wide && filled.cell.is_some()
            && cells.any(|cell| alike(&self.grid.cells[cell]) && self.is_orphan(cell))
    }

    /// Whether a box lost its merged cell, and the value stands somewhere in it.
    fn is_astray(&self, index: usize, (slot, filled): (&Slot, Filled)) -> bool {
        let anchor = &self.form.plan.slots[index];
        let Some(head) = anchor.sub.or(anchor.head) else { return false };
        let Some(found) = self.alignment.found[head] else { return false };
        let (label, range) = (&self.form.plan.labels[head], self.grid.cells[found.cell].range);
        let row = range.end.row + (slot.range.start.row - label.end_row);
        let column = (range.start.column + slot.range.start.column).checked_sub(label.column);
        let single = self.grid.range_at(filled.at);
        let lost = slot.range.start != slot.range.end && single.start == single.end;
        lost && filled.cell.is_some() && (filled.at.row, Some(filled.at.column)) != (row, column)
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
    /// Whether beside it stands a row like it that the form does not have.
    another: bool,
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
pub(super) fn bare_rows(form: &Form) -> BTreeMap<u32, Vec<usize>> {
    let mut rows: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (index, (slot, anchor)) in form.slots.iter().zip(&form.plan.slots).enumerate() {
        if anchor.bare {
            rows.entry(slot.range.start.row).or_default().push(index);
        }
    }
    rows
}
