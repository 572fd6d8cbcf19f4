//! Ledgers as secretariats keep them.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use super::read::{parse_ledger, read_ledger};
use crate::diag::{Severity, Staged};
use crate::model::{CellRange, CellRef, FiscalYear, Ledger, Period, PlanKey};
use crate::settings::Settings;
use crate::workbook::{CellContent, RawCell, RawSheet, RawWorkbook, WorkbookKind};

fn settings() -> Settings {
    Settings::new("本庄市", Period { start: FiscalYear(2023), end: FiscalYear(2027) })
}

/// Rows of cells, separated by | in a line each.
fn sheet(name: &str, rows: &[&str]) -> RawSheet {
    let mut cells = Vec::new();
    for (row, line) in (0..).zip(rows) {
        for (column, text) in (0..).zip(line.split('|')).filter(|(_, text)| !text.is_empty()) {
            cells.push(RawCell {
                at: CellRef::new(row, column),
                content: CellContent::Text,
                shown: text.to_owned(),
                struck: None,
                formula: false,
                external: false,
                unseen: false,
            });
        }
    }
    RawSheet {
        name: name.into(),
        hidden: false,
        cells,
        merges: vec![],
        hidden_rows: BTreeSet::new(),
        hidden_columns: BTreeSet::new(),
        floating: vec![],
    }
}

fn parse(sheets: Vec<RawSheet>) -> Result<Staged<Ledger>, String> {
    let workbook = RawWorkbook { kind: WorkbookKind::Xlsx, sheets };
    parse_ledger(&workbook, &Arc::from("計画台帳.xlsx"), &settings())
}

fn ledger(sheets: Vec<RawSheet>) -> Staged<Ledger> {
    parse(sheets).expect("a ledger")
}

const PLANS: &str = "改革分野|番号|計画名|実行課|開始|終了";
const AREAS: &str = "番号|改革分野|改革の内容|主な手段|期待される効果";

#[test]
fn areas_are_numbered_by_first_appearance_without_their_sheet() {
    let staged = ledger(vec![sheet(
        "計画一覧",
        &[PLANS, "財政|1|甲|企画課|R5|", "窓口|1|乙|市民課|R6|R7", "財 政|２|丙|税務課|5|"],
    )]);
    let [told] = staged.findings.as_slice() else { panic!("{:?}", staged.findings) };
    assert_eq!((told.code.0, told.severity), ("K11", Severity::Info));
    assert!(told.message.ends_with("番号を付けました（1 財政、2 窓口）"), "{}", told.message);
    let names: Vec<(u32, &str)> = staged.value.areas.iter().map(|a| (a.number, &*a.name)).collect();
    assert_eq!(names, [(1, "財政"), (2, "窓口")]);
    let keys: Vec<String> = staged.value.plans.iter().map(|p| p.key.to_string()).collect();
    assert_eq!(keys, ["1-01", "1-02", "2-01"]);
    assert_eq!(staged.value.plans[1].start, Some(FiscalYear(2023)));
    assert_eq!(staged.value.plans[2].end, Some(FiscalYear(2025)));
}

#[test]
fn columns_may_stand_in_any_order_and_areas_carry_numbers() {
    let staged = ledger(vec![
        sheet("改革分野", &[AREAS, "1|行政サービス改革|内容|一つ目\n二つ目|効果", "2|財政改革|||"]),
        sheet(
            "計　画　一　覧",
            &[
                "実行課|計画名|番号|改革分野|開始",
                "企画課|甲|1-01|１．行政サービス改革|R5",
                "財政課|乙|2-3|2|R5",
            ],
        ),
    ]);
    assert_eq!(staged.findings, []);
    assert_eq!(staged.value.areas[0].means, ["一つ目", "二つ目"]);
    assert!(staged.value.plan(PlanKey::new(2, 3)).is_some());
}

