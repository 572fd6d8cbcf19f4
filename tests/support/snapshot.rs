//! A folder's files by path, to see what a command has changed.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Bytes by path with `/`; empty where there is no folder. Links are told by
/// where they lead and never followed.
pub(crate) type Snapshot = BTreeMap<String, Vec<u8>>;

/// Every file below a folder.
pub(crate) fn snapshot(folder: &Path) -> Snapshot {
    let mut files = Snapshot::new();
    collect(folder, "", &mut files);
    files
}

/// Every file below a folder that none of the folders named keeps: what the
/// program must never change.
pub(crate) fn snapshot_without(folder: &Path, left_out: &[&str]) -> Snapshot {
    let mut files = snapshot(folder);
    files.retain(|path, _| !path.split('/').any(|part| left_out.iter().any(|out| part.starts_with(out))));
    files
}

/// The paths whose bytes differ, or that only one of the two has.
pub(crate) fn changed(before: &Snapshot, after: &Snapshot) -> Vec<String> {
    let paths = before.keys().chain(after.keys().filter(|path| !before.contains_key(*path)));
    paths.filter(|path| before.get(*path) != after.get(*path)).cloned().collect()
}

fn collect(folder: &Path, prefix: &str, files: &mut Snapshot) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries {
        let entry = entry.expect("a readable entry");
        let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
        let kind = entry.file_type().expect("an entry's kind");
        if kind.is_dir() {
            collect(&entry.path(), &format!("{path}/"), files);
        } else if kind.is_symlink() {
            let target = fs::read_link(entry.path()).expect("a readable link");
            files.insert(path, target.to_string_lossy().into_owned().into_bytes());
        } else if kind.is_file() {
            // The last system call of a killed process may end after the process does.
            match fs::read(entry.path()) {
                Ok(bytes) => drop(files.insert(path, bytes)),
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
                Err(error) => panic!("{path}: {error}"),
            }
        }
    }
}
