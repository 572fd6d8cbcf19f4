//! The workbooks and data files that whole runs write, read back without the
//! library that wrote them: sound packages, sheets that help to read and
//! print, totals that recalculate, sources that lead to their cells.

mod appearance;
mod handmade;
mod heights;
mod hostile_settings;
mod hostile_texts;
mod notices;
mod open_data;
mod order;
mod package;
mod resaved;
mod sources;
#[path = "../support/mod.rs"]
mod support;
mod totals;
#[path = "../circle/typing.rs"]
#[allow(dead_code, reason = "the tests of the year's circle take the rest of it")]
mod typing;
mod xml;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use support::PlanFolder;

/// Honjo with R5 closed and R6 run, made once.
pub(crate) fn honjo() -> &'static PlanFolder {
    static FOLDER: OnceLock<PlanFolder> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let folder = PlanFolder::copy_of("honjo");
        folder.run("R5");
        let closed = folder.gyokaku(&["close", "{}/R5", "--yes"]);
        assert!(closed.status.success(), "{}", String::from_utf8_lossy(&closed.stderr));
        folder.run("R6");
        folder
    })
}

/// Minato with R6 run, made once.
pub(crate) fn minato() -> &'static PlanFolder {
    static FOLDER: OnceLock<PlanFolder> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let folder = PlanFolder::copy_of("minato");
        folder.run("R6");
        folder
    })
}

/// Every workbook below a folder, by its path.
pub(crate) fn workbooks(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut entries: Vec<PathBuf> =
        fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            found.extend(workbooks(&path));
        } else if path.extension().is_some_and(|ending| ending == "xlsx") {
            found.push(path);
        }
    }
    found
}

/// All outputs of the sample runs.
pub(crate) fn all_workbooks() -> Vec<PathBuf> {
    let folders = [honjo().path("R5/出力"), honjo().path("R6/出力"), minato().path("R6/出力")];
    folders.iter().flat_map(|folder| workbooks(folder)).collect()
}
