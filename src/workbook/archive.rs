//! Zip files: what they hold, by which names, and their entries' bytes.

use std::io::{Cursor, Read, Seek};

use encoding_rs::SHIFT_JIS;
use zip::ZipArchive;

use super::sniff::FileKind;
use super::unreadable::Unreadable;

/// Entries that a zip may have.
pub(super) const MAX_ENTRIES: usize = 2_000;

/// What a zip is: a workbook, another document, or files in a folder.
pub(super) fn kind_of_zip<R: Read + Seek>(reader: R) -> FileKind {
    let Ok(mut zip) = ZipArchive::new(reader) else { return FileKind::BrokenZip };
    let names: Vec<String> = (0..zip.len().min(MAX_ENTRIES))
        .filter_map(|i| zip.by_index_data(i).ok().map(|e| part_name(e.name_raw())))
        .collect();
    let has = |name: &str| names.iter().any(|n| n == name);
    let under = |folder: &str| names.iter().any(|n| n.starts_with(folder));
    if has("mimetype") {
        let kind = zip.by_name("mimetype").ok().and_then(|mut entry| {
            let mut text = String::new();
            entry.by_ref().take(200).read_to_string(&mut text).ok().map(|_| text)
        });
        match kind.as_deref().map(str::trim) {
            Some(t) if t.starts_with("application/vnd.oasis.opendocument.spreadsheet") => {
                return FileKind::Ods;
            }
            Some(t) if t.starts_with("application/vnd.oasis.opendocument.text") => {
                return FileKind::Other("文書（OpenDocument）");
            }
            Some(t) if t.starts_with("application/vnd.oasis.opendocument") => {
                return FileKind::Other("OpenDocumentのファイル");
            }
            _ => {}
        }
    }
    if has("[content_types].xml") || has("_rels/.rels") {
        return if has("xl/workbook.bin") {
            FileKind::Xlsb
        } else if under("word/") {
            FileKind::Other("Word文書")
        } else if under("ppt/") {
            FileKind::Other("PowerPoint文書")
        } else {
            FileKind::Xlsx
        };
    }
    // An OpenDocument file whose first entry another program left away.
    if has("content.xml") && has("meta-inf/manifest.xml") { FileKind::Ods } else { FileKind::Archive }
}

/// The name under which a part of a document is looked up: lower case, `/`.
pub(super) fn part_name(raw: &[u8]) -> String {
    let name = decode_name(raw).replace('\\', "/").to_lowercase();
    name.strip_prefix('/').map_or(name.clone(), str::to_owned)
}

/// An entry's name. Windows writes CP932 without saying so; UTF-8 is told by
/// being valid, because macOS does not set the flag either.
pub(super) fn decode_name(raw: &[u8]) -> String {
    match std::str::from_utf8(raw) {
        Ok(name) => name.to_owned(),
        Err(_) => SHIFT_JIS.decode(raw).0.into_owned(),
    }
}

/// An entry's bytes, at most `limit` of them.
pub(super) fn read_entry(bytes: &[u8], index: usize, limit: u64) -> Result<Vec<u8>, Unreadable> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Unreadable::Damaged)?;
    if zip.by_index_data(index).is_ok_and(|e| e.encrypted()) {
        return Err(Unreadable::Password);
    }
    let mut entry = zip.by_index(index).map_err(|_| Unreadable::Damaged)?;
    let mut content = Vec::new();
    entry.by_ref().take(limit + 1).read_to_end(&mut content).map_err(|_| Unreadable::Damaged)?;
    if content.len() as u64 > limit { Err(Unreadable::TooLarge) } else { Ok(content) }
}
