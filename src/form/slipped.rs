//! Numbers and other short values of a column of boxes that were typed below
//! their boxes: the last of them stands where no box is.

use super::align::Alignment;
use super::grid::Grid;
use super::placed::{Doubt, Filled, Place};
use super::plausible::says_number;
use super::read_sheet::values;
use super::template::{Form, Slot};
use crate::model::{CellRef, Field, FieldKind, IndicatorPart};

/// Takes back the places of values above one that stands right below the last
/// box of their column, up to the nearest blank box: any of them may belong to
/// the box above it.
pub(super) fn doubt_slipped(form: &Form, grid: &Grid<'_>, alignment: &Alignment<'_>, places: &mut [Place]) {
    let values = values(grid, places);
    let is_orphan =
        |cell: &usize| !values[*cell] && alignment.label_at[*cell].is_none() && !alignment.examples[*cell];
    for cell in (0..grid.cells.len()).filter(is_orphan) {
        let mut run: Vec<usize> = Vec::new();
        let mut below = grid.cells[cell].range.start;
        let mut blank = false;
        while !blank && let Some((index, filled)) = box_above(form, grid, places, below) {
            if !may_hold(&form.slots[index], &grid.cells[cell].raw.shown) {
                break;
            }
            run.push(index);
            blank = filled.cell.is_none();
            below = grid.range_at(filled.at).start;
        }
        if blank {
            let alone = run.len() == 1;
            for index in run {
                places[index] =
                    Place::Uncertain(if alone { Doubt::Outside(cell) } else { Doubt::Slipped(cell) });
            }
        }
    }
}

/// The slot whose box ends right above a cell and begins in its column.
fn box_above(form: &Form, grid: &Grid<'_>, places: &[Place], below: CellRef) -> Option<(usize, Filled)> {
    let found = |index: usize| match places[index] {
        Place::Found(filled) => Some((index, filled)),
        Place::Uncertain(_) => None,
    };
    (0..form.slots.len()).filter_map(found).find(|(_, filled)| {
        let range = grid.range_at(filled.at);
        range.end.row + 1 == below.row && range.start.column == below.column
    })
}

/// Whether a text may be what a slot asks for: a number, or a few letters where
/// a unit, a direction or a judgment is asked.
fn may_hold(slot: &Slot, shown: &str) -> bool {
    const LONGEST: usize = 4;
    let short = shown.trim().chars().count() <= LONGEST;
    match (slot.field.kind(), &slot.field) {
        (FieldKind::Number | FieldKind::Money, _) => says_number(shown),
        (FieldKind::Direction | FieldKind::Judgment, _) => short && slot.mark.is_none(),
        (_, Field::Indicator(_, IndicatorPart::Unit)) => short,
        _ => false,
    }
}
