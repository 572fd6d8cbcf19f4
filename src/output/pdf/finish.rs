//! What printpdf does not write: links, tags, labels, metadata.

use std::collections::HashMap;

use lopdf::{Dictionary, Object, ObjectId, StringFormat, dictionary};
use sha2::{Digest, Sha256};

use super::outline::{places, write_outline};
use super::structure::Structure;
use super::{Document, plain_stream};
use crate::layout::{Item, Page, Role, Target};

/// The program's name in the file.
const PRODUCER: &str = concat!("gyokaku ", env!("CARGO_PKG_VERSION"));

/// Everything but what is painted on the pages.
pub(super) fn finish(lopdf: &mut lopdf::Document, document: &Document, structure: &Structure) {
    lopdf.version = "1.7".to_owned();
    let pages: Vec<ObjectId> = lopdf.get_pages().into_values().collect();
    let links = write_links(lopdf, &document.pages, &pages);
    finish_pages(lopdf, &document.pages, &pages, &links);
    let tree = structure.write(lopdf, &pages, &links);
    let outline = write_outline(lopdf, &document.pages, &pages);
    let metadata = lopdf.add_object(plain_stream(
        dictionary! { "Type" => "Metadata", "Subtype" => "XML" },
        xmp(document).into_bytes(),
    ));
    let labels = page_labels(&document.pages);
    if let Ok(catalog) = lopdf.catalog_mut() {
        catalog.set("StructTreeRoot", tree);
        catalog.set("MarkInfo", dictionary! { "Marked" => true });
        catalog.set("Lang", Object::string_literal("ja-JP"));
        catalog.set("Metadata", metadata);
        catalog.set("PageLabels", labels);
        catalog.set("ViewerPreferences", viewer_preferences());
        if let Some(outline) = outline {
            catalog.set("Outlines", outline);
            catalog.set("PageMode", Object::Name(b"UseOutlines".to_vec()));
        }
    }
    write_info(lopdf, document);
}

/// The file's identifier, when all is in it.
pub(super) fn identify(lopdf: &mut lopdf::Document) {
    let id = Object::String(checksum(lopdf), StringFormat::Hexadecimal);
    lopdf.trailer.set("ID", vec![id.clone(), id]);
}

/// The title in the title bar; printed in its own size and bound at the long edge.
fn viewer_preferences() -> Dictionary {
    dictionary! {
        "DisplayDocTitle" => true,
        "PrintScaling" => "None",
        "Duplex" => "DuplexFlipLongEdge",
    }
}

/// Link annotations by page and item.
fn write_links(
    lopdf: &mut lopdf::Document,
    pages: &[Page],
    ids: &[ObjectId],
) -> HashMap<(usize, usize), ObjectId> {
    let places = places(pages);
    let mut links = HashMap::new();
    for (number, page) in pages.iter().enumerate() {
        let words = words_of_links(page);
        for (index, placed) in page.items.iter().enumerate() {
            let Item::Link { size, target } = &placed.item else { continue };
            let (left, top) = (placed.at.x_pt, page.size.height_pt - placed.at.y_pt);
            let corners = [left, top - size.height_pt, left + size.width_pt, top];
            let rect: Vec<Object> =
                corners.iter().map(|c| Object::Real(((c * 100.0).round() / 100.0) as f32)).collect();
            let mut link = dictionary! {
                "Type" => "Annot",
                "Subtype" => "Link",
                "Rect" => rect,
                "Border" => vec![0.into(), 0.into(), 0.into()],
                "P" => ids[number],
                "F" => 4,
            };
            let text = placed.tag.as_ref().and_then(|tag| words.get(&tag.identity()));
            if let Some(text) = text {
                link.set("Contents", lopdf::text_string(text));
            }
            match target {
                Target::Anchor(name) => {
                    let Some(place) = places.get(name.as_str()) else { continue };
                    link.set("Dest", place.destination(ids));
                }
                Target::Uri(uri) => {
                    let uri = Object::string_literal(percent_encoded(uri));
                    link.set("A", dictionary! { "S" => "URI", "URI" => uri });
                }
            }
            links.insert((number, index), lopdf.add_object(link));
        }
    }
    links
}

/// What a page's links say, by their tags: read aloud where a link is met outside its text.
fn words_of_links(page: &Page) -> HashMap<usize, String> {
    let mut words: HashMap<usize, String> = HashMap::new();
    for placed in &page.items {
        let (Item::Text(run), Some(tag)) = (&placed.item, &placed.tag) else { continue };
        if !matches!(tag.role(), Role::Link) {
            continue;
        }
        let text = words.entry(tag.identity()).or_default();
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(run.text.trim());
    }
    words
}

/// Everything beyond ASCII and spaces as %XX, since a URI in a PDF is ASCII.
fn percent_encoded(uri: &str) -> String {
    let mut encoded = String::new();
    for byte in uri.bytes() {
        if byte.is_ascii_graphic() {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

fn finish_pages(
    lopdf: &mut lopdf::Document,
    pages: &[Page],
    ids: &[ObjectId],
    links: &HashMap<(usize, usize), ObjectId>,
) {
    for (number, id) in ids.iter().enumerate() {
        let of_page = (0..pages[number].items.len()).filter_map(|item| links.get(&(number, item)));
        let annotations: Vec<Object> = of_page.map(|link| (*link).into()).collect();
        let Ok(page) = lopdf.get_object_mut(*id).and_then(Object::as_dict_mut) else { continue };
        page.set("StructParents", number as i64);
        page.set("Tabs", Object::Name(b"S".to_vec()));
        if annotations.is_empty() {
            page.remove(b"Annots");
        } else {
            page.set("Annots", annotations);
        }
    }
}

/// The numbers that are printed, in runs that count up.
fn page_labels(pages: &[Page]) -> Dictionary {
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
fn write_info(lopdf: &mut lopdf::Document, document: &Document) {
    let mut info = dictionary! {
        "Title" => lopdf::text_string(&document.title),
        "Author" => lopdf::text_string(&document.author),
        "Producer" => lopdf::text_string(PRODUCER),
        "Creator" => lopdf::text_string(PRODUCER),
    };
    if !document.subject.is_empty() {
        info.set("Subject", lopdf::text_string(&document.subject));
    }
    if let Ok(id) = lopdf.trailer.get(b"Info").and_then(Object::as_reference) {
        lopdf.set_object(id, info);
    }
}

fn xmp(document: &Document) -> String {
    let (title, author) = (escaped(&document.title), escaped(&document.author));
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

/// A checksum of every stream and of the file's properties.
fn checksum(lopdf: &lopdf::Document) -> Vec<u8> {
    let mut digest = Sha256::new();
    for object in lopdf.objects.values() {
        if let Object::Stream(stream) = object {
            digest.update(&stream.content);
        }
    }
    digest.finalize()[..16].to_vec()
}
