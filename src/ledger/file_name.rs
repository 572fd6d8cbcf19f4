//! F11: a file name that says another plan or department than the sheet.

use std::sync::Arc;

use super::assign::{Departments, Desk, PlanNames};
use super::checks::FILE_NAME;
use super::confirm::names_of;
use crate::characters::{digits, fold};
use crate::diag::Finding;
use crate::model::{Field, FiscalYear, Ledger, LedgerPlan, PlanKey, PlanSheet};
use crate::settings::Settings;

/// Compares what the file's name certainly says with the plan. A name that says
/// nothing, several things, or something the ledger does not know is no finding.
pub(super) fn check_file_name(sheet: &PlanSheet, key: PlanKey, desk: Desk<'_>, findings: &mut Vec<Finding>) {
    let path = &sheet.source.file;
    let name = path.rsplit('/').next().unwrap_or(path);
    let Some(plan) = desk.ledger.plan(key) else { return };
    let mut says = None;
    if let Some(named) = plan_of_file(path, desk)
        && named != key
        // A workbook with several sheets is named after one of its plans at most.
        && !sheet.source.sheet.contains(&key.to_string())
    {
        says = Some((format!("ファイル名は「{named}」ですが、シートは「{key}」です"), Field::Number));
    }
    let departments = departments_in(name, desk);
    let current = desk.ledger.department_in(plan, desk.year);
    let own: Vec<String> = names_of(plan, desk).iter().map(|name| fold(name)).collect();
    let written = sheet.fields.text(&Field::Department).map(fold);
    let fits = |name: &String| own.contains(&fold(name)) || written.as_ref() == Some(&fold(name));
    if says.is_none() && !departments.is_empty() && !departments.iter().any(fits) {
        let message = format!(
            "ファイル名は「{}」ですが、シートの計画は「{current}」の所管です",
            departments.join("、")
        );
        says = Some((message, Field::Department));
    }
    if let Some((message, field)) = says {
        let finding = desk.at_field(Finding::new(&FILE_NAME, message), sheet, &field);
        findings.push(desk.on_plan(finding, plan));
    }
}

/// The one plan of the ledger that a file's name speaks of.
pub(super) fn plan_of_file(path: &str, desk: Desk<'_>) -> Option<PlanKey> {
    <[PlanKey; 1]>::try_from(keys_in(&stem_of(path), desk)).ok().map(|[only]| only)
}

/// The folded name of a file, without folders and ending.
fn stem_of(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    fold(&digits(name.rsplit_once('.').map_or(name, |(stem, _)| stem)))
}

/// The one department that a file's name or else its folders speak of, by its
/// present name: for a file that gives nothing away itself.
pub fn department_of_file(
    path: &str,
    ledger: &Ledger,
    year: FiscalYear,
    settings: &Settings,
) -> Option<Arc<str>> {
    let departments = Departments::of(ledger);
    let names = PlanNames::default();
    let desk = Desk { ledger, earlier: &[], year, settings, departments: &departments, names: &names };
    path.rsplit('/').find_map(|part| {
        let stem = fold(&digits(part.rsplit_once('.').map_or(part, |(stem, _)| stem)));
        let of_keys = keys_in(&stem, desk).into_iter().filter_map(|key| ledger.plan(key));
        let of_names = departments_in(part, desk).into_iter().flat_map(|name| {
            let name = fold(&name);
            let called = move |plan: &&LedgerPlan| {
                let renamed =
                    ledger.renamings.iter().filter(|r| fold(&r.new) == name || fold(&r.old) == name);
                fold(&plan.department) == name
                    || fold(&ledger.department_in(plan, year)) == name
                    || renamed
                        .into_iter()
                        .any(|r| r.plan.is_none() && ledger.department_in(plan, year) == r.new)
            };
            ledger.plans.iter().filter(called).collect::<Vec<_>>()
        });
        let names: Vec<&LedgerPlan> = of_names.collect();
        let plans: Vec<&LedgerPlan> = if names.is_empty() { of_keys.collect() } else { names };
        let mut found: Vec<Arc<str>> =
            plans.into_iter().map(|plan| ledger.department_in(plan, year)).collect();
        found.sort();
        found.dedup();
        <[Arc<str>; 1]>::try_from(found).ok().map(|[only]| only)
    })
}

/// Plan keys of the ledger that stand by themselves in a folded file name:
/// `1-04`, but neither `2024-04-05` nor `r5-1`.
fn keys_in(stem: &str, desk: Desk<'_>) -> Vec<PlanKey> {
    let mut keys: Vec<PlanKey> = stem
        .split(|c: char| !(c.is_ascii_alphanumeric() || c == '-'))
        .filter_map(|token| {
            let (area, number) = token.split_once('-')?;
            let plain = |text: &str, most| {
                (1..=most).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())
            };
            (plain(area, 2) && plain(number, 3)).then(|| PlanKey::parse(token)).flatten()
        })
        .filter(|key| desk.ledger.plan(*key).is_some())
        .collect();
    keys.sort();
    keys.dedup();
    keys
}

/// Departments of the ledger that stand by themselves between brackets, spaces and the like.
fn departments_in(name: &str, desk: Desk<'_>) -> Vec<String> {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let separators = |c: char| c.is_whitespace() || "_-.・、，,【】（）()「」［］[]〔〕〈〉＿－".contains(c);
    let departments = desk.departments;
    let known = |folded: &str| departments.of_plans.contains(folded) || departments.renamed.contains(folded);
    let mut found: Vec<String> =
        stem.split(separators).filter(|token| known(&fold(token))).map(ToOwned::to_owned).collect();
    found.dedup();
    found
}
