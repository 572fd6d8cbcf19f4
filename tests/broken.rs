//! Every sample, broken off and changed in many ways: it is read or refused,
//! and no part of the program panics. `GYOKAKU_BROKEN=1000` breaks each file
//! as often; without it a few times.

mod support;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use gyokaku::model::{Eras, FileStatus};
use gyokaku::workbook::{self, Submission, read_submission};
use rayon::prelude::*;
use support::mutation::{Dice, mutated};

static PANICS: AtomicUsize = AtomicUsize::new(0);

fn files(folder: &str, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = path.to_string_lossy().into_owned();
        if path.is_dir() && !name.contains("出力") {
            files(&name, found);
        } else if ["xlsx", "xlsm", "xlsb", "xls", "ods"]
            .iter()
            .any(|kind| name.ends_with(&format!(".{kind}")))
        {
            found.push(path);
        }
    }
}

#[test]
fn every_sample_is_read_or_refused_however_it_is_broken() {
    workbook::use_executable(env!("CARGO_BIN_EXE_gyokaku"));
    // A panic that the reader catches is a fault all the same.
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        let is_of_the_test = info.location().is_some_and(|at| at.file().starts_with("tests"));
        PANICS.fetch_add(usize::from(!is_of_the_test), Ordering::Relaxed);
        usual(info);
    }));
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = Vec::new();
    for folder in ["samples", "tests/corpus/hides", "tests/corpus/workbook", "tests/corpus/kinds"] {
        files(&root.join(folder).to_string_lossy(), &mut paths);
    }
    paths.sort();
    assert!(paths.len() > 100, "{} files", paths.len());
    let wanted: u64 = std::env::var("GYOKAKU_BROKEN").ok().and_then(|text| text.parse().ok()).unwrap_or(3);
    let folder = tempfile::tempdir().expect("a temporary folder");
    let refused: usize = paths
        .par_iter()
        .enumerate()
        .map(|(index, path)| {
            let bytes = fs::read(path).expect("a sample");
            let broken = folder
                .path()
                .join(format!("{index}.{}", path.extension().expect("a kind").to_string_lossy()));
            let mut refused = 0;
            for round in 0..wanted {
                let mut dice = Dice(round * 10_000 + index as u64);
                fs::write(&broken, mutated(&bytes, &bytes, &mut dice)).expect("a broken file");
                let read = read_submission(&Submission::of_file(&broken, "提出/計画.xlsx"), &Eras::default());
                let status = read.value.file.status;
                assert_eq!(
                    status == FileStatus::Read,
                    read.value.workbook.is_some(),
                    "{} {round}",
                    path.display()
                );
                let told = read.findings.iter().any(|finding| !finding.message.is_empty());
                assert!(status == FileStatus::Read || told, "{} {round}: {status:?}", path.display());
                refused += usize::from(status != FileStatus::Read);
            }
            refused
        })
        .sum();
    assert_eq!(PANICS.load(Ordering::Relaxed), 0, "panics that were caught");
    assert!(refused > paths.len() / 2, "{refused} of {} files were refused", paths.len());
}
