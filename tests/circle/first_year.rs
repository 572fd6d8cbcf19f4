//! A city that starts with the program in mid-period, and year folders by
//! names that the program does not look for.

use std::fs;

use crate::department::given_sheet;
use crate::support::{PlanFolder, codes};
use crate::typing::{Shown, Workbook};

/// Honjo whose R5 was done without the program.
fn from_r6() -> PlanFolder {
    let honjo = PlanFolder::copy_of("honjo");
    fs::remove_dir_all(honjo.path("R5")).expect("no folder before");
    honjo
}

#[test]
fn nothing_is_held_against_a_year_that_is_not_there() {
    let honjo = from_r6();
    // An opinion without response, which would be O01 with a year before.
    let record = honjo.run("R6");
    let plans = record["plans"].as_array().expect("plans");
    let plan = plans.iter().find(|plan| plan["key"] == "1-02").expect("the plan");
    let sheet = honjo.path(&format!("R6/{}", plan["fields"]["計画名"]["file"].as_str().expect("a file")));
    let mut workbook = Workbook::open(&sheet);
    workbook.type_in("C24", "");
    workbook.save(&sheet);

    let record = honjo.run("R6");
    let all = |severity| codes(&record, severity);
    assert_eq!(all("error"), Vec::<String>::new());
    assert!(
        !all("warning").iter().any(|code| code.starts_with('C') || code.starts_with("O0")),
        "{:?}",
        all("warning")
    );
    let first: Vec<String> = all("info").into_iter().filter(|code| code.starts_with('C')).collect();
    assert_eq!(first, ["C06 -"]);
    // Earlier values are those of the sheets.
    assert_eq!(record["plans"][0]["fields"]["年度末評価.R5"]["value"], "B");

    let book = gyokaku::workbook::read_workbook(&honjo.path("R6/出力/評価結果.xlsx")).expect("a workbook");
    let comparison = book.sheets.iter().find(|sheet| &*sheet.name == "前年度比較").expect("the comparison");
    let second = comparison.cell(gyokaku::model::CellRef::new(1, 0)).map(|cell| cell.shown.clone());
    let told = second.unwrap_or_default();
    assert_eq!(told, "このプログラムを使う最初の年度のため、前年度とは比較していません");
}

#[test]
fn sheets_of_the_first_year_say_what_the_ledger_says() {
    let honjo = from_r6();
    let given = honjo.gyokaku(&["sheets", "{}/R6"]);
    assert!(given.status.success(), "{}", String::from_utf8_lossy(&given.stderr));
    let sheet = Shown::of(&given_sheet(&honjo, "R6", "3-11"));
    let said =
        ["C2", "K2", "C3", "K3", "C4", "C5", "I5", "C16", "C22"].map(|cell| sheet.text(cell).to_owned());
    let expected = [
        "R6",
        "第1版",
        "財政改革",
        "11",
        "公用車の台数適正化とカーシェアリングの活用",
        "行政管理課",
        "R6",
        "",
        "",
    ];
    assert_eq!(said, expected);
}

#[test]
fn a_year_folder_by_another_name_is_never_taken_for_none() {
    let honjo = PlanFolder::copy_of("honjo");
    fs::rename(honjo.path("R5"), honjo.path("令和5年度")).expect("renamed");
    let refused = honjo.gyokaku(&["run", "{}/令和5年度"]);
    assert_eq!(refused.status.code(), Some(2));
    let told = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(told.contains("年度フォルダーの名前を「R5」に変えてください"), "{told}");

    let record = honjo.run("R6");
    assert_eq!(codes(&record, "error"), ["C06 -"]);
    let findings = record["findings"].as_array().expect("findings");
    let finding = findings.iter().find(|finding| finding["code"] == "C06").expect("the finding");
    assert_eq!(
        finding["message"],
        "令和５年度のフォルダーの名前が「令和5年度」のため、読み取れません（「R5」が必要です）"
    );
}
