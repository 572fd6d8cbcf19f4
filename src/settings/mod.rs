//! gyokaku.toml → [`Settings`]. Everything has a default but the city's name
//! and the period. Unknown keys are errors that name the line and suggest.
//!
//! Enters: the path of gyokaku.toml and the codes of all checks. Leaves: the
//! settings, or an error that names every wrong line. Nothing here reads
//! anything but the settings file itself.

mod day;
mod document;
mod judgments;
mod local_code;
mod read;
mod report_file;
mod sections;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::diag::{Code, Severity};
use crate::model::{Body, Eras, Field, FiscalYear, Judgments, Period, Stage};

pub(crate) use day::{parse_day, parse_year};
pub use read::{parse, read};
pub use report_file::{NamedFont, REPORT_FILE, ReportFile, parse_report, read_report_file};

/// What a city has set.
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    /// [city]
    pub city: City,
    /// [period]
    pub period: Period,
    /// [stage.hq]; `None` for a city with the council alone.
    pub headquarters: Option<ReviewBody>,
    /// [stage.council]
    pub council: ReviewBody,
    /// [[judgment]]
    pub judgments: Judgments,
    /// [meeting.R5.hq] and the like.
    pub meetings: BTreeMap<FiscalYear, Meetings>,
    /// [notice]
    pub notice: Notice,
    /// [rules]: `None` is off.
    pub rules: BTreeMap<Code, Option<Severity>>,
    /// [required] fields, beside those of V01.
    pub required: Vec<Field>,
    /// [thresholds]
    pub thresholds: Thresholds,
    /// [limits]: characters that the form and the plan's page can print.
    pub limits: BTreeMap<Field, usize>,
    /// Eras, those of [[era]] included.
    pub eras: Eras,
    /// [publish] fields: custom fields that go into open data and 計画一覧.pdf.
    pub publish: Vec<Field>,
    /// [publish] license: under what terms open data may be used.
    pub license: Option<String>,
}

/// [city]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct City {
    /// `本庄市`
    pub name: String,
    /// `本庄市行政改革大綱実施計画`
    pub plan: String,
    /// `企画財政部企画課`, printed on covers.
    pub secretariat: String,
    /// `112119`: 全国地方公共団体コード, for open data.
    pub code: Option<String>,
}

/// A reviewing body's names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReviewBody {
    /// `行政改革推進本部`
    pub name: String,
    /// `本部`
    pub short: String,
}

/// The meetings of one year.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Meetings {
    /// The working group of heads of department.
    pub working: Option<Meeting>,
    /// Headquarters.
    pub headquarters: Option<Meeting>,
    /// The council.
    pub council: Option<Meeting>,
}

/// A meeting, printed on that stage's report.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Meeting {
    /// `令和６年度第１回本庄市行政改革推進本部会議`
    pub name: Option<String>,
    /// The day.
    pub date: Option<Date>,
    /// `資料１`
    pub document: Option<String>,
}

/// [notice]
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Notice {
    /// When corrections are due.
    pub due: Option<Date>,
    /// `企画課（内線2115）`
    pub contact: Option<String>,
}

/// [thresholds]
#[derive(Debug, Clone, PartialEq)]
pub struct Thresholds {
    /// A miss of up to so many percent counts as equal (J01, J02).
    pub j01_percent: f64,
    /// From which likeness on a text counts as copied from last year (V05).
    pub v05_percent: f64,
}

impl Default for Thresholds {
    fn default() -> Self {
        Self { j01_percent: 3.0, v05_percent: 95.0 }
    }
}

impl Settings {
    /// Defaults around the two things that have none.
    pub fn new(city: &str, period: Period) -> Self {
        let body = |name: &str, short: &str| ReviewBody { name: name.to_owned(), short: short.to_owned() };
        Self {
            city: City {
                name: city.to_owned(),
                plan: format!("{city}行政改革大綱実施計画"),
                secretariat: String::new(),
                code: None,
            },
            period,
            headquarters: Some(body("行政改革推進本部", "本部")),
            council: body("行政改革審議会", "審議会"),
            judgments: Judgments::default(),
            meetings: BTreeMap::new(),
            notice: Notice::default(),
            rules: BTreeMap::new(),
            required: Vec::new(),
            thresholds: Thresholds::default(),
            limits: BTreeMap::new(),
            eras: Eras::default(),
            publish: Vec::new(),
            license: None,
        }
    }

    /// Whether `year` is the period's last.
    pub fn is_last_year(&self, year: FiscalYear) -> bool {
        year == self.period.end
    }

    /// The body's names; `None` where the city has no such body.
    pub fn body(&self, body: Body) -> Option<&ReviewBody> {
        match body {
            Body::Headquarters => self.headquarters.as_ref(),
            Body::Council => Some(&self.council),
        }
    }

    /// A stage as the city says it: by the short name of the body whose paper it is.
    pub fn stage_name(&self, stage: Stage) -> &str {
        let body = match stage {
            Stage::Headquarters => self.headquarters.as_ref(),
            Stage::Council => Some(&self.council),
            Stage::Confirmed => None,
        };
        body.map_or(stage.as_str(), |body| body.short.as_str())
    }

    /// The city's bodies in the order in which they meet.
    pub fn bodies(&self) -> Vec<Body> {
        let headquarters = self.headquarters.is_some().then_some(Body::Headquarters);
        headquarters.into_iter().chain([Body::Council]).collect()
    }

    /// The judgments that stand at a stage in this city, in order.
    pub fn judgment_fields(&self, stage: Stage) -> Vec<Field> {
        let skip_headquarters = self.headquarters.is_none();
        let fields = stage.judgment_fields().iter();
        fields.filter(|f| !(skip_headquarters && **f == Field::HqJudgment)).cloned().collect()
    }

    /// A year's meetings; all unknown where the settings name none.
    pub fn meetings(&self, year: FiscalYear) -> Meetings {
        self.meetings.get(&year).cloned().unwrap_or_default()
    }
}
