//! What departments, secretariat and bodies gave stays byte for byte as it
//! was; what a person put into 出力/ is moved, never lost.

mod support;

use std::fs;

use support::PlanFolder;
use support::snapshot::{changed, snapshot, snapshot_without};

/// What commands write: folders, and the files of a closing.
const WRITTEN: [&str; 4] = ["出力", "配布", "確定", "正誤表"];

#[test]
fn no_command_changes_what_was_given() {
    let honjo = PlanFolder::copy_of("honjo");
    let given = snapshot_without(&honjo.path(""), &WRITTEN);
    let file = "{}/R5/提出/1-11_支所総務課.xlsx";
    let commands: &[&[&str]] = &[
        &["run", "{}/R5"],
        &["run", "{}/R5", "--stage", "本部"],
        &["check", "{}/R5"],
        &["check", file],
        &["inspect", file],
        &["form", file, "{}/R5/提出/1-16_子育て支援課.xls"],
        &["sheets", "{}/R6"],
        &["close", "{}/R5", "--yes"],
        &["run", "{}/R6"],
    ];
    for command in commands {
        let output = honjo.gyokaku(command);
        let said = String::from_utf8_lossy(&output.stderr);
        assert_ne!(output.status.code(), None, "{command:?}: {said}");
        let now = snapshot_without(&honjo.path(""), &WRITTEN);
        let touched: Vec<String> =
            changed(&given, &now).into_iter().filter(|path| given.contains_key(path)).collect();
        assert_eq!(touched, Vec::<String>::new(), "{command:?}: {said}");
    }
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
