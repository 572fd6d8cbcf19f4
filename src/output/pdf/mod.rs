//! Finished pages → a PDF. The only room that names printpdf and lopdf.
//!
//! printpdf writes the drawing operations and embeds the fonts, each face cut
//! down once to what the document uses; outline, tags, links, page labels and
//! metadata are set on the lopdf document that it builds. Same pages, same
//! bytes: there is no date, and the file's identifier is a checksum of what it
//! holds. Nothing is decided here: every item is painted where it stands.

mod finish;
mod fonts;
mod outline;
mod paint;
mod structure;
#[cfg(test)]
mod tests;

use lopdf::{SaveOptions, Stream};
use printpdf::{FontId, PdfDocument, PdfPage, PdfSaveOptions, Pt, Rect};

use crate::layout::Page;

/// A document to be written.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// Shown in the viewer's title bar, `令和５年度評価報告書`.
    pub title: String,
    /// The city.
    pub author: String,
    /// What it is about; may be empty.
    pub subject: String,
    /// From the first to the last.
    pub pages: Vec<Page>,
}

/// Objects in one compressed object stream.
const OBJECTS_A_STREAM: usize = 200;

/// The document as a tagged PDF 1.7 with outline, page labels and embedded font subsets.
pub fn write_pdf(document: &Document) -> Vec<u8> {
    let faces = fonts::subset_faces(&document.pages);
    let structure = structure::Structure::of(&document.pages);
    let mut pdf = PdfDocument::new(&document.title);
    for face in &faces {
        let font = printpdf::PdfFont::new(face.font.clone());
        pdf.resources.fonts.map.insert(FontId(face.id.clone()), font);
    }
    for (index, page) in document.pages.iter().enumerate() {
        let ops = paint::operations(page, structure.marks(index), &faces);
        let paper = || Rect::from_wh(Pt(page.size.width_pt as f32), Pt(page.size.height_pt as f32));
        pdf.pages.push(PdfPage { media_box: paper(), trim_box: paper(), crop_box: paper(), ops });
    }
    let mut lopdf = pdf.to_lopdf_document(&PdfSaveOptions::default(), &mut Vec::new());
    fonts::map_codes(&mut lopdf, &faces);
    finish::finish(&mut lopdf, document, &structure);
    save(lopdf)
}

/// Writes the file with compressed streams and compressed object streams.
fn save(mut lopdf: lopdf::Document) -> Vec<u8> {
    lopdf.compress();
    let options = SaveOptions::builder()
        .use_object_streams(true)
        .use_xref_streams(true)
        .max_objects_per_stream(OBJECTS_A_STREAM)
        .compression_level(6)
        .build();
    let mut bytes = Vec::new();
    lopdf.save_with_options(&mut bytes, options).expect("writing to memory does not fail");
    bytes
}

/// A stream that stays readable without a PDF reader (metadata).
fn plain_stream(dictionary: lopdf::Dictionary, content: Vec<u8>) -> Stream {
    Stream::new(dictionary, content).with_compression(false)
}
