//! Places that links and the outline (しおり) lead to.

use std::collections::BTreeMap;
use std::io;

use lopdf::{Object, ObjectId, dictionary};

use super::file::PdfFile;
use crate::layout::{Item, Page, Point};

/// Where an anchor stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    page: usize,
    at: Point,
    height_pt: f64,
}

impl Place {
    /// The destination: the page, scrolled so that the place is at the top.
    pub(super) fn destination(self, pages: &[ObjectId]) -> Object {
        let top = (self.height_pt - self.at.y_pt).round() as i64;
        Object::Array(vec![pages[self.page].into(), "XYZ".into(), Object::Null, top.into(), Object::Null])
    }
}

/// All anchors, and which of them want an entry in the outline.
#[derive(Debug, Default)]
pub(super) struct Places {
    /// By name; the first of a name counts.
    by_name: BTreeMap<String, Place>,
    /// Level, title and name, in reading order.
    wanted: Vec<(u8, String, String)>,
}

impl Places {
    pub(super) fn add_page(&mut self, number: usize, page: &Page) {
        for placed in &page.items {
            let Item::Anchor(anchor) = &placed.item else { continue };
            let place = Place { page: number, at: placed.at, height_pt: page.size.height_pt };
            self.by_name.entry(anchor.name.clone()).or_insert(place);
            if let Some((level, title)) = &anchor.outline {
                self.wanted.push((*level, title.clone(), anchor.name.clone()));
            }
        }
    }

    pub(super) fn get(&self, name: &str) -> Option<Place> {
        self.by_name.get(name).copied()
    }

    /// Writes the outline; `None` where no anchor wants an entry.
    pub(super) fn write_outline(
        self,
        file: &mut PdfFile<'_>,
        pages: &[ObjectId],
    ) -> io::Result<Option<ObjectId>> {
        let mut entries = Vec::new();
        for (level, title, name) in self.wanted {
            let Some(place) = self.by_name.get(&name) else { continue };
            entries.push(Entry { level, title, destination: place.destination(pages), id: file.reserve() });
        }
        if entries.is_empty() {
            return Ok(None);
        }
        let root = file.reserve();
        let (first, last, count) = write_level(file, &entries, root)?;
        let outline =
            dictionary! { "Type" => "Outlines", "First" => first, "Last" => last, "Count" => count };
        file.put(root, outline)?;
        Ok(Some(root))
    }
}

/// An entry with its number in the file.
struct Entry {
    level: u8,
    title: String,
    destination: Object,
    id: ObjectId,
}

/// Writes the entries of one level (there is at least one) under `parent`, each
/// followed by its own; gives the first, the last and how many.
fn write_level(
    file: &mut PdfFile<'_>,
    entries: &[Entry],
    parent: ObjectId,
) -> io::Result<(ObjectId, ObjectId, i64)> {
    let level = entries[0].level;
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
        let own = &entries[head + 1..end];
        if !own.is_empty() {
            let (first, last, count) = write_level(file, own, entry.id)?;
            item.set("First", first);
            item.set("Last", last);
            // Negative: closed at first, so that fifty plans do not hide the chapters.
            item.set("Count", -count);
        }
        file.put(entry.id, item)?;
    }
    let last = heads[heads.len() - 1];
    Ok((entries[0].id, entries[last].id, heads.len() as i64))
}
