//! .xls and .xlsb by calamine: in a child process, and what happens there.

use std::collections::BTreeMap;
use std::io::Cursor;

mod biff;

use super::number_format::{Format, general};
use super::package::Package;
use super::raw::{CellContent, RawCell, RawSheet, RawWorkbook, WorkbookKind};
use super::unreadable::Unreadable;
use super::{child, compound, merges};
use crate::model::{CellRange, CellRef};
use biff::Notes;
use calamine::{Data, Dimensions, ExcelDateTime, Reader, SheetType, SheetVisible, Xls, XlsError, Xlsb};
use jiff::civil::{DateTime, Time};

/// Cells and sheets that a workbook may have.
const MAX_CELLS: usize = 200_000;

/// Reads such a workbook in a child process.
pub(super) fn parse_apart(bytes: &[u8], kind: WorkbookKind) -> Result<RawWorkbook, Unreadable> {
    if kind == WorkbookKind::Xls {
        // Chains of sectors that lead nowhere or in circles, and passwords,
        // are seen without a child.
        let stream = compound::stream(bytes, "Workbook").or_else(|| compound::stream(bytes, "Book"));
        if biff::read(&stream.ok_or(Unreadable::Damaged)?).encrypted {
            return Err(Unreadable::Password);
        }
    } else {
        // The same look at the zip as for an .xlsx.
        Package::open(bytes)?;
    }
    // Unit tests run in an executable that cannot be its own child.
    if cfg!(test) { parse_here(bytes, kind) } else { child::read_apart(bytes, kind) }
}

/// Reads such a workbook in this process.
pub(super) fn parse_here(bytes: &[u8], kind: WorkbookKind) -> Result<RawWorkbook, Unreadable> {
    let reader = Cursor::new(bytes);
    let sheets = match kind {
        WorkbookKind::Xls => {
            let stream = compound::stream(bytes, "Workbook").unwrap_or_default();
            let notes = biff::read(&stream);
            drop(stream);
            let mut workbook = Xls::new(reader).map_err(|e| match e {
                XlsError::Password => Unreadable::Password,
                _ => Unreadable::Damaged,
            })?;
            let merges = |w: &Xls<_>, name: &str| w.merge_cells_by_sheet_name(name).unwrap_or_default();
            sheets(&mut workbook, merges, &notes)
        }
        WorkbookKind::Xlsb => {
            let mut workbook = Xlsb::new(reader).map_err(|_| Unreadable::Damaged)?;
            sheets(&mut workbook, |_, _| Vec::new(), &Notes::default())
        }
        WorkbookKind::Xlsx | WorkbookKind::Xlsm | WorkbookKind::Ods => return Err(Unreadable::Damaged),
    }?;
    Ok(RawWorkbook { kind, sheets })
}

/// The worksheets of an opened workbook.
fn sheets<'a, R: Reader<Cursor<&'a [u8]>>>(
    workbook: &mut R,
    merges_of: impl Fn(&R, &str) -> Vec<Dimensions>,
    notes: &Notes,
) -> Result<Vec<RawSheet>, Unreadable> {
    let listed = workbook.sheets_metadata().to_vec();
    let mut sheets = Vec::new();
    let mut count = 0;
    for (index, sheet) in listed.iter().enumerate().filter(|(_, s)| s.typ == SheetType::WorkSheet) {
        let range = workbook.worksheet_range(&sheet.name).map_err(|_| Unreadable::Damaged)?;
        let formulas = workbook.worksheet_formula(&sheet.name).map_err(|_| Unreadable::Damaged)?;
        let start = range.start().unwrap_or_default();
        let mut cells = BTreeMap::new();
        for (row, column, value) in range.used_cells() {
            let at = place(start, row, column)?;
            let format = notes.format(index, at);
            let cell = raw_cell(at, value, format.as_ref(), notes.is_1904);
            cells.extend(cell.map(|cell| (at, strike(cell, notes.is_struck(index, at)))));
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
        let extra = notes.sheets.get(index);
        sheets.push(RawSheet {
            name: sheet.name.as_str().into(),
            hidden: sheet.visible != SheetVisible::Visible,
            cells: cells.into_values().collect(),
            merges: merges::without_overlaps(
                merges_of(workbook, &sheet.name).into_iter().map(range_of).collect(),
            ),
            hidden_rows: extra.map(|n| n.hidden_rows.clone()).unwrap_or_default(),
            hidden_columns: extra.map(|n| n.hidden_columns.clone()).unwrap_or_default(),
            floating: extra.map(|n| n.floating.clone()).unwrap_or_default(),
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

fn strike(cell: RawCell, struck: bool) -> RawCell {
    let struck = struck.then(|| cell.shown.clone());
    RawCell { struck, ..cell }
}

/// A cell as it shows itself; `format` is `None` for General, and where the
/// file does not tell (.xlsb).
fn raw_cell(at: CellRef, value: &Data, format: Option<&Format>, is_1904: bool) -> Option<RawCell> {
    let number = |number: f64| match format {
        Some(format) => {
            let shown = format.show_number(number, is_1904);
            (shown.moment.map_or(CellContent::Number(number), CellContent::DateTime), shown.text)
        }
        None => (CellContent::Number(number), general(number)),
    };
    let (content, shown) = match value {
        Data::Empty => return None,
        Data::String(text) => (CellContent::Text, format.map_or_else(|| text.clone(), |f| f.show_text(text))),
        Data::DateTimeIso(text) | Data::DurationIso(text) => (CellContent::Text, text.clone()),
        #[expect(clippy::cast_precision_loss, reason = "these formats store integers of 30 bits")]
        Data::Int(value) => number(*value as f64),
        Data::Float(value) if !value.is_finite() => {
            let error = "読み取れない値".to_owned();
            (CellContent::Error(error.clone()), error)
        }
        Data::Float(value) => number(*value),
        Data::Bool(value) => (CellContent::Bool(*value), if *value { "TRUE" } else { "FALSE" }.to_owned()),
        Data::Error(error) => (CellContent::Error(error.to_string()), error.to_string()),
        Data::DateTime(moment) if format.is_some() => number(moment.as_f64()),
        Data::DateTime(moment) => dated(moment),
    };
    (!shown.is_empty()).then_some(RawCell {
        at,
        content,
        shown,
        struck: None,
        formula: false,
        external: false,
    })
}

/// A day or time whose format is not told.
fn dated(moment: &ExcelDateTime) -> (CellContent, String) {
    let days = moment.as_f64();
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    let small = |n: u8| i8::try_from(n).ok();
    let parts = || {
        let year = i16::try_from(year).ok()?;
        DateTime::new(year, small(month)?, small(day)?, small(hour)?, small(minute)?, small(second)?, 0).ok()
    };
    match parts().filter(|_| days >= 61.0 && moment.is_datetime()) {
        Some(moment) if moment.time() == Time::midnight() => {
            (CellContent::DateTime(moment), moment.strftime("%Y/%-m/%-d").to_string())
        }
        Some(moment) => (CellContent::DateTime(moment), moment.strftime("%Y/%-m/%-d %-H:%M").to_string()),
        None if (0.0..1.0).contains(&days) => {
            (CellContent::Number(days), Format::parse("h:mm").show_number(days, false).text)
        }
        None => (CellContent::Number(days), general(days)),
    }
}
