//! A department of Honjo, which fills in the sheet it was given.

use std::fs;
use std::path::{Path, PathBuf};

use rust_decimal::Decimal;

use crate::support::PlanFolder;
use crate::typing::{Shown, Workbook};

/// What a department reports of a plan.
#[derive(Clone, Copy)]
pub(crate) struct Report<'a> {
    /// `R7`.
    pub(crate) year: &'a str,
    /// `1-03`.
    pub(crate) key: &'a str,
    pub(crate) judgment: &'a str,
    /// 期間後の取扱い, blank but in the last year.
    pub(crate) after: &'a str,
}

/// What was typed, by field: the values the next run has to come to.
pub(crate) type Typed = Vec<(String, serde_json::Value)>;

/// The column of a year in the form.
pub(crate) fn column(year: &str) -> char {
    let years = ["R5", "R6", "R7", "R8", "R9"];
    let at = years.iter().position(|y| *y == year).expect("a year of the period");
    ['C', 'E', 'G', 'I', 'K'][at]
}

/// The sheet of a plan among those that `sheets` wrote.
pub(crate) fn given_sheet(folder: &PlanFolder, year: &str, key: &str) -> PathBuf {
    let sheets = fs::read_dir(folder.path(&format!("{year}/配布"))).expect("sheets were written");
    let mut paths = sheets.map(|entry| entry.expect("an entry").path());
    let is_of = |path: &PathBuf| path.file_name().is_some_and(|n| n.to_string_lossy().starts_with(key));
    paths.find(is_of).unwrap_or_else(|| panic!("{year}: no sheet for {key}"))
}

/// Fills a sheet in and sends it.
pub(crate) fn send(folder: &PlanFolder, report: Report<'_>) -> Typed {
    let given = given_sheet(folder, report.year, report.key);
    let name = given.file_name().expect("a name").to_string_lossy().into_owned();
    let (workbook, typed) = fill(&given, report);
    workbook.save(&folder.path(&format!("{}/提出/{name}", report.year)));
    typed
}

fn fill(given: &Path, report: Report<'_>) -> (Workbook, Typed) {
    let Report { year, judgment, after, .. } = report;
    let shown = Shown::of(given);
    let mut workbook = Workbook::open(given);
    let mut typed = Typed::new();
    let mut write = |cell: String, field: String, text: String| {
        workbook.type_in(&cell, &text);
        let number = text.parse::<f64>().ok().map(serde_json::Value::from);
        typed.push((field, number.unwrap_or(text.into())));
    };
    let western: i32 = 2018 + year[1..].parse::<i32>().expect("a number");
    let [status, reason, remedy, next, response] = texts(year);
    for (cell, field, text) in [
        ("C18", "実施状況", format!("{}：{status}", shown.text("C4"))),
        ("C19", "自己評価", judgment.to_owned()),
        ("G19", "評価理由", reason.to_owned()),
        ("C20", "課題・改善策", remedy.to_owned()),
    ] {
        write(cell.to_owned(), field.to_owned(), text);
    }
    let ends = ["達成", "中止"].contains(&judgment);
    if !ends && year != "R9" {
        write("C21".to_owned(), "次年度の取組".to_owned(), next.to_owned());
    }
    if !shown.text("C22").is_empty() || !shown.text("C23").is_empty() {
        write("C24".to_owned(), "前年度意見への対応".to_owned(), response.to_owned());
    }
    if !after.is_empty() {
        write("C26".to_owned(), "期間後の取扱い".to_owned(), after.to_owned());
    }
    let column = column(year);
    if let Some(actual) = actual(&shown, column, judgment) {
        write(format!("{column}14"), format!("指標1.実績値.{year}"), actual.to_string());
        write(format!("{column}15"), format!("効果額.{year}"), "120".to_owned());
    }
    workbook.type_in("H2", &format!("R{}.4.10", western - 2017));
    typed.push(("提出日".to_owned(), format!("{}-04-10", western + 1).into()));
    (workbook, typed)
}

/// 実施状況, 評価理由, 課題・改善策, 次年度の取組 and 前年度意見への対応, new every year.
fn texts(year: &str) -> [&'static str; 5] {
    match year {
        "R7" => [
            "６月から毎月１回、窓口と支所で点検表を使って確かめ、気付いた点を課内会議で共有した。",
            "予定していた内容を年度内に終え、利用者の評価も前の年より良くなったため。",
            "点検表の項目が多く時間が掛かるため、重複する項目を整理する。",
            "整理した点検表を令和８年５月までに各係へ配る。",
            "令和７年７月に案内板を改め、結果を広報紙で公表した。",
        ],
        "R8" => [
            "新しい点検表に切り替え、作業は一件当たり約半分の長さになった。研修は二回開き、計38人が受けた。",
            "研修の受講者数と作業の短縮が、計画に書いた姿と合っている。",
            "夜間の受付では電話がつながりにくいという声がある。録音による案内を加える。",
            "録音案内を九月から始め、一年後に件数を数える。",
            "意見の交換会を十月に二つの公民館で開き、出た要望のうち六件を直ちに取り入れた。",
        ],
        _ => [
            "録音案内の開始後、苦情は年間で十二件まで減った。五年間のまとめを冊子にして全課に配布した。",
            "冊子を見た他課から四件の相談を受けるなど、成果が庁内に広がった。",
            "担当者の異動で知識が失われないよう、引継書のひな型を庁内掲示板に置く。",
            "",
            "審議の記録を課の全員で読み、十一月の研修の題材とした。",
        ],
    }
}

/// An actual value that goes with the judgment.
fn actual(shown: &Shown, column: char, judgment: &str) -> Option<Decimal> {
    let target = shown.text(&format!("{column}13"));
    let digits: String = target.chars().filter(|c| c.is_ascii_digit() || *c == '.').collect();
    let target: Decimal = digits.parse().ok()?;
    let better = if shown.text("J12") == "↓" { -1 } else { 1 };
    Some(match judgment {
        "A" => target + Decimal::from(better),
        "C" => target - Decimal::from(better),
        _ => target,
    })
}
