//! 効果額: by area, and a row a plan.

use std::collections::BTreeSet;

use super::Source;
use crate::model::{FiscalYear, ThousandYen};
use crate::report::benefits::{self, PlanBenefit, plan_benefits};
use crate::report::book::{Block, Cell, Column, Criterion, Is, Live, Page, Sheet};

/// The sheet.
pub(super) fn sheet(source: &Source<'_>) -> Sheet {
    let mut sheet = Sheet::new("効果額", Page::A4Landscape);
    let years: Vec<FiscalYear> =
        source.settings.period.years().filter(|year| *year <= source.year.year).collect();
    let rows = plan_benefits(source.year, &years);
    sheet.blocks = vec![by_area(source, &years, &rows), by_plan(source, &years, &rows)];
    sheet.notes = vec![
        "▲は、経費の増又は収入の減を示します。空欄は、記入がないことを示します".to_owned(),
        "過年度の額は、確定値があるものは確定値、ないものは今年度のシートに記入された額です。前年度までに終了した計画を含みます".to_owned(),
    ];
    sheet
}

fn by_plan(source: &Source<'_>, years: &[FiscalYear], rows: &[PlanBenefit<'_>]) -> Block {
    let mut columns = vec![
        Column::text("改革分野", 24).named("効果額_改革分野"),
        Column::mark("番号", 8),
        Column::text("計画名", 40),
        Column::text("実行課", 18),
    ];
    for year in years {
        let short = source.short(*year);
        columns.push(Column::figure(&short, 12).named(format!("効果額_{short}")));
    }
    columns.push(Column::figure("累計", 13));
    let mut block = Block::new(columns);
    block.caption = Some("計画別の効果額".to_owned());
    block.unit = Some("（単位：千円）".to_owned());
    block.filter = true;
    block.empty = "効果額の記入された計画はありません".to_owned();
    for row in rows {
        let mut cells = vec![
            Cell::text(row.area),
            Cell::text(row.key.to_string()),
            Cell::text(row.name),
            Cell::text(row.department),
        ];
        cells.extend(row.amounts.iter().map(|amount| Cell::money(*amount)));
        let sum = sum(row.amounts.iter().flatten());
        cells.push(Cell::live(Live::RowSum(4, 3 + years.len()), Cell::Money(sum)));
        block.push(cells);
    }
    if !rows.is_empty() {
        let mut cells = vec![Cell::text("合計"), Cell::Blank, Cell::Blank, Cell::Blank];
        cells.extend(sums(rows, years.len()));
        block.total(cells);
    }
    block
}

fn by_area(source: &Source<'_>, years: &[FiscalYear], rows: &[PlanBenefit<'_>]) -> Block {
    // The columns of years stand below each other in both tables.
    let mut columns =
        vec![Column::text("改革分野", 24), Column::rest(8), Column::rest(40), Column::figure("計画数", 18)];
    columns.extend(years.iter().map(|year| Column::figure(source.short(*year), 12)));
    columns.push(Column::figure("累計", 13));
    let mut block = Block::new(columns);
    block.caption = Some("改革分野別の効果額".to_owned());
    block.unit = Some("（単位：千円）".to_owned());
    let mut areas: Vec<&str> = source.totals.areas.iter().map(|area| area.name.as_ref()).collect();
    areas.extend(
        rows.iter().map(|row| row.area).filter(|area| !areas.contains(area)).collect::<BTreeSet<_>>(),
    );
    for area in areas {
        let own: Vec<&PlanBenefit<'_>> = rows.iter().filter(|row| row.area == area).collect();
        let is_own = || vec![Criterion::new("効果額_改革分野", Is::InRow(0, area.to_owned()))];
        let mut cells = vec![
            Cell::text(area),
            Cell::Blank,
            Cell::Blank,
            Cell::live(Live::Tally(is_own()), Cell::Count(own.len())),
        ];
        for (at, year) in years.iter().enumerate() {
            let total = sum(own.iter().filter_map(|row| row.amounts[at].as_ref()));
            let live = Live::SumOf(format!("効果額_{}", source.short(*year)), is_own());
            cells.push(Cell::live(live, Cell::Money(total)));
        }
        let all = sum(own.iter().flat_map(|row| row.amounts.iter().flatten()));
        cells.push(Cell::live(Live::RowSum(4, 3 + years.len()), Cell::Money(all)));
        block.push(cells);
    }
    let mut cells = vec![
        Cell::text("合計"),
        Cell::Blank,
        Cell::Blank,
        Cell::live(Live::ColumnSum, Cell::Count(rows.len())),
    ];
    cells.extend(sums(rows, years.len()));
    block.total(cells);
    block
}

/// The last cells of a table's total: each year's sum, then all of them.
fn sums<'a>(rows: &'a [PlanBenefit<'_>], years: usize) -> impl Iterator<Item = Cell> + 'a {
    let of_year = |at: usize| sum(rows.iter().filter_map(|row| row.amounts[at].as_ref()));
    let all = sum(rows.iter().flat_map(|row| row.amounts.iter().flatten()));
    let amounts = (0..years).map(of_year).chain([all]);
    amounts.map(|amount| Cell::live(Live::ColumnSum, Cell::Money(amount)))
}

/// A sum as a cell's value: of nothing it is 0, as the formula's.
fn sum<'a>(amounts: impl Iterator<Item = &'a ThousandYen>) -> ThousandYen {
    benefits::sum(amounts.copied()).unwrap_or(ThousandYen(0))
}
