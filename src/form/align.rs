//! Which text of a sheet is which label of the form.
//!
//! Rows first, then labels within a row; then labels that are retyped in their
//! place, then rows and labels that were moved. A label that could be two
//! texts, or a text that could be two labels, is doubtful and places nothing.

use std::collections::BTreeMap;

use super::anchor::{AnchorLabel, Anchors, Likeness, SlotAnchor};
use super::candidates::{candidates, examples};
use super::chain::{Candidate, RowPair, heaviest_chain, row_pairs};
use super::grid::Grid;
use crate::model::{CellRange, CellRef, FieldKind};

/// How similar a retyped label must be to the form's.
const SIMILAR_ENOUGH: f64 = 0.5;

/// Where a label of the form stands in the sheet.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Found {
    pub(super) cell: usize,
    pub(super) likeness: Likeness,
    /// Outside the common order of rows, or of its row.
    pub(super) moved: bool,
}

/// A sheet's labels.
pub(super) struct Alignment<'a> {
    pub(super) anchors: &'a Anchors,
    pub(super) grid: &'a Grid<'a>,
    pub(super) candidates: Vec<Candidate>,
    columns: BTreeMap<u32, u32>,
    /// For each label of the form.
    pub(super) found: Vec<Option<Found>>,
    /// For each cell of the grid.
    pub(super) label_at: Vec<Option<usize>>,
    /// For each cell of the grid, whether it is a heading 記入例 or stands under one.
    pub(super) examples: Vec<bool>,
    /// For each row of the form with labels: its row in the sheet.
    pub(super) rows: Vec<Option<u32>>,
    /// Rows of the form that stand outside the common order.
    pub(super) moved_rows: Vec<bool>,
}

impl<'a> Alignment<'a> {
    /// Finds the labels that stand in the form's order, and those retyped in their place.
    pub(super) fn new(anchors: &'a Anchors, grid: &'a Grid<'a>) -> Self {
        let mut this = Self {
            anchors,
            grid,
            candidates: candidates(anchors, grid),
            columns: BTreeMap::new(),
            found: vec![None; anchors.labels.len()],
            label_at: vec![None; grid.cells.len()],
            examples: examples(anchors, grid),
            rows: vec![None; anchors.rows.len()],
            moved_rows: vec![false; anchors.rows.len()],
        };
        this.columns = this.column_votes();
        let mut pairs = row_pairs(anchors, grid, &this.candidates, |c| this.weight(c));
        // One of many headings is rather a value that says the same.
        pairs.retain(|pair| {
            let (few, all) = (pair.matches.len() * 3, anchors.rows[pair.form_row].labels.len());
            few > all || (few == all && pair.matches.iter().all(|c| this.in_its_column(c)))
        });
        for index in heaviest_chain(anchors, &pairs) {
            this.take(&pairs[index], false);
        }
        this.find_retyped();
        this
    }

    /// The share of the form's labels that were found, by weight.
    pub(super) fn fit(&self) -> f64 {
        let weight: f64 = self
            .found
            .iter()
            .zip(&self.anchors.labels)
            .filter_map(|(found, label)| Some(found.as_ref()?.likeness.share() * label.weight))
            .sum();
        if self.anchors.weight > 0.0 { weight / self.anchors.weight } else { 0.0 }
    }

    /// The column of the sheet that a column of the form became, as its labels say.
    pub(super) fn column(&self, column: u32) -> u32 {
        let below = self.columns.range(..=column).next_back();
        let near = below.or_else(|| self.columns.range(column..).next());
        near.map_or(column, |(&from, &to)| (to + column).saturating_sub(from))
    }

    /// Whether labels say that a column of the form became a column of the sheet.
    pub(super) fn column_became(&self, column: u32, of_sheet: u32) -> bool {
        self.columns.get(&column) == Some(&of_sheet)
    }

    /// Whether a column of the sheet was, as the labels in it say, one of the
    /// form outside a box of the form.
    pub(super) fn is_of_other_columns(&self, column: u32, form_box: CellRange) -> bool {
        let inside = form_box.start.column..=form_box.end.column;
        let labels = self.found.iter().zip(&self.anchors.labels);
        let mut here = labels
            // In an older form every year stands beside its column, and nothing moved.
            .filter(|(_, label)| !(label.dated && label.heads))
            .filter(|(found, _)| found.is_some_and(|f| self.grid.cells[f.cell].raw.at.column == column))
            .peekable();
        here.peek().is_some() && here.all(|(_, label)| !inside.contains(&label.column))
    }

    /// Whether all labels moved sideways by the same number of columns.
    pub(super) fn same_shift(&self) -> bool {
        let shift = |(found, label): (&Option<Found>, &AnchorLabel)| {
            Some(i64::from(self.grid.cells[found.as_ref()?.cell].raw.at.column) - i64::from(label.column))
        };
        let mut shifts = self.found.iter().zip(&self.anchors.labels).filter_map(shift);
        let first = shifts.next();
        shifts.all(|shift| Some(shift) == first)
    }

