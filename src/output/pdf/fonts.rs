//! Each face cut down to the characters of the document.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::{Object, Stream};
use printpdf::{FontMetrics, FontType, ParsedFont, PdfFontMetricsStub};
use sha2::{Digest, Sha256};
use subsetter::{GlyphRemapper, subset};

use crate::layout::{Face, Item, Page};

/// A face as the document embeds it.
pub(super) struct Subset {
    /// Name of the resource, the same in every document.
    pub(super) id: String,
    pub(super) face: Face,
    pub(super) font: ParsedFont,
    /// Codes by character and class of advance.
    codes: BTreeMap<(char, i8), u16>,
    /// Glyph in the small font by code, where a code is not simply its glyph.
    code_to_glyph: Option<Vec<u16>>,
}

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

/// The faces that the pages use, in fixed order.
pub(super) fn subset_faces(pages: &[Page]) -> Vec<Subset> {
    let mut used: BTreeMap<Face, BTreeSet<(char, i8)>> = BTreeMap::new();
    for placed in pages.iter().flat_map(|page| &page.items) {
        if let Item::Text(run) = &placed.item {
            let classes = run.kerns.iter().map(|kern| advance_class(*kern));
            used.entry(run.face).or_default().extend(run.text.chars().zip(classes));
        }
    }
    used.into_iter().map(|(face, characters)| subset_face(face, &characters)).collect()
}

impl Subset {
    /// Every character with each class of advance that it has, and its code.
    pub(super) fn characters(&self) -> impl Iterator<Item = (char, i8, u16)> {
        self.codes.iter().map(|((c, class), code)| (*c, *class, *code))
    }

    /// The code of a character with a class of advance.
    pub(super) fn code(&self, c: char, class: i8) -> u16 {
        self.codes.get(&(c, class)).copied().unwrap_or_default()
    }
}

/// Every character gets codes of its own, although fonts share glyphs between
/// characters (`〜` and `～`): otherwise the text would not extract as typed.
fn subset_face(face: Face, characters: &BTreeSet<(char, i8)>) -> Subset {
    let mut remapper = GlyphRemapper::new();
    let (mut codes, mut plain, mut widths) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    let mut glyphs = vec![0];
    for (index, (c, class)) in characters.iter().enumerate() {
        let code = u16::try_from(index + 1).expect("a document has fewer characters than codes");
        glyphs.push(remapper.remap(face.glyph(*c).unwrap_or_default()));
        codes.insert((*c, *class), code);
        if *class == 0 {
            plain.insert(u32::from(*c), code);
        }
        let advance = i32::from(face.advance(*c).unwrap_or_default()) + i32::from(*class) * CLASS_STEP;
        widths.insert(code, u16::try_from(advance).unwrap_or_default());
    }
    let identity = glyphs.iter().enumerate().all(|(code, glyph)| code == usize::from(*glyph));
    let bytes = subset(face.bytes(), 0, &remapper).expect("fonts are judged when they are read");
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
    Subset { id: face.id(), face, font, codes, code_to_glyph: (!identity).then_some(glyphs) }
}

/// Six letters that differ between subsets of one face, as the standard asks.
fn subset_tag(characters: &BTreeSet<(char, i8)>) -> String {
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
