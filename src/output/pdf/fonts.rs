//! Each face cut down to the characters of the document.

use std::collections::BTreeMap;

use lopdf::{Object, Stream};
use printpdf::{FontMetrics, FontType, ParsedFont, PdfFontMetricsStub};
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use sha2::{Digest, Sha256};
use subsetter::{GlyphRemapper, subset};

use super::advances::with_advances;
use crate::layout::{Face, Item, Page, TextRun};

/// Thousandths of an em from one class of advance to the next.
pub(super) const CLASS_STEP: i32 = 100;

/// How far from its own a character's advance is, in steps. Readers take a
/// character that starts well inside or outside its neighbour for another
/// word; so where signs are set solid or gaps are wide, the advance itself is
/// other, by a code of its own, and what is left to adjust stays unnoticed.
pub(super) fn advance_class(kern: i32) -> i8 {
    let half = CLASS_STEP / 2 * kern.signum();
    ((kern + half) / CLASS_STEP).clamp(-9, 30) as i8
}

/// The characters of a face that pages have used so far. Every character gets
/// codes of its own, although fonts share glyphs between characters (`〜` and
/// `～`): otherwise the text would not extract as typed.
#[derive(Debug, Default)]
pub(super) struct Codes {
    /// Characters with the advance of their glyph: a code each, or 0, by the
    /// upper and then the lower bits of the character, since every character
    /// of a text is looked up here.
    plain: Vec<Option<Box<[u16; 256]>>>,
    /// Those with another class of advance.
    spaced: BTreeMap<(char, i8), u16>,
    /// All in the order of their codes, which begin with 1.
    characters: Vec<(char, i8)>,
}

impl Codes {
    fn add(&mut self, c: char, class: i8) {
        self.characters.push((c, class));
        let code = u16::try_from(self.characters.len()).expect("no more characters than codes");
        if class == 0 {
            let (upper, lower) = halves(c);
            if self.plain.len() <= upper {
                self.plain.resize(upper + 1, None);
            }
            self.plain[upper].get_or_insert_with(|| Box::new([0; 256]))[lower] = code;
        } else {
            self.spaced.insert((c, class), code);
        }
    }

    /// The code of a character with a class of advance; 0 where it has none.
    pub(super) fn code(&self, c: char, class: i8) -> u16 {
        if class != 0 {
            return self.spaced.get(&(c, class)).copied().unwrap_or_default();
        }
        let (upper, lower) = halves(c);
        self.plain.get(upper).and_then(Option::as_ref).map_or(0, |codes| codes[lower])
    }
}

fn halves(c: char) -> (usize, usize) {
    let c = c as usize;
    (c >> 8, c & 0xFF)
}

/// A code has two bytes, and the first code is that of a missing glyph: of a
/// face of which a document takes more it embeds several subsets.
const MOST_CODES: usize = 0xFFFE;

/// The faces that pages have used so far, and of each the characters, in as
/// many parts as it takes.
#[derive(Debug, Default)]
pub(super) struct Faces(BTreeMap<Face, Vec<Codes>>);

impl Faces {
    /// Gives codes to what stands on a page.
    pub(super) fn add(&mut self, page: &Page) {
        for placed in &page.items {
            if let Item::Text(run) = &placed.item {
                self.add_run(run);
            }
        }
    }

    fn add_run(&mut self, run: &TextRun) {
        let parts = self.0.entry(run.face).or_default();
        for (c, kern) in run.text.chars().zip(&run.kerns) {
            let class = advance_class(*kern);
            if parts.iter().any(|codes| codes.code(c, class) != 0) {
                continue;
            }
            if parts.last().is_none_or(|codes| codes.characters.len() >= MOST_CODES) {
                parts.push(Codes::default());
            }
            if let Some(codes) = parts.last_mut() {
                codes.add(c, class);
            }
        }
    }

    /// The parts of a face.
    pub(super) fn parts(&self, face: Face) -> &[Codes] {
        self.0.get(&face).map_or(&[], Vec::as_slice)
    }

    /// The faces cut down to their characters.
    pub(super) fn subsets(&self) -> Vec<Subset> {
        let parts =
            self.0.iter().flat_map(|(face, parts)| parts.iter().enumerate().map(move |part| (face, part)));
        let parts: Vec<_> = parts.collect();
        let subset = |(face, (part, codes)): &(&Face, (usize, &Codes))| {
            subset_face(**face, font_name(**face, *part), &codes.characters)
        };
        parts.par_iter().map(subset).collect()
    }
}

