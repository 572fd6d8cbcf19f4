//! What departments, secretariat and bodies gave stays byte for byte as it
//! was; what a person put into 出力/ is moved, never lost.

mod support;

use std::fs;
use std::time::SystemTime;

use support::PlanFolder;
use support::snapshot::{Snapshot, changed, snapshot, snapshot_without};

/// What commands write: folders, and the files of a closing.
const WRITTEN: [&str; 4] = ["出力", "配布", "確定", "正誤表"];

/// Every command, with the options that make it read or write something else;
/// the empty words are a folder and a file dropped on the program.
const COMMANDS: &[&[&str]] = &[
    &["run", "{}/R5"],
    &["run", "{}/R5", "--stage", "本部"],
    &["run", "{}/R5", "--out", "{}/R5/出力_別"],
    &["check", "{}/R5"],
    &["check", "{}/R5", "--format", "json"],
    &["check", "{}/R5/提出/1-11_支所総務課.xlsx", "{}/R5/提出/1-16_子育て支援課.xls"],
    &["inspect", "{}/R5/提出/1-11_支所総務課.xlsx"],
    &["inspect", "{}/R5/提出/1-16_子育て支援課.xls"],
    &["form", "{}/R5/提出/1-11_支所総務課.xlsx", "{}/R5/提出/1-16_子育て支援課.xls"],
    &["init", "{}/配布_新", "--city", "試験市", "--start", "R5", "--end", "R9", "--from", "{}/R5/提出"],
    &["close", "{}/R5", "--dry-run"],
    &["close", "{}/R5", "--yes"],
    &["sheets", "{}/R6"],
    &["sheets", "{}/R6", "--by", "課"],
    &["run", "{}/R6"],
    &["{}/R5"],
    &["{}/R5/提出/1-11_支所総務課.xlsx"],
    &["rules"],
    &["man"],
    &["completions", "bash"],
];

#[test]
fn no_command_changes_what_was_given() {
    let honjo = PlanFolder::copy_of("honjo");
    let given = snapshot_without(&honjo.path(""), &WRITTEN);
    let times = times_of(&honjo, &given);
    for command in COMMANDS {
        let output = honjo.gyokaku(command);
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(matches!(output.status.code(), Some(0 | 1)), "{command:?}: {said}");
        let now = snapshot_without(&honjo.path(""), &WRITTEN);
        let touched: Vec<String> =
            changed(&given, &now).into_iter().filter(|path| given.contains_key(path)).collect();
        assert_eq!(touched, Vec::<String>::new(), "{command:?}: {said}");
        assert_eq!(times_of(&honjo, &given), times, "{command:?} has written to a file");
    }
}

/// A new command is tried too.
#[test]
fn every_command_is_tried() {
    let help = PlanFolder::copy_of("minato").gyokaku(&["--help"]);
    let help = String::from_utf8(help.stdout).expect("text");
    let list = help
        .split("コマンド：")
        .nth(1)
        .or_else(|| help.split("コマンド:").nth(1))
        .expect("a list of commands");
    let named = |line: &str| line.strip_prefix("  ").filter(|line| !line.starts_with(' ')).map(str::to_owned);
    let names: Vec<String> = list
        .lines()
        .skip(1)
        .map_while(named)
        .filter_map(|line| line.split(' ').next().map(str::to_owned))
        .collect();
    assert!(names.len() >= 10, "{names:?}");
    for name in names {
        assert!(COMMANDS.iter().any(|command| command[0] == name), "{name} is not tried");
    }
}

/// When each of these files was last written.
fn times_of(folder: &PlanFolder, files: &Snapshot) -> Vec<SystemTime> {
    let time = |path: &String| fs::metadata(folder.path(path)).and_then(|there| there.modified());
    files.keys().map(|path| time(path).expect("a time")).collect()
}

#[test]
fn what_a_clerk_edited_or_added_is_moved_aside() {
    let minato = PlanFolder::copy_of("minato");
    minato.run("R6");
    let before = snapshot(&minato.path("R6/出力"));
    fs::write(minato.path("R6/出力/計画一覧.xlsx"), "edited by hand").expect("an edit");
    fs::create_dir(minato.path("R6/出力/メモ")).expect("a folder of the clerk's");
    fs::write(minato.path("R6/出力/メモ/議事録.txt"), "minutes").expect("a file of the clerk's");
    fs::remove_file(minato.path("R6/出力/結果.html")).expect("a file the clerk did not want");

    let output = minato.gyokaku(&["run", "{}/R6"]);
    assert!(String::from_utf8_lossy(&output.stdout).contains("出力_退避"), "the clerk is told");
    assert_eq!(changed(&before, &snapshot(&minato.path("R6/出力"))), Vec::<String>::new());
    let moved = snapshot(&minato.path("R6/出力_退避"));
    let texts: Vec<(&str, &[u8])> = moved.iter().map(|(path, bytes)| (path.as_str(), &bytes[..])).collect();
    assert_eq!(texts, [("メモ/議事録.txt", &b"minutes"[..]), ("計画一覧.xlsx", b"edited by hand")]);
}

#[test]
fn a_second_edit_does_not_replace_the_first() {
    let minato = PlanFolder::copy_of("minato");
    for text in ["first edit", "second edit"] {
        minato.run("R6");
        fs::write(minato.path("R6/出力/計画一覧.xlsx"), text).expect("an edit");
    }
    minato.run("R6");
    let moved: Vec<Vec<u8>> = snapshot(&minato.path("R6/出力_退避")).into_values().collect();
    assert!(moved.contains(&b"first edit".to_vec()) && moved.contains(&b"second edit".to_vec()));
}
