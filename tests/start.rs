//! Started as a clerk starts it: by a double click, or by dropping something on it.

mod support;

use std::path::Path;
use std::process::{Command, Output, Stdio};

use support::PlanFolder;

/// Starts the program with words alone, as a desktop does, and nothing to read from.
fn start(folder: &Path, words: &[&Path]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_gyokaku"))
        .args(words)
        .current_dir(folder)
        .stdin(Stdio::null())
        .output()
        .expect("the program starts")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

#[test]
fn a_double_click_runs_the_newest_open_year_of_the_plan_folder() {
    let minato = PlanFolder::copy_of("minato");
    let output = start(&minato.path(""), &[]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    let text = said(&output);
    for part in ["年度フォルダー「", "R6", "次にすること：", "結果.html"] {
        assert!(text.contains(part), "{part} in {text}");
    }
    assert!(minato.path("R6/出力/評価報告書.pdf").is_file());
    assert!(!text.contains("Enterキー"), "nobody is waited for without a terminal: {text}");
}

#[test]
fn a_dropped_year_folder_is_run_and_a_dropped_file_is_checked() {
    let honjo = PlanFolder::copy_of("honjo");
    let elsewhere = tempfile::tempdir().expect("a temporary folder");
    let output = start(elsewhere.path(), &[&honjo.path("R5")]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert!(honjo.path("R5/出力/記録.json").is_file());
    let output = start(elsewhere.path(), &[&honjo.path("R5/提出/2-05_市民活動推進課.xlsx")]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert_eq!(std::fs::read_dir(elsewhere.path()).expect("a folder").count(), 0, "nothing is written");
}

#[test]
fn without_a_plan_folder_it_says_what_to_do() {
    let empty = tempfile::tempdir().expect("a temporary folder");
    let output = start(empty.path(), &[]);
    assert_eq!(output.status.code(), Some(2));
    let text = said(&output);
    assert!(text.contains("gyokaku.toml") && text.contains("対応："), "{text}");
}

#[test]
fn a_new_plan_folder_can_be_run_at_once() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let new = dir.path().join("新市");
    let words = ["init", "新市", "--city", "新市", "--start", "R8", "--end", "R10"];
    let words: Vec<&Path> = words.iter().map(Path::new).collect();
    let mut dry = words.clone();
    dry.push(Path::new("--dry-run"));
    assert_eq!(start(dir.path(), &dry).status.code(), Some(0));
    assert!(!new.exists(), "a dry run writes nothing");
    let output = start(dir.path(), &words);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert!(new.join("様式/実施計画シート.xlsx").is_file() && new.join("R8/計画台帳.xlsx").is_file());
    let output = start(dir.path(), &[Path::new("run"), Path::new("新市/R8")]);
    assert!(matches!(output.status.code(), Some(0 | 1)), "{}", said(&output));
    assert_eq!(start(dir.path(), &words).status.code(), Some(2), "what exists is never replaced");
}
