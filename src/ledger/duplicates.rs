//! Several sheets for one plan.

use super::assign::Desk;
use super::checks::{REPLACED, TWO_SHEETS};
use crate::diag::Finding;
use crate::model::{Field, LedgerPlan, PlanSheet, SheetSource, Value};

/// Takes the sheet that counts: the one of the highest 版, or one of several
/// identical ones. Sheets of another year step back behind one of this year.
/// `None` where nothing arrived or nothing can be told apart; then the sheets are held.
pub(super) fn choose(
    sheets: Vec<PlanSheet>,
    plan: &LedgerPlan,
    desk: Desk<'_>,
    findings: &mut Vec<Finding>,
    held: &mut Vec<SheetSource>,
) -> Option<PlanSheet> {
    let of_this_year =
        |sheet: &PlanSheet| sheet.fields.year(&Field::TargetYear).is_none_or(|y| y == desk.year);
    let (mut current, other): (Vec<PlanSheet>, Vec<PlanSheet>) = sheets.into_iter().partition(of_this_year);
    if current.is_empty() {
        current = other;
    } else {
        held.extend(other.into_iter().map(|sheet| sheet.source));
    }
    if current.len() <= 1 {
        return current.pop();
    }
    let newest = current.iter().map(version).max().flatten();
    let all_have_versions = current.iter().all(|sheet| version(sheet).is_some());
    let candidates: Vec<&PlanSheet> =
        current.iter().filter(|sheet| !all_have_versions || version(sheet) == newest).collect();
    let all_alike = candidates.windows(2).all(|pair| differing(pair[0], pair[1], true).is_empty());
    if !all_alike {
        findings.push(differ(&candidates, plan, desk));
        held.extend(current.into_iter().map(|sheet| sheet.source));
        return None;
    }
    let taken = current.iter().position(|sheet| !all_have_versions || version(sheet) == newest)?;
    let taken = current.remove(taken);
    for left in &current {
        findings.push(replaced(&taken, left, plan, desk));
    }
    held.extend(current.into_iter().map(|sheet| sheet.source));
    Some(taken)
}

fn version(sheet: &PlanSheet) -> Option<i64> {
    sheet.fields.integer(&Field::Version)
}

/// Fields in which two sheets differ in value; without 版 and 提出日 where asked.
fn differing(a: &PlanSheet, b: &PlanSheet, contents_only: bool) -> Vec<Field> {
    let value = |sheet: &PlanSheet, field: &Field| sheet.fields.get(field).map(|v| v.value.clone());
    let mut fields: Vec<Field> =
        a.fields.iter().chain(b.fields.iter()).map(|(field, _)| field.clone()).collect();
    fields.extend(a.unreadable.iter().chain(&b.unreadable).cloned());
    fields.sort();
    fields.dedup();
    fields.retain(|field| {
        let unread = |sheet: &PlanSheet| {
            (sheet.unreadable.contains(field), sheet.unreadable.text(field).map(str::to_owned))
        };
        unread(a) != unread(b) || value(a, field) != value(b, field)
    });
    if contents_only {
        fields.retain(|field| !matches!(field, Field::Version | Field::SubmittedOn));
    }
    fields
}

fn places(sheets: &[&PlanSheet]) -> String {
    let places: Vec<String> =
        sheets.iter().map(|s| format!("「{}」のシート「{}」", s.source.file, s.source.sheet)).collect();
    places.join("と")
}

fn differ(sheets: &[&PlanSheet], plan: &LedgerPlan, desk: Desk<'_>) -> Finding {
    let fields: Vec<String> = differing(sheets[0], sheets[1], true)
        .iter()
        .take(3)
        .map(|field| field.label(&desk.settings.eras, sheets[0].fields.indicators().len() > 1))
        .collect();
    let message = format!(
        "{}が{}つのシートで提出され、内容（{}など）が異なります：{}。どれも採用していません",
        plan.key,
        sheets.len(),
        fields.join("、"),
        places(sheets)
    );
    let finding = Finding::new(&TWO_SHEETS, message);
    desk.on_plan(desk.at_field(finding, sheets[0], &Field::Version), plan)
}

fn replaced(taken: &PlanSheet, left: &PlanSheet, plan: &LedgerPlan, desk: Desk<'_>) -> Finding {
    let eras = &desk.settings.eras;
    let fields = differing(taken, left, true);
    let other = places(&[left]);
    let message = if fields.is_empty() {
        format!("{other}と同じ内容のため、一つだけを採用しました")
    } else {
        let changes: Vec<String> = fields
            .iter()
            .map(|field| change(field, left, taken, &field.label(eras, taken.fields.indicators().len() > 1)))
            .collect();
        let version = version(taken).unwrap_or_default();
        format!("第{version}版を採用しました。{other}からの変更：{}", changes.join("、"))
    };
    let finding = Finding::new(&REPLACED, message);
    desk.on_plan(desk.at_field(finding, taken, &Field::Version), plan)
}

/// `自己評価 B→A`; for running text only which field.
fn change(field: &Field, from: &PlanSheet, to: &PlanSheet, name: &str) -> String {
    let short = |sheet: &PlanSheet| match sheet.fields.get(field) {
        Some(v) if matches!(v.value, Value::Text(_)) && v.raw.chars().count() > 20 => None,
        Some(v) => Some(v.raw.clone()),
        None => Some("空欄".to_owned()),
    };
    match (short(from), short(to)) {
        (Some(from), Some(to)) => format!("{name} {from}→{to}"),
        _ => name.to_owned(),
    }
}
