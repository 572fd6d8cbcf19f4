//! V13.

use super::plan_view::{indicator_prefix, quote};
use super::rule::{Context, Reporter, Rule};
use crate::diag::{Code, RuleInfo, Severity};
use crate::model::{Field, FiscalYear, IndicatorPart, Plan};

/// V13: an actual or a judgment stands under a year that has not come.
#[derive(Debug)]
pub(super) struct ValueAheadOfItsYear;

const INFO: RuleInfo = RuleInfo {
    code: Code("V13"),
    name: "value-ahead-of-its-year",
    severity: Severity::Warning,
    title: "まだ来ていない年度の実績がある",
    fix: "記入した年度の欄を確認し、先の年度の欄を空欄に戻してください",
    doc: r"
## 何を調べるか
対象年度より後の年度の欄に、実績値又は年度末評価が記入されていないかを調べます。目標値と効果額の見込みは調べません。
## なぜ
隣の年度の欄に書き間違えていると、今年度の実績と次年度の記録の両方が誤ります。
## 直し方
値を正しい年度の欄に移し、先の年度の欄を空欄に戻します。
## 例
令和５年度のシートの「実績値（R6）」に30：令和５年度の欄に書くべき値でないかを確かめます。
",
};

impl Rule for ValueAheadOfItsYear {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check_plan(&self, plan: &Plan, context: &Context<'_>, out: &mut Reporter<'_>) {
        for number in plan.fields.indicators() {
            let actual = |year| Field::Indicator(number, IndicatorPart::Actual(year));
            check_row(plan, context, out, &format!("{}実績値", indicator_prefix(plan, number)), actual);
        }
        check_row(plan, context, out, "年度末評価", Field::YearEndJudgment);
    }
}

/// One finding for a row of the sheet, at its first value ahead of the year.
fn check_row(
    plan: &Plan,
    context: &Context<'_>,
    out: &mut Reporter<'_>,
    row: &str,
    field: impl Fn(FiscalYear) -> Field,
) {
    let years = context.settings.period.years().filter(|year| *year > context.year.year);
    let mut filled = years.filter_map(|year| Some((year, plan.fields.get(&field(year))?)));
    let Some((year, first)) = filled.next() else { return };
    let others = match filled.count() {
        0 => String::new(),
        n => format!("（ほか{n}か所）"),
    };
    let long = context.settings.eras.long(year);
    let message = format!("{row}の{long}の欄に「{}」が記入されています{others}", quote(&first.raw, 20));
    out.on_field(plan, &field(year), message);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::messages;

    #[test]
    fn reports_an_actual_under_a_later_year() {
        let texts = [("指標1.目標値.R6", "90"), ("指標1.実績値.R5", "85"), ("指標1.実績値.R6", "88")];
        assert_eq!(
            messages(&ValueAheadOfItsYear, &texts),
            ["実績値の令和６年度の欄に「88」が記入されています"]
        );
    }

    #[test]
    fn reports_a_row_once() {
        let texts = [("年度末評価.R6", "B"), ("年度末評価.R7", "B"), ("年度末評価.R9", "B")];
        assert_eq!(
            messages(&ValueAheadOfItsYear, &texts),
            ["年度末評価の令和６年度の欄に「B」が記入されています（ほか2か所）"]
        );
    }

    #[test]
    fn accepts_this_year_blanks_targets_and_expected_benefits() {
        let texts = [
            ("指標1.実績値.R5", "85"),
            ("指標1.実績値.R6", ""),
            ("指標1.目標値.R6", "90"),
            ("効果額.R6", "500"),
            ("年度末評価.R5", "B"),
        ];
        assert!(messages(&ValueAheadOfItsYear, &texts).is_empty());
    }
}
