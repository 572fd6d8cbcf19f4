//! What the program wrote into an output folder, with checksums.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rayon::iter::{IntoParallelIterator, ParallelIterator};

use crate::output::durable::PARTIAL;
use crate::review::Checksum;

/// Lists the folder's files in the format of `sha256sum`.
pub(super) const MANIFEST: &str = "チェックサム.sha256";

/// Checksum by path relative to the output folder, with `/`.
pub(super) type Manifest = BTreeMap<String, String>;

/// The manifest's bytes.
pub(super) fn print(manifest: &Manifest) -> Vec<u8> {
    let lines: String = manifest.iter().map(|(path, sum)| format!("{sum}  {path}\n")).collect();
    lines.into_bytes()
}

/// The manifest of an output folder; empty where there is none, so that every
/// file counts as somebody else's.
pub(super) fn read(folder: &Path) -> io::Result<Manifest> {
    let text = match fs::read(folder.join(MANIFEST)) {
        Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(error),
    };
    let entry = |line: &str| line.split_once("  ").map(|(sum, path)| (path.to_owned(), sum.to_owned()));
    Ok(text.lines().filter_map(entry).collect())
}

/// Every file of a folder, by its relative path with `/`; none where there is no folder.
pub(super) fn files(folder: &Path) -> io::Result<BTreeMap<String, PathBuf>> {
    let mut found = BTreeMap::new();
    let mut open = vec![(String::new(), folder.to_path_buf())];
    while let Some((prefix, dir)) = open.pop() {
        let entries = match fs::read_dir(&dir) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            Err(error) => return Err(error),
        };
        for entry in entries {
            let entry = entry?;
            let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
            if entry.file_type()?.is_dir() {
                open.push((format!("{name}/"), entry.path()));
            } else {
                found.insert(name, entry.path());
            }
        }
    }
    Ok(found)
}

/// The files of an output folder that the program did not write, or that were
/// edited since.
pub(super) fn foreign_files(folder: &Path) -> io::Result<BTreeMap<String, PathBuf>> {
    let manifest = read(folder)?;
    let mut there = files(folder)?;
    there.remove(MANIFEST);
    let is_foreign = |(name, path): &(String, PathBuf)| match manifest.get(name) {
        None => Ok(!is_system_file(name)),
        // A pipe in a file's place would never be read to its end.
        Some(_) if !fs::metadata(path).is_ok_and(|there| there.is_file()) => Ok(true),
        Some(sum) => checksum_of(path).map(|there| there != *sum),
    };
    let judge = |file| is_foreign(&file).map(|foreign| foreign.then_some(file));
    let judged: io::Result<Vec<Option<(String, PathBuf)>>> = there.into_par_iter().map(judge).collect();
    Ok(judged?.into_iter().flatten().collect())
}

fn checksum_of(path: &Path) -> io::Result<String> {
    let mut sum = Checksum::default();
    io::copy(&mut fs::File::open(path)?, &mut sum)?;
    Ok(sum.finish())
}

/// What Office, Windows and macOS leave behind; no person wrote it.
fn is_system_file(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.starts_with("~$")
        || name.starts_with(".~lock.")
        || ["Thumbs.db", "desktop.ini", ".DS_Store", PARTIAL]
            .iter()
            .any(|known| name.eq_ignore_ascii_case(known))
}
