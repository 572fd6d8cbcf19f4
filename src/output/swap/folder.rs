//! From the first file to the swap.

use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, IntoInnerError, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::edition::keep_edition;
use super::in_use::refuse_open_files;
use super::keep::keep_foreign_files;
use super::lock::Lock;
use super::manifest::{self, MANIFEST, Manifest};
use super::one_by_one;
use super::replace::{Places, replace};
use crate::error::{Error, Result};
use crate::output::durable::{sync_files, sync_folder};
use crate::output::file_names::is_file_name;
use crate::review::Checksum;

/// An output folder that is being written beside the old one, by several
/// threads at once. Dropped without [`OutputFolder::commit`], it leaves the old
/// one untouched.
#[derive(Debug)]
pub struct OutputFolder {
    places: Places,
    manifest: Mutex<Manifest>,
    /// Whether what stands under `places.new` is still the new folder.
    is_new: bool,
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
        let failed = |error: &io::Error| Error::io(&target, tried, error);
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
        let mut refuge = target.as_os_str().to_owned();
        refuge.push("_退避");
        let places = Places {
            new: beside("-new"),
            old: beside("-old"),
            edition: beside("-edition"),
            refuge: refuge.into(),
            target,
        };
        recover(&places)?;
        refuse_open_files(&places.target)?;
        fs::create_dir(&places.new).map_err(|e| Error::io(&places.target, tried, &e))?;
        Ok(Self { places, manifest: Mutex::default(), is_new: true, _lock: lock })
    }

    /// A file of the old folder, `None` where it is not there.
    pub fn previous(&self, name: &str) -> Option<File> {
        File::open(self.places.target.join(name)).ok()
    }

    /// Writes one file; `name` is relative to the folder, with `/` between
    /// folders. A name is written once.
    pub fn write(&self, name: &str, bytes: &[u8]) -> Result<()> {
        self.print(name, &|out| out.write_all(bytes))
    }

    /// The same for a file that is printed bit by bit.
    pub fn print(&self, name: &str, fill: &dyn Fn(&mut dyn Write) -> io::Result<()>) -> Result<()> {
        let Places { target, new, .. } = &self.places;
        if !name.split('/').all(is_file_name) {
            return Err(Error::at(
                target,
                "出力ファイルを書き込みます",
                format!("「{name}」は出力フォルダーの中のファイルの名前になりません"),
                "計画台帳の課名や計画名に、記号だけのものがないかを確認してください",
            ));
        }
        let path = new.join(name);
        let failed = |error: &io::Error| Error::io(&target.join(name), "出力ファイルを書き込みます", error);
        fs::create_dir_all(path.parent().unwrap_or(new)).map_err(|e| failed(&e))?;
        let file = OpenOptions::new().write(true).create_new(true).open(&path).map_err(|e| failed(&e))?;
        let mut out = BufWriter::new(Summed { file, sum: Checksum::default() });
        let written = fill(&mut out).and_then(|()| out.into_inner().map_err(IntoInnerError::into_error));
        let sum = written.map_err(|e| failed(&e))?.sum.finish();
        self.manifest.lock().unwrap_or_else(PoisonError::into_inner).insert(name.to_owned(), sum);
        Ok(())
    }

    /// Puts the new folder in the old one's place.
    pub fn commit(mut self) -> Result<Committed> {
        self.finish()?;
        let places = self.places.clone();
        let Places { target, refuge, .. } = &places;
        refuse_open_files(target)?;
        let mut kept = keep_foreign_files(target, refuge)?;
        keep_edition(&places).map_err(|e| Error::io(target, "前の段階の出力を残します", &e))?;
        self.is_new = false;
        if let Err(error) = replace(&places) {
            self.is_new = true;
            return Err(error);
        }
        let parent = target.parent().unwrap_or(target);
        sync_folder(parent).map_err(|e| Error::io(target, "新しい出力に入れ替えます", &e))?;
        // What was edited in the moment of the swap.
        for late in settle(&places)? {
            if !kept.contains(&late) {
                kept.push(late);
            }
        }
        Ok(Committed { kept, refuge: refuge.clone() })
    }

    /// The new folder, whole and on the disk.
    fn finish(&self) -> Result<()> {
        let manifest = self.manifest.lock().unwrap_or_else(PoisonError::into_inner).clone();
        self.write(MANIFEST, &manifest::print(&manifest))?;
        let new = &self.places.new;
        let names = manifest.keys().map(String::as_str).chain([MANIFEST]);
        let paths: Vec<PathBuf> = names.map(|name| new.join(name)).collect();
        let folders: BTreeSet<&Path> =
            paths.iter().filter_map(|path| path.parent()).chain([&**new]).collect();
        sync_files(&paths)
            .and_then(|()| folders.into_iter().try_for_each(sync_folder))
            .map_err(|e| Error::io(&self.places.target, "出力ファイルを書き込みます", &e))
    }
}

/// A file whose checksum is made while it is written.
struct Summed {
    file: File,
    sum: Checksum,
}

impl Write for Summed {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.sum.write_all(&bytes[..written])?;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Drop for OutputFolder {
    fn drop(&mut self) {
        if self.is_new {
            let _ = fs::remove_dir_all(&self.places.new);
        }
    }
}

/// Clears what a run that ended early has left, and puts the old output back
/// where it came to an end in the middle of the swap.
fn recover(places: &Places) -> Result<()> {
    let Places { target, old, refuge, .. } = places;
    let failed = |error: &io::Error| Error::io(target, "前の実行が途中で終わった跡を片付けます", error);
    one_by_one::recover(target, refuge).map_err(|e| failed(&e))?;
    if old.exists() && fs::symlink_metadata(target).is_err() {
        fs::rename(old, target).map_err(|e| failed(&e))?;
    }
    settle(places)?;
    remove(&places.edition).map_err(|e| failed(&e))
}

/// Removes the folders that are not the output any more, when everything in
/// them that is a person's is in the refuge; gives its names there.
fn settle(places: &Places) -> Result<Vec<String>> {
    let mut kept = Vec::new();
    for folder in [&places.new, &places.old] {
        // One without a list has not been an output yet.
        if folder.join(MANIFEST).exists() {
            kept.extend(keep_foreign_files(folder, &places.refuge)?);
        }
        // Where it cannot be removed now, the next run does it.
        let _ = remove(folder);
    }
    Ok(kept)
}

fn remove(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}
