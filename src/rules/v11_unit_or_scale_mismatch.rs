//! V11.

use rust_decimal::Decimal;

use super::plan_view::{indicator_prefix, one_line, shown};
use super::rule::{Context, Reporter, Rule};
use crate::characters::fold;
use crate::diag::{Code, RuleInfo, Severity};
use crate::model::{Field, IndicatorPart, Plan, Quantity};

/// V11: a number is in another unit than its indicator, or of another order
/// of magnitude than its target.
#[derive(Debug)]
pub(super) struct UnitOrScaleMismatch;

const INFO: RuleInfo = RuleInfo {
    code: Code("V11"),
    name: "unit-or-scale-mismatch",
    severity: Severity::Warning,
    title: "単位又は桁が合わない",
    fix: "単位と桁を確認してください",
    doc: r"
## 何を調べるか
基準値、目標値、実績値に付いた単位が指標の単位と同じか、今年度の実績値が目標値の10倍を超えるか
10分の1に満たないかを調べます。実績が0のときは、桁の誤りではないので調べません。
## なぜ
85％を0.85と書くような単位や桁の誤りは、そのまま表やグラフになると大きな誤りに見えます。
## 直し方
指標の単位に合わせて数値を書き直します。正しい値であれば、確認済にします。
## 例
目標値85（％）に対して実績値0.853：85.3と書きます。
",
};

/// Units that say the same.
const SAME_UNITS: [&[&str]; 6] = [
    &["%", "パーセント"],
    &["人", "名"],
    &["か所", "ヶ所", "カ所", "ヵ所", "ケ所", "箇所"],
    &["か月", "ヶ月", "カ月", "ヵ月", "ケ月", "箇月"],
    &["m2", "平方メートル", "平米"],
    &["件", "件数"],
];

impl Rule for UnitOrScaleMismatch {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check_plan(&self, plan: &Plan, context: &Context<'_>, out: &mut Reporter<'_>) {
        let year = context.year.year;
        for number in plan.fields.indicators() {
            let part = |part| Field::Indicator(number, part);
            let parts = [
                (part(IndicatorPart::Base), "基準値"),
                (part(IndicatorPart::Target(year)), "目標値"),
                (part(IndicatorPart::Actual(year)), "実績値"),
            ];
            for (field, label) in &parts {
                if let Some((typed, unit)) = foreign_unit(plan, number, field) {
                    let prefix = indicator_prefix(plan, number);
                    let message =
                        format!("{prefix}{label}の単位「{typed}」が指標の単位「{unit}」と異なります");
                    out.on_field(plan, field, message);
                }
            }
            let target = plan.fields.number(&parts[1].0);
            let actual = plan.fields.number(&parts[2].0);
            if let (Some(target), Some(actual)) = (target, actual)
                && of_another_order(target, actual)
            {
                let prefix = indicator_prefix(plan, number);
                let message =
                    format!("{prefix}実績値{}は目標値{}に比べて桁が違います", shown(actual), shown(target));
                out.on_field(plan, &parts[2].0, message);
            }
        }
    }
}

/// The unit typed behind the number and the indicator's own, where they differ.
fn foreign_unit(plan: &Plan, number: u16, field: &Field) -> Option<(String, String)> {
    let Quantity { unit: Some(typed), .. } = plan.fields.quantity(field)? else { return None };
    let unit = plan.fields.text(&Field::Indicator(number, IndicatorPart::Unit))?;
    let (a, b) = (fold(typed), fold(unit));
    // 「％（累計）」 and 「件／年」 still name their unit.
    let same = a == b || b.starts_with(&a) || SAME_UNITS.iter().any(|group| in_group(group, &a, &b));
    (!same).then(|| (typed.clone(), one_line(unit)))
}

fn in_group(group: &[&str], a: &str, b: &str) -> bool {
    let holds = |unit: &str| group.iter().any(|known| fold(known) == unit);
    holds(a) && holds(b)
}

fn of_another_order(target: Decimal, actual: Decimal) -> bool {
    if target.is_zero() || actual.is_zero() || target.is_sign_negative() != actual.is_sign_negative() {
        return false;
    }
    let (target, actual) = (target.abs(), actual.abs());
    let over = |a: Decimal, b: Decimal| b.checked_mul(Decimal::TEN).is_some_and(|ten| a > ten);
    over(actual, target) || over(target, actual)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::messages;

    fn found(unit: &str, target: &str, actual: &str) -> Vec<String> {
        let texts = [
            ("指標1.名称", "満足度"),
            ("指標1.単位", unit),
            ("指標1.目標値.R5", target),
            ("指標1.実績値.R5", actual),
        ];
        messages(&UnitOrScaleMismatch, &texts)
    }

    #[test]
    fn reports_a_percentage_typed_as_a_share() {
        assert_eq!(found("％", "85", "0.853"), ["実績値0.853は目標値85に比べて桁が違います"]);
    }

    #[test]
    fn exactly_ten_times_and_exactly_a_tenth_are_accepted() {
        assert!(found("件", "10", "100").is_empty());
        assert!(found("件", "10", "1").is_empty());
        assert_eq!(found("件", "10", "101").len(), 1);
        assert_eq!(found("件", "10", "0.9").len(), 1);
    }

    #[test]
    fn nothing_done_is_not_a_slip_of_digits() {
        assert!(found("件", "10", "0").is_empty());
        assert!(found("件", "0", "3").is_empty());
    }

    #[test]
    fn reports_another_unit_and_accepts_the_same_in_other_words() {
        assert_eq!(found("人", "10", "12件"), ["実績値の単位「件」が指標の単位「人」と異なります"]);
        assert!(found("人", "10名", "12人").is_empty());
        assert!(found("％（累計）", "10", "12%").is_empty());
        assert!(found("箇所", "10", "12か所").is_empty());
    }
}
