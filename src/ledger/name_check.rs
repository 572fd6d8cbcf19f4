//! A sheet whose number and name are not of one plan.

use super::assign::Desk;
use super::identity::called;
use crate::characters::{fold, one_line};
use crate::diag::{Finding, RuleInfo};
use crate::model::{Field, LedgerPlan, PlanSheet};

/// K03 or K07: names what is written, what the ledger says, and the plan whose
/// name it is, if there is one.
pub(super) fn name_differs(info: &RuleInfo, sheet: &PlanSheet, plan: &LedgerPlan, desk: Desk<'_>) -> Finding {
    let written = sheet.fields.text(&Field::PlanName).map(one_line).unwrap_or_default();
    let mut message = match plan.end.filter(|end| *end < desk.year) {
        Some(end) => format!(
            "終了した計画の番号が再使用されています：「{written}」／{}は{}に終了した「{}」の番号です",
            plan.key,
            desk.settings.eras.long(end),
            plan.name
        ),
        None => format!("計画名が台帳と異なります：「{written}」／台帳「{}」", plan.name),
    };
    let folded = fold(&written);
    if let Some(other) = desk.names.plans(&folded, desk.ledger).first() {
        message.push_str(&format!("（計画名は{}のものです）", called(other)));
    }
    desk.on_plan(desk.at_field(Finding::new(info, message), sheet, &Field::PlanName), plan)
}
