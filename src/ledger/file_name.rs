//! F11: a file name that says another plan or department than the sheet.

use super::assign::Desk;
use super::checks::FILE_NAME;
use crate::characters::{digits, fold};
use crate::diag::Finding;
use crate::model::{Field, PlanKey, PlanSheet};

/// Compares what the file's name certainly says with the plan. A name that says
/// nothing, several things, or something the ledger does not know is no finding.
pub(super) fn check_file_name(sheet: &PlanSheet, key: PlanKey, desk: Desk<'_>, findings: &mut Vec<Finding>) {
    let path = &sheet.source.file;
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = fold(&digits(name.rsplit_once('.').map_or(name, |(stem, _)| stem)));
    let Some(plan) = desk.ledger.plan(key) else { return };
    let mut says = None;
    if let [named] = keys_in(&stem, desk).as_slice()
        && *named != key
        // A workbook with several sheets is named after one of its plans at most.
        && !sheet.source.sheet.contains(&key.to_string())
    {
        says = Some((format!("ファイル名は「{named}」ですが、シートは「{key}」です"), Field::Number));
    }
    let departments = departments_in(name, desk);
    let current = desk.ledger.department_in(plan, desk.year);
    let own = [fold(&current), fold(&plan.department)];
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
