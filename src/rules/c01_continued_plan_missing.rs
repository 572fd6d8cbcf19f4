//! C01.

use super::carry_over::carried_over;
use super::rule::{Context, Reporter, Rule};
use crate::diag::{Code, RuleInfo, Severity};

/// C01: a plan that was to continue is not among this year's plans.
#[derive(Debug)]
pub(super) struct ContinuedPlanMissing;

const INFO: RuleInfo = RuleInfo {
    code: Code("C01"),
    name: "continued-plan-missing",
    severity: Severity::Error,
    title: "継続とした計画が今年度の台帳にない",
    fix: "計画台帳の計画一覧にこの計画を戻してください",
    doc: r"
## 何を調べるか
前年度の確定評価で継続となった計画が、今年度の計画台帳にあり、終了とされていないかを調べます。
前年度のフォルダーがない年は調べません。
## なぜ
台帳から落ちた計画は、提出も評価もされないまま消えてしまいます。
## 直し方
計画台帳の計画一覧に戻します。継続としたことが誤りなら、前年度の確定からやり直します。
## 例
前年度「B」の1-03が計画一覧にない：行を誤って削除していないかを確認します。
",
};

impl Rule for ContinuedPlanMissing {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check_year(&self, context: &Context<'_>, out: &mut Reporter<'_>) {
        let Some(closed) = context.year.year_before() else { return };
        for plan in carried_over(closed, context) {
            if context.year.plan(plan.key).is_some() {
                continue;
            }
            let state = match context.year.ledger.plan(plan.key).map(|listed| listed.end) {
                Some(Some(end)) => {
                    format!("台帳では{}に終了とされています", context.settings.eras.long(end))
                }
                Some(None) => "今年度の対象となっていません".to_owned(),
                None => "今年度の台帳にありません".to_owned(),
            };
            let message = format!("前年度に継続とした計画が{state}：{} {}", plan.key, plan.name);
            let finding = out.on_year(message);
            finding.key = Some(plan.key);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::PlanKey;
    use crate::rules::testing::{R5, keyed, plan, run, second_year};

    #[test]
    fn reports_a_plan_that_got_lost() {
        let year = second_year(vec![], &[(PlanKey::new(1, 3), &[("確定評価", "B")])]);
        let found = run(&ContinuedPlanMissing, &year);
        assert_eq!(found[0].message, "前年度に継続とした計画が今年度の台帳にありません：1-03 窓口の改善");
    }

    #[test]
    fn reports_a_plan_that_the_ledger_ended() {
        let key = PlanKey::new(1, 1);
        let mut year = second_year(vec![plan(&[])], &[(key, &[("確定評価", "B")])]);
        year.plans.clear();
        year.ledger.plans[0].end = Some(R5);
        let found = run(&ContinuedPlanMissing, &year);
        assert!(found[0].message.contains("台帳では令和５年度に終了とされています"));
    }

    #[test]
    fn accepts_plans_that_ended_and_plans_that_are_there() {
        let closed: [(PlanKey, &[(&str, &str)]); 2] =
            [(PlanKey::new(1, 1), &[("確定評価", "達成")]), (PlanKey::new(1, 2), &[("確定評価", "B")])];
        let year = second_year(vec![keyed(plan(&[]), 1, 2)], &closed);
        assert!(run(&ContinuedPlanMissing, &year).is_empty());
    }
}
