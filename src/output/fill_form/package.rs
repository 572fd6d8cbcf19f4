//! The .xlsx container around a sheet.

use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::xml::{What, attribute, name, tags};

/// An opened form.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
}

impl<'a> Package<'a> {
    /// Opens the bytes of a workbook; `None` where they are not one.
    pub(super) fn open(bytes: &'a [u8]) -> Option<Self> {
        Some(Self { archive: ZipArchive::new(Cursor::new(bytes)).ok()? })
    }

    /// A part as text; `None` where it is missing or not in UTF-8.
    pub(super) fn text(&mut self, part: &str) -> Option<String> {
        let mut text = String::new();
        self.archive.by_name(part).ok()?.read_to_string(&mut text).ok()?;
        Some(text)
    }

    /// Every part with its bytes, in order.
    pub(super) fn all(&mut self) -> Option<Vec<(String, Vec<u8>)>> {
        let mut parts = Vec::new();
        for index in 0..self.archive.len() {
            let mut entry = self.archive.by_index(index).ok()?;
            let mut bytes = Vec::new();
            entry.read_to_end(&mut bytes).ok()?;
            parts.push((entry.name().ok()?.into_owned(), bytes));
        }
        Some(parts)
    }

    /// The part that lists the sheets.
    pub(super) fn workbook_part(&mut self) -> Option<String> {
        self.target_of("_rels/.rels", "", |tag| {
            attribute(tag, "Type").is_some_and(|kind| kind.ends_with("/officeDocument"))
        })
    }

    /// The text of the workbook's only part of a kind: `/styles`, `/theme`.
    pub(super) fn related(&mut self, kind: &str) -> Option<String> {
        let workbook_part = self.workbook_part()?;
        let (folder, file) = workbook_part.rsplit_once('/').unwrap_or(("", &workbook_part));
        let relations = join(folder, &format!("_rels/{file}.rels"));
        let wanted = |tag: &quick_xml::events::BytesStart<'_>| {
            attribute(tag, "Type").is_some_and(|found| found.ends_with(kind))
        };
        let part = self.target_of(&relations, folder, wanted)?;
        self.text(&part)
    }

    /// The print areas and titles of a sheet, each with its reference.
    pub(super) fn print_names(&mut self, sheet: &str) -> Vec<(String, String)> {
        let found = self.workbook_part().and_then(|part| self.text(&part));
        found.and_then(|workbook| print_names(&workbook, sheet)).unwrap_or_default()
    }

    /// The part that holds the sheet of this name.
    pub(super) fn sheet_part(&mut self, sheet: &str) -> Option<String> {
        let workbook_part = self.workbook_part()?;
        let workbook = self.text(&workbook_part)?;
        let id = tags(&workbook)?.iter().find_map(|met| match &met.what {
            What::Start(tag) | What::Empty(tag)
                if name(tag) == "sheet" && attribute(tag, "name").as_deref() == Some(sheet) =>
            {
                let is_id =
                    |a: &quick_xml::events::attributes::Attribute<'_>| a.key.as_ref().ends_with(":id");
                let id = tag.attributes().with_checks(false).flatten().find(is_id)?;
                attribute(tag, id.key.as_ref())
            }
            _ => None,
        })?;
        let (folder, file) = workbook_part.rsplit_once('/').unwrap_or(("", &workbook_part));
        let relations = join(folder, &format!("_rels/{file}.rels"));
        self.target_of(&relations, folder, |tag| attribute(tag, "Id").as_deref() == Some(&id))
    }

    /// The part that a relation points to, relations being relative to `folder`.
    fn target_of(
        &mut self,
        relations: &str,
        folder: &str,
        wanted: impl Fn(&quick_xml::events::BytesStart<'_>) -> bool,
    ) -> Option<String> {
        let relations = self.text(relations)?;
        let target = tags(&relations)?.iter().find_map(|met| match &met.what {
            What::Start(tag) | What::Empty(tag) if name(tag) == "Relationship" && wanted(tag) => {
                attribute(tag, "Target")
            }
            _ => None,
        })?;
        Some(join(folder, &target))
    }

    /// The workbook with one part's text replaced and every other part as it is.
    pub(super) fn with_part(mut self, part: &str, text: &str) -> zip::result::ZipResult<Vec<u8>> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for index in 0..self.archive.len() {
            let entry = self.archive.by_index_raw(index)?;
            if entry.name()? != part {
                writer.raw_copy_file(entry)?;
                continue;
            }
            let mut options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
            if let Some(time) = entry.last_modified() {
                options = options.last_modified_time(time);
            }
            drop(entry);
            writer.start_file(part, options)?;
            writer.write_all(text.as_bytes())?;
        }
        Ok(writer.finish()?.into_inner())
    }
}

/// A workbook of these parts.
pub(super) fn packed(parts: Vec<(String, Vec<u8>)>) -> zip::result::ZipResult<Vec<u8>> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    // One time for all, so that equal input gives equal bytes.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(zip::DateTime::default());
    for (name, bytes) in parts {
        writer.start_file(name, options)?;
        writer.write_all(&bytes)?;
    }
    Ok(writer.finish()?.into_inner())
}

fn print_names(workbook: &str, sheet: &str) -> Option<Vec<(String, String)>> {
    let (mut number, mut wanted) = (0, None);
    let mut open: Option<(String, usize)> = None;
    let mut names = Vec::new();
    for met in tags(workbook)? {
        match &met.what {
            What::Start(tag) | What::Empty(tag) if name(tag) == "sheet" => {
                if attribute(tag, "name").as_deref() == Some(sheet) {
                    wanted = Some(number);
                }
                number += 1;
            }
            What::Start(tag) if name(tag) == "definedName" => {
                let own = attribute(tag, "localSheetId").and_then(|id| id.parse().ok()) == wanted;
                let print = ["_xlnm.Print_Area", "_xlnm.Print_Titles"];
                let found = attribute(tag, "name").filter(|name| own && print.contains(&name.as_str()));
                open = found.map(|name| (name, met.range.end));
            }
            What::End(end) if end == "definedName" => {
                if let Some((name, start)) = open.take() {
                    let reference = quick_xml::escape::unescape(&workbook[start..met.range.start]).ok()?;
                    names.push((name, reference.into_owned()));
                }
            }
            _ => {}
        }
    }
    Some(names)
}

/// A relation's target as the name of a part.
pub(super) fn join(folder: &str, target: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    if !target.starts_with('/') {
        parts.extend(folder.split('/').filter(|p| !p.is_empty()));
    }
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            step => parts.push(step),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relations_are_relative_to_their_folder_or_to_the_root() {
        assert_eq!(join("xl", "worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(join("xl", "/xl/worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(join("xl/worksheets", "../drawings/d.xml"), "xl/drawings/d.xml");
        assert_eq!(join("", "xl/workbook.xml"), "xl/workbook.xml");
    }
}
