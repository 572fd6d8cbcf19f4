//! .ods, streamed by this room itself: the file stores the text that each cell
//! shows, merges, hidden lines, comments and shapes, none of which calamine
//! tells, and a stream needs no child process.
//!
//! Enters: the bytes of a zip. Leaves: its sheets.

mod cell;
mod margins;
mod styles;
mod text;

use std::collections::BTreeSet;

use quick_xml::events::BytesStart;

use super::limits::{Limits, MAX_SHEETS, Opening};
use super::package::Package;
use super::raw::{Floating, RawCell, RawSheet, RawWorkbook, WorkbookKind};
use super::unreadable::Unreadable;
use super::xml::{Node, Xml, attribute, local_name};
use crate::model::{CellRange, CellRef};
use styles::Styles;

/// Reads a workbook.
pub(super) fn parse(bytes: &[u8], opening: Opening<'_>) -> Result<RawWorkbook, Unreadable> {
    let mut package = Package::open(bytes, opening.bounds.parts)?;
    let manifest = package.text("META-INF/manifest.xml")?.unwrap_or_default();
    if manifest.contains("encryption-data") {
        return Err(Unreadable::Password);
    }
    let mut styles = Styles::default();
    if let Some(text) = package.text("styles.xml")? {
        styles.read(&text)?;
    }
    let text = package.text("content.xml")?.ok_or(Unreadable::Damaged)?;
    styles.read(&text)?;
    let mut xml = Xml::new(&text);
    let mut limits = Limits::new(opening.bounds);
    let mut sheets: Vec<RawSheet> = Vec::new();
    loop {
        match xml.next()? {
            Node::Start(e) => match local_name(&e) {
                "table" => {
                    if sheets.len() == MAX_SHEETS {
                        return Err(Unreadable::TooMany("シート"));
                    }
                    sheets.push(read_sheet(&e, &mut xml, &styles, &mut limits)?);
                }
                // Old values that change tracking keeps, copies of other files.
                "tracked-changes" | "dde-links" => xml.skip()?,
                _ => {}
            },
            Node::Eof => return Ok(RawWorkbook { kind: WorkbookKind::Ods, sheets }),
            Node::End | Node::Text(_) => {}
        }
    }
}

/// A sheet in the making.
struct Sheet<'s> {
    styles: &'s Styles,
    cells: Vec<RawCell>,
    merges: Vec<CellRange>,
    floating: Vec<Floating>,
    /// First and last row or column of what is hidden.
    hidden_rows: Vec<(u32, u32)>,
    hidden_columns: Vec<(u32, u32)>,
    /// Styles of cells that name none, with the last column that each is for.
    defaults: Vec<(u32, String)>,
    /// The row at hand, and how often it stands.
    row: u32,
    row_repeat: u32,
    column: u32,
    /// The next column to be described.
    described: u32,
}

/// Reads the table that was just entered.
fn read_sheet(
    table: &BytesStart<'_>,
    xml: &mut Xml<'_>,
    styles: &Styles,
    limits: &mut Limits,
) -> Result<RawSheet, Unreadable> {
    let name = attribute(table, "name")?.unwrap_or_default();
    let style = attribute(table, "style-name")?.unwrap_or_default();
    let hidden = styles.hides_table(&style);
    let outside = xml.depth() - 1;
    let mut sheet = Sheet {
        styles,
        cells: Vec::new(),
        merges: Vec::new(),
        floating: styles.margins.of_table(&style),
        hidden_rows: Vec::new(),
        hidden_columns: Vec::new(),
        defaults: Vec::new(),
        row: 0,
        row_repeat: 0,
        column: 0,
        described: 0,
    };
    loop {
        match xml.next()? {
            Node::Start(e) => match local_name(&e) {
                "table-column" => sheet.describe_column(&e)?,
                "table-row" => sheet.start_row(&e)?,
                "table-cell" | "covered-table-cell" => sheet.cell(&e, xml, limits)?,
                "shapes" => sheet.floating.extend(text::shapes(xml, None)?),
                "named-expressions" | "table-source" | "scenario" => xml.skip()?,
                _ => {}
            },
            Node::End if xml.depth() == outside => return sheet.finish(&name, hidden, limits),
            Node::End | Node::Text(_) => {}
            Node::Eof => return Err(Unreadable::Damaged),
        }
    }
}

