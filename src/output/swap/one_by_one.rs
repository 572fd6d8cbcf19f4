//! Where a folder cannot be renamed (some network shares; on Windows while a
//! window shows it): its files change places one by one. When one of them
//! cannot, all go back; when the program ends in the middle, the next run
//! puts all of them back, and a folder whose name says so stands there until
//! then.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::keep::keep_file;
use super::manifest::{self, MANIFEST};
use crate::output::durable::{sync_files, write_whole};
use crate::review::checksum;

/// Stands in the output folder while its files change places.
pub(super) const SWAPPING: &str = "入れ替え中_もう一度実行してください";

/// What stood there before, in the mark's list.
const OLD: &str = "旧";

/// Written last of all: a reader who finds a new record finds all new files.
const LAST: [&str; 2] = [super::replace::RECORD, MANIFEST];

/// Renames a file; tests let it fail.
pub(super) type Rename<'a> = &'a dyn Fn(&Path, &Path) -> io::Result<()>;

struct Places {
    target: PathBuf,
    mark: PathBuf,
    new: PathBuf,
    old: PathBuf,
    list: PathBuf,
}

impl Places {
    fn of(target: &Path) -> Self {
        let mark = target.join(SWAPPING);
        Self {
            target: target.to_path_buf(),
            new: mark.join("新"),
            old: mark.join(OLD),
            list: mark.join("一覧.txt"),
            mark,
        }
    }
}

/// Puts copies of the files of `new` into `target` and takes what stood there
/// away: all of them, or on any failure none. `new` stays.
pub(super) fn replace_one_by_one(new: &Path, target: &Path, refuge: &Path, rename: Rename) -> io::Result<()> {
    let places = Places::of(target);
    let before = manifest::files(target)?;
    let files = manifest::files(new)?;
    let prepared = prepare(&places, &before, &files);
    if let Err(error) = prepared {
        let _ = fs::remove_dir_all(&places.mark);
        return Err(error);
    }
    let moved = move_all(&places, &before, &files, rename);
    if let Err(error) = moved {
        put_back(&places, refuge, rename)?;
        return Err(error);
    }
    // From here on the new files stand.
    fs::remove_file(&places.list)?;
    clear(&places, refuge)
}

/// Removes the mark and the files behind it, a person's excepted.
fn clear(places: &Places, refuge: &Path) -> io::Result<()> {
    if places.old.join(MANIFEST).exists() {
        for (name, path) in manifest::foreign_files(&places.old)? {
            keep_file(&name, &path, refuge)?;
        }
    }
    fs::remove_dir_all(&places.mark)
}

/// Everything that takes room on the disk, before anything is moved.
fn prepare(
    places: &Places,
    before: &BTreeMap<String, PathBuf>,
    files: &BTreeMap<String, PathBuf>,
) -> io::Result<()> {
    let mut copies = Vec::new();
    let mut list = String::new();
    for (name, path) in files {
        let copy = places.new.join(name);
        fs::create_dir_all(copy.parent().unwrap_or(&places.new))?;
        let bytes = fs::read(path)?;
        fs::write(&copy, &bytes)?;
        list.push_str(&format!("{}  {name}\n", checksum(&bytes)));
        copies.push(copy);
    }
    sync_files(&copies)?;
    fs::create_dir_all(&places.old)?;
    before.keys().for_each(|name| list.push_str(&format!("{OLD}  {name}\n")));
    write_whole(&places.list, list.as_bytes())
}

fn move_all(
    places: &Places,
    before: &BTreeMap<String, PathBuf>,
    files: &BTreeMap<String, PathBuf>,
    rename: Rename,
) -> io::Result<()> {
    for (name, path) in before {
        move_into(path, &places.old.join(name), rename)?;
    }
    remove_empty_folders(&places.target)?;
    let mut order: Vec<&String> = files.keys().collect();
    order.sort_by_key(|name| (LAST.iter().position(|last| last == name), *name));
    for name in order {
        move_into(&places.new.join(name), &places.target.join(name), rename)?;
    }
    Ok(())
}

