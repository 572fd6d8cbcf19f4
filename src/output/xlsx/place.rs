//! Where everything comes to stand: the addresses of tables, before anything is written.

use std::collections::BTreeMap;

use rust_xlsxwriter::utility::row_col_to_cell;

use super::workbook::safe_name;
use crate::model::CellRef;
use crate::report::book::{Block, Book, RowLook, Sheet};

/// Rows that a chart takes below its table.
pub(super) const CHART_ROWS: u32 = 20;

/// Where one table stands, in zero-based rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct BlockPlace {
    /// The caption's row, if there is a caption or a unit.
    pub(super) caption: Option<u32>,
    /// The first row of heads.
    pub(super) head: u32,
    /// The first row of data.
    pub(super) first: u32,
    /// The last row of ordinary data; equal to `first` where there is none.
    pub(super) last: u32,
    /// The row after the table.
    pub(super) end: u32,
}

/// Where the parts of one sheet stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct SheetPlace {
    pub(super) blocks: Vec<BlockPlace>,
    pub(super) notes: u32,
}

/// The defined names of a book.
#[derive(Debug, Default)]
pub(super) struct Places {
    names: BTreeMap<String, String>,
}

/// A column number as the library counts columns.
pub(super) fn column(at: usize) -> u16 {
    u16::try_from(at).unwrap_or(u16::MAX)
}

/// A number of rows as the library counts rows.
pub(super) fn rows(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(CellRef::MAX_ROWS)
}

/// A sheet that takes more rows than `most`, and how many.
pub(super) fn too_long(book: &Book, most: u32) -> Option<(&Sheet, u32)> {
    let length = |sheet: &Sheet| {
        let place = place_sheet(sheet);
        let notes = (!sheet.notes.is_empty()).then(|| place.notes + rows(sheet.notes.len()));
        place.blocks.iter().map(|block| block.end).chain(notes).max().unwrap_or(0)
    };
    book.sheets.iter().map(|sheet| (sheet, length(sheet))).find(|(_, length)| *length > most)
}

/// Plans one sheet.
pub(super) fn place_sheet(sheet: &Sheet) -> SheetPlace {
    let mut row = match sheet.title {
        // A blank row parts the heading from the tables.
        Some(_) => 2 + rows(sheet.lead.len()),
        None => 0,
    };
    let mut blocks = Vec::new();
    for block in &sheet.blocks {
        let place = place_block(block, row);
        row = place.end + 1 + if block.chart.is_some() { CHART_ROWS } else { 0 };
        blocks.push(place);
    }
    SheetPlace { blocks, notes: row }
}

fn place_block(block: &Block, start: u32) -> BlockPlace {
    let caption = (block.caption.is_some() || block.unit.is_some()).then_some(start);
    let head = start + u32::from(caption.is_some());
    let first = head + 1 + u32::from(block.has_groups());
    let held = block.rows.iter().filter(|row| row.look == RowLook::Plain).count();
    let plain = rows(held + block.further);
    // A table without rows keeps one, in which it says so.
    let length = rows(block.len()).max(1);
    BlockPlace { caption, head, first, last: first + plain.max(1) - 1, end: first + length }
}

impl Places {
    /// Plans every sheet of a book for the names that formulas use.
    pub(super) fn of(book: &Book) -> Self {
        let mut names = BTreeMap::new();
        for sheet in &book.sheets {
            let place = place_sheet(sheet);
            for (block, place) in sheet.blocks.iter().zip(&place.blocks) {
                for (at, col) in block.columns.iter().enumerate() {
                    if let Some(name) = &col.name {
                        names.insert(name.clone(), range(&safe_name(sheet), place, at));
                    }
                }
            }
        }
        Self { names }
    }

    /// Every defined name with its range.
    pub(super) fn names(&self) -> impl Iterator<Item = (&str, &str)> {
        self.names.iter().map(|(name, range)| (name.as_str(), range.as_str()))
    }
}

/// `'評価一覧'!$C$5:$C$54`
fn range(sheet: &str, place: &BlockPlace, at: usize) -> String {
    let quoted = sheet.replace('\'', "''");
    let absolute = |row| rust_xlsxwriter::utility::row_col_to_cell_absolute(row, column(at));
    format!("'{quoted}'!{}:{}", absolute(place.first), absolute(place.last))
}

/// An address inside a formula: `$A5` keeps its column, `C$4` its row.
pub(super) fn address(row: u32, at: usize) -> String {
    row_col_to_cell(row, column(at))
}
