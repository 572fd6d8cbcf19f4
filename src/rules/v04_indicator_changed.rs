//! V04.

use super::plan_view::{one_line, shown};
use super::rule::{Context, Reporter, Rule};
use crate::characters::fold;
use crate::diag::{Code, RuleInfo, Severity};
use crate::model::{Field, Fields, IndicatorPart, Plan, Value};

/// V04: an indicator is not measured as last year.
#[derive(Debug)]
pub(super) struct IndicatorChanged;

const INFO: RuleInfo = RuleInfo {
    code: Code("V04"),
    name: "indicator-changed",
    severity: Severity::Warning,
    title: "指標の名称・単位・方向・基準値が前年度と異なる",
    fix: "前年度の記載に戻すか、変更した理由を「計画の見直し」に記入してください",
    doc: r"
## 何を調べるか
指標の名称、単位、方向、基準値を、前年度の確定データと比べます。
全角・半角や空白だけの違いは異なるとみなしません。前年度に空欄だった欄は調べません。
## なぜ
測り方が変わると、前年度までの実績と並べて評価することができません。
## 直し方
誤って書き換えたときは前年度の記載に戻します。変更したときは、理由を「計画の見直し」に記入します。
## 例
前年度の単位が「％」、今年度の単位が「件」：どちらの単位の実績かを確認します。
",
};

const PARTS: [(IndicatorPart, &str); 4] = [
    (IndicatorPart::Name, "名称"),
    (IndicatorPart::Unit, "単位"),
    (IndicatorPart::Direction, "方向"),
    (IndicatorPart::Base, "基準値"),
];

impl Rule for IndicatorChanged {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check_plan(&self, plan: &Plan, context: &Context<'_>, out: &mut Reporter<'_>) {
        let Some(closed) = context.year.year_before().and_then(|year| year.plan(plan.key)) else { return };
        for number in closed.fields.indicators() {
            for (part, label) in PARTS {
                let field = Field::Indicator(number, part);
                let Some(before) = closed.fields.get(&field) else { continue };
                if plan.unreadable.contains(&field) || same(&closed.fields, &plan.fields, &field) {
                    continue;
                }
                let before = displayed(&before.value);
                let message = match plan.fields.get(&field) {
                    Some(now) => {
                        let now = displayed(&now.value);
                        format!("指標{number}の{label}が前年度と異なります（{before}→{now}）")
                    }
                    None if plan.is_blank(&field) => {
                        format!("指標{number}の{label}が空欄です（前年度は「{before}」）")
                    }
                    None => continue,
                };
                let finding = out.on_field(plan, &field, message);
                if plan.fields.has(&Field::Revision) {
                    finding.fix = "変更の理由が「計画の見直し」に書かれているかを確認してください".to_owned();
                }
            }
        }
    }
}

fn same(before: &Fields, now: &Fields, field: &Field) -> bool {
    match (before.get(field).map(|v| &v.value), now.get(field).map(|v| &v.value)) {
        (Some(Value::Text(a)), Some(Value::Text(b))) => fold(a) == fold(b),
        (Some(Value::Number(a)), Some(Value::Number(b))) => a.value == b.value,
        (a, b) => a == b,
    }
}

fn displayed(value: &Value) -> String {
    match value {
        Value::Text(text) => one_line(text),
        Value::Number(quantity) => shown(quantity.value),
        Value::Direction(direction) => direction.as_str().to_owned(),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::PlanKey;
    use crate::rules::testing::{plan, run, second_year};

    fn compare(before: &[(&str, &str)], now: &[(&str, &str)]) -> Vec<String> {
        let year = second_year(vec![plan(now)], &[(PlanKey::new(1, 1), before)]);
        run(&IndicatorChanged, &year).into_iter().map(|f| f.message).collect()
    }

    #[test]
    fn reports_another_unit() {
        let found = compare(
            &[("指標1.名称", "満足度"), ("指標1.単位", "％")],
            &[("指標1.名称", "満足度"), ("指標1.単位", "件")],
        );
        assert_eq!(found, ["指標1の単位が前年度と異なります（％→件）"]);
    }

    #[test]
    fn accepts_another_width_and_a_zero_more() {
        let found = compare(
            &[("指標1.名称", "ＳＮＳ 登録者数"), ("指標1.単位", "％"), ("指標1.基準値", "5")],
            &[("指標1.名称", "SNS登録者数"), ("指標1.単位", "%"), ("指標1.基準値", "5.0")],
        );
        assert_eq!(found, [""; 0]);
    }

    #[test]
    fn reports_a_base_value_that_was_cleared() {
        let found = compare(
            &[("指標1.名称", "満足度"), ("指標1.基準値", "86.2")],
            &[("指標1.名称", "満足度"), ("指標1.基準値", "")],
        );
        assert_eq!(found, ["指標1の基準値が空欄です（前年度は「86.2」）"]);
    }

    #[test]
    fn says_nothing_where_last_year_said_nothing_or_the_form_has_no_such_field() {
        assert_eq!(
            compare(&[("指標1.名称", "満足度")], &[("指標1.名称", "満足度"), ("指標1.方向", "↑")]),
            [""; 0]
        );
        assert_eq!(
            compare(&[("指標1.名称", "満足度"), ("指標1.単位", "％")], &[("指標1.名称", "満足度")]),
            [""; 0]
        );
    }
}
