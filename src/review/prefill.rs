//! What a plan's sheet for a year says before its department writes into it.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::{ClosedPlan, ClosedYear, Field, FiscalYear, IndicatorPart, Ledger, LedgerPlan, Value};

/// Basic data by the ledger; plan, targets and the figures and judgments of
/// earlier years by the closed years; the opinions of the year just before.
pub fn prefill(
    plan: &LedgerPlan,
    ledger: &Ledger,
    earlier: &[ClosedYear],
    year: FiscalYear,
) -> BTreeMap<Field, Value> {
    let mut values = BTreeMap::new();
    let closed = || earlier.iter().filter(|closed| closed.year < year).map(|c| (c.year, c.plan(plan.key)));
    // The latest sheet first: what an older one says besides is only taken where it says nothing.
    for (_, sheet) in closed().rev() {
        for (field, value) in sheet.iter().flat_map(|sheet| sheet.fields.iter()) {
            if is_carried(field, year) {
                values.entry(field.clone()).or_insert_with(|| value.value.clone());
            }
        }
    }
    // A closed year's own figures go before what later sheets say of it.
    for (closed_year, sheet) in closed() {
        if let Some(sheet) = sheet {
            values.extend(of_closed_year(sheet, closed_year));
            if closed_year == year.previous() {
                values.extend(opinions(sheet));
            }
        }
    }
    values.extend(basic_data(plan, ledger, year));
    values
}

/// Whether the next year's sheet says again what this one said.
fn is_carried(field: &Field, year: FiscalYear) -> bool {
    match field {
        Field::Viewpoint
        | Field::Initiative
        | Field::ExpectedEffect
        | Field::FinalGoal
        | Field::YearlyPlan(_) => true,
        Field::Indicator(_, IndicatorPart::Actual(of)) | Field::Benefit(of) | Field::YearEndJudgment(of) => {
            *of < year
        }
        Field::Indicator(_, _) => true,
        _ => false,
    }
}

fn of_closed_year(sheet: &ClosedPlan, year: FiscalYear) -> Vec<(Field, Value)> {
    let own = sheet.fields.iter().filter_map(|(field, value)| match field {
        Field::Benefit(of) | Field::Indicator(_, IndicatorPart::Actual(of)) if *of == year => {
            Some((field.clone(), value.value.clone()))
        }
        Field::FinalJudgment => Some((Field::YearEndJudgment(year), value.value.clone())),
        _ => None,
    });
    own.collect()
}

fn opinions(sheet: &ClosedPlan) -> Vec<(Field, Value)> {
    [(Field::HqOpinion, Field::LastHqOpinion), (Field::CouncilOpinion, Field::LastCouncilOpinion)]
        .into_iter()
        .filter_map(|(said, shown)| Some((shown, sheet.fields.get(&said)?.value.clone())))
        .collect()
}

