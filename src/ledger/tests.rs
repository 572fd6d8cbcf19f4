//! Sheets and the plans they belong to, on a ledger small enough to read.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Assigned, FileOwners, assign};
use crate::diag::{Severity, Staged};
use crate::model::{
    Area, CellRef, ClosedPlan, ClosedYear, Field, Fields, FiscalYear, JudgmentCode, Ledger, LedgerPlan,
    Period, PlanKey, PlanSheet, PlanStatus, Renaming, SheetSource, Sourced, Value,
};
use crate::settings::Settings;

const R5: FiscalYear = FiscalYear(2023);
const R6: FiscalYear = FiscalYear(2024);

fn ledger() -> Ledger {
    let area = |number, name: &str| Area {
        number,
        name: name.into(),
        content: None,
        means: vec![],
        effects: vec![],
    };
    let plan = |area, number, name: &str, department: &str, end| LedgerPlan {
        key: PlanKey::new(area, number),
        name: name.into(),
        department: department.into(),
        start: Some(R5),
        end,
        added: None,
        row: 2,
    };
    Ledger {
        areas: vec![area(1, "行政サービス改革"), area(2, "財政改革")],
        plans: vec![
            plan(1, 1, "窓口アンケート", "企画課", None),
            plan(1, 2, "ＳＮＳの活用", "広報課", None),
            plan(1, 3, "発券機の設置", "支所市民福祉課", Some(R5)),
            plan(2, 1, "広告の募集", "広報課", None),
            plan(2, 2, "窓口アンケートの有料化", "企画課", None),
        ],
        renamings: vec![Renaming {
            year: R6, old: "広報課".into(), new: "広報広聴課".into(), plan: None
        }],
        outline: vec![],
    }
}

/// A sheet with these texts; `版` of `version`, the rest as given.
fn sheet(file: &str, area: &str, number: &str, name: &str, department: &str) -> PlanSheet {
    let source = SheetSource { file: file.into(), sheet: "シート".into(), form: "様式".into() };
    let mut fields = Fields::default();
    let mut slots = BTreeMap::new();
    let digits: String = number.rsplit('-').next().unwrap_or("").to_owned();
    let texts = [(Field::Area, area), (Field::PlanName, name), (Field::Department, department)];
    for (at, (field, text)) in texts.into_iter().enumerate() {
        let cell = CellRef::new(u32::try_from(at).expect("three fields"), 1);
        slots.insert(field.clone(), cell);
        if !text.is_empty() {
            fields.insert(field, Sourced::read(Value::Text(text.to_owned()), text, source.at(cell)));
        }
    }
    slots.insert(Field::Number, CellRef::new(9, 1));
    if let Ok(n) = digits.parse() {
        fields.insert(Field::Number, Sourced::read(Value::Integer(n), number, source.at(CellRef::new(9, 1))));
    }
    PlanSheet { source, fields, slots, unreadable: Default::default() }
}

fn with(mut sheet: PlanSheet, field: Field, value: Value, raw: &str) -> PlanSheet {
    let origin = sheet.source.at(CellRef::new(20, 1));
    sheet.fields.insert(field, Sourced::read(value, raw, origin));
    sheet
}

fn judged(sheet: PlanSheet, version: i64, code: &str) -> PlanSheet {
    let sheet = with(sheet, Field::Version, Value::Integer(version), &version.to_string());
    with(sheet, Field::SelfJudgment, Value::Judgment(JudgmentCode(code.into())), code)
}

fn settings() -> Settings {
    Settings::new("試験市", Period { start: R5, end: FiscalYear(2027) })
}

fn assigned(sheets: Vec<PlanSheet>) -> Staged<Assigned> {
    assign(sheets, &ledger(), &[], R6, &settings())
}

/// Codes of everything but F10, which every test would repeat for the other plans.
fn codes(staged: &Staged<Assigned>) -> Vec<&'static str> {
    staged.findings.iter().map(|f| f.code.0).filter(|code| *code != "F10").collect()
}

fn status(staged: &Staged<Assigned>, area: u32, number: u32) -> Option<PlanStatus> {
    staged.value.plans.iter().find(|p| p.key == PlanKey::new(area, number)).map(|p| p.status)
}

