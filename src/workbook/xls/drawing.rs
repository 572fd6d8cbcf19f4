//! What lies over the cells of an .xls sheet: comments, shapes, pictures.

use std::collections::{BTreeMap, BTreeSet};

use super::records::{CONTINUE, place, text, u16_at};
use crate::model::CellRef;
use crate::workbook::raw::{Floating, FloatingKind};

/// Corners of an anchor: the cells under them.
type Anchor = (CellRef, CellRef);

/// Collects what a sheet's records say of its drawing objects.
#[derive(Debug, Default)]
pub(super) struct Drawing {
    /// The anchor that the drawing told last: that of the next object.
    anchor: Option<Anchor>,
    object: Option<u16>,
    /// Characters of a text that is to come.
    awaited: u16,
    anchors: BTreeMap<u16, Anchor>,
    comments: Vec<(CellRef, u16)>,
    texts: BTreeMap<u16, String>,
    outlines: BTreeSet<u16>,
    pictures: Vec<u16>,
    /// Comments of Excel 95, which carry their texts.
    notes: Vec<Floating>,
}

impl Drawing {
    /// Takes a record, if it is one of these. `decode` reads the texts of Excel 95.
    pub(super) fn take(&mut self, kind: u16, data: &[u8], is_biff8: bool, decode: impl Fn(&[u8]) -> String) {
        match kind {
            0x00EC => self.anchor = last_anchor(data).or(self.anchor),
            0x005D => self.start_object(data, is_biff8),
            0x001C if is_biff8 => self.comments.extend(place(data, 0).zip(u16_at(data, 6))),
            0x001C => {
                let text = decode(data.get(6..).unwrap_or_default()).trim().to_owned();
                let note = Floating { kind: FloatingKind::Comment, at: place(data, 0), end: None, text };
                if !note.text.is_empty() {
                    self.notes.push(note);
                }
            }
            0x01B6 => self.awaited = u16_at(data, 10).unwrap_or(0),
            CONTINUE if self.awaited > 0 => {
                if let Some((object, text)) = self.object.zip(text(data, self.awaited)) {
                    self.texts.insert(object, text.trim().to_owned());
                }
                self.awaited = 0;
            }
            _ => {}
        }
    }

    fn start_object(&mut self, data: &[u8], is_biff8: bool) {
        let (Some(kind), Some(object)) = (u16_at(data, 4), u16_at(data, 6)) else { return };
        self.object = Some(object);
        let anchor = if is_biff8 { self.anchor } else { corners(data, 10) };
        self.anchors.extend(anchor.map(|anchor| (object, anchor)));
        match kind {
            // Ovals, polygons, check boxes, option buttons and drawn shapes
            // of newer kinds may mark a choice.
            0x03 | 0x09 | 0x0B | 0x0C | 0x1E => drop(self.outlines.insert(object)),
            // The texts of Excel 95's text boxes are not read; that there is
            // one must be told.
            0x06 if !is_biff8 => drop(self.outlines.insert(object)),
            0x08 => self.pictures.push(object),
            _ => {}
        }
    }

    /// All of it, by place. Texts that a comment leads to are its own; the
    /// others stand in shapes.
    pub(super) fn finish(mut self) -> Vec<Floating> {
        self.texts.retain(|_, text| !text.is_empty());
        let mut all = self.notes;
        for (at, object) in self.comments {
            self.outlines.remove(&object);
            if let Some(text) = self.texts.remove(&object) {
                all.push(Floating { kind: FloatingKind::Comment, at: Some(at), end: None, text });
            }
        }
        self.outlines.retain(|object| !self.texts.contains_key(object));
        let blank = |object| (object, String::new());
        let shapes = self.texts.into_iter().chain(self.outlines.into_iter().map(blank));
        let shapes = shapes.map(|shape| (FloatingKind::Shape, shape));
        let pictures = self.pictures.into_iter().map(|object| (FloatingKind::Picture, blank(object)));
        for (kind, (object, text)) in shapes.chain(pictures) {
            let anchor = self.anchors.get(&object);
            all.push(Floating { kind, at: anchor.map(|a| a.0), end: anchor.map(|a| a.1), text });
        }
        all.sort_by_key(|floating| floating.at);
        all
    }
}

/// Four corners, each coordinate followed by a part of a cell.
fn corners(data: &[u8], at: usize) -> Option<Anchor> {
    let corner = |at: usize| {
        let (column, row) = (u16_at(data, at)?, u16_at(data, at + 4)?);
        Some(CellRef::new(u32::from(row), u32::from(column)))
    };
    Some((corner(at)?, corner(at + 8)?))
}

/// The last anchor that a piece of drawing tells (MS-ODRAW): containers are
/// stepped into, everything else is stepped over.
fn last_anchor(mut data: &[u8]) -> Option<Anchor> {
    let mut found = None;
    while let (Some(version), Some(kind), Some(length)) = (u16_at(data, 0), u16_at(data, 2), data.get(4..8)) {
        let length = u32::from_le_bytes([length[0], length[1], length[2], length[3]]);
        let inside = &data[8..];
        if kind == 0xF010 {
            found = corners(inside, 2).or(found);
        }
        let step = if version & 0xF == 0xF { 0 } else { usize::try_from(length).unwrap_or(usize::MAX) };
        data = inside.get(step..).unwrap_or_default();
    }
    found
}
