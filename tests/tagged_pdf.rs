//! Every PDF that the program writes can be read aloud: its structure is whole.

mod support;

use std::path::{Path, PathBuf};

use support::PlanFolder;
use support::structure::faults;

fn pdfs(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("an output folder") {
        let path = entry.expect("a readable entry").path();
        if path.is_dir() {
            found.extend(pdfs(&path));
        } else if path.extension().is_some_and(|extension| extension == "pdf") {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn judge(city: &str, year: &str, at_least: usize) {
    let folder = PlanFolder::copy_of(city);
    folder.run(year);
    let out = folder.path(&format!("{year}/出力"));
    let files = pdfs(&out);
    assert!(files.len() >= at_least, "{city} {year}: {} PDFs", files.len());
    let mut wrong = Vec::new();
    for file in &files {
        let bytes = std::fs::read(file).expect("a readable PDF");
        let name = file.strip_prefix(&out).expect("inside the output").display().to_string();
        wrong.extend(faults(&bytes).into_iter().map(|fault| format!("{name}: {fault}")));
    }
    wrong.dedup();
    assert!(wrong.is_empty(), "{} faults\n{}", wrong.len(), wrong[..wrong.len().min(60)].join("\n"));
}

#[test]
fn every_pdf_of_a_confirmed_year_is_tagged_throughout() {
    judge("honjo", "R5", 30);
}

#[test]
fn every_pdf_of_a_second_year_is_tagged_throughout() {
    judge("honjo", "R6", 3);
}

#[test]
fn every_pdf_of_another_city_is_tagged_throughout() {
    judge("minato", "R6", 3);
}
