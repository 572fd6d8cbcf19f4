//! What a clerk relies on: the old output stays whole, nothing of theirs is lost.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use super::OutputFolder;
use super::manifest::MANIFEST;

fn record(stage: &str) -> String {
    format!("{{\"schema\": \"gyokaku-record/1\", \"stage\": \"{stage}\"}}")
}

fn run(target: &Path, stage: &str, files: &[(&str, &str)]) -> super::Committed {
    let folder = OutputFolder::begin(target).expect("begins");
    for (name, text) in files {
        folder.write(name, text.as_bytes()).expect("writes");
    }
    folder.write("記録.json", record(stage).as_bytes()).expect("writes");
    folder.commit().expect("commits")
}

fn text(path: &Path) -> String {
    fs::read_to_string(path).expect("a file that can be read")
}

/// All names in a folder, system folders of the swap included.
fn names(dir: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(dir)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

#[test]
fn a_commit_leaves_exactly_what_was_written() {
    let dir = TempDir::new().expect("a folder");
    let target = dir.path().join("出力");
    run(&target, "本部", &[("古い.xlsx", "1"), ("確認票/企画課.xlsx", "2")]);
    let committed = run(&target, "本部", &[("確認票/財政課.xlsx", "3")]);
    assert_eq!(committed.kept, Vec::<String>::new());
    assert_eq!(names(&target), [MANIFEST, "確認票", "記録.json"]);
    assert_eq!(names(&target.join("確認票")), ["財政課.xlsx"]);
    assert_eq!(names(dir.path()), ["出力"]);
}

#[test]
fn without_commit_the_old_output_stays_whole() {
    let dir = TempDir::new().expect("a folder");
    let target = dir.path().join("出力");
    run(&target, "本部", &[("評価.xlsx", "old")]);
    let folder = OutputFolder::begin(&target).expect("begins");
    folder.write("評価.xlsx", b"new").expect("writes");
    drop(folder);
    assert_eq!(text(&target.join("評価.xlsx")), "old");
    assert_eq!(names(dir.path()), ["出力"]);
}

#[test]
fn files_of_a_person_are_moved_to_the_refuge() {
    let dir = TempDir::new().expect("a folder");
    let (target, refuge) = (dir.path().join("出力"), dir.path().join("出力_退避"));
    run(&target, "本部", &[("評価.xlsx", "1"), ("確認票/企画課.xlsx", "1")]);
    fs::write(target.join("メモ.txt"), "a").expect("writes");
    fs::write(target.join("確認票/企画課.xlsx"), "edited").expect("writes");
    fs::write(target.join("Thumbs.db"), "x").expect("writes");
    let committed = run(&target, "本部", &[("評価.xlsx", "2")]);
    assert_eq!(committed.kept, ["メモ.txt", "確認票/企画課.xlsx"]);
    assert_eq!(text(&refuge.join("メモ.txt")), "a");
    assert_eq!(text(&refuge.join("確認票/企画課.xlsx")), "edited");
    assert_eq!(names(&target), [MANIFEST, "記録.json", "評価.xlsx"]);

    fs::write(target.join("メモ.txt"), "b").expect("writes");
    let committed = run(&target, "本部", &[]);
    assert_eq!(committed.kept, ["メモ（2）.txt"]);
    assert_eq!(text(&refuge.join("メモ.txt")), "a");
    assert_eq!(text(&refuge.join("メモ（2）.txt")), "b");
}

#[test]
fn a_folder_without_our_list_is_kept_whole() {
    let dir = TempDir::new().expect("a folder");
    let target = dir.path().join("出力");
    fs::create_dir(&target).expect("creates");
    fs::write(target.join("写真.jpg"), "x").expect("writes");
    assert_eq!(run(&target, "本部", &[]).kept, ["写真.jpg"]);
    assert_eq!(names(&dir.path().join("出力_退避")), ["写真.jpg"]);
}

#[test]
fn the_edition_a_body_was_shown_is_kept_and_never_overwritten() {
    let dir = TempDir::new().expect("a folder");
    let target = dir.path().join("出力");
    run(&target, "本部", &[("報告書.pdf", "first")]);
    run(&target, "審議会", &[("報告書.pdf", "second")]);
    assert_eq!(text(&dir.path().join("出力_本部/報告書.pdf")), "first");
    // Back to headquarters: the council's paper, shown by then or not, is kept too.
    run(&target, "本部", &[("報告書.pdf", "back")]);
    assert_eq!(text(&dir.path().join("出力_審議会/報告書.pdf")), "second");
    run(&target, "確定", &[("報告書.pdf", "last")]);
    assert_eq!(text(&dir.path().join("出力_本部/報告書.pdf")), "first");
    assert_eq!(text(&dir.path().join("出力_本部_2/報告書.pdf")), "back");
    assert_eq!(text(&target.join("報告書.pdf")), "last");
    assert_eq!(names(dir.path()), ["出力", "出力_審議会", "出力_本部", "出力_本部_2"]);
}

#[test]
fn an_edition_is_kept_once() {
    let dir = TempDir::new().expect("a folder");
    let target = dir.path().join("出力");
    for stage in ["本部", "確定", "本部", "確定", "審議会", "確定"] {
        run(&target, stage, &[("報告書.pdf", stage)]);
    }
    assert_eq!(names(dir.path()), ["出力", "出力_審議会", "出力_本部"]);
}

#[test]
fn what_a_crash_left_is_cleared_and_the_old_output_put_back() {
    let dir = TempDir::new().expect("a folder");
    let target = dir.path().join("出力");
    run(&target, "本部", &[("評価.xlsx", "old")]);
    // As after a crash between the two renames, with a half-written new folder.
    fs::rename(&target, dir.path().join(".gyokaku-出力-old")).expect("renames");
    fs::create_dir(dir.path().join(".gyokaku-出力-new")).expect("creates");
    fs::write(dir.path().join(".gyokaku-出力-new/評価.xlsx"), "half").expect("writes");
    fs::write(dir.path().join(".gyokaku-出力.lock"), "").expect("writes");
    drop(OutputFolder::begin(&target).expect("begins"));
    assert_eq!(text(&target.join("評価.xlsx")), "old");
    assert_eq!(names(dir.path()), ["出力"]);
}

#[test]
fn a_second_run_is_told_who_is_running() {
    let dir = TempDir::new().expect("a folder");
    let target = dir.path().join("出力");
    let first = OutputFolder::begin(&target).expect("begins");
    let error = OutputFolder::begin(&target).expect_err("refused").to_string();
    assert!(error.contains("別のgyokakuが実行中です"), "{error}");
    assert!(error.contains(&format!("プロセス番号 {}", std::process::id())), "{error}");
    drop(first);
    assert!(OutputFolder::begin(&target).is_ok());
}

#[test]
fn a_workbook_open_in_excel_is_named_before_anything_is_written() {
    let dir = TempDir::new().expect("a folder");
    let target = dir.path().join("出力");
    run(&target, "本部", &[("評価結果.xlsx", "old"), ("一覧.xlsx", "old")]);
    for owner_file in ["~$評価結果.xlsx", "~$結果.xlsx", ".~lock.評価結果.xlsx#"] {
        let owner_path = target.join(owner_file);
        fs::write(&owner_path, "").expect("writes");
        if !cfg!(windows) {
            let error = OutputFolder::begin(&target).expect_err("refused").to_string();
            assert!(error.contains("評価結果.xlsx\n　理由：ファイルがExcelなどで開かれています"), "{error}");
        }
        fs::remove_file(owner_path).expect("removes");
    }
    assert_eq!(text(&target.join("評価結果.xlsx")), "old");
}

#[test]
fn two_renames_do_where_there_is_no_single_step() {
    let dir = TempDir::new().expect("a folder");
    let [target, new, old] = ["出力", "new", "old"].map(|name| dir.path().join(name));
    run(&target, "本部", &[("評価.xlsx", "old")]);
    // The second rename fails: the first is taken back.
    super::replace::rename_both(&new, &target, &old).expect_err("there is no new folder");
    assert_eq!(text(&target.join("評価.xlsx")), "old");
    run(&new, "本部", &[("評価.xlsx", "new")]);
    super::replace::rename_both(&new, &target, &old).expect("renames");
    assert_eq!(text(&target.join("評価.xlsx")), "new");
    assert_eq!(text(&old.join("評価.xlsx")), "old");
}

#[test]
fn what_a_person_wrote_into_the_folder_that_goes_is_kept() {
    let dir = TempDir::new().expect("a folder");
    let [target, new, old, refuge] =
        ["出力", ".gyokaku-出力-new", ".gyokaku-出力-old", "出力_退避"].map(|name| dir.path().join(name));
    for left in [&new, &old] {
        run(&target, "本部", &[("評価.xlsx", "old")]);
        // As after a crash behind the swap, in whose moment a file was edited.
        run(left, "本部", &[("評価.xlsx", "before")]);
        fs::write(left.join("評価.xlsx"), format!("edited in {}", left.display())).expect("writes");
        drop(OutputFolder::begin(&target).expect("begins"));
        assert_eq!(text(&target.join("評価.xlsx")), "old");
        assert!(!left.exists());
    }
    assert_eq!(names(&refuge), ["評価.xlsx", "評価（2）.xlsx"]);
}

#[cfg(unix)]
#[test]
fn links_and_pipes_in_the_output_hold_nobody_up() {
    use std::os::unix::fs::symlink;
    let dir = TempDir::new().expect("a folder");
    let target = dir.path().join("出力");
    run(&target, "本部", &[("評価.xlsx", "old"), ("一覧.xlsx", "old")]);
    symlink("輪", target.join("輪")).expect("a link to itself");
    symlink("/", target.join("根")).expect("a link to a folder");
    symlink("nowhere", target.join("無")).expect("a link to nothing");
    for pipe in ["管", "一覧.xlsx"] {
        let _ = fs::remove_file(target.join(pipe));
        let made = std::process::Command::new("mkfifo").arg(target.join(pipe)).status();
        assert!(made.expect("mkfifo").success());
    }
    let committed = run(&target, "本部", &[("評価.xlsx", "new")]);
    assert_eq!(committed.kept, ["根", "無", "輪"]);
    let kept = fs::read_link(dir.path().join("出力_退避/根")).expect("a link");
    assert_eq!(kept, Path::new("/"));
    assert_eq!(names(&target), [MANIFEST, "記録.json", "評価.xlsx"]);
}

#[test]
fn the_folder_of_an_edition_that_was_cut_short_is_cleared() {
    let dir = TempDir::new().expect("a folder");
    let target = dir.path().join("出力");
    run(&target, "本部", &[("報告書.pdf", "first")]);
    fs::create_dir(dir.path().join(".gyokaku-出力-edition")).expect("creates");
    fs::write(dir.path().join(".gyokaku-出力-edition/報告書.pdf"), "half").expect("writes");
    run(&target, "審議会", &[("報告書.pdf", "second")]);
    assert_eq!(names(dir.path()), ["出力", "出力_本部"]);
    assert_eq!(text(&dir.path().join("出力_本部/報告書.pdf")), "first");
}

#[test]
fn no_name_leads_out_of_the_folder() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let output = OutputFolder::begin(&dir.path().join("出力")).expect("begins");
    for name in
        ["../外.txt", "/外.txt", "課/../../外.txt", "課//外.txt", "C:外.txt", "..\\外.txt", "", "NUL", "課/."]
    {
        assert!(output.write(name, b"").is_err(), "{name}");
    }
    assert!(output.write("課/中.txt", b"").is_ok());
}

