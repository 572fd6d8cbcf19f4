//! The new folder takes the old one's place.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::manifest::{self, MANIFEST};
use crate::error::{Error, Result};
use crate::model::Stage;

const TRIED: &str = "新しい出力に入れ替えます";

/// Written last of all where files are replaced one by one.
const RECORD: &str = "記録.json";

/// Puts the finished folder `new` in the place of `target`; what stood there
/// is then under `old`, or gone where the folder could not be renamed.
pub(super) fn replace(new: &Path, target: &Path, old: &Path) -> Result<()> {
    let had_old = target.exists();
    let renamed = if had_old { fs::rename(target, old) } else { Ok(()) };
    if renamed.is_ok() {
        match fs::rename(new, target) {
            Ok(()) => return Ok(()),
            Err(_) if had_old => {
                fs::rename(old, target).map_err(|e| Error::io(target, TRIED, &e))?;
            }
            Err(_) => {}
        }
    }
    // Some network shares forbid renaming folders.
    keep_by_copying(new, target)
        .and_then(|()| replace_file_by_file(new, target))
        .map_err(|e| Error::io(target, TRIED, &e))
}

/// Copies the edition that is about to be written over; whole or not at all.
fn keep_by_copying(new: &Path, target: &Path) -> io::Result<()> {
    let Some(edition) = edition_to_keep(target, new, target)? else { return Ok(()) };
    let copied = copy_files(target, &edition);
    if copied.is_err() {
        let _ = fs::remove_dir_all(&edition);
    }
    copied
}

fn copy_files(from: &Path, to: &Path) -> io::Result<()> {
    for (name, path) in manifest::files(from)? {
        let place = to.join(name);
        fs::create_dir_all(place.parent().unwrap_or(to))?;
        fs::copy(path, place)?;
    }
    Ok(())
}

/// Copies file by file, the record last, so that a reader who finds a new
/// record finds all new files. Then removes what is no longer written.
fn replace_file_by_file(new: &Path, target: &Path) -> io::Result<()> {
    let files = manifest::files(new)?;
    let is_last = |name: &str| [MANIFEST, RECORD].iter().position(|last| *last == name);
    let mut order: Vec<_> = files.iter().collect();
    order.sort_by_key(|(name, _)| (is_last(name), (*name).clone()));
    for (name, path) in order {
        let place = target.join(name);
        fs::create_dir_all(place.parent().unwrap_or(target))?;
        fs::copy(path, place)?;
    }
    for (name, path) in manifest::files(target)? {
        if !files.contains_key(&name) {
            fs::remove_file(path)?;
        }
    }
    fs::remove_dir_all(new)
}

/// Keeps the edition that a body was shown when another stage's takes its
/// place; otherwise removes the old folder.
pub(super) fn retire(old: &Path, target: &Path) -> io::Result<()> {
    match edition_to_keep(old, target, target)? {
        Some(edition) => fs::rename(old, edition),
        None if old.exists() => fs::remove_dir_all(old),
        None => Ok(()),
    }
}

/// Where the paper in `old` is to be kept when that in `new` takes its place
/// in `target`: `None` where the stage stays, where no body was shown it, or
/// where the same edition is kept already. An edition that is there is never
/// overwritten: the next one is `出力_本部_2`.
fn edition_to_keep(old: &Path, new: &Path, target: &Path) -> io::Result<Option<PathBuf>> {
    let Some(before) = stage_of(old).filter(|before| *before != Stage::Confirmed) else { return Ok(None) };
    if stage_of(new).is_none_or(|now| now == before) {
        return Ok(None);
    }
    for number in 1.. {
        let edition = edition_path(target, before, number);
        if !edition.exists() {
            return Ok(Some(edition));
        }
        if is_same_edition(&edition, old)? {
            break;
        }
    }
    Ok(None)
}

/// What a body reads, without the files that tell the run before from this one.
fn is_same_edition(one: &Path, other: &Path) -> io::Result<bool> {
    let papers = |folder: &Path| {
        let mut list = manifest::read(folder)?;
        list.retain(|name, _| name != RECORD);
        Ok::<_, io::Error>(list)
    };
    Ok(papers(one)? == papers(other)?)
}

/// `出力_本部` beside `出力`, then `出力_本部_2`.
fn edition_path(target: &Path, stage: Stage, number: u32) -> PathBuf {
    let mut name = target.as_os_str().to_owned();
    name.push(format!("_{}", stage.as_str()));
    if number > 1 {
        name.push(format!("_{number}"));
    }
    name.into()
}

/// The stage of the paper in an output folder, by its record.
fn stage_of(folder: &Path) -> Option<Stage> {
    let record: serde_json::Value = serde_json::from_slice(&fs::read(folder.join(RECORD)).ok()?).ok()?;
    let stage = record.get("stage")?.as_str()?;
    [Stage::Headquarters, Stage::Council, Stage::Confirmed].into_iter().find(|s| s.as_str() == stage)
}
