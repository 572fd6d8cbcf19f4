//! 評価結果.xlsx: every table of the year, for the secretariat.
//!
//! The sheets stand in the order in which a meeting needs them: the whole
//! first, then what has to be decided, then the evidence.

mod benefits;
mod changes;
mod comparison;
mod contents;
mod departments;
mod findings;
mod indicators;
mod opinions;
mod plans;
mod sources;
mod submissions;
mod summary;

use std::sync::Arc;

use jiff::civil::Date;

use crate::diag::Finding;
use crate::model::{Body, Field, FiscalYear, Year};
use crate::report::book::{Book, Further, Sheet, marks};
use crate::report::totals::Totals;
use crate::settings::Settings;

/// What every sheet is made from.
pub(super) struct Source<'a> {
    pub(super) year: &'a Year,
    pub(super) settings: &'a Settings,
    pub(super) findings: &'a [Finding],
    pub(super) totals: Totals,
}

impl Source<'_> {
    /// The judgments that stand, with their names on the form.
    pub(super) fn stages(&self) -> Vec<(Field, String)> {
        let fields = self.totals.stages.iter();
        fields.map(|field| (field.clone(), field.name(&self.settings.eras))).collect()
    }

    /// The judgment that counts at this stage.
    pub(super) fn leading(&self) -> &Field {
        self.totals.stages.last().unwrap_or(&Field::SelfJudgment)
    }

    /// `R5`
    pub(super) fn short(&self, year: FiscalYear) -> String {
        self.settings.eras.short(year)
    }

    /// Whether a body has met and takes part.
    pub(super) fn has_met(&self, body: Body) -> bool {
        self.year.met.contains(&body)
    }
}

/// The workbook with all its rows.
pub fn results_book(year: &Year, settings: &Settings, findings: &[Finding]) -> Book {
    let (mut book, further) = long_results_book(year, settings, findings);
    further.hold(&mut book);
    book
}

/// The workbook, and what makes the rows that it does not hold.
pub fn long_results_book<'a>(
    year: &'a Year,
    settings: &'a Settings,
    findings: &'a [Finding],
) -> (Book, Further<'a>) {
    let source = Source { year, settings, findings, totals: Totals::of(year, settings) };
    let mut sheets = vec![
        summary::sheet(&source),
        plans::sheet(&source),
        departments::sheet(&source),
        indicators::sheet(&source),
        benefits::sheet(&source),
        comparison::sheet(&source),
        changes::changed(&source),
        changes::ending(&source),
        changes::below(&source),
        opinions::sheet(&source),
        submissions::sheet(&source),
        submissions::files(&source),
        findings::sheet(&source),
    ];
    sheets.extend(sources::sheets(&source));
    sheets.insert(0, contents::sheet(&source, &sheets));
    let subject = format!("{}の評価", settings.eras.long(year.year));
    let mut further = Further::default();
    sources::add_rows(Arc::new(source), &mut further);
    (year_book(year, settings, "評価結果", subject, sheets), further)
}

/// A workbook of a year, with the properties that all of them have.
pub(crate) fn year_book(
    year: &Year,
    settings: &Settings,
    name: &str,
    subject: String,
    sheets: Vec<Sheet>,
) -> Book {
    Book {
        title: title(year, settings, name),
        subject,
        company: settings.city.name.clone(),
        created: created(year.year),
        marks: marks(settings),
        sheets,
    }
}

/// `本庄市行政改革大綱実施計画　令和５年度　評価結果（未確定）`
fn title(year: &Year, settings: &Settings, name: &str) -> String {
    let open = if year.is_final { "" } else { "（未確定）" };
    format!("{}　{}　{name}{open}", settings.city.plan, settings.eras.long(year.year))
}

/// The day that stands in a workbook's properties: the year's evaluation
/// begins on it. No clock is asked, so that equal input gives equal bytes.
pub(crate) fn created(year: FiscalYear) -> Date {
    // Excel knows no day before 1900.
    jiff::civil::date(year.next().0.clamp(1900, 9998), 4, 1)
}
