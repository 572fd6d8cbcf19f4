//! Made-up plans for the tests of the rules.

use std::sync::Arc;

use super::rule::{Context, Reporter, Rule};
use crate::diag::Finding;
use crate::model::{
    AfterPeriod, CellRef, ClosedPlan, ClosedYear, Direction, Field, FieldKind, Fields, FiscalYear,
    JudgmentCode, Ledger, LedgerPlan, Period, Plan, PlanKey, PlanStatus, Quantity, SheetSource, Sourced,
    Stage, ThousandYen, Value, Year,
};
use crate::settings::Settings;

/// 令和5年度, the year the made-up plans are judged in.
pub(super) const R5: FiscalYear = FiscalYear(2023);

/// Settings of a made-up city.
pub(super) fn settings() -> Settings {
    Settings::new("試験市", Period { start: R5, end: FiscalYear(2027) })
}

/// Fields written as `(name, text)`; an empty text is a blank field of the form.
pub(super) fn fields(texts: &[(&str, &str)]) -> Fields {
    let eras = settings().eras;
    let filled = texts.iter().filter(|(_, text)| !text.is_empty());
    filled
        .enumerate()
        .map(|(i, (name, text))| {
            let field = Field::parse(name, &eras).unwrap_or_else(|| Field::Custom(Arc::from(*name)));
            let origin = source().at(CellRef::new(u32::try_from(i).expect("a few"), 2));
            let value = value(&field, text);
            (field, Sourced::read(value, *text, origin))
        })
        .collect()
}

fn value(field: &Field, text: &str) -> Value {
    let eras = settings().eras;
    let year = || eras.parse_short(text).expect("a year such as R5");
    match field.kind() {
        FieldKind::Text | FieldKind::Line => Value::Text(text.to_owned()),
        FieldKind::Integer => Value::Integer(text.parse().expect("an integer")),
        FieldKind::Number => {
            let split =
                text.find(|c: char| !c.is_ascii_digit() && c != '.' && c != '-').unwrap_or(text.len());
            let (number, unit) = text.split_at(split);
            let unit = (!unit.is_empty()).then(|| unit.to_owned());
            Value::Number(Quantity { value: number.parse().expect("a number"), unit })
        }
        FieldKind::Money => Value::Money(ThousandYen(text.parse().expect("an amount"))),
        FieldKind::Year => Value::Year(year()),
        FieldKind::Date => Value::Date(text.parse().expect("a date")),
        FieldKind::Judgment => Value::Judgment(JudgmentCode(text.into())),
        FieldKind::Direction => Value::Direction(if text == "↑" { Direction::Up } else { Direction::Down }),
        FieldKind::AfterPeriod => Value::AfterPeriod(match text {
            "継続" => AfterPeriod::Continue,
            "終了" => AfterPeriod::End,
            _ => AfterPeriod::Examining,
        }),
    }
}

fn source() -> SheetSource {
    SheetSource { file: "提出/1-01.xlsx".into(), sheet: "シート".into(), form: "様式".into() }
}

/// Plan 1-01 whose form has exactly the named fields.
pub(super) fn plan(texts: &[(&str, &str)]) -> Plan {
    let eras = settings().eras;
    let slots = texts.iter().enumerate().map(|(i, (name, _))| {
        let field = Field::parse(name, &eras).unwrap_or_else(|| Field::Custom(Arc::from(*name)));
        (field, CellRef::new(u32::try_from(i).expect("a few"), 2))
    });
    Plan {
        key: PlanKey::new(1, 1),
        area: "行政サービス改革".into(),
        name: "窓口の改善".into(),
        department: "企画課".into(),
        start: Some(R5),
        added: false,
        status: PlanStatus::Submitted,
        source: Some(source()),
        slots: slots.collect(),
        fields: fields(texts),
        typed: Fields::default(),
        unreadable: Default::default(),
    }
}

/// The plan under another key.
pub(super) fn keyed(mut plan: Plan, area: u32, number: u32) -> Plan {
    plan.key = PlanKey::new(area, number);
    plan
}

/// A first year R5 with these plans, all of them in the ledger.
pub(super) fn year(plans: Vec<Plan>) -> Year {
    let ledger_plan = |plan: &Plan| LedgerPlan {
        key: plan.key,
        name: plan.name.clone(),
        department: plan.department.clone(),
        start: plan.start,
        end: None,
        added: None,
        row: 2,
    };
    Year {
        year: R5,
        stage: Stage::Headquarters,
        is_final: false,
        met: Default::default(),
        ledger: Ledger { plans: plans.iter().map(ledger_plan).collect(), ..Ledger::default() },
        plans,
        files: Vec::new(),
        whole_opinions: Vec::new(),
        earlier: Vec::new(),
        has_year_before: false,
    }
}

/// R6 with these plans, after an R5 that closed with plans of these keys and fields.
pub(super) fn second_year(plans: Vec<Plan>, closed: &[(PlanKey, &[(&str, &str)])]) -> Year {
    let closed_plan = |(key, texts): &(PlanKey, &[(&str, &str)])| ClosedPlan {
        key: *key,
        area: "行政サービス改革".into(),
        name: "窓口の改善".into(),
        department: "企画課".into(),
        status: PlanStatus::Submitted,
        fields: fields(texts),
    };
    let earlier =
        ClosedYear { year: R5, plans: closed.iter().map(closed_plan).collect(), whole_opinions: Vec::new() };
    Year { year: R5.next(), earlier: vec![earlier], has_year_before: true, ..year(plans) }
}

/// What one rule finds in a year under the made-up settings.
pub(super) fn run(rule: &dyn Rule, year: &Year) -> Vec<Finding> {
    run_with(rule, year, &settings())
}

/// What one rule finds.
pub(super) fn run_with(rule: &dyn Rule, year: &Year, settings: &Settings) -> Vec<Finding> {
    let context = Context { year, settings };
    let mut findings = Vec::new();
    let mut out = Reporter::new(rule.info(), context, &mut findings);
    rule.check_year(&context, &mut out);
    for plan in &year.plans {
        rule.check_plan(plan, &context, &mut out);
    }
    findings
}

/// The messages that one rule has for one plan in a first year.
pub(super) fn messages(rule: &dyn Rule, texts: &[(&str, &str)]) -> Vec<String> {
    run(rule, &year(vec![plan(texts)])).into_iter().map(|f| f.message).collect()
}
