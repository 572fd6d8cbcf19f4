//! 課別集計: department × judgment for every stage.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Source;
use super::plans::status;
use crate::model::{Plan, PlanStatus};
use crate::report::book::{Block, Cell, Column, Criterion, Is, Live, Page, Sheet};

/// The sheet.
pub(super) fn sheet(source: &Source<'_>) -> Sheet {
    let mut sheet = Sheet::new("課別集計", Page::A4Landscape);
    sheet.frozen_columns = 1;
    let codes = &source.totals.codes;
    let submitted = status(PlanStatus::Submitted);
    let mut columns =
        vec![Column::text("実行課", 22), Column::figure("計画数", 8), Column::figure(submitted, 8)];
    for (_, name) in source.stages() {
        columns.extend(codes.iter().map(|code| Column::figure(code.as_str(), 6).under(&name)));
    }
    let mut block = Block::new(columns);
    block.unit = Some("（単位：計画）".to_owned());
    let mut by_department: BTreeMap<&Arc<str>, Vec<&Plan>> = BTreeMap::new();
    for plan in &source.year.plans {
        by_department.entry(&plan.department).or_default().push(plan);
    }
    // In the order in which the plans name them, the order of the plan document.
    for department in &source.totals.all.departments {
        block.push(row(source, department, &by_department[department]));
    }
    block.total(total(source));
    sheet.blocks.push(block);
    sheet.notes = vec![
        "件数は、シート「評価一覧」から数式で数えています".to_owned(),
        "「－」は、該当がないことを示します".to_owned(),
    ];
    sheet
}

fn row(source: &Source<'_>, department: &Arc<str>, plans: &[&Plan]) -> Vec<Cell> {
    let own = Criterion::new("一覧_実行課", Is::InRow(0, department.to_string()));
    let tally = |more: Option<Criterion>, count: usize| {
        let criteria = [own.clone()].into_iter().chain(more).collect();
        Cell::live(Live::Tally(criteria), Cell::Count(count))
    };
    let submitted = plans.iter().filter(|plan| plan.status == PlanStatus::Submitted).count();
    let is_submitted = Is::Text(status(PlanStatus::Submitted).to_owned());
    let mut cells = vec![
        Cell::text(department.as_ref()),
        tally(None, plans.len()),
        tally(Some(Criterion::new("一覧_提出", is_submitted)), submitted),
    ];
    for (field, name) in source.stages() {
        for code in &source.totals.codes {
            let count = plans.iter().filter(|plan| plan.fields.judgment(&field) == Some(code)).count();
            let is_code = Criterion::new(format!("一覧_{name}"), Is::Head(code.as_str().to_owned()));
            cells.push(tally(Some(is_code), count));
        }
    }
    cells
}

fn total(source: &Source<'_>) -> Vec<Cell> {
    let all = &source.totals.all;
    let sum = |count: usize| Cell::live(Live::ColumnSum, Cell::Count(count));
    let mut cells = vec![Cell::text("合計"), sum(all.plans), sum(all.submitted)];
    cells.extend(all.stages.iter().flat_map(|stage| stage.counts.iter().map(|count| sum(*count))));
    cells
}