#[test]
fn areas_may_be_numbered_in_roman_figures() {
    let staged = ledger(vec![
        sheet("改革分野", &[AREAS, "Ⅰ|行政サービス改革|||", "Ⅱ|財政改革|||"]),
        sheet("計画一覧", &[PLANS, "Ⅱ 財政改革|3|甲|企画課|R5|", "Ⅰ|1|乙|財政課|R5|"]),
    ]);
    assert_eq!(staged.findings, []);
    let keys: Vec<String> = staged.value.plans.iter().map(|p| p.key.to_string()).collect();
    assert_eq!(keys, ["1-01", "2-03"]);
}

#[test]
fn an_area_on_a_line_of_its_own_stands_over_the_plans_below() {
    let staged = ledger(vec![
        sheet("改革分野", &[AREAS, "1|行政サービス改革", "2|財政改革"]),
        sheet(
            "計画一覧",
            &[
                PLANS,
                "１．行政サービス改革",
                "|1|甲|企画課|R5|",
                "|3|乙|市民課|R5|",
                "２．財政改革",
                "|1|丙|税務課|R5|",
                "行政サービス改革|4|丁|市民課|R5|",
            ],
        ),
    ]);
    assert_eq!(staged.findings, []);
    let keys: Vec<String> = staged.value.plans.iter().map(|p| p.key.to_string()).collect();
    assert_eq!(keys, ["1-01", "1-03", "1-04", "2-01"]);
}

#[test]
fn an_area_named_in_its_first_row_only_is_taken_while_the_numbers_go_on_and_reported() {
    let staged = ledger(vec![
        sheet("改革分野", &[AREAS, "1|行政サービス改革", "2|財政改革"]),
        sheet(
            "計画一覧",
            &[
                PLANS,
                "行政サービス改革|1|甲|企画課|R5|",
                "|2|乙|市民課|R5|",
                "|5|丙|市民課|R5|",
                "財政改革|1|丁|税務課|R5|",
                "|1|戊|税務課|R5|",
                "|2-02|己|税務課|R5|",
            ],
        ),
    ]);
    let keys: Vec<String> = staged.value.plans.iter().map(|p| p.key.to_string()).collect();
    assert_eq!(keys, ["1-01", "1-02", "1-05", "2-01", "2-02"]);
    let told: Vec<(Severity, &str)> =
        staged.findings.iter().map(|f| (f.severity, f.message.as_str())).collect();
    let taken = |row: u32| {
        format!(
            "計画台帳「計画一覧」{row}行目：改革分野が空欄のため、上の行の「行政サービス改革」の計画として読み取りました"
        )
    };
    assert_eq!(
        told,
        [
            (Severity::Warning, taken(3).as_str()),
            (Severity::Warning, taken(4).as_str()),
            // 1 after 1 begins anew: nobody knows in which area.
            (Severity::Error, "計画台帳「計画一覧」6行目：改革分野が空欄です。この行は使っていません"),
        ]
    );
}

#[test]
fn a_merged_area_counts_for_all_its_rows() {
    let mut plans =
        sheet("計画一覧", &[PLANS, "財政|1|甲|企画課|R5|", "|2|乙|市民課|R5|", "|3|丙|市民課|R5|"]);
    plans.merges = vec![CellRange::new(CellRef::new(1, 0), CellRef::new(2, 0))];
    let staged = ledger(vec![plans, sheet("改革分野", &[AREAS, "1|財政|||"])]);
    assert_eq!(staged.value.plans.len(), 3);
    // The third row lies outside the merge.
    assert_eq!(staged.findings.len(), 1);
    assert_eq!(
        staged.findings[0].message,
        "計画台帳「計画一覧」4行目：改革分野が空欄のため、上の行の「財政」の計画として読み取りました"
    );
    assert_eq!(staged.findings[0].cell, Some(CellRef::new(3, 0)));
}

