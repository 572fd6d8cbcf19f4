//! One bad file among good ones: the run ends, names it, and reads the rest.

mod support;

use std::fs;

use serde_json::Value;
use support::PlanFolder;

/// Plan 1-04 is in a file of its own; every test below spoils that file.
const VICTIM: &str = "R5/提出/1-04 オープンデータの幅を広げよう.xlsx";

fn spoiled(bytes: &[u8]) -> Value {
    let honjo = PlanFolder::copy_of("honjo");
    fs::write(honjo.path(VICTIM), bytes).expect("a spoiled file");
    honjo.run("R5")
}

fn names_the_file_and_reads_the_rest(record: &Value) {
    names_the_file_as(record, "error");
}

fn names_the_file_as(record: &Value, severity: &str) {
    let file = VICTIM.strip_prefix("R5/").expect("a path in the year folder");
    let named = record["findings"].as_array().expect("findings").iter().any(|f| {
        f["file"] == file && f["severity"] == severity && !f["message"].as_str().unwrap_or("").is_empty()
    });
    assert!(named, "no {severity} names {file}: {}", record["findings"]);
    assert_eq!(record["totals"]["submitted"], 49);
    let missing: Vec<&str> = record["plans"]
        .as_array()
        .expect("plans")
        .iter()
        .filter(|p| p["status"] != "submitted")
        .filter_map(|p| p["key"].as_str())
        .collect();
    assert_eq!(missing, ["1-04"]);
}

fn original() -> Vec<u8> {
    fs::read(format!("{}/samples/honjo/{VICTIM}", env!("CARGO_MANIFEST_DIR"))).expect("the sample")
}

#[test]
fn garbage() {
    names_the_file_and_reads_the_rest(&spoiled(b"\x00\x01\x02garbage that no program wrote\xff\xfe"));
}

#[test]
fn an_empty_file() {
    // A stub is passed over; what is missing is told as such.
    let record = spoiled(b"");
    names_the_file_as(&record, "warning");
    let missing = |f: &Value| f["code"] == "F10" && f["key"] == "1-04";
    assert!(record["findings"].as_array().expect("findings").iter().any(missing));
}

#[test]
fn a_truncated_workbook() {
    let whole = original();
    names_the_file_and_reads_the_rest(&spoiled(&whole[..whole.len() / 2]));
}

#[test]
fn a_web_page_named_xlsx() {
    names_the_file_and_reads_the_rest(&spoiled(
        "<html><body><table><tr><td>自己評価</td></tr></table>".as_bytes(),
    ));
}

#[test]
fn a_zip_bomb() {
    use std::io::Write;
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    zip.start_file("xl/workbook.xml", options).expect("an entry");
    let zeros = vec![b' '; 1 << 20];
    for _ in 0..512 {
        zip.write_all(&zeros).expect("a megabyte of nothing");
    }
    let bomb = zip.finish().expect("a zip").into_inner();
    assert!(bomb.len() < 1 << 20, "half a gigabyte in {} bytes", bomb.len());
    names_the_file_and_reads_the_rest(&spoiled(&bomb));
}
