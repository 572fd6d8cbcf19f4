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

use std::io::Write;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use lopdf::{Object, ObjectId, SaveOptions, Stream};
use printpdf::{FontId, Op, PdfDocument, PdfFont, PdfPage, PdfSaveOptions, Pt, Rect};
use rayon::iter::{IntoParallelIterator, ParallelIterator};

use self::fonts::Subset;
use self::structure::Mark;
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

/// Pages whose drawing operations are in memory at once, on each core: they
/// take ten times as much room there as in the file.
const PAGES_AT_ONCE: usize = 32;

/// The document as a tagged PDF 1.7 with outline, page labels and embedded font subsets.
pub fn write_pdf(document: Document) -> Vec<u8> {
    let faces = fonts::subset_faces(&document.pages);
    let structure = structure::Structure::of(&document.pages);
    let mut lopdf = unpainted(&document, &faces);
    fonts::map_codes(&mut lopdf, &faces);
    finish::finish(&mut lopdf, &document, &structure);
    let contents = contents(document.pages, structure.into_marks(), &faces);
    set_contents(&mut lopdf, contents);
    finish::identify(&mut lopdf);
    save(lopdf)
}

/// The document with its fonts and without anything on its pages.
fn unpainted(document: &Document, faces: &[Subset]) -> lopdf::Document {
    let mut pages: Vec<PdfPage> = document.pages.iter().map(|page| paper(page, Vec::new())).collect();
    if let Some(first) = pages.first_mut() {
        // printpdf describes the characters that it meets.
        first.ops = paint::every_character(faces);
    }
    printed(&document.title, faces, pages)
}

fn paper(page: &Page, ops: Vec<Op>) -> PdfPage {
    let size = || Rect::from_wh(Pt(page.size.width_pt as f32), Pt(page.size.height_pt as f32));
    PdfPage { media_box: size(), trim_box: size(), crop_box: size(), ops }
}

fn printed(title: &str, faces: &[Subset], pages: Vec<PdfPage>) -> lopdf::Document {
    let mut pdf = PdfDocument::new(title);
    for face in faces {
        pdf.resources.fonts.map.insert(FontId(face.id.clone()), PdfFont::new(face.font.clone()));
    }
    pdf.pages = pages;
    pdf.to_lopdf_document(&PdfSaveOptions::default(), &mut Vec::new())
}

/// What is painted on each page, compressed; a page is given up when it is painted.
fn contents(pages: Vec<Page>, marks: Vec<Vec<Mark>>, faces: &[Subset]) -> Vec<Stream> {
    let mut all = pages.into_iter().zip(marks);
    let parts: Vec<Vec<(Page, Vec<Mark>)>> =
        std::iter::from_fn(|| Some(all.by_ref().take(PAGES_AT_ONCE).collect()))
            .take_while(|part: &Vec<_>| !part.is_empty())
            .collect();
    let paint = |part: Vec<(Page, Vec<Mark>)>| -> Vec<Stream> {
        let paint = |(page, marks): (Page, Vec<Mark>)| paper(&page, paint::operations(&page, &marks, faces));
        let mut painted = printed("", faces, part.into_iter().map(paint).collect());
        let ids = content_ids(&painted);
        ids.into_iter().map(|id| compressed(painted.objects.remove(&id))).collect()
    };
    parts.into_par_iter().flat_map_iter(paint).collect()
}

fn compressed(content: Option<Object>) -> Stream {
    let Some(Object::Stream(mut stream)) = content else {
        unreachable!("printpdf writes one stream for each page")
    };
    compress(&mut stream);
    stream
}

/// The stream of each page, in order.
fn content_ids(lopdf: &lopdf::Document) -> Vec<ObjectId> {
    let pages = lopdf.get_pages().into_values();
    let content = |page| lopdf.get_dictionary(page).ok()?.get(b"Contents").ok()?.as_reference().ok();
    pages.filter_map(content).collect()
}

fn set_contents(lopdf: &mut lopdf::Document, contents: Vec<Stream>) {
    let ids = content_ids(lopdf);
    debug_assert_eq!(ids.len(), contents.len());
    lopdf.objects.extend(ids.into_iter().zip(contents.into_iter().map(Object::Stream)));
}

/// Writes the file with compressed streams and compressed object streams.
fn save(mut lopdf: lopdf::Document) -> Vec<u8> {
    for object in lopdf.objects.values_mut() {
        if let Object::Stream(stream) = object {
            compress(stream);
        }
    }
    let options = SaveOptions::builder()
        .use_object_streams(true)
        .use_xref_streams(true)
        .max_objects_per_stream(OBJECTS_A_STREAM)
        .compression_level(COMPRESSION)
        .build();
    let mut bytes = Vec::new();
    lopdf.save_with_options(&mut bytes, options).expect("writing to memory does not fail");
    bytes
}

/// Level 9 takes three times as long and saves one byte in a hundred.
const COMPRESSION: u32 = 6;

/// Compresses a stream where that makes it smaller.
fn compress(stream: &mut Stream) {
    if !stream.allows_compression || stream.dict.has(b"Filter") {
        return;
    }
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::new(COMPRESSION));
    let compressed = encoder.write_all(&stream.content).and_then(|()| encoder.finish());
    let compressed = compressed.expect("memory takes everything");
    if compressed.len() < stream.content.len() {
        stream.dict.set("Filter", "FlateDecode");
        stream.set_content(compressed);
    }
}

/// A stream that stays readable without a PDF reader (metadata).
fn plain_stream(dictionary: lopdf::Dictionary, content: Vec<u8>) -> Stream {
    Stream::new(dictionary, content).with_compression(false)
}
