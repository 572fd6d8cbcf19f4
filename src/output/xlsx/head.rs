//! Headings, heads and notes of a sheet.

use rust_xlsxwriter::{Format, Note, XlsxError};

use super::cell::Writer;
use super::height::{BUTTON, height, larger_lines};
use super::place::{BlockPlace, column, rows};
use super::styles::{CAPTION_PT, FONT, TITLE_PT};
use super::widths::room;
use crate::report::book::{Block, Column, Sheet};

/// The least heights of the two rows of heads.
const UPPER_PT: f64 = 20.0;
const LOWER_PT: f64 = 22.0;
/// What a line of a sheet's heading and of a table's caption takes.
const TITLE_LINE_PT: f64 = 27.0;
const CAPTION_LINE_PT: f64 = 16.0;

impl Writer<'_, '_> {
    /// The sheet's heading and the sentences under it.
    pub(super) fn heading(&mut self, sheet: &Sheet, widths: &[u16]) -> Result<(), XlsxError> {
        let Some(title) = &sheet.title else { return Ok(()) };
        let styles = &self.context.styles;
        let all = widths.len().saturating_sub(1);
        let lines = self.heading_line(title, 0, (all, widths), (&styles.title, TITLE_PT))?;
        self.row_height(0, TITLE_LINE_PT * lines)?;
        for (at, line) in sheet.lead.iter().enumerate() {
            self.sentence(line, 1 + rows(at), widths)?;
        }
        Ok(())
    }

    /// A table's caption, unit and heads.
    pub(super) fn heads(
        &mut self,
        block: &Block,
        place: BlockPlace,
        widths: &[u16],
    ) -> Result<(), XlsxError> {
        let styles = &self.context.styles;
        if let Some(row) = place.caption {
            let last = block.columns.len().saturating_sub(1);
            let unit = block.unit.as_ref().filter(|_| last > 0);
            if let Some(caption) = &block.caption {
                let free = if unit.is_some() { last - 1 } else { widths.len().saturating_sub(1) };
                let lines = self.heading_line(caption, row, (free, widths), (&styles.caption, CAPTION_PT))?;
                if lines > 1.0 {
                    self.row_height(row, CAPTION_LINE_PT * lines)?;
                }
            }
            if let Some(unit) = unit {
                self.worksheet.write_string_with_format(row, column(last), unit, &styles.unit)?;
            }
        }
        if block.has_groups() {
            self.groups(block, place, widths)?;
        }
        let head = place.first - 1;
        for (at, col) in block.columns.iter().enumerate() {
            let style = if col.input.is_some() { &styles.typed_head } else { &styles.head };
            if (!block.has_groups() || col.group.is_some()) && !col.is_rest() {
                self.across(head, (at, at + block.span(at) - 1), &col.head, style)?;
            }
            if let Some(input) = col.input.as_ref().filter(|input| !input.note.is_empty()) {
                let note = Note::new(&input.note)
                    .add_author_prefix(false)
                    .set_width(260)
                    .set_height(96)
                    .set_font_name(FONT)
                    .set_font_size(9);
                self.worksheet.insert_note(head, column(at), &note)?;
            }
        }
        self.row_height(head, head_height(block, widths))?;
        Ok(())
    }

    /// The upper row of heads: common heads side by side, other heads over both rows.
    fn groups(&mut self, block: &Block, place: BlockPlace, widths: &[u16]) -> Result<(), XlsxError> {
        let style = &self.context.styles.head;
        let (mut at, mut highest) = (0, UPPER_PT);
        while at < block.columns.len() {
            let col = &block.columns[at];
            let mut end = at;
            match &col.group {
                None => {
                    end = at + block.span(at) - 1;
                    let (from, to) = (place.head, place.first - 1);
                    self.worksheet.merge_range(from, column(at), to, column(end), &col.head, style)?;
                }
                Some(group) => {
                    while block.columns.get(end + 1).is_some_and(|next| next.group == col.group) {
                        end += 1;
                    }
                    self.across(place.head, (at, end), group, style)?;
                    let width = widths[at..=end].iter().fold(0_u16, |sum, one| sum.saturating_add(*one));
                    highest = height([(group.as_str(), width)].into_iter()).max(highest);
                }
            }
            at = end + 1;
        }
        self.row_height(place.head, highest)?;
        Ok(())
    }

    /// A heading in the first cell, over the columns after it to the last that
    /// is free where one cell is too narrow and the line too long; gives its lines.
    fn heading_line(
        &mut self,
        text: &str,
        row: u32,
        (last, widths): (usize, &[u16]),
        (style, size): (&Format, f64),
    ) -> Result<f64, XlsxError> {
        let free = widths.iter().take(last + 1).fold(0_u16, |sum, width| sum.saturating_add(*width));
        let lines = larger_lines(text, free, size);
        match column(last) {
            // A line that fits runs on over the blank cells beside it.
            _ if lines <= 1.0 => self.worksheet.write_string_with_format(row, 0, text, style)?,
            0 => self.worksheet.write_string_with_format(row, 0, text, &style.clone().set_text_wrap())?,
            last => self.worksheet.merge_range(row, 0, row, last, text, &style.clone().set_text_wrap())?,
        };
        Ok(lines)
    }

    /// A text over columns of a row, first to last.
    fn across(
        &mut self,
        row: u32,
        (from, to): (usize, usize),
        text: &str,
        style: &Format,
    ) -> Result<(), XlsxError> {
        if from == to {
            self.worksheet.write_string_with_format(row, column(from), text, style)?;
        } else {
            self.worksheet.merge_range(row, column(from), row, column(to), text, style)?;
        }
        Ok(())
    }

    /// The notes below the tables.
    pub(super) fn notes(&mut self, notes: &[String], first: u32, widths: &[u16]) -> Result<(), XlsxError> {
        for (at, note) in notes.iter().enumerate() {
            self.sentence(&format!("※　{note}"), first + rows(at), widths)?;
        }
        Ok(())
    }

    /// A sentence over the whole width of the sheet; a longer one would widen the printed page.
    fn sentence(&mut self, text: &str, row: u32, widths: &[u16]) -> Result<(), XlsxError> {
        let style = self.context.styles.note.clone().set_text_wrap();
        match column(widths.len().saturating_sub(1)) {
            0 => self.worksheet.write_string_with_format(row, 0, text, &style)?,
            last => self.worksheet.merge_range(row, 0, row, last, text, &style)?,
        };
        let width = widths.iter().fold(0_u16, |sum, width| sum.saturating_add(*width));
        self.row_height(row, height([(text, width)].into_iter()))?;
        Ok(())
    }
}

/// The height of the lower or only row of heads. A head over both rows has the upper one as well.
fn head_height(block: &Block, widths: &[u16]) -> f64 {
    let needed = |(at, col): (usize, &Column)| {
        let button = if block.filter { BUTTON } else { 0 };
        let room = room(block, at, widths).saturating_sub(button);
        let above = if block.has_groups() && col.group.is_none() { UPPER_PT } else { 0.0 };
        height([(col.head.as_str(), room)].into_iter()) - above
    };
    block.columns.iter().enumerate().map(needed).fold(LOWER_PT, f64::max)
}
