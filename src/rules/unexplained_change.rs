//! A body's change of a judgment without a reason, for O04 and O05.

use super::rule::{Context, Reporter};
use crate::model::{Body, Field, Plan};

/// Reports to the secretariat where a body changed the judgment that lay
/// before it and gave no reason. Before the council lies what headquarters
/// said; in a city without headquarters, what the department said.
pub(super) fn report_unexplained_change(
    body: Body,
    plan: &Plan,
    context: &Context<'_>,
    out: &mut Reporter<'_>,
) {
    let fields = &plan.fields;
    let (after, reason) = match body {
        Body::Headquarters => (Field::HqJudgment, Field::HqChangeReason),
        Body::Council => (Field::FinalJudgment, Field::CouncilChangeReason),
    };
    let hq_has_met = context.settings.headquarters.is_some() && fields.has(&Field::HqJudgment);
    let (before, name) = match body {
        Body::Council if hq_has_met => (Field::HqJudgment, "本部評価"),
        _ => (Field::SelfJudgment, "自己評価"),
    };
    let (Some(before), Some(now)) = (fields.judgment(&before), fields.judgment(&after)) else { return };
    if before == now || fields.has(&reason) {
        return;
    }
    let short = context.settings.body(body).map_or("", |names| names.short.as_str());
    let message =
        format!("{short}で評価が変更されていますが理由がありません（{name}「{before}」→「{now}」）");
    let finding = out.on_field(plan, &after, message);
    finding.department = None;
    finding.fix = format!("意見/{short}.xlsxの「変更理由」に記入してください");
}
