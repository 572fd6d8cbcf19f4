//! Which plan a row of an opinion workbook speaks of.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::checks::{ROW_MISMATCH, UNKNOWN_PLAN};
use super::opinion_sheet::{Column, Row};
use super::read_opinions::Against;
use crate::characters::{fold, one_line};
use crate::diag::Finding;
use crate::ledger::find_area;
use crate::model::{LedgerPlan, PlanKey};
use crate::normalize::{PlanNumber, plan_number};

/// What is known of a row's plan.
pub(super) enum Identified {
    /// Beyond doubt.
    Plan(PlanKey),
    /// In doubt; the finding says why. Boxed because it is large.
    Doubt(Box<Finding>),
    /// Nothing says which plan, and nothing is said.
    Empty,
}

/// Area and number single the plan out; name and department, where they are
/// written, must agree with the ledger.
pub(super) fn identify(row: Row<'_>, against: Against<'_>) -> Identified {
    let doubt = |info, column: Column, message: String| {
        let mut finding = Finding::new(info, message).at(&row.origin(column)).about(column.name());
        finding.found = row.text(column).map(one_line);
        Identified::Doubt(Box::new(finding))
    };
    let row_number = row.number();
    let Some(number_text) = row.text(Column::Number) else {
        if !row.says_something() {
            return Identified::Empty;
        }
        let message = format!("{row_number}行目：番号が記入されていないため、どの計画の意見か分かりません");
        return doubt(&ROW_MISMATCH, Column::Number, message);
    };
    let key = match key_of(row, number_text, against) {
        Ok(key) => key,
        Err(why) => return doubt(&ROW_MISMATCH, why.column, format!("{row_number}行目：{}", why.text)),
    };
    let Some(plan) = against.ledger.plan(key) else {
        let message = format!("{row_number}行目：意見の対象の計画{key}が計画台帳にありません");
        return doubt(&UNKNOWN_PLAN, Column::Number, message);
    };
    if against.plans.binary_search_by_key(&key, |due| due.key).is_err() {
        let year = against.settings.eras.long(against.year);
        let message =
            format!("{row_number}行目：計画{key}「{}」は{year}の評価の対象ではありません", plan.name);
        return doubt(&UNKNOWN_PLAN, Column::Number, message);
    }
    if let Some(name) = row.text(Column::PlanName).filter(|name| fold(name) != fold(&plan.name)) {
        let message = format!(
            "{row_number}行目：計画{key}は台帳では「{}」ですが、計画名が「{}」と記入されています",
            plan.name,
            one_line(name)
        );
        return doubt(&ROW_MISMATCH, Column::PlanName, message);
    }
    let departments = departments_of(plan, against);
    let is_other = |name: &&str| !departments.iter().any(|known| fold(known) == fold(name));
    if let Some(name) = row.text(Column::Department).filter(is_other) {
        let message = format!(
            "{row_number}行目：計画{key}の実行課は「{}」ですが、「{}」と記入されています",
            against.ledger.department_in(plan, against.year),
            one_line(name)
        );
        return doubt(&ROW_MISMATCH, Column::Department, message);
    }
    Identified::Plan(key)
}

struct NoKey {
    column: Column,
    text: String,
}

fn key_of(row: Row<'_>, number_text: &str, against: Against<'_>) -> Result<PlanKey, NoKey> {
    let shown = one_line(number_text);
    let Some(PlanNumber { area: area_of_number, number }) = plan_number(number_text).value() else {
        let text = format!("番号「{shown}」を読み取れません");
        return Err(NoKey { column: Column::Number, text });
    };
    let areas = &against.ledger.areas;
    let area_text = row.text(Column::Area);
    let area = match area_text {
        None => None,
        Some(text) => match find_area(text, areas) {
            Some(area) => Some(area.number),
            None => {
                let text = format!("改革分野「{}」は計画台帳にありません", one_line(text));
                return Err(NoKey { column: Column::Area, text });
            }
        },
    };
    match (area, area_of_number) {
        (Some(area), Some(other)) if area != other => {
            let text = format!(
                "番号「{shown}」と改革分野「{}」が一致しません",
                one_line(area_text.unwrap_or_default())
            );
            Err(NoKey { column: Column::Number, text })
        }
        (Some(area), _) | (None, Some(area)) => Ok(PlanKey::new(area, number)),
        (None, None) => by_name(row, number, against).ok_or_else(|| NoKey {
            column: Column::Area,
            text: format!("改革分野が記入されていないため、番号「{shown}」だけでは計画を特定できません"),
        }),
    }
}

/// Without an area, number and name together may single out one plan.
fn by_name(row: Row<'_>, number: u32, against: Against<'_>) -> Option<PlanKey> {
    let name = fold(row.text(Column::PlanName)?);
    let plans = against.ledger.plans.iter();
    let mut found = plans.filter(|plan| plan.key.number == number && fold(&plan.name) == name);
    let plan = found.next()?;
    found.next().is_none().then_some(plan.key)
}

/// The names that the plan's department has had.
fn departments_of(plan: &LedgerPlan, against: Against<'_>) -> BTreeSet<Arc<str>> {
    let renamed = against.ledger.renamings.iter().map(|renaming| renaming.year);
    let years = renamed.filter(|year| *year <= against.year).chain([against.year]);
    let names = years.map(|year| against.ledger.department_in(plan, year));
    names.chain([Arc::clone(&plan.department)]).collect()
}
