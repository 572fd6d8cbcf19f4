//! .xlsx and .xlsm.

use std::collections::BTreeSet;
use std::io::Cursor;

use calamine::{DataRef, Reader, SheetType, SheetVisible, Xlsx, XlsxError};

use super::number_format::general;
use super::raw::{CellContent, RawCell, RawSheet, RawWorkbook, WorkbookKind};
use super::unreadable::Unreadable;
use crate::model::{CellRange, CellRef};

/// Reads a workbook.
pub(super) fn parse(bytes: &[u8]) -> Result<RawWorkbook, Unreadable> {
    let mut workbook = Xlsx::new(Cursor::new(bytes)).map_err(|e| match e {
        XlsxError::Password => Unreadable::Password,
        _ => Unreadable::Damaged,
    })?;
    let listed = workbook.sheets_metadata().to_vec();
    let mut sheets = Vec::new();
    for sheet in listed.iter().filter(|s| s.typ == SheetType::WorkSheet) {
        let merges = workbook.merge_cells_by_sheet_name(&sheet.name).map_err(|_| Unreadable::Damaged)?;
        let mut reader = workbook.worksheet_cells_reader(&sheet.name).map_err(|_| Unreadable::Damaged)?;
        let mut cells = Vec::new();
        while let Some(cell) = reader.next_cell().map_err(|_| Unreadable::Damaged)? {
            let (row, column) = cell.get_position();
            let at = CellRef::new(row, column);
            let (content, shown) = match cell.get_value() {
                DataRef::Empty => continue,
                DataRef::Float(number) => (CellContent::Number(*number), general(*number)),
                DataRef::Error(error) => (CellContent::Error(error.to_string()), error.to_string()),
                DataRef::Bool(value) => (CellContent::Bool(*value), value.to_string().to_uppercase()),
                other => (CellContent::Text, calamine::Data::from(other.clone()).to_string()),
            };
            cells.push(RawCell { at, content, shown, struck: None, formula: false, external: false });
        }
        cells.sort_by_key(|c| c.at);
        let place = |(row, column)| CellRef::new(row, column);
        sheets.push(RawSheet {
            name: sheet.name.as_str().into(),
            hidden: sheet.visible != SheetVisible::Visible,
            cells,
            merges: merges.iter().map(|m| CellRange::new(place(m.start), place(m.end))).collect(),
            hidden_rows: BTreeSet::new(),
            hidden_columns: BTreeSet::new(),
            floating: Vec::new(),
        });
    }
    Ok(RawWorkbook { kind: WorkbookKind::Xlsx, sheets })
}
