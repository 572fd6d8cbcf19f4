//! Days and years as people type them, once the text is folded.

use std::sync::LazyLock;

use jiff::civil::Date;
use regex::Regex;

use crate::model::{Eras, FiscalYear};

static DAY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^([^\d]*?)(\d{1,4})(年|[./-])(\d{1,2})(月|[./-])(\d{1,2})日?$")
        .expect("the pattern is constant")
});

static YEAR: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^([^\d]*?)(\d{1,4})(年度|年)?$").expect("the pattern is constant"));

/// A day of a folded text: `r6.4.10`, `令和6年4月10日`, `2024/4/10`, `2024-04-10`.
/// Without an era the year has four digits.
pub(crate) fn parse_day(folded: &str, eras: &Eras) -> Option<Date> {
    let parts = DAY.captures(folded)?;
    let year = gregorian(&parts[1], &parts[2], eras)?;
    Date::new(year, parts[4].parse().ok()?, parts[6].parse().ok()?).ok()
}

/// A fiscal year of a folded text: `r5`, `令和5年度`, `2023`, `2023年度`.
pub(crate) fn parse_year(folded: &str, eras: &Eras) -> Option<FiscalYear> {
    let parts = YEAR.captures(folded)?;
    gregorian(&parts[1], &parts[2], eras).map(FiscalYear)
}

fn gregorian(era: &str, number: &str, eras: &Eras) -> Option<i16> {
    if !era.is_empty() {
        // r6.4.10 and r.6.4.10
        let era = era.trim_end_matches('.');
        return (number.len() <= 2).then(|| eras.fiscal_year(era, number.parse().ok()?))?.map(|y| y.0);
    }
    let year: i16 = number.parse().ok()?;
    (number.len() == 4 && (1868..=2200).contains(&year)).then_some(year)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::characters::fold;
    use jiff::civil::date;

    #[test]
    fn reads_days_of_either_calendar() {
        let eras = Eras::default();
        for text in ["R6.5.20", "r6/5/20", "令和６年５月20日", "2024-05-20", "２０２４／５／２０", "R.6.5.20"]
        {
            assert_eq!(parse_day(&fold(text), &eras), Some(date(2024, 5, 20)), "{text}");
        }
        for text in ["R6.2.30", "6.5.20", "Q6.5.20", "R6.5", "24/5/20", ""] {
            assert_eq!(parse_day(&fold(text), &eras), None, "{text}");
        }
        assert_eq!(parse_day(&fold("令和元年5月1日"), &eras), Some(date(2019, 5, 1)));
    }

    #[test]
    fn reads_fiscal_years_of_either_calendar() {
        let eras = Eras::default();
        for text in ["R5", "Ｒ５", "令和５年度", "令和 5 年度", "2023", "2023年度", "R05"] {
            assert_eq!(parse_year(&fold(text), &eras), Some(FiscalYear(2023)), "{text}");
        }
        assert_eq!(parse_year(&fold("平成31年度"), &eras), parse_year(&fold("令和元年度"), &eras));
        for text in ["R05?", "45748", "R0", "5", "令和", "R100", "0005"] {
            assert_eq!(parse_year(&fold(text), &eras), None, "{text}");
        }
    }
}
