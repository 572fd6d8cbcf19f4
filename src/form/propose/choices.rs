//! Mark cells: choices beside or above cells in which sheets carry ○, ✓ or 1,
//! and choices with a box of their own.

use super::overlay::{Overlay, Share};
use super::sense::{Sense, choice_of};
use super::value::{is_drawn_mark, is_mark};
use crate::form::grid::GridCell;
use crate::model::{CellRange, CellRef};
use crate::workbook::RawCell;

/// A cell that a mark goes into.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct MarkCell {
    pub(super) range: CellRange,
    /// What a mark in it means.
    pub(super) choice: String,
    /// The choice's own text, where mark and choice share a cell.
    pub(super) suffix: String,
}

/// Choices of which one is marked.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Choices {
    pub(super) cells: Vec<MarkCell>,
    /// The base's cells that say the choices.
    pub(super) labels: Vec<usize>,
}

impl Choices {
    /// The rectangle around its choices and mark cells.
    pub(super) fn extent(&self, overlay: &Overlay<'_>) -> CellRange {
        let labels = self.labels.iter().map(|&label| overlay.base().cells[label].range);
        let all: Vec<CellRange> = labels.chain(self.cells.iter().map(|cell| cell.range)).collect();
        let least = |of: fn(&CellRange) -> u32| all.iter().map(of).min().unwrap_or(0);
        let most = |of: fn(&CellRange) -> u32| all.iter().map(of).max().unwrap_or(0);
        CellRange {
            start: CellRef::new(least(|r| r.start.row), least(|r| r.start.column)),
            end: CellRef::new(most(|r| r.end.row), most(|r| r.end.column)),
        }
    }

    /// Whether a box of the base is one of its mark cells.
    pub(super) fn has(&self, range: CellRange) -> bool {
        self.cells.iter().any(|cell| cell.range == range)
    }
}

/// Where the mark stands, seen from the choice.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Side {
    Below,
    Right,
    Left,
    Above,
}

/// A choice is a short text.
const LONGEST_CHOICE: usize = 8;

/// All groups of choices in the base.
pub(super) fn choices(overlay: &Overlay<'_>, shares: &[Share], senses: &[Sense]) -> Vec<Choices> {
    let short: Vec<usize> =
        (0..senses.len()).filter(|&cell| is_choice(overlay, cell, shares[cell], &senses[cell])).collect();
    let mut found: Vec<(usize, Choices)> = Vec::new();
    for side in [Side::Below, Side::Right, Side::Left, Side::Above] {
        let beside: Vec<(usize, CellRange)> =
            short.iter().filter_map(|&cell| Some((cell, mark_box(overlay, cell, side)?))).collect();
        for run in runs(overlay, &beside, side) {
            if let Some(marks) = marks_in(overlay, &run) {
                found.push((marks, group(overlay, &run)));
            }
        }
    }
    found.extend(boxed(overlay, senses));
    // Of groups that overlap, the one with more marks, then the longer one.
    found.sort_by_key(|(marks, group)| std::cmp::Reverse((*marks, group.cells.len())));
    let mut kept: Vec<Choices> = Vec::new();
    for (_, group) in found {
        let clashes = kept.iter().any(|other| {
            group.cells.iter().any(|cell| other.has(cell.range))
                || group.labels.iter().any(|label| other.labels.contains(label))
        });
        if !clashes {
            kept.push(group);
        }
    }
    kept
}

fn is_choice(overlay: &Overlay<'_>, cell: usize, share: Share, sense: &Sense) -> bool {
    let text = &overlay.base().cells[cell].raw.shown;
    let length = choice_of(text).chars().count();
    let shared = overlay.layers.len() == 1 || share.reaches(7);
    (1..=LONGEST_CHOICE).contains(&length)
        && shared
        && !sense.bare_year
        && (!is_mark(overlay.base().cells[cell].raw) || is_step(overlay, cell))
}

/// 5, 4, 3, 2, 1: a number beside the next one is a choice, though 1 may be a mark.
fn is_step(overlay: &Overlay<'_>, cell: usize) -> bool {
    let number = |cell: &GridCell<'_>| cell.key.as_ref().and_then(|key| key.exact.parse::<u32>().ok());
    let cells = &overlay.base().cells;
    let Some(own) = number(&cells[cell]) else { return false };
    let range = cells[cell].range;
    cells.iter().any(|other| {
        let beside = other.range.start.row == range.start.row
            && (other.range.end.column + 1 == range.start.column
                || range.end.column + 1 == other.range.start.column);
        beside && number(other).is_some_and(|number| number.abs_diff(own) == 1)
    })
}

/// The box beside a choice, if nothing but marks ever stands in it.
fn mark_box(overlay: &Overlay<'_>, cell: usize, side: Side) -> Option<CellRange> {
    let range = overlay.base().cells[cell].range;
    let at = match side {
        Side::Below => CellRef::new(range.end.row + 1, range.start.column),
        Side::Above => CellRef::new(range.start.row.checked_sub(1)?, range.start.column),
        Side::Right => CellRef::new(range.start.row, range.end.column + 1),
        Side::Left => CellRef::new(range.start.row, range.start.column.checked_sub(1)?),
    };
    let found = overlay.base().range_at(at);
    let only_marks = overlay.values(found).into_iter().flatten().all(is_mark);
    let as_wide = match side {
        Side::Below | Side::Above => {
            found.start.column == range.start.column && found.end.column == range.end.column
        }
        Side::Right | Side::Left => found.start.row == range.start.row && found.end.row == range.end.row,
    };
    let step = overlay.base().at(found.start).is_some_and(|there| is_step(overlay, there));
    (only_marks && as_wide && !step).then_some(found)
}

