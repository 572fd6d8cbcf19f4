//! 8 計画一覧: every plan due in one line, whether its sheet arrived or not.

use crate::model::{Field, Plan};

use super::edition::Edition;
use super::parts::{PlanRef, StageMark};
use super::prose;
use super::reason::short_reason;

/// Chapter 8.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct List {
    /// Beside the title.
    pub note: String,
    /// Heads of the judgments' columns: `自己`, `本部`, `確定`.
    pub stages: Vec<String>,
    /// Whether 次年度 is known.
    pub with_disposition: bool,
    /// Areas with their plans.
    pub areas: Vec<ListArea>,
}

/// One area.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListArea {
    /// `1`
    pub number: String,
    /// `行政サービス改革`
    pub name: String,
    /// `23計画`
    pub plans: String,
    /// `確定評価　達成1　Ａ5　Ｂ14　Ｃ3`
    pub counts: String,
    /// Its plans.
    pub rows: Vec<ListRow>,
}

/// One plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListRow {
    /// Which plan.
    pub plan: PlanRef,
    /// `3`
    pub number: String,
    /// Judgments by stage.
    pub marks: Vec<StageMark>,
    /// `継続`, `終了`, `検討`; empty where nothing follows yet.
    pub disposition: String,
    /// 未提出 or 確認中.
    pub status: Option<String>,
    /// One or two lines.
    pub reason: String,
}

pub(super) fn build_list(edition: &Edition<'_>) -> List {
    let note = &edition.wording.note;
    let areas = edition.totals.areas.iter().filter(|area| area.plans > 0).map(|area| {
        let counts = area.stage(&edition.leading().field);
        let counts: Vec<String> = counts.map_or_else(Vec::new, |counts| {
            let codes = edition.totals.codes.iter().zip(&counts.counts).filter(|(_, count)| **count > 0);
            codes.map(|(code, count)| format!("{} {count}", prose::printed_code(code))).collect()
        });
        ListArea {
            number: area.number.to_string(),
            name: area.name.to_string(),
            plans: prose::plans(area.plans),
            counts: if counts.is_empty() {
                String::new()
            } else {
                format!("{}　{}", edition.leading().name, counts.join("　"))
            },
            rows: edition
                .year
                .plans
                .iter()
                .filter(|plan| plan.key.area == area.number)
                .map(|plan| list_row(edition, plan))
                .collect(),
        }
    });
    List {
        note: if edition.stages.len() > 1 { note.list.clone() } else { note.list_first.clone() },
        stages: edition.stages.iter().map(|stage| stage.short.clone()).collect(),
        with_disposition: edition.is_confirmed(),
        areas: areas.collect(),
    }
}

fn list_row(edition: &Edition<'_>, plan: &Plan) -> ListRow {
    let status = edition.status_text(plan.status).map(str::to_owned);
    let disposition = plan.fields.text(&Field::Disposition).unwrap_or_default();
    let reason = match status.as_deref() {
        Some("未提出") => "実施計画シートが提出されていない。".to_owned(),
        Some(_) => "提出されたシートの内容を確認中である。".to_owned(),
        None => short_reason(plan, edition.year.year),
    };
    ListRow {
        plan: edition.plan_ref(plan),
        number: plan.key.number.to_string(),
        marks: edition.marks(plan),
        disposition: if edition.is_confirmed() {
            disposition.strip_prefix("計画").unwrap_or(disposition).to_owned()
        } else {
            String::new()
        },
        status,
        reason,
    }
}
