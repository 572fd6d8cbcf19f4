//! Nothing that a person put into the output folder is lost.

use std::fs;
use std::path::Path;

use super::manifest;
use crate::error::{Error, Result};

/// Copies the files that the program did not write, or that were edited since,
/// from `folder` to `refuge`. Gives their paths in the refuge. A file that the
/// refuge already has is not copied again, so that a run that was cut short
/// can be repeated.
pub(super) fn keep_foreign_files(folder: &Path, refuge: &Path) -> Result<Vec<String>> {
    let tried = "出力フォルダーにある、プログラムの書いたものでないファイルを退避します";
    let foreign = manifest::foreign_files(folder).map_err(|e| Error::io(folder, tried, &e))?;
    let mut kept = Vec::new();
    for (name, path) in foreign {
        let failed = |error: &std::io::Error| Error::io(&path, tried, error);
        let bytes = fs::read(&path).map_err(|e| failed(&e))?;
        let (free, is_there) = place_in(refuge, &name, &bytes);
        let target = refuge.join(&free);
        if !is_there {
            let parent = target.parent().unwrap_or(refuge);
            fs::create_dir_all(parent).map_err(|e| failed(&e))?;
            // Copied under another name first: a copy cut short is not taken for the file.
            let partial = parent.join(".退避中");
            fs::write(&partial, &bytes).map_err(|e| failed(&e))?;
            fs::rename(&partial, &target).map_err(|e| failed(&e))?;
        }
        kept.push(free);
    }
    Ok(kept)
}

/// A free name in the refuge, or the one under which the same bytes stand there.
fn place_in(refuge: &Path, name: &str, bytes: &[u8]) -> (String, bool) {
    let (stem, extension) = match name.rsplit_once('.') {
        Some((stem, extension)) if !stem.is_empty() && !extension.contains('/') => {
            (stem, format!(".{extension}"))
        }
        _ => (name, String::new()),
    };
    let mut number = 1;
    loop {
        let free = if number == 1 { name.to_owned() } else { format!("{stem}（{number}）{extension}") };
        match fs::read(refuge.join(&free)) {
            Ok(there) if there == bytes => return (free, true),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return (free, false),
            _ => number += 1,
        }
    }
}
