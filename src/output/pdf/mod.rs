//! Finished pages → a PDF. The only room that names printpdf and lopdf.
//!
//! printpdf writes the drawing operations and embeds the fonts, each face cut
//! down once to what the document uses; outline, tags, links, page labels and
//! metadata are set around them. A page is painted as soon as it stands and
//! given up: what is kept of it are links, tags and the name of its contents.
//! Same pages, same bytes: there is no date, and the file's identifier is a
//! checksum of what it holds. Nothing is decided here: every item is painted
//! where it stands.

mod advances;
mod element;
mod file;
mod finish;
#[cfg(test)]
mod font_tests;
mod fonts;
mod links;
mod outline;
mod paint;
mod press;
mod structure;
#[cfg(test)]
mod tests;

use std::cell::RefCell;
use std::io::{self, Write};

use flate2::{Compress, Compression, FlushCompress, Status};
use lopdf::Stream;

use self::press::Press;
use crate::layout::{Page, PageNumbers};

/// What a document says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Properties {
    /// Shown in the viewer's title bar, `令和５年度評価報告書`.
    pub title: String,
    /// The city.
    pub author: String,
    /// What it is about; may be empty.
    pub subject: String,
}

/// Takes a page from the first to the last.
pub type TakePage<'a> = &'a mut dyn FnMut(Page);

/// Prints a tagged PDF 1.7 with outline, page labels and embedded font subsets,
/// page by page as `make` gives them; the numbers of pages that were not known
/// yet come at the end.
pub fn print_pdf(
    out: &mut dyn Write,
    properties: &Properties,
    make: impl FnOnce(TakePage<'_>) -> PageNumbers,
) -> io::Result<()> {
    let mut press = Press::begin(out)?;
    let mut failed = None;
    let numbers = make(&mut |page| {
        if failed.is_none() {
            failed = press.add(page).err();
        }
    });
    failed.map_or(Ok(()), Err)?;
    press.finish(properties, &numbers)
}

/// The same of pages that stand already, in memory.
pub fn write_pdf(properties: &Properties, pages: Vec<Page>) -> Vec<u8> {
    let mut bytes = Vec::new();
    let printed = print_pdf(&mut bytes, properties, |take| {
        pages.into_iter().for_each(take);
        PageNumbers::default()
    });
    printed.expect("memory takes everything");
    bytes
}

/// Levels above take two to three times as long and save a few bytes in a hundred.
const COMPRESSION: u32 = 4;

thread_local! {
    /// Making one ready takes longer than to compress most objects.
    static COMPRESSOR: RefCell<Compress> = RefCell::new(Compress::new(Compression::new(COMPRESSION), true));
}

fn compressed(compressor: &mut Compress, content: &[u8]) -> Vec<u8> {
    compressor.reset();
    let mut out = Vec::with_capacity(content.len() / 2 + 64);
    let mut taken = 0;
    loop {
        let status = compressor.compress_vec(&content[taken..], &mut out, FlushCompress::Finish);
        if matches!(status.expect("a fresh compressor takes everything"), Status::StreamEnd) {
            return out;
        }
        taken = usize::try_from(compressor.total_in()).expect("it has taken a part of what is in memory");
        out.reserve(content.len() / 4 + 64);
    }
}

/// Compresses a stream where that makes it smaller.
fn compress(stream: &mut Stream) {
    if !stream.allows_compression || stream.dict.has(b"Filter") {
        return;
    }
    let compressed = COMPRESSOR.with_borrow_mut(|compressor| compressed(compressor, &stream.content));
    if compressed.len() < stream.content.len() {
        stream.dict.set("Filter", "FlateDecode");
        stream.set_content(compressed);
    }
}
