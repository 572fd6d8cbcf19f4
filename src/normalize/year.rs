//! Fiscal years and days.

use std::sync::LazyLock;

use jiff::civil::Date;
use regex::Regex;

use super::{Reading, means_nothing};
use crate::characters::fold;
use crate::model::{Eras, FiscalYear};
use crate::settings::{parse_day, parse_year};
use crate::workbook::CellContent;

static KANJI_NUMBER: LazyLock<Regex> =
    LazyLock::new(|| Regex::new("([〇一二三四五六七八九十]+)(年|月|日)").expect("the pattern is constant"));
static YEAR_MONTH: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^([^\d]+\d{1,2}[年./-]|\d{4}[年/])(\d{1,2})月?末?$").expect("the pattern is constant")
});
static SAID_TWICE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^([^()]+)\(([^()]+)\)$").expect("the pattern is constant"));
static AFTER_DAY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(\((日|月|火|水|木|金|土)(曜日?)?\)|(日|月|火|水|木|金|土)曜日?)?(\d{1,2}:\d{2}(:\d{2})?|\d{1,2}時(\d{1,2}分)?)?$")
        .expect("the pattern is constant")
});

/// A fiscal year as people type it: `R5`, `令和５年度`, `令和 5 年度末`, `2023`,
/// `平成31年度`, `令和５年度（2023年度）` where both say the same, a month or day of the year. `era_year` is the year whose era a
/// bare `5` belongs to, where the form prints the era around the cell.
pub fn fiscal_year(
    text: &str,
    content: &CellContent,
    eras: &Eras,
    era_year: impl Fn(i16) -> Option<FiscalYear>,
) -> Reading<FiscalYear> {
    let key = arabic(&fold(text));
    if means_nothing(&key) {
        return Reading::Blank;
    }
    // A year typed as the number 2023 under the format #,##0 shows 2,023.
    let key = match content {
        CellContent::Number(_) => key.replace(',', ""),
        _ => key,
    };
    let key = key.strip_suffix('末').unwrap_or(&key);
    let bare = |key: &str| {
        let number = key.trim_end_matches("年度").trim_end_matches('年');
        let short = (1..=2).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit());
        short.then(|| era_year(number.parse().ok()?)).flatten()
    };
    let year = parse_year(key, eras)
        .or_else(|| bare(key))
        .or_else(|| of_month(key, eras))
        .or_else(|| parse_day(key, eras).map(FiscalYear::of))
        .or_else(|| said_twice(key, eras))
        .or(match content {
            CellContent::DateTime(moment) => Some(FiscalYear::of(moment.date())),
            _ => None,
        });
    year.map_or(Reading::Unreadable, Reading::Value)
}

/// 令和5年度(2023年度): a year in both reckonings, read where they agree.
fn said_twice(key: &str, eras: &Eras) -> Option<FiscalYear> {
    let parts = SAID_TWICE.captures(key)?;
    let first = parse_year(&parts[1], eras)?;
    (parse_year(&parts[2], eras) == Some(first)).then_some(first)
}

/// January to March belong to the fiscal year before. `2023.5` is a number, not May.
fn of_month(key: &str, eras: &Eras) -> Option<FiscalYear> {
    let parts = YEAR_MONTH.captures(key)?;
    let year = parse_year(parts[1].trim_end_matches(['年', '.', '/', '-']), eras)?;
    let month: i8 = parts[2].parse().ok()?;
    Date::new(year.0, month, 1).ok().map(FiscalYear::of)
}

/// A day as people type it: `令和6年4月10日（水）`, `R6.4.10`, `2024/4/10`, `20240410`, or an Excel date.
pub fn date(text: &str, content: &CellContent, eras: &Eras) -> Reading<Date> {
    if let CellContent::DateTime(moment) = content {
        return Reading::Value(moment.date());
    }
    let key = arabic(&fold(text));
    if means_nothing(&key) {
        return Reading::Blank;
    }
    let day = AFTER_DAY.find(&key).map_or(key.as_str(), |rest| &key[..rest.start()]);
    let compact = || {
        let whole = day.len() == 8 && day.bytes().all(|b| b.is_ascii_digit());
        let dashed = whole.then(|| format!("{}-{}-{}", &day[..4], &day[4..6], &day[6..]))?;
        parse_day(&dashed, eras)
    };
    parse_day(day, eras).or_else(compact).map_or(Reading::Unreadable, Reading::Value)
}

/// Kanji numbers before 年, 月 and 日 as digits.
fn arabic(key: &str) -> String {
    KANJI_NUMBER
        .replace_all(key, |parts: &regex::Captures<'_>| {
            let number = kanji_number(&parts[1]).map_or_else(|| parts[1].to_owned(), |n| n.to_string());
            format!("{number}{}", &parts[2])
        })
        .into_owned()
}

