//! 10 個票: everything about one plan that the council may read. 記入者 and 内線 are never among it.

use crate::model::{Body, ClosedPlan, Field, FiscalYear, JudgmentCode, Plan, PlanKey, PlanStatus};
use crate::report::benefits::benefit_in;
use crate::report::figures;

use super::changes::{change_reason, opinion_field};
use super::edition::Edition;
use super::indicator::{IndicatorHistory, Span, indicator_histories};
use super::parts::{LeadText, StageMark};
use super::prose;
use super::responses::response_texts;

/// One plan's page.
#[derive(Debug, Clone, PartialEq)]
pub struct PlanPage {
    /// `1-06`
    pub key: PlanKey,
    /// `行政サービス改革`
    pub area: String,
    /// `市民活動推進課`
    pub department: String,
    /// 計画名
    pub name: String,
    /// 未提出, 確認中, open errors: what the reader has to know first.
    pub notes: Vec<String>,
    /// The judgments, stage by stage.
    pub trail: Vec<StageMark>,
    /// `計画継続`; `None` before the judgment is confirmed.
    pub disposition: Option<String>,
    /// 取組内容, 期待される効果, 最終目標 and the like.
    pub intro: Vec<PageText>,
    /// Plan and actual by year.
    pub years: YearMatrix,
    /// `令和５年度の実施状況と自己評価`
    pub work_title: String,
    /// `令和６年４月19日提出（第１版）`
    pub submitted: String,
    /// What the department wrote on the year.
    pub work: Vec<PageText>,
    /// What the bodies said.
    pub review: Vec<PageText>,
    /// Label and note of the lines to write on.
    pub lines: (String, String),
}

/// A labelled text of the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageText {
    /// `実施状況`
    pub label: String,
    /// Below the label: `（令和９年度末）`, `目標を上回る`.
    pub sub_label: Option<String>,
    /// The judgment that belongs to it, and what is said beside it (`変更`, `変更なし`).
    pub badge: Option<(JudgmentCode, Option<String>)>,
    /// The texts; never empty.
    pub texts: Vec<LeadText>,
    /// Set bold.
    pub strong: bool,
}

/// The period's years side by side.
#[derive(Debug, Clone, PartialEq)]
pub struct YearMatrix {
    /// `開始　令和５年度`
    pub start: String,
    /// `令和５年度`, one a year.
    pub years: Vec<String>,
    /// Which column is the year under evaluation.
    pub current: Option<usize>,
    /// `確定評価`, or the stage's own.
    pub judgment_label: String,
    /// One a year.
    pub judgments: Vec<Option<JudgmentCode>>,
    /// 年度別計画; empty where no year has one.
    pub plans: Vec<String>,
    /// Indicators in order.
    pub indicators: Vec<IndicatorHistory>,
    /// 効果額; empty where no year has one.
    pub benefits: Vec<String>,
}

pub(super) fn build_plan_page(edition: &Edition<'_>, plan: &Plan) -> PlanPage {
    PlanPage {
        key: plan.key,
        area: plan.area.to_string(),
        department: plan.department.to_string(),
        name: plan.name.to_string(),
        notes: notes(edition, plan),
        trail: edition.marks(plan),
        disposition: plan
            .fields
            .text(&Field::Disposition)
            .filter(|_| edition.is_confirmed())
            .map(str::to_owned),
        intro: intro(edition, plan),
        years: year_matrix(edition, plan),
        work_title: format!("{}の実施状況と自己評価", edition.this_year()),
        submitted: submitted(edition, plan),
        work: work(edition, plan),
        review: review(edition, plan),
        lines: lines(edition, plan),
    }
}

fn notes(edition: &Edition<'_>, plan: &Plan) -> Vec<String> {
    let status = match plan.status {
        PlanStatus::Submitted => None,
        PlanStatus::Missing => Some("実施計画シート未提出".to_owned()),
        PlanStatus::Held => Some("提出されたシートの内容を確認中".to_owned()),
    };
    status
        .into_iter()
        .chain(edition.open_note(plan.key).filter(|_| plan.status == PlanStatus::Submitted))
        .collect()
}

/// A labelled text of one field; `None` where the field is blank.
fn field_text(plan: &Plan, field: &Field, label: &str) -> Option<PageText> {
    let text = plan.fields.text(field)?;
    Some(labelled(label, vec![LeadText::plain(text)]))
}