fn move_into(from: &Path, to: &Path, rename: Rename) -> io::Result<()> {
    if let Some(parent) = to.parent() {
        fs::create_dir_all(parent)?;
    }
    rename(from, to)
}

fn remove_empty_folders(target: &Path) -> io::Result<()> {
    for entry in fs::read_dir(target)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() && entry.file_name() != SWAPPING {
            remove_empty_folders(&entry.path())?;
            // One that still holds something stays.
            let _ = fs::remove_dir(entry.path());
        }
    }
    Ok(())
}

/// Puts the old files back where a run ended while they changed places. What
/// a person has written there since goes to the refuge.
pub(super) fn recover(target: &Path, refuge: &Path) -> io::Result<()> {
    let places = Places::of(target);
    if !places.mark.exists() {
        return Ok(());
    }
    put_back(&places, refuge, &|from, to| fs::rename(from, to))
}

fn put_back(places: &Places, refuge: &Path, rename: Rename) -> io::Result<()> {
    if !places.list.exists() {
        return clear(places, refuge);
    }
    clear_new(places, refuge)?;
    for (name, path) in manifest::files(&places.old)? {
        move_into(&path, &places.target.join(name), rename)?;
    }
    fs::remove_file(&places.list)?;
    fs::remove_dir_all(&places.mark)
}

