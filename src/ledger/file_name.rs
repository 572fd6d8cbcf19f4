//! F11: a file name that says another plan or department than the sheet.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::assign::{Departments, Desk};
use super::checks::FILE_NAME;
use super::confirm::names_of;
use crate::characters::{digits, fold};
use crate::diag::Finding;
use crate::model::{Field, FiscalYear, Ledger, PlanKey, PlanSheet};

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
    let departments = departments_in(name, desk.departments);
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
    <[PlanKey; 1]>::try_from(keys_in(&stem_of(path), desk.ledger)).ok().map(|[only]| only)
}

/// The folded name of a file, without folders and ending.
fn stem_of(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    fold(&digits(name.rsplit_once('.').map_or(name, |(stem, _)| stem)))
}

/// Whose a file is by its name alone, for files that give nothing away
/// themselves. The ledger is gone through once for all of them.
#[derive(Debug)]
pub struct FileOwners<'a> {
    ledger: &'a Ledger,
    year: FiscalYear,
    departments: Departments,
    /// The present names of the departments that have plans, by every folded
    /// name that means them.
    by_name: BTreeMap<String, BTreeSet<Arc<str>>>,
}

impl<'a> FileOwners<'a> {
    /// Goes through the ledger.
    pub fn of(ledger: &'a Ledger, year: FiscalYear) -> Self {
        let mut present: BTreeSet<Arc<str>> = BTreeSet::new();
        let mut by_name: BTreeMap<String, BTreeSet<Arc<str>>> = BTreeMap::new();
        for plan in &ledger.plans {
            let now = ledger.department_in(plan, year);
            if present.insert(Arc::clone(&now)) {
                by_name.entry(fold(&now)).or_default().insert(Arc::clone(&now));
            }
            if plan.department != now {
                by_name.entry(fold(&plan.department)).or_default().insert(now);
            }
        }
        for renaming in ledger.renamings.iter().filter(|renaming| renaming.plan.is_none()) {
            if let Some(now) = present.get(&renaming.new) {
                for name in [&renaming.old, &renaming.new] {
                    by_name.entry(fold(name)).or_default().insert(Arc::clone(now));
                }
            }
        }
        Self { ledger, year, departments: Departments::of(ledger), by_name }
    }

    /// The one department that a file's name or else its folders speak of, by
    /// its present name.
    pub fn department(&self, path: &str) -> Option<Arc<str>> {
        path.rsplit('/').find_map(|part| {
            let mut found: BTreeSet<&Arc<str>> = BTreeSet::new();
            for name in departments_in(part, &self.departments) {
                found.extend(self.by_name.get(&fold(&name)).into_iter().flatten());
            }
            if !found.is_empty() {
                return only(found).cloned();
            }
            let plans =
                keys_in(&stem_of(part), self.ledger).into_iter().filter_map(|key| self.ledger.plan(key));
            let of_keys: BTreeSet<Arc<str>> =
                plans.map(|plan| self.ledger.department_in(plan, self.year)).collect();
            only(of_keys)
        })
    }
}

fn only<T>(found: BTreeSet<T>) -> Option<T> {
    let mut found = found.into_iter();
    let first = found.next()?;
    found.next().is_none().then_some(first)
}

/// Plan keys of the ledger that stand by themselves in a folded file name:
/// `1-04`, but neither `2024-04-05` nor `r5-1`.
fn keys_in(stem: &str, ledger: &Ledger) -> Vec<PlanKey> {
    let mut keys: Vec<PlanKey> = stem
        .split(|c: char| !(c.is_ascii_alphanumeric() || c == '-'))
        .filter_map(|token| {
            let (area, number) = token.split_once('-')?;
            let plain = |text: &str, most| {
                (1..=most).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())
            };
            (plain(area, 2) && plain(number, 3)).then(|| PlanKey::parse(token)).flatten()
        })
        .filter(|key| ledger.plan(*key).is_some())
        .collect();
    keys.sort();
    keys.dedup();
    keys
}

/// Departments of the ledger that stand by themselves between brackets, spaces and the like.
fn departments_in(name: &str, departments: &Departments) -> Vec<String> {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let separators = |c: char| c.is_whitespace() || "_-.・、，,【】（）()「」［］[]〔〕〈〉＿－".contains(c);
    let known = |folded: &str| departments.of_plans.contains(folded) || departments.renamed.contains(folded);
    let mut found: Vec<String> =
        stem.split(separators).filter(|token| known(&fold(token))).map(ToOwned::to_owned).collect();
    found.dedup();
    found
}
