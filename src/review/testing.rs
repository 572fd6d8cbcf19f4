//! A made-up year for the tests of this room.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::model::{
    Area, Body, CellRef, Field, Fields, FiscalYear, JudgmentCode, Ledger, LedgerPlan, Origin, Period, Plan,
    PlanKey, PlanStatus, SheetSource, Sourced, Stage, Value, Year,
};
use crate::settings::Settings;

/// 令和6年度.
pub(super) const R6: FiscalYear = FiscalYear(2024);

/// 見本市, period R5 to R9.
pub(super) fn settings() -> Settings {
    Settings::new("見本市", Period { start: FiscalYear(2023), end: FiscalYear(2027) })
}

/// A cell of a submitted sheet.
pub(super) fn origin(cell: &str) -> Origin {
    let cell = CellRef::parse(cell).expect("an address");
    Origin { file: "提出/1.xlsx".into(), sheet: "シート".into(), cell }
}

/// A judgment.
pub(super) fn judgment(code: &str) -> Value {
    Value::Judgment(JudgmentCode(code.into()))
}

/// A text.
pub(super) fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

/// Sets a field as if it had been read from a sheet.
pub(super) fn set(plan: &mut Plan, field: Field, value: Value, raw: &str, cell: &str) {
    plan.fields.insert(field, Sourced::read(value, raw, origin(cell)));
}

/// A submitted plan judged by its department.
pub(super) fn plan(area: u32, number: u32, name: &str, department: &str, code: &str) -> Plan {
    let source =
        SheetSource { file: "提出/1.xlsx".into(), sheet: "シート".into(), form: "様式".into() };
    let mut plan = Plan {
        key: PlanKey::new(area, number),
        area: area_name(area),
        name: name.into(),
        department: department.into(),
        start: Some(FiscalYear(2023)),
        added: false,
        status: PlanStatus::Submitted,
        source: Some(source),
        fields: Fields::default(),
        typed: Fields::default(),
        slots: BTreeMap::new(),
        unreadable: Default::default(),
    };
    set(&mut plan, Field::SelfJudgment, judgment(code), code, "C19");
    plan
}

fn area_name(number: u32) -> Arc<str> {
    if number == 1 { "行政サービス改革".into() } else { "財政改革".into() }
}

/// The ledger that lists the plans.
pub(super) fn ledger(plans: &[Plan]) -> Ledger {
    let area =
        |number| Area { number, name: area_name(number), content: None, means: vec![], effects: vec![] };
    let row = |plan: &Plan| LedgerPlan {
        key: plan.key,
        name: Arc::clone(&plan.name),
        department: Arc::clone(&plan.department),
        start: plan.start,
        end: None,
        added: None,
        row: 2,
    };
    Ledger { areas: vec![area(1), area(2)], plans: plans.iter().map(row).collect(), ..Ledger::default() }
}

/// R6 with four plans, after both bodies have met.
pub(super) fn year() -> Year {
    let plans = vec![
        plan(1, 1, "窓口の改善", "市民課", "B"),
        plan(1, 2, "申請の電子化", "企画課", "達成"),
        plan(1, 3, "広報の充実", "広報課", "A"),
        plan(2, 1, "職員研修", "人事課", "C"),
    ];
    Year {
        year: R6,
        stage: Stage::Confirmed,
        is_final: false,
        met: BTreeSet::from([Body::Headquarters, Body::Council]),
        ledger: ledger(&plans),
        plans,
        files: Vec::new(),
        whole_opinions: Vec::new(),
        earlier: Vec::new(),
        has_year_before: false,
    }
}
