//! A subset in which glyphs have more than one advance.
//!
//! The width that a PDF states of a code must be the advance of its glyph in
//! the embedded font (ISO 14289-1 7.21.5), but where signs are set solid or
//! gaps are wide a code's advance is not its character's own. Each advance
//! beside the first of a glyph gets a copy of the glyph.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// Length of the table directory before its records, and of one record.
const DIRECTORY: usize = 12;
const RECORD: usize = 16;

/// What `head` says where its own checksum is left out, minus the sum of the font.
const MAGIC: u32 = 0xB1B0_AFBA;

/// A code's glyph in the subset, with the advance in 1/1000 em where it is not
/// the glyph's own.
pub(super) type Wanted = (u16, Option<u16>);

/// The font with a glyph for every advance, and the glyph of each code. A font
/// of another kind than TrueType comes back as it is.
pub(super) fn with_advances(font: Vec<u8>, wanted: &[Wanted]) -> (Vec<u8>, Vec<u16>) {
    let plain = || wanted.iter().map(|(glyph, _)| *glyph).collect();
    if wanted.iter().all(|(_, advance)| advance.is_none()) {
        return (font, plain());
    }
    let Some(mut glyphs) = Glyphs::read(&font) else { return (font, plain()) };
    // The own advance of a glyph stays with the glyph.
    let mut known: BTreeMap<Wanted, u16> = BTreeMap::new();
    let own = wanted.iter().filter(|(_, advance)| advance.is_none());
    known.extend(own.map(|(glyph, _)| ((*glyph, None), *glyph)));
    let mut taken: Vec<bool> = vec![false; glyphs.metrics.len()];
    known.values().for_each(|glyph| taken[usize::from(*glyph)] = true);
    let ids = wanted.iter().map(|code| match known.entry(*code) {
        Entry::Occupied(entry) => *entry.get(),
        Entry::Vacant(entry) => {
            let (glyph, milli) = *code;
            // One of which no code has the own advance needs no copy.
            let free = !std::mem::replace(&mut taken[usize::from(glyph)], true);
            *entry.insert(glyphs.set(glyph, milli.unwrap_or_default(), free))
        }
    });
    let ids = ids.collect();
    (glyphs.write(), ids)
}

/// The tables of a font that speak of its glyphs, and the others as they are.
struct Glyphs {
    tables: BTreeMap<[u8; 4], Vec<u8>>,
    version: [u8; 4],
    units_per_em: u32,
    /// Advance and left side bearing of each.
    metrics: Vec<(u16, [u8; 2])>,
    outlines: Vec<Vec<u8>>,
}

impl Glyphs {
    fn read(font: &[u8]) -> Option<Self> {
        let count = usize::from(u16_at(font, 4)?);
        let mut tables = BTreeMap::new();
        for record in 0..count {
            let at = DIRECTORY + record * RECORD;
            let tag: [u8; 4] = font.get(at..at + 4)?.try_into().ok()?;
            let (from, length) = (u32_at(font, at + 8)? as usize, u32_at(font, at + 12)? as usize);
            tables.insert(tag, font.get(from..from.checked_add(length)?)?.to_vec());
        }
        let table = |tag: &[u8; 4]| tables.get(tag).map(Vec::as_slice);
        let (head, hmtx, loca, glyf) = (table(b"head")?, table(b"hmtx")?, table(b"loca")?, table(b"glyf")?);
        let glyphs = usize::from(u16_at(table(b"maxp")?, 4)?);
        let full = usize::from(u16_at(table(b"hhea")?, 34)?);
        let metric = |glyph: usize| {
            let advance = u16_at(hmtx, 4 * glyph.min(full.checked_sub(1)?))?;
            let bearing = if glyph < full { 4 * glyph + 2 } else { 2 * (full + glyph) };
            Some((advance, hmtx.get(bearing..bearing + 2)?.try_into().ok()?))
        };
        let long = u16_at(head, 50)? == 1;
        let place = |glyph: usize| match long {
            true => u32_at(loca, 4 * glyph).map(|at| at as usize),
            false => u16_at(loca, 2 * glyph).map(|at| 2 * usize::from(at)),
        };
        let outline = |glyph: usize| Some(glyf.get(place(glyph)?..place(glyph + 1)?)?.to_vec());
        Some(Self {
            version: font.get(..4)?.try_into().ok()?,
            units_per_em: u32::from(u16_at(head, 18)?),
            metrics: (0..glyphs).map(metric).collect::<Option<_>>()?,
            outlines: (0..glyphs).map(outline).collect::<Option<_>>()?,
            tables,
        })
    }