/// The name of the resource, the same in every document.
pub(super) fn font_name(face: Face, part: usize) -> String {
    if part == 0 { face.id() } else { format!("{}Part{part}", face.id()) }
}

/// A face as the document embeds it.
pub(super) struct Subset {
    /// Name of the resource, the same in every document.
    pub(super) id: String,
    pub(super) font: ParsedFont,
    characters: Vec<(char, i8)>,
    /// Glyph in the small font by code, where a code is not simply its glyph.
    code_to_glyph: Option<Vec<u16>>,
}

impl Subset {
    /// Every character with each class of advance that it has, and its code.
    pub(super) fn characters(&self) -> impl Iterator<Item = (char, i8, u16)> {
        (1..=u16::MAX).zip(&self.characters).map(|(code, (c, class))| (*c, *class, code))
    }
}

fn subset_face(face: Face, id: String, characters: &[(char, i8)]) -> Subset {
    let mut remapper = GlyphRemapper::new();
    let (mut plain, mut widths) = (BTreeMap::new(), BTreeMap::new());
    let mut wanted = vec![(0, None)];
    for (code, (c, class)) in (1..=u16::MAX).zip(characters) {
        let advance = i32::from(face.advance(*c).unwrap_or_default()) + i32::from(*class) * CLASS_STEP;
        let advance = u16::try_from(advance).unwrap_or_default();
        let glyph = remapper.remap(face.glyph(*c).unwrap_or_default());
        wanted.push((glyph, (*class != 0).then_some(advance)));
        if *class == 0 {
            plain.insert(u32::from(*c), code);
        }
        widths.insert(code, advance);
    }
    let bytes = subset(face.bytes(), 0, &remapper).expect("fonts are judged when they are read");
    let (bytes, glyphs) = with_advances(bytes, &wanted);
    let identity = glyphs.iter().enumerate().all(|(code, glyph)| code == usize::from(*glyph));
    let name = format!("{}+{}", subset_tag(characters), face.name());
    let metrics = FontMetrics { ascent: 880, descent: -120 };
    // All lengths are given in 1/1000 em, to which layout has rounded the widths.
    let mut font = ParsedFont::with_glyph_data(bytes, 0, Some(name), plain, widths, 1000, metrics);
    font.font_type = FontType::TrueType;
    let weight = if face.is_bold() { 700 } else { 400 };
    font.pdf_font_metrics = PdfFontMetricsStub {
        units_per_em: 1000,
        x_min: 0,
        y_min: -120,
        x_max: 1000,
        y_max: 880,
        us_weight_class: weight,
        ..PdfFontMetricsStub::default()
    };
    let characters = characters.to_vec();
    Subset { id, font, characters, code_to_glyph: (!identity).then_some(glyphs) }
}

/// Six letters that differ between subsets of one face, as the standard asks.
fn subset_tag(characters: &[(char, i8)]) -> String {
    let digest = Sha256::digest(characters.iter().map(|(c, _)| *c).collect::<String>());
    digest.iter().take(6).map(|byte| char::from(b'A' + byte % 26)).collect()
}

/// Tells readers which glyph a code means where it is not the code itself.
pub(super) fn map_codes(lopdf: &mut lopdf::Document, faces: &[Subset]) {
    for face in faces {
        let (Some(glyphs), Some(name)) = (&face.code_to_glyph, &face.font.font_name) else { continue };
        let content: Vec<u8> = glyphs.iter().flat_map(|glyph| glyph.to_be_bytes()).collect();
        let map = lopdf.add_object(Stream::new(lopdf::Dictionary::new(), content));
        for object in lopdf.objects.values_mut() {
            let Some(descendant) = descendant_font(object, name) else { continue };
            descendant.set("CIDToGIDMap", Object::Reference(map));
        }
    }
}

fn descendant_font<'a>(object: &'a mut Object, name: &str) -> Option<&'a mut lopdf::Dictionary> {
    let font = object.as_dict_mut().ok()?;
    if font.get(b"BaseFont").ok()?.as_name().ok()? != name.as_bytes() {
        return None;
    }
    font.get_mut(b"DescendantFonts").ok()?.as_array_mut().ok()?.first_mut()?.as_dict_mut().ok()
}
