//! Pages on their way into the file.

use std::io::{self, Write};

use lopdf::{Object, ObjectId, Stream};
use printpdf::{Op, PdfDocument, PdfPage, PdfSaveOptions, Pt, Rect};
use rayon::iter::{IntoParallelIterator, ParallelIterator};

use super::file::PdfFile;
use super::fonts::Faces;
use super::links::{self, Link};
use super::outline::Places;
use super::structure::{Marked, Structure};
use super::{Properties, compress, finish, paint};
use crate::layout::{Item, Page, PageNumbers, Size};

/// Pages that are painted side by side: their drawing operations take ten
/// times as much room in memory as in the file.
const PAGES_AT_ONCE: usize = 16;

/// A page that is marked and not painted yet.
struct Unpainted {
    page: Page,
    number: usize,
    marked: Marked,
}

/// What is kept of a page.
pub(super) struct PageRecord {
    pub(super) id: ObjectId,
    pub(super) contents: ObjectId,
    pub(super) size: Size,
    /// The number that is printed on it.
    pub(super) label: String,
    /// Its key in the structure.
    pub(super) key: usize,
    pub(super) links: Vec<ObjectId>,
}

/// Everything that is known of the document so far.
pub(super) struct Press<'w> {
    file: PdfFile<'w>,
    faces: Faces,
    structure: Structure,
    places: Places,
    links: Vec<Link>,
    pages: Vec<PageRecord>,
    /// Pages for the next round of painting.
    next: Vec<Unpainted>,
    /// Pages that speak of pages which do not stand yet.
    waiting: Vec<Unpainted>,
}

impl<'w> Press<'w> {
    pub(super) fn begin(out: &'w mut dyn Write) -> io::Result<Self> {
        Ok(Self {
            file: PdfFile::begin(out)?,
            faces: Faces::default(),
            structure: Structure::default(),
            places: Places::default(),
            links: Vec::new(),
            pages: Vec::new(),
            next: Vec::new(),
            waiting: Vec::new(),
        })
    }

    pub(super) fn add(&mut self, page: Page) -> io::Result<()> {
        let number = self.pages.len();
        let links: Vec<ObjectId> = (0..links::count(&page)).map(|_| self.file.reserve()).collect();
        let marked = self.structure.add_page(&mut self.file, (number as u32, &page), &links);
        self.places.add_page(number, &page);
        let (id, contents) = (self.file.reserve(), self.file.reserve());
        let (size, label, key) = (page.size, page.label.clone(), marked.key);
        self.pages.push(PageRecord { id, contents, size, label, key, links });
        let waits = page.items.iter().any(|placed| matches!(placed.item, Item::PageNumber { .. }));
        let unpainted = Unpainted { page, number, marked };
        if waits {
            self.waiting.push(unpainted);
            return Ok(());
        }
        self.prepare(unpainted);
        if self.next.len() == PAGES_AT_ONCE { self.paint() } else { Ok(()) }
    }

    /// Takes from a whole page what does not come from its painting.
    fn prepare(&mut self, unpainted: Unpainted) {
        let Unpainted { page, number, marked } = &unpainted;
        self.links.extend(links::links(*number, page, &self.pages[*number].links, &marked.links));
        self.faces.add(page);
        self.next.push(unpainted);
    }

    fn paint(&mut self) -> io::Result<()> {
        let faces = &self.faces;
        let next = std::mem::take(&mut self.next);
        let painted: Vec<(usize, Stream)> = next.into_par_iter().map(|page| painted(page, faces)).collect();
        for (number, contents) in painted {
            self.file.put(self.pages[number].contents, contents)?;
        }
        self.structure.write_what_stands(&mut self.file, &self.pages)
    }

    pub(super) fn finish(mut self, properties: &Properties, numbers: &PageNumbers) -> io::Result<()> {
        for mut unpainted in std::mem::take(&mut self.waiting) {
            numbers.fill_in(&mut unpainted.page);
            self.prepare(unpainted);
        }
        self.paint()?;
        let Self { mut file, faces, structure, places, links, pages, .. } = self;
        let ids: Vec<ObjectId> = pages.iter().map(|page| page.id).collect();
        let dead = links::dead(&links, &places);
        let frame = finish::Frame::of(&mut file, properties, &faces.subsets())?;
        frame.write_pages(&mut file, &pages, &dead)?;
        links::write(&mut file, links, &places, &ids)?;
        let tree = structure.write(&mut file, &pages, &dead)?;
        let outline = places.write_outline(&mut file, &ids)?;
        frame.finish(file, properties, &pages, tree, outline)
    }
}

/// What is painted on a page, compressed.
fn painted(unpainted: Unpainted, faces: &Faces) -> (usize, Stream) {
    let Unpainted { page, number, marked } = unpainted;
    let ops = paint::operations(&page, &marked.marks, faces);
    drop((page, marked));
    let printed = printed(PdfDocument::new(""), ops);
    let mut streams = printed.objects.into_values().filter_map(|object| match object {
        Object::Stream(stream) => Some(stream),
        _ => None,
    });
    // Without fonts, the page's contents are the only one.
    let mut content = streams.next().expect("printpdf writes a stream for each page");
    compress(&mut content);
    (number, content)
}

/// The document with one page on which all this is painted.
pub(super) fn printed(mut pdf: PdfDocument, ops: Vec<Op>) -> lopdf::Document {
    let size = || Rect::from_wh(Pt(Size::A4.width_pt as f32), Pt(Size::A4.height_pt as f32));
    pdf.pages = vec![PdfPage { media_box: size(), trim_box: size(), crop_box: size(), ops }];
    // Text is painted by operations that printpdf does not look into.
    let options = PdfSaveOptions { secure: false, ..PdfSaveOptions::default() };
    pdf.to_lopdf_document(&options, &mut Vec::new())
}