    /// Gives an advance to a glyph, or to a copy of it where it keeps its own.
    fn set(&mut self, glyph: u16, milli: u16, free: bool) -> u16 {
        let units = (u32::from(milli) * self.units_per_em + 500) / 1000;
        let (_, bearing) = self.metrics[usize::from(glyph)];
        let metric = (u16::try_from(units).unwrap_or(u16::MAX), bearing);
        let next = u16::try_from(self.metrics.len()).ok().filter(|next| *next < u16::MAX);
        match next {
            Some(next) if !free => {
                self.metrics.push(metric);
                self.outlines.push(self.outlines[usize::from(glyph)].clone());
                next
            }
            _ => {
                self.metrics[usize::from(glyph)] = metric;
                glyph
            }
        }
    }

    fn write(mut self) -> Vec<u8> {
        let count = u16::try_from(self.metrics.len()).expect("`set` adds no glyph beyond the last number");
        let hmtx = self.metrics.iter().flat_map(|(advance, bearing)| [advance.to_be_bytes(), *bearing]);
        let hmtx: Vec<u8> = hmtx.flatten().collect();
        let (mut glyf, mut loca) = (Vec::new(), Vec::new());
        for outline in &self.outlines {
            loca.extend((glyf.len() as u32).to_be_bytes());
            glyf.extend(outline);
            glyf.resize(glyf.len().next_multiple_of(4), 0);
        }
        loca.extend((glyf.len() as u32).to_be_bytes());
        let widest = self.metrics.iter().map(|(advance, _)| *advance).max().unwrap_or_default();
        self.tables.extend([(*b"hmtx", hmtx), (*b"loca", loca), (*b"glyf", glyf)]);
        self.put(b"maxp", 4, &count.to_be_bytes());
        self.put(b"hhea", 34, &count.to_be_bytes());
        self.put(b"hhea", 10, &widest.to_be_bytes());
        self.put(b"head", 50, &1_u16.to_be_bytes());
        self.put(b"head", 8, &0_u32.to_be_bytes());
        let sum = MAGIC.wrapping_sub(checksum(&self.assembled()));
        self.put(b"head", 8, &sum.to_be_bytes());
        self.assembled()
    }

    fn put(&mut self, tag: &[u8; 4], at: usize, bytes: &[u8]) {
        let place = self.tables.get_mut(tag).and_then(|table| table.get_mut(at..at + bytes.len()));
        if let Some(place) = place {
            place.copy_from_slice(bytes);
        }
    }

    /// Directory and tables; the checksum of `head` is taken without its own field.
    fn assembled(&self) -> Vec<u8> {
        let count = self.tables.len() as u16;
        let power = count.checked_ilog2().unwrap_or_default() as u16;
        let range = RECORD as u16 * (1 << power);
        let mut font = self.version.to_vec();
        for value in [count, range, power, RECORD as u16 * count - range] {
            font.extend(value.to_be_bytes());
        }
        let mut body = Vec::new();
        let start = DIRECTORY + RECORD * self.tables.len();
        for (tag, table) in &self.tables {
            let mut summed = table.clone();
            if tag == b"head" {
                summed[8..12].fill(0);
            }
            font.extend(tag);
            for value in [checksum(&summed), (start + body.len()) as u32, table.len() as u32] {
                font.extend(value.to_be_bytes());
            }
            body.extend(table);
            body.resize(body.len().next_multiple_of(4), 0);
        }
        font.extend(body);
        font
    }
}

