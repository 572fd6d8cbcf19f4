//! The ledger with which the next year begins.

use std::collections::BTreeSet;

use crate::model::{Area, Eras, Field, Ledger, LedgerPlan, PlanKey, Year};

/// This year's ledger carried over: 終了 filled where 確定評価 ended a plan,
/// this year's 追加計画 among the plans with their 開始, departments by their
/// new names. What was entered for later years already is kept.
pub fn next_ledger(year: &Year) -> Ledger {
    let ledger = &year.ledger;
    let carried = |plan: &LedgerPlan| {
        if plan.added.is_some_and(|added| added > year.year) {
            return plan.clone();
        }
        LedgerPlan {
            department: ledger.department_in(plan, year.year),
            start: plan.start.or(plan.added),
            end: plan.end.or_else(|| year.plan(plan.key)?.fields.year(&Field::End)),
            added: None,
            ..plan.clone()
        }
    };
    Ledger {
        areas: ledger.areas.clone(),
        plans: ledger.plans.iter().map(carried).collect(),
        renamings: ledger.renamings.iter().filter(|r| r.year > year.year).cloned().collect(),
        outline: ledger.outline.clone(),
    }
}

/// How a ledger that is there already differs from the one that would be
/// written, a sentence each. New plans, new renamings and texts are the
/// secretariat's to write and no difference.
pub fn ledger_differences(expected: &Ledger, there: &Ledger, eras: &Eras) -> Vec<String> {
    let keys: BTreeSet<PlanKey> = expected.plans.iter().map(|plan| plan.key).collect();
    let mut found = Vec::new();
    for key in keys {
        let Some(wanted) = expected.plan(key) else { continue };
        let Some(plan) = there.plan(key) else {
            found.push(format!("計画{key}「{}」がありません", wanted.name));
            continue;
        };
        let year = |year: Option<crate::model::FiscalYear>| {
            year.map_or_else(|| "空欄".to_owned(), |year| format!("「{}」", eras.short(year)))
        };
        let quoted = |text: &str| format!("「{text}」");
        let columns = [
            ("計画名", quoted(&plan.name), quoted(&wanted.name)),
            ("実行課", quoted(&plan.department), quoted(&wanted.department)),
            ("開始", year(plan.start), year(wanted.start)),
            ("終了", year(plan.end), year(wanted.end)),
        ];
        for (column, is, should) in columns.into_iter().filter(|(_, is, should)| is != should) {
            found.push(format!("計画{key}の「{column}」が{is}です（前年度の確定では{should}）"));
        }
    }
    let names = |areas: &[Area]| -> Vec<(u32, String)> {
        areas.iter().map(|area| (area.number, area.name.to_string())).collect()
    };
    let there = names(&there.areas);
    for (number, name) in names(&expected.areas) {
        if !there.contains(&(number, name.clone())) {
            found.push(format!("改革分野{number}「{name}」がありません"));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{FiscalYear, Renaming, Sourced, Value};
    use crate::review::testing::{R6, origin};

    fn year() -> Year {
        let mut year = crate::review::testing::year();
        let ended = Sourced::derived(Value::Year(R6), "達成", origin("C19"));
        year.plans[1].fields.insert(Field::End, ended);
        year.ledger.plans[2].added = Some(R6);
        year.ledger.plans[2].start = None;
        year.ledger.plans[3].department = "人事係".into();
        year.ledger.renamings = vec![
            Renaming { year: R6, old: "人事係".into(), new: "人事課".into(), plan: None },
            Renaming { year: R6.next(), old: "人事課".into(), new: "職員課".into(), plan: None },
        ];
        year
    }

    #[test]
    fn the_next_year_begins_with_what_this_one_decided() {
        let year = year();
        let next = next_ledger(&year);
        assert_eq!(next.plans[1].end, Some(R6));
        assert_eq!((next.plans[2].start, next.plans[2].added), (Some(R6), None));
        assert_eq!(&*next.plans[3].department, "人事課");
        assert_eq!(next.plans[0].end, None);
        assert_eq!(next.areas, year.ledger.areas);
        let later: Vec<FiscalYear> = next.renamings.iter().map(|r| r.year).collect();
        assert_eq!(later, [R6.next()]);
    }

    #[test]
    fn differences_of_a_ledger_that_is_there_are_listed() {
        let expected = next_ledger(&year());
        let mut there = expected.clone();
        assert_eq!(ledger_differences(&expected, &there, &Eras::default()), Vec::<String>::new());
        there.plans[1].end = None;
        there.plans[3].department = "総務課".into();
        there.plans.remove(0);
        assert_eq!(
            ledger_differences(&expected, &there, &Eras::default()),
            [
                "計画1-01「窓口の改善」がありません",
                "計画1-02の「終了」が空欄です（前年度の確定では「R6」）",
                "計画2-01の「実行課」が「総務課」です（前年度の確定では「人事課」）",
            ]
        );
    }
}
