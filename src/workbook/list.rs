//! What departments sent: the files of 提出/, those inside zip files too.

use std::fs::{self, File};
use std::io::{Cursor, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use unicode_normalization::UnicodeNormalization;
use zip::ZipArchive;

use super::archive::{self, MAX_ENTRIES};
use super::read::is_named_workbook;
use super::sniff::{FileKind, sniff};
use super::unreadable::Unreadable;
use crate::error::{Error, Result};

/// The folder that departments' files lie in.
pub const SUBMISSIONS: &str = "提出";

/// Folders in folders that are looked into.
const MAX_DEPTH: usize = 16;
/// Zip files in zip files that are looked into.
const MAX_ZIP_DEPTH: usize = 2;
/// The largest zip file, and the largest file in one.
const MAX_ZIP_BYTES: u64 = 200 << 20;
const MAX_INNER_BYTES: u64 = 20 << 20;

/// A file that a department sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Submission {
    /// Relative to the year folder, with `/`, NFC; for a file in a zip
    /// `提出/a.zip/inner.xlsx`.
    pub path: Arc<str>,
    /// Where its bytes are.
    pub source: Source,
}

/// Where the bytes of a submission are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The file on the disk, or the zip that holds it.
    pub(super) file: PathBuf,
    /// Position in that zip, then in the zip inside it; empty for a file on the disk.
    pub(super) inside: Vec<usize>,
    /// Known before it is read: it is a zip that cannot be looked into.
    pub(super) refused: Option<Unreadable>,
}

impl Submission {
    /// A single file that lies anywhere, called `path` in findings.
    pub fn of_file(file: &Path, path: &str) -> Self {
        let source = Source { file: file.to_path_buf(), inside: Vec::new(), refused: None };
        Self { path: path.nfc().collect::<String>().into(), source }
    }

    /// The file's bytes; `None` where they cannot be read.
    pub fn bytes(&self) -> Option<Vec<u8>> {
        self.source.read(MAX_INNER_BYTES).ok()
    }
}

/// Lists the files of `YEAR/提出` with its sub-folders, sorted by path. Zip
/// files count as folders. Links are listed and not followed.
///
/// # Errors
/// If 提出 does not exist or cannot be listed.
pub fn list_submissions(year_dir: &Path) -> Result<Vec<Submission>> {
    let folder = year_dir.join(SUBMISSIONS);
    let mut found = Vec::new();
    walk(&folder, SUBMISSIONS, 0, &mut found)?;
    found.sort_by(|a, b| (&a.path, &a.source.inside).cmp(&(&b.path, &b.source.inside)));
    Ok(found)
}

/// Lists the files of any folder in the same way, by their path inside it.
///
/// # Errors
/// If the folder does not exist or cannot be listed.
pub fn list_folder(folder: &Path) -> Result<Vec<Submission>> {
    let name = folder.file_name().map_or_else(|| ".".to_owned(), |name| name.to_string_lossy().into_owned());
    let mut found = Vec::new();
    walk(folder, &name, 0, &mut found)?;
    found.sort_by(|a, b| (&a.path, &a.source.inside).cmp(&(&b.path, &b.source.inside)));
    Ok(found)
}

/// Lists a folder. Only the outermost one must be there; what cannot be looked
/// into below it is listed as such, and the rest is read.
fn walk(folder: &Path, path: &str, depth: usize, found: &mut Vec<Submission>) -> Result<()> {
    const TRIED: &str = "提出フォルダーの一覧を取得できません";
    let source = |file: &Path| Source { file: file.to_path_buf(), inside: Vec::new(), refused: None };
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if depth == 0 => return Err(Error::io(folder, TRIED, &error)),
        Err(error) => {
            refuse(path, source(folder), Unreadable::disk(&error), found);
            return Ok(());
        }
    };
    for entry in entries {
        let entry = entry.map_err(|e| Error::io(folder, TRIED, &e))?;
        let file = entry.path();
        let name: String = entry.file_name().to_string_lossy().nfc().collect();
        let path = format!("{path}/{name}");
        let kind = match entry.file_type() {
            Ok(kind) => kind,
            Err(error) => {
                refuse(&path, source(&file), Unreadable::disk(&error), found);
                continue;
            }
        };
        // Junctions of Windows too; OneDrive's folders lead nowhere else and are none.
        if kind.is_symlink() {
            refuse(&path, source(&file), Unreadable::Link, found);
        } else if kind.is_dir() && !name.starts_with('.') && name != "__MACOSX" {
            if depth >= MAX_DEPTH {
                refuse(&path, source(&file), Unreadable::FolderTooDeep, found);
            } else {
                walk(&file, &path, depth + 1, found)?;
            }
        } else if kind.is_file() {
            list_file(file, &path, found);
        }
    }
    Ok(())
}

