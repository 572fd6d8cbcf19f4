//! What must hold for any text in any width.

use proptest::prelude::*;

use super::breaking::{Line, Measure, break_lines, trimmed_end};
use super::style::{Span, TextStyle};
use super::text::{Unit, never_first, never_last, units};

fn set(text: &str) -> Vec<Unit> {
    units(&[(0, text)], &[Span::new(text, TextStyle::BODY)])
}

fn measure(em: f64, justify: bool) -> Measure {
    let width = em * 10.5;
    Measure { first_pt: width, other_pt: width, justify, last_pt: 42.0, phrases: false }
}

fn texts(text: &str, em: f64) -> Vec<String> {
    let units = set(text);
    let lines = break_lines(&units, &measure(em, true));
    lines.iter().map(|line| units[line.range.clone()].iter().map(|u| u.c).collect()).collect()
}

/// The width of a line as it will be painted.
fn painted_width(units: &[Unit], line: &Line) -> f64 {
    let end = trimmed_end(units, &line.range);
    let mut width = 0.0;
    for (index, unit) in units.iter().enumerate().take(end).skip(line.range.start) {
        if index + 1 == end {
            width += unit.advance_pt - unit.tail_trim_pt();
            continue;
        }
        width += line.step_pt(unit);
    }
    width - units[line.range.start].head_trim_pt()
}

fn typed() -> impl Strategy<Value = String> {
    let sign = prop::sample::select(vec![
        "、",
        "。",
        "「",
        "」",
        "（",
        "）",
        "・",
        "ー",
        "っ",
        "々",
        "…",
        "１",
        "２",
        "Ａ",
        "，",
        "％",
        "行",
        "政",
        "改",
        "革",
        "の",
        "に",
        "る",
        "R5",
        "1,234",
        "Web",
        " ",
        "　",
        "ＩＣＴ",
        "①",
        "〜",
        "！",
        "▲",
    ]);
    prop::collection::vec(sign, 1..80).prop_map(|signs| signs.concat())
}

proptest! {
    #[test]
    fn joined_lines_equal_the_input(text in typed(), em in 3.0..40.0_f64) {
        prop_assert_eq!(texts(&text, em).concat(), text);
    }

    /// A name of two to four lines takes one more at most; none is lost or too wide.
    #[test]
    fn names_are_divided_whole_and_within_the_measure(text in typed(), em in 3.0..40.0_f64) {
        let units = set(&text);
        let plain = break_lines(&units, &measure(em, false));
        let lines = break_lines(&units, &Measure { phrases: true, ..measure(em, false) });
        prop_assert!(lines.len() <= plain.len() + 1 && (lines.len() <= 4 || lines.len() == plain.len()));
        let read: String = lines.iter().flat_map(|line| &units[line.range.clone()]).map(|unit| unit.c).collect();
        let typed: String = units.iter().map(|unit| unit.c).collect();
        prop_assert_eq!(read, typed);
        for line in &lines {
            let width = painted_width(&units, line);
            prop_assert!(width <= em * 10.5 + 0.05, "{} > {}", width, em * 10.5);
        }
    }

    #[test]
    fn no_line_is_wider_than_the_measure(text in typed(), em in 3.0..40.0_f64, justify in any::<bool>()) {
        let units = set(&text);
        for line in break_lines(&units, &measure(em, justify)) {
            let width = painted_width(&units, &line);
            prop_assert!(width <= em * 10.5 + 0.05, "{} > {}", width, em * 10.5);
        }
    }

    /// Up to three signs in a row: there is always a place to break.
    #[test]
    fn no_line_starts_or_ends_with_a_sign_that_must_not(
        words in prop::collection::vec(
            "[行政改革のにるア]{1,3}[、。，．」）』］〕ーっゃァィ々ゝ・：？！％「（『［〔]{0,3}",
            1..30,
        ),
        em in 12.0..40.0_f64,
    ) {
        let text = words.concat();
        let lines = texts(&text, em);
        for line in lines.iter().skip(1) {
            prop_assert!(!line.starts_with(never_first), "{lines:?}");
        }
        for line in &lines[..lines.len() - 1] {
            prop_assert!(!line.ends_with(never_last), "{lines:?}");
        }
    }

    #[test]
    fn runs_of_full_width_digits_stay_whole(number in "[１-９][０-９]{1,3}", before in "[行政]{0,20}", em in 8.0..20.0_f64) {
        let text = format!("{before}{number}円である");
        prop_assert!(texts(&text, em).iter().any(|line| line.contains(&number)));
    }
}

#[test]
fn closes_a_paragraph_up_to_avoid_a_last_line_of_one_character() {
    // 41 characters in 40 em: two lines as typed, one when closed by 0.03 em.
    let text = "行".repeat(41);
    assert_eq!(texts(&text, 40.0).len(), 1);
}

#[test]
fn opens_a_paragraph_where_closing_does_not_help() {
    let text = "政".repeat(82);
    let lines = texts(&text, 40.0);
    let last = lines.last().expect("there are lines").chars().count();
    assert!(last >= 4, "{lines:?}");
}

#[test]
fn squeezes_signs_to_take_a_full_stop_in() {
    // 「、」 gives a quarter em and the stop's own air goes at the line's end.
    assert_eq!(texts("行政、改革、行政。改革", 8.5), ["行政、改革、行政。", "改革"]);
}

#[test]
fn drops_spaces_at_a_line_end_from_the_width() {
    assert_eq!(texts("行政改革　大綱", 4.0), ["行政改革　", "大綱"]);
}
