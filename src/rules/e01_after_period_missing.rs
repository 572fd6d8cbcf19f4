//! E01.

use super::plan_view::{continues, quote, self_judgment};
use super::rule::{Context, Reporter, Rule};
use crate::diag::{Code, RuleInfo, Severity};
use crate::model::{Field, Plan};

/// E01: in the period's last year nothing is said on what comes after.
#[derive(Debug)]
pub(super) struct AfterPeriodMissing;

const INFO: RuleInfo = RuleInfo {
    code: Code("E01"),
    name: "after-period-missing",
    severity: Severity::Error,
    title: "最終年度に期間後の取扱いがない",
    fix: "「期間後の取扱い」に継続・終了・検討中のいずれかを記入してください",
    doc: r"
## 何を調べるか
計画期間の最終年度に、継続する判定（A・B・C）の計画の「期間後の取扱い」が
継続・終了・検討中のいずれかであるかを調べます。
## なぜ
次の計画に引き継ぐかどうかは、この年度の評価でしか決められません。
## 直し方
継続、終了、検討中のいずれかを記入し、理由を「期間後の理由」に書きます。
## 例
令和９年度の自己評価「B」、期間後の取扱いが空欄：「継続」などと記入します。
",
};

impl Rule for AfterPeriodMissing {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check_plan(&self, plan: &Plan, context: &Context<'_>, out: &mut Reporter<'_>) {
        let year = context.year.year;
        let goes_on = self_judgment(plan, context).is_some_and(continues);
        if !context.settings.is_last_year(year) || !goes_on {
            return;
        }
        let next = context.settings.eras.long(year.next());
        let field = Field::AfterPeriod;
        if plan.unreadable.contains(&field) {
            let written = plan.unreadable.text(&field).unwrap_or_default();
            let quoted =
                if written.is_empty() { String::new() } else { format!("：「{}」", quote(written, 20)) };
            let message = format!("{next}以降の取扱いが継続・終了・検討中のいずれでもありません{quoted}");
            out.on_field(plan, &field, message);
        } else if plan.is_blank(&field) {
            let message = format!("{next}以降の取扱い（継続・終了・検討中）が未記入です");
            out.on_field(plan, &field, message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::FiscalYear;
    use crate::rules::testing::{plan, run, year};

    fn count(year_number: i16, judgment: &str, after: &str, unreadable: bool) -> usize {
        let mut plan = plan(&[("自己評価", judgment), ("期間後の取扱い", after)]);
        if unreadable {
            plan.unreadable.insert(Field::AfterPeriod);
        }
        let mut year = year(vec![plan]);
        year.year = FiscalYear(year_number);
        run(&AfterPeriodMissing, &year).len()
    }

    #[test]
    fn reports_a_blank_and_an_unreadable_choice_in_the_last_year() {
        assert_eq!(count(2027, "B", "", false), 1);
        assert_eq!(count(2027, "C", "", true), 1);
    }

    #[test]
    fn what_is_no_choice_is_quoted() {
        let mut plan = plan(&[("自己評価", "B"), ("期間後の取扱い", "")]);
        plan.unreadable.insert_text(Field::AfterPeriod, "たぶん続ける");
        let mut year = year(vec![plan]);
        year.year = FiscalYear(2027);
        let found = &run(&AfterPeriodMissing, &year)[0];
        assert_eq!(
            found.message,
            "令和10年度以降の取扱いが継続・終了・検討中のいずれでもありません：「たぶん続ける」"
        );
        assert_eq!(found.found.as_deref(), Some("たぶん続ける"));
    }

    #[test]
    fn accepts_a_choice_plans_that_end_and_earlier_years() {
        assert_eq!(count(2027, "B", "検討中", false), 0);
        assert_eq!(count(2027, "達成", "", false), 0);
        assert_eq!(count(2026, "B", "", false), 0);
    }

    #[test]
    fn a_form_without_the_field_is_not_asked() {
        let mut year = year(vec![plan(&[("自己評価", "B")])]);
        year.year = FiscalYear(2027);
        assert!(run(&AfterPeriodMissing, &year).is_empty());
    }
}
