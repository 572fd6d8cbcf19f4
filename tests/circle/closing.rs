//! `close`: what it refuses, what it asks, what it leaves behind.

use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Output, Stdio};

use crate::department::given_sheet;
use crate::secretariat::{HONJO, Said, judges, type_opinions};
use crate::support::PlanFolder;
use crate::support::codes;
use crate::support::snapshot::{snapshot, snapshot_without};
use crate::typing::{Shown, Workbook};

/// Honjo in its first year: nothing of R6 is there yet.
fn honjo() -> PlanFolder {
    let honjo = PlanFolder::copy_of("honjo");
    fs::remove_dir_all(honjo.path("R6")).expect("the next year is taken away");
    honjo
}

/// `close` with what is typed at its question.
fn close(folder: &PlanFolder, year: &str, answer: &str) -> Output {
    let mut command = folder.command(&["close", &format!("{{}}/{year}")]);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the program starts");
    let mut keyboard = child.stdin.take().expect("a keyboard");
    // A refusal ends the program before it reads an answer.
    let _ = keyboard.write_all(answer.as_bytes());
    drop(keyboard);
    child.wait_with_output().expect("an end")
}

fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

#[test]
fn a_year_is_not_closed_before_both_bodies_have_met() {
    let honjo = honjo();
    fs::remove_file(honjo.path("R5/意見/審議会.xlsx")).expect("the council has not met");
    let before = snapshot(&honjo.path(""));
    let refused = close(&honjo, "R5", "y\n");
    assert_eq!(refused.status.code(), Some(1));
    assert!(told(&refused).contains("O06 審議会の審議が登録されていません"), "{}", told(&refused));
    assert!(snapshot(&honjo.path("")) == before, "something was written");

    let honjo = self::honjo();
    let settings = fs::read_to_string(honjo.path("gyokaku.toml")).expect("settings");
    fs::write(honjo.path("gyokaku.toml"), settings.replace("R6.7.11", "R60.7.11")).expect("settings");
    let refused = close(&honjo, "R5", "y\n");
    assert!(told(&refused).contains("O06 審議会の開催日（令和60年７月11日）より前"), "{}", told(&refused));
    assert!(!honjo.path("R5/確定.json").exists());
}

#[test]
fn only_a_plain_yes_closes() {
    let honjo = honjo();
    let before = snapshot(&honjo.path(""));
    for answer in ["n\n", "\n", "", "いいえ\n"] {
        let left = close(&honjo, "R5", answer);
        assert_eq!(left.status.code(), Some(1));
        assert!(told(&left).contains("取りやめました。何も書き込んでいません"), "{}", told(&left));
        assert!(snapshot(&honjo.path("")) == before, "{answer:?}: something was written");
    }
    let done = close(&honjo, "R5", "y\n");
    assert_eq!(done.status.code(), Some(0), "{}", told(&done));
    for line in [
        "・確定評価：達成 2件、A 9件、B 30件、C 8件、中止 1件",
        "・終了する計画：3件（1-13 窓口発券機の設置、2-04 郵便料金計器の活用、2-13 市営住宅の管理代行）",
        "・次年度のフォルダー「R6」と計画台帳を作ります",
        "令和５年度の評価を確定しました",
    ] {
        assert!(told(&done).contains(line), "{line}\n{}", told(&done));
    }
    assert_eq!(honjo.record("R5")["final"], true);
    assert!(honjo.path("R6/提出").is_dir() && honjo.path("R6/意見").is_dir());
}

#[test]
fn closing_twice_changes_nothing() {
    let honjo = honjo();
    assert!(close(&honjo, "R5", "y\n").status.success());
    let closed = snapshot(&honjo.path(""));
    let again = close(&honjo, "R5", "");
    assert!(again.status.success(), "a closed year asks nothing: {}", told(&again));
    assert!(told(&again).contains("すでに確定しています"), "{}", told(&again));
    assert_same(&closed, &honjo);
    // The confirmed edition is what a run makes of a closed year.
    assert_eq!(honjo.run("R5")["final"], true);
    assert_same(&closed, &honjo);
}

