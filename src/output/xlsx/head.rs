//! Headings, heads and notes of a sheet.

use rust_xlsxwriter::{Format, Note, XlsxError};

use super::cell::Writer;
use super::height::height;
use super::place::{BlockPlace, column, rows};
use super::sheet::room;
use super::styles::FONT;
use crate::report::book::{Block, Sheet};

impl Writer<'_, '_> {
    /// The sheet's heading and the sentences under it.
    pub(super) fn heading(&mut self, sheet: &Sheet, widths: &[u16]) -> Result<(), XlsxError> {
        let Some(title) = &sheet.title else { return Ok(()) };
        let styles = &self.context.styles;
        self.worksheet.write_string_with_format(0, 0, title, &styles.title)?;
        self.worksheet.set_row_height(0, 27)?;
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
            if let Some(caption) = &block.caption {
                self.worksheet.write_string_with_format(row, 0, caption, &styles.caption)?;
            }
            let last = column(block.columns.len().saturating_sub(1));
            if let Some(unit) = block.unit.as_ref().filter(|_| last > 0) {
                self.worksheet.write_string_with_format(row, last, unit, &styles.unit)?;
            }
        }
        if block.has_groups() {
            self.groups(block, place)?;
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
        let columns = block.columns.iter().enumerate();
        let shown = columns.filter(|(_, col)| col.group.is_some() || !block.has_groups());
        let height = height(shown.map(|(at, col)| (col.head.as_str(), room(block, at, widths))));
        self.worksheet.set_row_height(head, height.max(22.0))?;
        Ok(())
    }

    /// The upper row of heads: common heads side by side, other heads over both rows.
    fn groups(&mut self, block: &Block, place: BlockPlace) -> Result<(), XlsxError> {
        let style = &self.context.styles.head;
        let mut at = 0;
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
                }
            }
            at = end + 1;
        }
        self.worksheet.set_row_height(place.head, 20)?;
        Ok(())
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
        self.worksheet.set_row_height(row, height([(text, width)].into_iter()))?;
        Ok(())
    }
}
