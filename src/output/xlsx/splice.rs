//! The ends of long tables → the package that the library has written, as it goes out.

use std::collections::HashMap;
use std::io::{self, Cursor, Read, Write};
use std::ops::Range;

use rust_xlsxwriter::ExcelDateTime;
use rust_xlsxwriter::utility::row_col_to_cell;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use super::cell::{number, stored};
use super::formula::{Spot, formula};
use super::place::column;
use super::styles::Style;
use super::tail::Tail;
use super::workbook::COMPRESSION;
use crate::model::CellRef;
use crate::report::book::Cell;

/// Prints the package with these ends in their places, by the names of the parts.
pub(super) fn splice(
    out: &mut dyn Write,
    package: &[u8],
    tails: &HashMap<String, Vec<Tail<'_>>>,
) -> io::Result<()> {
    let mut from = ZipArchive::new(Cursor::new(package))?;
    let mut to = ZipWriter::new_stream(out);
    // No clock, as in the package itself.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(COMPRESSION.into()))
        .last_modified_time(DateTime::default());
    for index in 0..from.len() {
        let mut part = from.by_index(index)?;
        let name = part.name()?.into_owned();
        let Some(tails) = tails.get(&name) else {
            drop(part);
            to.raw_copy_file(from.by_index_raw(index)?)?;
            continue;
        };
        let mut sheet = String::new();
        part.read_to_string(&mut sheet)?;
        narrow(&mut sheet, tails);
        to.start_file(name, options)?;
        let mut written = 0;
        for tail in tails {
            let (place, styles) = place(&sheet, tail)?;
            to.write_all(&sheet.as_bytes()[written..place.start])?;
            print_rows(&mut to, tail, &styles)?;
            written = place.end;
        }
        to.write_all(&sheet.as_bytes()[written..])?;
    }
    to.finish()?;
    Ok(())
}

