//! 指標一覧: a row an indicator, targets and actuals by year.

use super::Source;
use super::plans::key;
use crate::model::{Field, FiscalYear, IndicatorPart, Plan};
use crate::report::book::{Block, Cell, Column, Live, Page, Sheet};

/// The sheet.
pub(super) fn sheet(source: &Source<'_>) -> Sheet {
    let mut sheet = Sheet::new("指標一覧", Page::A3Landscape);
    sheet.frozen_columns = 3;
    let years = Years { targets: years(source), actuals: actual_years(source) };
    let mut block = Block::new(columns(source, &years));
    block.empty = "数値の指標を持つ計画はありません".to_owned();
    for plan in &source.year.plans {
        for number in plan.fields.indicators() {
            block.push(row(source, plan, number, &years));
        }
    }
    sheet.blocks.push(block);
    sheet.notes = vec![
        "「差」は、実績値から目標値を引いた値です。方向が↓の指標は、負の値が目標を上回ることを示します"
            .to_owned(),
        "空欄は、記入がないことを示します".to_owned(),
    ];
    sheet
}

/// The years that have columns.
struct Years {
    targets: Vec<FiscalYear>,
    actuals: Vec<FiscalYear>,
}

/// Years up to this one, and later ones in which someone has written an actual value.
fn actual_years(source: &Source<'_>) -> Vec<FiscalYear> {
    let mut years = years(source);
    let written = |year: FiscalYear| {
        let mut all = source.year.plans.iter().flat_map(|plan| plan.fields.iter());
        all.any(|(field, _)| matches!(field, Field::Indicator(_, IndicatorPart::Actual(at)) if *at == year))
    };
    years.retain(|year| *year <= source.year.year || written(*year));
    years
}

/// The period's years, and the year itself where it lies outside.
fn years(source: &Source<'_>) -> Vec<FiscalYear> {
    let mut years: Vec<FiscalYear> = source.settings.period.years().collect();
    if !years.contains(&source.year.year) {
        years.push(source.year.year);
    }
    years
}

fn columns(source: &Source<'_>, years: &Years) -> Vec<Column> {
    let mut columns = vec![
        Column::mark("番号", 8),
        Column::text("計画名", 28),
        Column::text("指標", 26),
        Column::text("実行課", 15),
        Column::mark("単位", 8),
        Column::mark("方向", 6),
        Column::figure("基準値", 11),
    ];
    columns.extend(years.targets.iter().map(|year| Column::figure(source.short(*year), 11).under("目標値")));
    columns.extend(years.actuals.iter().map(|year| Column::figure(source.short(*year), 11).under("実績値")));
    let year = source.short(source.year.year);
    columns.push(Column::figure(format!("{year}の差"), 11));
    columns.push(Column::judgment(source.leading().name(&source.settings.eras), 10));
    columns
}

fn row(source: &Source<'_>, plan: &Plan, number: u16, years: &Years) -> Vec<Cell> {
    let part = |part| Field::Indicator(number, part);
    let fields = &plan.fields;
    let value = |at| Cell::number(fields.number(&part(at)));
    let direction = fields.direction(&part(IndicatorPart::Direction));
    let mut cells = vec![
        key(plan),
        Cell::text(plan.name.as_ref()),
        Cell::maybe(fields.text(&part(IndicatorPart::Name))),
        Cell::text(plan.department.as_ref()),
        Cell::maybe(fields.text(&part(IndicatorPart::Unit))),
        Cell::maybe(direction.map(|direction| direction.as_str())),
        value(IndicatorPart::Base),
    ];
    let first = cells.len();
    cells.extend(years.targets.iter().map(|year| value(IndicatorPart::Target(*year))));
    cells.extend(years.actuals.iter().map(|year| value(IndicatorPart::Actual(*year))));
    let this = source.year.year;
    let target = fields.number(&part(IndicatorPart::Target(this)));
    let actual = fields.number(&part(IndicatorPart::Actual(this)));
    let column = |years: &[FiscalYear]| years.iter().position(|year| *year == this);
    let columns = column(&years.actuals).zip(column(&years.targets));
    let gap = actual.zip(target).and_then(|(actual, target)| actual.checked_sub(target));
    cells.push(match (columns, gap) {
        (Some((actual, target)), Some(gap)) => {
            let live = Live::Difference(first + years.targets.len() + actual, first + target);
            Cell::live(live, Cell::Number(gap))
        }
        _ => Cell::Blank,
    });
    cells.push(Cell::judgment(fields.judgment(source.leading())));
    cells
}
