//! J04.

use super::plan_view::{final_judgment, is_below, self_judgment};
use super::rule::{Context, Reporter, Rule};
use crate::diag::{Code, RuleInfo, Severity};
use crate::model::{Field, Plan};

/// J04: a plan judged C says nothing on what will be done about it.
#[derive(Debug)]
pub(super) struct CWithoutRemedy;

const INFO: RuleInfo = RuleInfo {
    code: Code("J04"),
    name: "c-without-remedy",
    severity: Severity::Error,
    title: "C判定に課題・改善策がない",
    fix: "目標に届かなかった理由と、次年度に行う改善を「課題・改善策」に記入してください",
    doc: r"
## 何を調べるか
自己評価が目標を下回る判定（C）の計画に「課題・改善策」が記入されているかを調べます。
確定評価で初めて目標を下回る判定になった計画は、要確認として事務局に知らせます。
## なぜ
審議会は、目標を下回った計画について、次に何をするかを審議します。
## 直し方
目標に届かなかった理由と、次年度に行う改善を記入します。
## 例
自己評価「C」、課題・改善策が空欄：「周知が遅れた。次年度は４月に全戸へ案内する」のように記入します。
",
};

impl Rule for CWithoutRemedy {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check_plan(&self, plan: &Plan, context: &Context<'_>, out: &mut Reporter<'_>) {
        if !plan.is_blank(&Field::Remedy) {
            return;
        }
        if let Some(judgment) = self_judgment(plan, context).filter(|j| is_below(j)) {
            let message = format!("{}判定には課題と改善策が必要です", judgment.code);
            out.on_field(plan, &Field::Remedy, message);
        } else if let Some(judgment) = final_judgment(plan, context).filter(|j| is_below(j)) {
            let message = format!("確定評価が「{}」となりましたが、課題・改善策が未記入です", judgment.code);
            let finding = out.on_field(plan, &Field::Remedy, message);
            finding.severity = Severity::Warning;
            finding.department = None;
            finding.fix = format!("{}に課題と改善策の記入を依頼してください", plan.department);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{messages, plan, run, year};

    #[test]
    fn reports_a_missed_target_without_remedy() {
        let found = messages(&CWithoutRemedy, &[("自己評価", "C"), ("課題・改善策", "")]);
        assert_eq!(found, ["C判定には課題と改善策が必要です"]);
    }

    #[test]
    fn accepts_a_remedy_and_a_form_without_the_field() {
        assert!(messages(&CWithoutRemedy, &[("自己評価", "C"), ("課題・改善策", "周知を早める")]).is_empty());
        assert!(messages(&CWithoutRemedy, &[("自己評価", "C")]).is_empty());
        assert!(messages(&CWithoutRemedy, &[("自己評価", "B"), ("課題・改善策", "")]).is_empty());
    }

    #[test]
    fn tells_the_secretariat_where_a_body_lowered_the_judgment() {
        let lowered = plan(&[("自己評価", "B"), ("確定評価", "C"), ("課題・改善策", "")]);
        let found = run(&CWithoutRemedy, &year(vec![lowered]));
        assert_eq!(found[0].message, "確定評価が「C」となりましたが、課題・改善策が未記入です");
        assert_eq!((found[0].severity, &found[0].department), (Severity::Warning, &None));
    }

    #[test]
    fn a_plan_judged_c_from_the_start_is_reported_once() {
        let both = plan(&[("自己評価", "C"), ("確定評価", "C"), ("課題・改善策", "")]);
        let found = run(&CWithoutRemedy, &year(vec![both]));
        assert_eq!(found.iter().map(|f| f.severity).collect::<Vec<_>>(), [Severity::Error]);
    }
}
