//! A period of R5 to R9 written by hand, and what it comes to.

use super::*;
use crate::model::{ClosedPlan, ClosedYear, Fields, LedgerPlan, Plan, PlanStatus, Sourced, Value};
use crate::report::sample::{city, judgment, small_year};

const R5: FiscalYear = FiscalYear(2023);
const R6: FiscalYear = FiscalYear(2024);
const R9: FiscalYear = FiscalYear(2027);

/// Five plans. 1-01: B, A, A, B, C (examined). 1-02: A, then 達成 in R6.
/// 1-03 from R7 on: B, B, 中止 in R9. 2-01: C, 中止 in R6. 2-02: R9 without a judgment.
pub(crate) fn last_year() -> Year {
    let mut year = small_year();
    year.year = R9;
    let due = [(1, 1, Some("C"), 300), (1, 3, Some("中止"), -20), (2, 2, None, 0)];
    year.plans =
        due.iter().map(|(area, number, code, amount)| plan(*area, *number, *code, *amount)).collect();
    year.plans[0].fields.insert(
        Field::AfterPeriod,
        Sourced { value: Value::AfterPeriod(AfterPeriod::Continue), ..sourced(judgment("C")) },
    );
    year.ledger.areas.truncate(2);
    year.ledger.plans = vec![
        listed(1, 1, "窓口の改善", R5, None),
        listed(1, 2, "申請の電子化", R5, Some(R6)),
        listed(1, 3, "案内の多言語化", FiscalYear(2025), None),
        listed(2, 1, "職員研修", R5, Some(R6)),
        listed(2, 2, "組織の見直し", R5, None),
    ];
    year.earlier = vec![
        closed(
            2023,
            &[(1, 1, Some("B"), 100), (1, 2, Some("A"), 50), (2, 1, Some("C"), 0), (2, 2, Some("B"), 0)],
        ),
        closed(
            2024,
            &[
                (1, 1, Some("A"), 200),
                (1, 2, Some("達成"), 70),
                (2, 1, Some("中止"), 0),
                (2, 2, Some("B"), 0),
            ],
        ),
        closed(2025, &[(1, 1, Some("A"), 0), (1, 3, Some("B"), 10), (2, 2, Some("B"), 0)]),
        closed(2026, &[(1, 1, Some("B"), 0), (1, 3, Some("B"), 10), (2, 2, Some("B"), 0)]),
    ];
    year
}

fn sourced(value: Value) -> Sourced<Value> {
    let year = small_year();
    let origin = year.plans[0].fields.origin(&Field::SelfJudgment).expect("judged").clone();
    Sourced::read(value, "", origin)
}

fn fields(of: FiscalYear, code: Option<&str>, amount: i64) -> Fields {
    let mut fields = Fields::default();
    if let Some(code) = code {
        fields.insert(Field::FinalJudgment, sourced(judgment(code)));
    }
    if amount != 0 {
        fields.insert(Field::Benefit(of), sourced(Value::Money(ThousandYen(amount))));
    }
    fields
}

fn plan(area: u32, number: u32, code: Option<&str>, amount: i64) -> Plan {
    let names = ["窓口の改善", "申請の電子化", "案内の多言語化"];
    let name = if area == 1 { names[number as usize - 1] } else { "組織の見直し" };
    let mut plan = small_year().plans[0].clone();
    plan.key = PlanKey::new(area, number);
    plan.area = if area == 1 { "サービス改革".into() } else { "組織改革".into() };
    plan.name = name.into();
    plan.fields = fields(R9, code, amount);
    plan
}

fn listed(area: u32, number: u32, name: &str, start: FiscalYear, end: Option<FiscalYear>) -> LedgerPlan {
    LedgerPlan {
        key: PlanKey::new(area, number),
        name: name.into(),
        department: "市民課".into(),
        start: Some(start),
        end,
        added: None,
        row: number + 1,
    }
}

