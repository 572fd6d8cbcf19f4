//! A sheet whose plan is certain: department and years against the ledger,
//! spelling as in the ledger.

use std::sync::Arc;

use super::area;
use super::assign::Desk;
use super::checks::{DEPARTMENT_DIFFERS, RENAMED, SPELLING, START_AFTER_YEAR, START_DIFFERS};
use super::identity::area_name;
use crate::characters::{fold, one_line};
use crate::diag::Finding;
use crate::model::{Field, LedgerPlan, PlanSheet, Value};

/// Checks department, 開始 and 終了, and brings 計画名, 実行課 and 改革分野 into
/// the ledger's spelling; the raw text is kept.
pub(super) fn confirm(
    mut sheet: PlanSheet,
    plan: &LedgerPlan,
    desk: Desk<'_>,
    findings: &mut Vec<Finding>,
) -> PlanSheet {
    let (mut spelled, mut told) = (Vec::new(), Vec::new());
    let own_area = area_name(desk.ledger, plan.key);
    // Another area, or none that the ledger has, is no spelling: K02 has told it.
    let same_area = sheet.fields.text(&Field::Area).is_some_and(|text| {
        area::find(text, &desk.ledger.areas).is_some_and(|named| named.number == plan.key.area)
    });
    respell(&mut sheet, &Field::Area, &own_area, if same_area { &mut spelled } else { &mut told });
    respell(&mut sheet, &Field::PlanName, &plan.name, &mut spelled);
    let current = desk.ledger.department_in(plan, desk.year);
    match department_of(&sheet, plan, desk) {
        Department::Blank => {}
        Department::Current => respell(&mut sheet, &Field::Department, &current, &mut spelled),
        Department::Former(old) => {
            let message = format!("「{old}」を「{current}」と読み替えました");
            let finding = desk.at_field(Finding::new(&RENAMED, message), &sheet, &Field::Department);
            findings.push(desk.on_plan(finding, plan));
            respell(&mut sheet, &Field::Department, &current, &mut Vec::new());
        }
        Department::Other(written) => {
            let message = format!("実行課が台帳と異なります：「{written}」／台帳「{current}」");
            let finding =
                desk.at_field(Finding::new(&DEPARTMENT_DIFFERS, message), &sheet, &Field::Department);
            findings.push(desk.on_plan(finding, plan));
            respell(&mut sheet, &Field::Department, &current, &mut Vec::new());
        }
    }
    if let Some((field, _, _)) = spelled.first() {
        let pairs: Vec<String> =
            spelled.iter().map(|(_, from, to)| format!("「{from}」を「{to}」")).collect();
        let message = format!("{}に合わせました", pairs.join("、"));
        let finding = desk.at_field(Finding::new(&SPELLING, message), &sheet, field);
        findings.push(desk.on_plan(finding, plan));
    }
    check_years(&sheet, plan, desk, findings);
    sheet
}

/// Whether the sheet's department is the plan's, now or before a renaming.
pub(super) fn is_department_of(sheet: &PlanSheet, plan: &LedgerPlan, desk: Desk<'_>) -> bool {
    matches!(department_of(sheet, plan, desk), Department::Current | Department::Former(_))
}

enum Department {
    Blank,
    Current,
    Former(String),
    Other(String),
}

fn department_of(sheet: &PlanSheet, plan: &LedgerPlan, desk: Desk<'_>) -> Department {
    let Some(text) = sheet.fields.text(&Field::Department) else { return Department::Blank };
    let written = one_line(text);
    let folded = folded_department(&written, desk);
    let current = desk.ledger.department_in(plan, desk.year);
    if folded == fold(&current) {
        return Department::Current;
    }
    if names_of(plan, desk).iter().any(|name| fold(name) == folded) {
        return Department::Former(written);
    }
    Department::Other(written)
}

/// A department's name as a sheet has it, folded and without the division above it.
pub(super) fn folded_department(written: &str, desk: Desk<'_>) -> String {
    without_division(&fold(written), desk)
}

/// Every name of the plan's department: the present one, the ledger's own, those
/// of renamings up to this year and those under which earlier years were closed.
pub(super) fn names_of(plan: &LedgerPlan, desk: Desk<'_>) -> Vec<Arc<str>> {
    let mut names = vec![desk.ledger.department_in(plan, desk.year), Arc::clone(&plan.department)];
    let closed = desk.earlier.iter().filter_map(|year| year.plan(plan.key));
    names.extend(closed.map(|closed| Arc::clone(&closed.department)));
    let mut wanted = vec![desk.ledger.department_in(plan, desk.year)];
    // A chain of renamings is followed backwards; every step takes one up, so it ends.
    while let Some(name) = wanted.pop() {
        for renaming in &desk.ledger.renamings {
            let concerns = renaming.plan.is_none_or(|key| key == plan.key);
            if concerns
                && renaming.year <= desk.year
                && renaming.new == name
                && !names.contains(&renaming.old)
            {
                names.push(Arc::clone(&renaming.old));
                wanted.push(Arc::clone(&renaming.old));
            }
        }
    }
    names
}

/// 「企画財政部企画課」 is the ledger's 企画課 with its division before it; the
/// division is taken off only where the ledger knows what is left.
fn without_division(folded: &str, desk: Desk<'_>) -> String {
    for division in ["部", "局"] {
        if let Some((_, rest)) = folded.split_once(division)
            && desk.departments.of_plans.contains(rest)
        {
            return rest.to_owned();
        }
    }
    folded.to_owned()
}

/// Puts the ledger's spelling into a one-line text field; notes it where a letter changes.
fn respell(sheet: &mut PlanSheet, field: &Field, to: &Arc<str>, spelled: &mut Vec<(Field, String, String)>) {
    let Some(mut value) = sheet.fields.remove(field) else { return };
    if let Value::Text(text) = &value.value
        && **text != **to
    {
        spelled.push((field.clone(), text.clone(), to.to_string()));
        value.value = Value::Text(to.to_string());
    }
    sheet.fields.insert(field.clone(), value);
}

fn check_years(sheet: &PlanSheet, plan: &LedgerPlan, desk: Desk<'_>, findings: &mut Vec<Finding>) {
    let eras = &desk.settings.eras;
    let start = sheet.fields.year(&Field::Start);
    let end = sheet.fields.year(&Field::End);
    let mut report = |info, message: String, field: &Field| {
        let finding = desk.at_field(Finding::new(info, message), sheet, field);
        findings.push(desk.on_plan(finding, plan));
    };
    if let Some(start) = start.filter(|start| *start > desk.year) {
        let message =
            format!("開始（{}）が対象年度（{}）より後です", eras.short(start), eras.short(desk.year));
        report(&START_AFTER_YEAR, message, &Field::Start);
    }
    if let (Some(start), Some(end)) = (start, end)
        && end < start
    {
        let message = format!("終了（{}）が開始（{}）より前です", eras.short(end), eras.short(start));
        report(&START_AFTER_YEAR, message, &Field::End);
    }
    if let (Some(start), Some(known)) = (start, plan.start.or(plan.added))
        && start != known
    {
        let message = format!("開始「{}」は台帳（{}）と異なります", eras.short(start), eras.short(known));
        report(&START_DIFFERS, message, &Field::Start);
    }
}
