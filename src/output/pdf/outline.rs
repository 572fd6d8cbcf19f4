//! Places that links and the outline (しおり) lead to.

use std::collections::BTreeMap;

use lopdf::{Object, ObjectId, dictionary};

use crate::layout::{Item, Page, Point};

/// Where an anchor stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    page: usize,
    at: Point,
    height_pt: f64,
}

/// All anchors by name; the first of a name counts.
pub(super) fn places(pages: &[Page]) -> BTreeMap<&str, Place> {
    let mut places = BTreeMap::new();
    for (page, content) in pages.iter().enumerate() {
        for placed in &content.items {
            if let Item::Anchor(anchor) = &placed.item {
                let place = Place { page, at: placed.at, height_pt: content.size.height_pt };
                places.entry(anchor.name.as_str()).or_insert(place);
            }
        }
    }
    places
}

impl Place {
    /// The destination: the page, scrolled so that the place is at the top.
    pub(super) fn destination(self, pages: &[ObjectId]) -> Object {
        let top = (self.height_pt - self.at.y_pt).round() as i64;
        Object::Array(vec![pages[self.page].into(), "XYZ".into(), Object::Null, top.into(), Object::Null])
    }
}

/// An entry with its number in the tree.
struct Entry {
    level: u8,
    title: String,
    destination: Object,
    id: ObjectId,
}

/// Writes the outline; `None` where no anchor wants an entry.
pub(super) fn write_outline(
    lopdf: &mut lopdf::Document,
    pages: &[Page],
    page_ids: &[ObjectId],
) -> Option<ObjectId> {
    let places = places(pages);
    let mut entries = Vec::new();
    for placed in pages.iter().flat_map(|page| &page.items) {
        let Item::Anchor(anchor) = &placed.item else { continue };
        let (Some((level, title)), Some(place)) = (&anchor.outline, places.get(anchor.name.as_str())) else {
            continue;
        };
        let destination = place.destination(page_ids);
        entries.push(Entry { level: *level, title: title.clone(), destination, id: lopdf.new_object_id() });
    }
    if entries.is_empty() {
        return None;
    }
    let root = lopdf.new_object_id();
    let (first, last, count) = write_level(lopdf, &entries, root)?;
    let outline = dictionary! { "Type" => "Outlines", "First" => first, "Last" => last, "Count" => count };
    lopdf.set_object(root, outline);
    Some(root)
}

/// Writes the entries of one level under `parent`, each followed by its own;
/// gives the first, the last and how many.
fn write_level(
    lopdf: &mut lopdf::Document,
    entries: &[Entry],
    parent: ObjectId,
) -> Option<(ObjectId, ObjectId, i64)> {
    let level = entries.first()?.level;
    let heads: Vec<usize> = (0..entries.len()).filter(|i| entries[*i].level <= level).collect();
    for (place, head) in heads.iter().enumerate() {
        let end = heads.get(place + 1).copied().unwrap_or(entries.len());
        let entry = &entries[*head];
        let mut item = dictionary! {
            "Title" => lopdf::text_string(&entry.title),
            "Parent" => parent,
            "Dest" => entry.destination.clone(),
        };
        if let Some(before) = place.checked_sub(1) {
            item.set("Prev", entries[heads[before]].id);
        }
        if let Some(after) = heads.get(place + 1) {
            item.set("Next", entries[*after].id);
        }
        if let Some((first, last, count)) = write_level(lopdf, &entries[head + 1..end], entry.id) {
            item.set("First", first);
            item.set("Last", last);
            // Negative: closed at first, so that fifty plans do not hide the chapters.
            item.set("Count", -count);
        }
        lopdf.set_object(entry.id, item);
    }
    Some((entries[*heads.first()?].id, entries[*heads.last()?].id, heads.len() as i64))
}