fn checksum(bytes: &[u8]) -> u32 {
    let word = |chunk: &[u8]| chunk.iter().rev().fold([0; 4], |[a, b, c, _], byte| [*byte, a, b, c]);
    bytes.chunks(4).map(|chunk| u32::from_be_bytes(word(chunk))).fold(0, u32::wrapping_add)
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..at + 2)?.try_into().ok().map(u16::from_be_bytes)
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at + 4)?.try_into().ok().map(u32::from_be_bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fonts::Face;
    use skrifa::instance::{LocationRef, Size};
    use skrifa::outline::{DrawSettings, OutlinePen};
    use skrifa::{FontRef, GlyphId, MetadataProvider};
    use subsetter::{GlyphRemapper, subset};

    /// Where a glyph is drawn.
    #[derive(Debug, Default, PartialEq)]
    struct Points(Vec<[f32; 2]>);

    impl OutlinePen for Points {
        fn move_to(&mut self, x: f32, y: f32) {
            self.0.push([x, y]);
        }
        fn line_to(&mut self, x: f32, y: f32) {
            self.0.push([x, y]);
        }
        fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
            self.0.extend([[cx, cy], [x, y]]);
        }
        fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
            self.0.extend([[ax, ay], [bx, by], [x, y]]);
        }
        fn close(&mut self) {}
    }

    fn drawn(font: &[u8], glyph: u16) -> (f32, Points) {
        let font = FontRef::new(font).expect("a font");
        let glyph = GlyphId::from(glyph);
        let mut points = Points::default();
        let outline = font.outline_glyphs().get(glyph).expect("an outline");
        let settings = DrawSettings::unhinted(Size::unscaled(), LocationRef::default());
        outline.draw(settings, &mut points).expect("it is drawn");
        let metrics = font.glyph_metrics(Size::unscaled(), LocationRef::default());
        (metrics.advance_width(glyph).expect("an advance"), points)
    }

    fn small(face: Face, text: &str) -> Vec<u8> {
        let mut remapper = GlyphRemapper::new();
        for c in text.chars() {
            remapper.remap(face.glyph(c).expect("the face has it"));
        }
        subset(face.bytes(), 0, &remapper).expect("a subset")
    }

    #[test]
    fn a_second_advance_is_a_copy_of_the_glyph_and_the_first_stays() {
        let before = small(Face::Mincho, "「本");
        let codes = [(1, None), (1, Some(500)), (2, None), (1, Some(500)), (1, Some(1300))];
        let (after, ids) = with_advances(before.clone(), &codes);
        assert_eq!(ids, [1, 3, 2, 3, 4]);
        let (own, points) = drawn(&before, 1);
        assert_eq!(own, 2048.0);
        for (glyph, advance) in [(1, 2048.0), (3, 1024.0), (4, 2662.0)] {
            let (found, outline) = drawn(&after, glyph);
            assert_eq!(found, advance);
            assert_eq!(outline, points);
        }
        assert_eq!(drawn(&after, 2), drawn(&before, 2));
    }

    #[test]
    fn a_glyph_of_one_other_advance_needs_no_copy() {
        let (after, ids) = with_advances(small(Face::Gothic, "。本"), &[(1, Some(500)), (2, None)]);
        assert_eq!(ids, [1, 2]);
        assert_eq!(drawn(&after, 1).0, 1024.0);
    }

    #[test]
    fn the_checksums_of_the_font_are_those_of_its_tables() {
        let (font, _) = with_advances(small(Face::Fallback, "𠮷"), &[(1, None), (1, Some(1200))]);
        assert_eq!(checksum(&font), MAGIC);
        assert_eq!(checksum(&[0, 0, 0, 1, 2]), 1 + (2 << 24));
    }

    #[test]
    fn what_is_no_truetype_font_comes_back_as_it_is() {
        assert_eq!(with_advances(vec![1, 2, 3], &[(7, Some(500))]), (vec![1, 2, 3], vec![7]));
    }
}
