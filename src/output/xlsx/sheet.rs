//! One sheet: its tables, then everything that helps to read and print it.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

use rust_xlsxwriter::{
    ConditionalFormatCell, ConditionalFormatCellRule, DataValidation, DataValidationErrorStyle, Formula,
    IgnoreError, ProtectionOptions, Worksheet, XlsxError,
};

use super::cell::Writer;
use super::formula::Spot;
use super::height::height;
use super::overflow::Overflow;
use super::pages::plan_pages;
use super::place::{BlockPlace, SheetPlace, column, place_sheet, rows};
use super::print::{page_room, set_up_print};
use super::styles::{Drawn, Style, Styles};
use super::tail::{Tail, held_rows};
use super::widths::{room, text, widths};
use super::workbook::{Context, safe_name};
use crate::report::book::{Block, Cell, Column, Further, Kind, Row, Sheet};

/// The height of a row that none is given, as the workbook's default says.
const DEFAULT_PT: f64 = 13.5;
/// The lowest row of data.
const MIN_PT: f64 = 20.0;
/// Rows higher than two lines are read from the top.
const TALL_PT: f64 = 32.0;

/// Writes one sheet; gives the ends of tables that are too long for it.
pub(super) fn write_sheet<'b>(
    worksheet: &mut Worksheet,
    (sheet, further): (&'b Sheet, &'b Further<'_>),
    context: &Context<'_>,
    overflow: &mut Overflow,
) -> Result<Vec<Tail<'b>>, XlsxError> {
    let name = safe_name(sheet);
    worksheet.set_name(&name)?;
    let place = place_sheet(sheet);
    let (widths, all_shown) = widths(sheet, further);
    for (at, width) in widths.iter().enumerate() {
        // Half a character more keeps a text of exactly this width off the grid line.
        worksheet.set_column_width(column(at), f64::from(*width) + 0.7)?;
    }
    let mut writer = Writer {
        worksheet,
        sheet: &name,
        context,
        overflow,
        links: 0,
        heights: BTreeMap::new(),
        formats: HashMap::new(),
    };
    let mut tails = Vec::new();
    writer.heading(sheet, &widths)?;
    for (block, at) in sheet.blocks.iter().zip(&place.blocks) {
        writer.heads(block, *at, &widths)?;
        let held = held_rows(block, context.most_cells);
        let rows = Table { block, place: *at, widths: &widths, protected: sheet.protected };
        writer.rows(&rows, further.rows_from(&sheet.name, block, 0).take(held))?;
        if held < block.len() {
            let tail = move || further.rows_from(&sheet.name, block, held);
            tails.push(writer.begin_tail(block, &rows, (held, Box::new(tail)))?);
        }
        writer.chart(block, *at, &name)?;
    }
    let mut notes = sheet.notes.clone();
    if !all_shown {
        notes.push(
            "印刷に入り切らない長い文章があります。全文は、そのセルを選ぶと数式バーに表示されます".to_owned(),
        );
    }
    writer.notes(&notes, place.notes, &widths)?;
    let heights = writer.heights;
    let height = |row| heights.get(&row).copied().unwrap_or(DEFAULT_PT);
    let pages = plan_pages(sheet, &place, height, page_room(sheet.page, &widths));
    if let Some(titled) = pages.titled {
        worksheet.set_repeat_rows(titled.head, titled.first - 1)?;
    }
    // Where a PC lacks the face and columns grow wider than the paper, the rest still says whose it is.
    if let Some(last) = sheet.frozen_columns.checked_sub(1).filter(|_| !pages.breaks.is_empty()) {
        worksheet.set_repeat_columns(0, column(last))?;
    }
    set_up_print(worksheet, sheet, context, &widths, &pages.breaks)?;
    finish(worksheet, sheet, context, &place)?;
    Ok(tails)
}

/// A table where it comes to stand.
pub(super) struct Table<'t> {
    pub(super) block: &'t Block,
    pub(super) place: BlockPlace,
    pub(super) widths: &'t [u16],
    pub(super) protected: bool,
}

