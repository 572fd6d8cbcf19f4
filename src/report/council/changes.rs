//! 4 全体意見, and the plans that a body judged differently, with its reasons.

use crate::model::{Body, Field, Plan};

use super::edition::Edition;
use super::parts::{LeadText, PlanRef, StageMark};
use super::prose;

/// Chapter 4.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changes {
    /// Section titles: 全体意見, 評価が変更された計画.
    pub titles: [String; 2],
    /// Opinions on the whole by body; empty where there are none.
    pub whole: Vec<LeadText>,
    /// Said where there are none.
    pub whole_note: Option<String>,
    /// How many were changed by whom.
    pub paragraph: String,
    /// The plans.
    pub rows: Vec<ChangeRow>,
}

/// One plan whose judgment changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeRow {
    /// Which plan.
    pub plan: PlanRef,
    /// Its judgments.
    pub marks: Vec<StageMark>,
    /// Why, body by body.
    pub reasons: Vec<LeadText>,
}

pub(super) fn build_changes(edition: &Edition<'_>) -> Changes {
    let heading = &edition.wording.heading;
    let whole: Vec<LeadText> = edition
        .year
        .whole_opinions
        .iter()
        .filter(|opinion| edition.met().contains(&opinion.body))
        .map(|opinion| LeadText::led(edition.name(opinion.body), &opinion.text))
        .collect();
    let whole_note = whole.is_empty().then(|| no_opinion(edition));
    let changed = |plan: &&Plan| edition.marks(plan).iter().any(|mark| mark.changed);
    let rows = edition.year.plans.iter().filter(changed).map(|plan| ChangeRow {
        plan: edition.plan_ref(plan),
        marks: edition.marks(plan),
        reasons: reasons(edition, plan),
    });
    Changes {
        titles: [heading.whole.clone(), heading.changed.clone()],
        whole,
        whole_note,
        paragraph: paragraph(edition),
        rows: rows.collect(),
    }
}

fn no_opinion(edition: &Edition<'_>) -> String {
    match edition.met().is_empty() {
        true => format!("{}の審議前であるため、意見はない。", edition.name(edition.settings.bodies()[0])),
        false => "全体に関する意見はなかった。".to_owned(),
    }
}

fn paragraph(edition: &Edition<'_>) -> String {
    let met = edition.met();
    if met.is_empty() {
        return "審議前であるため、評価が変更された計画はない。".to_owned();
    }
    let by: Vec<String> = met
        .iter()
        .map(|body| (edition.short(*body), edition.changed_by(*body)))
        .filter(|(_, count)| *count > 0)
        .map(|(name, count)| format!("{name}が{}", prose::plans(count)))
        .collect();
    if by.is_empty() {
        return "審議の過程で評価が変更された計画はない。".to_owned();
    }
    format!("審議の過程で、{}の評価を変更した。", by.join("、"))
}

/// The reason of each body that changed the judgment; said where none was given.
fn reasons(edition: &Edition<'_>, plan: &Plan) -> Vec<LeadText> {
    let marks = edition.marks(plan);
    let changed = edition.stages.iter().zip(&marks).filter(|(_, mark)| mark.changed);
    changed.filter_map(|(stage, _)| stage.body).map(|body| change_reason(edition, plan, body)).collect()
}

/// Why a body changed a plan's judgment.
pub(super) fn change_reason(edition: &Edition<'_>, plan: &Plan, body: Body) -> LeadText {
    let text = plan.fields.text(&reason_field(body)).unwrap_or("（変更理由の記載なし）");
    LeadText::led(format!("{}の変更理由", edition.short(body)), text)
}

/// Where a body's reason for a change stands.
pub(super) fn reason_field(body: Body) -> Field {
    match body {
        Body::Headquarters => Field::HqChangeReason,
        Body::Council => Field::CouncilChangeReason,
    }
}

/// Where a body's opinion stands.
pub(super) fn opinion_field(body: Body) -> Field {
    match body {
        Body::Headquarters => Field::HqOpinion,
        Body::Council => Field::CouncilOpinion,
    }
}
