//! 評価の変更, 終了する計画 and 目標を下回った計画: the plans a meeting speaks about.

use super::Source;
use super::plans::key;
use crate::model::{Compare, Field, IndicatorPart, JudgmentCode, Kind, Plan};
use crate::report::book::{Block, Cell, Column, Page, Sheet};
use crate::report::figures;

/// 評価の変更: plans that a body judged otherwise than the stage before.
pub(super) fn changed(source: &Source<'_>) -> Sheet {
    let mut sheet = Sheet::new("評価の変更", Page::A4Landscape);
    let stages = source.stages();
    let reasons = reasons(source);
    let mut columns = identity();
    columns.extend(stages.iter().map(|(_, name)| Column::judgment(name, 10)));
    columns.extend(reasons.iter().map(|field| Column::text(field.name(&source.settings.eras), 40)));
    let mut block = Block::new(columns);
    block.empty = if stages.len() > 1 {
        "評価が変更された計画はありません".to_owned()
    } else {
        "審議の前のため、変更はありません".to_owned()
    };
    for plan in &source.year.plans {
        let codes: Vec<Option<&JudgmentCode>> =
            stages.iter().map(|(field, _)| plan.fields.judgment(field)).collect();
        if codes.windows(2).any(|pair| pair[0] != pair[1]) {
            let mut cells = identify(plan);
            cells.extend(codes.into_iter().map(Cell::judgment));
            cells.extend(reasons.iter().map(|field| Cell::maybe(plan.fields.text(field))));
            block.push(cells);
        }
    }
    sheet.blocks.push(block);
    sheet.frozen_columns = 2;
    sheet
}

/// The reasons of the bodies that have judged.
fn reasons(source: &Source<'_>) -> Vec<Field> {
    let reason = |field: &Field| match field {
        Field::HqJudgment => Some(Field::HqChangeReason),
        Field::FinalJudgment => Some(Field::CouncilChangeReason),
        _ => None,
    };
    source.totals.stages.iter().filter_map(reason).collect()
}

/// 終了する計画: plans whose judgment ends them.
pub(super) fn ending(source: &Source<'_>) -> Sheet {
    let mut sheet = Sheet::new("終了する計画", Page::A4Landscape);
    let judgments = &source.settings.judgments;
    let mut columns = identity();
    columns.extend([
        Column::judgment(source.leading().name(&source.settings.eras), 10),
        Column::mark("終わり方", 10),
        Column::mark("開始", 7),
        Column::text("評価理由", 42),
        Column::text("最終目標", 30),
    ]);
    let mut block = Block::new(columns);
    block.empty = "終了する計画はありません".to_owned();
    for plan in &source.year.plans {
        let Some(code) = plan.fields.judgment(source.leading()).filter(|code| judgments.ends(code)) else {
            continue;
        };
        let how = match judgments.kind(code) {
            Some(Kind::Achieved) => "達成",
            Some(Kind::Cancelled) => "中止",
            None => "終了",
        };
        let mut cells = identify(plan);
        cells.extend([
            Cell::Judgment(code.clone()),
            Cell::text(how),
            plan.start.map_or(Cell::Blank, |year| Cell::text(source.short(year))),
            Cell::maybe(plan.fields.text(&Field::Reason)),
            Cell::maybe(plan.fields.text(&Field::FinalGoal)),
        ]);
        block.push(cells);
    }
    sheet.blocks.push(block);
    sheet.frozen_columns = 2;
    sheet
}

/// 目標を下回った計画: what was missed, why, and what will be done.
pub(super) fn below(source: &Source<'_>) -> Sheet {
    let mut sheet = Sheet::new("目標を下回った計画", Page::A3Landscape);
    let judgments = &source.settings.judgments;
    let mut columns = identity();
    columns.extend([
        Column::judgment(source.leading().name(&source.settings.eras), 10),
        Column::text("指標（目標→実績）", 30),
        Column::text("評価理由", 40),
        Column::text("課題・改善策", 44),
        Column::text("次年度の取組", 40),
    ]);
    let mut block = Block::new(columns);
    block.empty = "目標を下回った計画はありません".to_owned();
    for plan in &source.year.plans {
        let Some(code) =
            plan.fields.judgment(source.leading()).filter(|code| judgments.compare(code) == Compare::Below)
        else {
            continue;
        };
        let mut cells = identify(plan);
        cells.extend([
            Cell::Judgment(code.clone()),
            Cell::text(indicators(source, plan)),
            Cell::maybe(plan.fields.text(&Field::Reason)),
            Cell::maybe(plan.fields.text(&Field::Remedy)),
            Cell::maybe(plan.fields.text(&Field::NextActions)),
        ]);
        block.push(cells);
    }
    sheet.blocks.push(block);
    sheet.frozen_columns = 2;
    sheet
}

/// `保育料の滞納額　3,900→4,260千円`, a line an indicator.
fn indicators(source: &Source<'_>, plan: &Plan) -> String {
    let line = |number: &u16| {
        let part = |part| Field::Indicator(*number, part);
        let fields = &plan.fields;
        let target = fields.number(&part(IndicatorPart::Target(source.year.year)));
        let actual = fields.number(&part(IndicatorPart::Actual(source.year.year)));
        if target.is_none() && actual.is_none() {
            return None;
        }
        let decimals = figures::decimals(target.iter().chain(&actual));
        let shown = |value: Option<_>| {
            value.map_or_else(|| figures::NOTHING.to_owned(), |value| figures::number(value, decimals))
        };
        let name = fields.text(&part(IndicatorPart::Name)).unwrap_or("指標");
        let unit = fields.text(&part(IndicatorPart::Unit)).unwrap_or_default();
        Some(format!("{name}　{}→{}{unit}", shown(target), shown(actual)))
    };
    let lines: Vec<String> = plan.fields.indicators().iter().filter_map(line).collect();
    lines.join("\n")
}

/// The columns that say which plan.
pub(super) fn identity() -> Vec<Column> {
    vec![Column::mark("番号", 8), Column::text("計画名", 28), Column::text("実行課", 16)]
}

/// The cells that say which plan.
pub(super) fn identify(plan: &Plan) -> Vec<Cell> {
    vec![key(plan), Cell::text(plan.name.as_ref()), Cell::text(plan.department.as_ref())]
}