/// Removes the new files that have come so far.
fn clear_new(places: &Places, refuge: &Path) -> io::Result<()> {
    let list = fs::read_to_string(&places.list)?;
    let lines: BTreeSet<(&str, &str)> = list.lines().filter_map(|line| line.split_once("  ")).collect();
    let is_listed = |sum: &str, name: &str| lines.contains(&(sum, name));
    let marked = format!("{SWAPPING}/");
    for (name, path) in manifest::files(&places.target)? {
        if name.starts_with(&marked) {
            continue;
        }
        let is_free = !places.old.join(&name).exists();
        if is_free && is_listed(OLD, &name) {
            continue;
        }
        let is_new = fs::read(&path).is_ok_and(|bytes| is_listed(&checksum(&bytes), &name));
        if !is_new && is_free {
            continue;
        }
        if !is_new {
            keep_file(&name, &path, refuge)?;
        }
        fs::remove_file(path)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    const OLD_FILES: [(&str, &str); 4] =
        [("評価.xlsx", "old"), ("古い.xlsx", "old"), ("確認票/企画課.xlsx", "old"), ("記録.json", "old")];
    const NEW_FILES: [(&str, &str); 4] =
        [("評価.xlsx", "new"), ("新しい.xlsx", "new"), ("通知/企画課.xlsx", "new"), ("記録.json", "new")];

    fn write_all(folder: &Path, files: &[(&str, &str)]) {
        for (name, text) in files {
            let path = folder.join(name);
            fs::create_dir_all(path.parent().expect("a folder")).expect("creates");
            fs::write(path, text).expect("writes");
        }
    }

    fn texts(folder: &Path) -> Vec<(String, String)> {
        let files = manifest::files(folder).expect("files");
        files.into_iter().map(|(name, path)| (name, fs::read_to_string(path).expect("a text"))).collect()
    }

    fn sorted(files: &[(&str, &str)]) -> Vec<(String, String)> {
        let mut files: Vec<_> = files.iter().map(|(n, t)| ((*n).to_owned(), (*t).to_owned())).collect();
        files.sort();
        files
    }

    /// Output, new folder and refuge, in a folder that goes with the first.
    fn folders() -> (tempfile::TempDir, PathBuf, PathBuf, PathBuf) {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let [target, new, refuge] = ["出力", "new", "出力_退避"].map(|name| dir.path().join(name));
        write_all(&target, &OLD_FILES);
        write_all(&new, &NEW_FILES);
        (dir, target, new, refuge)
    }

    #[test]
    fn all_files_change_places() {
        let (_dir, target, new, refuge) = folders();
        replace_one_by_one(&new, &target, &refuge, &|from, to| fs::rename(from, to)).expect("replaced");
        assert_eq!(texts(&target), sorted(&NEW_FILES));
        assert!(!target.join("確認票").exists() && !target.join(SWAPPING).exists());
    }

    /// Renames that work until number `at`; `forever` says whether all later ones fail.
    fn failing<'a>(
        count: &'a Cell<usize>,
        at: usize,
        forever: bool,
    ) -> impl Fn(&Path, &Path) -> io::Result<()> + 'a {
        move |from, to| {
            let number = count.get();
            count.set(number + 1);
            if number == at || (forever && number > at) {
                return Err(io::ErrorKind::PermissionDenied.into());
            }
            fs::rename(from, to)
        }
    }

    #[test]
    fn where_one_file_cannot_move_all_stay() {
        for at in 0..OLD_FILES.len() + NEW_FILES.len() {
            let (_dir, target, new, refuge) = folders();
            let count = Cell::new(0);
            let error =
                replace_one_by_one(&new, &target, &refuge, &failing(&count, at, false)).expect_err("told");
            assert_eq!(error.kind(), io::ErrorKind::PermissionDenied);
            assert_eq!(texts(&target), sorted(&OLD_FILES), "at file {at}");
        }
    }

    #[test]
    fn after_an_end_in_the_middle_the_next_run_puts_all_back() {
        for at in 0..OLD_FILES.len() + NEW_FILES.len() {
            let (_dir, target, new, refuge) = folders();
            let count = Cell::new(0);
            let _ = replace_one_by_one(&new, &target, &refuge, &failing(&count, at, true));
            // The first file that moves makes the difference.
            assert_eq!(target.join(SWAPPING).exists(), at > 0, "at file {at}");
            recover(&target, &refuge).expect("recovers");
            assert_eq!(texts(&target), sorted(&OLD_FILES), "at file {at}");
            assert!(!refuge.exists(), "no file is anybody else's");
        }
    }

    #[test]
    fn what_is_written_in_the_middle_is_kept() {
        let (_dir, target, new, refuge) = folders();
        let count = Cell::new(0);
        let _ = replace_one_by_one(&new, &target, &refuge, &failing(&count, 6, true));
        write_all(&target, &[("評価.xlsx", "edited"), ("メモ.txt", "note"), ("新しい.xlsx", "edited")]);
        recover(&target, &refuge).expect("recovers");
        let mut expected = OLD_FILES.to_vec();
        expected.extend([("メモ.txt", "note"), ("新しい.xlsx", "edited")]);
        assert_eq!(texts(&target), sorted(&expected));
        assert_eq!(texts(&refuge), sorted(&[("評価.xlsx", "edited")]));
    }

    #[test]
    fn an_end_after_the_last_file_leaves_the_new_ones() {
        let (_dir, target, new, refuge) = folders();
        replace_one_by_one(&new, &target, &refuge, &|from, to| fs::rename(from, to)).expect("replaced");
        // The list is gone, its folder not yet.
        write_all(&target.join(SWAPPING).join(OLD), &OLD_FILES);
        recover(&target, &refuge).expect("recovers");
        assert_eq!(texts(&target), sorted(&NEW_FILES));
    }

    #[test]
    fn where_the_files_cannot_be_prepared_nothing_is_touched() {
        let (_dir, target, new, refuge) = folders();
        let before = [OLD_FILES.to_vec(), vec![(SWAPPING, "in the way")]].concat();
        write_all(&target, &before);
        assert!(replace_one_by_one(&new, &target, &refuge, &|from, to| fs::rename(from, to)).is_err());
        assert_eq!(texts(&target), sorted(&before));
    }
}
