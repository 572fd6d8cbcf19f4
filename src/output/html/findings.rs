//! Findings by department and plan, with links to the submitted files.

use std::sync::Arc;

use maud::{Markup, html};

use super::href;
use super::overview::departments;
use crate::diag::{Finding, Severity};
use crate::model::Year;
use crate::review::{FollowUp, Standing};

/// A finding, and whether it was not there at the run before.
#[derive(Clone, Copy)]
struct Point<'a> {
    finding: &'a Finding,
    is_new: bool,
}

/// What is to be done, department by department; then the log, folded away.
pub(super) fn section(year: &Year, findings: &[Finding], follow_up: &FollowUp) -> Markup {
    // At the first run everything is new, and saying so would say nothing.
    let is_new = |standing: &Standing| follow_up.before.is_some() && *standing == Standing::New;
    let points = findings.iter().zip(&follow_up.standing);
    let points = points.map(|(finding, standing)| Point { finding, is_new: is_new(standing) });
    let is_log =
        |point: &Point<'_>| point.finding.severity == Severity::Info || point.finding.accepted.is_some();
    let (log, open): (Vec<Point<'_>>, Vec<Point<'_>>) = points.partition(is_log);
    let names = departments(year);
    let of = |name: &Arc<str>| -> Vec<Point<'_>> {
        open.iter().copied().filter(|p| p.finding.department.as_ref() == Some(name)).collect()
    };
    let known = |p: &&Point<'_>| p.finding.department.as_ref().is_some_and(|name| names.contains(name));
    let other: Vec<Point<'_>> = open.iter().filter(|p| !known(p)).copied().collect();
    html! {
        @if open.is_empty() {
            p { "直すところ、確かめるところはありません。" }
        }
        @if !other.is_empty() { (group("事務局で確かめるもの", None, year, &other)) }
        @for (at, name) in names.iter().enumerate() {
            @let own = of(name);
            @if !own.is_empty() { (group(name, Some(anchor(at)), year, &own)) }
        }
        @if !log.is_empty() {
            details {
                summary { "情報と確認済（" (log.len()) "件）：対応は要りません" }
                (table("情報と確認済", year, &log))
            }
        }
    }
}

/// Where the findings of the department at this place in the list begin.
pub(super) fn anchor(department: usize) -> String {
    format!("ka{}", department + 1)
}

fn group(name: &str, id: Option<String>, year: &Year, findings: &[Point<'_>]) -> Markup {
    html! {
        h3 id=[id] { (name) "（" (findings.len()) "件）" }
        (table(name, year, findings))
    }
}

fn table(name: &str, year: &Year, findings: &[Point<'_>]) -> Markup {
    html! {
        div.scroll tabindex="0" role="region" aria-label={ (name) "の確認事項" } {
            table.findings {
                thead { tr {
                    th scope="col" { "区分" }
                    th scope="col" { "計画・実行課" }
                    th scope="col" { "場所" }
                    th scope="col" { "内容" }
                    th scope="col" { "直し方" }
                } }
                tbody { @for point in findings { (row(year, *point)) } }
            }
        }
    }
}

fn row(year: &Year, point: Point<'_>) -> Markup {
    let Point { finding, is_new } = point;
    let plan = finding.key.and_then(|key| year.plan(key));
    html! {
        tr {
            td.keep {
                span.sev.(finding.severity.as_str()) { (finding.severity.label()) }
                br; (finding.code)
                @if is_new { " " span.new { "新" } }
            }
            td {
                @if let Some(key) = finding.key { (key) " " }
                @if let Some(plan) = plan { (plan.name) br; }
                @if let Some(department) = &finding.department { (department) }
            }
            td {
                @if let Some(file) = &finding.file { a href=(href(file)) { (file) } br; }
                @if let Some(sheet) = &finding.sheet { "「" (sheet) "」 " }
                @if let Some(cell) = finding.cell { (cell) " " }
                @if let Some(field) = &finding.field { (field) }
            }
            td {
                (finding.message)
                @if let Some(found) = finding.found.as_ref().filter(|f| !f.is_empty()) {
                    br; small { "記入：「" (excerpt(found)) "」" }
                }
                @if let Some(accepted) = &finding.accepted {
                    br; small { "確認済：" (accepted.reason) @if let Some(by) = &accepted.by { "（" (by) "）" } }
                }
            }
            td { (finding.fix) }
        }
    }
}

/// The beginning of a long text, marked as such; the whole stands in the sheet.
fn excerpt(text: &str) -> String {
    const LONGEST: usize = 60;
    let one_line = text.replace('\n', " ");
    if one_line.chars().count() <= LONGEST {
        return one_line;
    }
    one_line.chars().take(LONGEST).chain("…".chars()).collect()
}
