//! Figures and lists inside sentences, as a city's documents write them: one
//! digit full-width, more half-width; Latin letters full-width; ％ full-width.

use jiff::civil::{Date, Weekday};

use crate::model::{Eras, JudgmentCode};
use crate::report::figures;
use crate::report::totals::{AreaTotals, Share};

/// A number in a sentence: `２`, `50`, `1,234`.
pub(in crate::report) fn number(number: usize) -> String {
    match u32::try_from(number) {
        Ok(digit @ 0..=9) => char::from_u32(u32::from('０') + digit).map(String::from).unwrap_or_default(),
        _ => figures::whole(i64::try_from(number).unwrap_or(i64::MAX)),
    }
}

/// `２計画`.
pub(in crate::report) fn plans(count: usize) -> String {
    format!("{}計画", number(count))
}

/// `60.0％`.
pub(super) fn percent(share: Option<Share>) -> String {
    match share {
        Some(share) => format!("{}％", share.text()),
        None => figures::NOTHING.to_owned(),
    }
}

/// The area's name; the total is set wide.
pub(super) fn area_label(area: &AreaTotals) -> String {
    if area.number == 0 { "合　計".to_owned() } else { area.name.to_string() }
}

/// A code as it is printed: Latin letters and digits full-width.
pub fn printed_code(code: &JudgmentCode) -> String {
    code.as_str().chars().map(wide).collect()
}

fn wide(c: char) -> char {
    match c {
        '!'..='~' => char::from_u32(u32::from(c) + 0xFEE0).unwrap_or(c),
        _ => c,
    }
}

/// `「Ｂ」`.
pub(super) fn quoted(code: &JudgmentCode) -> String {
    format!("「{}」", printed_code(code))
}

/// `甲`, `甲と乙`, `甲、乙と丙` with `last` between the last two.
pub(super) fn listed(items: &[String], last: &str) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., end] => format!("{}{last}{end}", most.join("、")),
    }
}

/// `Ａ・Ｂ・Ｃ`.
pub(in crate::report) fn codes<'a>(codes: impl IntoIterator<Item = &'a JudgmentCode>) -> String {
    let codes: Vec<String> = codes.into_iter().map(printed_code).collect();
    codes.join("・")
}

/// `令和６年８月22日（木）`.
pub(super) fn date_with_weekday(date: Date, eras: &Eras) -> String {
    let day = match date.weekday() {
        Weekday::Monday => "月",
        Weekday::Tuesday => "火",
        Weekday::Wednesday => "水",
        Weekday::Thursday => "木",
        Weekday::Friday => "金",
        Weekday::Saturday => "土",
        Weekday::Sunday => "日",
    };
    format!("{}（{day}）", eras.long_date(date))
}

/// `令和６年８月`.
pub(super) fn month(date: Date, eras: &Eras) -> String {
    let long = eras.long_date(date);
    long.split_inclusive('月').next().unwrap_or(&long).to_owned()
}

/// Width of a text in em: a half-width character counts half.
pub(super) fn width_em(text: &str) -> f64 {
    text.chars().map(|c| if c.is_ascii() || ('｡'..='ﾟ').contains(&c) { 0.5 } else { 1.0 }).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn one_digit_is_full_width() {
        assert_eq!(plans(0), "０計画");
        assert_eq!(plans(9), "９計画");
        assert_eq!(plans(50), "50計画");
        assert_eq!(plans(1234), "1,234計画");
    }

    #[test]
    fn letters_of_codes_are_full_width() {
        assert_eq!(quoted(&JudgmentCode("A".into())), "「Ａ」");
        assert_eq!(quoted(&JudgmentCode("達成".into())), "「達成」");
        assert_eq!(quoted(&JudgmentCode("B-".into())), "「Ｂ－」");
    }

    #[test]
    fn lists_end_with_their_own_word() {
        let items: Vec<String> = ["甲", "乙", "丙"].map(str::to_owned).to_vec();
        assert_eq!(listed(&items, "と"), "甲、乙と丙");
        assert_eq!(listed(&items[..2], "及び"), "甲及び乙");
        assert_eq!(listed(&items[..1], "と"), "甲");
    }

    #[test]
    fn dates_name_their_weekday() {
        let eras = Eras::default();
        assert_eq!(date_with_weekday(date(2024, 8, 22), &eras), "令和６年８月22日（木）");
        assert_eq!(month(date(2024, 8, 22), &eras), "令和６年８月");
    }
}
