//! Columns of the form that a sheet does not have. Where every label that is
//! left stands as it must when just these columns are taken out, a box whose
//! own label went with them is still known by its place.

use super::align::Alignment;
use super::anchor::Likeness;
use super::place::Placing;
use super::placed::{Doubt, Filled};
use super::region::Region;
use super::template::Slot;
use crate::model::{CellRange, CellRef};

/// No more columns beside each other than this are looked for.
const MOST_GONE: u32 = 3;

/// The columns of a sheet, if `count` of the form's, from `first` on, are gone.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Gone {
    pub(super) first: u32,
    pub(super) count: u32,
    /// By how much the others moved beside.
    shift: i64,
}

impl Gone {
    /// What became of some columns of the form; `None` where all are gone.
    fn of(&self, first: u32, last: u32) -> Option<(u32, u32)> {
        let is_gone = |column: &u32| (self.first..self.first + self.count).contains(column);
        let now = |column: u32| {
            let before = if column < self.first { column } else { column - self.count };
            u32::try_from(i64::from(before) + self.shift).ok()
        };
        let start = (first..=last).find(|column| !is_gone(column))?;
        let end = (first..=last).rev().find(|column| !is_gone(column))?;
        Some((now(start)?, now(end)?))
    }

    fn takes(&self, column: u32) -> bool {
        (self.first..self.first + self.count).contains(&column)
    }
}

impl Alignment<'_> {
    /// The ways to take columns out of the form that leave all labels where
    /// they are in the sheet, if labels are missing.
    pub(super) fn gone_columns(&self) -> Vec<Gone> {
        let labels = self.anchors.labels.iter().zip(&self.found).filter(|(label, _)| !label.inline);
        let missing = labels.clone().any(|(_, found)| found.is_none());
        let last = labels.clone().map(|(label, _)| label.end_column).max();
        let left: Vec<((u32, u32), (u32, u32))> = labels
            .filter_map(|(label, found)| {
                let range = self.grid.cells[found.filter(|f| f.likeness > Likeness::Similar)?.cell].range;
                Some(((label.column, label.end_column), (range.start.column, range.end.column)))
            })
            .collect();
        let (Some(last), Some(&(form, now))) = (last.filter(|_| missing), left.first()) else {
            return Vec::new();
        };
        let ways = (0..=last).flat_map(|first| (1..=MOST_GONE).map(move |count| (first, count)));
        let shifted = ways.filter_map(|(first, count)| {
            let gone = Gone { first, count, shift: 0 };
            let (start, _) = gone.of(form.0, form.1)?;
            Some(Gone { shift: i64::from(now.0) - i64::from(start), ..gone })
        });
        let explains = |gone: &Gone| {
            let missing = self.anchors.labels.iter().zip(&self.found);
            let mut taken = missing.filter(|(label, found)| found.is_none() && gone.takes(label.column));
            taken.next().is_some() && left.iter().all(|(form, now)| gone.of(form.0, form.1) == Some(*now))
        };
        shifted.filter(explains).collect()
    }
}

impl Placing<'_> {
    /// A slot that no labels lead to, by the columns that are left of the form.
    pub(super) fn place_by_columns(&self, slot: &Slot, doubt: Doubt) -> Result<Filled, Doubt> {
        let columns = (slot.range.start.column, slot.range.end.column);
        let mut ways = self.gone.iter().map(|gone| gone.of(columns.0, columns.1));
        let (Some(way), true) = (ways.next(), self.is_of_columns(&doubt)) else { return Err(doubt) };
        if !ways.all(|other| other == way) {
            return Err(doubt);
        }
        let Some((first, last)) = way else { return Err(Doubt::Gone(self.gone[0].first)) };
        let Some(row) = self.row_by_labels(slot) else { return Err(doubt) };
        let last_row = row + slot.range.end.row - slot.range.start.row;
        let at = CellRef::new(row, first);
        // Only a box that is there as it must be is told by its place alone.
        if self.grid.range_at(at) != CellRange::new(at, CellRef::new(last_row, last)) {
            return Err(doubt);
        }
        let filled = self.fill(slot, &Region::exact((row, last_row), (first, last)))?;
        // A blank box says nothing of its place; a mark cell is blank as a rule.
        let told = filled.cell.is_some() || slot.mark.is_some();
        if filled.at == at && told { Ok(filled) } else { Err(doubt) }
    }

    /// Whether a doubt may come from columns alone.
    fn is_of_columns(&self, doubt: &Doubt) -> bool {
        match doubt {
            Doubt::Missing(label) => {
                self.gone.iter().all(|gone| gone.takes(self.form.plan.labels[*label].column))
            }
            Doubt::Scattered(_) | Doubt::Unanchored => true,
            _ => false,
        }
    }

    /// The row of a slot as the labels of its row, or a tall one beside it, say.
    fn row_by_labels(&self, slot: &Slot) -> Option<u32> {
        let form_row = slot.range.start.row;
        if matches!(self.row_is_certain(form_row), Err(Doubt::Twice(_))) {
            return None;
        }
        let labels = self.form.plan.labels.iter().zip(&self.alignment.found);
        let mut tall = labels.filter_map(|(label, found)| {
            let range = self.grid.cells[(*found)?.cell].range;
            let reaches = label.row < form_row && form_row <= label.end_row;
            let kept = range.end.row - range.start.row == label.end_row - label.row;
            (reaches && kept).then(|| range.start.row + form_row - label.row)
        });
        let rows = &self.form.plan.rows;
        let own = match rows.binary_search_by_key(&form_row, |row| row.row) {
            Ok(index) => self.alignment.rows[index],
            Err(_) if self.alignment.rows_around(form_row).contains(&None) => None,
            Err(_) => self.alignment.row(form_row),
        };
        let rows = [own, tall.next()];
        match rows {
            [Some(row), Some(other)] => (row == other).then_some(row),
            [one, other] => one.or(other),
        }
    }
}
