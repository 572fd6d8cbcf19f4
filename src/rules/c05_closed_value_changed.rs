//! C05.

use super::plan_view::{indicator_prefix, shown};
use super::rule::{Context, Reporter, Rule};
use crate::diag::{Code, RuleInfo, Severity};
use crate::model::{ClosedPlan, Field, Fields, FiscalYear, IndicatorPart, Plan, Value};

/// C05: the sheet says of an earlier year what its closing does not say.
#[derive(Debug)]
pub(super) struct ClosedValueChanged;

const INFO: RuleInfo = RuleInfo {
    code: Code("C05"),
    name: "closed-value-changed",
    severity: Severity::Warning,
    title: "確定済みの年度の値が変わっている",
    fix: "確定済みの値に戻すか、確定した値の誤りであれば事務局に知らせてください",
    doc: r"
## 何を調べるか
過去の年度の実績値、効果額、年度末評価が、その年度の確定データと同じかを調べます。
シートで空欄の欄は調べません。
## なぜ
確定した値は報告書で公表されています。シートだけを変えると、年度によって違う値が残ります。
## 直し方
誤って書き換えたときは確定済みの値に戻します。確定した値の方が誤っていたときは、
その年度の提出を直して確定をやり直すと、正誤表が作成されます。
## 例
令和５年度の実績値が確定では71、今年度のシートでは74：どちらが正しいかを確認します。
",
};

impl Rule for ClosedValueChanged {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check_plan(&self, plan: &Plan, context: &Context<'_>, out: &mut Reporter<'_>) {
        for closed_year in &context.year.earlier {
            let Some(closed) = closed_year.plan(plan.key) else { continue };
            let year = closed_year.year;
            for (field, closed_field, label) in fields_of(closed, year) {
                let (Some(before), Some(now)) =
                    (displayed(&closed.fields, &closed_field), displayed(&plan.fields, &field))
                else {
                    continue;
                };
                if before.same_as(&now) {
                    continue;
                }
                let prefix = match field {
                    Field::Indicator(number, _) => indicator_prefix(plan, number),
                    _ => String::new(),
                };
                let message = format!(
                    "確定済みの{}の{prefix}{label}が変わっています（{}→{}）",
                    context.settings.eras.long(year),
                    before.text(),
                    now.text()
                );
                out.on_field(plan, &field, message);
            }
        }
    }
}

/// The fields of a later sheet that repeat the closed year, each with the field that holds it there.
fn fields_of(closed: &ClosedPlan, year: FiscalYear) -> Vec<(Field, Field, &'static str)> {
    let mut fields = vec![
        (Field::YearEndJudgment(year), Field::FinalJudgment, "年度末評価"),
        (Field::Benefit(year), Field::Benefit(year), "効果額"),
    ];
    for number in closed.fields.indicators() {
        let actual = Field::Indicator(number, IndicatorPart::Actual(year));
        fields.push((actual.clone(), actual, "実績値"));
    }
    fields
}

#[derive(Debug)]
enum Repeated {
    Number(rust_decimal::Decimal),
    Judgment(String),
}

impl Repeated {
    fn same_as(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Number(a), Self::Number(b)) => a == b,
            (Self::Judgment(a), Self::Judgment(b)) => a == b,
            _ => false,
        }
    }

    fn text(&self) -> String {
        match self {
            Self::Number(number) => shown(*number),
            Self::Judgment(code) => code.clone(),
        }
    }
}

fn displayed(fields: &Fields, field: &Field) -> Option<Repeated> {
    match &fields.get(field)?.value {
        Value::Number(quantity) => Some(Repeated::Number(quantity.value)),
        Value::Money(amount) => Some(Repeated::Number(amount.0.into())),
        Value::Judgment(code) => Some(Repeated::Judgment(code.to_string())),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::PlanKey;
    use crate::rules::testing::{plan, run, second_year};

    fn compare(before: &[(&str, &str)], now: &[(&str, &str)]) -> Vec<String> {
        let year = second_year(vec![plan(now)], &[(PlanKey::new(1, 1), before)]);
        run(&ClosedValueChanged, &year).into_iter().map(|f| f.message).collect()
    }

    #[test]
    fn reports_an_actual_that_is_another_one_now() {
        assert_eq!(
            compare(&[("指標1.実績値.R5", "71")], &[("指標1.実績値.R5", "74")]),
            ["確定済みの令和５年度の実績値が変わっています（71→74）"]
        );
    }

    #[test]
    fn reports_a_judgment_that_is_not_the_confirmed_one() {
        assert_eq!(
            compare(&[("自己評価", "B"), ("確定評価", "C")], &[("年度末評価.R5", "B")]),
            ["確定済みの令和５年度の年度末評価が変わっています（C→B）"]
        );
    }

    #[test]
    fn accepts_the_same_value_and_a_blank() {
        let closed = [("指標1.実績値.R5", "71"), ("効果額.R5", "120"), ("確定評価", "B")];
        let same = [("指標1.実績値.R5", "71.0"), ("効果額.R5", "120"), ("年度末評価.R5", "B")];
        assert_eq!(compare(&closed, &same), [""; 0]);
        assert_eq!(compare(&closed, &[("指標1.実績値.R5", "")]), [""; 0]);
    }
}