impl Table<'_> {
    /// The height of a row in points.
    pub(super) fn height(&self, row: &Row) -> f64 {
        let cells = row.cells.iter().enumerate();
        let texts = cells.filter_map(|(at, cell)| Some((text(cell)?, room(self.block, at, self.widths))));
        height(texts).max(MIN_PT)
    }

    /// What decides on the format of a cell of a row of this height.
    pub(super) fn style(&self, (row, height): (&Row, f64), at: usize) -> Style {
        let col = &self.block.columns[at];
        let unlocked = self.protected && col.input.is_some();
        let drawn = Drawn { look: row.look, unlocked, tall: height > TALL_PT };
        Style::of(col.kind, row.cells.get(at).unwrap_or(&Cell::Blank), drawn)
    }
}

impl Writer<'_, '_> {
    fn rows<'r>(
        &mut self,
        table: &Table<'_>,
        rows_of: impl Iterator<Item = Cow<'r, Row>>,
    ) -> Result<(), XlsxError> {
        let Table { block, place, .. } = *table;
        if block.is_empty() {
            let format = &self.context.styles.note;
            self.worksheet.write_string_with_format(place.first, 0, &block.empty, format)?;
        }
        for (at, row) in rows_of.enumerate() {
            let number = place.first + rows(at);
            let height = table.height(&row);
            for (index, _) in block.columns.iter().enumerate().filter(|(_, col)| !col.is_rest()) {
                let cell = row.cells.get(index).unwrap_or(&Cell::Blank);
                let format = self.format(table.style((&row, height), index));
                let last = index + block.span(index) - 1;
                if last > index {
                    let (from, to) = (column(index), column(last));
                    self.worksheet.merge_range(number, from, number, to, "", &format)?;
                }
                self.cell(cell, Spot { row: number, column: index, block: place }, &format)?;
            }
            self.row_height(number, height)?;
        }
        Ok(())
    }
}

/// Shading, drop-downs, filter, frozen panes and protection.
fn finish(
    worksheet: &mut Worksheet,
    sheet: &Sheet,
    context: &Context<'_>,
    place: &SheetPlace,
) -> Result<(), XlsxError> {
    for (block, at) in sheet.blocks.iter().zip(&place.blocks) {
        for (index, col) in block.columns.iter().enumerate().filter(|_| !block.is_empty()) {
            if col.kind == Kind::Judgment {
                shade(worksheet, context, *at, index)?;
            }
            choose(worksheet, col, *at, index)?;
        }
        let last = column(block.columns.len().saturating_sub(1));
        if block.filter && !block.is_empty() {
            worksheet.autofilter(at.first - 1, 0, at.last, last)?;
        }
        if !block.is_empty() {
            // 「1-03」 or a quoted 「120」 is meant as text; no green corner shall say otherwise.
            worksheet.ignore_error_range(at.first, 0, at.end - 1, last, IgnoreError::NumberStoredAsText)?;
        }
    }
    if let [only] = place.blocks.as_slice() {
        worksheet.set_freeze_panes(only.first, column(sheet.frozen_columns))?;
    }
    if sheet.protected {
        worksheet.protect_with_options(&ProtectionOptions {
            format_cells: true,
            format_columns: true,
            format_rows: true,
            delete_rows: true,
            use_autofilter: true,
            ..ProtectionOptions::new()
        });
    }
    Ok(())
}

/// Shades judgments as they are now and as they may be typed.
fn shade(
    worksheet: &mut Worksheet,
    context: &Context<'_>,
    place: BlockPlace,
    at: usize,
) -> Result<(), XlsxError> {
    for mark in &context.book.marks {
        if let Some(format) = Styles::look(mark.look) {
            let rule = ConditionalFormatCellRule::EqualTo(mark.code.as_str().to_owned());
            let conditional = ConditionalFormatCell::new().set_rule(rule).set_format(format);
            worksheet.add_conditional_format(
                place.first,
                column(at),
                place.end - 1,
                column(at),
                &conditional,
            )?;
        }
    }
    Ok(())
}

/// Offers a list where a column has one.
fn choose(worksheet: &mut Worksheet, col: &Column, place: BlockPlace, at: usize) -> Result<(), XlsxError> {
    let Some(list) = col.input.as_ref().and_then(|input| input.choices.as_ref()) else { return Ok(()) };
    let validation = DataValidation::new()
        .allow_list_formula(Formula::new(list))
        .set_error_title("入力できない値です")?
        .set_error_message("一覧から選んでください。空欄に戻すときはDeleteキーを押します")?
        .set_error_style(DataValidationErrorStyle::Stop);
    worksheet.add_data_validation(place.first, column(at), place.last, column(at), &validation)?;
    Ok(())
}
