//! Nothing that a department sends leads out of the folder or gets a meaning
//! in an output that it does not have as text.
#![cfg(unix)]

mod support;

use std::fs;
use std::io::{Cursor, Read};
use std::os::unix::fs::symlink;

use support::PlanFolder;
use support::snapshot::{Snapshot, changed, snapshot, snapshot_without};
use support::zip_of;

/// A file name that would be a tag in HTML and a formula in a cell.
const NAME: &str = "=HYPERLINK(\"&'<img src=x onerror=alert(1)>.xlsx";

/// Every part of a workbook by its name.
fn parts(workbook: &[u8]) -> Vec<(String, String)> {
    let mut zip = zip::ZipArchive::new(Cursor::new(workbook)).expect("a workbook");
    let mut parts = Vec::new();
    for index in 0..zip.len() {
        let mut part = zip.by_index(index).expect("a part");
        let mut text = String::new();
        if part.read_to_string(&mut text).is_ok() {
            parts.push((part.name().expect("a name").into_owned(), text));
        }
    }
    parts
}

fn workbooks(output: &Snapshot) -> impl Iterator<Item = (&String, Vec<(String, String)>)> {
    let books = output.iter().filter(|(path, _)| path.ends_with(".xlsx"));
    books.map(|(path, bytes)| (path, parts(bytes)))
}

/// A year with a file of an evil name that is read, one that is not, and a
/// zip whose entries lead out.
fn hostile_year() -> PlanFolder {
    let minato = PlanFolder::copy_of("minato");
    let sheet = minato.path("R6/提出/図書館.xlsx");
    let bytes = fs::read(&sheet).expect("the sample");
    fs::rename(&sheet, minato.path("R6/提出").join(NAME)).expect("another name");
    fs::write(minato.path("R6/提出").join(format!("broken{NAME}")), b"PK\x03\x04 no workbook")
        .expect("a file");
    let names = ["../../../escaped.xlsx", "/escaped.xlsx", "C:\\escaped.xlsx", "..\\escaped<b>.xlsx"];
    let entries: Vec<(&str, &[u8])> = names.iter().map(|name| (*name, &bytes[..100])).collect();
    fs::write(minato.path("R6/提出/まとめ.zip"), zip_of(&entries)).expect("a zip");
    minato
}

#[test]
fn names_are_texts_in_every_output() {
    let minato = hostile_year();
    minato.run("R6");
    let output = snapshot(&minato.path("R6/出力"));
    let page = String::from_utf8(output["結果.html"].clone()).expect("a page in UTF-8");
    assert!(page.contains("&lt;img src=x onerror=alert(1)&gt;") && !page.contains("<img"));
    assert!(!page.contains("<script") && !page.contains("<b>.xlsx") && !page.contains("http:"));
    for (path, parts) in workbooks(&output) {
        for (part, text) in parts {
            assert!(!text.contains("<img"), "{path} {part}");
            assert!(!text.contains("<f>=HYPERLINK") && !text.contains("<f>HYPERLINK"), "{path} {part}");
        }
    }
    for (path, bytes) in output.iter().filter(|(path, _)| path.ends_with(".csv")) {
        let text = String::from_utf8_lossy(bytes);
        assert!(!text.contains("\n=") && !text.contains(",="), "{path}");
    }
}

#[test]
fn links_of_workbooks_and_pages_lead_to_submissions_only() {
    let minato = hostile_year();
    minato.run("R6");
    let output = snapshot(&minato.path("R6/出力"));
    let mut links = Vec::new();
    for (path, parts) in workbooks(&output) {
        let up = "../".repeat(1 + path.matches('/').count());
        for (_, text) in parts.iter().filter(|(part, _)| part.ends_with(".rels")) {
            let external = text.split("<Relationship ").filter(|rel| rel.contains("TargetMode=\"External\""));
            links.extend(external.map(|rel| (path.clone(), up.clone(), rel.to_owned())));
        }
    }
    assert!(!links.is_empty(), "sources are linked");
    for (path, up, link) in links {
        let target =
            link.split("Target=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a target");
        let inside = target.trim_start_matches("file:///").strip_prefix(&up);
        assert!(
            inside.is_some_and(|inside| inside.starts_with("提出/") && !inside.contains("..")),
            "{path}: {target}"
        );
    }
    let page = String::from_utf8(output["結果.html"].clone()).expect("a page in UTF-8");
    for link in page.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
        let plain =
            !link.contains(':') && !link.starts_with('/') && !link.replacen("../", "", 1).contains("..");
        assert!(plain, "{link}");
    }
}

