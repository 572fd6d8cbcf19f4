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
    pub(super) font: ParsedFont,
    /// Glyph in the small font by code, where a code is not simply its glyph.
    code_to_glyph: Option<Vec<u16>>,
}

/// The name by which pages refer to a face.
pub(super) fn resource_name(face: Face) -> String {
    format!("Face{}", face as usize)
}

/// The faces that the pages use, in fixed order.
pub(super) fn subset_faces(pages: &[Page]) -> Vec<Subset> {
    let mut used: BTreeMap<Face, BTreeSet<char>> = BTreeMap::new();
    for placed in pages.iter().flat_map(|page| &page.items) {
        if let Item::Text(run) = &placed.item {
            used.entry(run.face).or_default().extend(run.text.chars());
        }
    }
    used.into_iter().map(|(face, characters)| subset_face(face, &characters)).collect()
}

/// Every character gets a code of its own, although fonts share glyphs between
/// characters (`〜` and `～`): otherwise the text would not extract as typed.
fn subset_face(face: Face, characters: &BTreeSet<char>) -> Subset {
    let mut remapper = GlyphRemapper::new();
    let (mut codes, mut widths, mut glyphs) = (BTreeMap::new(), BTreeMap::new(), vec![0]);
    for (index, c) in characters.iter().enumerate() {
        let code = u16::try_from(index + 1).expect("a face has fewer glyphs than codes");
        glyphs.push(remapper.remap(face.glyph(*c).unwrap_or_default()));
        codes.insert(u32::from(*c), code);
        widths.insert(code, face.advance(*c).unwrap_or_default());
    }
    let identity = glyphs.iter().enumerate().all(|(code, glyph)| code == usize::from(*glyph));
    let bytes = subset(face.bytes(), 0, &remapper).expect("the embedded fonts are well-formed");
    let name = format!("{}+{}", subset_tag(characters), face.name());
    let metrics = FontMetrics { ascent: 880, descent: -120 };
    // All lengths are given in 1/1000 em, to which layout has rounded the widths.
    let mut font = ParsedFont::with_glyph_data(bytes, 0, Some(name), codes, widths, 1000, metrics);
    font.font_type = FontType::TrueType;
    let weight = if matches!(face, Face::GothicBold | Face::ProportionalBold) { 700 } else { 400 };
    font.pdf_font_metrics = PdfFontMetricsStub {
        units_per_em: 1000,
        x_min: 0,
        y_min: -120,
        x_max: 1000,
        y_max: 880,
        us_weight_class: weight,
        ..PdfFontMetricsStub::default()
    };
    Subset { id: resource_name(face), font, code_to_glyph: (!identity).then_some(glyphs) }
}

/// Six letters that differ between subsets of one face, as the standard asks.
fn subset_tag(characters: &BTreeSet<char>) -> String {
    let digest = Sha256::digest(characters.iter().collect::<String>());
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
