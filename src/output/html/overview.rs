//! The page as a whole.

use std::sync::Arc;

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::{changes, chart, findings, href};
use crate::diag::{Finding, Severity};
use crate::model::{PlanStatus, Year};
use crate::report::next_steps;
use crate::report::totals::Totals;
use crate::review::FollowUp;
use crate::settings::Settings;

const STYLE: &str = include_str!("../../../templates/overview.css");

/// A file that the run wrote, for the list of outputs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutputLink {
    /// Path inside 出力/.
    pub path: String,
    /// What it is for, a few words.
    pub what: String,
}

/// The overview of a run as one HTML file.
pub fn write_overview(
    year: &Year,
    settings: &Settings,
    findings: &[Finding],
    outputs: &[OutputLink],
    follow_up: &FollowUp,
) -> String {
    let title = format!("{}　{}　実行結果", settings.city.plan, settings.eras.long(year.year));
    let open = |severity| findings.iter().filter(|f| f.severity == severity && f.accepted.is_none()).count();
    let steps = next_steps(year, settings, open(Severity::Error));
    let page = html! {
        (DOCTYPE)
        html lang="ja" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                a.skip href="#main" { "本文へ" }
                header {
                    p { (settings.city.name) @if !settings.city.secretariat.is_empty() { "　事務局　" (settings.city.secretariat) } }
                    h1 { (title) }
                    p { (stage(year, settings)) }
                    nav aria-label="目次" { ul {
                        li { a href="#next" { "次にすること" } }
                        @if !year.is_final { li { a href="#changes" { "前回の実行から" } } }
                        li { a href="#totals" { "評価の集計" } }
                        li { a href="#submission" { "提出状況" } }
                        li { a href="#findings" { "確認事項" } }
                        li { a href="#outputs" { "出力したファイル" } }
                        li { a href="#files" { "読み取ったファイル" } }
                    } }
                }
                main id="main" {
                    (key_figures(year, open(Severity::Error), open(Severity::Warning)))
                    h2 id="next" { "次にすること" }
                    ol.next { @for step in &steps { li { (step) "。" } } }
                    @if !year.is_final {
                        h2 id="changes" { "前回の実行から" }
                        (changes::section(follow_up, findings))
                    }
                    h2 id="totals" { "評価の集計" }
                    (totals(year, settings))
                    h2 id="submission" { "提出状況" }
                    (submission(year, findings))
                    h2 id="findings" { "確認事項" }
                    (findings::section(year, findings, follow_up))
                    h2 id="outputs" { "出力したファイル" }
                    ul { @for output in outputs {
                        li { a href=(href(&output.path).trim_start_matches("../")) { (output.path) } "　" (output.what) }
                    } }
                    h2 id="files" { "読み取ったファイル" }
                    (files(year))
                }
                footer { "gyokaku " (env!("CARGO_PKG_VERSION")) }
            }
        }
    };
    page.into_string()
}

fn stage(year: &Year, settings: &Settings) -> Markup {
    let paper = match settings.judgment_fields(year.stage).last() {
        Some(field) => field.name(&settings.eras),
        None => String::new(),
    };
    html! {
        "段階：" (settings.stage_name(year.stage)) "（" (paper) "まで）　"
        span.mark { @if year.is_final { "確定" } @else { "未確定" } }
    }
}

fn key_figures(year: &Year, errors: usize, warnings: usize) -> Markup {
    let count = |status| year.plans.iter().filter(|p| p.status == status).count();
    let figure = |name: &str, number: usize, unit: &str| {
        html! { div { dt { (name) } dd { (number) small { (unit) } } } }
    };
    html! {
        dl.figures {
            (figure("対象の計画", year.plans.len(), "計画"))
            (figure("提出済", count(PlanStatus::Submitted), "計画"))
            (figure("未提出", count(PlanStatus::Missing), "計画"))
            (figure("保留", count(PlanStatus::Held), "計画"))
            (figure("エラー", errors, "件"))
            (figure("要確認", warnings, "件"))
        }
    }
}

