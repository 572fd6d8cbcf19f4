//! What calamine does not tell of an .xls: number formats, struck-through
//! fonts and runs, formulas and their links, hidden lines, and what lies over
//! the cells. A pass of this room's own over the records of the workbook
//! stream (MS-XLS; Excel 95 where it is the same).
//!
//! Never panics and never loops: records are taken one after the other, and
//! what is too short for what it should say is passed over.

use std::collections::{BTreeMap, BTreeSet};

use encoding_rs::{Encoding, SHIFT_JIS, UTF_8, WINDOWS_1252};

use super::drawing::Drawing;
use super::records::{CONTINUE, place, records, text, u16_at};
use super::strings;
use crate::model::{CellRange, CellRef};
use crate::workbook::formula_tokens::{LinkedRanges, Links, Tokens};
use crate::workbook::grid::margin_of;
use crate::workbook::limits::MAX_SHEETS;
use crate::workbook::number_format::of_id;
use crate::workbook::raw::Floating;
use crate::workbook::rich_text::RichText;
use crate::workbook::styles::{Look, Styles};

/// What is known of a workbook.
#[derive(Debug, Default)]
pub(super) struct Notes {
    pub(super) is_1904: bool,
    /// Whether Excel has calculated the formulas.
    pub(super) is_calculated: bool,
    /// Whether the stream is encrypted, weakly or not.
    pub(super) encrypted: bool,
    pub(super) styles: Styles,
    /// Shared strings with runs of several fonts.
    rich: BTreeMap<u32, RichText>,
    /// In workbook order.
    pub(super) sheets: Vec<SheetNotes>,
}

/// What is known of a sheet.
#[derive(Debug, Default)]
pub(super) struct SheetNotes {
    /// The style of each cell that holds something.
    styles: BTreeMap<CellRef, u16>,
    /// Shared strings by cell.
    strings: BTreeMap<CellRef, u32>,
    /// Cells with formulas, and whether they refer to another workbook.
    pub(super) formulas: BTreeMap<CellRef, bool>,
    pub(super) hidden_rows: BTreeSet<u32>,
    pub(super) hidden_columns: BTreeSet<u32>,
    pub(super) floating: Vec<Floating>,
}

/// A font: whether it is struck through, and the number of its colour.
#[derive(Debug, Clone, Copy, Default)]
struct Font {
    struck: bool,
    ink: u16,
}

/// What a text stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ground {
    Paper,
    /// A colour by its number.
    Solid(u16),
    /// A pattern, or what cannot be told.
    Other,
}

impl Ground {
    /// Of a style's record in the form of Excel 97.
    fn of(data: &[u8]) -> Self {
        match (u16_at(data, 16).map(|bits| bits >> 10), u16_at(data, 18)) {
            (Some(0), Some(_)) => Self::Paper,
            (Some(1), Some(colours)) => Self::Solid(colours & 0x7F),
            _ => Self::Other,
        }
    }

    /// Whether a text of this colour cannot be told from it. White has two
    /// numbers; a workbook may give other colours to the second.
    fn hides(self, ink: u16, own_palette: bool) -> bool {
        match self {
            Self::Paper => ink == 1 || (ink == 9 && !own_palette),
            Self::Solid(ground) => {
                ink == ground || (!own_palette && matches!((ink, ground), (1, 9) | (9, 1)))
            }
            Self::Other => false,
        }
    }
}

/// What the records say that stand before the sheets.
struct Globals<'a> {
    is_biff8: bool,
    encoding: &'static Encoding,
    formats: BTreeMap<u16, String>,
    fonts: Vec<Font>,
    /// Font and format of each style, and its ground.
    cells: Vec<(u16, u16, Ground)>,
    /// Whether the workbook gives other colours to the numbers.
    own_palette: bool,
    links: Links,
    /// Where the sheets begin.
    offsets: Vec<u32>,
    /// The record of the shared strings and those that continue it.
    strings: Vec<&'a [u8]>,
}

