//! 評価報告書: what the council's report says, chapter by chapter.
//!
//! Enters: the merged year, the settings, the findings. Leaves: a
//! [`CouncilReport`], every sentence worded and every number formatted, in one
//! of three editions by the year's stage. Never here: sizes, places, pages; a
//! department's words are passed on as they are, never shortened or reworded;
//! 記入者 and 内線 are never passed on.
//!
//! A chapter that has nothing to tell stays and says why, so that numbers of
//! chapters are the same in every edition.

mod below;
mod benefit;
mod changes;
mod comparison;
mod cover;
mod criteria;
mod edition;
mod ended;
mod flow;
mod guide;
mod indicator;
mod list;
mod overview;
mod parts;
mod plan_page;
pub(super) mod prose;
mod reason;
mod reference;
mod responses;
mod submission;
mod summary;
mod wording;

#[cfg(test)]
mod edge_tests;
#[cfg(test)]
pub(crate) mod honjo;
#[cfg(test)]
mod tests;

use crate::diag::Finding;
use crate::model::{Judgments, Next, PlanKey, Year};
use crate::settings::Settings;

pub use below::{Below, BelowRow};
pub use benefit::Benefit;
pub use changes::{ChangeRow, Changes};
pub use comparison::{Comparison, YearRow, YearTable};
pub use cover::Cover;
pub use criteria::{Criteria, CriteriaRow};
pub use ended::{Ended, EndedRow};
pub use flow::{Flow, FlowBox};
pub use guide::{Guide, IndexEntry};
pub use indicator::{IndicatorChart, IndicatorHistory, YearFigures};
pub use list::{List, ListArea, ListRow};
pub use overview::{KeyFigure, Overview};
pub use parts::{Align, Bar, BarChart, Grid, GridRow, LeadText, PlanRef, StageLabel, StageMark};
pub use plan_page::{PageText, PlanPage, YearMatrix};
pub use prose::printed_code;
pub use reference::{Reference, ReferenceArea};
pub use responses::{ResponseRow, Responses};
pub use summary::{AreaMatrix, MatrixRow, StageComparison, StageRow, Summary};
pub use wording::{ChapterKind, Size, Sizes, Wording, wording};

use edition::Edition;

/// The whole report.
#[derive(Debug, Clone, PartialEq)]
pub struct CouncilReport {
    /// `本庄市行政改革大綱実施計画　令和５年度　評価報告書`: running head and document title.
    pub title: String,
    /// `未確定`, set beside the running head until the year is closed.
    pub unconfirmed: Option<String>,
    /// Title of the table of contents.
    pub contents: String,
    /// 表紙
    pub cover: Cover,
    /// In printing order.
    pub chapters: Vec<Chapter>,
    /// The city's judgments: how each looks follows from what it means.
    pub judgments: Judgments,
    /// Sizes of type.
    pub sizes: Sizes,
    /// Title of the outline in 参考.
    pub outline_title: String,
}

/// One chapter.
#[derive(Debug, Clone, PartialEq)]
pub struct Chapter {
    /// `1`; none for 参考.
    pub number: Option<usize>,
    /// `評価の概要`
    pub title: String,
    /// What it says.
    pub body: ChapterBody,
}

/// What a chapter says.
#[derive(Debug, Clone, PartialEq)]
#[expect(missing_docs, reason = "each variant holds the type that documents it")]
pub enum ChapterBody {
    Overview(Overview),
    Summary(Summary),
    Comparison(Comparison),
    Changes(Changes),
    Ended(Ended),
    Below(Below),
    Benefit(Benefit),
    List(List),
    Responses(Responses),
    Sheets(Sheets),
    Reference(Reference),
}

/// 個票, and what stands before them.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheets {
    /// How to read them.
    pub guide: Guide,
    /// One a plan, as far as they are held.
    pub pages: Vec<PlanPage>,
    /// The areas that have any, in order.
    pub areas: Vec<AreaSheets>,
}

/// An area's 個票.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AreaSheets {
    /// `行政サービス改革`
    pub name: String,
    /// The first plan.
    pub first: PlanKey,
    /// The last one.
    pub last: PlanKey,
}

