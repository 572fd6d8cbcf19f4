//! .xls by calamine: in a child process, and what happens there.

mod biff;
mod drawing;
mod records;
mod strings;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::io::Cursor;

use super::cell::{UNREADABLE, bad_value, show_number};
use super::limits::{Bounds, Limits, MAX_SHEETS};
use super::number_format::{Calendar, Format, general};
use super::raw::{CellContent, RawCell, RawSheet, RawWorkbook, WorkbookKind};
use super::unreadable::Unreadable;
use super::{child, compound, merges};
use crate::model::{CellRange, CellRef, Eras};
use biff::Notes;
use calamine::{Data, Dimensions, ExcelDateTime, Reader, SheetType, SheetVisible, Xls, XlsError};
use jiff::civil::{DateTime, Time};

/// Reads a workbook in a child process.
pub(super) fn parse_apart(bytes: &[u8], eras: &Eras) -> Result<RawWorkbook, Unreadable> {
    // Chains of sectors that lead nowhere or in circles, and passwords, are
    // seen without a child.
    if biff::read(&stream(bytes)?).encrypted {
        return Err(Unreadable::Password);
    }
    // Unit tests run in an executable that cannot be its own child.
    if cfg!(test) { parse_here(bytes, eras) } else { child::read_apart(bytes, eras) }
}

/// The stream that holds the workbook.
fn stream(bytes: &[u8]) -> Result<Vec<u8>, Unreadable> {
    let stream = ["Workbook", "Book"].iter().find_map(|name| compound::stream(bytes, name));
    stream.ok_or(Unreadable::Damaged)
}

/// Reads a workbook in this process.
pub(super) fn parse_here(bytes: &[u8], eras: &Eras) -> Result<RawWorkbook, Unreadable> {
    let notes = biff::read(&stream(bytes)?);
    let calendar = Calendar { is_1904: notes.is_1904, eras };
    let mut workbook = Xls::new(Cursor::new(bytes)).map_err(|e| match e {
        XlsError::Password => Unreadable::Password,
        _ => Unreadable::Damaged,
    })?;
    let listed = workbook.sheets_metadata().to_vec();
    if listed.len() > MAX_SHEETS {
        return Err(Unreadable::TooMany("シート"));
    }
    let mut limits = Limits::new(Bounds::SUBMISSION);
    let mut sheets = Vec::new();
    for (index, sheet) in listed.iter().enumerate().filter(|(_, s)| s.typ == SheetType::WorkSheet) {
        let cells = cells(&mut workbook, &sheet.name, (&notes, index, calendar), &mut limits)?;
        let merges = workbook.merge_cells_by_sheet_name(&sheet.name).unwrap_or_default();
        let extra = notes.sheets.get(index);
        for floating in extra.iter().flat_map(|notes| &notes.floating) {
            limits.floating(floating.text.len())?;
        }
        sheets.push(RawSheet {
            name: sheet.name.as_str().into(),
            hidden: sheet.visible != SheetVisible::Visible,
            cells,
            merges: merges::without_overlaps(merges.into_iter().map(range_of).collect()),
            hidden_rows: extra.map(|n| n.hidden_rows.clone()).unwrap_or_default(),
            hidden_columns: extra.map(|n| n.hidden_columns.clone()).unwrap_or_default(),
            floating: extra.map(|n| n.floating.clone()).unwrap_or_default(),
        });
    }
    Ok(RawWorkbook { kind: WorkbookKind::Xls, sheets })
}

/// The cells of a worksheet, by place.
fn cells(
    workbook: &mut Xls<Cursor<&[u8]>>,
    name: &str,
    (notes, index, calendar): (&Notes, usize, Calendar<'_>),
    limits: &mut Limits,
) -> Result<Vec<RawCell>, Unreadable> {
    let range = workbook.worksheet_range(name).map_err(|_| Unreadable::Damaged)?;
    let start = range.start().unwrap_or_default();
    let mut cells = BTreeMap::new();
    for (row, column, value) in range.used_cells() {
        let at = place(start, row, column)?;
        let style = notes.style(index, at);
        let format = notes.styles.format(style);
        let Some(cell) = raw_cell(at, value, format, calendar) else { continue };
        limits.cell(cell.shown.len())?;
        let struck = notes.struck(index, at, &cell.shown);
        let unseen = notes.styles.is_unseen(style);
        cells.insert(at, RawCell { struck, unseen, ..cell });
    }
    for (&at, &external) in notes.sheets.get(index).iter().flat_map(|notes| &notes.formulas) {
        match cells.get_mut(&at) {
            Some(cell) => (cell.formula, cell.external) = (true, external),
            // An empty text, which is also what programs store that do not calculate.
            None if notes.is_calculated => {}
            None => drop(cells.insert(at, without_result(at, external))),
        }
    }
    Ok(cells.into_values().collect())
}

fn without_result(at: CellRef, external: bool) -> RawCell {
    let (content, shown) = (CellContent::NoStoredValue, String::new());
    RawCell { at, content, shown, struck: None, formula: true, external, unseen: false }
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

/// A cell as it shows itself; `format` is `None` for General, and where
/// nothing tells.
fn raw_cell(at: CellRef, value: &Data, format: Option<&Format>, calendar: Calendar<'_>) -> Option<RawCell> {
    let number = |number: f64| show_number(number, format, calendar);
    let (content, shown) = match value {
        Data::Empty => return None,
        Data::String(text) => (CellContent::Text, format.map_or_else(|| text.clone(), |f| f.show_text(text))),
        Data::DateTimeIso(text) | Data::DurationIso(text) => (CellContent::Text, text.clone()),
        #[expect(clippy::cast_precision_loss, reason = "these formats store integers of 30 bits")]
        Data::Int(value) => number(*value as f64),
        Data::Float(value) if !value.is_finite() => (bad_value(), UNREADABLE.to_owned()),
        Data::Float(value) => number(*value),
        Data::Bool(value) => (CellContent::Bool(*value), if *value { "TRUE" } else { "FALSE" }.to_owned()),
        Data::Error(error) => (CellContent::Error(error.to_string()), error.to_string()),
        Data::DateTime(moment) if format.is_some() => number(moment.as_f64()),
        Data::DateTime(moment) => dated(moment, calendar),
    };
    (!shown.is_empty()).then_some(RawCell {
        at,
        content,
        shown,
        struck: None,
        formula: false,
        external: false,
        unseen: false,
    })
}

/// A day or time whose format is not told.
fn dated(moment: &ExcelDateTime, calendar: Calendar<'_>) -> (CellContent, String) {
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
            (CellContent::Number(days), Format::parse("h:mm").show_number(days, calendar).text)
        }
        None => (CellContent::Number(days), general(days)),
    }
}
