//! A binary worksheet → its cells, merges and hidden lines, in one pass.

use super::records::{Data, Records};
use super::strings;
use crate::model::{CellRange, CellRef};
use crate::workbook::cell::{UNREADABLE, Workbook, bad_value, show_number};
use crate::workbook::formula_tokens::{LinkedRanges, Links, Tokens};
use crate::workbook::grid::{Grid, MAX_BAD_CELLS};
use crate::workbook::limits::Limits;
use crate::workbook::raw::{CellContent, RawCell};
use crate::workbook::rich_text::RichText;
use crate::workbook::unreadable::Unreadable;

/// What all sheets of a binary workbook share.
pub(super) struct Shared<'a> {
    pub(super) workbook: Workbook<'a>,
    pub(super) struck_fonts: &'a [bool],
    pub(super) links: &'a Links,
}

/// What a cell stores.
enum Value {
    Blank,
    Number(f64),
    Text(RichText),
    Bool(bool),
    Error(u8),
    /// A shared text that is not there.
    Missing,
}

/// Reads a worksheet's part.
pub(super) fn read(part: &[u8], shared: &Shared<'_>, limits: &mut Limits) -> Result<Grid, Unreadable> {
    let mut records = Records::new(part);
    let mut pass =
        Pass { shared, grid: Grid::default(), row: 0, column: 0, linked: LinkedRanges::default(), bad: 0 };
    while let Some((kind, mut data)) = records.next()? {
        match kind {
            0 => pass.row(&mut data)?,
            1..=18 | 61 | 62 => pass.cell(kind, &mut data, limits)?,
            // A formula that the cells of a range share.
            427 => {
                let range = range(&mut data)?;
                if shared.links.leads_out(Tokens::wide(formula(&mut data)?)) {
                    pass.linked.add(range);
                }
            }
            // Two flags, then header and footer of odd, even and first pages.
            479 if data.u16().is_ok() => {
                pass.grid.margins.extend((0..6).map_while(|_| data.text().ok()));
            }
            60 => pass.columns(&mut data)?,
            176 => {
                limits.merge()?;
                pass.grid.merges.push(range(&mut data)?);
            }
            _ => {}
        }
    }
    let Pass { mut grid, linked, .. } = pass;
    for cell in grid.cells.iter_mut().filter(|cell| cell.formula) {
        cell.external |= linked.hold(cell.at);
    }
    grid.sort()?;
    Ok(grid)
}

struct Pass<'a> {
    shared: &'a Shared<'a>,
    grid: Grid,
    row: u32,
    /// The column after the cell before, for cells that only follow it.
    column: u32,
    /// Where shared formulas stand that refer to another workbook.
    linked: LinkedRanges,
    bad: usize,
}