    /// Whether every label stands where it did, as far as labels tell.
    pub(super) fn is_as_sent_out(&self) -> bool {
        let shift = |(found, label): (&Option<Found>, &AnchorLabel)| {
            let at = self.grid.cells[found.as_ref()?.cell].raw.at;
            let down = i64::from(at.row) - i64::from(label.row);
            Some((down, i64::from(at.column) - i64::from(label.column)))
        };
        let mut shifts = self.found.iter().zip(&self.anchors.labels).map(shift);
        let first = shifts.next().flatten();
        first.is_some() && shifts.all(|shift| shift == first)
    }

    pub(super) fn weight(&self, candidate: &Candidate) -> f64 {
        let label = &self.anchors.labels[candidate.label];
        let in_place = self.in_its_column(candidate);
        label.weight * candidate.likeness.share() * if in_place { 1.3 } else { 1.0 }
    }

    pub(super) fn in_its_column(&self, candidate: &Candidate) -> bool {
        let column = self.anchors.labels[candidate.label].column;
        self.grid.cells[candidate.cell].raw.at.column == self.column(column)
    }

    /// Texts that stand once in the form and once in the sheet tell the columns.
    fn column_votes(&self) -> BTreeMap<u32, u32> {
        let mut times = vec![0u32; self.anchors.labels.len()];
        for candidate in self.candidates.iter().filter(|c| c.likeness == Likeness::Exact) {
            times[candidate.label] += 1;
        }
        let mut votes: BTreeMap<u32, BTreeMap<u32, u32>> = BTreeMap::new();
        for candidate in self.candidates.iter().filter(|c| c.likeness == Likeness::Exact) {
            let label = &self.anchors.labels[candidate.label];
            if label.unique && times[candidate.label] == 1 {
                let column = self.grid.cells[candidate.cell].raw.at.column;
                *votes.entry(label.column).or_default().entry(column).or_default() += 1;
            }
        }
        let winner = |votes: BTreeMap<u32, u32>| {
            votes.into_iter().max_by_key(|&(column, count)| (count, std::cmp::Reverse(column)))
        };
        votes.into_iter().filter_map(|(from, to)| Some((from, winner(to)?.0))).collect()
    }

    pub(super) fn take(&mut self, pair: &RowPair, moved: bool) {
        self.rows[pair.form_row] = Some(pair.sheet_row);
        self.moved_rows[pair.form_row] = moved;
        for candidate in &pair.matches {
            self.assign(candidate, moved);
        }
    }

    pub(super) fn assign(&mut self, candidate: &Candidate, moved: bool) {
        let Candidate { label, cell, likeness } = *candidate;
        self.found[label] = Some(Found { cell, likeness, moved });
        self.label_at[cell] = Some(label);
    }

    /// Labels that stand where they belong in other words.
    fn find_retyped(&mut self) {
        let missing: Vec<usize> =
            (0..self.found.len()).filter(|&label| self.found[label].is_none()).collect();
        let mut finds = Vec::new();
        for &label in &missing {
            let Some(cell) = self.cell_in_place_of(label) else { continue };
            let best = missing.iter().map(|&other| (self.similarity(other, cell), other));
            let best = best.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
            if best.is_some_and(|(similarity, other)| other == label && similarity >= SIMILAR_ENOUGH) {
                finds.push(Candidate { label, cell, likeness: Likeness::Similar });
            }
        }
        for find in finds {
            if self.label_at[find.cell].is_none() {
                self.assign(&find, false);
                let row = self.grid.cells[find.cell].raw.at.row;
                if let Some(index) = self.form_row_of(find.label) {
                    self.rows[index].get_or_insert(row);
                }
            }
        }
    }

    /// The cell that stands where a missing label should, if it is no label.
    fn cell_in_place_of(&self, label: usize) -> Option<usize> {
        let info = &self.anchors.labels[label];
        if info.inline {
            return None;
        }
        let row = self.row(info.row)?;
        let cell = self.grid.at(CellRef::new(row, self.column(info.column)))?;
        // The label may be gone, and what stands there is the box that was beside it.
        let wider = self.grid.cells[cell].range.width() > info.end_column - info.column + 1;
        let asks = |slot: &SlotAnchor| slot.left == Some(label) && slot.touches;
        let taken = self.label_at[cell].is_some()
            || (wider && self.anchors.slots.iter().any(asks))
            || self.candidates.iter().any(|c| c.cell == cell && c.likeness == Likeness::Exact);
        (!taken).then_some(cell)
    }

