//! The ends of long tables. The library holds every cell of a sheet until the
//! workbook is written, and the sheet as a whole besides: of a table with very
//! many cells it gets the beginning, with links and shared texts as in every
//! other table, and two rows that hold the place of the end, which is printed
//! row by row while the workbook is (see `splice`).

use std::borrow::Cow;
use std::collections::{BTreeMap, HashSet};

use rust_xlsxwriter::XlsxError;

use super::cell::Writer;
use super::overflow::LIMIT;
use super::place::{BlockPlace, address, column, rows};
use super::sheet::Table;
use super::styles::Style;
use super::widths::text;
use crate::report::book::{Block, Cell, Row};

/// Cells of one table that the library gets: a table of values with their
/// places keeps as many links as Excel takes.
pub(super) const MOST_CELLS: usize = 600_000;

/// Makes the rows of an end.
type MakeRows<'b> = Box<dyn Fn() -> Box<dyn Iterator<Item = Cow<'b, Row>> + 'b> + 'b>;

/// The end of a table.
pub(super) struct Tail<'b> {
    pub(super) block: &'b Block,
    pub(super) place: BlockPlace,
    pub(super) widths: Vec<u16>,
    pub(super) protected: bool,
    /// Its first and its last row.
    pub(super) first: u32,
    pub(super) last: u32,
    pub(super) rows: MakeRows<'b>,
    /// Every style of its cells; the first row has one cell of each, in this order.
    pub(super) styles: Vec<Style>,
    /// What cells show of texts that are too long for them, by row and column.
    pub(super) cut: BTreeMap<(u32, usize), String>,
}

/// How many rows of a table the library gets. Cells that are joined are its affair.
pub(super) fn held_rows(block: &Block, most_cells: usize) -> usize {
    if block.columns.iter().any(|column| column.is_rest()) {
        return block.len();
    }
    block.len().min(most_cells / block.columns.len().max(1))
}

impl Writer<'_, '_> {
    /// Holds the place of what comes after the rows that the library has got.
    pub(super) fn begin_tail<'b>(
        &mut self,
        block: &'b Block,
        table: &Table<'_>,
        (held, rows_of): (usize, MakeRows<'b>),
    ) -> Result<Tail<'b>, XlsxError> {
        let Table { place, widths, protected, .. } = *table;
        let mut tail = Tail {
            block,
            place,
            widths: widths.to_vec(),
            protected,
            first: place.first + rows(held),
            last: place.end - 1,
            rows: rows_of,
            styles: Vec::new(),
            cut: BTreeMap::new(),
        };
        let mut known = HashSet::new();
        for (number, row) in (tail.first..).zip((tail.rows)()) {
            for at in 0..block.columns.len() {
                // Which of both heights a row has, only its printing tells.
                for height in [0.0, f64::INFINITY] {
                    let style = table.style((&row, height), at);
                    if known.insert(style) {
                        tail.styles.push(style);
                    }
                }
                let text = row.cells.get(at).and_then(text).filter(|text| text.len() > LIMIT);
                if let Some(text) = text
                    && let Cow::Owned(cut) = self.overflow.fit(text, self.sheet, &address(number, at))
                {
                    tail.cut.insert((number, at), cut);
                }
            }
        }
        for (at, style) in tail.styles.iter().enumerate() {
            let format = self.format(*style);
            self.worksheet.write_blank(tail.first, column(at), &format)?;
        }
        if tail.last > tail.first {
            // So that the sheet reaches to its last row.
            self.worksheet.write_blank(tail.last, 0, &self.context.styles.base)?;
        }
        Ok(tail)
    }
}

impl Tail<'_> {
    /// The table as its beginning has been written.
    pub(super) fn table(&self) -> Table<'_> {
        Table { block: self.block, place: self.place, widths: &self.widths, protected: self.protected }
    }

    /// What a cell shows: of a text that is too long for it the beginning.
    pub(super) fn shown<'c>(&'c self, row: &'c Row, number: u32, at: usize) -> Cow<'c, Cell> {
        match self.cut.get(&(number, at)) {
            Some(cut) => Cow::Owned(Cell::Text(cut.clone())),
            None => Cow::Borrowed(row.cells.get(at).unwrap_or(&Cell::Blank)),
        }
    }
}
