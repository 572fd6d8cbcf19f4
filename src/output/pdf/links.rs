//! Areas of pages that can be clicked.

use std::collections::{BTreeSet, HashMap};
use std::io;

use lopdf::{Object, ObjectId, dictionary};

use super::file::PdfFile;
use super::outline::Places;
use crate::layout::{Item, Page, Placed, Role, Target};

/// A link that waits until all places are known.
#[derive(Debug)]
pub(super) struct Link {
    pub(super) id: ObjectId,
    page: usize,
    /// Its key in the structure.
    key: usize,
    corners: [f32; 4],
    /// What it says.
    words: Option<String>,
    target: Target,
}

/// How many links a page has.
pub(super) fn count(page: &Page) -> usize {
    page.items.iter().filter(|placed| matches!(placed.item, Item::Link { .. })).count()
}

/// A page's links with their numbers in the file and their keys in the structure.
pub(super) fn links(number: usize, page: &Page, ids: &[ObjectId], keys: &[usize]) -> Vec<Link> {
    let words = if ids.is_empty() { HashMap::new() } else { words_of_links(page) };
    let found = page.items.iter().filter_map(|placed| match &placed.item {
        Item::Link { size, target } => Some((placed, size, target)),
        _ => None,
    });
    let link = |((placed, size, target), (id, key)): ((&Placed, _, &Target), (&ObjectId, &usize))| {
        let size: &crate::layout::Size = size;
        let (left, top) = (placed.at.x_pt, page.size.height_pt - placed.at.y_pt);
        let corners = [left, top - size.height_pt, left + size.width_pt, top];
        Link {
            id: *id,
            page: number,
            key: *key,
            corners: corners.map(|c| ((c * 100.0).round() / 100.0) as f32),
            words: placed.tag.as_ref().and_then(|tag| words.get(&tag.identity()).cloned()),
            target: target.clone(),
        }
    };
    found.zip(ids.iter().zip(keys)).map(link).collect()
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

/// Those that lead to a place that no page has: they are not written.
pub(super) fn dead(links: &[Link], places: &Places) -> BTreeSet<ObjectId> {
    let leads_nowhere = |link: &&Link| match &link.target {
        Target::Anchor(name) => places.get(name).is_none(),
        Target::Uri(_) => false,
    };
    links.iter().filter(leads_nowhere).map(|link| link.id).collect()
}

/// Writes all links but the dead.
pub(super) fn write(
    file: &mut PdfFile<'_>,
    links: Vec<Link>,
    places: &Places,
    pages: &[ObjectId],
) -> io::Result<()> {
    for link in links {
        let mut annotation = dictionary! {
            "Type" => "Annot",
            "Subtype" => "Link",
            "Rect" => link.corners.into_iter().map(Object::Real).collect::<Vec<_>>(),
            "Border" => vec![0.into(), 0.into(), 0.into()],
            "P" => pages[link.page],
            "F" => 4,
            "StructParent" => link.key as i64,
        };
        if let Some(words) = &link.words {
            annotation.set("Contents", lopdf::text_string(words));
        }
        match &link.target {
            Target::Anchor(name) => {
                let Some(place) = places.get(name) else { continue };
                annotation.set("Dest", place.destination(pages));
            }
            Target::Uri(uri) => {
                let uri = Object::string_literal(percent_encoded(uri));
                annotation.set("A", dictionary! { "S" => "URI", "URI" => uri });
            }
        }
        file.put(link.id, annotation)?;
    }
    Ok(())
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
