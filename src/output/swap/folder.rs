//! From the first file to the swap.

use std::fs;
use std::path::{Path, PathBuf};

use super::in_use::refuse_open_files;
use super::keep::keep_foreign_files;
use super::lock::Lock;
use super::manifest::{self, MANIFEST, Manifest};
use super::replace::{replace, retire};
use crate::error::{Error, Result};
use crate::review::checksum;

/// An output folder that is being written beside the old one. Dropped without
/// [`OutputFolder::commit`], it leaves the old one untouched.
#[derive(Debug)]
pub struct OutputFolder {
    target: PathBuf,
    new: PathBuf,
    old: PathBuf,
    manifest: Manifest,
    // Last: released when everything else is done.
    _lock: Lock,
}

/// What became of the old folder.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Committed {
    /// Files that were moved to the refuge, by their path in it.
    pub kept: Vec<String>,
    /// The refuge, `出力_退避`.
    pub refuge: PathBuf,
}

impl OutputFolder {
    /// Starts writing the folder `target`. Fails at once where another run is
    /// writing it or one of its files is open in Excel. Clears what a crash left.
    pub fn begin(target: &Path) -> Result<Self> {
        let tried = "出力フォルダーを準備します";
        let target = std::path::absolute(target).map_err(|e| Error::io(target, tried, &e))?;
        let (Some(parent), Some(name)) = (target.parent(), target.file_name()) else {
            return Err(Error::at(
                &target,
                tried,
                "フォルダーの名前がありません",
                "出力先のフォルダーの名前まで指定してください",
            ));
        };
        let failed = |error: &std::io::Error| Error::io(&target, tried, error);
        if target.exists() && !target.is_dir() {
            return Err(Error::at(
                &target,
                tried,
                "同じ名前のファイルがあります",
                "そのファイルの名前を変えてから、もう一度実行してください",
            ));
        }
        fs::create_dir_all(parent).map_err(|e| failed(&e))?;
        let beside = |suffix: &str| parent.join(format!(".gyokaku-{}{suffix}", name.to_string_lossy()));
        let lock = Lock::take(&beside(""), &target)?;
        let (new, old) = (beside("-new"), beside("-old"));
        recover(&target, &new, &old).map_err(|e| failed(&e))?;
        refuse_open_files(&target)?;
        fs::create_dir(&new).map_err(|e| failed(&e))?;
        Ok(Self { target, new, old, manifest: Manifest::new(), _lock: lock })
    }

    /// Bytes of a file of the old folder, `None` where it is not there.
    pub fn previous(&self, name: &str) -> Option<Vec<u8>> {
        fs::read(self.target.join(name)).ok()
    }

    /// Writes one file; `name` is relative to the folder, with `/` between
    /// folders. A name is written once.
    pub fn write(&mut self, name: &str, bytes: &[u8]) -> Result<()> {
        if !name.split('/').all(is_plain) {
            return Err(Error::at(
                &self.target,
                "出力ファイルを書き込みます",
                format!("「{name}」は出力フォルダーの中のファイルの名前になりません"),
                "計画台帳の課名や計画名に、記号だけのものがないかを確認してください",
            ));
        }
        let path = self.new.join(name);
        let failed =
            |error: &std::io::Error| Error::io(&self.target.join(name), "出力ファイルを書き込みます", error);
        fs::create_dir_all(path.parent().unwrap_or(&self.new)).map_err(|e| failed(&e))?;
        fs::write(&path, bytes).map_err(|e| failed(&e))?;
        self.manifest.insert(name.to_owned(), checksum(bytes));
        Ok(())
    }

    /// Puts the new folder in the old one's place.
    pub fn commit(mut self) -> Result<Committed> {
        let manifest = manifest::print(&self.manifest);
        self.write(MANIFEST, &manifest)?;
        refuse_open_files(&self.target)?;
        let mut refuge = self.target.as_os_str().to_owned();
        refuge.push("_退避");
        let refuge = PathBuf::from(refuge);
        let kept = keep_foreign_files(&self.target, &refuge)?;
        replace(&self.new, &self.target, &self.old)?;
        // The new output stands; an old folder that cannot be removed now is removed by the next run.
        let _ = retire(&self.old, &self.target);
        Ok(Committed { kept, refuge })
    }
}

impl Drop for OutputFolder {
    fn drop(&mut self) {
        // After a commit it is not there any more.
        let _ = fs::remove_dir_all(&self.new);
    }
}

/// Whether a part of a name stays in its folder, on every system.
fn is_plain(part: &str) -> bool {
    !matches!(part, "" | "." | "..") && !part.contains(['\\', ':', '\0'])
}

/// Clears what a run that crashed has left, and puts an old folder back whose
/// place is empty because the crash came between the two renames.
fn recover(target: &Path, new: &Path, old: &Path) -> std::io::Result<()> {
    if new.exists() {
        fs::remove_dir_all(new)?;
    }
    if !old.exists() {
        return Ok(());
    }
    if target.exists() { retire(old, target) } else { fs::rename(old, target) }
}
