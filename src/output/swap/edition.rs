//! The edition that a body was shown is kept when the stage moves on.

use std::fs;
use std::io::{self, BufReader};
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::manifest::{self, MANIFEST};
use super::replace::{Places, RECORD};
use crate::model::Stage;
use crate::output::durable::{copy_whole, sync_folder};

/// Copies what stands in `target` to `出力_本部` or `出力_審議会` beside it where
/// `new` has another stage: whole or not at all.
pub(super) fn keep_edition(places: &Places) -> io::Result<()> {
    let Some(edition) = edition_to_keep(&places.target, &places.new)? else { return Ok(()) };
    if places.edition.exists() {
        fs::remove_dir_all(&places.edition)?;
    }
    copy_files(&places.target, &places.edition)?;
    if fs::rename(&places.edition, &edition).is_err() {
        // Some network shares forbid renaming folders.
        let copied = copy_files(&places.target, &edition);
        let _ = fs::remove_dir_all(&places.edition);
        copied.inspect_err(|_| drop(fs::remove_dir_all(&edition)))?;
    }
    sync_folder(edition.parent().unwrap_or(&edition))
}

/// The list of files comes last: an edition without it is not whole.
fn copy_files(from: &Path, to: &Path) -> io::Result<()> {
    let mut files: Vec<(String, PathBuf)> = manifest::files(from)?.into_iter().collect();
    files.sort_by_key(|(name, _)| name == MANIFEST);
    for (name, path) in files {
        if fs::metadata(&path).is_ok_and(|there| there.is_file()) {
            copy_whole(&path, &to.join(name))?;
        }
    }
    Ok(())
}

/// Where the paper in `target` is to be kept when that in `new` takes its
/// place: `None` where the stage stays, where no body was shown it, or where
/// the same edition is kept already. An edition that is there is never
/// overwritten: the next one is `出力_本部_2`.
fn edition_to_keep(target: &Path, new: &Path) -> io::Result<Option<PathBuf>> {
    let Some(before) = stage_of(target).filter(|before| *before != Stage::Confirmed) else {
        return Ok(None);
    };
    if stage_of(new).is_none_or(|now| now == before) {
        return Ok(None);
    }
    for number in 1.. {
        let edition = edition_path(target, before, number);
        if fs::symlink_metadata(&edition).is_err() {
            return Ok(Some(edition));
        }
        if is_same_edition(&edition, target)? {
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

/// What is wanted of a record; the rest is passed over without being held.
#[derive(Deserialize)]
struct Staged {
    stage: String,
}

/// The stage of the paper in an output folder, by its record.
fn stage_of(folder: &Path) -> Option<Stage> {
    let record = BufReader::new(fs::File::open(folder.join(RECORD)).ok()?);
    let record: Staged = serde_json::from_reader(record).ok()?;
    let stages = [Stage::Headquarters, Stage::Council, Stage::Confirmed];
    stages.into_iter().find(|stage| stage.as_str() == record.stage)
}
