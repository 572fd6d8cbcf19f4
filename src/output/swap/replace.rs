//! The new folder takes the old one's place.

use std::fs;
use std::io;
use std::path::Path;

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
    replace_file_by_file(new, target).map_err(|e| Error::io(target, TRIED, &e))
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

/// Keeps the edition that a body was shown when the stage has moved on;
/// otherwise removes the old folder. An edition that is there is never overwritten.
pub(super) fn retire(old: &Path, target: &Path) -> io::Result<()> {
    if !old.exists() {
        return Ok(());
    }
    if let (Some(before), Some(now)) = (stage_of(old), stage_of(target))
        && before < now
    {
        let edition = edition_path(target, before);
        if !edition.exists() {
            return fs::rename(old, edition);
        }
    }
    fs::remove_dir_all(old)
}

/// `出力_本部` beside `出力`.
fn edition_path(target: &Path, stage: Stage) -> std::path::PathBuf {
    let mut name = target.as_os_str().to_owned();
    name.push("_");
    name.push(stage.as_str());
    name.into()
}

/// The stage of the paper in an output folder, by its record.
fn stage_of(folder: &Path) -> Option<Stage> {
    let record: serde_json::Value = serde_json::from_slice(&fs::read(folder.join(RECORD)).ok()?).ok()?;
    let stage = record.get("stage")?.as_str()?;
    [Stage::Headquarters, Stage::Council, Stage::Confirmed].into_iter().find(|s| s.as_str() == stage)
}