#[cfg(unix)]
#[test]
fn what_a_person_edited_is_not_kept_through_a_link_that_leads_elsewhere() {
    let dir = TempDir::new().expect("a folder");
    let (target, refuge, elsewhere) =
        (dir.path().join("出力"), dir.path().join("出力_退避"), TempDir::new().expect("a folder"));
    for link in [refuge.clone(), refuge.join("確認票")] {
        run(&target, "本部", &[("確認票/企画課.xlsx", "1")]);
        fs::write(target.join("確認票/企画課.xlsx"), "edited").expect("writes");
        fs::create_dir_all(link.parent().expect("a folder")).expect("creates");
        std::os::unix::fs::symlink(elsewhere.path(), &link).expect("a link");
        let folder = OutputFolder::begin(&target).expect("begins");
        folder.write("記録.json", record("本部").as_bytes()).expect("writes");
        let error = folder.commit().expect_err("refused").to_string();
        assert!(error.contains("別の場所へのリンクです"), "{error}");
        assert_eq!(text(&target.join("確認票/企画課.xlsx")), "edited", "it stays where it is");
        assert_eq!(names(elsewhere.path()), Vec::<String>::new());
        fs::remove_file(&link).expect("removes");
        run(&target, "本部", &[]);
        assert_eq!(text(&refuge.join("確認票/企画課.xlsx")), "edited");
        fs::remove_dir_all(&refuge).expect("removes");
    }
}