    /// Whether a cell is where a missing label should be: then its text was
    /// typed over that label, and the value beside it is that label's.
    pub(super) fn stands_for(&self, label: usize, cell: usize) -> bool {
        let info = &self.anchors.labels[label];
        let at = self.grid.cells[cell].raw.at;
        !info.inline && self.column(info.column) == at.column && self.may_be_row(info.row, at.row)
    }

    fn similarity(&self, label: usize, cell: usize) -> f64 {
        let Some(key) = &self.grid.cells[cell].key else { return 0.0 };
        let label = &self.anchors.labels[label];
        let digits = |text: &str| -> String { text.chars().filter(char::is_ascii_digit).collect() };
        let measure = !label.measures || key.notes.is_empty() || key.notes == label.key.notes;
        let (ours, theirs) = (&label.key.loose, &key.loose);
        if !measure || digits(ours) != digits(theirs) {
            return 0.0;
        }
        let shorter = ours.chars().count().min(theirs.chars().count());
        let longer = ours.chars().count().max(theirs.chars().count());
        let within = ours.contains(theirs.as_str()) || theirs.contains(ours.as_str());
        let alike = strsim::normalized_levenshtein(ours, theirs);
        // A sentence that mentions a label is not that label.
        if within && shorter >= 2 && longer <= shorter * 3 { alike.max(0.6) } else { alike }
    }

    pub(super) fn form_row_of(&self, label: usize) -> Option<usize> {
        self.anchors.rows.iter().position(|row| row.labels.contains(&label))
    }

    /// The row of the sheet that a row of the form became: by its own labels, or
    /// because the rows around it kept their distance.
    pub(super) fn row(&self, form_row: u32) -> Option<u32> {
        let rows = &self.anchors.rows;
        if let Ok(index) = rows.binary_search_by_key(&form_row, |row| row.row)
            && let Some(row) = self.rows[index]
        {
            return Some(row);
        }
        self.row_by_neighbours(form_row).filter(|row| !self.has_label(*row))
    }

    /// Whether a row of the sheet is, or may be, a row of the form: it lies
    /// between what the rows around that one became.
    fn may_be_row(&self, form_row: u32, sheet_row: u32) -> bool {
        let rows = &self.anchors.rows;
        if let Some(row) = rows.iter().position(|row| row.row == form_row).and_then(|i| self.rows[i]) {
            return row == sheet_row;
        }
        let [before, behind] = self.rows_around(form_row);
        before.is_none_or(|(_, row)| row < sheet_row) && behind.is_none_or(|(_, row)| sheet_row < row)
    }

    /// The rows with labels before and behind a row of the form, each with the
    /// row of the sheet that it became; moved rows are not asked.
    pub(super) fn rows_around(&self, form_row: u32) -> [Option<(u32, u32)>; 2] {
        let rows = &self.anchors.rows;
        let known =
            |index: usize| Some((rows[index].row, self.rows[index].filter(|_| !self.moved_rows[index])?));
        let after = rows.partition_point(|row| row.row <= form_row);
        [(0..after).rev().find_map(known), (after..rows.len()).find_map(known)]
    }

    fn row_by_neighbours(&self, form_row: u32) -> Option<u32> {
        let shifted = |(form, sheet): (u32, u32)| (sheet + form_row).checked_sub(form);
        match self.rows_around(form_row) {
            [Some(previous), Some(next)] => shifted(previous).filter(|row| shifted(next) == Some(*row)),
            [Some(one), None] | [None, Some(one)] => shifted(one),
            [None, None] => None,
        }
    }

    /// Whether a row of the sheet has a label, or what may be a missing one:
    /// then it is that label's row of the form.
    fn has_label(&self, row: u32) -> bool {
        let cells = self.grid.in_row(row);
        let missing = |c: &Candidate| {
            c.likeness == Likeness::Exact && self.found[c.label].is_none() && cells.contains(&c.cell)
        };
        cells.clone().any(|cell| self.label_at[cell].is_some()) || self.candidates.iter().any(missing)
    }

    /// The missing label of the form that a cell says, word for word: it is
    /// rather that label than a value. A year is a year wherever one is asked for.
    pub(super) fn missing_label(&self, cell: usize, asked: FieldKind) -> Option<usize> {
        let missing = |c: &&Candidate| {
            let label = &self.anchors.labels[c.label];
            let year = asked == FieldKind::Year && label.dated;
            c.cell == cell
                && c.likeness == Likeness::Exact
                && (label.unique || label.key.loose.chars().count() >= 2)
                && !year
                && self.found[c.label].is_none()
        };
        self.candidates.iter().find(missing).map(|c| c.label)
    }

    /// Whether some text of the sheet says a label word for word.
    pub(super) fn is_said(&self, label: usize) -> bool {
        self.candidates.iter().any(|c| c.label == label && c.likeness == Likeness::Exact)
    }
}