impl Pass<'_> {
    fn row(&mut self, data: &mut Data<'_>) -> Result<(), Unreadable> {
        self.row = data.u32()?;
        self.column = 0;
        data.bytes(7)?;
        if data.u8()? & 0x10 != 0 {
            self.grid.hidden_rows.insert(self.row);
        }
        if self.row < CellRef::MAX_ROWS { Ok(()) } else { Err(Unreadable::Damaged) }
    }

    fn columns(&mut self, data: &mut Data<'_>) -> Result<(), Unreadable> {
        let (first, last) = (data.u32()?, data.u32()?);
        data.bytes(8)?;
        if data.u16()? & 1 != 0 {
            self.grid.hide_columns(first, last)?;
        }
        Ok(())
    }

    fn cell(&mut self, kind: u16, data: &mut Data<'_>, limits: &mut Limits) -> Result<(), Unreadable> {
        // The short kinds say no column.
        if !matches!(kind, 12..=18 | 61) {
            self.column = data.u32()?;
        }
        let at = CellRef::new(self.row, self.column);
        if at.column >= CellRef::MAX_COLUMNS {
            return Err(Unreadable::Damaged);
        }
        self.column += 1;
        let style = usize::try_from(data.u32()? & 0x00FF_FFFF).unwrap_or(usize::MAX);
        let value = self.value(kind, data)?;
        let formula = if matches!(kind, 8..=11) {
            data.u16()?;
            Some(formula(data)?)
        } else {
            None
        };
        let Some((content, shown, struck)) = self.show(value, style) else { return Ok(()) };
        limits.cell(shown.len())?;
        if content == bad_value() {
            self.bad += 1;
            if self.bad > MAX_BAD_CELLS {
                return Err(Unreadable::Damaged);
            }
        }
        let external = formula.is_some_and(|tokens| self.shared.links.leads_out(Tokens::wide(tokens)));
        let unseen = self.shared.workbook.styles.is_unseen(style);
        let formula = formula.is_some();
        self.grid.cells.push(RawCell { at, content, shown, struck, formula, external, unseen });
        Ok(())
    }

    fn value(&self, kind: u16, data: &mut Data<'_>) -> Result<Value, Unreadable> {
        Ok(match kind {
            2 | 13 => Value::Number(data.rk()?),
            3 | 11 | 14 => Value::Error(data.u8()?),
            4 | 10 | 15 => Value::Bool(data.u8()? != 0),
            5 | 9 | 16 => Value::Number(data.f64()?),
            6 | 8 | 17 => Value::Text(RichText::of_runs(&data.units()?, &[])),
            7 | 18 => {
                let index = usize::try_from(data.u32()?).unwrap_or(usize::MAX);
                self.shared.workbook.strings.get(index).cloned().map_or(Value::Missing, Value::Text)
            }
            61 | 62 => Value::Text(strings::rich(data, self.shared.struck_fonts)?),
            _ => Value::Blank,
        })
    }

    /// What a value shows; `None` where it shows nothing.
    fn show(&self, value: Value, style: usize) -> Option<(CellContent, String, Option<String>)> {
        let workbook = &self.shared.workbook;
        let format = workbook.styles.format(style);
        let by_cell = workbook.styles.is_struck(style);
        let (content, shown) = match value {
            Value::Blank => return None,
            Value::Text(rich) => {
                let shown = format.map_or_else(|| rich.text.clone(), |f| f.show_text(&rich.text));
                return (!shown.is_empty()).then(|| (CellContent::Text, shown, rich.struck(by_cell)));
            }
            Value::Number(number) if !number.is_finite() => (bad_value(), UNREADABLE.to_owned()),
            Value::Number(number) => show_number(number, format, workbook.calendar),
            Value::Bool(yes) => (CellContent::Bool(yes), if yes { "TRUE" } else { "FALSE" }.to_owned()),
            Value::Error(code) => match error(code) {
                Some(name) => (CellContent::Error(name.to_owned()), name.to_owned()),
                None => (bad_value(), UNREADABLE.to_owned()),
            },
            Value::Missing => (bad_value(), UNREADABLE.to_owned()),
        };
        let struck = by_cell.then(|| shown.clone());
        (!shown.is_empty()).then_some((content, shown, struck))
    }
}

/// First and last row, first and last column.
pub(super) fn range(data: &mut Data<'_>) -> Result<CellRange, Unreadable> {
    let (first_row, last_row) = (data.u32()?, data.u32()?);
    let (first_column, last_column) = (data.u32()?, data.u32()?);
    let inside = |row: u32, column: u32| row < CellRef::MAX_ROWS && column < CellRef::MAX_COLUMNS;
    if !inside(first_row, first_column) || !inside(last_row, last_column) {
        return Err(Unreadable::Damaged);
    }
    Ok(CellRange::new(CellRef::new(first_row, first_column), CellRef::new(last_row, last_column)))
}

/// The tokens of a formula.
fn formula<'a>(data: &mut Data<'a>) -> Result<&'a [u8], Unreadable> {
    let length = usize::try_from(data.u32()?).map_err(|_| Unreadable::Damaged)?;
    data.bytes(length)
}

/// The errors that a cell stores as a byte.
fn error(code: u8) -> Option<&'static str> {
    Some(match code {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0F => "#VALUE!",
        0x17 => "#REF!",
        0x1D => "#NAME?",
        0x24 => "#NUM!",
        0x2A => "#N/A",
        0x2B => "#GETTING_DATA",
        _ => return None,
    })
}
