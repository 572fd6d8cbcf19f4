//! Plans + opinions → the three judgments, and what follows from them.

use crate::diag::Finding;
use crate::model::{Body, Field, FiscalYear, Plan, Sourced, Stage, Value};
use crate::settings::Settings;

use super::checks::SECRETARIAT_FIELD;
use super::opinion::{Opinions, PlanOpinion};

/// The fields that a body's opinion fills.
struct BodyFields {
    opinion: Field,
    judgment: Field,
    reason: Field,
}

fn fields_of(body: Body) -> BodyFields {
    match body {
        Body::Headquarters => BodyFields {
            opinion: Field::HqOpinion,
            judgment: Field::HqJudgment,
            reason: Field::HqChangeReason,
        },
        Body::Council => BodyFields {
            opinion: Field::CouncilOpinion,
            judgment: Field::FinalJudgment,
            reason: Field::CouncilChangeReason,
        },
    }
}

/// The bodies whose judgment stands at `stage` in this city, in order.
pub(super) fn bodies_at(stage: Stage, settings: &Settings) -> Vec<Body> {
    let met = |body: &Body| match body {
        Body::Headquarters => stage >= Stage::Council,
        Body::Council => stage >= Stage::Confirmed,
    };
    settings.bodies().into_iter().filter(met).collect()
}

/// Brings the opinions into the plans: takes out what departments typed into
/// the secretariat's fields (O08), sets opinions and judgments (a judgment
/// that a body leaves is carried over as a derived value), and derives
/// 次年度の取扱い and 終了 once 確定評価 stands; what the sheet typed there goes
/// to [`Plan::typed`].
pub fn merge(
    plans: &mut [Plan],
    opinions: &[Opinions],
    stage: Stage,
    settings: &Settings,
    year: FiscalYear,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    for plan in plans {
        strip_secretariat_fields(plan, settings, &mut findings);
        let mut before = Field::SelfJudgment;
        for body in bodies_at(stage, settings) {
            let fields = fields_of(body);
            let said = opinions.iter().find(|o| o.body == body).and_then(|o| o.plans.get(&plan.key));
            set_opinion(plan, &fields, said);
            set_judgment(plan, &fields.judgment, &before, said);
            before = fields.judgment;
        }
        derive_consequences(plan, settings, year);
    }
    findings
}

fn strip_secretariat_fields(plan: &mut Plan, settings: &Settings, findings: &mut Vec<Finding>) {
    let typed: Vec<Field> =
        plan.fields.iter().map(|(field, _)| field.clone()).filter(Field::is_for_secretariat).collect();
    for field in typed {
        let Some(value) = plan.fields.remove(&field) else { continue };
        let name = field.name(&settings.eras);
        let message = format!("事務局が記入する「{name}」の欄に担当課の記入があります。取り込んでいません");
        findings.push(
            Finding::new(&SECRETARIAT_FIELD, message)
                .on_plan(plan.key, &plan.department)
                .at(&value.origin)
                .about(name)
                .found(value.raw),
        );
    }
    plan.unreadable.retain(|field| !field.is_for_secretariat());
}

fn set_opinion(plan: &mut Plan, fields: &BodyFields, said: Option<&PlanOpinion>) {
    let Some(said) = said else { return };
    for (field, text) in [(&fields.opinion, &said.text), (&fields.reason, &said.reason)] {
        if let Some(text) = text {
            let value = Sourced::read(Value::Text(text.value.clone()), text.raw.clone(), text.origin.clone());
            plan.fields.insert(field.clone(), value);
        }
    }
}

fn set_judgment(plan: &mut Plan, field: &Field, before: &Field, said: Option<&PlanOpinion>) {
    if said.is_some_and(|said| said.unreadable_judgment.is_some()) {
        plan.unreadable.insert(field.clone());
        return;
    }
    let typed = said.and_then(|said| said.judgment.as_ref());
    let value = match typed {
        Some(code) => {
            Some(Sourced::read(Value::Judgment(code.value.clone()), code.raw.clone(), code.origin.clone()))
        }
        None => plan
            .fields
            .get(before)
            .map(|left| Sourced::derived(left.value.clone(), left.raw.clone(), left.origin.clone())),
    };
    if let Some(value) = value {
        plan.fields.insert(field.clone(), value);
    }
}

/// 次年度の取扱い is never what the sheet says; 終了 is it until 確定評価 stands.
fn derive_consequences(plan: &mut Plan, settings: &Settings, year: FiscalYear) {
    if let Some(typed) = plan.fields.remove(&Field::Disposition) {
        plan.typed.insert(Field::Disposition, typed);
    }
    let Some(judgment) = plan.fields.get(&Field::FinalJudgment).cloned() else { return };
    let Value::Judgment(code) = &judgment.value else { return };
    let last_year = settings.is_last_year(year);
    let Some(disposition) = settings.judgments.disposition(code, last_year) else { return };
    let derived = |value| Sourced::derived(value, judgment.raw.clone(), judgment.origin.clone());
    plan.fields.insert(Field::Disposition, derived(Value::Text(disposition.as_str().to_owned())));
    if let Some(typed) = plan.fields.remove(&Field::End) {
        plan.typed.insert(Field::End, typed);
    }
    if settings.judgments.ends(code) {
        plan.fields.insert(Field::End, derived(Value::Year(year)));
    }
}
