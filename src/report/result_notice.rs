//! 審議結果通知: what a body has said on one department's plans, and what the
//! department is asked to do with it.

use std::sync::Arc;

use crate::model::{Body, Field, JudgmentCode, Next, Plan, PlanKey, Year};
use crate::report::book::{Block, Book, Cell, Column, Page, Sheet};
use crate::report::results::year_book;
use crate::settings::Settings;

/// The notice to one department.
#[derive(Debug, Clone, PartialEq)]
pub struct ResultNotice {
    /// `下水道課`
    pub department: Arc<str>,
    /// `行政改革審議会`
    pub body: String,
    /// `令和５年度`
    pub year: String,
    /// The meeting's name and day, as far as the settings give them.
    pub meeting: Option<String>,
    /// Opinions of the body on the whole, to every department.
    pub whole: Vec<String>,
    /// A plan each, by key.
    pub plans: Vec<ResultRow>,
    /// Whom to ask: `企画課（内線2115）`.
    pub contact: Option<String>,
}

/// What a body has said on one plan.
#[derive(Debug, Clone, PartialEq)]
pub struct ResultRow {
    /// Which plan.
    pub key: PlanKey,
    /// 計画名.
    pub name: Arc<str>,
    /// The judgment before the body met.
    pub before: Option<JudgmentCode>,
    /// The judgment after it.
    pub after: Option<JudgmentCode>,
    /// Its opinion.
    pub opinion: Option<String>,
    /// Its reason for another judgment.
    pub reason: Option<String>,
    /// What the department does, a sentence a line.
    pub action: String,
}

/// The notices of the body that met last, in the order of the departments'
/// plans; none before a body has met.
pub fn result_notices(year: &Year, settings: &Settings) -> Vec<ResultNotice> {
    let bodies = settings.bodies();
    let Some(body) = bodies.iter().rev().find(|body| year.met.contains(body)).copied() else {
        return Vec::new();
    };
    let mut departments: Vec<&Arc<str>> = Vec::new();
    for plan in &year.plans {
        if !departments.contains(&&plan.department) {
            departments.push(&plan.department);
        }
    }
    departments.into_iter().map(|department| notice(year, settings, body, department)).collect()
}

fn notice(year: &Year, settings: &Settings, body: Body, department: &Arc<str>) -> ResultNotice {
    let plans = year.plans.iter().filter(|plan| plan.department == *department);
    ResultNotice {
        department: Arc::clone(department),
        body: settings.body(body).map_or_else(String::new, |body| body.name.clone()),
        year: settings.eras.long(year.year),
        meeting: meeting(year, settings, body),
        whole: year.whole_opinions.iter().filter(|o| o.body == body).map(|o| o.text.clone()).collect(),
        plans: plans.map(|plan| row(plan, year, settings, body)).collect(),
        contact: settings.notice.contact.clone(),
    }
}

/// `令和６年度第１回本庄市行政改革審議会（令和６年７月９日）`
fn meeting(year: &Year, settings: &Settings, body: Body) -> Option<String> {
    let meetings = settings.meetings(year.year);
    let meeting = match body {
        Body::Headquarters => meetings.headquarters,
        Body::Council => meetings.council,
    }?;
    match (meeting.name, meeting.date.map(|date| settings.eras.long_date(date))) {
        (Some(name), Some(date)) => Some(format!("{name}（{date}）")),
        (name, date) => name.or(date),
    }
}

fn row(plan: &Plan, year: &Year, settings: &Settings, body: Body) -> ResultRow {
    let (opinion, judgment, reason, before) = match body {
        Body::Headquarters => {
            (Field::HqOpinion, Field::HqJudgment, Field::HqChangeReason, Field::SelfJudgment)
        }
        Body::Council => {
            let before =
                if settings.headquarters.is_some() { Field::HqJudgment } else { Field::SelfJudgment };
            (Field::CouncilOpinion, Field::FinalJudgment, Field::CouncilChangeReason, before)
        }
    };
    let text = |field: &Field| plan.fields.text(field).map(str::to_owned);
    let row = ResultRow {
        key: plan.key,
        name: Arc::clone(&plan.name),
        before: plan.fields.judgment(&before).cloned(),
        after: plan.fields.judgment(&judgment).cloned(),
        opinion: text(&opinion),
        reason: text(&reason),
        action: String::new(),
    };
    ResultRow { action: action(&row, year, settings, body), ..row }
}

