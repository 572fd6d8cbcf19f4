//! Whether a file of the old output is open in Excel.

use std::fs::OpenOptions;
use std::io;
use std::path::Path;

use super::manifest;
use crate::error::{Error, Result};

/// Fails with the name of the first file that somebody has open. Excel keeps
/// an owner file (`~$名前.xlsx`) beside an open workbook, LibreOffice
/// `.~lock.名前.xlsx#`; Windows besides refuses to open the file for writing.
pub(super) fn refuse_open_files(folder: &Path) -> Result<()> {
    let tried = "出力フォルダーを書き換えます";
    let files = manifest::files(folder).map_err(|e| Error::io(folder, tried, &e))?;
    for (name, path) in &files {
        let (dir, file) = name.rsplit_once('/').map_or(("", name.as_str()), |(dir, file)| (dir, file));
        if let Some(open) = opened_by(file) {
            let is_held = !cfg!(windows) || is_locked(path);
            let full = if dir.is_empty() { open.to_owned() } else { format!("{dir}/{open}") };
            // Excel cuts the first two letters of a long name off in its owner file.
            let partner = files.keys().find(|other| **other == full || is_cut_name(other, dir, open));
            if let Some(partner) = partner.filter(|_| is_held) {
                return Err(open_elsewhere(&folder.join(partner), file));
            }
        } else if cfg!(windows) && is_locked(path) {
            return Err(open_elsewhere(path, file));
        }
    }
    Ok(())
}

/// The workbook that an owner file speaks of.
fn opened_by(file: &str) -> Option<&str> {
    let excel = file.strip_prefix("~$");
    excel.or_else(|| file.strip_prefix(".~lock.").and_then(|rest| rest.strip_suffix('#')))
}

fn is_cut_name(other: &str, dir: &str, open: &str) -> bool {
    let (other_dir, name) = other.rsplit_once('/').unwrap_or(("", other));
    let mut letters = name.chars();
    let cut = letters.next().is_some() && letters.next().is_some();
    cut && other_dir == dir && !name.starts_with("~$") && letters.as_str() == open
}

fn is_locked(path: &Path) -> bool {
    let opened = OpenOptions::new().write(true).open(path);
    opened.is_err_and(|error: io::Error| error.kind() != io::ErrorKind::NotFound)
}

fn open_elsewhere(path: &Path, owner_file: &str) -> Error {
    let next = if owner_file.starts_with("~$") || owner_file.starts_with(".~lock.") {
        format!("閉じてから、もう一度実行してください。開いていないときは「{owner_file}」を削除してください")
    } else {
        "Excelなどを閉じて、もう一度実行してください".to_owned()
    };
    Error::at(path, "出力フォルダーを書き換えます", "ファイルがExcelなどで開かれています", next)
}
