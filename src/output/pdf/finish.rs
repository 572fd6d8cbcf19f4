//! What stands around the pages: fonts, page tree, labels, metadata, catalogue.

use std::collections::BTreeSet;
use std::io;

use lopdf::{Dictionary, Object, ObjectId, Stream, dictionary};
use printpdf::{FontId, PdfDocument, PdfFont};

use super::file::PdfFile;
use super::fonts::{Subset, map_codes};
use super::press::{PageRecord, printed};
use super::{Properties, paint};

/// The program's name in the file.
const PRODUCER: &str = concat!("gyokaku ", env!("CARGO_PKG_VERSION"));

/// What printpdf says of a document: its fonts are in the file, the rest waits.
pub(super) struct Frame {
    catalog: Dictionary,
    /// The page tree.
    pages: ObjectId,
    /// Fonts, and whatever else pages name.
    resources: ObjectId,
}

impl Frame {
    /// Lets printpdf describe the characters of every face, and takes over what it says.
    pub(super) fn of(file: &mut PdfFile<'_>, properties: &Properties, faces: &[Subset]) -> io::Result<Self> {
        let mut pdf = PdfDocument::new(&properties.title);
        for face in faces {
            pdf.resources.fonts.map.insert(FontId(face.id.clone()), PdfFont::new(face.font.clone()));
        }
        let mut lopdf = printed(pdf, paint::every_character(faces));
        map_codes(&mut lopdf, faces);
        let count = lopdf.max_id as usize;
        let first = file.reserve_all(count).0;
        lopdf.renumber_objects_with(first);
        let page = lopdf.page_iter().next().expect("the document has a page");
        let of_page = lopdf.get_dictionary(page).expect("a page is a dictionary").clone();
        let link = |dictionary: &Dictionary, key: &[u8]| {
            dictionary.get(key).and_then(Object::as_reference).expect("printpdf always refers to it")
        };
        let (resources, content) = (link(&of_page, b"Resources"), link(&of_page, b"Contents"));
        let catalog_id = link(&lopdf.trailer, b"Root");
        let catalog = lopdf.get_dictionary(catalog_id).expect("a catalogue is a dictionary").clone();
        let pages = link(&catalog, b"Pages");
        let not_wanted = [page, content, catalog_id, pages, link(&lopdf.trailer, b"Info")];
        for (id, object) in std::mem::take(&mut lopdf.objects) {
            if !not_wanted.contains(&id) {
                file.put(id, object)?;
            }
        }
        Ok(Self { catalog, pages, resources })
    }

    pub(super) fn write_pages(
        &self,
        file: &mut PdfFile<'_>,
        pages: &[PageRecord],
        dead: &BTreeSet<ObjectId>,
    ) -> io::Result<()> {
        for page in pages {
            let length = |pt: f64| Object::Real(pt as f32);
            let paper = vec![0.into(), 0.into(), length(page.size.width_pt), length(page.size.height_pt)];
            let mut object = dictionary! {
                "Type" => "Page",
                "MediaBox" => paper.clone(),
                "TrimBox" => paper.clone(),
                "CropBox" => paper,
                "Parent" => self.pages,
                "Resources" => self.resources,
                "Contents" => page.contents,
                "StructParents" => page.key as i64,
                "Tabs" => Object::Name(b"S".to_vec()),
            };
            let links = page.links.iter().filter(|link| !dead.contains(link));
            let annotations: Vec<Object> = links.map(|link| (*link).into()).collect();
            if !annotations.is_empty() {
                object.set("Annots", annotations);
            }
            file.put(page.id, object)?;
        }
        let kids: Vec<Object> = pages.iter().map(|page| page.id.into()).collect();
        file.put(self.pages, dictionary! { "Type" => "Pages", "Count" => kids.len() as i64, "Kids" => kids })
    }

    /// The catalogue and the end of the file.
    pub(super) fn finish(
        self,
        mut file: PdfFile<'_>,
        properties: &Properties,
        pages: &[PageRecord],
        tree: ObjectId,
        outline: Option<ObjectId>,
    ) -> io::Result<()> {
        let mut catalog = self.catalog;
        catalog.set("StructTreeRoot", tree);
        catalog.set("MarkInfo", dictionary! { "Marked" => true });
        catalog.set("Lang", Object::string_literal("ja-JP"));
        let kind = dictionary! { "Type" => "Metadata", "Subtype" => "XML" };
        // Readable without a PDF reader.
        let metadata = Stream::new(kind, xmp(properties).into_bytes()).with_compression(false);
        catalog.set("Metadata", file.add(metadata)?);
        catalog.set("PageLabels", page_labels(pages));
        catalog.set("ViewerPreferences", viewer_preferences());
        if let Some(outline) = outline {
            catalog.set("Outlines", outline);
            catalog.set("PageMode", Object::Name(b"UseOutlines".to_vec()));
        }
        let root = file.add(catalog)?;
        let info = file.add(info(properties))?;
        file.finish(dictionary! { "Root" => root, "Info" => info })
    }
}

/// The title in the title bar; printed in its own size and bound at the long edge.
fn viewer_preferences() -> Dictionary {
    dictionary! {
        "DisplayDocTitle" => true,
        "PrintScaling" => "None",
        "Duplex" => "DuplexFlipLongEdge",
    }
}

/// The numbers that are printed, in runs that count up.
fn page_labels(pages: &[PageRecord]) -> Dictionary {
    let mut numbers: Vec<Object> = Vec::new();
    let mut expected: Option<i64> = None;
    for (index, page) in pages.iter().enumerate() {
        let number: Option<i64> = page.label.parse().ok();
        if number.is_none() || number != expected {
            let label = match number {
                Some(start) => dictionary! { "S" => "D", "St" => start },
                None => dictionary! { "P" => lopdf::text_string(&page.label) },
            };
            numbers.extend([Object::Integer(index as i64), label.into()]);
        }
        expected = number.map(|n| n + 1);
    }
    dictionary! { "Nums" => numbers }
}

/// No dates: the same report must give the same bytes tomorrow.
fn info(properties: &Properties) -> Dictionary {
    let mut info = dictionary! {
        "Title" => lopdf::text_string(&properties.title),
        "Author" => lopdf::text_string(&properties.author),
        "Producer" => lopdf::text_string(PRODUCER),
        "Creator" => lopdf::text_string(PRODUCER),
    };
    if !properties.subject.is_empty() {
        info.set("Subject", lopdf::text_string(&properties.subject));
    }
    info
}

fn xmp(properties: &Properties) -> String {
    let (title, author) = (escaped(&properties.title), escaped(&properties.author));
    format!(
        "<?xpacket begin=\"\u{FEFF}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n\
         <x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n\
         <rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n\
         <rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
         xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\">\n\
         <dc:format>application/pdf</dc:format>\n\
         <dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">{title}</rdf:li></rdf:Alt></dc:title>\n\
         <dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>\n\
         <dc:language><rdf:Bag><rdf:li>ja-JP</rdf:li></rdf:Bag></dc:language>\n\
         <xmp:CreatorTool>{PRODUCER}</xmp:CreatorTool>\n\
         <pdf:Producer>{PRODUCER}</pdf:Producer>\n\
         </rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"w\"?>"
    )
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
