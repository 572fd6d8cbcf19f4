//! 確認事項: every finding, leading to the cell it speaks of.

use std::sync::Arc;

use super::Source;
use crate::diag::{Finding, Severity};
use crate::report::book::{Block, Cell, Column, Page, Sheet, Target};

/// The sheet.
pub(super) fn sheet(source: &Source<'_>) -> Sheet {
    let mut sheet = Sheet::new("確認事項", Page::A3Landscape);
    let count = |severity| {
        let open = source.findings.iter().filter(|f| f.severity == severity && f.accepted.is_none());
        open.count()
    };
    let accepted = source.findings.iter().filter(|finding| finding.accepted.is_some()).count();
    sheet.lead = vec![format!(
        "{} {}　{} {}　{} {}　確認済 {accepted}",
        Severity::Error.label(),
        count(Severity::Error),
        Severity::Warning.label(),
        count(Severity::Warning),
        Severity::Info.label(),
        count(Severity::Info),
    )];
    let mut block = Block::new(vec![
        Column::mark("区分", 8),
        Column::mark("コード", 8),
        Column::mark("番号", 8),
        Column::text("計画名", 26),
        Column::text("実行課", 15),
        Column::text("欄", 18),
        Column::mark("開く", 9),
        Column::text("記入されている内容", 30),
        Column::text("確認していただきたい点", 46),
        Column::text("直し方", 36),
        Column::text("ファイル", 34),
        Column::text("シート", 16),
        Column::text("確認済の理由", 24),
    ]);
    block.filter = true;
    block.empty = "確認が必要な点はありません".to_owned();
    let mut findings: Vec<&Finding> = source.findings.iter().collect();
    findings.sort_by_key(|finding| (finding.accepted.is_some(), finding.severity, finding.key));
    for finding in findings {
        block.push(row(source, finding));
    }
    sheet.frozen_columns = 3;
    sheet.blocks.push(block);
    sheet
}

fn row(source: &Source<'_>, finding: &Finding) -> Vec<Cell> {
    let plan = finding.key.and_then(|key| source.year.plan(key));
    let listed = finding.key.and_then(|key| source.year.ledger.plan(key));
    let name = plan.map(|plan| plan.name.as_ref()).or(listed.map(|plan| plan.name.as_ref()));
    let accepted = finding.accepted.as_ref();
    let severity = match accepted {
        Some(_) => "確認済",
        None => finding.severity.label(),
    };
    vec![
        Cell::text(severity),
        Cell::text(finding.code.0),
        finding.key.map_or(Cell::Blank, |key| Cell::text(key.to_string())),
        Cell::maybe(name),
        Cell::maybe(finding.department.as_deref()),
        Cell::maybe(finding.field.as_deref()),
        cell(finding),
        Cell::maybe(finding.found.as_deref()),
        Cell::text(finding.message.as_str()),
        Cell::text(finding.fix.as_str()),
        Cell::maybe(finding.file.as_deref()),
        Cell::maybe(finding.sheet.as_deref()),
        Cell::maybe(accepted.map(|accepted| accepted.reason.as_str())),
    ]
}

/// The cell, else the file, as a link.
fn cell(finding: &Finding) -> Cell {
    let Some(file) = &finding.file else { return Cell::Blank };
    let text = finding.cell.map_or_else(|| "開く".to_owned(), |cell| cell.to_string());
    let place = finding.sheet.clone().zip(finding.cell);
    Cell::Link(text, Target::Submitted(Arc::clone(file), place))
}
