//! What a sheet's own part says: cells, merges, hidden lines.

use std::collections::BTreeSet;

use super::margin;
use super::raw::{Floating, FloatingKind, RawCell, RawSheet};
use super::unreadable::Unreadable;
use crate::model::{CellRange, CellRef};

/// Cells of one sheet that may hold what cannot be read.
pub(super) const MAX_BAD_CELLS: usize = 100;

/// A sheet without its name and what lies over it.
#[derive(Debug, Default)]
pub(super) struct Grid {
    pub(super) cells: Vec<RawCell>,
    pub(super) merges: Vec<CellRange>,
    pub(super) hidden_rows: BTreeSet<u32>,
    pub(super) hidden_columns: BTreeSet<u32>,
    /// Headers and footers, as they are coded.
    pub(super) margins: BTreeSet<String>,
    /// Hidden columns so far, counted as often as they are described.
    described: u32,
}

impl Grid {
    /// Hides the columns from `first` to `last`, counted from 0.
    pub(super) fn hide_columns(&mut self, first: u32, last: u32) -> Result<(), Unreadable> {
        let columns = first..last.saturating_add(1).min(CellRef::MAX_COLUMNS);
        // Excel describes each column once; a file may not describe all of
        // them a million times.
        self.described = self.described.saturating_add(columns.end.saturating_sub(columns.start));
        if self.described > 4 * CellRef::MAX_COLUMNS {
            return Err(Unreadable::Suspicious("重なった列の指定"));
        }
        self.hidden_columns.extend(columns);
        Ok(())
    }

    /// Puts cells in order that came in another.
    pub(super) fn sort(&mut self) -> Result<(), Unreadable> {
        if !self.cells.is_sorted_by(|a, b| a.at < b.at) {
            self.cells.sort_by_key(|cell| cell.at);
            if self.cells.windows(2).any(|pair| pair[0].at == pair[1].at) {
                return Err(Unreadable::Suspicious("同じ番地のセル"));
            }
        }
        Ok(())
    }

    /// The whole sheet.
    pub(super) fn into_sheet(self, name: &str, hidden: bool, mut floating: Vec<Floating>) -> RawSheet {
        floating.extend(self.margins.iter().filter_map(|code| margin_of(code)));
        RawSheet {
            name: name.into(),
            hidden,
            cells: self.cells,
            merges: super::merges::without_overlaps(self.merges),
            hidden_rows: self.hidden_rows,
            hidden_columns: self.hidden_columns,
            floating,
        }
    }
}

/// A header or footer as what lies beside the cells, if it says anything.
pub(super) fn margin_of(code: &str) -> Option<Floating> {
    let text = margin::text(code)?;
    Some(Floating { kind: FloatingKind::Margin, at: None, end: None, text })
}