fn labelled(label: &str, texts: Vec<LeadText>) -> PageText {
    PageText { label: label.to_owned(), sub_label: None, badge: None, texts, strong: false }
}

fn intro(edition: &Edition<'_>, plan: &Plan) -> Vec<PageText> {
    let mut texts: Vec<PageText> = [
        (Field::Viewpoint, "改革の視点"),
        (Field::Initiative, "取組内容"),
        (Field::ExpectedEffect, "期待される効果"),
    ]
    .iter()
    .filter_map(|(field, label)| field_text(plan, field, label))
    .collect();
    if let Some(goal) = field_text(plan, &Field::FinalGoal, "最終目標") {
        let end = format!("（{}末）", edition.long(edition.settings.period.end));
        texts.push(PageText { sub_label: Some(end), strong: true, ..goal });
    }
    texts
}

fn year_matrix(edition: &Edition<'_>, plan: &Plan) -> YearMatrix {
    let years: Vec<FiscalYear> = edition.settings.period.years().collect();
    let now = edition.year.year;
    let closed = |year: FiscalYear| {
        let earlier = edition.year.earlier.iter().find(|closed| closed.year == year && year < now);
        earlier.and_then(|closed| closed.plan(plan.key))
    };
    let span = Span { now, years: years.iter().map(|year| (*year, closed(*year))).collect() };
    let judgment = |(year, closed): &(FiscalYear, Option<&ClosedPlan>)| {
        if *year == now {
            return edition.judgment(plan).cloned();
        }
        let confirmed = closed.and_then(|closed| closed.fields.judgment(&Field::FinalJudgment));
        confirmed
            .or_else(|| plan.fields.judgment(&Field::YearEndJudgment(*year)))
            .filter(|_| *year < now)
            .cloned()
    };
    let plan_text = |year: FiscalYear| plan.fields.text(&Field::YearlyPlan(year));
    let plans: Vec<String> = if years.iter().any(|year| plan_text(*year).is_some()) {
        years.iter().map(|year| plan_text(*year).unwrap_or(figures::NOTHING).to_owned()).collect()
    } else {
        Vec::new()
    };
    let start = plan.start.map(|start| format!("開始　{}", edition.long(start)));
    // A judgment is never shown without its stage.
    let stage = (!edition.is_confirmed())
        .then(|| format!("{}の評価は{}", edition.this_year(), edition.leading().name));
    let start = stage.into_iter().chain(start).collect::<Vec<_>>().join("　");
    YearMatrix {
        start,
        current: years.iter().position(|year| *year == now),
        judgment_label: if edition.is_confirmed() {
            "確定評価".to_owned()
        } else {
            "年度末評価".to_owned()
        },
        judgments: span.years.iter().map(judgment).collect(),
        plans,
        indicators: indicator_histories(plan, &span),
        benefits: benefits(edition, plan, &years),
        years: years.iter().map(|year| year_head(edition, *year, years.len())).collect(),
    }
}

/// Long names while they fit their columns.
fn year_head(edition: &Edition<'_>, year: FiscalYear, years: usize) -> String {
    if years <= 6 { edition.long(year) } else { edition.settings.eras.short(year) }
}

fn benefits(edition: &Edition<'_>, plan: &Plan, years: &[FiscalYear]) -> Vec<String> {
    let now = edition.year.year;
    let amounts: Vec<_> =
        years.iter().map(|year| (*year, benefit_in(edition.year, plan.key, *year))).collect();
    let unreadable = |year: FiscalYear| plan.unreadable.contains(&Field::Benefit(year));
    if amounts.iter().all(|(year, amount)| amount.is_none() && !unreadable(*year)) {
        return Vec::new();
    }
    let text = |(year, amount): &(FiscalYear, Option<crate::model::ThousandYen>)| match amount {
        Some(_) => figures::money(*amount),
        None if unreadable(*year) => "確認中".to_owned(),
        None if *year > now => String::new(),
        None => figures::NOTHING.to_owned(),
    };
    amounts.iter().map(text).collect()
}

