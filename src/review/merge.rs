//! Plans + opinions → the three judgments, and what follows from them.

use std::collections::BTreeSet;

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
    let filled = plan.fields.iter().map(|(field, _)| field);
    let typed: BTreeSet<Field> =
        filled.chain(&plan.unreadable).filter(|field| field.is_for_secretariat()).cloned().collect();
    for field in typed {
        let name = field.name(&settings.eras);
        let message = format!("事務局が記入する「{name}」の欄に担当課の記入があります。取り込んでいません");
        let mut finding =
            Finding::new(&SECRETARIAT_FIELD, message).on_plan(plan.key, &plan.department).about(name);
        if let Some(origin) = plan.origin_of(&field) {
            finding = finding.at(&origin);
        }
        plan.unreadable.remove(&field);
        finding.found = plan.fields.remove(&field).map(|value| value.raw);
        findings.push(finding);
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{CellRef, JudgmentCode, Origin};
    use crate::review::testing::{R6, judgment, plan, set, settings, text};

    fn cell(row: u32) -> Origin {
        Origin { file: "意見/本部.xlsx".into(), sheet: "意見".into(), cell: CellRef::new(row, 6) }
    }

    fn said(code: Option<&str>, opinion: Option<&str>) -> PlanOpinion {
        PlanOpinion {
            text: opinion.map(|text| Sourced::read(text.to_owned(), text, cell(3))),
            judgment: code.map(|code| Sourced::read(JudgmentCode(code.into()), code, cell(3))),
            unreadable_judgment: None,
            reason: code.map(|_| Sourced::read("理由".to_owned(), "理由", cell(3))),
        }
    }

    fn opinions(body: Body, of: &Plan, said: PlanOpinion) -> Opinions {
        Opinions { body, plans: [(of.key, said)].into(), whole: vec![] }
    }

    fn merged(mut plan: Plan, opinions: &[Opinions], stage: Stage) -> (Plan, Vec<Finding>) {
        let findings = merge(std::slice::from_mut(&mut plan), opinions, stage, &settings(), R6);
        (plan, findings)
    }

    fn code<'a>(plan: &'a Plan, field: &Field) -> Option<&'a str> {
        plan.fields.judgment(field).map(JudgmentCode::as_str)
    }

    #[test]
    fn a_judgment_that_nobody_changes_is_carried_over_with_its_source() {
        let (plan, _) = merged(plan(1, 1, "計画", "企画課", "B"), &[], Stage::Confirmed);
        for field in [Field::HqJudgment, Field::FinalJudgment] {
            let value = plan.fields.get(&field).expect("carried over");
            assert_eq!(value.value, judgment("B"));
            assert!(value.derived);
            assert_eq!(
                (&*value.origin.file, value.origin.cell.to_string()),
                ("提出/1.xlsx", "C19".to_owned())
            );
        }
        assert_eq!(plan.fields.text(&Field::Disposition), Some("計画継続"));
        assert!(!plan.fields.has(&Field::End));
    }

    #[test]
    fn what_a_body_changes_goes_on_to_the_next() {
        let plan = plan(1, 1, "計画", "企画課", "A");
        let hq = opinions(Body::Headquarters, &plan, said(Some("B"), Some("意見")));
        let (plan, _) = merged(plan, &[hq], Stage::Confirmed);
        assert_eq!(code(&plan, &Field::SelfJudgment), Some("A"));
        assert_eq!(code(&plan, &Field::HqJudgment), Some("B"));
        assert_eq!(code(&plan, &Field::FinalJudgment), Some("B"));
        assert_eq!(plan.fields.text(&Field::HqOpinion), Some("意見"));
        assert_eq!(plan.fields.text(&Field::HqChangeReason), Some("理由"));
        assert!(!plan.fields.has(&Field::CouncilOpinion));
        let carried = plan.fields.get(&Field::FinalJudgment).expect("stands");
        assert_eq!((carried.derived, &*carried.origin.file), (true, "意見/本部.xlsx"));
    }

    #[test]
    fn no_judgment_stands_before_its_stage() {
        let (hq, _) = merged(plan(1, 1, "計画", "企画課", "B"), &[], Stage::Headquarters);
        assert!(!hq.fields.has(&Field::HqJudgment) && !hq.fields.has(&Field::FinalJudgment));
        let (council, _) = merged(plan(1, 1, "計画", "企画課", "B"), &[], Stage::Council);
        assert!(council.fields.has(&Field::HqJudgment) && !council.fields.has(&Field::FinalJudgment));
        assert!(!council.fields.has(&Field::Disposition));
    }

    #[test]
    fn an_unreadable_judgment_is_neither_guessed_nor_carried_over() {
        let plan = plan(1, 1, "計画", "企画課", "B");
        let unreadable = PlanOpinion { unreadable_judgment: Some(cell(3)), ..said(None, None) };
        let hq = opinions(Body::Headquarters, &plan, unreadable);
        let (plan, _) = merged(plan, &[hq], Stage::Confirmed);
        assert!(!plan.fields.has(&Field::HqJudgment) && !plan.fields.has(&Field::FinalJudgment));
        assert!(plan.unreadable.contains(&Field::HqJudgment));
        assert!(!plan.fields.has(&Field::Disposition));
    }

    #[test]
    fn the_end_follows_from_the_final_judgment_and_the_typed_one_is_kept_beside() {
        let mut ended = plan(1, 1, "計画", "企画課", "達成");
        set(&mut ended, Field::End, Value::Year(FiscalYear(2025)), "R7", "L5");
        set(&mut ended, Field::Disposition, text("継続"), "継続", "C30");
        let (before, _) = merged(ended.clone(), &[], Stage::Council);
        assert_eq!(before.fields.year(&Field::End), Some(FiscalYear(2025)), "the typed one before");
        assert!(!before.fields.has(&Field::Disposition), "never the typed one");
        let (after, _) = merged(ended.clone(), &[], Stage::Confirmed);
        assert_eq!(after.fields.year(&Field::End), Some(R6));
        assert_eq!(after.typed.year(&Field::End), Some(FiscalYear(2025)));
        assert_eq!(after.fields.text(&Field::Disposition), Some("計画終了"));
        assert_eq!(after.typed.text(&Field::Disposition), Some("継続"));

        let council = opinions(Body::Council, &ended, said(Some("B"), None));
        let (running, _) = merged(ended, &[council], Stage::Confirmed);
        assert!(!running.fields.has(&Field::End), "a plan that goes on has no end");
        assert_eq!(running.typed.year(&Field::End), Some(FiscalYear(2025)));
    }

    #[test]
    fn nothing_continues_beyond_the_last_year() {
        let last = settings().period.end;
        for (code, disposition, end) in
            [("A", "検討", None), ("達成", "計画終了", Some(last)), ("中止", "計画終了", Some(last))]
        {
            let mut plans = [plan(1, 1, "計画", "企画課", code)];
            merge(&mut plans, &[], Stage::Confirmed, &settings(), last);
            assert_eq!(plans[0].fields.text(&Field::Disposition), Some(disposition));
            assert_eq!(plans[0].fields.year(&Field::End), end);
        }
    }

    #[test]
    fn what_a_department_typed_for_the_bodies_is_taken_out_and_told() {
        let mut typed = plan(1, 1, "計画", "企画課", "B");
        set(&mut typed, Field::FinalJudgment, judgment("A"), "Ａ", "L29");
        set(&mut typed, Field::HqOpinion, text("前年度と同じ"), "前年度と同じ", "C28");
        typed.unreadable.insert(Field::HqJudgment);
        let (plan, findings) = merged(typed, &[], Stage::Headquarters);
        let told: Vec<(&str, Option<&str>)> =
            findings.iter().map(|f| (f.field.as_deref().unwrap_or_default(), f.found.as_deref())).collect();
        assert_eq!(told, [("本部意見", Some("前年度と同じ")), ("本部評価", None), ("確定評価", Some("Ａ"))]);
        assert_eq!(findings[0].cell.map(|cell| cell.to_string()).as_deref(), Some("C28"));
        assert_eq!(plan.fields.len(), 1);
        assert!(plan.unreadable.is_empty());
    }

    #[test]
    fn a_city_without_headquarters_goes_from_the_department_to_the_council() {
        let mut settings = settings();
        settings.headquarters = None;
        let mut plans = [plan(1, 1, "計画", "企画課", "A")];
        merge(&mut plans, &[], Stage::Confirmed, &settings, R6);
        assert!(!plans[0].fields.has(&Field::HqJudgment));
        assert_eq!(code(&plans[0], &Field::FinalJudgment), Some("A"));
    }

    #[test]
    fn a_plan_without_sheet_has_no_judgment() {
        let mut missing = plan(1, 1, "計画", "企画課", "A");
        missing.fields.remove(&Field::SelfJudgment);
        let (plan, _) = merged(missing, &[], Stage::Confirmed);
        assert!(plan.fields.is_empty());
    }
}