/// The first row of an end has a cell for each style, maybe beyond the table:
/// those columns the sheet will not have.
fn narrow(sheet: &mut String, tails: &[Tail<'_>]) {
    let start = sheet.find("<dimension ref=\"A1:").map(|at| at + "<dimension ref=\"A1:".len());
    let range = start.and_then(|start| Some(start..start + sheet[start..].find('"')?));
    let columns = tails.iter().map(|tail| tail.widths.len()).max().unwrap_or(1);
    let corner = range.as_ref().and_then(|range| CellRef::parse(&sheet[range.clone()]));
    if let (Some(range), Some(corner)) = (range, corner) {
        let last = column(columns.saturating_sub(1));
        sheet.replace_range(range, &row_col_to_cell(corner.row, last));
    }
}

/// Where the rows that hold the place of an end stand in the sheet, and the
/// numbers that the library has given to the styles.
fn place(sheet: &str, tail: &Tail<'_>) -> io::Result<(Range<usize>, HashMap<Style, u32>)> {
    let row = |number: u32, from: usize| {
        let start = sheet[from..].find(&format!("<row r=\"{}\"", number + 1))? + from;
        Some(start..sheet[start..].find("</row>")? + start + "</row>".len())
    };
    let found = || {
        let first = row(tail.first, 0)?;
        let last = if tail.last == tail.first { first.clone() } else { row(tail.last, first.end)? };
        let cells = sheet[first.clone()].split("<c ").skip(1);
        let numbers = cells.map(|cell| cell.split_once(" s=\"")?.1.split_once('"')?.0.parse().ok());
        let numbers: Option<Vec<u32>> = numbers.collect();
        let numbers = numbers.filter(|numbers| numbers.len() == tail.styles.len())?;
        Some((first.start..last.end, tail.styles.iter().copied().zip(numbers).collect()))
    };
    found().ok_or_else(|| io::Error::other("the rows of a long table have no place"))
}

fn print_rows(out: &mut dyn Write, tail: &Tail<'_>, styles: &HashMap<Style, u32>) -> io::Result<()> {
    let table = tail.table();
    let mut line = String::new();
    for (number, row) in (tail.first..=tail.last).zip((tail.rows)()) {
        let height = table.height(&row);
        line.clear();
        // In whole pixels, as the library has them.
        let points = (height.min(super::height::MAX_PT) / 0.75).round() * 0.75;
        line.push_str(&format!("<row r=\"{}\" ht=\"{points}\" customHeight=\"1\">", number + 1));
        for at in 0..tail.block.columns.len() {
            let style = styles.get(&table.style((&row, height), at)).copied().unwrap_or_default();
            let spot = Spot { row: number, column: at, block: tail.place };
            print_cell(&mut line, &tail.shown(&row, number, at), spot, style);
        }
        line.push_str("</row>");
        out.write_all(line.as_bytes())?;
    }
    Ok(())
}

fn print_cell(line: &mut String, cell: &Cell, spot: Spot, style: u32) {
    let start = format!("<c r=\"{}\" s=\"{style}\"", row_col_to_cell(spot.row, column(spot.column)));
    line.push_str(&start);
    match cell {
        Cell::Blank => line.push_str("/>"),
        // Excel takes no more links than the table's beginning has.
        Cell::Text(text) | Cell::Link(text, _) => push_text(line, text),
        Cell::Judgment(code) => push_text(line, code.as_str()),
        Cell::Live(live, result) => {
            let result = stored(result);
            line.push_str(if result.parse::<f64>().is_ok() { "><f>" } else { " t=\"str\"><f>" });
            push_escaped(line, &formula(live, spot));
            line.push_str("</f><v>");
            push_escaped(line, &result);
            line.push_str("</v></c>");
        }
        Cell::Date(day) => {
            let (year, month, day) =
                (day.year().unsigned_abs(), day.month().unsigned_abs(), day.day().unsigned_abs());
            match ExcelDateTime::from_ymd(year, month, day) {
                Ok(date) => line.push_str(&format!("><v>{}</v></c>", date.to_excel())),
                Err(_) => push_text(line, &format!("{year}-{month:02}-{day:02}")),
            }
        }
        figure => match number(figure) {
            Some((value, true)) => line.push_str(&format!("><v>{value}</v></c>")),
            Some((_, false)) => push_text(line, &stored(figure)),
            None => line.push_str("/>"),
        },
    }
}

fn push_text(line: &mut String, text: &str) {
    if text.is_empty() {
        line.push_str("/>");
        return;
    }
    let at_an_end = |c: char| c.is_ascii_whitespace();
    let keep = text.starts_with(at_an_end) || text.ends_with(at_an_end);
    line.push_str(" t=\"inlineStr\"><is><t");
    line.push_str(if keep { " xml:space=\"preserve\">" } else { ">" });
    push_escaped(line, text);
    line.push_str("</t></is></c>");
}

/// As XML, and what XML has no sign for as Excel writes it: `_x000B_`.
fn push_escaped(line: &mut String, text: &str) {
    for (at, c) in text.char_indices() {
        match c {
            '&' => line.push_str("&amp;"),
            '<' => line.push_str("&lt;"),
            '>' => line.push_str("&gt;"),
            '\t' | '\n' => line.push(c),
            '\0'..'\u{20}' | '\u{FFFE}' | '\u{FFFF}' => line.push_str(&format!("_x{:04X}_", u32::from(c))),
            '_' if is_escape(&text.as_bytes()[at..]) => line.push_str("_x005F_"),
            c => line.push(c),
        }
    }
}

/// Whether a text goes on with what Excel would take for a sign: `_x0041_`.
fn is_escape(text: &[u8]) -> bool {
    matches!(text, [b'_', b'x', digits @ .., ] if digits.len() > 4
        && digits[..4].iter().all(u8::is_ascii_hexdigit) && digits[4] == b'_')
}
