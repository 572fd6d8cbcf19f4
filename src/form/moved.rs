//! Rows and labels that were moved: found among the texts that are neither
//! labels in their place nor values.

use super::align::Alignment;
use super::anchor::Likeness;
use super::chain::{Candidate, heaviest_chain, row_pairs};

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
            if !replaces && free_there && self.is_certain(candidate, free) {
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