/// Reads the stream `Workbook` or `Book`.
pub(super) fn read(stream: &[u8]) -> Notes {
    let mut notes = Notes::default();
    let mut globals = Globals {
        is_biff8: false,
        encoding: WINDOWS_1252,
        formats: BTreeMap::new(),
        fonts: Vec::new(),
        cells: Vec::new(),
        own_palette: false,
        links: Links::default(),
        offsets: Vec::new(),
        strings: Vec::new(),
    };
    let mut before = 0;
    for (kind, data) in records(stream) {
        match kind {
            0x002F => notes.encrypted = true,
            0x0022 => notes.is_1904 = u16_at(data, 0) == Some(1),
            0x01C1 => notes.is_calculated = true,
            0x000A => break,
            CONTINUE if before == 0x00FC => globals.strings.push(data),
            _ => globals.take(kind, data),
        }
        before = if kind == CONTINUE { before } else { kind };
    }
    if notes.encrypted {
        return notes;
    }
    notes.rich = strings::rich(std::mem::take(&mut globals.strings), |font| globals.is_struck(font));
    let styles = globals.cells.iter().map(|&(font, format, ground)| {
        let code = globals.formats.get(&format).map(String::as_str).or_else(|| of_id(u32::from(format)));
        let font = globals.font(usize::from(font));
        (code, Look { struck: font.struck, unseen: ground.hides(font.ink, globals.own_palette) })
    });
    notes.styles = Styles::of(styles);
    let rest = |offset: u32| usize::try_from(offset).ok().and_then(|o| stream.get(o..)).unwrap_or_default();
    let offsets = globals.offsets.iter().take(MAX_SHEETS);
    notes.sheets = offsets.map(|&offset| read_sheet(rest(offset), &globals)).collect();
    notes
}

impl<'a> Globals<'a> {
    fn take(&mut self, kind: u16, data: &'a [u8]) {
        match kind {
            0x0809 => self.is_biff8 = u16_at(data, 0) == Some(0x0600),
            0x0042 => self.encoding = encoding(u16_at(data, 0).unwrap_or(0)),
            0x0031 => {
                let struck = u16_at(data, 2).is_some_and(|flags| flags & 8 != 0);
                self.fonts.push(Font { struck, ink: u16_at(data, 4).unwrap_or(0) });
            }
            0x0092 => self.own_palette = true,
            0x041E => {
                let code = if self.is_biff8 {
                    u16_at(data, 2).and_then(|length| text(data.get(4..)?, length))
                } else {
                    data.get(3..).map(|bytes| self.decode(bytes))
                };
                self.formats.extend(u16_at(data, 0).zip(code));
            }
            0x00E0 => {
                let ground = if self.is_biff8 { Ground::of(data) } else { Ground::Other };
                let style = u16_at(data, 0).zip(u16_at(data, 2));
                self.cells.extend(style.map(|(font, format)| (font, format, ground)));
            }
            0x0085 => {
                let offset = data.get(..4).and_then(|offset| offset.try_into().ok());
                self.offsets.extend(offset.map(u32::from_le_bytes));
            }
            0x00FC => self.strings = vec![data],
            // Another file has a path; this one and add-ins have a mark instead.
            0x01AE => self.links.add_book(u16_at(data, 2).is_some_and(|n| (2..0x0100).contains(&n))),
            0x0017 if self.is_biff8 => {
                let entries = data.get(2..).unwrap_or_default().chunks_exact(6);
                let books = entries.filter_map(|entry| u16_at(entry, 0)).map(usize::from);
                self.links.add_sheets(books.collect());
            }
            _ => {}
        }
    }

    fn decode(&self, bytes: &[u8]) -> String {
        self.encoding.decode_without_bom_handling(bytes).0.into_owned()
    }

    fn font(&self, font: usize) -> Font {
        // There is no font 4; those after it count one too many.
        let index = if font > 4 { font - 1 } else { font };
        self.fonts.get(index).copied().unwrap_or_default()
    }

    fn is_struck(&self, font: usize) -> bool {
        self.font(font).struck
    }
}

/// The encoding that a code page stands for.
fn encoding(code_page: u16) -> &'static Encoding {
    match code_page {
        932 => SHIFT_JIS,
        65001 => UTF_8,
        _ => WINDOWS_1252,
    }
}

impl Notes {
    /// The style of a cell; 0 where nothing says one.
    pub(super) fn style(&self, sheet: usize, at: CellRef) -> usize {
        let style = self.sheets.get(sheet).and_then(|sheet| sheet.styles.get(&at));
        style.map_or(0, |&style| usize::from(style))
    }

