//! A book → bytes.

use std::collections::HashMap;
use std::io::{self, Write};

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet, XlsxError};

use super::overflow::Overflow;
use super::place::{Places, too_long};
use super::sheet::write_sheet;
use super::splice::splice;
use super::styles::Styles;
use super::tail::{MOST_CELLS, Tail};
use crate::error::{Error, Result};
use crate::model::CellRef;
use crate::report::book::{Book, Further, Sheet};

/// Levels above take up to twice as long and save a few bytes in a hundred.
pub(super) const COMPRESSION: u8 = 4;

/// How files of the year folder are reached from where the workbook will lie.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Links {
    /// Put before a path of the year folder: `../` for a workbook in 出力/.
    pub year_folder: String,
}

impl Default for Links {
    fn default() -> Self {
        Self { year_folder: "../".to_owned() }
    }
}

/// What every part of a sheet is written with.
pub(super) struct Context<'a> {
    pub(super) book: &'a Book,
    pub(super) links: &'a Links,
    pub(super) styles: Styles,
    pub(super) places: Places,
    /// Cells of one table that the library gets.
    pub(super) most_cells: usize,
}

/// Writes a workbook. An error here is the library's refusal of something no
/// input can cause; it is told like any other.
pub fn write_book(book: &Book, links: &Links) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    print_book(&mut bytes, (book, &Further::default()), links).map_err(|error| {
        Error::new(
            format!("「{}」のExcelブックを作成しようとしました", book.title),
            error.to_string(),
            "入力の内容を確認し、解決しないときは開発担当に連絡してください",
        )
    })?;
    Ok(bytes)
}

/// Prints a workbook, of its long tables row by row. Fails where `out` does,
/// else as [`write_book`].
pub fn print_book(out: &mut dyn Write, book: (&Book, &Further<'_>), links: &Links) -> io::Result<()> {
    print(out, book, links, Most { cells: MOST_CELLS, rows: CellRef::MAX_ROWS })
}

/// Limits, smaller ones in tests.
#[derive(Debug, Clone, Copy)]
pub(super) struct Most {
    /// Cells of one table that the library gets.
    pub(super) cells: usize,
    /// Rows of a sheet.
    pub(super) rows: u32,
}

/// The same within these limits.
pub(super) fn print(
    out: &mut dyn Write,
    (book, further): (&Book, &Further<'_>),
    links: &Links,
    most: Most,
) -> io::Result<()> {
    if let Some((sheet, rows)) = too_long(book, most.rows) {
        return Err(io::Error::other(format!(
            "シート「{}」が{rows}行になり、Excelの{}行を超えます。計画を複数の計画フォルダーに分けてください",
            sheet.name, most.rows
        )));
    }
    let (package, tails) = write((book, further), links, most.cells).map_err(io::Error::other)?;
    if tails.is_empty() { out.write_all(&package) } else { splice(out, &package, &tails) }
}

/// The package, and the ends of tables that are not in it, by part.
type Written<'b> = (Vec<u8>, HashMap<String, Vec<Tail<'b>>>);

fn write<'b>(
    (book, further): (&'b Book, &'b Further<'_>),
    links: &Links,
    most_cells: usize,
) -> Result<Written<'b>, XlsxError> {
    let mut workbook = Workbook::new();
    workbook.set_zip_compression_level(COMPRESSION);
    let styles = Styles::new();
    // 18 pixels are 13.5 pt, 64 pixels the width that belongs to a digit of 7 pixels: 10 pt in this face.
    workbook.set_default_format(&styles.base, 18, 64)?;
    workbook.set_properties(&properties(book)?);
    let context = Context { book, links, styles, places: Places::of(book), most_cells };
    let (mut overflow, mut tails) = (Overflow::default(), HashMap::new());
    for (number, sheet) in (1..).zip(&book.sheets) {
        let worksheet: &mut Worksheet = workbook.add_worksheet();
        let found = write_sheet(worksheet, (sheet, further), &context, &mut overflow)?;
        if !found.is_empty() {
            tails.insert(format!("xl/worksheets/sheet{number}.xml"), found);
        }
    }
    let context = Context { most_cells: usize::MAX, ..context };
    if let Some(sheet) = overflow.into_sheet() {
        // What is continued is cut to fit, so this sheet has no continuation of its own.
        let none = Further::default();
        write_sheet(workbook.add_worksheet(), (&sheet, &none), &context, &mut Overflow::default())?;
    }
    for (name, range) in context.places.names() {
        workbook.define_name(name, &format!("={range}"))?;
    }
    Ok((workbook.save_to_buffer()?, tails))
}

fn properties(book: &Book) -> Result<DocProperties, XlsxError> {
    let day = book.created;
    let (year, month, day) =
        (day.year().unsigned_abs(), day.month().unsigned_abs(), day.day().unsigned_abs());
    Ok(DocProperties::new()
        .set_title(limited(&book.title))
        .set_subject(limited(&book.subject))
        .set_author(limited(&book.company))
        .set_company(limited(&book.company))
        .set_creation_datetime(&ExcelDateTime::from_ymd(year, month, day)?))
}

/// Document properties hold at most 255 characters.
fn limited(text: &str) -> String {
    text.chars().take(200).collect()
}

/// A sheet's name as Excel accepts it: 31 characters, without `[]:*?/\`, no apostrophe at an end.
pub(super) fn safe_name(sheet: &Sheet) -> String {
    let allowed = |c: char| if "[]:*?/\\".contains(c) || c.is_control() { '_' } else { c };
    let mut name = String::new();
    for c in sheet.name.chars().map(allowed) {
        if name.encode_utf16().count() + c.len_utf16() > 31 {
            break;
        }
        name.push(c);
    }
    let name = name.trim_matches('\'').trim().to_owned();
    if name.is_empty() { "シート".to_owned() } else { name }
}