#[test]
fn a_department_that_was_renamed_in_an_earlier_year_is_followed() {
    // The closing of R5 has emptied 課名変更 and written the new name into the ledger.
    let mut ledger = ledger();
    ledger.renamings.clear();
    let former = |department: &str| ClosedPlan {
        key: PlanKey::new(1, 2),
        area: "行政サービス改革".into(),
        name: "ＳＮＳの活用".into(),
        department: department.into(),
        status: PlanStatus::Submitted,
        fields: Fields::default(),
    };
    let closed = ClosedYear { year: R5, plans: vec![former("情報広報課")], whole_opinions: vec![] };
    let of = |department: &str, earlier: &[ClosedYear]| {
        let sheets = vec![sheet("1-02_情報広報課.xlsx", "行政サービス改革", "2", "ＳＮＳの活用", department)];
        assign(sheets, &ledger, earlier, R6, &settings())
    };
    let staged = of("情報広報課", std::slice::from_ref(&closed));
    assert_eq!(codes(&staged), ["K05"]);
    let told = staged.findings.iter().find(|finding| finding.code.0 == "K05").expect("K05");
    assert_eq!(told.message, "「情報広報課」を「広報課」と読み替えました");
    assert_eq!(codes(&of("情報広報課", &[])), ["K06"]);
    assert_eq!(codes(&of("税務課", &[closed])), ["K06"]);
}

#[test]
fn a_file_that_nobody_can_open_is_its_names_or_its_folders_departments() {
    let ledger = ledger();
    let owners = FileOwners::of(&ledger, R6);
    let of = |path: &str| owners.department(path).map(|name| name.to_string());
    assert_eq!(of("1-01.xlsx").as_deref(), Some("企画課"));
    assert_eq!(of("企画課_シート.xlsx").as_deref(), Some("企画課"));
    assert_eq!(of("広報課/シート.xlsx").as_deref(), Some("広報広聴課"));
    assert_eq!(of("まとめ/広報広聴課/最終.xlsx").as_deref(), Some("広報広聴課"));
    // The name says more than the folder.
    assert_eq!(of("企画課/広報課_1.xlsx").as_deref(), Some("広報広聴課"));
    for unknown in ["シート.xlsx", "企画課・広報課.xlsx", "1-01と1-02.xlsx", "総務課/9-99.xlsx"]
    {
        assert_eq!(of(unknown), None, "{unknown}");
    }
}

#[test]
fn takes_a_sheet_whose_area_number_and_name_agree() {
    let staged = assigned(vec![sheet("a.xlsx", "財政改革", "2", "窓口アンケートの有料化", "企画課")]);
    assert_eq!(codes(&staged), [""; 0]);
    assert_eq!(status(&staged, 2, 2), Some(PlanStatus::Submitted));
    assert_eq!(status(&staged, 1, 1), Some(PlanStatus::Missing));
}

#[test]
fn every_due_plan_without_a_sheet_is_reported_and_no_ended_one() {
    let staged = assigned(vec![]);
    let missing: Vec<String> = staged.findings.iter().filter_map(|f| f.key).map(|k| k.to_string()).collect();
    assert_eq!(missing, ["1-01", "1-02", "2-01", "2-02"]);
    assert_eq!(staged.findings[1].message, "未提出です：1-02 ＳＮＳの活用（広報広聴課）");
}

#[test]
fn spelling_becomes_the_ledgers_and_is_told() {
    let staged = assigned(vec![sheet("a.xlsx", "１．行政サービス改革", "2", "SNSの活用", "広報広聴課")]);
    assert_eq!(codes(&staged), ["K04"]);
    let plan = &staged.value.plans[1];
    assert_eq!(plan.fields.text(&Field::PlanName), Some("ＳＮＳの活用"));
    assert_eq!(plan.fields.text(&Field::Area), Some("行政サービス改革"));
    assert_eq!(plan.fields.get(&Field::PlanName).map(|v| v.raw.as_str()), Some("SNSの活用"));
}

#[test]
fn a_name_in_quotes_or_behind_its_own_number_is_the_plans() {
    for name in
        ["「ＳＮＳの活用」", "2 ＳＮＳの活用", "１－０２　ＳＮＳの活用", "No.2　SNSの活用", "②ＳＮＳの活用"]
    {
        let staged = assigned(vec![sheet("a.xlsx", "行政サービス改革", "2", name, "広報広聴課")]);
        assert_eq!(codes(&staged), ["K04"], "{name}");
        assert_eq!(staged.value.plans[1].fields.text(&Field::PlanName), Some("ＳＮＳの活用"));
    }
    for name in ["3 ＳＮＳの活用", "2-02 ＳＮＳの活用", "「ＳＮＳの活用", "新ＳＮＳの活用", "22ＳＮＳの活用"]
    {
        let staged = assigned(vec![sheet("a.xlsx", "行政サービス改革", "2", name, "広報広聴課")]);
        assert_eq!(codes(&staged), ["K03"], "{name}");
    }
}

