//! `gyokaku check`: year folders and single files, three formats, exit status.

mod support;

use std::fs;
use std::process::Output;

use serde_json::Value;
use support::PlanFolder;

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Codes with their plans of a JSON answer.
fn codes(output: &Output) -> Vec<String> {
    let answer: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let findings = answer.as_array().cloned().or_else(|| answer["findings"].as_array().cloned());
    let text = |f: &Value, name: &str| f[name].as_str().unwrap_or("-").to_owned();
    findings.expect("findings").iter().map(|f| format!("{} {}", text(f, "code"), text(f, "key"))).collect()
}

#[test]
fn a_file_of_a_plan_folder_is_checked_with_its_ledger_and_form() {
    let city = PlanFolder::copy_of("mistakes");
    let output = city.gyokaku(&["check", "{}/R6/提出/3-01_税務課.xlsx", "--format", "json"]);
    assert_eq!(codes(&output), ["V02 3-01", "V03 3-01", "V08 3-01"]);
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn a_clean_file_of_a_plan_folder_has_nothing_and_status_0() {
    let city = PlanFolder::copy_of("mistakes");
    let output = city.gyokaku(&["check", "{}/R5/提出/1-02_デジタル推進課.xlsx", "--format", "json"]);
    assert_eq!(codes(&output), Vec::<String>::new());
    assert_eq!(output.status.code(), Some(0));
    let text = said(&city.gyokaku(&["check", "{}/R5/提出/1-02_デジタル推進課.xlsx"]));
    assert!(text.contains("エラー0件、要確認0件"), "{text}");
}

#[test]
fn a_warning_alone_is_no_failure() {
    let city = PlanFolder::copy_of("mistakes");
    let output = city.gyokaku(&["check", "{}/R6/提出/1-01_市民課.xlsx", "--format", "json"]);
    // Last year's values and opinions are the whole run's business.
    assert_eq!(codes(&output), ["V06 1-01", "J01 1-01"]);
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn several_files_are_checked_together() {
    let city = PlanFolder::copy_of("mistakes");
    let files = ["{}/R6/提出/1-04_図書館.xlsx", "{}/R6/提出/1-04_図書館_修正.xlsx", "{}/R6/提出/送付状.docx"];
    let output = city.gyokaku(&["check", files[0], files[1], files[2], "--format", "json"]);
    assert_eq!(codes(&output), ["F08 1-04", "F17 -"]);
    // One of the two alone is in order.
    let alone = city.gyokaku(&["check", files[0], "--format", "json"]);
    assert_eq!(codes(&alone), Vec::<String>::new());
}

#[test]
fn a_file_outside_is_read_with_the_built_in_form_and_its_own_checks() {
    let honjo = PlanFolder::copy_of("honjo");
    let elsewhere = tempfile::tempdir().expect("a folder");
    let file = elsewhere.path().join("送られたシート.xlsx");
    let sent = fs::read_dir(honjo.path("R5/提出")).expect("submissions").map(|e| e.expect("an entry").path());
    let mut sent = sent.filter(|p| p.to_string_lossy().contains("1-09 "));
    let sent = sent.next().expect("the sheet of 1-09");
    fs::copy(sent, &file).expect("a copy");
    let output = honjo.gyokaku(&["check", &file.display().to_string(), "--format", "json"]);
    let found = codes(&output);
    assert!(found.iter().all(|code| code.starts_with(['F', 'V', 'X'])), "{found:?}");
    assert!(!found.iter().any(|code| code.starts_with("F03") || code.starts_with("F10")), "{found:?}");
    assert_eq!(output.status.code(), Some(0), "{found:?}");
}

#[test]
fn lines_are_one_a_finding_with_file_sheet_and_cell() {
    let city = PlanFolder::copy_of("mistakes");
    let output = city.gyokaku(&["check", "{}/R6/提出/3-01_税務課.xlsx", "--format", "lines"]);
    let text = said(&output);
    let lines: Vec<&str> = text.lines().filter(|line| !line.is_empty()).collect();
    assert_eq!(lines.len(), 3, "{text}");
    assert!(lines[0].starts_with("3-01_税務課.xlsx:実施計画シート!B16: error V02: "), "{text}");
}

#[test]
fn what_cannot_be_checked_stops_with_status_2() {
    let city = PlanFolder::copy_of("mistakes");
    for words in [["check", "{}/R6/提出/ない.xlsx"], ["check", "{}/R8"]] {
        let output = city.gyokaku(&words);
        assert_eq!(output.status.code(), Some(2), "{words:?}");
        assert!(!output.stderr.is_empty() && output.stdout.is_empty(), "{words:?}");
    }
    let both = city.gyokaku(&["check", "{}/R6", "{}/R6/提出/1-01_市民課.xlsx"]);
    assert_eq!(both.status.code(), Some(2));
}

#[test]
fn checking_writes_nothing() {
    let city = PlanFolder::copy_of("mistakes");
    let output = city.gyokaku(&["check", "{}/R6"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(!city.path("R6/出力").exists());
    assert!(said(&output).contains("■ 税務課"), "grouped by department");
}
