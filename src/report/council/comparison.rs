//! 3 前年度比較: this year beside the year before, and the judgments over the years.

use std::cmp::Ordering;

use crate::model::JudgmentCode;
use crate::report::figures;
use crate::report::totals::{Share, StageCounts, Totals};

use super::edition::Edition;
use super::parts::BarChart;
use super::prose;
use super::summary::{bar, bar_chart};

/// Chapter 3.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// What the table says, or why there is none.
    pub paragraph: String,
    /// `None` where there is no closed year before.
    pub table: Option<YearTable>,
    /// `None` where there are not two years to draw.
    pub history: Option<BarChart>,
    /// Sentences below.
    pub notes: Vec<String>,
}

/// Judgments down, two years across, then the differences.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct YearTable {
    /// Section title.
    pub title: String,
    /// `単位：計画、％`
    pub unit: String,
    /// `令和５年度`, `令和６年度`.
    pub years: [String; 2],
    /// What is compared in each year, `確定評価`.
    pub stages: [String; 2],
    /// One a judgment, then 合計 (without a code).
    pub rows: Vec<YearRow>,
}

/// One judgment in two years.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct YearRow {
    /// The judgment; `None` for the total.
    pub code: Option<JudgmentCode>,
    /// Count and share a year.
    pub years: [(String, String); 2],
    /// Difference of the counts.
    pub difference: String,
    /// Difference of the printed shares in points.
    pub points: String,
}

pub(super) fn build_comparison(edition: &Edition<'_>) -> Comparison {
    let Some(before) = edition.year.year_before() else {
        return Comparison {
            paragraph: why_not(edition),
            table: None,
            history: history(edition),
            notes: Vec::new(),
        };
    };
    let before = Totals::of_closed(before, &edition.year.ledger, edition.settings);
    let note = &edition.wording.note;
    let Some(counts) = before.all.stages.last() else {
        return Comparison { paragraph: why_not(edition), table: None, history: None, notes: Vec::new() };
    };
    Comparison {
        paragraph: paragraph(edition, &before, counts),
        table: Some(table(edition, counts)),
        history: history(edition),
        notes: vec![format!("{}{}{}", note.points, note.negative, note.nothing)],
    }
}

fn why_not(edition: &Edition<'_>) -> String {
    let this = edition.this_year();
    if edition.year.year <= edition.settings.period.start {
        format!("{this}は計画期間の初年度であるため、比較する年度はない。")
    } else if edition.year.has_year_before {
        format!(
            "{}の評価が確定していないため、前年度との比較は行わない。",
            edition.long(edition.year.year.previous())
        )
    } else {
        format!(
            "{}の確定した評価の記録がないため、前年度との比較は行わない。",
            edition.long(edition.year.year.previous())
        )
    }
}

fn table(edition: &Edition<'_>, before: &StageCounts) -> YearTable {
    let now = edition.leading_counts();
    let cell = |count: usize, of: usize| (figures::count(count), figures::share(count, of));
    let row = |code: Option<JudgmentCode>, old: usize, new: usize| {
        let shares = (Share::of(old, before.judged()), Share::of(new, now.judged()));
        YearRow {
            code,
            years: [cell(old, before.judged()), cell(new, now.judged())],
            difference: figures::whole(signed(new) - signed(old)),
            points: match shares {
                (Some(old), Some(new)) => points(old, new),
                _ => figures::NOTHING.to_owned(),
            },
        }
    };
    let codes = edition.totals.codes.iter().enumerate();
    let mut rows: Vec<YearRow> =
        codes.map(|(at, code)| row(Some(code.clone()), before.counts[at], now.counts[at])).collect();
    let mut total = row(None, before.judged(), now.judged());
    total.points = figures::NOTHING.to_owned();
    rows.push(total);
    YearTable {
        title: edition.wording.heading.comparison.clone(),
        unit: "単位：計画、％".to_owned(),
        years: [edition.long(edition.year.year.previous()), edition.this_year()],
        stages: ["確定評価".to_owned(), edition.leading().name.clone()],
        rows,
    }
}

fn signed(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// The difference of two printed shares, `▲1.7`: readers subtract what they see.
fn points(old: Share, new: Share) -> String {
    let difference = Share(old.0.abs_diff(new.0)).text();
    if new < old { format!("▲{difference}") } else { difference }
}

/// How the number of plans and each judgment changed.
fn paragraph(edition: &Edition<'_>, before: &Totals, counts: &StageCounts) -> String {
    let now = edition.leading_counts();
    let change = |old: usize, new: usize| match new.cmp(&old) {
        Ordering::Greater => format!("{}増の{}", prose::plans(new - old), prose::plans(new)),
        Ordering::Less => format!("{}減の{}", prose::plans(old - new), prose::plans(new)),
        Ordering::Equal => format!("同数の{}", prose::plans(new)),
    };
    let parts: Vec<String> = edition
        .totals
        .codes
        .iter()
        .enumerate()
        .filter(|(at, _)| counts.counts[*at] > 0 || now.counts[*at] > 0)
        .map(|(at, code)| format!("{}は{}", prose::quoted(code), change(counts.counts[at], now.counts[at])))
        .collect();
    let scope = if edition.is_confirmed() {
        String::new()
    } else {
        format!("（{}は{}）", edition.this_year(), edition.leading().name)
    };
    let judged = if parts.is_empty() {
        String::new()
    } else {
        format!("評価別{scope}では、{}である。", parts.join("、"))
    };
    let (old, new) = (before.all.plans, edition.totals.all.plans);
    let than = if old == new { "前年度と" } else { "前年度から" };
    format!("対象の計画は、{than}{}である。{judged}", change(old, new))
}

/// The confirmed judgments of the earlier years and this year's leading one.
fn history(edition: &Edition<'_>) -> Option<BarChart> {
    let mut bars = Vec::new();
    for closed in &edition.year.earlier {
        let totals = Totals::of_closed(closed, &edition.year.ledger, edition.settings);
        let counts = totals.all.stages.last()?;
        bars.push(bar(edition.long(closed.year), prose::plans(totals.all.plans), counts, false));
    }
    if bars.is_empty() {
        return None;
    }
    let plans = prose::plans(edition.totals.all.plans);
    let label =
        if edition.is_confirmed() { plans } else { format!("{plans}（{}）", edition.leading().name) };
    bars.push(bar(edition.this_year(), label, edition.leading_counts(), false));
    Some(bar_chart(edition, edition.wording.heading.history.clone(), bars))
}