/// Every dictionary of a PDF, within others too.
fn dictionaries(object: &lopdf::Object) -> Vec<&lopdf::Dictionary> {
    use lopdf::Object;
    match object {
        Object::Dictionary(dictionary) => std::iter::once(dictionary)
            .chain(dictionary.iter().flat_map(|(_, value)| dictionaries(value)))
            .collect(),
        Object::Stream(stream) => std::iter::once(&stream.dict)
            .chain(stream.dict.iter().flat_map(|(_, value)| dictionaries(value)))
            .collect(),
        Object::Array(list) => list.iter().flat_map(dictionaries).collect(),
        _ => Vec::new(),
    }
}

/// Names that would be addresses or actions if they were not taken as names.
#[test]
fn links_of_papers_lead_to_submissions_only() {
    let city = PlanFolder::copy_of("mistakes");
    let sheets = city.path("R6/提出");
    let names = ["javascript:app.alert(1))>>", "file:\\\\server\\share (1)", "..\\..\\a'\"<b>#x?y&z%2e%2e"];
    let files = fs::read_dir(&sheets).expect("submissions").map(|entry| entry.expect("an entry").path());
    let mut files: Vec<_> = files.filter(|path| path.extension().is_some_and(|end| end == "xlsx")).collect();
    files.sort();
    for (number, path) in files.into_iter().enumerate() {
        let name = format!("{}{number}.xlsx", names[number % names.len()]);
        fs::rename(path, sheets.join(name)).expect("another name");
    }
    city.run("R6");
    let output = snapshot(&city.path("R6/出力"));
    let mut links = Vec::new();
    for (path, bytes) in output.iter().filter(|(path, _)| path.ends_with(".pdf")) {
        let pdf = lopdf::Document::load_mem(bytes).expect("a PDF");
        for action in pdf.objects.values().flat_map(dictionaries) {
            let Ok(kind) = action.get(b"S").and_then(lopdf::Object::as_name) else { continue };
            let kind = String::from_utf8_lossy(kind);
            assert!(!["JavaScript", "Launch", "GoToR", "GoToE", "SubmitForm"].contains(&&*kind), "{path}");
            let Ok(uri) = action.get(b"URI").and_then(lopdf::Object::as_str) else { continue };
            let uri = std::str::from_utf8(uri).expect("a URI in ASCII");
            let inside = uri.trim_start_matches("../").strip_prefix("%E6%8F%90%E5%87%BA/");
            assert!(inside.is_some_and(|inside| !inside.contains(['/', ':', '\\', '<'])), "{path}: {uri}");
            links.push(uri.to_owned());
        }
    }
    assert!(links.iter().any(|link| link.contains("javascript")), "{links:?}");
}

#[test]
fn entries_of_a_zip_are_written_nowhere() {
    let minato = hostile_year();
    let outside = minato.path("").parent().expect("a folder above").to_path_buf();
    let before = snapshot(&outside);
    minato.run("R6");
    let after = snapshot_without(&outside, &["出力"]);
    assert_eq!(changed(&before, &after), Vec::<String>::new());
    let record = minato.record("R6");
    let files = record["files"].as_array().expect("files");
    let paths: Vec<&str> = files.iter().filter_map(|file| file["path"].as_str()).collect();
    assert!(paths.iter().all(|path| path.starts_with("提出/") && !path.contains("..")), "{paths:?}");
    assert_eq!(paths.iter().filter(|path| path.contains("まとめ.zip/")).count(), 4);
}

#[test]
fn links_in_the_output_folder_are_not_written_through() {
    let minato = PlanFolder::copy_of("minato");
    minato.run("R6");
    let precious = minato.path("precious.txt");
    fs::write(&precious, "not to be written").expect("a file elsewhere");
    for name in ["出力/計画一覧.xlsx", "出力/link.txt", ".gyokaku-出力.owner.txt"] {
        let link = minato.path("R6").join(name);
        let _ = fs::remove_file(&link);
        symlink(&precious, &link).expect("a link");
    }
    minato.run("R6");
    assert_eq!(fs::read_to_string(&precious).expect("the file"), "not to be written");
    let listed = fs::symlink_metadata(minato.path("R6/出力/計画一覧.xlsx")).expect("an output");
    assert!(listed.is_file(), "the link has given way to the workbook");
}

#[test]
fn settings_and_record_keep_to_the_year_folder() {
    let minato = PlanFolder::copy_of("minato");
    fs::write(minato.path("outside.xlsx"), "not submitted").expect("a file");
    symlink(minato.path("outside.xlsx"), minato.path("R6/提出/link.xlsx")).expect("a link");
    symlink("/", minato.path("R6/提出/root")).expect("a link");
    let record = minato.run("R6");
    let findings = record["findings"].as_array().expect("findings");
    let named = |file: &str| findings.iter().any(|f| f["file"] == file && f["code"] == "F01");
    assert!(named("提出/link.xlsx") && named("提出/root"), "{findings:?}");
    assert_eq!(record["totals"]["submitted"], 7);
}