/// 五, 十二, 三十一, 二〇二四.
fn kanji_number(text: &str) -> Option<u16> {
    let digit = |c: char| "〇一二三四五六七八九".chars().position(|d| d == c);
    let value = match text.split_once('十') {
        Some((tens, ones)) => {
            let place = |text: &str, blank: usize| {
                let mut chars = text.chars();
                match (chars.next(), chars.next()) {
                    (None, _) => Some(blank),
                    (Some(c), None) => digit(c),
                    _ => None,
                }
            };
            place(tens, 1)? * 10 + place(ones, 0)?
        }
        None if text.chars().count() <= 4 => text.chars().try_fold(0, |sum, c| Some(sum * 10 + digit(c)?))?,
        None => return None,
    };
    u16::try_from(value).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{date as day, datetime};
    use proptest::prelude::{prop_assert_eq, proptest};

    fn year(text: &str) -> Reading<FiscalYear> {
        let r = |n| Eras::default().fiscal_year("R", n);
        fiscal_year(text, &CellContent::Text, &Eras::default(), r)
    }

    fn typed(text: &str) -> Reading<Date> {
        date(text, &CellContent::Text, &Eras::default())
    }

    #[test]
    fn years_are_read_however_they_are_written() {
        for text in [
            "R5",
            "Ｒ５",
            "r5",
            "R5年度",
            "令和５年度",
            "令和 5 年度",
            "令和五年度",
            "2023",
            "２０２３",
            "2023年度",
            "５",
            "5年度",
            "令和5年度末",
            "令和6年3月",
            "R6.3",
            "R6.3.31",
            "2023/4/1",
            "令和6年3月末",
            "令和５年度（2023年度）",
            "2023（R5）",
        ] {
            assert_eq!(year(text), Reading::Value(FiscalYear(2023)), "{text}");
        }
        assert_eq!(year("平成31年度"), year("令和元年度"));
        assert_eq!(year("Ｈ３１"), Reading::Value(FiscalYear(2019)));
        assert_eq!(year("令和十年度"), Reading::Value(FiscalYear(2028)));
    }

    #[test]
    fn doubtful_years_are_not_read() {
        for text in [
            "R05?",
            "45748",
            "R5～R9",
            "令和",
            "2023.5",
            "未定",
            "R5又はR6",
            "100",
            "令和5年度（2024年度）",
            "R5（仮）",
        ] {
            assert_eq!(year(text), Reading::Unreadable, "{text}");
        }
        for text in ["", "－", "ー", "なし", "　"] {
            assert_eq!(year(text), Reading::Blank, "{text}");
        }
    }

    #[test]
    fn number_cells_are_read_as_they_show() {
        let none = |_| None;
        let eras = Eras::default();
        let read = |text, number| fiscal_year(text, &CellContent::Number(number), &eras, none);
        assert_eq!(read("2,023", 2023.0), Reading::Value(FiscalYear(2023)));
        assert_eq!(read("45748", 45748.0), Reading::Unreadable);
        assert_eq!(read("5", 5.0), Reading::Unreadable);
    }

    #[test]
    fn days_are_read_however_they_are_written() {
        for text in [
            "令和6年4月10日",
            "令和６年４月１０日（水）",
            "令和六年四月十日",
            "R6.4.10",
            "Ｒ６．４．１０",
            "2024/4/10",
            "2024-04-10",
            "2024年4月10日 水曜日",
            "2024/4/10 10:30",
            "20240410",
            "令和 6 年\n4 月 10 日",
        ] {
            assert_eq!(typed(text), Reading::Value(day(2024, 4, 10)), "{text}");
        }
        let content = CellContent::DateTime(datetime(2024, 4, 10, 9, 0, 0, 0));
        assert_eq!(date("4月10日", &content, &Eras::default()), Reading::Value(day(2024, 4, 10)));
    }

    #[test]
    fn doubtful_days_are_not_read() {
        for text in ["4月10日", "6.4.10", "24/4/10", "45392", "令和6年2月30日", "4月中", "R6.4"] {
            assert_eq!(typed(text), Reading::Unreadable, "{text}");
        }
        assert_eq!(typed("－"), Reading::Blank);
    }

    proptest! {
        #[test]
        fn every_year_is_read_back_as_it_is_printed(number in 1868_i16..2100) {
            let (eras, expected) = (Eras::default(), FiscalYear(number));
            for text in [eras.short(expected), eras.long(expected), number.to_string()] {
                let read = fiscal_year(&text, &CellContent::Text, &eras, |_| None);
                prop_assert_eq!(read, Reading::Value(expected));
            }
        }

        #[test]
        fn every_day_is_read_back_as_it_is_printed(y in 1900_i16..2100, m in 1_i8..=12, d in 1_i8..=28) {
            let (eras, expected) = (Eras::default(), day(y, m, d));
            for text in [eras.long_date(expected), expected.to_string(), format!("{y}/{m}/{d}")] {
                prop_assert_eq!(date(&text, &CellContent::Text, &eras), Reading::Value(expected));
            }
        }
    }
}
