//! The points of a 確認票, gathered by plan and sheet, in the sheet's own words.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::notice::{NoticeGroup, NoticeRow};
use super::sheet_words::SheetWords;
use crate::diag::Finding;
use crate::model::{Field, PlanKey, Year};
use crate::settings::Settings;

/// Longest quotation of a cell.
const QUOTED: usize = 40;

/// The findings by plan and sheet, in the order in which these come first.
pub(super) fn groups(
    own: &[&Finding],
    year: &Year,
    settings: &Settings,
    words: &SheetWords,
) -> Vec<NoticeGroup> {
    let mut groups: Vec<NoticeGroup> = Vec::new();
    let mut by_place: BTreeMap<(Option<PlanKey>, Option<&str>), Vec<usize>> = BTreeMap::new();
    for finding in own {
        let sheet = finding.sheet.clone();
        let row = row(finding, year, settings, words);
        let known = by_place.entry((finding.key, finding.file.as_deref())).or_default();
        // What concerns a plan's file as a whole stands with its sheet.
        let same_sheet = |at: &&usize| {
            let group = &groups[**at];
            group.sheet == sheet || sheet.is_none() || group.sheet.is_none()
        };
        if let Some(at) = known.iter().find(same_sheet).copied() {
            let group = &mut groups[at];
            group.sheet = group.sheet.take().or(sheet);
            group.rows.push(row);
            continue;
        }
        known.push(groups.len());
        groups.push(NoticeGroup {
            key: finding.key,
            name: plan_name(finding.key, year),
            file: finding.file.as_deref().map(|path| file_name(path).to_owned()),
            path: finding.file.clone(),
            sheet,
            rows: vec![row],
        });
    }
    groups
}

fn plan_name(key: Option<PlanKey>, year: &Year) -> Option<Arc<str>> {
    let key = key?;
    let due = year.plan(key).map(|plan| Arc::clone(&plan.name));
    due.or_else(|| year.ledger.plan(key).map(|plan| Arc::clone(&plan.name)))
}

fn row(finding: &Finding, year: &Year, settings: &Settings, words: &SheetWords) -> NoticeRow {
    let own = words.caption(finding, year).map(str::to_owned);
    NoticeRow {
        number: 0,
        code: finding.code.0,
        severity: finding.severity,
        cell: finding.cell,
        label: own.or_else(|| Some(label(finding.field.as_deref()?, finding, year, settings))),
        written: written(finding, year, settings),
        problem: words.say(&finding.message, finding, year),
        fix: words.say(&finding.fix, finding, year),
    }
}

/// A field's name as the sheet's reader knows it: `指標1.実績値.R5` is 実績値（R5）,
/// with the indicator's number where the plan has several.
fn label(name: &str, finding: &Finding, year: &Year, settings: &Settings) -> String {
    let several =
        finding.key.and_then(|key| year.plan(key)).is_some_and(|plan| plan.fields.indicators().len() > 1);
    Field::parse(name, &settings.eras)
        .map_or_else(|| name.to_owned(), |field| field.label(&settings.eras, several))
}

/// What the cell shows, or that it is blank. Nothing where it is not known.
fn written(finding: &Finding, year: &Year, settings: &Settings) -> String {
    if let Some(found) = finding.found.as_ref().filter(|found| !found.trim().is_empty()) {
        let line = found.split('\n').map(str::trim).collect::<Vec<_>>().join(" ");
        let short: String = line.chars().take(QUOTED).collect();
        let more = if line.chars().count() > QUOTED { "…" } else { "" };
        return format!("「{short}{more}」");
    }
    let field = finding.field.as_deref().and_then(|name| Field::parse(name, &settings.eras));
    let plan = finding.key.and_then(|key| year.plan(key));
    match (plan, field) {
        (Some(plan), Some(field)) if plan.is_blank(&field) => "（空欄）".to_owned(),
        _ => String::new(),
    }
}

/// The last part of a path.
fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}