/// Choices that follow one another without a gap, each with its box.
fn runs(overlay: &Overlay<'_>, beside: &[(usize, CellRange)], side: Side) -> Vec<Vec<(usize, CellRange)>> {
    let range = |cell: usize| overlay.base().cells[cell].range;
    let follows = |(one, its): &(usize, CellRange), (next, _): &(usize, CellRange)| {
        let (a, b) = (range(*one), range(*next));
        let along_row = a.start.row == b.start.row;
        let below =
            (a.start.column, a.end.column, a.end.row + 1) == (b.start.column, b.end.column, b.start.row);
        match side {
            Side::Below | Side::Above => along_row && a.end.column + 1 == b.start.column,
            Side::Right => below || (along_row && its.end.column + 1 == b.start.column),
            Side::Left => below || (along_row && a.end.column + 2 == b.start.column),
        }
    };
    let mut left: Vec<(usize, CellRange)> = beside.to_vec();
    let mut found = Vec::new();
    while !left.is_empty() {
        let mut run = vec![left.remove(0)];
        while let Some(next) =
            left.iter().position(|choice| run.last().is_some_and(|last| follows(last, choice)))
        {
            run.push(left.remove(next));
        }
        found.push(run);
    }
    found
}

/// How many sheets have a mark in the run; `None` if these are no choices.
fn marks_in(overlay: &Overlay<'_>, run: &[(usize, CellRange)]) -> Option<usize> {
    let mut texts: Vec<String> =
        run.iter().map(|(cell, _)| choice_of(&overlay.base().cells[*cell].raw.shown)).collect();
    texts.sort();
    texts.dedup();
    if run.len() < 2 || texts.len() < run.len() {
        return None;
    }
    let (mut sheets, mut drawn, mut crowded) = (0, 0, 0);
    for layer in &overlay.layers {
        let marks: Vec<&RawCell> =
            run.iter().filter_map(|(_, range)| overlay.at(layer, *range).flatten()).collect();
        sheets += usize::from(!marks.is_empty());
        drawn += marks.iter().filter(|mark| is_drawn_mark(mark)).count();
        crowded += usize::from(marks.len() > 1);
    }
    (drawn > 0 && crowded * 5 <= sheets).then_some(sheets)
}

fn group(overlay: &Overlay<'_>, run: &[(usize, CellRange)]) -> Choices {
    let cell = |(label, range): &(usize, CellRange)| MarkCell {
        range: *range,
        choice: choice_of(&overlay.base().cells[*label].raw.shown),
        suffix: String::new(),
    };
    Choices { cells: run.iter().map(cell).collect(), labels: run.iter().map(|(label, _)| *label).collect() }
}

const BOXES: &str = "□☐■☑☒✅▢◻◼✔✓○●◯〇";

/// Choices that carry their box in their own cell: `□Ａ` here, `■Ａ` there.
fn boxed(overlay: &Overlay<'_>, senses: &[Sense]) -> Vec<(usize, Choices)> {
    let base = overlay.base();
    let own = |cell: usize| -> Option<(usize, CellRange)> {
        let text = base.cells[cell].raw.shown.trim();
        let rest = text.strip_prefix(|c| BOXES.contains(c))?;
        let length = choice_of(rest).chars().count();
        let short = (1..=LONGEST_CHOICE).contains(&length) && !rest.contains(|c| "□☐■☑".contains(c));
        (short && !senses[cell].bare_year).then_some((cell, base.cells[cell].range))
    };
    let cells: Vec<(usize, CellRange)> = (0..base.cells.len()).filter_map(own).collect();
    let mut groups = Vec::new();
    for side in [Side::Below, Side::Right] {
        for run in runs(overlay, &cells, side) {
            let varies = run.iter().any(|(cell, range)| {
                let ours = &base.cells[*cell].raw.shown;
                overlay.values(*range).into_iter().flatten().any(|other| other.shown.trim() != ours.trim())
            });
            let marked =
                run.iter().any(|(cell, _)| base.cells[*cell].raw.shown.trim().starts_with(['■', '☑', '●']));
            if run.len() < 2 || !(varies || marked) {
                continue;
            }
            let mark = |(cell, range): &(usize, CellRange)| {
                let text = base.cells[*cell].raw.shown.trim();
                let rest = text.strip_prefix(|c| BOXES.contains(c)).unwrap_or(text);
                MarkCell { range: *range, choice: choice_of(rest), suffix: rest.to_owned() }
            };
            groups.push((
                overlay.layers.len(),
                Choices { cells: run.iter().map(mark).collect(), labels: Vec::new() },
            ));
        }
    }
    groups
}
