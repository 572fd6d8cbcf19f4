//! 5 The plans that end: what they set out to reach and why they end.

use crate::model::{Field, JudgmentCode, Next, Plan};

use super::edition::{Edition, NONE_JUDGED};
use super::parts::{LeadText, PlanRef};
use super::prose;

/// Chapter 5.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ended {
    /// How many.
    pub paragraph: String,
    /// The plans.
    pub rows: Vec<EndedRow>,
}

/// One plan that ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EndedRow {
    /// Which plan.
    pub plan: PlanRef,
    /// `R5～R6`
    pub span: String,
    /// 達成 or 中止, as the city calls them.
    pub code: Option<JudgmentCode>,
    /// 最終目標, 評価理由.
    pub texts: Vec<LeadText>,
}

pub(super) fn build_ended(edition: &Edition<'_>) -> Ended {
    let judgments = &edition.settings.judgments;
    let ends = |plan: &&Plan| edition.judgment(plan).is_some_and(|code| judgments.ends(code));
    let rows: Vec<EndedRow> =
        edition.year.plans.iter().filter(ends).map(|plan| ended_row(edition, plan)).collect();
    Ended { paragraph: paragraph(edition, rows.len()), rows }
}

fn paragraph(edition: &Edition<'_>, count: usize) -> String {
    let codes = prose::codes(&edition.codes_with(Next::End));
    let year = edition.this_year();
    if codes.is_empty() {
        return "計画を終了する判定区分は設けていない。".to_owned();
    }
    match (count, edition.is_settled()) {
        (0, _) if edition.leading_counts().judged() == 0 => NONE_JUDGED.to_owned(),
        (0, true) => format!("{year}に{codes}と評価され、終了する計画はない。"),
        (0, false) => format!("{codes}と評価された計画はない。"),
        (_, true) => format!("次の{}は、{year}で終了する。", prose::plans(count)),
        (_, false) => format!("次の{}は、評価が確定すれば{year}で終了する。", prose::plans(count)),
    }
}

fn ended_row(edition: &Edition<'_>, plan: &Plan) -> EndedRow {
    let eras = &edition.settings.eras;
    let start = plan.start.map(|start| eras.short(start)).unwrap_or_default();
    let mut texts = Vec::new();
    if let Some(goal) = plan.fields.text(&Field::FinalGoal) {
        texts.push(LeadText::led("最終目標", goal));
    }
    let reason = plan.fields.text(&Field::Reason).unwrap_or("（評価理由の記載なし）");
    texts.push(LeadText::led("評価理由", reason));
    EndedRow {
        plan: edition.plan_ref(plan),
        span: format!("{start}～{}", eras.short(edition.year.year)),
        code: edition.judgment(plan).cloned(),
        texts,
    }
}
