//! What calamine does not tell of an .xls: number formats, struck-through
//! fonts, hidden lines, comments and texts in shapes. A pass of this room's
//! own over the records of the workbook stream (MS-XLS).
//!
//! Never panics and never loops: records are taken one after the other, and
//! what is too short for what it should say is passed over.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::CellRef;
use crate::workbook::number_format::{Format, built_in};
use crate::workbook::raw::{Floating, FloatingKind};

/// What is known of a workbook.
#[derive(Debug, Default)]
pub(super) struct Notes {
    pub(super) is_1904: bool,
    /// Whether the stream is encrypted, weakly or not.
    pub(super) encrypted: bool,
    formats: BTreeMap<u16, String>,
    fonts: Vec<bool>,
    styles: Vec<(u16, u16)>,
    /// In workbook order.
    pub(super) sheets: Vec<SheetNotes>,
}

/// What is known of a sheet.
#[derive(Debug, Default)]
pub(super) struct SheetNotes {
    /// The style of each cell that holds something.
    styles: BTreeMap<CellRef, u16>,
    pub(super) hidden_rows: BTreeSet<u32>,
    pub(super) hidden_columns: BTreeSet<u32>,
    pub(super) floating: Vec<Floating>,
}

/// The record of a later part of what the record before it says.
const CONTINUE: u16 = 0x003C;

/// Reads the stream `Workbook`; what is older than Excel 97 tells nothing here.
pub(super) fn read(stream: &[u8]) -> Notes {
    let mut notes = Notes::default();
    let mut offsets = Vec::new();
    let mut is_biff8 = false;
    for (kind, data) in records(stream) {
        match kind {
            0x0809 => is_biff8 = u16_at(data, 0) == Some(0x0600),
            0x002F => notes.encrypted = true,
            0x0022 => notes.is_1904 = u16_at(data, 0) == Some(1),
            0x0031 => notes.fonts.push(u16_at(data, 2).is_some_and(|flags| flags & 8 != 0)),
            0x041E if is_biff8 => {
                let code = u16_at(data, 2).and_then(|length| text(data.get(4..)?, length));
                notes.formats.extend(u16_at(data, 0).zip(code));
            }
            0x00E0 => notes.styles.extend(u16_at(data, 0).zip(u16_at(data, 2))),
            0x0085 => offsets.extend(data.get(..4).and_then(|o| o.try_into().ok()).map(u32::from_le_bytes)),
            0x000A => break,
            _ => {}
        }
    }
    if is_biff8 && !notes.encrypted {
        let rest =
            |offset: u32| usize::try_from(offset).ok().and_then(|o| stream.get(o..)).unwrap_or_default();
        notes.sheets = offsets.into_iter().take(256).map(|offset| read_sheet(rest(offset))).collect();
    }
    notes
}

impl Notes {
    /// The number format of a cell; `None` is General.
    pub(super) fn format(&self, sheet: usize, at: CellRef) -> Option<Format> {
        let style = self.sheets.get(sheet)?.styles.get(&at)?;
        let (_, id) = self.styles.get(usize::from(*style))?;
        let code = self.formats.get(id).map(String::as_str).or_else(|| built_in(u32::from(*id)));
        let code = code.or_else(|| common(*id))?;
        (!code.eq_ignore_ascii_case("general")).then(|| Format::parse(code))
    }

    /// Whether a cell's font is struck through.
    pub(super) fn is_struck(&self, sheet: usize, at: CellRef) -> bool {
        let style = self.sheets.get(sheet).and_then(|s| s.styles.get(&at));
        let font = style.and_then(|s| self.styles.get(usize::from(*s))).map(|(font, _)| usize::from(*font));
        // There is no font 4; those after it count one too many.
        font.is_some_and(|f| self.fonts.get(if f > 4 { f - 1 } else { f }) == Some(&true))
    }
}

/// Built-in formats that are the same in every country.
fn common(id: u16) -> Option<&'static str> {
    Some(match id {
        1 => "0",
        2 => "0.00",
        3 => "#,##0",
        4 => "#,##0.00",
        9 => "0%",
        10 => "0.00%",
        11 => "0.00E+00",
        12 => "# ?/?",
        13 => "# ??/??",
        15 => "d-mmm-yy",
        16 => "d-mmm",
        17 => "mmm-yy",
        48 => "##0.0E+0",
        49 => "@",
        _ => return None,
    })
}

