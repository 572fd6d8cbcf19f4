//! C02.

use super::carry_over::ended;
use super::rule::{Context, Reporter, Rule};
use crate::diag::{Code, RuleInfo, Severity};
use crate::model::Field;

/// C02: a plan that ended last year still runs in the ledger.
#[derive(Debug)]
pub(super) struct EndedPlanStillListed;

const INFO: RuleInfo = RuleInfo {
    code: Code("C02"),
    name: "ended-plan-still-listed",
    severity: Severity::Error,
    title: "終了した計画が台帳で続いている",
    fix: "計画台帳の「終了」に、達成又は中止となった年度を記入してください",
    doc: r"
## 何を調べるか
前年度の確定評価で達成又は中止となった計画が、今年度の計画台帳で続いていないかを調べます。
前年度のフォルダーがない年は調べません。
## なぜ
終了した計画のシートを待ち続け、計画数も合わなくなります。
## 直し方
計画台帳の「終了」に、達成又は中止となった年度を記入します。行は消しません。
## 例
前年度「達成」の1-13の「終了」が空欄：「R5」と記入します。
",
};

impl Rule for EndedPlanStillListed {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check_year(&self, context: &Context<'_>, out: &mut Reporter<'_>) {
        let Some(closed) = context.year.year_before() else { return };
        for plan in closed.plans.iter().filter(|plan| ended(plan, context)) {
            if context.year.plan(plan.key).is_none() {
                continue;
            }
            let code = plan.fields.judgment(&Field::FinalJudgment).map_or("", |code| code.as_str());
            let closed_year = context.settings.eras.long(closed.year);
            let message = format!(
                "{closed_year}に「{code}」で終了した計画が台帳に残っています：{} {}",
                plan.key, plan.name
            );
            let finding = out.on_year(message);
            finding.key = Some(plan.key);
            finding.fix = format!(
                "計画台帳の「終了」に「{}」と記入してください",
                context.settings.eras.short(closed.year)
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::PlanKey;
    use crate::rules::testing::{plan, run, second_year};

    #[test]
    fn reports_an_ended_plan_that_is_still_due() {
        let year = second_year(vec![plan(&[])], &[(PlanKey::new(1, 1), &[("確定評価", "達成")])]);
        let found = run(&EndedPlanStillListed, &year);
        assert_eq!(
            found[0].message,
            "令和５年度に「達成」で終了した計画が台帳に残っています：1-01 窓口の改善"
        );
        assert_eq!(found[0].fix, "計画台帳の「終了」に「R5」と記入してください");
    }

    #[test]
    fn accepts_an_ended_plan_that_is_gone_and_one_that_continues() {
        let gone = second_year(vec![], &[(PlanKey::new(1, 1), &[("確定評価", "中止")])]);
        assert!(run(&EndedPlanStillListed, &gone).is_empty());
        let goes_on = second_year(vec![plan(&[])], &[(PlanKey::new(1, 1), &[("確定評価", "B")])]);
        assert!(run(&EndedPlanStillListed, &goes_on).is_empty());
    }
}
