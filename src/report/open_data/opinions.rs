//! 意見: a row an opinion or a changed judgment, this year's and last year's with the response.

use super::Source;
use super::codes;
use super::plans::{head, identify};
use super::table::{Datum, Item, Kind, Table, identity, item};
use crate::model::{Body, Field, FiscalYear, JudgmentCode, Plan};

/// The table.
pub(super) fn table(source: &Source<'_>) -> Table {
    let year = source.year;
    let mut rows = Vec::new();
    for (at, opinion) in year.whole_opinions.iter().enumerate() {
        let id = format!("all_{}_{}_{}", year.year.0, codes::body(opinion.body), at + 1);
        let mut row = head(source, &id);
        row.resize(identity().len(), Datum::Blank);
        row.extend(body(source, opinion.body, year.year));
        row.extend(codes::both(Some(codes::subject(true))));
        row.push(source.published(None, &opinion.text));
        row.extend(std::iter::repeat_n(Datum::Blank, 6));
        rows.push(row);
    }
    for plan in &year.plans {
        for at in source.settings.bodies() {
            rows.extend(this_year(source, plan, at));
        }
        for at in source.settings.bodies() {
            rows.extend(last_year(source, plan, at));
        }
    }
    Table { name: "意見", row: "1行は1件の意見又は評価の変更", items: items(), rows }
}

fn items() -> Vec<Item> {
    let mut items = identity();
    items.extend([
        item("意見の年度_西暦", Kind::Whole, "意見が述べられた評価の対象年度の西暦"),
        item("意見の年度_和暦", Kind::Text, "意見が述べられた評価の対象年度の和暦"),
        item("会議_コード", Kind::Text, "hqは庁内で審議する会議、councilは外部の委員による会議"),
        item("会議", Kind::Text, "意見を述べた会議の名称"),
        item("会議の開催日", Kind::Date, "意見を述べた会議の開催日。空欄は記録なし"),
    ]);
    items.extend(codes::items("対象", &[codes::subject(true), codes::subject(false)], ""));
    items.extend([
        item("意見", Kind::Text, "意見の全文。空欄は、評価の変更のみ"),
        item("変更前の評価_コード", Kind::Text, "評価を変更したときの、変更前の判定区分"),
        item("変更前の評価_内容", Kind::Text, "判定区分の意味"),
        item("変更後の評価_コード", Kind::Text, "評価を変更したときの、変更後の判定区分"),
        item("変更後の評価_内容", Kind::Text, "判定区分の意味"),
        item("変更理由", Kind::Text, "評価を変更した理由"),
        item("対応", Kind::Text, "前年度の意見への対応。空欄は対象年度の意見又は記入なし"),
    ]);
    items
}

/// Year, body and day of an opinion.
fn body(source: &Source<'_>, body_of: Body, year: FiscalYear) -> Vec<Datum> {
    let mut row = Vec::from(source.both(Some(year)));
    row.push(Datum::Text(codes::body(body_of).to_owned()));
    row.push(Datum::maybe(source.settings.body(body_of).map(|body| body.name.as_str())));
    let meetings = source.settings.meetings(year);
    let meeting = match body_of {
        Body::Headquarters => meetings.headquarters,
        Body::Council => meetings.council,
    };
    let day = meeting.and_then(|meeting| meeting.date);
    row.push(day.map_or(Datum::Blank, |day| Datum::Text(day.to_string())));
    row
}

/// What tells the opinions on a plan apart.
fn part(at: Body, year: FiscalYear) -> String {
    format!("_{}_{}", year.0, codes::body(at))
}

/// What a body says this year on a plan, or changes in its judgment.
fn this_year(source: &Source<'_>, plan: &Plan, at: Body) -> Option<Vec<Datum>> {
    let (opinion, judgment, reason) = match at {
        Body::Headquarters => (Field::HqOpinion, Field::HqJudgment, Field::HqChangeReason),
        Body::Council => (Field::CouncilOpinion, Field::FinalJudgment, Field::CouncilChangeReason),
    };
    let stages = source.settings.judgment_fields(source.year.stage);
    let before =
        stages.iter().position(|field| *field == judgment).and_then(|at| stages.get(at.checked_sub(1)?));
    let code = |field: &Field| plan.fields.judgment(field).cloned();
    let (before, after) = (before.and_then(code), code(&judgment));
    let changed = before != after && after.is_some() && stages.contains(&judgment);
    if !changed && !plan.fields.has(&opinion) {
        return None;
    }
    let shown = |code: &Option<JudgmentCode>| source.judged(code.as_ref().filter(|_| changed));
    let mut row = identify(source, plan, &part(at, source.year.year));
    row.extend(body(source, at, source.year.year));
    row.extend(codes::both(Some(codes::subject(false))));
    row.push(source.text(plan, &opinion));
    row.extend(shown(&before));
    row.extend(shown(&after));
    row.extend([source.text(plan, &reason), Datum::Blank]);
    Some(row)
}

/// Last year's opinion on a plan and the department's response.
fn last_year(source: &Source<'_>, plan: &Plan, at: Body) -> Option<Vec<Datum>> {
    let opinion = match at {
        Body::Headquarters => Field::LastHqOpinion,
        Body::Council => Field::LastCouncilOpinion,
    };
    plan.fields.has(&opinion).then(|| {
        let year = source.year.year.previous();
        let mut row = identify(source, plan, &part(at, year));
        row.extend(body(source, at, year));
        row.extend(codes::both(Some(codes::subject(false))));
        row.push(source.text(plan, &opinion));
        row.extend(std::iter::repeat_n(Datum::Blank, 5));
        row.push(source.text(plan, &Field::Response));
        row
    })
}
