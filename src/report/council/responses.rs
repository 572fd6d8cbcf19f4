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
    /// Whether a body said something of it.
    pub asked: bool,
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
            let asked = !last_opinions(edition, plan).is_empty();
            (!texts.is_empty()).then(|| ResponseRow { plan: edition.plan_ref(plan), asked, texts })
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
        paragraph: paragraph(edition, &rows, !whole.is_empty()),
        titles: [heading.responses_whole.clone(), heading.responses_by_plan.clone()],
        whole,
        rows,
    }
}

/// Opinions of the year before can concern plans that have ended since, so
/// only those of this year's plans are counted.
fn paragraph(edition: &Edition<'_>, rows: &[ResponseRow], on_whole: bool) -> String {
    let asked = rows.iter().filter(|row| row.asked).count();
    let before = edition.long(edition.year.year.previous());
    match (asked, rows.is_empty()) {
        (0, true) if on_whole => format!("{before}の審議では、次の全体意見があった。"),
        (0, true) if edition.year.year <= edition.settings.period.start => {
            format!("{}は計画期間の初年度であるため、前年度の意見はない。", edition.this_year())
        }
        (0, true) => "前年度の意見はない。".to_owned(),
        (0, false) => {
            "計画別の前年度の意見はない。実行課が記載した対応及び計画の見直しは次のとおりである。".to_owned()
        }
        _ => format!(
            "{}に対象とする計画のうち、{before}の審議で意見があったものは{}であり、実行課の対応は次のとおりである。",
            edition.this_year(),
            prose::plans(asked)
        ),
    }
}

/// Opinions of the closed year before, else as the sheet quotes them.
fn last_opinions(edition: &Edition<'_>, plan: &Plan) -> Vec<LeadText> {
    let closed = edition.year.year_before().and_then(|before| before.plan(plan.key));
    let said = |body| {
        let quoted = match body {
            Body::Headquarters => Field::LastHqOpinion,
            Body::Council => Field::LastCouncilOpinion,
        };
        let said = closed.and_then(|closed| closed.fields.text(&opinion_field(body)));
        let opinion = said.or_else(|| plan.fields.text(&quoted))?;
        Some(LeadText::led(format!("{}意見", edition.short(body)), opinion))
    };
    edition.settings.bodies().into_iter().filter_map(said).collect()
}

/// Last year's opinions, then what the department answers. Empty where there is neither.
pub(super) fn response_texts(edition: &Edition<'_>, plan: &Plan) -> Vec<LeadText> {
    let mut texts = last_opinions(edition, plan);
    match plan.fields.text(&Field::Response) {
        Some(response) => texts.push(LeadText::led("対応", response)),
        None if !texts.is_empty() => texts.push(LeadText::led("対応", "（記載なし）")),
        None => {}
    }
    if let Some(revision) = plan.fields.text(&Field::Revision) {
        texts.push(LeadText::led("計画の見直し", revision));
    }
    texts
}
