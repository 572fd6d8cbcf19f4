//! J10.

use super::plan_view::indicator_prefix;
use super::rule::{Context, Reporter, Rule};
use crate::diag::{Code, RuleInfo, Severity};
use crate::model::{Field, IndicatorPart, Plan};

/// J10: an indicator has a target for the year and no actual.
#[derive(Debug)]
pub(super) struct ActualMissing;

const INFO: RuleInfo = RuleInfo {
    code: Code("J10"),
    name: "actual-missing",
    severity: Severity::Error,
    title: "今年度の実績値がない",
    fix: "今年度の実績値を記入してください",
    doc: r"
## 何を調べるか
今年度の目標値がある指標に、今年度の実績値が記入されているかを調べます。
## なぜ
実績値がないと、目標に対してどうだったのかを示せません。
## 直し方
年度末の実績値を記入します。実績がなかったときは0と記入します。
## 例
令和５年度の目標値12、実績値が空欄：実績値を記入します。
",
};

impl Rule for ActualMissing {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check_plan(&self, plan: &Plan, context: &Context<'_>, out: &mut Reporter<'_>) {
        let year = context.year.year;
        for number in plan.fields.indicators() {
            let actual = Field::Indicator(number, IndicatorPart::Actual(year));
            let target = Field::Indicator(number, IndicatorPart::Target(year));
            if plan.fields.has(&target) && plan.is_blank(&actual) {
                let year = context.settings.eras.long(year);
                let prefix = indicator_prefix(plan, number);
                out.on_field(plan, &actual, format!("{prefix}{year}の実績値がありません"));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{messages, plan, run, year};

    #[test]
    fn reports_a_target_without_an_actual() {
        let texts = [("指標1.名称", "満足度"), ("指標1.目標値.R5", "90"), ("指標1.実績値.R5", "")];
        assert_eq!(messages(&ActualMissing, &texts), ["令和５年度の実績値がありません"]);
    }

    #[test]
    fn names_the_indicator_where_there_are_several() {
        let texts = [
            ("指標1.目標値.R5", "90"),
            ("指標1.実績値.R5", "0"),
            ("指標2.名称", "回数"),
            ("指標2.目標値.R5", "9"),
            ("指標2.実績値.R5", ""),
        ];
        assert_eq!(messages(&ActualMissing, &texts), ["指標2「回数」の令和５年度の実績値がありません"]);
    }

    #[test]
    fn accepts_a_zero_other_years_and_an_unreadable_number() {
        assert!(messages(&ActualMissing, &[("指標1.目標値.R5", "9"), ("指標1.実績値.R5", "0")]).is_empty());
        assert!(messages(&ActualMissing, &[("指標1.目標値.R6", "9"), ("指標1.実績値.R6", "")]).is_empty());
        let mut typed = plan(&[("指標1.目標値.R5", "9"), ("指標1.実績値.R5", "")]);
        typed.unreadable.insert(Field::Indicator(1, IndicatorPart::Actual(crate::rules::testing::R5)));
        assert!(run(&ActualMissing, &year(vec![typed])).is_empty());
    }
}
