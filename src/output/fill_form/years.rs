//! The built-in form for another plan period: its columns of years are renamed.

use std::sync::LazyLock;

use regex::Regex;

use super::package::Package;
use crate::error::{Error, Result};

/// A cell's text that is a year, or a placeholder that ends in one.
static YEAR_TEXT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"<t>((?:\{\{[^<{}]+\.)?)(R\d+)((?:\}\})?)</t>").expect("the pattern is constant")
});

/// The sheet of the built-in form.
const PART: &str = "xl/worksheets/sheet1.xml";

/// The form with its years, in order, replaced by `years`; columns left over
/// become blank. Also tells how many of `years` found a column.
pub fn form_for_years(form: &[u8], years: &[String]) -> Result<(Vec<u8>, usize)> {
    let broken =
        |why: &str| Error::new("様式を計画期間に合わせます", why, "プログラムを入手し直してください");
    let mut package = Package::open(form).ok_or_else(|| broken("様式を開けません"))?;
    let text = package.text(PART).ok_or_else(|| broken("様式のシートを読み取れません"))?;
    let own = own_years(&text);
    let renamed = YEAR_TEXT.replace_all(&text, |parts: &regex::Captures<'_>| {
        let new = own.iter().position(|year| *year == parts[2]).and_then(|at| years.get(at));
        new.map_or_else(|| "<t></t>".to_owned(), |year| format!("<t>{}{year}{}</t>", &parts[1], &parts[3]))
    });
    let bytes = package.with_part(PART, &renamed).map_err(|_| broken("様式を書き直せません"))?;
    Ok((bytes, own.len().min(years.len())))
}

/// The years that stand as labels, in the order of their columns.
fn own_years(text: &str) -> Vec<String> {
    let labels = YEAR_TEXT.captures_iter(text).filter(|parts| parts[1].is_empty());
    let mut years: Vec<String> = Vec::new();
    for label in labels {
        if !years.contains(&label[2].to_owned()) {
            years.push(label[2].to_owned());
        }
    }
    years
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::{BUILT_IN_FORM, Form, read_form};
    use crate::model::{Eras, Field, FiscalYear};
    use crate::workbook::parse_workbook;

    fn form_for(years: &[&str]) -> (Form, usize) {
        let years: Vec<String> = years.iter().map(|year| (*year).to_owned()).collect();
        let (bytes, fitted) = form_for_years(BUILT_IN_FORM, &years).expect("a form");
        let book = parse_workbook("様式.xlsx", &bytes).expect("a workbook");
        let form = read_form(std::path::Path::new("様式.xlsx"), &book, &Eras::default()).expect("no mistake");
        (form, fitted)
    }

    #[test]
    fn years_become_those_of_the_period() {
        let (form, fitted) = form_for(&["R8", "R9", "R10"]);
        assert_eq!(fitted, 3);
        for (year, there) in [(2025, false), (2026, true), (2028, true), (2029, false)] {
            assert_eq!(form.has(&Field::YearlyPlan(FiscalYear(year))), there, "{year}");
            assert_eq!(form.has(&Field::Benefit(FiscalYear(year))), there, "{year}");
        }
        let labels: Vec<&str> = form.labels.iter().map(|label| label.text.as_str()).collect();
        assert!(labels.contains(&"R10") && !labels.contains(&"R5"), "{labels:?}");
    }

    #[test]
    fn the_same_period_changes_nothing_and_a_longer_one_is_told() {
        let (form, fitted) = form_for(&["R5", "R6", "R7", "R8", "R9", "R10"]);
        assert_eq!(fitted, 5);
        assert!(form.has(&Field::YearlyPlan(FiscalYear(2027))));
        assert!(!form.has(&Field::YearlyPlan(FiscalYear(2028))));
    }
}