fn assert_same(before: &std::collections::BTreeMap<String, Vec<u8>>, folder: &PlanFolder) {
    let now = snapshot(&folder.path(""));
    let changed: Vec<&String> =
        now.keys().chain(before.keys()).filter(|name| now.get(*name) != before.get(*name)).collect();
    assert!(changed.is_empty(), "{changed:?}");
}

/// A sheet of Honjo's R5 by its plan.
fn sheet_of(folder: &PlanFolder, key: &str) -> PathBuf {
    let record = folder.run("R5");
    let plan = record["plans"].as_array().expect("plans").iter().find(|plan| plan["key"] == *key);
    let file = plan.expect("the plan")["fields"]["計画名"]["file"].as_str().expect("a file").to_owned();
    folder.path(&format!("R5/{file}"))
}

#[test]
fn an_error_stands_in_the_way_until_it_is_accepted() {
    let honjo = honjo();
    let sheet = sheet_of(&honjo, "1-08");
    let mut workbook = Workbook::open(&sheet);
    workbook.type_in("E14", "");
    workbook.type_in("C14", "集計中");
    workbook.save(&sheet);
    let record = honjo.run("R5");
    assert_eq!(codes(&record, "error"), ["V03 1-08"]);
    let refused = close(&honjo, "R5", "y\n");
    assert_eq!(refused.status.code(), Some(1));
    assert!(told(&refused).contains("V03 1-08 "), "{}", told(&refused));
    assert!(!honjo.path("R5/確定.json").exists() && !honjo.path("R6").exists());

    let candidates = honjo.path("R5/出力/確認済_候補.xlsx");
    let shown = Shown::of(&candidates);
    let code = shown.column("コード");
    let row =
        (2..=shown.rows()).find(|row| shown.text(&format!("{code}{row}")) == "V03").expect("the candidate");
    let mut accepted = Workbook::open(&candidates);
    for (heading, text) in [("理由", "実績は９月に公表される"), ("確認者", "企画課"), ("日付", "R6.7.12")]
    {
        accepted.type_in(&format!("{}{row}", shown.column(heading)), text);
    }
    accepted.arrange(&[row]);
    accepted.save(&honjo.path("R5/確認済.xlsx"));
    let done = close(&honjo, "R5", "y\n");
    assert!(done.status.success(), "{}", told(&done));
    assert!(told(&done).contains("・確認済の確認事項：1件"), "{}", told(&done));
}

#[test]
fn a_correction_keeps_what_was_closed_and_prints_what_changed() {
    let honjo = honjo();
    assert!(close(&honjo, "R5", "y\n").status.success());
    let first = fs::read(honjo.path("R5/確定.json")).expect("a closed year");
    assert!(!honjo.path("R5/出力/正誤表.xlsx").exists());
    let ledger = fs::read(honjo.path("R6/計画台帳.xlsx")).expect("the next ledger");

    let opinions = honjo.path("R5/意見/審議会.xlsx");
    type_opinions(&opinions, &HONJO, &[judges("1-01", "達成", "審議会の後に完了を確認した")]).save(&opinions);
    let record = honjo.run("R5");
    assert_eq!(record["final"], false, "the values are not those that were closed");
    assert!(codes(&record, "warning").contains(&"C06 -".to_owned()), "{:?}", codes(&record, "warning"));
    assert_eq!(fs::read(honjo.path("R5/確定.json")).expect("a closed year"), first);

    let again = close(&honjo, "R5", "y\n");
    assert!(again.status.success(), "{}", told(&again));
    assert!(told(&again).contains("・前の確定を「確定_1.json」として残し"), "{}", told(&again));
    let listed = "確認：計画1-01の「終了」が空欄です（前年度の確定では「R5」）";
    assert!(told(&again).contains(listed), "{}", told(&again));
    assert_eq!(fs::read(honjo.path("R5/確定_1.json")).expect("kept"), first);
    assert_eq!(fs::read(honjo.path("R6/計画台帳.xlsx")).expect("untouched"), ledger);
    assert_eq!(honjo.record("R5")["final"], true);
    assert!(honjo.path("R5/出力/正誤表.pdf").is_file());
    let list = Shown::of(&honjo.path("R5/出力/正誤表.xlsx"));
    let all = list.all();
    for text in ["窓口アンケートの実施及びフィードバック", "確定評価", "B", "達成"] {
        assert!(all.contains(&text), "{text}: {all:?}");
    }

    let corrected = snapshot(&honjo.path(""));
    assert!(close(&honjo, "R5", "").status.success());
    assert_same(&corrected, &honjo);
}

