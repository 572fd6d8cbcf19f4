//! J12.

use super::plan_view::{continues, final_judgment, self_judgment};
use super::rule::{Context, Reporter, Rule};
use crate::diag::{Code, RuleInfo, Severity};
use crate::model::{Field, Plan};

/// J12: a plan goes on and does not say with what.
#[derive(Debug)]
pub(super) struct ContinuedWithoutNextActions;

const INFO: RuleInfo = RuleInfo {
    code: Code("J12"),
    name: "continued-without-next-actions",
    severity: Severity::Error,
    title: "継続する計画に次年度の取組がない",
    fix: "次年度に行うことを「次年度の取組」に記入してください",
    doc: r"
## 何を調べるか
継続する判定（A・B・C）の計画に「次年度の取組」が記入されているかを調べます。
計画期間の最終年度は調べません。
自己評価では終了するはずだった計画が確定評価で継続となったときは、要確認として事務局に知らせます。
## なぜ
評価は次年度の取組を見直すために行います。
## 直し方
次年度に行うことを、時期や数とともに記入します。
## 例
自己評価「B」、次年度の取組が空欄：「９月に支所の窓口へ広げる」のように記入します。
",
};

impl Rule for ContinuedWithoutNextActions {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check_plan(&self, plan: &Plan, context: &Context<'_>, out: &mut Reporter<'_>) {
        let year = context.year.year;
        if context.settings.is_last_year(year) || !plan.is_blank(&Field::NextActions) {
            return;
        }
        if let Some(judgment) = self_judgment(plan, context).filter(|j| continues(j)) {
            let message = format!("自己評価が「{}」で計画が続くため、次年度の取組が必要です", judgment.code);
            let next = context.settings.eras.long(year.next());
            out.on_field(plan, &Field::NextActions, message).fix =
                format!("{next}に行うことを「次年度の取組」に記入してください");
        } else if let Some(judgment) = final_judgment(plan, context).filter(|j| continues(j)) {
            let message = format!(
                "確定評価が「{}」で計画が続くことになりましたが、次年度の取組が未記入です",
                judgment.code
            );
            let finding = out.on_field(plan, &Field::NextActions, message);
            finding.severity = Severity::Warning;
            finding.department = None;
            finding.fix = format!("{}に次年度の取組の記入を依頼してください", plan.department);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{messages, plan, run, year};

    #[test]
    fn reports_a_plan_that_goes_on_with_nothing() {
        let found = messages(&ContinuedWithoutNextActions, &[("自己評価", "B"), ("次年度の取組", "")]);
        assert_eq!(found, ["自己評価が「B」で計画が続くため、次年度の取組が必要です"]);
    }

    #[test]
    fn accepts_plans_that_end_and_plans_that_say_what_comes() {
        assert!(
            messages(&ContinuedWithoutNextActions, &[("自己評価", "達成"), ("次年度の取組", "")]).is_empty()
        );
        assert!(
            messages(&ContinuedWithoutNextActions, &[("自己評価", "A"), ("次年度の取組", "広げる")])
                .is_empty()
        );
        assert!(messages(&ContinuedWithoutNextActions, &[("自己評価", "A")]).is_empty());
    }

    #[test]
    fn the_last_year_has_no_next_one() {
        let mut year = year(vec![plan(&[("自己評価", "B"), ("次年度の取組", "")])]);
        year.year = crate::model::FiscalYear(2027);
        assert!(run(&ContinuedWithoutNextActions, &year).is_empty());
    }

    #[test]
    fn tells_the_secretariat_where_a_body_keeps_a_plan_alive() {
        let kept = plan(&[("自己評価", "達成"), ("確定評価", "B"), ("次年度の取組", "")]);
        let found = run(&ContinuedWithoutNextActions, &year(vec![kept]));
        assert_eq!((found[0].severity, &found[0].department), (Severity::Warning, &None));
    }
}
