//! What stands in merged cells of an opinion workbook, and beside its boxes.

use super::opinion::Opinions;
use super::opinion_tests::{HEADERS, keys, read_workbook, workbook};
use super::testing::year;
use crate::diag::Staged;
use crate::model::{CellRange, CellRef, Field, PlanKey, Sourced, Value};

/// A workbook whose cells between two addresses are merged.
fn merged(rows: &[&[&str]], from: &str, to: &str) -> Staged<Opinions> {
    let with_headers: Vec<&[&str]> = [&HEADERS[..]].into_iter().chain(rows.iter().copied()).collect();
    let mut workbook = workbook(&with_headers);
    let at = |address| CellRef::parse(address).expect("an address");
    workbook.sheets[0].merges.push(CellRange::new(at(from), at(to)));
    read_workbook(workbook, &year()).expect("a workbook with headers")
}

#[test]
fn an_area_merged_over_its_rows_is_that_of_each() {
    let rows: [&[&str]; 3] = [
        &["行政サービス改革", "1", "", "", "", "一つ目"],
        &["", "2", "", "", "", "二つ目"],
        &["", "3", "", "", "", "結合の外"],
    ];
    let read = merged(&rows, "A2", "A3");
    let keys: Vec<PlanKey> = read.value.plans.keys().copied().collect();
    assert_eq!(keys, [PlanKey::new(1, 1), PlanKey::new(1, 2)]);
    assert_eq!(read.findings.len(), 1, "{:?}", read.findings);
}

#[test]
fn an_opinion_merged_over_two_plans_is_told_and_taken_for_neither() {
    let rows: [&[&str]; 2] =
        [&["行政サービス改革", "1", "", "", "", "両方への意見"], &["行政サービス改革", "2", "", "", "", ""]];
    let read = merged(&rows, "F2", "F3");
    assert!(read.value.plans.is_empty());
    assert_eq!(
        read.findings[0].message,
        "2行目：「意見」の欄が下の行と結合されているため、どの計画の意見か分かりません"
    );
    assert_eq!(read.findings[0].cell, CellRef::parse("F2"));
}

/// A row of the first plan with its 自己評価の内容（参考）.
fn beside_the_box(reference: &str) -> Vec<String> {
    let headers =
        ["改革分野", "番号", "計画名", "実行課", "自己評価", "自己評価の内容（参考）", "意見", "評価"];
    let mut year = year();
    let at = year.plans.iter().position(|plan| plan.key == PlanKey::new(1, 1)).expect("a plan");
    let origin = year.plans[at].fields.get(&Field::SelfJudgment).expect("a judgment").origin.clone();
    for (field, text) in
        [(Field::Status, "窓口を一つにした。\n待ち時間が減った。"), (Field::Reason, "目標どおり")]
    {
        let value = Value::Text(text.to_owned());
        year.plans[at].fields.insert(field, Sourced::read(value, text, origin.clone()));
    }
    let row = ["行政サービス改革", "1", "窓口の改善", "市民課", "B", reference, "進めること", ""];
    let read = read_workbook(workbook(&[&headers, &row]), &year).expect("a workbook with headers");
    assert_eq!(keys(&read.value), ["1-01"]);
    read.findings.iter().map(|finding| finding.message.clone()).collect()
}

#[test]
fn what_is_typed_into_the_self_evaluation_beside_the_box_is_told() {
    let shown = "【実施状況】窓口を一つにした。\n待ち時間が減った。\n【評価理由】目標どおり";
    assert_eq!(beside_the_box(shown), Vec::<String>::new());
    assert_eq!(beside_the_box(&shown.replace('\n', "\r\n ")), Vec::<String>::new());
    let told = |typed: &str| {
        vec![format!(
            "2行目：「自己評価の内容（参考）」に、シートにない記入があります：「{typed}」。取り込んでいません"
        )]
    };
    assert_eq!(beside_the_box(&format!("{shown}\n電話でも聞くこと")), told("電話でも聞くこと"));
    assert_eq!(
        beside_the_box(&shown.replace("\n【", "周知すること\n【")),
        told("周知すること"),
        "between the parts"
    );
    assert_eq!(beside_the_box("意見：よく進んでいる"), told("意見：よく進んでいる"), "instead of them");
    // The department has sent another sheet since: nothing was typed here.
    assert_eq!(beside_the_box("【実施状況】準備をした。\n【評価理由】目標どおり"), Vec::<String>::new());
}

#[test]
fn what_is_typed_beside_an_opinion_on_the_whole_is_told() {
    let headers = ["改革分野", "番号", "計画名", "自己評価の内容（参考）", "意見", "評価"];
    let row = ["", "全体", "（計画全体への意見）", "早めに進めること", "", ""];
    let read = read_workbook(workbook(&[&headers, &row]), &year()).expect("a workbook with headers");
    assert!(read.findings.iter().any(|finding| finding.message.contains("早めに進めること")));
    assert_eq!(read.value.whole.len(), 0);
}