#[test]
fn rows_that_cannot_be_used_are_named() {
    let staged = ledger(vec![
        sheet("改革分野", &[AREAS, "1|財政改革|||"]),
        sheet(
            "計画一覧",
            &[
                PLANS,
                "財政改革|1|甲|企画課|R5|",
                "財政改革|1|乙|企画課|R5|",
                "福祉改革|2|丙|企画課|R5|",
                "財政改革|3|丁|企画課|R5?|",
                "財政改革|2-4|戊|企画課|R5|",
                "財政改革||己|企画課|R5|",
                "財政改革|6|庚||R5|",
                "財政改革|7|辛|企画課|R6|R5",
            ],
        ),
    ]);
    // 丁 is still the plan 1-03: only its year is missing.
    let names: Vec<&str> = staged.value.plans.iter().map(|plan| &*plan.name).collect();
    assert_eq!(names, ["甲", "丁"]);
    assert_eq!(staged.value.plans[1].start, None);
    let told: Vec<&str> = staged.findings.iter().map(|f| f.message.as_str()).collect();
    assert_eq!(told.len(), 7, "{told:#?}");
    assert!(told[0].starts_with("計画台帳「計画一覧」3行目：番号が重複しています（1-01「甲」と「乙」）"));
    assert!(told[1].contains("4行目：改革分野「福祉改革」はシート「改革分野」にありません"));
    assert!(told[2].contains("5行目：開始「R5?」を年度として読み取れません。空欄として扱っています"));
    assert!(told[3].contains("6行目：番号「2-4」は改革分野の番号（1）と合いません"));
    assert!(staged.findings.iter().all(|f| f.code.0 == "K11" && f.severity == Severity::Error));
}

#[test]
fn renamings_and_additions_are_read() {
    let staged = ledger(vec![
        sheet("計画一覧", &[PLANS, "財政|1|甲|広報課|R5|"]),
        sheet("改革分野", &[AREAS, "1|財政|||"]),
        sheet(
            "課名変更",
            &[
                "年度|旧課名|新課名|改革分野|番号",
                "R6|広報課|広報広聴課||",
                "R7|広報広聴課|企画課|財政|1",
                "R7|甲課|乙課|財政|",
            ],
        ),
        sheet(
            "追加計画",
            &["年度|改革分野|番号|計画名|実行課", "R6|財政|2|乙|税務課", "R6|財政|1|丙|税務課"],
        ),
    ]);
    let ledger = &staged.value;
    assert_eq!(ledger.renamings.len(), 2);
    let first = ledger.plan(PlanKey::new(1, 1)).expect("the first plan");
    assert_eq!(&*ledger.department_in(first, FiscalYear(2024)), "広報広聴課");
    assert_eq!(&*ledger.department_in(first, FiscalYear(2025)), "企画課");
    let added = ledger.plan(PlanKey::new(1, 2)).expect("the added plan");
    assert_eq!((added.added, added.start), (Some(FiscalYear(2024)), Some(FiscalYear(2024))));
    assert_eq!(ledger.due(FiscalYear(2023)).count(), 1);
    assert_eq!(staged.findings.len(), 2, "{:#?}", staged.findings);
}

#[test]
fn a_ledger_without_its_sheets_or_headers_is_none() {
    assert_eq!(parse(vec![sheet("一覧", &["番号"])]).expect_err("no list"), "シート「計画一覧」がありません");
    let told = parse(vec![sheet("計画一覧", &["改革分野|番号|計画名|開始"])]).expect_err("no department");
    assert_eq!(told, "シート「計画一覧」の1行目に見出し「実行課」がありません");
}

#[test]
fn the_sample_ledgers_are_in_order() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/honjo");
    for (year, due, number) in [("R5", 50, 2023), ("R6", 49, 2024)] {
        let path = folder.join(year).join("計画台帳.xlsx");
        let staged = read_ledger(&path, &settings()).expect("the sample");
        assert_eq!(staged.findings, []);
        assert_eq!(staged.value.due(FiscalYear(number)).count(), due);
        assert_eq!(staged.value.areas.len(), 3);
        assert_eq!(staged.value.outline.len(), 7);
    }
}
