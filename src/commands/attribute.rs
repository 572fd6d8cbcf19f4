//! Findings of a file or sheet, made before it was known which plan it is, are
//! given their plan and department.

use std::cell::LazyCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diag::{Finding, Severity};
use crate::ledger::FileOwners;
use crate::model::{FiscalYear, Ledger, Plan, PlanKey};

/// Gives every finding that names a file, but no plan, the plan whose sheet it
/// speaks of. A finding on a whole file is given the plan only where the file
/// has one; where all its plans are of one department, that department.
pub(super) fn attribute(findings: &mut [Finding], plans: &[Plan]) {
    let mut by_sheet: BTreeMap<(Arc<str>, Arc<str>), &Plan> = BTreeMap::new();
    let mut by_file: BTreeMap<Arc<str>, Vec<&Plan>> = BTreeMap::new();
    for plan in plans {
        if let Some(source) = &plan.source {
            by_sheet.insert((Arc::clone(&source.file), Arc::clone(&source.sheet)), plan);
            by_file.entry(Arc::clone(&source.file)).or_default().push(plan);
        }
    }
    for finding in findings.iter_mut().filter(|f| f.key.is_none()) {
        let Some(file) = &finding.file else { continue };
        let found: Option<(Option<PlanKey>, &Arc<str>)> = match &finding.sheet {
            Some(sheet) => by_sheet
                .get(&(Arc::clone(file), Arc::clone(sheet)))
                .map(|plan| (Some(plan.key), &plan.department)),
            None => match by_file.get(file).map(Vec::as_slice) {
                Some([plan]) => Some((Some(plan.key), &plan.department)),
                Some([first, rest @ ..]) => {
                    rest.iter().all(|p| p.department == first.department).then_some((None, &first.department))
                }
                _ => None,
            },
        };
        if let Some((key, department)) = found {
            finding.key = key;
            finding.department.get_or_insert_with(|| Arc::clone(department));
        }
    }
}

/// Gives what stands in the way of reading a submitted file, of which nobody
/// knows the plan, to the department that the file's name or folder speaks of.
/// Where that is not one department, it stays with the secretariat.
pub(super) fn attribute_by_name(findings: &mut [Finding], ledger: &Ledger, year: FiscalYear) {
    let owners = LazyCell::new(|| FileOwners::of(ledger, year));
    let is_nobodys =
        |f: &&mut Finding| f.severity == Severity::Error && f.key.is_none() && f.department.is_none();
    for finding in findings.iter_mut().filter(is_nobodys) {
        let Some(path) = finding.file.as_deref().and_then(|file| file.strip_prefix("提出/")) else {
            continue;
        };
        finding.department = owners.department(path);
    }
}
