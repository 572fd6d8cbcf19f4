//! A file's bytes → its workbook, or what stands in the way.

use std::fs::File;
use std::io::{self, Cursor, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use sha2::{Digest, Sha256};

use super::checks::{NOT_A_WORKBOOK, OTHER_FORMAT, UNREADABLE_FILE};
use super::limits::Opening;
use super::list::Submission;
use super::raw::{RawWorkbook, WorkbookKind};
use super::sniff::{FileKind, sniff};
use super::unreadable::Unreadable;
use super::{compound, ods, xls, xlsb, xlsx};
use crate::diag::{Finding, Staged};
use crate::error::{Error, Result};
use crate::model::{Eras, FileStatus, SubmittedFile};

/// A submission that has been read.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadFile {
    /// Path, checksum and status; its sheets are left for the caller to list.
    pub file: SubmittedFile,
    /// The workbook, where there is one.
    pub workbook: Option<RawWorkbook>,
}

/// Reads one submission. Never fails and never panics: what cannot be read is
/// a finding (F01, F02, F17), and what no person sent is skipped. `eras` are
/// those that days show themselves in.
pub fn read_submission(submission: &Submission, eras: &Eras) -> Staged<ReadFile> {
    let opening = Opening::submission(eras);
    let name = submission.path.rsplit('/').next().unwrap_or_default();
    let bytes = match &submission.source.refused {
        Some(why) => Err(why.clone()),
        None => submission.source.read(opening.bounds.file),
    };
    let sha256 = match &bytes {
        Ok(bytes) => hex(&Sha256::digest(bytes)),
        // What a link leads to is not looked at.
        Err(Unreadable::Link) => hex(&Sha256::digest([])),
        Err(_) => checksum_of_file(&submission.source.file),
    };
    let outcome = if is_by_product(name) {
        Outcome::Skipped
    } else {
        judge(name, bytes.and_then(|bytes| parse(name, &bytes, opening)))
    };
    let path = &submission.path;
    let staged = |status, workbook, findings| Staged {
        value: ReadFile {
            file: SubmittedFile { path: path.clone(), sha256, status, sheets: Vec::new() },
            workbook,
        },
        findings,
    };
    match outcome {
        Outcome::Read(workbook) => {
            let findings = format_finding(workbook.kind).map(|f| f.in_file(path)).into_iter().collect();
            staged(FileStatus::Read, Some(workbook), findings)
        }
        Outcome::Skipped => staged(FileStatus::Skipped, None, Vec::new()),
        Outcome::Other(kind) => {
            let message = format!("Excel以外のファイルです（{name}、{kind}）");
            let finding = Finding::new(&NOT_A_WORKBOOK, message).in_file(path).found(kind);
            staged(FileStatus::Skipped, None, vec![finding])
        }
        Outcome::Stub => {
            let message = format!("中身のないファイルです（{name}、0バイト）");
            let finding = Finding::new(&NOT_A_WORKBOOK, message).in_file(path).fix(
                "提出されたシートであれば、もう一度提出を依頼してください。不要であれば削除してください",
            );
            staged(FileStatus::Skipped, None, vec![finding])
        }
        Outcome::Unreadable(why) => {
            let message = format!("ファイルを開けません（{why}）");
            let finding = Finding::new(&UNREADABLE_FILE, message).in_file(path).fix(why.fix());
            staged(FileStatus::Unreadable, None, vec![finding])
        }
    }
}

