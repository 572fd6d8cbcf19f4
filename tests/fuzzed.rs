//! Inputs of the fuzzers, read without them: every seed, and whatever once
//! broke something (`tests/corpus/fuzzed`).

#[path = "../fuzz/fuzz_targets/package.rs"]
mod package;

use std::fs;
use std::panic;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, Once};

use gyokaku::form::{built_in_form, read_form, read_sheet};
use gyokaku::model::Eras;
use gyokaku::workbook::{self, parse_workbook};

fn inputs(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let entries = fs::read_dir(&folder).expect("a folder of inputs");
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    files.retain(|path| path.extension().is_none_or(|extension| extension != "md"));
    files.sort();
    files
}

/// What panicked in this process. Reading a workbook lets no panic out, so that
/// a fault costs one file only; here none may happen at all.
static PANICS: Mutex<Vec<String>> = Mutex::new(Vec::new());

fn watch_panics() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let usual = panic::take_hook();
        panic::set_hook(Box::new(move |panic| {
            PANICS.lock().expect("nothing panics while it is held").push(panic.to_string());
            usual(panic);
        }));
    });
}

fn assert_no_panic(input: &Path) {
    let panics = PANICS.lock().expect("nothing panics while it is held").clone();
    assert_eq!(panics, Vec::<String>::new(), "at {}", input.display());
}

/// What the targets do with an input: whether it is a workbook.
fn read_as_the_targets_do(bytes: &[u8]) -> bool {
    workbook::use_executable(env!("CARGO_BIN_EXE_gyokaku"));
    let Ok(book) = parse_workbook("fuzz.xlsx", &package::file(bytes)) else { return false };
    let eras = Eras::default();
    let own = read_form("fuzz.xlsx".as_ref(), &book, &eras).ok();
    let forms: Vec<_> = own.into_iter().chain([built_in_form(&eras)]).collect();
    for sheet in &book.sheets {
        let _ = read_sheet(&forms, &"fuzz.xlsx".into(), sheet);
    }
    true
}

#[test]
fn every_seed_is_read() {
    watch_panics();
    let seeds = inputs("fuzz/seeds");
    assert!(seeds.len() >= 14, "{}", seeds.len());
    for seed in seeds {
        let bytes = fs::read(&seed).expect("a seed");
        // A workbook's own part names relations that the package around it does not have.
        let is_whole = !seed.to_string_lossy().contains("workbook.");
        assert_eq!(read_as_the_targets_do(&bytes), is_whole, "{}", seed.display());
        assert_no_panic(&seed);
    }
}

#[test]
fn what_the_fuzzers_found_is_repaired() {
    watch_panics();
    for input in inputs("tests/corpus/fuzzed") {
        read_as_the_targets_do(&fs::read(&input).expect("an input"));
        assert_no_panic(&input);
    }
}
