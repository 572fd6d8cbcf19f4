//! A submitted sheet as a person sees it: cells that a merge covers are not
//! there, and every cell knows its box and, if short, its keys.

use std::collections::BTreeMap;

use super::label_key::LabelKey;
use crate::model::{CellRange, CellRef};
use crate::workbook::{CellContent, RawCell, RawSheet};

/// The visible cells of a sheet that show something, by row, then column.
pub(super) struct Grid<'a> {
    pub(super) cells: Vec<GridCell<'a>>,
    /// Cells with a text that a merge covers.
    pub(super) covered: Vec<&'a RawCell>,
    merges: Vec<CellRange>,
    sheet: &'a RawSheet,
}

/// One visible cell.
pub(super) struct GridCell<'a> {
    pub(super) raw: &'a RawCell,
    /// The merged range, or the cell.
    pub(super) range: CellRange,
    /// Keys, where the text is short enough for a label.
    pub(super) key: Option<LabelKey>,
}

impl<'a> Grid<'a> {
    /// `longest` is the length up to which a text may be a label.
    pub(super) fn new(sheet: &'a RawSheet, longest: usize) -> Self {
        let mut merges = sheet.merges.clone();
        merges.sort();
        let mut grid = Self { cells: Vec::new(), covered: Vec::new(), merges: Vec::new(), sheet };
        let mut open = OpenMerges { rest: merges.iter().copied().peekable(), by_column: BTreeMap::new() };
        for raw in &sheet.cells {
            let range = open.at(raw.at).unwrap_or(CellRange::single(raw.at));
            if raw.shown.trim().is_empty() && matches!(raw.content, CellContent::Text) {
                continue;
            }
            if range.start != raw.at {
                grid.covered.push(raw);
                continue;
            }
            grid.cells.push(GridCell { raw, range, key: short_key(raw, longest) });
        }
        grid.merges = merges;
        grid
    }

    /// The box at a cell: the merged range it lies in, or the cell.
    pub(super) fn range_at(&self, at: CellRef) -> CellRange {
        let found = self.merges.iter().find(|range| range.contains(at));
        found.copied().unwrap_or(CellRange::single(at))
    }

    /// All merged ranges, in order.
    pub(super) fn merges(&self) -> &[CellRange] {
        &self.merges
    }

    /// The visible cells of one row, as indices.
    pub(super) fn in_row(&self, row: u32) -> std::ops::Range<usize> {
        self.in_rows(row, row)
    }

    /// The visible cells that begin in rows `first` to `last`, as indices.
    pub(super) fn in_rows(&self, first: u32, last: u32) -> std::ops::Range<usize> {
        let start = self.cells.partition_point(|cell| cell.raw.at.row < first);
        let end = self.cells.partition_point(|cell| cell.raw.at.row <= last);
        start..end.max(start)
    }

    /// The visible cell that begins at an address.
    pub(super) fn at(&self, at: CellRef) -> Option<usize> {
        self.cells.binary_search_by_key(&at, |cell| cell.raw.at).ok()
    }

    /// Whether a person cannot see the cell because its row or column is hidden.
    pub(super) fn is_hidden(&self, range: CellRange) -> bool {
        let rows = range.start.row..=range.end.row;
        let columns = range.start.column..=range.end.column;
        hides_all(&self.sheet.hidden_rows, rows) || hides_all(&self.sheet.hidden_columns, columns)
    }
}

fn hides_all(hidden: &std::collections::BTreeSet<u32>, range: std::ops::RangeInclusive<u32>) -> bool {
    let (first, last) = (*range.start(), *range.end());
    let count = hidden.range(range).count();
    u32::try_from(count).is_ok_and(|count| count == last - first + 1)
}

/// A number may be a label too (a year standing as 2023), an error may not.
fn short_key(raw: &RawCell, longest: usize) -> Option<LabelKey> {
    let shows_text = !matches!(raw.content, CellContent::Error(_) | CellContent::NoStoredValue);
    // Layout spaces and notes can make a label much longer than the form's.
    let limit = longest * 2 + 20;
    (shows_text && raw.shown.chars().take(limit + 1).count() <= limit).then(|| LabelKey::new(&raw.shown))
}

/// The merges that reach the row being read; none overlaps another, so at most
/// one holds a column.
struct OpenMerges<I: Iterator<Item = CellRange>> {
    rest: std::iter::Peekable<I>,
    by_column: BTreeMap<u32, CellRange>,
}

impl<I: Iterator<Item = CellRange>> OpenMerges<I> {
    fn at(&mut self, at: CellRef) -> Option<CellRange> {
        while let Some(next) = self.rest.next_if(|range| range.start.row <= at.row) {
            if next.end.row >= at.row {
                self.drop_ended(next.start.column, next.end.column, at.row);
                self.by_column.insert(next.start.column, next);
            }
        }
        while let Some((&column, &range)) = self.by_column.range(..=at.column).next_back() {
            if range.end.row >= at.row {
                return range.contains(at).then_some(range);
            }
            self.by_column.remove(&column);
        }
        None
    }

    fn drop_ended(&mut self, first: u32, last: u32, row: u32) {
        let ended: Vec<u32> = self
            .by_column
            .range(first..=last)
            .filter(|(_, range)| range.end.row < row)
            .map(|(&column, _)| column)
            .collect();
        for column in ended {
            self.by_column.remove(&column);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::sample::sheet;

    #[test]
    fn text_under_a_merge_is_not_seen() {
        let sheet = sheet("見出し|x|y\nb||", &["A1:B1"]);
        let grid = Grid::new(&sheet, 10);
        let shown: Vec<&str> = grid.cells.iter().map(|cell| cell.raw.shown.as_str()).collect();
        assert_eq!(shown, ["見出し", "y", "b"]);
        assert_eq!(grid.covered.len(), 1);
    }

    #[test]
    fn a_tall_merge_reaches_its_last_row_only() {
        let sheet = sheet("a|b\n|c\nd|e", &["A1:A2"]);
        let grid = Grid::new(&sheet, 10);
        assert_eq!(grid.cells.len(), 5);
        assert_eq!(grid.cells[0].range.to_string(), "A1:A2");
    }
}
