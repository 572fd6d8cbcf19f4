//! 評価一覧: a row a plan. The counts of the other sheets are formulas over this one.

use super::Source;
use crate::model::{Body, Field, Plan, PlanStatus};
use crate::report::book::{Block, Cell, Column, Page, Row, Sheet, Target};

/// The sheet.
pub(super) fn sheet(source: &Source<'_>) -> Sheet {
    let mut sheet = Sheet::new("評価一覧", Page::A3Landscape);
    sheet.lead = vec![
        "評価を選び直すと、総括表などの件数が計算し直されます。正式な変更は、意見のブックに入力してから実行し直してください"
            .to_owned(),
    ];
    sheet.frozen_columns = 3;
    let texts = texts(source);
    let mut block = Block::new(columns(source, &texts));
    block.filter = true;
    let mut area = None;
    for plan in &source.year.plans {
        let page_break = area.is_some_and(|area| area != plan.key.area);
        area = Some(plan.key.area);
        block.add(Row { page_break, ..Row::plain(row(source, plan, &texts)) });
    }
    sheet.blocks.push(block);
    sheet
}

/// The key texts: those on some plan's form, opinions once a body has met.
fn texts(source: &Source<'_>) -> Vec<Field> {
    let mut texts = vec![Field::Status, Field::Reason, Field::Remedy, Field::NextActions];
    if source.has_met(Body::Headquarters) && source.settings.headquarters.is_some() {
        texts.push(Field::HqOpinion);
    }
    if source.has_met(Body::Council) {
        texts.push(Field::CouncilOpinion);
    }
    texts
}

fn columns(source: &Source<'_>, texts: &[Field]) -> Vec<Column> {
    let mut columns = vec![
        Column::text("改革分野", 12).named("一覧_改革分野"),
        Column::mark("番号", 6),
        Column::text("計画名", 22),
        Column::text("実行課", 12).named("一覧_実行課"),
        Column::mark("提出", 7).named("一覧_提出"),
    ];
    for (_, name) in source.stages() {
        let note = format!("{name}を一覧から選ぶと、総括表・課別集計・前年度比較の件数が変わります。");
        columns.push(Column::judgment(&name, 6).named(format!("一覧_{name}")).typed(Some("判定区分"), &note));
    }
    columns.push(Column::mark("次年度の取扱い", 9));
    columns.extend(texts.iter().map(|field| {
        let width = match field {
            Field::Status => 40,
            Field::Reason => 28,
            _ => 24,
        };
        Column::text(field.name(&source.settings.eras), width)
    }));
    columns
}

fn row(source: &Source<'_>, plan: &Plan, texts: &[Field]) -> Vec<Cell> {
    let mut cells = vec![
        Cell::text(plan.area.as_ref()),
        key(plan),
        Cell::text(plan.name.as_ref()),
        Cell::text(plan.department.as_ref()),
        Cell::text(status(plan.status)),
    ];
    cells.extend(source.totals.stages.iter().map(|field| Cell::judgment(plan.fields.judgment(field))));
    cells.push(Cell::maybe(plan.fields.text(&Field::Disposition)));
    cells.extend(texts.iter().map(|field| Cell::maybe(plan.fields.text(field))));
    cells
}

/// The plan's number, leading to its sheet. Names carry no link: a linked text is not wrapped everywhere.
pub(super) fn key(plan: &Plan) -> Cell {
    let number = plan.key.to_string();
    match &plan.source {
        Some(source) => Cell::Link(number, Target::Submitted(source.file.clone(), None)),
        None => Cell::text(number),
    }
}

/// What stands under 提出; every plan has one of them.
pub(super) const ALL_STATUS: [&str; 3] = ["提出済", "未提出", "保留"];

/// One of [`ALL_STATUS`].
pub(super) fn status(status: PlanStatus) -> &'static str {
    match status {
        PlanStatus::Submitted => ALL_STATUS[0],
        PlanStatus::Missing => ALL_STATUS[1],
        PlanStatus::Held => ALL_STATUS[2],
    }
}
