//! 確認票 as it goes to a department: one page, and links that open what was submitted.

use std::fs;

use crate::support::PlanFolder;
use crate::xml::Package;

/// The addresses of every link annotation, read back as paths.
fn links(pdf: &std::path::Path) -> Vec<String> {
    let document = lopdf::Document::load(pdf).expect("a PDF");
    let mut found = Vec::new();
    for object in document.objects.values() {
        let Ok(annotation) = object.as_dict() else { continue };
        if !annotation.get(b"Subtype").is_ok_and(|kind| kind.as_name().is_ok_and(|name| name == b"Link")) {
            continue;
        }
        let Ok(action) = annotation.get(b"A").and_then(|action| document.dereference(action)) else {
            continue;
        };
        let uri = action.1.as_dict().and_then(|action| action.get(b"URI")).and_then(lopdf::Object::as_str);
        if let Ok(uri) = uri {
            found.push(unescaped(uri));
        }
    }
    found
}

/// `%E6%8F%90` → `提`
fn unescaped(uri: &[u8]) -> String {
    let (mut bytes, mut at) = (Vec::new(), 0);
    while let Some(byte) = uri.get(at) {
        let hex = uri.get(at + 1..at + 3).and_then(|hex| std::str::from_utf8(hex).ok());
        match hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()).filter(|_| *byte == b'%') {
            Some(escaped) => {
                bytes.push(escaped);
                at += 3;
            }
            None => {
                bytes.push(*byte);
                at += 1;
            }
        }
    }
    String::from_utf8(bytes).expect("a path in UTF-8")
}

#[test]
fn the_links_of_every_pdf_open_the_submitted_files_that_it_names() {
    let folder = PlanFolder::copy_of("mistakes");
    let record = folder.run("R6");
    let notices = folder.path("R6/出力/確認票");
    let (mut pdfs, mut led_to) = (0, Vec::new());
    for entry in fs::read_dir(&notices).expect("確認票") {
        let path = entry.expect("an entry").path();
        if path.extension().is_some_and(|ending| ending == "pdf") {
            pdfs += 1;
            for link in links(&path) {
                assert!(notices.join(&link).is_file(), "{}: {link}", path.display());
                led_to.push(link.trim_start_matches("../").to_owned());
            }
        }
    }
    assert!(pdfs > 10, "{pdfs}");
    // A file of the year with an error that a department has to correct.
    let file =
        record["findings"].as_array().expect("findings").iter().find(|finding| finding["code"] == "V02");
    let file = file.expect("V02")["file"].as_str().expect("a file").to_owned();
    assert!(led_to.contains(&file), "{file}: {led_to:?}");
}

#[test]
fn a_workbook_is_one_sheet_whose_answers_are_chosen_from_a_list() {
    let folder = PlanFolder::copy_of("mistakes");
    folder.run("R6");
    for path in crate::workbooks(&folder.path("R6/出力/確認票")) {
        let book = Package::open(&path);
        let names: Vec<String> = book.sheets().into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["確認票"], "{}", path.display());
        let sheet = book.sheet("確認票");
        let lists: Vec<&str> =
            sheet.all("formula1").into_iter().map(|formula| formula.text.as_str()).collect();
        assert!(
            !lists.is_empty() && lists.iter().all(|list| *list == "\"直した,このままでよい\""),
            "{lists:?}"
        );
    }
}
