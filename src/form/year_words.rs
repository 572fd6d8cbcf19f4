//! The ways in which headings name a year.

use crate::characters::fold;
use crate::model::{Eras, Field, FiscalYear, IndicatorPart};

/// The year of a field of one year, so that its label's year matters.
pub(super) fn year_of(field: &Field) -> Option<FiscalYear> {
    use IndicatorPart::{Actual, Target};
    match field {
        Field::YearlyPlan(year) | Field::Benefit(year) | Field::YearEndJudgment(year) => Some(*year),
        Field::Indicator(_, Target(year) | Actual(year)) => Some(*year),
        _ => None,
    }
}

/// Whether a folded text names a year: `r5`, `令和5年度`, `5年度`, `2023`.
pub(super) fn names_year(exact: &str, year: FiscalYear, eras: &Eras) -> bool {
    let short = fold(&eras.short(year));
    let number = short.trim_start_matches(|c: char| !c.is_ascii_digit());
    let names = spellings(year, eras).into_iter().chain([format!("{number}年")]);
    exact == number
        || names.into_iter().any(|name| {
            exact.match_indices(name.as_str()).any(|(at, _)| {
                let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
                !digit(exact[..at].chars().next_back()) && !digit(exact[at + name.len()..].chars().next())
            })
        })
}

/// Every way to write a year as a heading of its own, folded.
pub(super) fn spellings(year: FiscalYear, eras: &Eras) -> Vec<String> {
    let (short, long) = (eras.short(year), eras.long(year));
    let bare = long.trim_end_matches("年度");
    let ways = [
        short.clone(),
        format!("{short}年度"),
        format!("{short}年"),
        long.clone(),
        format!("{bare}年"),
        bare.to_owned(),
        year.0.to_string(),
        format!("{}年度", year.0),
        format!("{}年", year.0),
    ];
    ways.iter().map(|way| fold(way)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_may_write_its_year_in_any_way() {
        let ways = spellings(FiscalYear(2024), &Eras::default());
        for way in ["R6", "Ｒ６年度", "令和６年度", "令和6", "2024", "２０２４年度"] {
            assert!(ways.contains(&fold(way)), "{way}");
        }
        assert!(!ways.contains(&fold("令和7年度")));
    }

    #[test]
    fn a_heading_names_the_year_that_it_says_and_no_other() {
        let names = |text: &str| names_year(&fold(text), FiscalYear(2024), &Eras::default());
        for text in ["R6", "R6目標", "令和６", "令和6 実績", "６年度", "6", "2024", "令和６年度（見込み）"]
        {
            assert!(names(text), "{text}");
        }
        for text in ["R16", "令和61", "16年度", "令和7", "指標6", "20240"] {
            assert!(!names(text), "{text}");
        }
    }
}
