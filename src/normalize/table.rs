//! A worksheet with headers in row 1 → a table, for the workbooks that the
//! secretariat keeps.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::sync::Arc;

use crate::characters::{fold, store};
use crate::model::CellRef;
use crate::workbook::{RawCell, RawSheet};

/// A worksheet read by its headers.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// Sheet name.
    pub sheet: Arc<str>,
    /// Rows in which anything stands under a header, from the second on.
    pub rows: Vec<TableRow>,
    /// Folded header → column.
    headers: BTreeMap<String, u32>,
    /// Headers that stand twice; the first column counts.
    pub repeated: Vec<CellRef>,
}

/// One row.
#[derive(Debug, Clone, PartialEq)]
pub struct TableRow {
    /// Row number as Excel counts, from 1.
    pub number: u32,
    /// Folded header → cell.
    cells: BTreeMap<String, TableCell>,
}

/// A filled cell.
#[derive(Debug, Clone, PartialEq)]
pub struct TableCell {
    /// Stored text, never empty.
    pub text: String,
    /// The cell.
    pub raw: RawCell,
}

/// Reads a worksheet by the headers in its first row, in any column order.
pub fn table(sheet: &RawSheet) -> Table {
    let mut headers: BTreeMap<String, u32> = BTreeMap::new();
    let mut repeated = Vec::new();
    for cell in sheet.cells.iter().filter(|cell| cell.at.row == 0) {
        let header = fold(&cell.shown);
        if header.is_empty() {
            continue;
        }
        match headers.entry(header) {
            Entry::Occupied(_) => repeated.push(cell.at),
            Entry::Vacant(place) => {
                place.insert(cell.at.column);
            }
        }
    }
    let by_column: BTreeMap<u32, &String> =
        headers.iter().map(|(header, column)| (*column, header)).collect();
    let mut rows: Vec<TableRow> = Vec::new();
    for cell in sheet.cells.iter().filter(|cell| cell.at.row > 0) {
        let Some(header) = by_column.get(&cell.at.column) else { continue };
        let text = store(&cell.shown).text;
        if text.is_empty() {
            continue;
        }
        let number = cell.at.row + 1;
        if rows.last().is_none_or(|row| row.number != number) {
            rows.push(TableRow { number, cells: BTreeMap::new() });
        }
        if let Some(row) = rows.last_mut() {
            row.cells.insert((*header).clone(), TableCell { text, raw: cell.clone() });
        }
    }
    Table { sheet: Arc::clone(&sheet.name), rows, headers, repeated }
}

impl Table {
    /// Whether the first row has this header.
    pub fn has(&self, header: &str) -> bool {
        self.headers.contains_key(&fold(header))
    }

    /// Whether a column has a header.
    pub fn has_column(&self, column: u32) -> bool {
        self.headers.values().any(|own| *own == column)
    }

    /// The first of these headers that is missing.
    pub fn missing<'h>(&self, headers: &[&'h str]) -> Option<&'h str> {
        headers.iter().find(|header| !self.has(header)).copied()
    }

    /// Where a header's cell is in a row, filled or blank.
    pub fn place(&self, row: &TableRow, header: &str) -> CellRef {
        CellRef::new(row.number - 1, self.headers.get(&fold(header)).copied().unwrap_or_default())
    }
}

impl TableRow {
    /// The cell under a header, if anything stands in it.
    pub fn cell(&self, header: &str) -> Option<&TableCell> {
        self.cells.get(&fold(header))
    }

    /// The stored text under a header.
    pub fn text(&self, header: &str) -> Option<&str> {
        self.cell(header).map(|cell| cell.text.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workbook::CellContent;
    use std::collections::BTreeSet;

    fn sheet(cells: &[(&str, &str)]) -> RawSheet {
        let cell = |(at, shown): &(&str, &str)| RawCell {
            at: CellRef::parse(at).expect("an address"),
            content: CellContent::Text,
            shown: (*shown).to_owned(),
            struck: None,
            formula: false,
            external: false,
            unseen: false,
        };
        let mut cells: Vec<RawCell> = cells.iter().map(cell).collect();
        cells.sort_by_key(|c| c.at);
        RawSheet {
            name: "意見".into(),
            hidden: false,
            cells,
            merges: vec![],
            hidden_rows: BTreeSet::new(),
            hidden_columns: BTreeSet::new(),
            floating: vec![],
        }
    }

    #[test]
    fn columns_are_found_by_their_headers() {
        let table = table(&sheet(&[
            ("A1", "番　号"),
            ("B1", "計画\n名"),
            ("B2", "⾏革 "),
            ("A2", "３"),
            ("A4", "4"),
            ("D4", "欄外"),
            ("B5", "　"),
        ]));
        assert_eq!(table.rows.len(), 2);
        assert_eq!(table.rows[0].text("計画名"), Some("行革"));
        assert_eq!(table.rows[0].text("番号"), Some("３"));
        assert_eq!(table.rows[1].number, 4);
        assert_eq!(table.rows[1].text("計画名"), None);
        assert_eq!(table.place(&table.rows[1], "計画名").to_string(), "B4");
        assert_eq!(table.missing(&["番号", "実行課"]), Some("実行課"));
    }

    #[test]
    fn a_header_that_stands_twice_is_told() {
        let table = table(&sheet(&[("A1", "番号"), ("C1", "番 号"), ("A2", "1"), ("C2", "2")]));
        assert_eq!(table.repeated, [CellRef::new(0, 2)]);
        assert_eq!(table.rows[0].text("番号"), Some("1"));
    }
}
