//! 6 目標を下回った計画と改善策: what was missed and what the department will do.

use crate::model::{Compare, Field, JudgmentCode, Plan};

use super::edition::{Edition, NONE_JUDGED};
use super::indicator::{YearFigures, year_figures};
use super::parts::{LeadText, PlanRef};
use super::prose;

/// Chapter 6.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Below {
    /// How many.
    pub paragraph: String,
    /// The plans.
    pub rows: Vec<BelowRow>,
}

/// One plan below target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BelowRow {
    /// Which plan.
    pub plan: PlanRef,
    /// Its judgment, for cities with several of this kind.
    pub code: Option<JudgmentCode>,
    /// `審議会で変更`, where the department itself judged otherwise.
    pub tag: Option<String>,
    /// Target and actual of each indicator; empty: 数値指標なし.
    pub figures: Vec<YearFigures>,
    /// 課題・改善策 as the department wrote it.
    pub remedy: LeadText,
}

pub(super) fn build_below(edition: &Edition<'_>) -> Below {
    let judgments = &edition.settings.judgments;
    let is_below = |code: &JudgmentCode| judgments.compare(code) == Compare::Below;
    let below = |plan: &&Plan| edition.judgment(plan).is_some_and(is_below);
    let rows: Vec<BelowRow> = edition
        .year
        .plans
        .iter()
        .filter(below)
        .map(|plan| BelowRow {
            plan: edition.plan_ref(plan),
            code: edition.judgment(plan).cloned(),
            tag: tag(edition, plan, &is_below),
            figures: year_figures(plan, edition.year.year),
            remedy: LeadText::plain(plan.fields.text(&Field::Remedy).unwrap_or("（課題・改善策の記載なし）")),
        })
        .collect();
    let codes: Vec<&JudgmentCode> = judgments
        .iter()
        .filter(|judgment| judgment.compare == Compare::Below)
        .map(|judgment| &judgment.code)
        .collect();
    Below { paragraph: paragraph(edition, rows.len(), &prose::codes(codes)), rows }
}

fn paragraph(edition: &Edition<'_>, count: usize, codes: &str) -> String {
    match count {
        _ if codes.is_empty() => "目標を下回ることを表す判定区分は設けていない。".to_owned(),
        0 if edition.leading_counts().judged() == 0 => NONE_JUDGED.to_owned(),
        0 => format!("目標を下回る「{codes}」と評価された計画はない。"),
        _ => format!(
            "目標を下回る「{codes}」と評価された計画は{}であり、実行課の課題と改善策は次のとおりである。",
            prose::plans(count)
        ),
    }
}

/// The body that made a plan one below target.
fn tag(edition: &Edition<'_>, plan: &Plan, is_below: &dyn Fn(&JudgmentCode) -> bool) -> Option<String> {
    let own = plan.fields.judgment(&Field::SelfJudgment)?;
    if is_below(own) {
        return None;
    }
    let marks = edition.marks(plan);
    let last = edition.stages.iter().zip(&marks).rev().find(|(_, mark)| mark.changed)?;
    Some(format!("{}で変更", edition.short(last.0.body?)))
}