/// `令和６年４月19日提出（第１版）`
fn submitted(edition: &Edition<'_>, plan: &Plan) -> String {
    let date = plan.fields.date(&Field::SubmittedOn).map(|date| edition.settings.eras.long_date(date));
    let version = plan.fields.integer(&Field::Version).and_then(|version| usize::try_from(version).ok());
    let version = version.map(|version| format!("第{}版", prose::number(version)));
    match (date, version) {
        (Some(date), Some(version)) => format!("{date}提出（{version}）"),
        (Some(date), None) => format!("{date}提出"),
        (None, Some(version)) => version,
        (None, None) => String::new(),
    }
}

fn work(edition: &Edition<'_>, plan: &Plan) -> Vec<PageText> {
    let mut texts: Vec<PageText> = field_text(plan, &Field::Status, "実施状況").into_iter().collect();
    texts.extend(self_judgment(edition, plan));
    let more = [(Field::Remedy, "課題・改善策"), (Field::NextActions, "次年度の取組")];
    texts.extend(more.iter().filter_map(|(field, label)| field_text(plan, field, label)));
    let responses = response_texts(edition, plan);
    if !responses.is_empty() {
        texts.push(labelled("前年度意見", responses));
    }
    texts.extend(after_period(plan));
    for (field, _) in plan.fields.iter() {
        if let Field::Custom(name) = field {
            texts.extend(field_text(plan, field, name));
        }
    }
    texts
}

/// 自己評価 with 評価理由.
fn self_judgment(edition: &Edition<'_>, plan: &Plan) -> Option<PageText> {
    let code = plan.fields.judgment(&Field::SelfJudgment);
    let reason = plan.fields.text(&Field::Reason);
    if code.is_none() && reason.is_none() {
        return None;
    }
    let meaning =
        code.and_then(|code| edition.settings.judgments.get(code)).map(|judgment| judgment.meaning.clone());
    Some(PageText {
        label: "自己評価".to_owned(),
        sub_label: meaning,
        badge: code.map(|code| (code.clone(), None)),
        texts: vec![LeadText::plain(reason.unwrap_or("（評価理由の記載なし）"))],
        strong: false,
    })
}

fn after_period(plan: &Plan) -> Option<PageText> {
    let choice = plan.fields.after_period(&Field::AfterPeriod).map(|choice| choice.as_str());
    let reason = plan.fields.text(&Field::AfterPeriodReason);
    let texts: Vec<LeadText> = match (choice, reason) {
        (Some(choice), Some(reason)) => vec![LeadText::led(choice, reason)],
        (Some(text), None) | (None, Some(text)) => vec![LeadText::plain(text)],
        (None, None) => return None,
    };
    Some(labelled("期間後の取扱い", texts))
}

/// Opinion and judgment of every body that has met.
fn review(edition: &Edition<'_>, plan: &Plan) -> Vec<PageText> {
    let marks = edition.marks(plan);
    let stages = edition.stages.iter().zip(&marks);
    stages.filter_map(|(stage, mark)| Some(body_text(edition, plan, stage.body?, mark))).collect()
}

fn body_text(edition: &Edition<'_>, plan: &Plan, body: Body, mark: &StageMark) -> PageText {
    let opinion = plan.fields.text(&opinion_field(body)).unwrap_or("意見なし");
    let mut texts = vec![LeadText::plain(opinion)];
    if mark.changed {
        texts.push(LeadText { lead: Some("変更理由".to_owned()), ..change_reason(edition, plan, body) });
    }
    let beside = if mark.changed { "変更" } else { "変更なし" };
    PageText {
        label: format!("{}意見", edition.short(body)),
        sub_label: None,
        badge: mark.code.clone().map(|code| (code, Some(beside.to_owned()))),
        texts,
        strong: false,
    }
}

/// The lines to write on: for the next body's opinion, or for the department's
/// answer; where nothing was said there is nothing to answer.
fn lines(edition: &Edition<'_>, plan: &Plan) -> (String, String) {
    let next = edition.settings.bodies().into_iter().find(|body| !edition.met().contains(body));
    let said = |body: &Body| plan.fields.has(&opinion_field(*body));
    let reviewed = edition.met().iter().any(said) || edition.marks(plan).iter().any(|mark| mark.changed);
    match next {
        Some(body) => (format!("{}意見", edition.short(body)), "（記入欄）".to_owned()),
        None if !reviewed => ("備考".to_owned(), "（記入欄）".to_owned()),
        None => ("意見への対応".to_owned(), "（実行課が記入）".to_owned()),
    }
}
