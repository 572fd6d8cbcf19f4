//! Sheets and forms for tests, drawn as text: one line a row, `|` between cells.

use std::path::Path;
use std::sync::Arc;

use super::template::{Form, read_form};
use crate::model::{CellRange, CellRef, Eras};
use crate::workbook::{CellContent, RawCell, RawSheet, RawWorkbook, WorkbookKind};

/// A sheet from its drawing and its merged ranges. `⏎` is a line break in a cell.
pub(super) fn sheet(drawing: &str, merges: &[&str]) -> RawSheet {
    let mut cells = Vec::new();
    for (row, line) in (0u32..).zip(drawing.lines()) {
        for (column, text) in (0u32..).zip(line.split('|')) {
            let text = text.trim_matches(' ').replace('⏎', "\n");
            if !text.is_empty() {
                cells.push(text_cell(CellRef::new(row, column), &text));
            }
        }
    }
    RawSheet {
        name: "シート".into(),
        hidden: false,
        cells,
        merges: merges.iter().map(|range| CellRange::parse(range).expect("a range")).collect(),
        hidden_rows: Default::default(),
        hidden_columns: Default::default(),
        floating: Vec::new(),
    }
}

/// A cell that holds text.
pub(super) fn text_cell(at: CellRef, text: &str) -> RawCell {
    RawCell {
        at,
        content: CellContent::Text,
        shown: text.to_owned(),
        struck: None,
        formula: false,
        external: false,
        unseen: false,
    }
}

/// A form from its drawing.
pub(super) fn form(drawing: &str, merges: &[&str]) -> Form {
    let book = RawWorkbook { kind: WorkbookKind::Xlsx, sheets: vec![sheet(drawing, merges)] };
    read_form(Path::new("様式.xlsx"), &book, &Eras::default()).expect("a form without mistakes")
}

/// A file name.
pub(super) fn file() -> Arc<str> {
    "提出/シート.xlsx".into()
}
