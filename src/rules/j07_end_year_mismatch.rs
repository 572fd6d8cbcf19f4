//! J07.

use super::plan_view::{continues, self_judgment, typed_end};
use super::rule::{Context, Reporter, Rule};
use crate::diag::{Code, RuleInfo, Severity};
use crate::model::{Field, Plan};

/// J07: a plan that ends this year names another year as its end.
#[derive(Debug)]
pub(super) struct EndYearMismatch;

const INFO: RuleInfo = RuleInfo {
    code: Code("J07"),
    name: "end-year-mismatch",
    severity: Severity::Warning,
    title: "終了する計画の終了年度が今年度でない",
    fix: "終了年度を今年度に直すか、判定を見直してください",
    doc: r"
## 何を調べるか
終了する判定（達成・中止）の計画で、「終了」に今年度でない年度が記入されているかを調べます。
空欄は、評価の確定後に自動で記入されるので調べません。
## なぜ
計画一覧の「終了」は、達成又は中止となった年度です。
## 直し方
終了年度を今年度に直します。まだ終わっていないなら、判定を見直します。
## 例
令和５年度の自己評価「達成」、終了「R6」：どちらが正しいかを確認します。
",
};

impl Rule for EndYearMismatch {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check_plan(&self, plan: &Plan, context: &Context<'_>, out: &mut Reporter<'_>) {
        let Some(judgment) = self_judgment(plan, context).filter(|j| !continues(j)) else { return };
        let Some(end) = typed_end(plan) else { return };
        let this_year = context.year.year;
        if end != this_year {
            let eras = &context.settings.eras;
            let message = format!(
                "終了年度「{}」は判定（{}{}）と合いません",
                eras.short(end),
                eras.short(this_year),
                judgment.code
            );
            out.on_typed(plan, &Field::End, message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::messages;

    #[test]
    fn reports_another_year() {
        let found = messages(&EndYearMismatch, &[("自己評価", "達成"), ("終了", "R6")]);
        assert_eq!(found, ["終了年度「R6」は判定（R5達成）と合いません"]);
        assert_eq!(messages(&EndYearMismatch, &[("自己評価", "中止"), ("終了", "R4")]).len(), 1);
    }

    #[test]
    fn accepts_this_year_and_a_blank() {
        assert!(messages(&EndYearMismatch, &[("自己評価", "達成"), ("終了", "R5")]).is_empty());
        assert!(messages(&EndYearMismatch, &[("自己評価", "達成"), ("終了", "")]).is_empty());
    }

    #[test]
    fn plans_that_continue_are_left_to_another_check() {
        assert!(messages(&EndYearMismatch, &[("自己評価", "B"), ("終了", "R6")]).is_empty());
    }
}
