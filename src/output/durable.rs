//! Files that are on the disk, not only on their way to it, before anything
//! relies on them: after a power cut a file is there whole or not at all.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// So many files are on their way at once: waiting for a disk takes no core,
/// and a disk writes many files down in about the time of one.
const AT_ONCE: usize = 16;

/// A file that is not whole yet; the next one in its folder takes its place.
pub(super) const PARTIAL: &str = ".gyokaku-書込中";

/// Writes a file beside and puts it in its place at once. What stands there is
/// replaced; a link is replaced, not written through.
pub fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    put_whole(path, |file| file.write_all(bytes))
}

/// Copies a file in the same way, with the folders above it.
pub(super) fn copy_whole(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to.parent().unwrap_or(to))?;
    put_whole(to, |file| io::copy(&mut File::open(from)?, file).map(drop))
}

fn put_whole(path: &Path, fill: impl FnOnce(&mut File) -> io::Result<()>) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new(""));
    let partial = folder.join(PARTIAL);
    let written =
        fill_new(&partial, fill).and_then(|()| fs::rename(&partial, path)).and_then(|()| sync_folder(folder));
    if written.is_err() {
        let _ = fs::remove_file(&partial);
    }
    written
}

/// Fills a file that is this program's alone: what a crash left under its
/// name goes first, be it a link.
fn fill_new(path: &Path, fill: impl FnOnce(&mut File) -> io::Result<()>) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
    fill(&mut file)?;
    where_possible(file.sync_all())
}

/// Waits until all these files are on the disk.
pub(super) fn sync_files(paths: &[PathBuf]) -> io::Result<()> {
    let next = AtomicUsize::new(0);
    let work = || {
        while let Some(path) = paths.get(next.fetch_add(1, Ordering::Relaxed)) {
            sync_file(path)?;
        }
        Ok(())
    };
    thread::scope(|scope| {
        let workers: Vec<_> = (0..AT_ONCE.min(paths.len())).map(|_| scope.spawn(work)).collect();
        workers
            .into_iter()
            .try_for_each(|worker| worker.join().unwrap_or_else(|_| Err(ErrorKind::Other.into())))
    })
}

fn sync_file(path: &Path) -> io::Result<()> {
    // Windows syncs only what is open for writing.
    where_possible(OpenOptions::new().write(true).open(path)?.sync_all())
}

/// Waits until the names in a folder are on the disk. Windows keeps names in
/// a journal of its own and opens no folders.
pub(super) fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(windows) {
        return Ok(());
    }
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    where_possible(File::open(folder)?.sync_all())
}

/// Some shares know no such promise; there is nothing to wait for then.
fn where_possible(synced: io::Result<()>) -> io::Result<()> {
    match synced {
        Err(error) if matches!(error.kind(), ErrorKind::InvalidInput | ErrorKind::Unsupported) => Ok(()),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(dir: &Path) -> Vec<String> {
        let entries = fs::read_dir(dir).expect("a folder").flatten();
        let mut names: Vec<String> = entries.map(|e| e.file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    #[test]
    fn a_file_is_replaced_as_a_whole() {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let path = dir.path().join("確定.json");
        for text in ["first", "second"] {
            // As a crash would leave it.
            fs::write(dir.path().join(PARTIAL), "half").expect("writes");
            write_whole(&path, text.as_bytes()).expect("writes");
            assert_eq!(fs::read_to_string(&path).expect("a file"), text);
            assert_eq!(names(dir.path()), ["確定.json"]);
        }
    }

    #[test]
    fn what_cannot_be_replaced_leaves_nothing_behind() {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let path = dir.path().join("確定.json");
        fs::create_dir_all(path.join("something in it")).expect("a folder in the way");
        assert!(write_whole(&path, b"text").is_err());
        assert_eq!(names(dir.path()), ["確定.json"]);
    }

    #[test]
    fn every_file_is_waited_for_and_a_missing_one_is_told() {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let mut paths: Vec<PathBuf> = (0..100).map(|n| dir.path().join(n.to_string())).collect();
        for path in &paths {
            fs::write(path, "x").expect("writes");
        }
        sync_files(&paths).expect("synced");
        sync_files(&[]).expect("nothing to do");
        sync_folder(dir.path()).expect("synced");
        paths.insert(50, dir.path().join("missing"));
        assert_eq!(sync_files(&paths).expect_err("told").kind(), ErrorKind::NotFound);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_replaced_and_not_written_through() {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let (precious, path) = (dir.path().join("precious"), dir.path().join("確定.json"));
        fs::write(&precious, "not to be written").expect("writes");
        for link in [path.clone(), dir.path().join(PARTIAL)] {
            std::os::unix::fs::symlink(&precious, link).expect("a link");
        }
        write_whole(&path, b"new").expect("writes");
        assert_eq!(fs::read_to_string(&precious).expect("a file"), "not to be written");
        assert!(fs::symlink_metadata(&path).expect("a file").is_file());
    }
}
