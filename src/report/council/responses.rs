//! 9 前年度意見への対応: what the bodies said last year and what came of it.

use crate::model::{Body, Field, Plan};

use super::changes::opinion_field;
use super::edition::Edition;
use super::parts::{LeadText, PlanRef};
use super::prose;

/// Chapter 9.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Responses {
    /// How many, or why there are none.
    pub paragraph: String,
    /// Section titles: on the whole, by plan.
    pub titles: [String; 2],
    /// Last year's opinions on the whole.
    pub whole: Vec<LeadText>,
    /// Plan by plan.
    pub rows: Vec<ResponseRow>,
}

/// One plan with opinions of last year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResponseRow {
    /// Which plan.
    pub plan: PlanRef,
    /// Opinions, response, revision.
    pub texts: Vec<LeadText>,
}

pub(super) fn build_responses(edition: &Edition<'_>) -> Responses {
    let heading = &edition.wording.heading;
    let rows: Vec<ResponseRow> = edition
        .year
        .plans
        .iter()
        .filter_map(|plan| {
            let texts = response_texts(edition, plan);
            (!texts.is_empty()).then(|| ResponseRow { plan: edition.plan_ref(plan), texts })
        })
        .collect();
    let whole: Vec<LeadText> = edition.year.year_before().map_or_else(Vec::new, |before| {
        before
            .whole_opinions
            .iter()
            .map(|opinion| LeadText::led(edition.name(opinion.body), &opinion.text))
            .collect()
    });
    Responses {
        paragraph: paragraph(edition, rows.len(), whole.len()),
        titles: [heading.responses_whole.clone(), heading.responses_by_plan.clone()],
        whole,
        rows,
    }
}

fn paragraph(edition: &Edition<'_>, plans: usize, whole: usize) -> String {
    if plans == 0 && whole == 0 {
        return if edition.year.year <= edition.settings.period.start {
            format!("{}は計画期間の初年度であるため、前年度の意見はない。", edition.this_year())
        } else {
            "前年度の意見はない。".to_owned()
        };
    }
    format!(
        "{}の審議で意見があった計画は{}であり、実行課の対応は次のとおりである。",
        edition.long(edition.year.year.previous()),
        prose::plans(plans)
    )
}

/// Opinions of the closed year before, else as the sheet quotes them; then
/// what the department answers. Empty where there is neither.
pub(super) fn response_texts(edition: &Edition<'_>, plan: &Plan) -> Vec<LeadText> {
    let closed = edition.year.year_before().and_then(|before| before.plan(plan.key));
    let mut texts = Vec::new();
    for body in edition.settings.bodies() {
        let quoted = match body {
            Body::Headquarters => Field::LastHqOpinion,
            Body::Council => Field::LastCouncilOpinion,
        };
        let said = closed.and_then(|closed| closed.fields.text(&opinion_field(body)));
        if let Some(opinion) = said.or_else(|| plan.fields.text(&quoted)) {
            texts.push(LeadText::led(format!("{}意見", edition.short(body)), opinion));
        }
    }
    let asked = !texts.is_empty();
    match plan.fields.text(&Field::Response) {
        Some(response) => texts.push(LeadText::led("対応", response)),
        None if asked => texts.push(LeadText::led("対応", "（記載なし）")),
        None => {}
    }
    if let Some(revision) = plan.fields.text(&Field::Revision) {
        texts.push(LeadText::led("計画の見直し", revision));
    }
    texts
}
