//! What a written document says of its fonts against the fonts themselves.

use lopdf::{Dictionary, Document, Object};
use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, GlyphId, MetadataProvider};

use super::tests::read;

fn dict<'a>(pdf: &'a Document, dict: &'a Dictionary, key: &[u8]) -> &'a Object {
    let object = dict.get(key).expect("the font says it");
    pdf.dereference(object).expect("it stands in the file").1
}

/// Code and stated width: `[from [w w w] from to w …]`.
fn stated(widths: &[Object]) -> Vec<(i64, f32)> {
    let (mut stated, mut rest) = (Vec::new(), widths);
    let number = |object: &Object| object.as_float().expect("a number");
    while let [from, next, after @ ..] = rest {
        let from = from.as_i64().expect("a code");
        rest = match next {
            Object::Array(list) => {
                stated.extend((from..).zip(list.iter().map(number)));
                after
            }
            to => {
                let width = number(&after[0]);
                stated.extend((from..=to.as_i64().expect("a code")).map(|code| (code, width)));
                &after[1..]
            }
        };
    }
    stated
}

/// ISO 14289-1 7.21.5: within a thousandth of an em, as validators ask.
#[test]
fn widths_are_the_advances_of_the_embedded_glyphs() {
    let pdf = read();
    let fonts = pdf.objects.values().filter_map(|object| object.as_dict().ok());
    let is_composite = |font: &&Dictionary| {
        font.get(b"Subtype").and_then(Object::as_name).is_ok_and(|subtype| subtype == b"Type0")
    };
    let fonts: Vec<&Dictionary> = fonts.filter(is_composite).collect();
    assert!(fonts.len() >= 3, "there are faces");
    let mut spaced = 0;
    for font in fonts {
        let descendants = dict(&pdf, font, b"DescendantFonts").as_array().expect("a list");
        let font = pdf.dereference(&descendants[0]).expect("a font").1.as_dict().expect("a dictionary");
        let descriptor = dict(&pdf, font, b"FontDescriptor").as_dict().expect("a dictionary");
        let file = dict(&pdf, descriptor, b"FontFile2").as_stream().expect("a stream");
        let bytes = file.decompressed_content().unwrap_or_else(|_| file.content.clone());
        let embedded = FontRef::new(&bytes).expect("a font");
        let map = dict(&pdf, font, b"CIDToGIDMap");
        let map = map.as_stream().ok().map(|map| map.decompressed_content().unwrap_or(map.content.clone()));
        let metrics = embedded.glyph_metrics(Size::unscaled(), LocationRef::default());
        let units = f32::from(embedded.metrics(Size::unscaled(), LocationRef::default()).units_per_em);
        for (code, width) in stated(dict(&pdf, font, b"W").as_array().expect("a list")) {
            let at = usize::try_from(code).expect("a code");
            let glyph = match &map {
                Some(map) => u16::from_be_bytes([map[2 * at], map[2 * at + 1]]),
                None => u16::try_from(code).expect("a code of two bytes"),
            };
            let advance = metrics.advance_width(GlyphId::from(glyph)).expect("the glyph is there");
            let advance = advance * 1000.0 / units;
            assert!((advance - width).abs() <= 1.0, "code {code}: {width} stated, {advance} in the font");
            spaced += usize::from(map.is_some() && glyph as usize != at);
        }
    }
    assert!(spaced > 0, "the document has signs that are set solid");
}