/// How often an element stands, one after the other.
fn repeat(element: &BytesStart<'_>, name: &str) -> Result<u32, Unreadable> {
    match attribute(element, name)? {
        None => Ok(1),
        Some(number) => number.trim().parse().ok().filter(|&n| n >= 1).ok_or(Unreadable::Damaged),
    }
}

fn is_hidden(element: &BytesStart<'_>) -> Result<bool, Unreadable> {
    Ok(attribute(element, "visibility")?.is_some_and(|v| v == "collapse" || v == "filter"))
}

impl Sheet<'_> {
    fn describe_column(&mut self, element: &BytesStart<'_>) -> Result<(), Unreadable> {
        let next = self.described.saturating_add(repeat(element, "number-columns-repeated")?);
        if is_hidden(element)? {
            self.hidden_columns.push((self.described, next - 1));
        }
        let style = attribute(element, "default-cell-style-name")?.unwrap_or_default();
        if self.described < CellRef::MAX_COLUMNS {
            self.defaults.push((next - 1, style.into_owned()));
        }
        self.described = next;
        Ok(())
    }

    fn start_row(&mut self, element: &BytesStart<'_>) -> Result<(), Unreadable> {
        self.row = self.row.saturating_add(self.row_repeat);
        self.row_repeat = repeat(element, "number-rows-repeated")?;
        self.column = 0;
        if is_hidden(element)? {
            self.hidden_rows.push((self.row, self.row.saturating_add(self.row_repeat - 1)));
        }
        Ok(())
    }

    /// Reads the cell that was just entered, as often as it stands.
    fn cell(
        &mut self,
        element: &BytesStart<'_>,
        xml: &mut Xml<'_>,
        limits: &mut Limits,
    ) -> Result<(), Unreadable> {
        let columns = repeat(element, "number-columns-repeated")?;
        let at = CellRef::new(self.row, self.column);
        self.column = self.column.saturating_add(columns);
        let (rows_spanned, columns_spanned) =
            (repeat(element, "number-rows-spanned")?, repeat(element, "number-columns-spanned")?);
        let of_column = self.defaults.partition_point(|(last, _)| *last < at.column);
        let of_column = self.defaults.get(of_column).map(|(_, style)| style.as_str());
        let (cell, floating) = cell::read(element, at, xml, (self.styles, of_column))?;
        self.floating.extend(floating);
        if rows_spanned > 1 || columns_spanned > 1 {
            limits.merge()?;
            let last = |first: u32, spanned: u32, max: u32| first.saturating_add(spanned - 1).min(max - 1);
            let end = CellRef::new(
                last(at.row, rows_spanned, CellRef::MAX_ROWS),
                last(at.column, columns_spanned, CellRef::MAX_COLUMNS),
            );
            self.merges.push(CellRange::new(at, end));
        }
        let Some(cell) = cell else { return Ok(()) };
        for row in 0..self.row_repeat {
            for column in 0..columns {
                limits.cell(cell.shown.len())?;
                let at = CellRef::new(at.row.saturating_add(row), at.column.saturating_add(column));
                if at.row >= CellRef::MAX_ROWS || at.column >= CellRef::MAX_COLUMNS {
                    return Err(Unreadable::Damaged);
                }
                self.cells.push(RawCell { at, ..cell.clone() });
            }
        }
        Ok(())
    }

    fn finish(mut self, name: &str, hidden: bool, limits: &mut Limits) -> Result<RawSheet, Unreadable> {
        for floating in &self.floating {
            limits.floating(floating.text.len())?;
        }
        self.floating.sort_by_key(|f| f.at);
        // Repeated rows come cell by cell, not row by row.
        self.cells.sort_by_key(|c| c.at);
        let used = |place: fn(CellRef) -> u32| {
            let cells = self.cells.iter().map(|c| c.at);
            cells.chain(self.merges.iter().map(|m| m.end)).map(place).max().unwrap_or(0)
        };
        let (rows, columns) = (used(|at| at.row), used(|at| at.column));
        Ok(RawSheet {
            name: name.into(),
            hidden,
            hidden_rows: lines(&self.hidden_rows, rows),
            hidden_columns: lines(&self.hidden_columns, columns),
            merges: super::merges::without_overlaps(self.merges),
            cells: self.cells,
            floating: self.floating,
        })
    }
}

/// Hidden lines up to the last used one; a sheet may hide a million below.
fn lines(hidden: &[(u32, u32)], last: u32) -> BTreeSet<u32> {
    hidden.iter().flat_map(|&(start, end)| start..=end.min(last)).collect()
}

#[cfg(test)]
mod tests;
