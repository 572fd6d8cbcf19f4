//! Which texts of a sheet may be labels of the form, and which are examples.

use std::collections::{BTreeMap, BTreeSet};

use super::anchor::{Anchors, Likeness};
use super::chain::Candidate;
use super::grid::Grid;
use super::words::words;
use crate::characters::fold;
use crate::model::CellRef;

/// More texts that look like labels than this are no filled-in form.
const MOST_CANDIDATES: usize = 20_000;

/// All pairs of a text and a label that it may be, by cell.
pub(super) fn candidates(anchors: &Anchors, grid: &Grid<'_>) -> Vec<Candidate> {
    let mut found = Vec::new();
    for (cell, grid_cell) in grid.cells.iter().enumerate() {
        let of_cell = match &grid_cell.key {
            Some(key) => anchors.candidates(key),
            // Too long for a label, but it may begin with one.
            None if anchors.has_inline() => anchors.inline_candidates(&fold(&grid_cell.raw.shown)),
            None => continue,
        };
        let of_cell = of_cell.into_iter();
        found.extend(of_cell.map(|(label, likeness)| Candidate { label, cell, likeness }));
        if found.len() > MOST_CANDIDATES {
            return Vec::new();
        }
    }
    // A cell that says the whole of a label and its pattern leaves no room for half of it.
    let whole: BTreeSet<usize> = found
        .iter()
        .filter(|c| anchors.labels[c.label].inline && c.likeness == Likeness::Exact)
        .map(|c| c.label)
        .collect();
    found.retain(|c| c.likeness == Likeness::Exact || !whole.contains(&c.label));
    found
}

/// A heading 記入例 that a department put into the sheet, and the cells under it.
pub(super) fn examples(anchors: &Anchors, grid: &Grid<'_>) -> Vec<bool> {
    const WIDEST: u32 = 3;
    let mut first_row: BTreeMap<u32, u32> = BTreeMap::new();
    for head in &grid.cells {
        let Some(key) = head.key.as_ref().filter(|key| words().is_example(&key.loose)) else { continue };
        let own = anchors.labels.iter().any(|label| label.key.loose == key.loose);
        if head.range.width() <= WIDEST && !own {
            for column in head.range.start.column..=head.range.end.column {
                first_row.entry(column).or_insert(head.range.start.row);
            }
        }
    }
    let is_example = |at: CellRef| first_row.get(&at.column).is_some_and(|&row| at.row >= row);
    grid.cells.iter().map(|cell| is_example(cell.raw.at)).collect()
}
