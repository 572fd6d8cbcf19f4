//! Rows and labels that were moved: found among the texts that are neither
//! labels in their place nor values.

use super::align::Alignment;
use super::anchor::Likeness;
use super::chain::{Candidate, RowPair, heaviest_chain, row_pairs};

impl Alignment<'_> {
    /// Whether rows or labels may have been moved: some label is missing and a
    /// text that is not a label says the same.
    pub(super) fn may_have_moved(&self) -> bool {
        self.candidates.iter().any(|c| self.is_free(c, &[]))
    }

    fn is_free(&self, candidate: &Candidate, values: &[bool]) -> bool {
        self.found[candidate.label].is_none()
            && self.label_at[candidate.cell].is_none()
            && !values.get(candidate.cell).copied().unwrap_or(false)
    }

    /// Finds moved rows and labels among the texts that are not values (`values`
    /// is by cell).
    pub(super) fn find_moved(&mut self, values: &[bool]) {
        let released = self.release_estranged(values);
        self.find_moved_rows(values);
        // Whatever found no better place stays where it stood.
        for pair in released {
            let free = |c: &Candidate| self.found[c.label].is_none() && self.label_at[c.cell].is_none();
            if self.rows[pair.form_row].is_none() && pair.matches.iter().all(free) {
                self.take(&pair, false);
            }
        }
        self.exchange_common_rows();
    }

    /// Where two rows say the same, each goes where it keeps its distance from
    /// the rows beside it: the order of rows says nothing once blocks moved.
    fn exchange_common_rows(&mut self) {
        let count = self.anchors.rows.len();
        for (one, other) in (0..count).flat_map(|one| (one + 1..count).map(move |other| (one, other))) {
            if !self.is_common(one) || !self.is_common(other) {
                continue;
            }
            let (Some(first), Some(second)) = (self.pair_of(one), self.pair_of(other)) else { continue };
            let key = |c: &Candidate| &self.anchors.labels[c.label].key.exact;
            if !first.matches.iter().map(key).eq(second.matches.iter().map(key)) {
                continue;
            }
            let exchanged =
                [self.held_by(one, second.sheet_row, other), self.held_by(other, first.sheet_row, one)];
            let now = self.held_by(one, first.sheet_row, other) + self.held_by(other, second.sheet_row, one);
            if exchanged.contains(&0) || exchanged.iter().sum::<usize>() <= now {
                continue;
            }
            let moved = |to: &RowPair, from: &RowPair| RowPair {
                matches: to
                    .matches
                    .iter()
                    .zip(&from.matches)
                    .map(|(a, b)| Candidate { label: a.label, ..*b })
                    .collect(),
                sheet_row: from.sheet_row,
                ..*to
            };
            let (first, second) = (moved(&first, &second), moved(&second, &first));
            self.take(&first, true);
            self.take(&second, true);
        }
    }

    /// How many of the rows beside a row of the form are as far from a row of the
    /// sheet as they are from it; the row `but` is not asked.
    fn held_by(&self, row: usize, sheet_row: u32, but: usize) -> usize {
        let rows = &self.anchors.rows;
        let beside = [row.checked_sub(1), Some(row + 1)].into_iter().flatten();
        let kept = |&near: &usize| {
            let now = self.rows.get(near).copied().flatten();
            near != but && now.is_some_and(|now| now + rows[row].row == sheet_row + rows[near].row)
        };
        beside.filter(kept).count()
    }

    /// Takes back rows that only say what other rows say too (評価, 理由), stand
    /// apart from both rows beside them, and may be elsewhere: the block that
    /// they belong to may have moved, and left them on another block's rows.
    fn release_estranged(&mut self, values: &[bool]) -> Vec<RowPair> {
        let rows = &self.anchors.rows;
        let mut released = Vec::new();
        let mut first = 0;
        while first < rows.len() {
            let mut last = first;
            while last + 1 < rows.len() && self.is_steady(last, last + 1) && self.is_common(last + 1) {
                last += 1;
            }
            let held = first.checked_sub(1).is_some_and(|before| self.is_steady(before, first))
                || self.is_steady(last, last + 1);
            if self.is_common(first) && !held && (first..=last).any(|row| self.may_be_elsewhere(row, values))
            {
                released.extend((first..=last).filter_map(|row| self.pair_of(row)));
            }
            first = last + 1;
        }
        for pair in &released {
            self.rows[pair.form_row] = None;
            for candidate in &pair.matches {
                self.found[candidate.label] = None;
                self.label_at[candidate.cell] = None;
            }
        }
        released
    }

    /// Whether two rows of the form are as far from each other in the sheet.
    fn is_steady(&self, above: usize, below: usize) -> bool {
        let rows = &self.anchors.rows;
        let now = |row: usize| self.rows.get(row).copied().flatten();
        let (Some(first), Some(second)) = (now(above), now(below)) else { return false };
        second.checked_sub(first) == Some(rows[below].row - rows[above].row)
    }

    /// Whether a row was found by labels alone that other rows have as well.
    fn is_common(&self, row: usize) -> bool {
        let mut found =
            self.anchors.rows[row].labels.iter().filter(|&&label| self.found[label].is_some()).peekable();
        self.rows[row].is_some()
            && found.peek().is_some()
            && found.all(|&label| !self.anchors.labels[label].unique && !self.anchors.labels[label].inline)
    }

    /// Whether a text elsewhere that is neither label nor value says what a row's labels say.
    fn may_be_elsewhere(&self, row: usize, values: &[bool]) -> bool {
        let labels = &self.anchors.rows[row].labels;
        let mut free = self.candidates.iter().filter(|c| {
            let value = values.get(c.cell).copied().unwrap_or(false);
            c.likeness == Likeness::Exact && !value && self.label_at[c.cell].is_none()
        });
        free.any(|c| labels.contains(&c.label))
    }

    fn pair_of(&self, row: usize) -> Option<RowPair> {
        let sheet_row = self.rows[row]?;
        let of = |&label: &usize| {
            let found = self.found[label]?;
            Some(Candidate { label, cell: found.cell, likeness: found.likeness })
        };
        let matches = self.anchors.rows[row].labels.iter().filter_map(of).collect();
        Some(RowPair { form_row: row, sheet_row, score: 0.0, matches })
    }

    fn find_moved_rows(&mut self, values: &[bool]) {
        loop {
            let free: Vec<Candidate> =
                self.candidates.iter().filter(|c| self.is_free(c, values)).copied().collect();
            let whole_rows: Vec<Candidate> = free
                .iter()
                .filter(|c| self.form_row_of(c.label).is_some_and(|row| self.rows[row].is_none()))
                .copied()
                .collect();
            let mut pairs = row_pairs(self.anchors, self.grid, &whole_rows, |c| self.weight(c));
            // Into a row that is already one of the form's, single labels moved, no row.
            pairs.retain(|pair| !self.rows.contains(&Some(pair.sheet_row)));
            // One heading of many elsewhere is no moved row.
            pairs.retain(|pair| pair.matches.len() * 2 >= self.anchors.rows[pair.form_row].labels.len());
            pairs.retain(|pair| pair.matches.iter().any(|c| self.is_certain(c, &free)));
            let chain = heaviest_chain(self.anchors, &pairs);
            if chain.is_empty() {
                self.find_moved_labels(&free);
                return;
            }
            for index in chain {
                self.take(&pairs[index], true);
            }
            while self.extend_moved_blocks(values) {}
        }
    }

    /// Rows beside a moved row that keep their distance from it moved along,
    /// though their labels alone do not say which rows they are.
    fn extend_moved_blocks(&mut self, values: &[bool]) -> bool {
        let rows = &self.anchors.rows;
        for index in 0..rows.len() {
            if self.rows[index].is_some() {
                continue;
            }
            let beside = [index.checked_sub(1), Some(index + 1)].into_iter().flatten();
            for neighbour in beside.filter(|&n| n < rows.len() && self.moved_rows[n]) {
                let Some(now) = self.rows[neighbour] else { continue };
                let Some(row) = (now + rows[index].row).checked_sub(rows[neighbour].row) else { continue };
                let here: Vec<Candidate> =
                    self.candidates.iter().filter(|c| self.is_free(c, values)).copied().collect();
                let here: Vec<Candidate> = here
                    .into_iter()
                    .filter(|c| {
                        rows[index].labels.contains(&c.label) && self.grid.cells[c.cell].raw.at.row == row
                    })
                    .collect();
                let mut pairs = row_pairs(self.anchors, self.grid, &here, |c| self.weight(c));
                pairs.retain(|pair| pair.matches.len() * 2 >= rows[index].labels.len());
                if let [pair] = pairs.as_slice()
                    && !self.rows.contains(&Some(row))
                {
                    self.take(pair, true);
                    return true;
                }
            }
        }
        false
    }

    fn find_moved_labels(&mut self, free: &[Candidate]) {
        for candidate in free {
            let replaces = (0..self.found.len()).any(|other| {
                other != candidate.label
                    && self.found[other].is_none()
                    && self.stands_for(other, candidate.cell)
            });
            let free_there = self.is_free(candidate, &[]) && self.keeps_its_row(candidate);
            let certain = !replaces && self.is_certain(candidate, free);
            if free_there && (certain || self.is_certain_in_its_row(candidate, free)) {
                self.assign(candidate, true);
            }
        }
    }

    /// A heading over a column stays beside the other headings of its row: R5
    /// elsewhere is a value as often as not.
    fn keeps_its_row(&self, candidate: &Candidate) -> bool {
        let label = &self.anchors.labels[candidate.label];
        // R6 beside rows of years is a value unless it stands in their column.
        if label.dated && !label.heads {
            return self.in_its_column(candidate);
        }
        let row = self.grid.cells[candidate.cell].raw.at.row;
        let beside = |other: usize| other != candidate.label && self.anchors.labels[other].row == label.row;
        let mut others = (0..self.found.len()).filter(|&other| beside(other)).peekable();
        let stands_there = |other: usize| {
            let found = self.found[other].filter(|found| !found.moved);
            found.is_some_and(|found| self.grid.cells[found.cell].raw.at.row == row)
        };
        !label.heads || others.peek().is_none() || others.any(stands_there)
    }

    /// Whether a heading that stands elsewhere in its own row of headings can
    /// only be this one: nothing else of the row says the same, and the row is
    /// known by most of its labels.
    fn is_certain_in_its_row(&self, candidate: &Candidate, free: &[Candidate]) -> bool {
        let Some(index) = self.form_row_of(candidate.label) else { return false };
        let (labels, row) = (&self.anchors.rows[index].labels, self.grid.cells[candidate.cell].raw.at.row);
        let stays = |&&label: &&usize| {
            self.found[label].is_some_and(|f| !f.moved && self.grid.cells[f.cell].raw.at.row == row)
        };
        let rivals = free.iter().filter(|c| {
            let same = c.cell == candidate.cell && labels.contains(&c.label);
            same || (c.label == candidate.label && self.grid.cells[c.cell].raw.at.row == row)
        });
        self.rows[index] == Some(row)
            && !self.moved_rows[index]
            && candidate.likeness >= Likeness::Exact
            && self.anchors.labels[candidate.label].heads
            && labels.iter().filter(stays).count() * 2 > labels.len()
            && rivals.count() == 1
    }

    /// Whether a text far from its place can only be this label: the form has it
    /// once, so has the sheet, and it is more than one character.
    fn is_certain(&self, candidate: &Candidate, free: &[Candidate]) -> bool {
        let label = &self.anchors.labels[candidate.label];
        let theirs = self.grid.cells[candidate.cell].key.as_ref();
        let same_notes = theirs.is_some_and(|theirs| theirs.notes == label.key.notes);
        let strong = match candidate.likeness {
            Likeness::Exact => true,
            // （参考）担当係 elsewhere is not the label 担当係.
            Likeness::Loose => same_notes,
            Likeness::Synonym | Likeness::Masked | Likeness::Similar => false,
        };
        let once = free.iter().filter(|c| c.label == candidate.label).count() == 1;
        strong && once && label.unique && label.key.loose.chars().count() >= 2
    }
}