#[test]
fn a_third_closing_is_compared_with_the_second() {
    let honjo = honjo();
    let opinions = honjo.path("R5/意見/審議会.xlsx");
    let closed = || fs::read(honjo.path("R5/確定.json")).expect("a closed year");
    let correct = |said: &[Said<'_>]| {
        type_opinions(&opinions, &HONJO, said).save(&opinions);
        let done = close(&honjo, "R5", "y\n");
        assert!(done.status.success(), "{}", told(&done));
        closed()
    };
    assert!(close(&honjo, "R5", "y\n").status.success());
    let first = closed();
    let second = correct(&[judges("1-01", "達成", "審議会の後に完了を確認した")]);
    let third = correct(&[judges("1-02", "A", "件数を数え直した")]);
    assert!(first != second && second != third);
    let kept = |name: &str| fs::read(honjo.path(&format!("R5/{name}"))).ok();
    assert_eq!(kept("確定_1.json"), Some(first));
    assert_eq!(kept("確定_2.json"), Some(second));
    assert_eq!(kept("確定_3.json"), None);
    let list = Shown::of(&honjo.path("R5/出力/正誤表.xlsx"));
    let all = list.all();
    let record = honjo.record("R5");
    let name = |key: &str| {
        let plan = record["plans"].as_array().expect("plans").iter().find(|plan| plan["key"] == *key);
        plan.expect("a plan")["fields"]["計画名"]["value"].as_str().expect("a name").to_owned()
    };
    assert!(all.contains(&name("1-02").as_str()), "{all:?}");
    assert!(!all.contains(&name("1-01").as_str()), "that was in the list before: {all:?}");
    assert_eq!(record["final"], true);
}

