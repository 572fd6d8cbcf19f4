//! Which row of the sheet is which row of the form: the heaviest chain of row
//! pairs that keeps the order of both.

use super::anchor::{Anchors, Likeness};
use super::grid::Grid;

/// A text of the sheet that may be a label of the form.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Candidate {
    pub(super) label: usize,
    pub(super) cell: usize,
    pub(super) likeness: Likeness,
}

/// A row of the form on a row of the sheet.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct RowPair {
    /// Index into the form's rows with labels.
    pub(super) form_row: usize,
    pub(super) sheet_row: u32,
    pub(super) score: f64,
    /// The labels found there, from left to right.
    pub(super) matches: Vec<Candidate>,
}

/// Added to a chain for each step that keeps the distance between two rows, so
/// that of two equally good chains the one with fewer changes wins.
const SAME_DISTANCE: f64 = 0.5;

/// A row with more candidates than this is no row of a form.
const CANDIDATES_A_ROW: usize = 200;

/// All row pairs that share a label, by sheet row, then form row.
pub(super) fn row_pairs(
    anchors: &Anchors,
    grid: &Grid<'_>,
    candidates: &[Candidate],
    weight: impl Fn(&Candidate) -> f64,
) -> Vec<RowPair> {
    let mut row_of = vec![0; anchors.labels.len()];
    for (index, row) in anchors.rows.iter().enumerate() {
        for &label in &row.labels {
            row_of[label] = index;
        }
    }
    let mut keyed: Vec<(u32, usize, Candidate)> = candidates
        .iter()
        .map(|candidate| (grid.cells[candidate.cell].raw.at.row, row_of[candidate.label], *candidate))
        .collect();
    keyed.sort_by_key(|&(sheet_row, form_row, c)| (sheet_row, form_row, c.cell, c.label));
    let same_pair = |a: &(u32, usize, Candidate), b: &(u32, usize, Candidate)| a.0 == b.0 && a.1 == b.1;
    keyed
        .chunk_by(same_pair)
        .filter(|group| group.len() <= CANDIDATES_A_ROW)
        .map(|group| {
            let in_row: Vec<Candidate> = group.iter().map(|&(_, _, candidate)| candidate).collect();
            let (score, matches) = best_in_row(anchors, &in_row, &weight);
            RowPair { form_row: group[0].1, sheet_row: group[0].0, score, matches }
        })
        .collect()
}

/// The heaviest set of candidates that keeps the order of labels and cells.
/// `candidates` are ordered by cell.
fn best_in_row(
    anchors: &Anchors,
    candidates: &[Candidate],
    weight: impl Fn(&Candidate) -> f64,
) -> (f64, Vec<Candidate>) {
    let mut best: Vec<(f64, Option<usize>)> = Vec::with_capacity(candidates.len());
    let column = |c: &Candidate| anchors.labels[c.label].column;
    for (index, candidate) in candidates.iter().enumerate() {
        let mut found = (0.0, None);
        for (earlier, other) in candidates[..index].iter().enumerate() {
            let ordered = other.cell < candidate.cell && column(other) < column(candidate);
            if ordered && best[earlier].0 > found.0 {
                found = (best[earlier].0, Some(earlier));
            }
        }
        best.push((found.0 + weight(candidate), found.1));
    }
    let mut last = None;
    for index in 0..best.len() {
        if last.is_none_or(|l: usize| best[index].0 > best[l].0) {
            last = Some(index);
        }
    }
    let score = last.map_or(0.0, |l| best[l].0);
    let mut matches = Vec::new();
    while let Some(index) = last {
        matches.push(candidates[index]);
        last = best[index].1;
    }
    matches.reverse();
    (score, matches)
}

/// A chain that ends in a form row.
#[derive(Clone, Copy)]
struct End {
    score: f64,
    step: usize,
    pair: usize,
}

/// The heaviest chain of `pairs` in which form rows and sheet rows both grow,
/// as indices into `pairs`.
pub(super) fn heaviest_chain(anchors: &Anchors, pairs: &[RowPair]) -> Vec<usize> {
    let mut ends: Vec<Option<End>> = vec![None; anchors.rows.len()];
    let mut steps: Vec<(usize, Option<usize>)> = Vec::with_capacity(pairs.len());
    let distance = |pair: &RowPair| i64::from(pair.sheet_row) - i64::from(anchors.rows[pair.form_row].row);
    let mut start = 0;
    for group in pairs.chunk_by(|a, b| a.sheet_row == b.sheet_row) {
        let mut found = Vec::with_capacity(group.len());
        for (offset, pair) in group.iter().enumerate() {
            let mut best = (pair.score, None);
            for end in ends[..pair.form_row].iter().flatten() {
                let steady = distance(&pairs[end.pair]) == distance(pair);
                let score = end.score + pair.score + if steady { SAME_DISTANCE } else { 0.0 };
                if score > best.0 {
                    best = (score, Some(end.step));
                }
            }
            found.push((pair.form_row, best, start + offset));
        }
        for (form_row, (score, previous), pair) in found {
            if ends[form_row].is_none_or(|end| score > end.score) {
                ends[form_row] = Some(End { score, step: steps.len(), pair });
                steps.push((pair, previous));
            }
        }
        start += group.len();
    }
    let mut best: Option<End> = None;
    for end in ends.into_iter().flatten() {
        if best.is_none_or(|b| end.score > b.score) {
            best = Some(end);
        }
    }
    let mut chain = Vec::new();
    let mut step = best.map(|end| end.step);
    while let Some(index) = step {
        chain.push(steps[index].0);
        step = steps[index].1;
    }
    chain.reverse();
    chain
}
