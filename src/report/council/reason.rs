//! The reason that 計画一覧 prints beside a plan: never shortened, only chosen.

use crate::model::{Field, FiscalYear, Plan};

use super::indicator::{YearFigures, year_figures};
use super::prose;

/// What fits one line of the column.
const LINE_EM: f64 = 34.0;

/// The first sentence of 評価理由 if it fits a line; else the figures of a
/// plan's only indicator; else the sentence over as many lines as it takes.
pub(super) fn short_reason(plan: &Plan, year: FiscalYear) -> String {
    let figures = year_figures(plan, year);
    let Some(reason) = plan.fields.text(&Field::Reason) else {
        return only_figures(&figures).unwrap_or_else(|| "（評価理由の記載なし）".to_owned());
    };
    let sentence = first_sentence(reason);
    if prose::width_em(sentence) <= LINE_EM {
        return sentence.to_owned();
    }
    only_figures(&figures).unwrap_or_else(|| sentence.to_owned())
}

/// 「指標名は、目標…に対し実績…。」, without the name where that is too long.
/// With several indicators one would hide the other.
fn only_figures(figures: &[YearFigures]) -> Option<String> {
    let [figure] = figures else { return None };
    let is_number = |text: &str| text.chars().any(|c| c.is_ascii_digit());
    if !is_number(&figure.target) || !is_number(&figure.actual) {
        return None;
    }
    let unit = &figure.unit;
    let figures = format!("目標{}{unit}に対し実績{}{unit}。", figure.target, figure.actual);
    let named = format!("{}は、{figures}", figure.name);
    let fits = !figure.name.is_empty() && prose::width_em(&named) <= LINE_EM;
    Some(if fits { named } else { figures })
}

/// Up to the first 。 outside brackets, or the first line.
pub(super) fn first_sentence(text: &str) -> &str {
    let mut depth = 0_i32;
    for (at, c) in text.char_indices() {
        match c {
            '「' | '『' | '（' | '(' => depth += 1,
            '」' | '』' | '）' | ')' => depth -= 1,
            '。' if depth <= 0 => return &text[..at + c.len_utf8()],
            '\n' if at > 0 => return &text[..at],
            _ => {}
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_ends_outside_brackets() {
        assert_eq!(first_sentence("「分かる。」との声が増えた。次も行う。"), "「分かる。」との声が増えた。");
        assert_eq!(first_sentence("一行目\n二行目。"), "一行目");
        assert_eq!(first_sentence("句点のない文"), "句点のない文");
    }

    #[test]
    fn figures_stand_for_a_long_reason_only_where_there_is_one_indicator() {
        let figure = |name: &str, target: &str, actual: &str| YearFigures {
            name: name.to_owned(),
            unit: "件".to_owned(),
            target: target.to_owned(),
            actual: actual.to_owned(),
        };
        let one = figure("職員提案の件数", "40", "36");
        assert_eq!(
            only_figures(std::slice::from_ref(&one)).as_deref(),
            Some("職員提案の件数は、目標40件に対し実績36件。")
        );
        assert_eq!(only_figures(&[one.clone(), one.clone()]), None);
        assert_eq!(only_figures(&[figure("件数", "40", "－")]), None);
        let long = figure(&"長".repeat(30), "40", "36");
        assert_eq!(only_figures(&[long]).as_deref(), Some("目標40件に対し実績36件。"));
    }
}