/// A file on the disk: itself, or what it holds where it is a zip of files.
fn list_file(file: PathBuf, path: &str, found: &mut Vec<Submission>) {
    // What is named as a workbook is one, however much of it is missing.
    let is_archive = !is_named_workbook(path)
        && File::open(&file).is_ok_and(|mut reader| {
            let mut head = [0; 4];
            let is_zip = reader.read_exact(&mut head).is_ok() && head.starts_with(b"PK");
            is_zip
                && reader.seek(SeekFrom::Start(0)).is_ok()
                && sniff(&head, &mut reader) == FileKind::Archive
        });
    let source = Source { file, inside: Vec::new(), refused: None };
    if !is_archive {
        found.push(Submission { path: path.into(), source });
        return;
    }
    let size = fs::metadata(&source.file).map_or(0, |m| m.len());
    if size > MAX_ZIP_BYTES {
        refuse(path, source, Unreadable::TooLarge, found);
        return;
    }
    match fs::read(&source.file) {
        Ok(bytes) => list_zip(&bytes, path, source, found),
        Err(error) => refuse(path, source, Unreadable::disk(&error), found),
    }
}

fn refuse(path: &str, source: Source, why: Unreadable, found: &mut Vec<Submission>) {
    found.push(Submission { path: path.into(), source: Source { refused: Some(why), ..source } });
}

/// The files in the zip `bytes`, which `zip_source` leads to.
fn list_zip(bytes: &[u8], path: &str, zip_source: Source, found: &mut Vec<Submission>) {
    let before = found.len();
    let Ok(zip) = ZipArchive::new(Cursor::new(bytes)) else {
        refuse(path, zip_source, Unreadable::Damaged, found);
        return;
    };
    if zip.len() > MAX_ENTRIES {
        refuse(path, zip_source, Unreadable::TooMany("zipの中のファイル"), found);
        return;
    }
    let mut locked = false;
    for index in 0..zip.len() {
        let Ok(entry) = zip.by_index_data(index) else { continue };
        let Some(name) = inner_path(&archive::decode_name(entry.name_raw())) else { continue };
        if entry.is_dir() || entry.is_symlink() {
            continue;
        }
        if entry.encrypted() {
            locked = true;
            continue;
        }
        let mut source = zip_source.clone();
        source.inside.push(index);
        list_inner(bytes, &format!("{path}/{name}"), index, source, found);
    }
    if locked {
        refuse(path, zip_source, Unreadable::Password, found);
    } else if found.len() == before {
        refuse(path, zip_source, Unreadable::EmptyArchive, found);
    }
}

/// A file in a zip: itself, or what it holds where it is a zip again.
fn list_inner(bytes: &[u8], path: &str, index: usize, source: Source, found: &mut Vec<Submission>) {
    let may_be_zip = Path::new(path).extension().is_some_and(|e| e.eq_ignore_ascii_case("zip"));
    if may_be_zip && let Ok(content) = archive::read_entry(bytes, index, MAX_INNER_BYTES) {
        let head = &content[..content.len().min(4096)];
        if sniff(head, Cursor::new(&content[..])) == FileKind::Archive {
            if source.inside.len() >= MAX_ZIP_DEPTH {
                refuse(path, source, Unreadable::NestedTooDeep, found);
            } else {
                list_zip(&content, path, source, found);
            }
            return;
        }
    }
    found.push(Submission { path: path.into(), source });
}

/// An entry's name as a path below its zip, NFC; `None` for one that says
/// nothing. Names that lead out (`..`, `C:`) lose those parts: nothing is ever
/// written under them, but they are printed.
fn inner_path(name: &str) -> Option<String> {
    let parts: Vec<String> = name
        .split(['/', '\\'])
        .filter(|p| !p.is_empty() && *p != "." && *p != ".." && !p.ends_with(':'))
        .map(|p| p.nfc().filter(|c| !c.is_control()).collect())
        .collect();
    let hidden = parts.iter().rev().skip(1).any(|p: &String| p.starts_with('.') || p == "__MACOSX");
    (!parts.is_empty() && !hidden).then(|| parts.join("/"))
}

impl Source {
    /// Reads the bytes, at most `limit` of them.
    pub(super) fn read(&self, limit: u64) -> Result<Vec<u8>, Unreadable> {
        let disk = |e: std::io::Error| Unreadable::disk(&e);
        let mut file = File::open(&self.file).map_err(disk)?;
        let limit_here = if self.inside.is_empty() { limit } else { MAX_ZIP_BYTES };
        let mut bytes = Vec::new();
        file.by_ref().take(limit_here + 1).read_to_end(&mut bytes).map_err(disk)?;
        if bytes.len() as u64 > limit_here {
            return Err(Unreadable::TooLarge);
        }
        for &index in &self.inside {
            bytes = archive::read_entry(&bytes, index, limit)?;
        }
        Ok(bytes)
    }
}