/// 個票 that are worded when their turn to be laid out has come.
pub struct PlanPages<'a>(Edition<'a>);

impl PlanPages<'_> {
    /// All of them, in printing order.
    pub fn iter(&self) -> impl Iterator<Item = PlanPage> {
        self.0.year.plans.iter().map(|plan| plan_page::build_plan_page(&self.0, plan))
    }
}

/// Words the report of a year in the edition of its stage, as the template words it.
pub fn build_council_report(year: &Year, settings: &Settings, findings: &[Finding]) -> CouncilReport {
    word_council_report(year, settings, findings, wording())
}

/// The same in a city's own wording, order and sizes.
pub fn word_council_report(
    year: &Year,
    settings: &Settings,
    findings: &[Finding],
    wording: &Wording,
) -> CouncilReport {
    let (mut report, pages) = word_page_by_page(year, settings, findings, wording);
    for chapter in &mut report.chapters {
        if let ChapterBody::Sheets(sheets) = &mut chapter.body {
            sheets.pages = pages.iter().collect();
        }
    }
    report
}

/// The same without 個票, of which there may be too many to hold.
pub fn word_page_by_page<'a>(
    year: &'a Year,
    settings: &'a Settings,
    findings: &[Finding],
    wording: &'a Wording,
) -> (CouncilReport, PlanPages<'a>) {
    let edition = Edition::new(year, settings, findings, wording);
    let mut number = 0;
    let chapters = wording.order.iter().map(|kind| {
        let numbered = *kind != ChapterKind::Reference;
        number += usize::from(numbered);
        Chapter {
            number: numbered.then_some(number),
            title: title(&edition, *kind),
            body: body(&edition, *kind),
        }
    });
    let chapters = chapters.collect();
    let cover = cover::build_cover(&edition);
    let report = CouncilReport {
        title: format!("{}　{}", cover.plan, cover.title),
        unconfirmed: cover.unconfirmed.clone(),
        contents: wording.document.contents.clone(),
        cover,
        chapters,
        judgments: settings.judgments.clone(),
        sizes: wording.size.clone(),
        outline_title: wording.heading.outline.clone(),
    };
    (report, PlanPages(edition))
}

/// In the order of the plans, which stand by area.
fn area_sheets(year: &Year) -> Vec<AreaSheets> {
    let mut areas: Vec<AreaSheets> = Vec::new();
    for plan in &year.plans {
        match areas.last_mut() {
            Some(area) if area.first.area == plan.key.area => area.last = plan.key,
            _ => areas.push(AreaSheets { name: plan.area.to_string(), first: plan.key, last: plan.key }),
        }
    }
    areas
}

fn title(edition: &Edition<'_>, kind: ChapterKind) -> String {
    let codes = prose::codes(&edition.codes_with(Next::End));
    let titles = &edition.wording.chapter;
    if kind == ChapterKind::Ended && codes.is_empty() {
        return titles.ended_plain.clone();
    }
    wording::fill(titles.of(kind), &[("codes", &codes)])
}

fn body(edition: &Edition<'_>, kind: ChapterKind) -> ChapterBody {
    match kind {
        ChapterKind::Overview => ChapterBody::Overview(overview::build_overview(edition)),
        ChapterKind::Summary => ChapterBody::Summary(summary::build_summary(edition)),
        ChapterKind::Comparison => ChapterBody::Comparison(comparison::build_comparison(edition)),
        ChapterKind::Changes => ChapterBody::Changes(changes::build_changes(edition)),
        ChapterKind::Ended => ChapterBody::Ended(ended::build_ended(edition)),
        ChapterKind::Below => ChapterBody::Below(below::build_below(edition)),
        ChapterKind::Benefit => ChapterBody::Benefit(benefit::build_benefit(edition)),
        ChapterKind::List => ChapterBody::List(list::build_list(edition)),
        ChapterKind::Responses => ChapterBody::Responses(responses::build_responses(edition)),
        ChapterKind::Sheets => ChapterBody::Sheets(Sheets {
            guide: guide::build_guide(edition),
            pages: Vec::new(),
            areas: area_sheets(edition.year),
        }),
        ChapterKind::Reference => ChapterBody::Reference(reference::build_reference(edition)),
    }
}
