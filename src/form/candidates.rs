//! Which texts of a sheet may be labels of the form, and which are examples.

use super::anchor::Anchors;
use super::chain::Candidate;
use super::grid::Grid;
use super::words::words;
use crate::characters::fold;

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
    found
}

/// Cells under a heading 記入例 that a department put into the sheet.
pub(super) fn examples(anchors: &Anchors, grid: &Grid<'_>) -> Vec<bool> {
    const WIDEST: u32 = 3;
    let mut examples = vec![false; grid.cells.len()];
    for head in &grid.cells {
        let Some(key) = &head.key else { continue };
        let columns = head.range.start.column..=head.range.end.column;
        let own = || anchors.labels.iter().any(|label| label.key.loose == key.loose);
        let wide = head.range.end.column - head.range.start.column >= WIDEST;
        if wide || !words().is_example(&key.loose) || own() {
            continue;
        }
        for (cell, example) in grid.cells.iter().zip(&mut examples) {
            let at = cell.raw.at;
            *example |= at.row > head.range.end.row && columns.contains(&at.column);
        }
    }
    examples
}