fn read_sheet(stream: &[u8]) -> SheetNotes {
    let mut notes = SheetNotes::default();
    let mut comments: Vec<(CellRef, u16)> = Vec::new();
    let mut texts: BTreeMap<u16, String> = BTreeMap::new();
    let mut outlines: BTreeSet<u16> = BTreeSet::new();
    let mut object = None;
    let mut awaited = 0;
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
                notes.styles.extend(place(data, 0).zip(u16_at(data, 4)));
            }
            0x00BD => notes.many(data),
            0x0208 if u16_at(data, 12).is_some_and(|flags| flags & 0x20 != 0) => {
                notes.hidden_rows.extend(u16_at(data, 0).map(u32::from));
            }
            0x007D if u16_at(data, 8).is_some_and(|flags| flags & 1 != 0) => {
                if let (Some(first), Some(last)) = (u16_at(data, 0), u16_at(data, 2)) {
                    notes.hidden_columns.extend(u32::from(first)..=u32::from(last));
                }
            }
            0x001C => comments.extend(place(data, 0).zip(u16_at(data, 6))),
            0x005D => {
                object = u16_at(data, 6);
                // Ovals, polygons, check boxes, option buttons and drawn shapes
                // of newer kinds may mark a choice. Object type 8 is a picture.
                if let (Some(0x03 | 0x09 | 0x0B | 0x0C | 0x1E), Some(object)) = (u16_at(data, 4), object) {
                    outlines.insert(object);
                }
                if let (Some(8), Some(_)) = (u16_at(data, 4), object) {
                    notes.floating.push(Floating {
                        kind: FloatingKind::Picture,
                        at: None,
                        end: None,
                        text: String::new(),
                    });
                }
            }
            0x01B6 => awaited = u16_at(data, 10).unwrap_or(0),
            CONTINUE if awaited > 0 => {
                if let Some((object, text)) = object.zip(text(data, awaited)) {
                    texts.insert(object, text);
                }
                awaited = 0;
            }
            _ => {}
        }
    }
    notes.place_texts(comments, texts, outlines);
    notes
}

impl SheetNotes {
    /// Several numbers side by side.
    fn many(&mut self, data: &[u8]) {
        let Some(first) = place(data, 0) else { return };
        let cells = data.get(4..data.len().saturating_sub(2)).unwrap_or_default().chunks_exact(6);
        for (column, cell) in (first.column..).zip(cells) {
            let at = CellRef::new(first.row, column);
            self.styles.extend(u16_at(cell, 0).map(|style| (at, style)));
        }
    }

    /// Texts that a comment leads to are its own; the others stand in shapes.
    fn place_texts(
        &mut self,
        comments: Vec<(CellRef, u16)>,
        mut texts: BTreeMap<u16, String>,
        mut outlines: BTreeSet<u16>,
    ) {
        outlines.retain(|object| texts.get(object).is_none_or(|text| text.trim().is_empty()));
        for (at, object) in comments {
            outlines.remove(&object);
            if let Some(text) = texts.remove(&object) {
                self.floating.push(Floating {
                    kind: FloatingKind::Comment,
                    at: Some(at),
                    end: None,
                    text: text.trim().to_owned(),
                });
            }
        }
        for text in texts.into_values() {
            self.floating.push(Floating {
                kind: FloatingKind::Shape,
                at: None,
                end: None,
                text: text.trim().to_owned(),
            });
        }
        self.floating.retain(|f| f.kind == FloatingKind::Picture || !f.text.is_empty());
        for _ in outlines {
            let (kind, text) = (FloatingKind::Shape, String::new());
            self.floating.push(Floating { kind, at: None, end: None, text });
        }
        self.floating.sort_by_key(|f| f.at);
    }
}

/// The records of a stream: kind and data.
fn records(mut stream: &[u8]) -> impl Iterator<Item = (u16, &[u8])> {
    std::iter::from_fn(move || {
        let (kind, length) = (u16_at(stream, 0)?, usize::from(u16_at(stream, 2)?));
        let data = stream.get(4..4 + length)?;
        stream = &stream[4 + length..];
        Some((kind, data))
    })
}

fn u16_at(data: &[u8], at: usize) -> Option<u16> {
    data.get(at..at + 2)?.try_into().ok().map(u16::from_le_bytes)
}

fn place(data: &[u8], at: usize) -> Option<CellRef> {
    Some(CellRef::new(u32::from(u16_at(data, at)?), u32::from(u16_at(data, at + 2)?)))
}

/// A text of so many characters after a byte that says how wide they are.
fn text(data: &[u8], characters: u16) -> Option<String> {
    let (flags, data) = data.split_first()?;
    let characters = usize::from(characters);
    if flags & 1 == 0 {
        return Some(data.get(..characters.min(data.len()))?.iter().map(|&b| char::from(b)).collect());
    }
    let units = data.chunks_exact(2).take(characters).map(|c| u16::from_le_bytes([c[0], c[1]]));
    Some(String::from_utf16_lossy(&units.collect::<Vec<_>>()))
}