    /// The struck-through part of what a cell shows.
    pub(super) fn struck(&self, sheet: usize, at: CellRef, shown: &str) -> Option<String> {
        let by_cell = self.styles.is_struck(self.style(sheet, at));
        let string = self.sheets.get(sheet).and_then(|sheet| sheet.strings.get(&at));
        match string.and_then(|number| self.rich.get(number)) {
            Some(rich) => rich.struck(by_cell),
            None => by_cell.then(|| shown.to_owned()),
        }
    }
}

fn read_sheet(stream: &[u8], globals: &Globals<'_>) -> SheetNotes {
    let mut notes = SheetNotes::default();
    let mut drawing = Drawing::default();
    let mut linked = LinkedRanges::default();
    let mut depth = 0_usize;
    for (kind, data) in records(stream) {
        match kind {
            // Charts lie in streams of their own inside a sheet's.
            0x0809 => depth += 1,
            0x000A => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    break;
                }
            }
            _ if depth > 1 => {}
            0x0006 | 0x0203 | 0x0204 | 0x00D6 | 0x0205 | 0x027E | 0x00FD => {
                notes.cell(kind, data, globals);
            }
            // A formula that the cells of a range share.
            0x04BC => {
                if globals.leads_out(data, 8) {
                    shared_range(data).into_iter().for_each(|range| linked.add(range));
                }
            }
            0x00BD => notes.many(data),
            0x0208 if u16_at(data, 12).is_some_and(|flags| flags & 0x20 != 0) => {
                notes.hidden_rows.extend(u16_at(data, 0).map(u32::from));
            }
            0x007D if u16_at(data, 8).is_some_and(|flags| flags & 1 != 0) => {
                if let (Some(first), Some(last)) = (u16_at(data, 0), u16_at(data, 2)) {
                    notes.hidden_columns.extend(u32::from(first)..=u32::from(last).min(255));
                }
            }
            0x0014 | 0x0015 => notes.margin(data, globals),
            _ => drawing.take(kind, data, globals.is_biff8, |bytes| globals.decode(bytes)),
        }
    }
    for (at, external) in &mut notes.formulas {
        *external |= linked.hold(*at);
    }
    notes.floating.extend(drawing.finish());
    notes
}

impl Globals<'_> {
    /// Whether the formula whose length stands here leads to another workbook.
    fn leads_out(&self, data: &[u8], at: usize) -> bool {
        let length = u16_at(data, at).map_or(0, usize::from);
        let tokens = data.get(at + 2..).unwrap_or_default();
        self.is_biff8 && self.links.leads_out(Tokens::narrow(&tokens[..length.min(tokens.len())]))
    }
}

/// First and last row, then first and last column in a byte each.
fn shared_range(data: &[u8]) -> Option<CellRange> {
    let corner = |row: usize, column: usize| {
        Some(CellRef::new(u32::from(u16_at(data, row)?), u32::from(*data.get(column)?)))
    };
    Some(CellRange::new(corner(0, 4)?, corner(2, 5)?))
}

impl SheetNotes {
    fn cell(&mut self, kind: u16, data: &[u8], globals: &Globals<'_>) {
        let Some((at, style)) = place(data, 0).zip(u16_at(data, 4)) else { return };
        self.styles.insert(at, style);
        match kind {
            0x0006 => drop(self.formulas.insert(at, globals.leads_out(data, 20))),
            0x00FD => {
                let number = data.get(6..10).and_then(|number| number.try_into().ok());
                self.strings.extend(number.map(|number| (at, u32::from_le_bytes(number))));
            }
            _ => {}
        }
    }

    /// Header or footer.
    fn margin(&mut self, data: &[u8], globals: &Globals<'_>) {
        let code = if globals.is_biff8 {
            u16_at(data, 0).and_then(|length| text(data.get(2..)?, length))
        } else {
            data.get(1..).map(|bytes| globals.decode(bytes))
        };
        self.floating.extend(code.and_then(|code| margin_of(&code)));
    }

    /// Several numbers side by side.
    fn many(&mut self, data: &[u8]) {
        let Some(first) = place(data, 0) else { return };
        let cells = data.get(4..data.len().saturating_sub(2)).unwrap_or_default().chunks_exact(6);
        for (column, cell) in (first.column..).zip(cells) {
            let at = CellRef::new(first.row, column);
            self.styles.extend(u16_at(cell, 0).map(|style| (at, style)));
        }
    }
}
