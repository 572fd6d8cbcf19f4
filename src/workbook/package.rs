//! The zip around a workbook: its parts under guard, and what leads from one
//! part to another.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::archive::{MAX_ENTRIES, part_name};
use super::unreadable::Unreadable;
use super::xml::{Node, Xml, attribute, local_name};

/// A workbook's zip.
pub(super) struct Package<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    /// Entries by lower-case name.
    entries: BTreeMap<String, usize>,
    /// Bytes of XML that may still be read; a part that is read twice counts twice.
    left: u64,
}

impl<'a> Package<'a> {
    /// Opens the zip after a look at what it declares; `most` bytes of parts are allowed.
    pub(super) fn open(bytes: &'a [u8], most: u64) -> Result<Self, Unreadable> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Unreadable::Damaged)?;
        if zip.len() > MAX_ENTRIES {
            return Err(Unreadable::TooMany("ファイル内の部品"));
        }
        let mut entries = BTreeMap::new();
        let mut declared = 0_u64;
        for index in 0..zip.len() {
            let entry = zip.by_index_data(index).map_err(|_| Unreadable::Damaged)?;
            if entry.encrypted() {
                return Err(Unreadable::Password);
            }
            let name = part_name(entry.name_raw());
            // Pictures are never unpacked.
            if !name.contains("/media/") {
                declared = declared.saturating_add(entry.size());
            }
            if entries.insert(name, index).is_some() {
                return Err(Unreadable::Suspicious("同じ名前の部品"));
            }
        }
        if zip.has_duplicate_names() {
            return Err(Unreadable::Suspicious("同じ名前の部品"));
        }
        if declared > most {
            return Err(Unreadable::TooLarge);
        }
        Ok(Self { zip, entries, left: most })
    }

    /// Whether there is a part of this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.entries.contains_key(&name.to_lowercase())
    }

    /// The names of all parts, in lower case.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.entries.keys().map(String::as_str)
    }

    /// A part's text; `None` where there is no such part.
    pub(super) fn text(&mut self, name: &str) -> Result<Option<String>, Unreadable> {
        self.bytes(name)?.map(decode).transpose()
    }

    /// A part's bytes; `None` where there is no such part.
    pub(super) fn bytes(&mut self, name: &str) -> Result<Option<Vec<u8>>, Unreadable> {
        let Some(&index) = self.entries.get(&name.to_lowercase()) else { return Ok(None) };
        let mut entry = self.zip.by_index(index).map_err(|_| Unreadable::Damaged)?;
        if entry.size() > self.left {
            return Err(Unreadable::TooLarge);
        }
        let mut bytes = Vec::with_capacity(usize::try_from(entry.size()).unwrap_or(0));
        entry.by_ref().take(self.left + 1).read_to_end(&mut bytes).map_err(|_| Unreadable::Damaged)?;
        self.left = self.left.checked_sub(bytes.len() as u64).ok_or(Unreadable::TooLarge)?;
        Ok(Some(bytes))
    }

    /// Where a part leads to, by the identifiers it uses.
    pub(super) fn relations(&mut self, part: &str) -> Result<Vec<Relation>, Unreadable> {
        let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
        let slash = if folder.is_empty() { "" } else { "/" };
        let Some(text) = self.text(&format!("{folder}{slash}_rels/{file}.rels"))? else {
            return Ok(Vec::new());
        };
        let mut xml = Xml::new(&text);
        let mut relations = Vec::new();
        loop {
            match xml.next()? {
                Node::Start(e) if local_name(&e) == "Relationship" => {
                    let external = attribute(&e, "TargetMode")?.is_some_and(|m| m == "External");
                    let (id, kind, target) =
                        (attribute(&e, "Id")?, attribute(&e, "Type")?, attribute(&e, "Target")?);
                    if let (Some(id), Some(kind), Some(target), false) = (id, kind, target, external) {
                        let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
                        relations.push(Relation {
                            id: id.into_owned(),
                            kind,
                            target: resolve(folder, &target),
                        });
                    }
                }
                Node::Eof => return Ok(relations),
                _ => {}
            }
        }
    }
}

/// A way from one part to another.
#[derive(Debug)]
pub(super) struct Relation {
    /// As the part that leads there names it.
    pub(super) id: String,
    /// The end of its type: `worksheet`, `drawing`, `comments`.
    pub(super) kind: String,
    /// The other part's name.
    pub(super) target: String,
}

/// A target as a part's name: `../drawings/drawing1.xml` from `xl/worksheets`.
fn resolve(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let mut path: Vec<&str> = if target.starts_with('/') { Vec::new() } else { folder.split('/').collect() };
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                path.pop();
            }
            name => path.push(name),
        }
    }
    path.retain(|step| !step.is_empty());
    path.join("/")
}

/// XML as text: UTF-8, or UTF-16 where the mark at its start says so.
fn decode(bytes: Vec<u8>) -> Result<String, Unreadable> {
    match encoding_rs::Encoding::for_bom(&bytes) {
        None => String::from_utf8(bytes).map_err(|_| Unreadable::Damaged),
        Some((encoding, _)) => {
            let (text, _, wrong) = encoding.decode(&bytes);
            if wrong { Err(Unreadable::Damaged) } else { Ok(text.into_owned()) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_lead_from_the_part_that_names_them() {
        assert_eq!(resolve("xl/worksheets", "../drawings/drawing1.xml"), "xl/drawings/drawing1.xml");
        assert_eq!(resolve("xl", "worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(resolve("xl", "/xl/worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(resolve("", "xl/workbook.xml"), "xl/workbook.xml");
        assert_eq!(resolve("xl", "../../../etc/passwd"), "etc/passwd");
    }
}
