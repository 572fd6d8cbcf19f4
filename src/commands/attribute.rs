//! Findings of a file or sheet, made before it was known which plan it is, are
//! given their plan and department.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diag::Finding;
use crate::model::{Plan, PlanKey};

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