fn totals(year: &Year, settings: &Settings) -> Markup {
    let totals = Totals::of(year, settings);
    let last = totals.stages.len() - 1;
    let name = totals.stages[last].name(&settings.eras);
    let areas = totals.areas.iter().map(|area| (area, "")).chain([(&totals.all, "total")]);
    html! {
        div.scroll tabindex="0" role="region" aria-label="評価の集計の表" { table {
            thead { tr {
                th scope="col" { "改革分野" } th.n scope="col" { "計画数" }
                @for code in &totals.codes { th.n scope="col" { (code) } }
                th.n scope="col" { "評価なし" }
            } }
            tbody { @for (area, class) in areas { tr class=(class) {
                th scope="row" { (area.name) } td.n { (area.plans) }
                @for &count in &area.stages[last].counts { (number(count)) }
                (number(area.stages[last].without))
            } } }
        } }
        figure {
            div.scroll tabindex="0" role="region" aria-label="評価の構成の図" {
                (chart::bars(&totals, last, &settings.judgments))
            }
            figcaption {
                (name) "の構成（帯の長さは割合、数字は計画数。左から順に" (totals.codes.iter().map(ToString::to_string).collect::<Vec<_>>().join("、")) "）"
            }
        }
    }
}

fn submission(year: &Year, findings: &[Finding]) -> Markup {
    let names = departments(year);
    let count = |name: &Arc<str>, status| {
        year.plans.iter().filter(|plan| plan.department == *name && plan.status == status).count()
    };
    let open = |name: &Arc<str>, severity| {
        let concerns = |f: &&Finding| f.severity == severity && f.accepted.is_none();
        findings.iter().filter(concerns).filter(|f| f.department.as_ref() == Some(name)).count()
    };
    html! {
        div.scroll tabindex="0" role="region" aria-label="提出状況の表" { table {
            thead { tr {
                th scope="col" { "実行課" } th.n scope="col" { "提出済" } th.n scope="col" { "未提出" }
                th.n scope="col" { "保留" } th.n scope="col" { "エラー" } th.n scope="col" { "要確認" }
            } }
            tbody { @for (at, name) in names.iter().enumerate() {
                @let (errors, warnings) = (open(name, Severity::Error), open(name, Severity::Warning));
                tr {
                    th scope="row" {
                        @if errors + warnings > 0 { a href={ "#" (findings::anchor(at)) } { (name) } } @else { (name) }
                    }
                    @for status in [PlanStatus::Submitted, PlanStatus::Missing, PlanStatus::Held] {
                        (number(count(name, status)))
                    }
                    (number(errors)) (number(warnings))
                }
            } }
        } }
        p { small { "－は、ないことを表します。課の名前を選ぶと、その課の確認事項に移ります。" } }
    }
}

/// A count; nothing is －, so that what there is stands out.
fn number(count: usize) -> Markup {
    html! { td.n { @if count == 0 { "－" } @else { (count) } } }
}

/// The year's departments in the order of their first plan.
pub(super) fn departments(year: &Year) -> Vec<Arc<str>> {
    let mut names: Vec<Arc<str>> = Vec::new();
    for plan in &year.plans {
        if !names.contains(&plan.department) {
            names.push(Arc::clone(&plan.department));
        }
    }
    names
}

fn files(year: &Year) -> Markup {
    html! {
        details {
            summary { "提出されたファイル（" (year.files.len()) "件）" }
            div.scroll { table {
                thead { tr { th scope="col" { "ファイル" } th scope="col" { "結果" } th scope="col" { "シート" } } }
                tbody { @for file in &year.files { tr {
                    td { a href=(href(&file.path)) { (file.path) } }
                    td.keep { (file.status.label()) }
                    td { @for sheet in &file.sheets { "「" (sheet.name) "」" (sheet.status.label()) "　" } }
                } } }
            } }
        }
    }
}
