//! J08.

use super::plan_view::{continues, self_judgment, typed_end};
use super::rule::{Context, Reporter, Rule};
use crate::diag::{Code, RuleInfo, Severity};
use crate::model::{Field, Plan};

/// J08: a plan that goes on names the year in which it ended.
#[derive(Debug)]
pub(super) struct ContinuedWithEndYear;

const INFO: RuleInfo = RuleInfo {
    code: Code("J08"),
    name: "continued-with-end-year",
    severity: Severity::Error,
    title: "継続する計画に終了年度がある",
    fix: "「終了」を空欄に戻すか、判定を見直してください",
    doc: r"
## 何を調べるか
継続する判定（A・B・C）の計画の「終了」に年度が記入されているかを調べます。
今年度までの年度はエラー、先の年度は終了の予定とも読めるので要確認です。
## なぜ
「終了」は達成又は中止となった年度で、記入があると翌年度の計画一覧から外れます。
## 直し方
終了を空欄に戻します。今年度で終わるなら、達成又は中止に判定を直します。
## 例
自己評価「B」、終了「R5」：計画が終わったのか、続くのかを確認します。
",
};

impl Rule for ContinuedWithEndYear {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check_plan(&self, plan: &Plan, context: &Context<'_>, out: &mut Reporter<'_>) {
        let Some(judgment) = self_judgment(plan, context).filter(|j| continues(j)) else { return };
        let Some(end) = typed_end(plan) else { return };
        let year = context.settings.eras.short(end);
        let message =
            format!("判定「{}」で継続する計画に終了年度「{year}」が記入されています", judgment.code);
        let finding = out.on_typed(plan, &Field::End, message);
        if end > context.year.year {
            finding.severity = Severity::Warning;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{messages, plan, run, year};

    fn severity(end: &str) -> Option<Severity> {
        run(&ContinuedWithEndYear, &year(vec![plan(&[("自己評価", "B"), ("終了", end)])]))
            .first()
            .map(|f| f.severity)
    }

    #[test]
    fn a_year_up_to_this_one_is_an_error_and_a_later_one_a_warning() {
        assert_eq!(severity("R4"), Some(Severity::Error));
        assert_eq!(severity("R5"), Some(Severity::Error));
        assert_eq!(severity("R6"), Some(Severity::Warning));
        assert_eq!(severity(""), None);
    }

    #[test]
    fn plans_that_end_may_name_the_year() {
        assert!(messages(&ContinuedWithEndYear, &[("自己評価", "達成"), ("終了", "R5")]).is_empty());
    }
}