fn basic_data(plan: &LedgerPlan, ledger: &Ledger, year: FiscalYear) -> Vec<(Field, Value)> {
    let text = |text: &Arc<str>| Value::Text(text.to_string());
    let mut data = vec![
        (Field::TargetYear, Value::Year(year)),
        (Field::Version, Value::Integer(1)),
        (Field::Number, Value::Integer(plan.key.number.into())),
        (Field::PlanName, text(&plan.name)),
        (Field::Department, text(&ledger.department_in(plan, year))),
    ];
    data.extend(ledger.area(plan.key.area).map(|area| (Field::Area, text(&area.name))));
    data.extend(plan.start.or(plan.added).map(|start| (Field::Start, Value::Year(start))));
    data
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{
        Area, CellRef, Fields, JudgmentCode, Origin, PlanKey, PlanStatus, Quantity, Renaming, Sourced,
    };

    const R5: FiscalYear = FiscalYear(2023);
    const R6: FiscalYear = FiscalYear(2024);
    const R7: FiscalYear = FiscalYear(2025);

    fn text(text: &str) -> Value {
        Value::Text(text.to_owned())
    }

    fn number(number: i64) -> Value {
        Value::Number(Quantity { value: number.into(), unit: None })
    }

    fn judgment(code: &str) -> Value {
        Value::Judgment(JudgmentCode(code.into()))
    }

    fn closed(year: FiscalYear, fields: &[(Field, Value)]) -> ClosedYear {
        let origin =
            Origin { file: "提出/1.xlsx".into(), sheet: "シート".into(), cell: CellRef::new(0, 0) };
        let sourced = |(field, value): &(Field, Value)| {
            (field.clone(), Sourced::read(value.clone(), "", origin.clone()))
        };
        let plan = ClosedPlan {
            key: PlanKey::new(1, 3),
            area: "行政サービス改革".into(),
            name: "旧名".into(),
            department: "広報課".into(),
            status: PlanStatus::Submitted,
            fields: fields.iter().map(sourced).collect::<Fields>(),
        };
        ClosedYear { year, plans: vec![plan], whole_opinions: Vec::new() }
    }

    fn ledger() -> Ledger {
        let area = Area {
            number: 1,
            name: "行政サービス改革".into(),
            content: None,
            means: vec![],
            effects: vec![],
        };
        let plan = LedgerPlan {
            key: PlanKey::new(1, 3),
            name: "ＳＮＳによる発信".into(),
            department: "広報課".into(),
            start: Some(R5),
            end: None,
            added: None,
            row: 2,
        };
        let renaming =
            Renaming { year: R6, old: "広報課".into(), new: "広報広聴課".into(), plan: None };
        Ledger { areas: vec![area], plans: vec![plan], renamings: vec![renaming], outline: vec![] }
    }

    fn actual(year: FiscalYear) -> Field {
        Field::Indicator(1, IndicatorPart::Actual(year))
    }

    #[test]
    fn carries_plan_targets_and_history_and_leaves_this_year_blank() {
        let r5 = closed(
            R5,
            &[
                (Field::Initiative, text("古い取組")),
                (Field::Status, text("実施した")),
                (Field::Author, text("山田")),
                (Field::SelfJudgment, judgment("A")),
                (Field::FinalJudgment, judgment("B")),
                (Field::CouncilOpinion, text("R5の意見")),
                (actual(R5), number(26)),
            ],
        );
        let r6 = closed(
            R6,
            &[
                (Field::Initiative, text("今の取組")),
                (Field::Indicator(1, IndicatorPart::Target(R7)), number(42)),
                (Field::FinalJudgment, judgment("C")),
                (Field::HqOpinion, text("R6の意見")),
                (actual(R5), number(99)),
                (actual(R6), number(39)),
                (actual(R7), number(1)),
            ],
        );
        let ledger = ledger();
        let values = prefill(&ledger.plans[0], &ledger, &[r5, r6], R7);
        let expected: BTreeMap<Field, Value> = [
            (Field::TargetYear, Value::Year(R7)),
            (Field::Version, Value::Integer(1)),
            (Field::Area, text("行政サービス改革")),
            (Field::Number, Value::Integer(3)),
            (Field::PlanName, text("ＳＮＳによる発信")),
            (Field::Department, text("広報広聴課")),
            (Field::Start, Value::Year(R5)),
            (Field::Initiative, text("今の取組")),
            (Field::Indicator(1, IndicatorPart::Target(R7)), number(42)),
            (actual(R5), number(26)),
            (actual(R6), number(39)),
            (Field::YearEndJudgment(R5), judgment("B")),
            (Field::YearEndJudgment(R6), judgment("C")),
            (Field::LastHqOpinion, text("R6の意見")),
        ]
        .into();
        assert_eq!(values, expected);
    }

    #[test]
    fn the_first_year_has_the_ledger_alone() {
        let ledger = ledger();
        let values = prefill(&ledger.plans[0], &ledger, &[], R5);
        assert_eq!(values.get(&Field::Department), Some(&text("広報課")));
        assert_eq!(values.len(), 7);
    }
}