#[test]
fn a_closed_year_that_was_edited_is_told_the_next_year() {
    let honjo = PlanFolder::copy_of("honjo");
    assert!(close(&honjo, "R5", "y\n").status.success());
    let path = honjo.path("R5/確定.json");
    let text = fs::read_to_string(&path).expect("a closed year");
    fs::write(&path, text.replacen("\"value\": \"B\"", "\"value\": \"A\"", 1)).expect("edited");
    let record = honjo.run("R6");
    assert_eq!(codes(&record, "error"), ["C06 -"]);
    assert!(!codes(&record, "warning").iter().any(|code| code.starts_with('C') || code.starts_with('O')));
    let refused = honjo.gyokaku(&["sheets", "{}/R6"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(told(&refused).contains("書き換えられています"), "{}", told(&refused));
    // Closing anew mends it, and keeps the edited one for whoever looks into it.
    assert!(close(&honjo, "R5", "y\n").status.success());
    assert!(honjo.path("R5/確定_1.json").is_file());
    assert_eq!(codes(&honjo.run("R6"), "error"), Vec::<String>::new());
}

/// The rows of a ledger's sheet, by the texts of its cells.
fn rows(folder: &PlanFolder, year: &str, sheet: &str) -> Vec<Vec<String>> {
    let path = folder.path(&format!("{year}/計画台帳.xlsx"));
    let book = gyokaku::workbook::read_workbook(&path).expect("a ledger");
    let found = book.sheets.iter().find(|s| &*s.name == sheet).unwrap_or_else(|| panic!("no sheet {sheet}"));
    let cell = |row, column| {
        found.cell(gyokaku::model::CellRef::new(row, column)).map(|c| c.shown.clone()).unwrap_or_default()
    };
    let width = (0..10).take_while(|column| !cell(0, *column).is_empty()).count();
    let width = u32::try_from(width).expect("a few columns");
    let all = (0..100).map(|row| (0..width).map(|column| cell(row, column)).collect::<Vec<_>>());
    all.take_while(|row| row.iter().any(|text| !text.is_empty())).collect()
}

#[test]
fn the_next_ledger_is_this_one_with_what_the_year_has_decided() {
    let honjo = PlanFolder::copy_of("honjo");
    assert!(close(&honjo, "R5", "y\n").status.success());
    honjo.run("R6");
    for body in ["本部", "審議会"] {
        fs::copy(honjo.path("R6/出力/意見入力_本部.xlsx"), honjo.path(&format!("R6/意見/{body}.xlsx")))
            .expect("a meeting");
    }
    let done = close(&honjo, "R6", "y\n");
    assert!(done.status.success(), "{}", told(&done));

    let mut expected = rows(&honjo, "R6", "計画一覧");
    for row in expected.iter_mut().skip(1) {
        row[3] = match row[3].as_str() {
            "情報システム課" => "デジタル推進課".to_owned(),
            "広報課" => "広報広聴課".to_owned(),
            same => same.to_owned(),
        };
        if [("行政サービス改革", "19"), ("行政サービス改革", "21"), ("業務改善・効率化改革", "11")]
            .contains(&(row[0].as_str(), row[1].as_str()))
        {
            row[5] = "R6".to_owned();
        }
    }
    for added in rows(&honjo, "R6", "追加計画").into_iter().skip(1) {
        let [_, area, number, name, department] = added.try_into().expect("five columns");
        expected.push(vec![area, number, name, department, "R6".to_owned(), String::new()]);
    }
    let order =
        |row: &Vec<String>| (HONJO.iter().position(|area| *area == row[0]), row[1].parse::<u32>().ok());
    expected[1..].sort_by_key(order);
    assert_eq!(rows(&honjo, "R7", "計画一覧"), expected);
    for same in ["改革分野", "大綱"] {
        assert_eq!(rows(&honjo, "R7", same), rows(&honjo, "R6", same), "{same}");
    }
    for empty in ["課名変更", "追加計画"] {
        assert_eq!(rows(&honjo, "R7", empty), rows(&honjo, "R6", empty)[..1], "{empty}");
    }
    // The name a department had in R5 is known in R7, although its renaming stands in no ledger any more.
    assert!(honjo.gyokaku(&["sheets", "{}/R7"]).status.success());
    let given = given_sheet(&honjo, "R7", "1-02");
    let mut old_name = Workbook::open(&given);
    old_name.type_in("C5", "広報課");
    old_name.save(&honjo.path("R7/提出/1-02_広報課.xlsx"));
    let record = honjo.run("R7");
    assert!(codes(&record, "info").contains(&"K05 1-02".to_owned()));
    assert!(!codes(&record, "error").contains(&"K06 1-02".to_owned()));
    assert!(!codes(&record, "warning").contains(&"F11 1-02".to_owned()));
}

#[test]
fn nothing_that_people_wrote_is_changed_by_closing() {
    let honjo = PlanFolder::copy_of("honjo");
    let ours = ["出力", "出力_本部", "出力_審議会", "確定.json"];
    let before = snapshot_without(&honjo.path(""), &ours);
    honjo.run("R5");
    assert!(close(&honjo, "R5", "y\n").status.success());
    assert!(before == snapshot_without(&honjo.path(""), &ours), "a file of the plan folder was changed");
}