fn action(row: &ResultRow, year: &Year, settings: &Settings, body: Body) -> String {
    let mut lines = Vec::new();
    if let (Some(before), Some(after)) = (&row.before, &row.after)
        && before != after
    {
        lines.push(format!("評価が「{before}」から「{after}」に変わりました"));
    }
    let next = settings.eras.long(year.year.next());
    let judgment = row.after.as_ref().and_then(|code| settings.judgments.get(code));
    let ends = judgment.is_some_and(|judgment| judgment.next == Next::End);
    if ends && body == Body::Council {
        lines.push(format!("{}で終了します。来年度のシートの提出は不要です", settings.eras.long(year.year)));
    } else if row.opinion.is_some() && settings.is_last_year(year.year) {
        lines.push("意見を踏まえ、取組方法等を見直してください".to_owned());
    } else if row.opinion.is_some() {
        lines.push(format!(
            "意見を踏まえて取組方法等を見直し、{next}のシートの「前年度意見への対応」に記入してください"
        ));
    } else {
        lines.push("意見はありません。計画のとおり取り組んでください".to_owned());
    }
    lines.join("\n")
}

/// 審議結果通知/課名.xlsx.
pub fn result_notice_book(notice: &ResultNotice, year: &Year, settings: &Settings) -> Book {
    let mut sheet = Sheet::new("審議結果通知", Page::A4Landscape);
    sheet.title = Some(format!("{}の評価の審議結果（{}）", notice.year, notice.body));
    sheet.lead = vec![format!("{}長　様", notice.department)];
    sheet.lead.push(format!("実行している計画について、{}の審議結果を次のとおりお知らせします", notice.body));
    sheet.lead.extend(notice.meeting.iter().map(|meeting| format!("会議　{meeting}")));
    let contact = notice.contact.as_deref().filter(|contact| !contact.is_empty());
    let contact = contact.unwrap_or(&settings.city.secretariat);
    if !contact.is_empty() {
        sheet.lead.push(format!("問合せ先　{contact}"));
    }
    let mut plans = Block::new(vec![
        Column::mark("番号", 8),
        Column::text("計画名", 28),
        Column::judgment("審議前の評価", 9),
        Column::judgment("審議後の評価", 9),
        Column::text("意見", 44),
        Column::text("評価の変更理由", 26),
        Column::text("していただくこと", 34),
    ]);
    plans.caption = Some("計画ごとの審議結果".to_owned());
    for row in &notice.plans {
        plans.push(vec![
            Cell::text(row.key.to_string()),
            Cell::text(row.name.as_ref()),
            Cell::judgment(row.before.as_ref()),
            Cell::judgment(row.after.as_ref()),
            Cell::maybe(row.opinion.as_deref()),
            Cell::maybe(row.reason.as_deref()),
            Cell::text(row.action.as_str()),
        ]);
    }
    sheet.blocks.push(plans);
    sheet.notes = notice.whole.iter().map(|text| format!("計画全体への意見：{text}")).collect();
    year_book(year, settings, "審議結果通知", format!("{}への審議結果通知", notice.department), vec![sheet])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample::{city, small_year};

    #[test]
    fn every_department_hears_of_its_plans_from_the_body_that_met_last() {
        let notices = result_notices(&small_year(), &city());
        let departments: Vec<&str> = notices.iter().map(|notice| notice.department.as_ref()).collect();
        assert_eq!(departments, ["市民課", "企画課", "人事課", "総務課"]);
        assert_eq!(notices[0].body, "行政改革審議会");
        let actions: Vec<&str> = notices[0].plans.iter().map(|row| row.action.as_str()).collect();
        assert_eq!(
            actions,
            [
                "評価が「B」から「A」に変わりました\n意見を踏まえて取組方法等を見直し、令和７年度のシートの「前年度意見への対応」に記入してください",
                "意見はありません。計画のとおり取り組んでください"
            ]
        );
        assert_eq!(notices[1].plans[0].action, "令和６年度で終了します。来年度のシートの提出は不要です");
    }

    #[test]
    fn nobody_is_told_anything_before_a_body_has_met() {
        let mut year = small_year();
        year.met.clear();
        assert_eq!(result_notices(&year, &city()), []);
    }
}
