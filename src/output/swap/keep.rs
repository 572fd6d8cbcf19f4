//! Nothing that a person put into the output folder is lost.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};

use super::manifest;
use crate::error::{Error, Result};
use crate::output::durable::copy_whole;

/// Copies the files that the program did not write, or that were edited since,
/// from `folder` to `refuge`. Gives their paths in the refuge. A file that the
/// refuge already has is not copied again, so that a run that was cut short
/// can be repeated.
pub(super) fn keep_foreign_files(folder: &Path, refuge: &Path) -> Result<Vec<String>> {
    let tried = "出力フォルダーにある、プログラムの書いたものでないファイルを退避します";
    let foreign = manifest::foreign_files(folder).map_err(|e| Error::io(folder, tried, &e))?;
    let keep = |(name, path): (&String, &PathBuf)| {
        keep_file(name, path, refuge).map_err(|e| Error::io(path, tried, &e)).transpose()
    };
    foreign.iter().filter_map(keep).collect()
}

/// The same for one file; gives its path in the refuge. What holds nothing of
/// its own (a pipe, a device) is left out.
pub(super) fn keep_file(name: &str, path: &Path, refuge: &Path) -> io::Result<Option<String>> {
    refuse_links(&refuge.join(name), refuge)?;
    let kind = fs::metadata(path).map(|there| there.is_file());
    if matches!(kind, Ok(true)) {
        let (free, is_there) = place_in(refuge, name, |there| has_same_bytes(path, there))?;
        if !is_there {
            copy_whole(path, &refuge.join(&free))?;
        }
        return Ok(Some(free));
    }
    match fs::read_link(path) {
        // A link to a folder, to nothing or to itself is kept as the link it is.
        Ok(leads_to) => {
            let same = |there: &Path| Ok(fs::read_link(there).is_ok_and(|other| other == leads_to));
            let (free, is_there) = place_in(refuge, name, same)?;
            Ok((is_there || relink(&leads_to, &refuge.join(&free))?).then_some(free))
        }
        Err(_) => kind.map(|_| None),
    }
}

/// What is kept stays beside the output: a link on the way there would lead it elsewhere.
fn refuse_links(place: &Path, refuge: &Path) -> io::Result<()> {
    let folders = place.ancestors().skip(1).take_while(|folder| folder.starts_with(refuge));
    for folder in folders {
        if fs::symlink_metadata(folder).is_ok_and(|there| there.is_symlink()) {
            return Err(io::Error::other(format!(
                "「{}」は別の場所へのリンクです。リンクを外してから、もう一度実行してください",
                folder.display()
            )));
        }
    }
    Ok(())
}

/// Makes a link; says whether this system has links that anybody may make.
#[cfg(unix)]
fn relink(leads_to: &Path, place: &Path) -> io::Result<bool> {
    fs::create_dir_all(place.parent().unwrap_or(place))?;
    std::os::unix::fs::symlink(leads_to, place).map(|()| true)
}

/// What a junction leads to is elsewhere, and stays there.
#[cfg(not(unix))]
fn relink(_leads_to: &Path, _place: &Path) -> io::Result<bool> {
    Ok(false)
}

/// A free name in the refuge, or the one under which the same stands there.
fn place_in(
    refuge: &Path,
    name: &str,
    is_same: impl Fn(&Path) -> io::Result<bool>,
) -> io::Result<(String, bool)> {
    let (stem, extension) = match name.rsplit_once('.') {
        Some((stem, extension)) if !stem.is_empty() && !extension.contains('/') => {
            (stem, format!(".{extension}"))
        }
        _ => (name, String::new()),
    };
    let mut number = 1;
    loop {
        let free = if number == 1 { name.to_owned() } else { format!("{stem}（{number}）{extension}") };
        let place = refuge.join(&free);
        match fs::symlink_metadata(&place) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok((free, false)),
            Err(error) => return Err(error),
            Ok(_) if is_same(&place)? => return Ok((free, true)),
            Ok(_) => number += 1,
        }
    }
}

/// However large they are, without holding them in memory.
fn has_same_bytes(one: &Path, other: &Path) -> io::Result<bool> {
    let there = fs::symlink_metadata(other)?;
    if !there.is_file() || there.len() != fs::metadata(one)?.len() {
        return Ok(false);
    }
    let (mut one, mut other) = (File::open(one)?, File::open(other)?);
    let (mut left, mut right) = (Vec::new(), Vec::new());
    loop {
        left.clear();
        right.clear();
        (&mut one).take(1 << 20).read_to_end(&mut left)?;
        (&mut other).take(1 << 20).read_to_end(&mut right)?;
        if left != right || left.is_empty() {
            return Ok(left == right);
        }
    }
}
