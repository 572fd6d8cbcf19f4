//! Questions that several rules ask of a plan.

use rust_decimal::Decimal;

use super::rule::Context;
use crate::model::{Compare, Field, FiscalYear, IndicatorPart, Judgment, Kind, Next, Plan, Sourced, Value};

/// 自己評価 with what the city's settings say of it.
pub(super) fn self_judgment<'a>(plan: &Plan, context: &Context<'a>) -> Option<&'a Judgment> {
    judgment(plan, &Field::SelfJudgment, context)
}

/// 確定評価, likewise.
pub(super) fn final_judgment<'a>(plan: &Plan, context: &Context<'a>) -> Option<&'a Judgment> {
    judgment(plan, &Field::FinalJudgment, context)
}

fn judgment<'a>(plan: &Plan, field: &Field, context: &Context<'a>) -> Option<&'a Judgment> {
    context.settings.judgments.get(plan.fields.judgment(field)?)
}

pub(super) fn continues(judgment: &Judgment) -> bool {
    judgment.next == Next::Continue
}

pub(super) fn is_below(judgment: &Judgment) -> bool {
    judgment.compare == Compare::Below
}

pub(super) fn ends_as(judgment: &Judgment, kind: Kind) -> bool {
    judgment.next == Next::End && judgment.kind == Some(kind)
}

/// What the department typed into a field that is later derived (終了, 次年度の取扱い).
pub(super) fn typed<'a>(plan: &'a Plan, field: &Field) -> Option<&'a Sourced<Value>> {
    plan.typed.get(field).or_else(|| plan.fields.get(field).filter(|value| !value.derived))
}

/// The typed 終了.
pub(super) fn typed_end(plan: &Plan) -> Option<FiscalYear> {
    match typed(plan, &Field::End)?.value {
        Value::Year(year) => Some(year),
        _ => None,
    }
}

/// How a message names an indicator: not at all where there is one only.
pub(super) fn indicator_prefix(plan: &Plan, number: u16) -> String {
    if plan.fields.indicators().len() < 2 {
        return String::new();
    }
    match plan.fields.text(&Field::Indicator(number, IndicatorPart::Name)) {
        Some(name) => format!("指標{number}「{}」の", one_line(name)),
        None => format!("指標{number}の"),
    }
}

/// A number as the cell showed it, without a digit changed: `87.0`, `▲120`, `11,420`.
pub(super) fn shown(number: Decimal) -> String {
    let digits = number.abs().to_string();
    let (whole, fraction) = digits.split_once('.').map_or((digits.as_str(), None), |(w, f)| (w, Some(f)));
    let mut grouped = String::new();
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    let sign = if number.is_sign_negative() && !number.is_zero() { "▲" } else { "" };
    match fraction {
        Some(fraction) => format!("{sign}{grouped}.{fraction}"),
        None => format!("{sign}{grouped}"),
    }
}

/// A value's text for a message: line breaks would tear it.
pub(super) fn one_line(text: &str) -> String {
    text.split('\n').map(str::trim).collect::<Vec<_>>().join(" ")
}

/// A quotation for a message: at most `limit` characters, an ellipsis says that there is more.
pub(super) fn quote(text: &str, limit: usize) -> String {
    let line = one_line(text);
    if line.chars().count() <= limit {
        return line;
    }
    let start: String = line.chars().take(limit).collect();
    format!("{start}…")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_keep_their_digits() {
        for (number, text) in [
            ("87.0", "87.0"),
            ("11420", "11,420"),
            ("-120", "▲120"),
            ("0.00", "0.00"),
            ("1000000.5", "1,000,000.5"),
        ] {
            assert_eq!(shown(number.parse().expect("a number")), text);
        }
    }

    #[test]
    fn quotations_say_that_there_is_more() {
        assert_eq!(quote("同上", 10), "同上");
        assert_eq!(quote("一\n二三四", 3), "一 二…");
    }
}
