//! E02.

use super::plan_view::quote;
use super::rule::{Context, Reporter, Rule};
use crate::diag::{Code, RuleInfo, Severity};
use crate::model::{Field, Plan};

/// E02: 期間後の取扱い is filled in before the period's last year.
#[derive(Debug)]
pub(super) struct AfterPeriodTooEarly;

const INFO: RuleInfo = RuleInfo {
    code: Code("E02"),
    name: "after-period-too-early",
    severity: Severity::Error,
    title: "最終年度より前に期間後の取扱いがある",
    fix: "「期間後の取扱い」を空欄に戻してください",
    doc: r"
## 何を調べるか
計画期間の最終年度より前に「期間後の取扱い」が記入されていないかを調べます。
## なぜ
期間後の取扱いは、最終年度の評価でまとめて決めます。途中の年度の記入は結果に使われません。
## 直し方
空欄に戻します。計画をやめるときは、自己評価を中止とします。
## 例
令和６年度のシートに「継続」：空欄に戻します。
",
};

impl Rule for AfterPeriodTooEarly {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check_plan(&self, plan: &Plan, context: &Context<'_>, out: &mut Reporter<'_>) {
        let field = Field::AfterPeriod;
        let filled = plan.fields.has(&field) || plan.unreadable.contains(&field);
        if filled && context.year.year < context.settings.period.end {
            let last = context.settings.eras.long(context.settings.period.end);
            let written = plan.unreadable.text(&field).or(plan.fields.get(&field).map(|v| v.raw.as_str()));
            let quoted = written.map(|text| format!("：「{}」", quote(text, 20))).unwrap_or_default();
            let message = format!("「期間後の取扱い」は{last}の評価でのみ記入する欄です{quoted}");
            out.on_field(plan, &field, message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::FiscalYear;
    use crate::rules::testing::{messages, plan, run, year};

    #[test]
    fn reports_a_choice_before_the_last_year() {
        let found = messages(&AfterPeriodTooEarly, &[("期間後の取扱い", "継続")]);
        assert_eq!(found, ["「期間後の取扱い」は令和９年度の評価でのみ記入する欄です：「継続」"]);
    }

    #[test]
    fn accepts_a_blank_and_the_last_year() {
        assert!(messages(&AfterPeriodTooEarly, &[("期間後の取扱い", "")]).is_empty());
        let mut last = year(vec![plan(&[("期間後の取扱い", "継続")])]);
        last.year = FiscalYear(2027);
        assert!(run(&AfterPeriodTooEarly, &last).is_empty());
    }

    #[test]
    fn words_that_are_no_choice_are_reported_too() {
        let mut typed = plan(&[("期間後の取扱い", "")]);
        typed.unreadable.insert_text(Field::AfterPeriod, "R10も続ける予定");
        let found = &run(&AfterPeriodTooEarly, &year(vec![typed]))[0];
        assert_eq!(
            found.message,
            "「期間後の取扱い」は令和９年度の評価でのみ記入する欄です：「R10も続ける予定」"
        );
        assert_eq!(found.found.as_deref(), Some("R10も続ける予定"));
    }
}
