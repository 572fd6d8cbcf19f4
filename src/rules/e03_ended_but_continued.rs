//! E03.

use super::plan_view::{continues, self_judgment};
use super::rule::{Context, Reporter, Rule};
use crate::diag::{Code, RuleInfo, Severity};
use crate::model::{AfterPeriod, Field, Plan};

/// E03: in the period's last year a plan both ends and is to continue.
#[derive(Debug)]
pub(super) struct EndedButContinued;

const INFO: RuleInfo = RuleInfo {
    code: Code("E03"),
    name: "ended-but-continued",
    severity: Severity::Error,
    title: "終了する計画に期間後の「継続」がある",
    fix: "「期間後の取扱い」を空欄に戻すか、判定を見直してください",
    doc: r"
## 何を調べるか
計画期間の最終年度に、終了する判定（達成・中止）の計画の「期間後の取扱い」が継続でないかを調べます。
## なぜ
終わった計画を次の計画に引き継ぐことはありません。どちらかが誤っています。
## 直し方
終わったなら期間後の取扱いを空欄に戻します。続けるなら判定を見直します。
## 例
令和９年度の自己評価「達成」、期間後の取扱い「継続」：どちらが正しいかを確認します。
",
};

impl Rule for EndedButContinued {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check_plan(&self, plan: &Plan, context: &Context<'_>, out: &mut Reporter<'_>) {
        let Some(judgment) = self_judgment(plan, context).filter(|j| !continues(j)) else { return };
        let field = Field::AfterPeriod;
        let choice = plan.fields.after_period(&field);
        if context.settings.is_last_year(context.year.year) && choice == Some(AfterPeriod::Continue) {
            let message =
                format!("判定「{}」で終了する計画に、期間後の「継続」が選ばれています", judgment.code);
            out.on_field(plan, &field, message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::FiscalYear;
    use crate::rules::testing::{plan, run, year};

    fn count(judgment: &str, after: &str) -> usize {
        let mut year = year(vec![plan(&[("自己評価", judgment), ("期間後の取扱い", after)])]);
        year.year = FiscalYear(2027);
        run(&EndedButContinued, &year).len()
    }

    #[test]
    fn reports_a_finished_plan_that_is_to_continue() {
        assert_eq!(count("達成", "継続"), 1);
        assert_eq!(count("中止", "継続"), 1);
    }

    #[test]
    fn accepts_the_end_and_plans_that_go_on() {
        assert_eq!(count("達成", "終了"), 0);
        assert_eq!(count("達成", ""), 0);
        assert_eq!(count("B", "継続"), 0);
    }

    #[test]
    fn earlier_years_are_left_to_another_check() {
        let year = year(vec![plan(&[("自己評価", "達成"), ("期間後の取扱い", "継続")])]);
        assert!(run(&EndedButContinued, &year).is_empty());
    }
}