enum Outcome {
    Read(RawWorkbook),
    Skipped,
    Other(&'static str),
    /// A workbook's name on a file of no bytes.
    Stub,
    Unreadable(Unreadable),
}

/// What becomes of a file of this name.
fn judge(name: &str, result: Result<RawWorkbook, Unreadable>) -> Outcome {
    match result {
        Ok(workbook) => Outcome::Read(workbook),
        Err(Unreadable::Empty) if is_named_workbook(name) => Outcome::Stub,
        Err(Unreadable::Empty) => Outcome::Skipped,
        Err(Unreadable::OtherKind(kind)) => Outcome::Other(kind),
        Err(why) => Outcome::Unreadable(why),
    }
}

/// Files that Excel, Windows or macOS leave behind.
fn is_by_product(name: &str) -> bool {
    name.starts_with("~$")
        || name.starts_with('.')
        || name.eq_ignore_ascii_case("Thumbs.db")
        || name.eq_ignore_ascii_case("desktop.ini")
}

/// Whether the name says that it is a workbook.
pub(super) fn is_named_workbook(name: &str) -> bool {
    let extension = Path::new(name).extension().and_then(|e| e.to_str()).unwrap_or_default();
    let extension = extension.to_ascii_lowercase();
    extension.starts_with("xl") || matches!(extension.as_str(), "ods" | "ots" | "fods")
}

fn format_finding(kind: WorkbookKind) -> Option<Finding> {
    let message = match kind {
        WorkbookKind::Xlsx => return None,
        WorkbookKind::Xls => "旧形式（.xls）のファイルです。読み取りました",
        WorkbookKind::Xlsm => "マクロ付きの形式（.xlsm）のファイルです。読み取りました",
        WorkbookKind::Xlsb => "バイナリ形式（.xlsb）のファイルです。読み取りました",
        WorkbookKind::Ods => "Excel以外の表計算ソフトの形式（.ods）のファイルです。読み取りました",
    };
    Some(Finding::new(&OTHER_FORMAT, message))
}

/// Reads a workbook that may be a form or a filled sheet, with the built-in eras.
///
/// # Errors
/// If it is not a workbook that can be opened; the error says what to do.
pub fn read_workbook(path: &Path) -> Result<RawWorkbook> {
    read_workbook_with(path, &Eras::default())
}

/// The same with a city's own eras.
///
/// # Errors
/// If it is not a workbook that can be opened; the error says what to do.
pub fn read_workbook_with(path: &Path, eras: &Eras) -> Result<RawWorkbook> {
    read_own(path, Opening::submission(eras))
}

/// Reads one of the secretariat's lists, which have a row for each plan and
/// may be longer than any form: ledger, opinions, acceptances.
///
/// # Errors
/// If it is not a workbook that can be opened; the error says what to do.
pub fn read_list(path: &Path, eras: &Eras) -> Result<RawWorkbook> {
    read_own(path, Opening::list(eras))
}

fn read_own(path: &Path, opening: Opening<'_>) -> Result<RawWorkbook> {
    const TRIED: &str = "ブックを読み取れません";
    let most = opening.bounds.file;
    let file = File::open(path).map_err(|e| Error::io(path, TRIED, &e))?;
    let mut bytes = Vec::new();
    file.take(most + 1).read_to_end(&mut bytes).map_err(|e| Error::io(path, TRIED, &e))?;
    let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let parsed =
        if bytes.len() as u64 > most { Err(Unreadable::TooLarge) } else { parse(&name, &bytes, opening) };
    parsed.map_err(|why| Error::at(path, TRIED, why.to_string(), why.fix_own()))
}

/// Reads a workbook from its bytes, with the built-in eras. `name` is only used
/// to tell a file of another kind from one that pretends to be a workbook.
///
/// # Errors
/// Says what the bytes are instead, or what is wrong with them.
pub fn parse_workbook(name: &str, bytes: &[u8]) -> Result<RawWorkbook, Unreadable> {
    parse(name, bytes, Opening::submission(&Eras::default()))
}

fn parse(name: &str, bytes: &[u8], opening: Opening<'_>) -> Result<RawWorkbook, Unreadable> {
    // The last resort: a fault in a parser must not take the other files with it.
    catch_unwind(AssertUnwindSafe(|| parse_by_kind(name, bytes, opening))).unwrap_or(Err(Unreadable::Damaged))
}

pub(super) fn parse_by_kind(
    name: &str,
    bytes: &[u8],
    opening: Opening<'_>,
) -> Result<RawWorkbook, Unreadable> {
    let other = |kind| {
        Err(if is_named_workbook(name) { Unreadable::Disguised(kind) } else { Unreadable::OtherKind(kind) })
    };
    match sniff(&bytes[..bytes.len().min(4096)], Cursor::new(bytes)) {
        FileKind::Empty => Err(Unreadable::Empty),
        FileKind::Xlsx => xlsx::parse(bytes, opening),
        FileKind::Xlsb => xlsb::parse(bytes, opening),
        FileKind::Ods => ods::parse(bytes, opening),
        FileKind::Compound => match compound::kind(bytes) {
            compound::CompoundKind::Workbook => xls::parse_apart(bytes, opening.eras),
            compound::CompoundKind::Encrypted if is_named_document(name) => other("パスワード付きの文書"),
            compound::CompoundKind::Encrypted => Err(Unreadable::Password),
            compound::CompoundKind::Other(kind) => other(kind),
            compound::CompoundKind::Unknown | compound::CompoundKind::Broken if is_named_workbook(name) => {
                Err(Unreadable::Damaged)
            }
            compound::CompoundKind::Unknown => other("その他の文書"),
            compound::CompoundKind::Broken => other("壊れたファイル"),
        },
        FileKind::OldBiff => Err(Unreadable::TooOld),
        FileKind::Archive if is_named_workbook(name) => Err(Unreadable::Damaged),
        FileKind::Archive => other("zipファイル"),
        FileKind::BrokenZip if is_named_document(name) => other("壊れた文書"),
        FileKind::BrokenZip => Err(Unreadable::Damaged),
        FileKind::Html if is_named_workbook(name) => Err(Unreadable::Html),
        FileKind::Html => other("HTML"),
        FileKind::Text if is_named_workbook(name) => Err(Unreadable::Csv),
        FileKind::Text => other("文字だけのファイル"),
        FileKind::OneXml(program) => Err(Unreadable::OneXml(program)),
        FileKind::Xml => other("XML"),
        FileKind::Other(kind) => other(kind),
        FileKind::Unknown if is_named_workbook(name) => Err(Unreadable::Damaged),
        FileKind::Unknown => other("種類の分からないファイル"),
    }
}

/// Whether the name says that it is a document of another kind.
fn is_named_document(name: &str) -> bool {
    let extension = Path::new(name).extension().and_then(|e| e.to_str()).unwrap_or_default();
    ["docx", "docm", "doc", "pptx", "pptm", "ppt", "vsdx", "odt", "odp"]
        .iter()
        .any(|e| extension.eq_ignore_ascii_case(e))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        use std::fmt::Write;
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// The checksum of a file that is too large to hold; that of no bytes where
/// it cannot be read at all.
fn checksum_of_file(path: &Path) -> String {
    let mut hasher = Sha256::new();
    if let Ok(mut file) = File::open(path) {
        let mut buffer = [0; 64 << 10];
        loop {
            match file.read(&mut buffer) {
                Ok(0) => break,
                Ok(n) => hasher.update(&buffer[..n]),
                Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
                Err(_) => break,
            }
        }
    }
    hex(&hasher.finalize())
}
