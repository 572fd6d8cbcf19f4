//! The map of the rooms holds: one way, one room a library, small files.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Top to bottom: a room uses only itself and the rooms above it.
const ROOMS: [&str; 16] = [
    "error",
    "model",
    "diag",
    "fonts",
    "characters",
    "settings",
    "workbook",
    "form",
    "normalize",
    "ledger",
    "review",
    "rules",
    "report",
    "layout",
    "output",
    "commands",
];

/// The only places that may name a library.
const LIBRARIES: [(&str, &str); 4] = [
    ("calamine", "src/workbook/"),
    ("rust_xlsxwriter", "src/output/xlsx/"),
    ("printpdf", "src/output/pdf/"),
    ("lopdf", "src/output/pdf/"),
];

fn sources() -> BTreeMap<PathBuf, String> {
    let mut files = BTreeMap::new();
    collect(Path::new("src"), &mut files);
    assert!(files.len() > 30, "the sources were not found");
    files
}

fn collect(dir: &Path, files: &mut BTreeMap<PathBuf, String>) {
    for entry in fs::read_dir(dir).expect("a readable folder") {
        let path = entry.expect("a readable entry").path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|e| e == "rs") {
            let text = fs::read_to_string(&path).expect("a readable source");
            files.insert(path, text);
        }
    }
}

fn room_of(path: &Path) -> Option<String> {
    let second = path.components().nth(1)?.as_os_str().to_str()?;
    let room = second.strip_suffix(".rs").unwrap_or(second);
    (room != "lib" && room != "main").then(|| room.to_owned())
}

/// A source's code without its comments.
fn code_of(text: &str) -> String {
    text.lines().filter(|line| !line.trim_start().starts_with("//")).map(|line| format!("{line}\n")).collect()
}

#[test]
fn rooms_use_only_the_rooms_above_them() {
    let position = |room: &str| ROOMS.iter().position(|r| *r == room);
    for (path, text) in sources() {
        let Some(room) = room_of(&path) else { continue };
        let own = position(&room).unwrap_or_else(|| panic!("{} is in no known room", path.display()));
        let code = code_of(&text);
        for below in &ROOMS[own + 1..] {
            assert!(
                !code.contains(&format!("crate::{below}")),
                "{} looks back: it uses `{below}`, which stands below `{room}`",
                path.display()
            );
        }
        assert!(!code.contains("use crate::{"), "{}: name each room in a use of its own", path.display());
    }
}

#[test]
fn the_crate_documentation_lists_the_rooms_in_order() {
    let text = fs::read_to_string("src/lib.rs").expect("the crate's root");
    let listed: Vec<&str> = text
        .lines()
        .filter_map(|line| line.strip_prefix("//! | [`")?.split_once('`').map(|(room, _)| room))
        .collect();
    assert_eq!(listed, ROOMS);
}

#[test]
fn one_room_knows_each_library() {
    for (path, text) in sources() {
        let place = path.to_string_lossy().replace('\\', "/");
        let code = code_of(&text);
        for (library, room) in LIBRARIES {
            let named = code.contains(&format!("{library}::"));
            assert!(!named || place.starts_with(room), "{place} names {library}; only {room} may");
        }
    }
}

#[test]
fn files_can_be_held_in_mind() {
    for (path, text) in sources() {
        let lines = text.lines().count();
        assert!(lines <= 400, "{} has {lines} lines; split it at 400", path.display());
    }
}

#[test]
fn every_file_says_what_it_is_for() {
    for (path, text) in sources() {
        assert!(text.starts_with("//!"), "{} opens without saying what it is for", path.display());
    }
}

#[test]
fn files_are_named_for_what_they_hold() {
    for path in sources().keys() {
        let name = path.file_stem().and_then(|s| s.to_str()).unwrap_or("");
        for vague in ["util", "utils", "common", "helper", "helpers", "misc", "manager"] {
            assert_ne!(name, vague, "{}", path.display());
        }
    }
}