#[test]
fn an_area_may_be_numbered_in_roman_or_kanji_figures() {
    for area in ["Ⅱ 財政改革", "Ⅱ．財政改革", "第二 財政改革", "二、財政改革", "II 財政改革", "Ⅱ"]
    {
        let staged = assigned(vec![sheet("a.xlsx", area, "1", "広告の募集", "広報広聴課")]);
        assert_eq!(codes(&staged), ["K04"], "{area}");
    }
    // Number and name single out the plan; the contradiction is told.
    let staged = assigned(vec![sheet("a.xlsx", "Ⅰ 財政改革", "1", "広告の募集", "広報広聴課")]);
    assert_eq!(codes(&staged), ["K02"]);
}

#[test]
fn a_former_department_is_followed_and_a_strange_one_is_an_error() {
    let old = assigned(vec![sheet("a.xlsx", "財政改革", "1", "広告の募集", "広報課")]);
    assert_eq!(codes(&old), ["K05"]);
    let strange = assigned(vec![sheet("a.xlsx", "財政改革", "1", "広告の募集", "税務課")]);
    assert_eq!(codes(&strange), ["K06"]);
    assert_eq!(status(&strange, 2, 1), Some(PlanStatus::Submitted));
    for staged in [old, strange] {
        assert_eq!(staged.value.plans[2].fields.text(&Field::Department), Some("広報広聴課"));
    }
}

#[test]
fn a_division_before_the_department_is_no_error() {
    let staged =
        assigned(vec![sheet("a.xlsx", "行政サービス改革", "1", "窓口アンケート", "企画財政部企画課")]);
    assert_eq!(codes(&staged), ["K04"]);
}

#[test]
fn a_blank_area_is_no_matter_where_number_and_name_single_out_a_plan() {
    let staged = assigned(vec![sheet("a.xlsx", "", "1", "広告の募集", "広報広聴課")]);
    assert_eq!(codes(&staged), [""; 0]);
    assert_eq!(status(&staged, 2, 1), Some(PlanStatus::Submitted));
}

#[test]
fn a_number_alone_holds_nothing_and_is_an_error() {
    let staged = assigned(vec![sheet("a.xlsx", "", "1", "", "企画課")]);
    assert_eq!(codes(&staged), ["K02"]);
    assert_eq!(staged.findings[0].message, "番号「1」だけでは計画を特定できません");
    assert_eq!(staged.value.held.len(), 1);
}

#[test]
fn a_doubtful_sheet_holds_the_plan_that_number_department_and_file_name_point_at() {
    let held = |sheet: PlanSheet| {
        let staged = assigned(vec![sheet]);
        assert_eq!(codes(&staged), ["K02"]);
        let keys = staged.value.plans.iter().filter(|plan| plan.status == PlanStatus::Held);
        keys.map(|plan| plan.key.to_string()).collect::<Vec<_>>()
    };
    // No area, a name that no plan has: 広報広聴課 has one plan of number 2.
    assert_eq!(held(sheet("a.xlsx", "", "2", "交流サイト", "広報広聴課")), ["1-02"]);
    // A department that has two plans of the ledger says nothing by itself.
    assert_eq!(held(sheet("a.xlsx", "", "", "交流サイト", "広報広聴課")), [""; 0]);
    // The file's name does, as long as the sheet does not contradict it.
    assert_eq!(held(sheet("2-01.xlsx", "", "", "交流サイト", "広報広聴課")), ["2-01"]);
    assert_eq!(held(sheet("2-01.xlsx", "", "2", "交流サイト", "広報広聴課")), ["1-02"]);
    assert_eq!(held(sheet("a.xlsx", "財政改革", "", "交流サイト", "広報広聴課")), ["2-01"]);
}

#[test]
fn a_contradiction_that_number_and_name_resolve_is_a_warning() {
    for (area, number) in [("2．行政サービス改革", "1"), ("行政サービス改革", "2-1")] {
        let staged = assigned(vec![sheet("a.xlsx", area, number, "窓口アンケート", "企画課")]);
        assert_eq!(codes(&staged)[0], "K02", "{area}");
        assert_eq!(staged.findings[0].severity, Severity::Warning);
        assert_eq!(status(&staged, 1, 1), Some(PlanStatus::Submitted));
    }
}

#[test]
fn a_name_of_another_plan_holds_both() {
    let staged = assigned(vec![sheet("a.xlsx", "行政サービス改革", "2", "窓口アンケート", "企画課")]);
    assert_eq!(codes(&staged), ["K03"]);
    assert_eq!(status(&staged, 1, 2), Some(PlanStatus::Held));
    assert_eq!(status(&staged, 1, 1), Some(PlanStatus::Held));
    assert!(staged.value.plans.iter().all(|plan| plan.fields.is_empty()));
}

