//! The new folder takes the old one's place.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::one_by_one::replace_one_by_one;
use crate::error::{Error, Result};

/// Written last of all where files are replaced one by one.
pub(super) const RECORD: &str = "記録.json";

/// Where the folders of a swap stand.
#[derive(Debug, Clone)]
pub(super) struct Places {
    /// The output folder.
    pub(super) target: PathBuf,
    /// Where the new one is written.
    pub(super) new: PathBuf,
    /// Where the old one stands between two renames.
    pub(super) old: PathBuf,
    /// Where an edition that is to be kept is copied.
    pub(super) edition: PathBuf,
    /// Where files that are not the program's are kept.
    pub(super) refuge: PathBuf,
}

/// Puts the finished folder `new` in the place of `target`. What stood there
/// is then under `new` or `old`, or gone where its files changed places one by one.
pub(super) fn replace(places: &Places) -> Result<()> {
    let Places { target, new, old, refuge, .. } = places;
    let swapped = if fs::symlink_metadata(target).is_err() {
        fs::rename(new, target)
    } else {
        exchange(new, target).or_else(|_| rename_both(new, target, old))
    };
    if swapped.is_ok() {
        return Ok(());
    }
    // Some network shares forbid renaming folders.
    fs::create_dir_all(target)
        .and_then(|()| replace_one_by_one(new, target, refuge, &|from, to| fs::rename(from, to)))
        .map_err(|e| Error::io(target, "新しい出力に入れ替えます", &e))
}

/// Both folders change names in one step: there is no moment without an output.
#[cfg(any(target_os = "linux", target_os = "macos"))]
fn exchange(new: &Path, target: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, new, CWD, target, RenameFlags::EXCHANGE)?)
}

/// Windows has no such step.
#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn exchange(_new: &Path, _target: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// The same in two steps. Where the second fails, the first is taken back; a
/// run that ends between the two leaves that to the next one.
pub(super) fn rename_both(new: &Path, target: &Path, old: &Path) -> io::Result<()> {
    fs::rename(target, old)?;
    fs::rename(new, target).or_else(|error| fs::rename(old, target).and(Err(error)))
}