fn closed(year: i16, plans: &[(u32, u32, Option<&str>, i64)]) -> ClosedYear {
    let plan = |(area, number, code, amount): &(u32, u32, Option<&str>, i64)| ClosedPlan {
        key: PlanKey::new(*area, *number),
        area: if *area == 1 { "サービス改革".into() } else { "組織改革".into() },
        name: "旧い名".into(),
        department: "市民課".into(),
        status: PlanStatus::Submitted,
        fields: fields(FiscalYear(year), *code, *amount),
    };
    ClosedYear { year: FiscalYear(year), plans: plans.iter().map(plan).collect(), whole_opinions: Vec::new() }
}

fn code(code: &str) -> JudgmentCode {
    JudgmentCode(code.into())
}

#[test]
fn is_made_in_the_last_year_only_once_the_judgments_stand() {
    assert!(period_summary(&small_year(), &city()).is_none(), "R6 is not the last year");
    let mut year = last_year();
    year.stage = Stage::Council;
    assert!(period_summary(&year, &city()).is_none(), "the council has not met");
    assert!(period_summary(&last_year(), &city()).is_some());
}

#[test]
fn every_plan_of_the_period_is_listed_with_its_judgments_and_its_end() {
    let summary = period_summary(&last_year(), &city()).expect("the last year");
    let told: Vec<(String, String, Outcome)> = summary
        .plans
        .iter()
        .map(|plan| {
            let marks = plan.years.iter().map(|y| match (&y.judgment, y.ran) {
                (Some(code), _) => code.to_string(),
                (None, true) => "?".to_owned(),
                (None, false) => "-".to_owned(),
            });
            (plan.key.to_string(), marks.collect::<Vec<_>>().join(" "), plan.outcome.clone())
        })
        .collect();
    let row = |key: &str, marks: &str, outcome| (key.to_owned(), marks.to_owned(), outcome);
    assert_eq!(
        told,
        [
            row("1-01", "B A A B C", Outcome::Examine),
            row("1-02", "A 達成 - - -", Outcome::Ended(code("達成"), R6)),
            row("1-03", "- - B B 中止", Outcome::Ended(code("中止"), R9)),
            row("2-01", "C 中止 - - -", Outcome::Ended(code("中止"), R6)),
            row("2-02", "B B B B ?", Outcome::Unjudged),
        ]
    );
    assert_eq!(&*summary.plans[1].name, "申請の電子化", "the ledger's name, not an old record's");
    assert_eq!(summary.plans[0].after, Some(AfterPeriod::Continue));
}

#[test]
fn judgments_are_counted_year_by_year() {
    let summary = period_summary(&last_year(), &city()).expect("the last year");
    // 達成, A, B, C, 中止.
    let counts: Vec<Vec<usize>> =
        summary.judged.iter().flatten().map(|counts| counts.counts.clone()).collect();
    assert_eq!(counts, [[0, 1, 2, 1, 0], [1, 1, 1, 0, 1], [0, 1, 2, 0, 0], [0, 0, 3, 0, 0], [0, 0, 0, 1, 1]]);
    assert_eq!(summary.judged[4].as_ref().map(|counts| counts.without), Some(1));
}

#[test]
fn benefit_is_summed_by_area_and_year() {
    let summary = period_summary(&last_year(), &city()).expect("the last year");
    let of = |area| -> Vec<Option<i64>> {
        (0..5).map(|at| summary.benefit(area, at).map(|amount| amount.0)).collect()
    };
    assert_eq!(of(Some(1)), [Some(150), Some(270), Some(10), Some(10), Some(280)]);
    assert_eq!(of(Some(2)), [None; 5]);
    assert_eq!(summary.whole_benefit(None), Some(ThousandYen(720)));
    assert_eq!(summary.whole_benefit(Some(2)), None);
}

#[test]
fn a_year_without_a_record_is_left_out_and_named() {
    let mut year = last_year();
    year.earlier.remove(1);
    let summary = period_summary(&year, &city()).expect("the last year");
    assert_eq!(summary.without_record, [R6]);
    assert_eq!(summary.judged[1], None);
    assert_eq!(summary.plans[1].outcome, Outcome::EndedUnrecorded(R6));
    let ended = summary.count(None, &Way::Unrecorded);
    assert_eq!(ended, 2, "the ledger says that 1-02 and 2-01 ended in R6, not how");
}
