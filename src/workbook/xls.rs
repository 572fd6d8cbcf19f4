//! .xls and .xlsb by calamine: in a child process, and what happens there.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;

use super::child;
use super::number_format::{Format, Serial, general};
use super::raw::{CellContent, RawCell, RawSheet, RawWorkbook, WorkbookKind};
use super::unreadable::Unreadable;
use crate::model::{CellRange, CellRef};
use calamine::{Data, Dimensions, Reader, SheetType, SheetVisible, Xls, XlsError, Xlsb};

/// Cells and sheets that a workbook may have.
const MAX_CELLS: usize = 200_000;

/// Reads such a workbook in a child process.
pub(super) fn parse_apart(bytes: &[u8], kind: WorkbookKind) -> Result<RawWorkbook, Unreadable> {
    // Unit tests run in an executable that cannot be its own child.
    if cfg!(test) { parse_here(bytes, kind) } else { child::read_apart(bytes, kind) }
}

/// Reads such a workbook in this process.
pub(super) fn parse_here(bytes: &[u8], kind: WorkbookKind) -> Result<RawWorkbook, Unreadable> {
    let reader = Cursor::new(bytes);
    let sheets = match kind {
        WorkbookKind::Xls => {
            let mut workbook = Xls::new(reader).map_err(|e| match e {
                XlsError::Password => Unreadable::Password,
                _ => Unreadable::Damaged,
            })?;
            let merges = |w: &Xls<_>, name: &str| w.merge_cells_by_sheet_name(name).unwrap_or_default();
            sheets(&mut workbook, merges)
        }
        WorkbookKind::Xlsb => {
            let mut workbook = Xlsb::new(reader).map_err(|_| Unreadable::Damaged)?;
            sheets(&mut workbook, |_, _| Vec::new())
        }
        WorkbookKind::Xlsx | WorkbookKind::Xlsm | WorkbookKind::Ods => return Err(Unreadable::Damaged),
    }?;
    Ok(RawWorkbook { kind, sheets })
}

/// The worksheets of an opened workbook.
fn sheets<'a, R: Reader<Cursor<&'a [u8]>>>(
    workbook: &mut R,
    merges_of: impl Fn(&R, &str) -> Vec<Dimensions>,
) -> Result<Vec<RawSheet>, Unreadable> {
    let listed = workbook.sheets_metadata().to_vec();
    let mut sheets = Vec::new();
    let mut count = 0;
    for sheet in listed.iter().filter(|s| s.typ == SheetType::WorkSheet) {
        let range = workbook.worksheet_range(&sheet.name).map_err(|_| Unreadable::Damaged)?;
        let formulas = workbook.worksheet_formula(&sheet.name).map_err(|_| Unreadable::Damaged)?;
        let start = range.start().unwrap_or_default();
        let mut cells = BTreeMap::new();
        for (row, column, value) in range.used_cells() {
            let at = place(start, row, column)?;
            cells.extend(raw_cell(at, value).map(|cell| (at, cell)));
        }
        let start = formulas.start().unwrap_or_default();
        for (row, column, formula) in formulas.used_cells() {
            let at = place(start, row, column)?;
            let cell = cells.entry(at).or_insert_with(|| blank_formula(at));
            cell.formula = true;
            cell.external = formula.contains('[');
        }
        count += cells.len();
        if count > MAX_CELLS {
            return Err(Unreadable::TooMany("セル"));
        }
        sheets.push(RawSheet {
            name: sheet.name.as_str().into(),
            hidden: sheet.visible != SheetVisible::Visible,
            cells: cells.into_values().collect(),
            merges: merges_of(workbook, &sheet.name).into_iter().map(range_of).collect(),
            hidden_rows: BTreeSet::new(),
            hidden_columns: BTreeSet::new(),
            floating: Vec::new(),
        });
    }
    Ok(sheets)
}

fn range_of(merge: Dimensions) -> CellRange {
    CellRange::new(CellRef::new(merge.start.0, merge.start.1), CellRef::new(merge.end.0, merge.end.1))
}

/// An absolute address; `used_cells` counts from the first used cell.
fn place(start: (u32, u32), row: usize, column: usize) -> Result<CellRef, Unreadable> {
    let absolute = |start: u32, offset: usize| u32::try_from(offset).ok()?.checked_add(start);
    match (absolute(start.0, row), absolute(start.1, column)) {
        (Some(row), Some(column)) if row < CellRef::MAX_ROWS && column < CellRef::MAX_COLUMNS => {
            Ok(CellRef::new(row, column))
        }
        _ => Err(Unreadable::Damaged),
    }
}

fn blank_formula(at: CellRef) -> RawCell {
    RawCell {
        at,
        content: CellContent::NoStoredValue,
        shown: String::new(),
        struck: None,
        formula: true,
        external: false,
    }
}

/// A cell as it shows itself where its number format is not known.
fn raw_cell(at: CellRef, value: &Data) -> Option<RawCell> {
    let (content, shown) = match value {
        Data::Empty => return None,
        Data::String(text) if text.is_empty() => return None,
        Data::String(text) | Data::DurationIso(text) => (CellContent::Text, text.clone()),
        #[expect(clippy::cast_precision_loss, reason = "these formats store integers of 30 bits")]
        Data::Int(number) => (CellContent::Number(*number as f64), number.to_string()),
        Data::Float(number) if !number.is_finite() => return None,
        Data::Float(number) => (CellContent::Number(*number), general(*number)),
        Data::Bool(value) => (CellContent::Bool(*value), if *value { "TRUE" } else { "FALSE" }.to_owned()),
        Data::Error(error) => (CellContent::Error(error.to_string()), error.to_string()),
        Data::DateTime(moment) => dated(moment.as_f64()),
        Data::DateTimeIso(text) => (CellContent::Text, text.clone()),
    };
    Some(RawCell { at, content, shown, struck: None, formula: false, external: false })
}

fn dated(days: f64) -> (CellContent, String) {
    match Serial::new(days, false).and_then(Serial::date_time) {
        Some(moment) => {
            let format =
                if moment.time() == jiff::civil::Time::midnight() { "yyyy/m/d" } else { "yyyy/m/d h:mm" };
            (CellContent::DateTime(moment), Format::parse(format).show_number(days, false).text)
        }
        None => (CellContent::Number(days), general(days)),
    }
}
