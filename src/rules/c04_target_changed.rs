//! C04.

use super::plan_view::{indicator_prefix, shown};
use super::rule::{Context, Reporter, Rule};
use crate::diag::{Code, RuleInfo, Severity};
use crate::model::{Field, IndicatorPart, Plan};

/// C04: a target that was fixed is another one now, and nobody says why.
#[derive(Debug)]
pub(super) struct TargetChanged;

const INFO: RuleInfo = RuleInfo {
    code: Code("C04"),
    name: "target-changed",
    severity: Severity::Warning,
    title: "目標値が前年度のシートから変わっている",
    fix: "目標値を前年度の値に戻すか、変更の理由を「計画の見直し」に記入してください",
    doc: r"
## 何を調べるか
今年度までの各年度の目標値が、前年度に確定したシートの目標値と同じかを調べます。
「計画の見直し」に記入があれば知らせません。先の年度の目標値は調べません。
## なぜ
実績を見てから目標を下げると、どの計画も目標どおりになってしまいます。
## 直し方
前年度の目標値に戻します。見直したときは、その理由を「計画の見直し」に記入します。
## 例
令和６年度の目標値が前年度のシートで90、今年度のシートで80：理由を記入します。
",
};

impl Rule for TargetChanged {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check_plan(&self, plan: &Plan, context: &Context<'_>, out: &mut Reporter<'_>) {
        let Some(closed) = context.year.year_before().and_then(|year| year.plan(plan.key)) else { return };
        if plan.fields.has(&Field::Revision) || plan.unreadable.contains(&Field::Revision) {
            return;
        }
        for number in closed.fields.indicators() {
            for year in context.settings.period.years().filter(|year| *year <= context.year.year) {
                let field = Field::Indicator(number, IndicatorPart::Target(year));
                let Some(before) = closed.fields.number(&field) else { continue };
                let now = plan.fields.number(&field);
                if now == Some(before) || (now.is_none() && !plan.is_blank(&field)) {
                    continue;
                }
                let message = format!(
                    "{}{}の目標値が前年度のシート（{}）から変更（{}）されています",
                    indicator_prefix(plan, number),
                    context.settings.eras.long(year),
                    shown(before),
                    now.map_or_else(|| "空欄".to_owned(), shown)
                );
                let finding = out.on_field(plan, &field, message);
                if !plan.on_form(&Field::Revision) {
                    finding.fix =
                        "目標値を前年度の値に戻すか、変更の理由を事務局に知らせてください".to_owned();
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::PlanKey;
    use crate::rules::testing::{plan, run, second_year};

    fn compare(before: &[(&str, &str)], now: &[(&str, &str)]) -> Vec<String> {
        let year = second_year(vec![plan(now)], &[(PlanKey::new(1, 1), before)]);
        run(&TargetChanged, &year).into_iter().map(|f| f.message).collect()
    }

    #[test]
    fn reports_a_lowered_target_without_a_word() {
        let found = compare(&[("指標1.目標値.R6", "90")], &[("指標1.目標値.R6", "80"), ("計画の見直し", "")]);
        assert_eq!(found, ["令和６年度の目標値が前年度のシート（90）から変更（80）されています"]);
    }

    #[test]
    fn accepts_an_explained_change_and_changes_of_later_years() {
        let explained = [("指標1.目標値.R6", "80"), ("計画の見直し", "制度改正のため")];
        assert_eq!(compare(&[("指標1.目標値.R6", "90")], &explained), [""; 0]);
        let later = [("指標1.目標値.R6", "90.0"), ("指標1.目標値.R7", "80"), ("計画の見直し", "")];
        assert_eq!(compare(&[("指標1.目標値.R6", "90"), ("指標1.目標値.R7", "95")], &later), [""; 0]);
    }

    #[test]
    fn a_cleared_target_is_a_change_and_a_missing_column_is_none() {
        assert_eq!(compare(&[("指標1.目標値.R5", "90")], &[("指標1.目標値.R5", "")]).len(), 1);
        assert_eq!(compare(&[("指標1.目標値.R5", "90")], &[("指標1.名称", "満足度")]), [""; 0]);
    }
}