#[test]
fn an_ended_plan_is_not_due_and_its_number_is_not_free() {
    let sent = assigned(vec![sheet("a.xlsx", "行政サービス改革", "3", "発券機の設置", "支所市民福祉課")]);
    assert_eq!(codes(&sent), ["K08"]);
    let reused = assigned(vec![sheet("a.xlsx", "行政サービス改革", "3", "新しい計画", "企画課")]);
    assert_eq!(codes(&reused), ["K07"]);
    assert_eq!(status(&sent, 1, 3), None);
}

#[test]
fn an_unknown_number_is_a_mistake_unless_the_plan_starts_now() {
    let unknown = sheet("a.xlsx", "財政改革", "9", "新しい計画", "企画課");
    assert_eq!(codes(&assigned(vec![unknown.clone()])), ["K01"]);
    let new = with(unknown, Field::Start, Value::Year(R6), "R6");
    assert_eq!(codes(&assigned(vec![new])), ["K09"]);
}

#[test]
fn the_higher_version_wins_and_says_what_changed() {
    let one = judged(sheet("a.xlsx", "財政改革", "1", "広告の募集", "広報広聴課"), 1, "B");
    let two = judged(sheet("b.xlsx", "財政改革", "1", "広告の募集", "広報広聴課"), 2, "A");
    let staged = assigned(vec![one, two]);
    assert_eq!(codes(&staged), ["F09"]);
    let message = &staged.findings.iter().find(|f| f.code.0 == "F09").expect("F09").message;
    assert!(message.contains("第2版を採用しました") && message.contains("自己評価 B→A"), "{message}");
    assert_eq!(staged.value.plans[2].source.as_ref().map(|s| Arc::clone(&s.file)).as_deref(), Some("b.xlsx"));
}

#[test]
fn equal_versions_that_differ_hold_the_plan_and_identical_ones_do_not() {
    let one = judged(sheet("a.xlsx", "財政改革", "1", "広告の募集", "広報広聴課"), 1, "B");
    let two = judged(sheet("b.xlsx", "財政改革", "1", "広告の募集", "広報広聴課"), 1, "A");
    let staged = assigned(vec![one.clone(), two]);
    assert_eq!(codes(&staged), ["F08"]);
    assert_eq!(status(&staged, 2, 1), Some(PlanStatus::Held));
    let same = judged(sheet("b.xlsx", "財政改革", "1", "広告の募集", "広報広聴課"), 1, "B");
    assert_eq!(codes(&assigned(vec![one, same])), ["F09"]);
}

#[test]
fn years_that_cannot_be_are_reported() {
    let base = sheet("a.xlsx", "財政改革", "1", "広告の募集", "広報広聴課");
    let late = with(base.clone(), Field::Start, Value::Year(FiscalYear(2025)), "R7");
    assert_eq!(codes(&assigned(vec![late])), ["K10", "K12"]);
    let reversed = with(
        with(base, Field::Start, Value::Year(R5), "R5"),
        Field::End,
        Value::Year(FiscalYear(2022)),
        "R4",
    );
    assert_eq!(codes(&assigned(vec![reversed])), ["K10"]);
}

#[test]
fn file_names_are_compared_only_where_they_say_something_certain() {
    let plan = |file: &str| sheet(file, "行政サービス改革", "1", "窓口アンケート", "企画課");
    for quiet in [
        "提出/1-01 窓口.xlsx",
        "提出/実施計画シート１－０１.xlsx",
        "提出/R6実施計画シート_企画課_15.xlsx",
        "提出/【企画課】実施計画シート（広報課との連携）.xlsx",
        "提出/2024-04-05.xlsx",
        "提出/R6-2-1.xlsx",
        "提出/シート(2).xlsx",
    ] {
        assert_eq!(codes(&assigned(vec![plan(quiet)])), [""; 0], "{quiet}");
    }
    for loud in ["提出/1-02.xlsx", "提出/２－１_企画課.xlsx", "提出/【広報課】実施計画シート.xlsx"]
    {
        assert_eq!(codes(&assigned(vec![plan(loud)])), ["F11"], "{loud}");
    }
}

#[test]
fn a_sheet_of_a_plan_that_begins_in_a_later_year_is_told() {
    let mut ledger = ledger();
    ledger.plans[3].start = Some(FiscalYear(2025));
    let sent = sheet("a.xlsx", "財政改革", "1", "広告の募集", "広報広聴課");
    let staged = assign(vec![sent], &ledger, &[], R6, &settings());
    assert_eq!(codes(&staged), ["K10"]);
    let told = staged.findings.iter().find(|finding| finding.code.0 == "K10").expect("just counted");
    assert_eq!(told.message, "台帳の開始（R7）が対象年度（R6）より後の計画です：2-01 広告の募集");
    assert_eq!(status(&staged, 2, 1), None);
    assert_eq!(staged.value.held.len(), 1);
}
