//! A worksheet's XML → its cells, merges and hidden lines, in one pass.

use std::collections::BTreeMap;

use quick_xml::events::BytesStart;

use super::cell::{Kind, Stored};
use super::formula::is_external;
use crate::model::{CellRange, CellRef};
use crate::workbook::cell::{Workbook, bad_value};
use crate::workbook::grid::{Grid, MAX_BAD_CELLS};
use crate::workbook::limits::Limits;
use crate::workbook::rich_text;
use crate::workbook::unreadable::Unreadable;
use crate::workbook::xml::{Node, Xml, attribute, flag, local_name};

/// Reads a worksheet's part.
pub(super) fn read(text: &str, workbook: &Workbook<'_>, limits: &mut Limits) -> Result<Grid, Unreadable> {
    let mut pass = Pass {
        grid: Grid::default(),
        next_row: 0,
        next: CellRef::new(0, 0),
        shared: BTreeMap::new(),
        bad: 0,
    };
    let mut xml = Xml::new(text);
    loop {
        match xml.next()? {
            Node::Start(e) => match local_name(&e) {
                "c" => pass.cell(&e, &mut xml, workbook, limits)?,
                "row" => pass.row(&e)?,
                "col" => pass.column(&e)?,
                "mergeCell" => {
                    limits.merge()?;
                    let range = attribute(&e, "ref")?.and_then(|r| CellRange::parse(&r));
                    pass.grid.merges.push(range.ok_or(Unreadable::Damaged)?);
                }
                "oddHeader" | "oddFooter" | "evenHeader" | "evenFooter" | "firstHeader" | "firstFooter" => {
                    let code = xml.text()?.into_owned();
                    limits.floating(code.len())?;
                    pass.grid.margins.insert(code);
                }
                _ => {}
            },
            Node::Eof => break,
            Node::End | Node::Text(_) => {}
        }
    }
    let mut grid = pass.grid;
    grid.sort()?;
    Ok(grid)
}

struct Pass {
    grid: Grid,
    /// Where a row and a cell stand that do not say it.
    next_row: u32,
    next: CellRef,
    /// Shared formulas that refer to another workbook, by their number.
    shared: BTreeMap<String, bool>,
    bad: usize,
}

impl Pass {
    fn row(&mut self, element: &BytesStart<'_>) -> Result<(), Unreadable> {
        let row = match attribute(element, "r")? {
            Some(number) => number.trim().parse::<u32>().ok().and_then(|n| n.checked_sub(1)),
            None => Some(self.next_row),
        };
        let row = row.filter(|&r| r < CellRef::MAX_ROWS).ok_or(Unreadable::Damaged)?;
        self.next_row = row + 1;
        self.next = CellRef::new(row, 0);
        let flat = attribute(element, "ht")?.is_some_and(|h| h.parse() == Ok(0.0));
        if flat || flag(element, "hidden", false)? {
            self.grid.hidden_rows.insert(row);
        }
        Ok(())
    }

    fn column(&mut self, element: &BytesStart<'_>) -> Result<(), Unreadable> {
        let flat = attribute(element, "width")?.is_some_and(|w| w.parse() == Ok(0.0));
        if !flat && !flag(element, "hidden", false)? {
            return Ok(());
        }
        let number = |name| -> Result<u32, Unreadable> {
            attribute(element, name)?.and_then(|n| n.trim().parse().ok()).ok_or(Unreadable::Damaged)
        };
        let (first, last) = (number("min")?.max(1), number("max")?.min(CellRef::MAX_COLUMNS));
        self.grid.hide_columns(first - 1, last.saturating_sub(1))
    }

    /// Reads the cell that was just entered.
    fn cell(
        &mut self,
        element: &BytesStart<'_>,
        xml: &mut Xml<'_>,
        workbook: &Workbook<'_>,
        limits: &mut Limits,
    ) -> Result<(), Unreadable> {
        let mut stored = Stored { at: self.next, ..Stored::default() };
        for attribute in element.attributes().with_checks(false) {
            let attribute = attribute.map_err(|_| Unreadable::Damaged)?;
            let value = &*attribute.value;
            match attribute.key.into_inner() {
                "r" => stored.at = CellRef::parse(value).ok_or(Unreadable::Damaged)?,
                "s" => stored.style = value.trim().parse().map_err(|_| Unreadable::Damaged)?,
                "t" => stored.kind = Kind::of(value),
                _ => {}
            }
        }
        if stored.at.column >= CellRef::MAX_COLUMNS {
            return Err(Unreadable::Damaged);
        }
        self.next = CellRef::new(stored.at.row, stored.at.column + 1);
        let outside = xml.depth() - 1;
        loop {
            match xml.next()? {
                Node::Start(e) => match local_name(&e) {
                    "v" => stored.value = Some(xml.text()?.into_owned()),
                    "is" => stored.inline = Some(rich_text::read(xml)?),
                    "f" => self.formula(&e, xml, &mut stored)?,
                    _ => xml.skip()?,
                },
                Node::End if xml.depth() == outside => break,
                Node::Eof => return Err(Unreadable::Damaged),
                Node::End | Node::Text(_) => {}
            }
        }
        let Some(cell) = stored.show(workbook, limits)? else { return Ok(()) };
        if cell.content == bad_value() {
            self.bad += 1;
            if self.bad > MAX_BAD_CELLS {
                return Err(Unreadable::Damaged);
            }
        }
        self.grid.cells.push(cell);
        Ok(())
    }

    fn formula(
        &mut self,
        element: &BytesStart<'_>,
        xml: &mut Xml<'_>,
        stored: &mut Stored,
    ) -> Result<(), Unreadable> {
        stored.formula = true;
        let shared = attribute(element, "si")?;
        let text = xml.text()?;
        stored.external = is_external(&text);
        if let Some(number) = shared {
            // Only the first cell of a shared formula has its text.
            if text.is_empty() {
                stored.external = self.shared.get(&*number).copied().unwrap_or(false);
            } else {
                self.shared.insert(number.into_owned(), stored.external);
            }
        }
        Ok(())
    }
}
