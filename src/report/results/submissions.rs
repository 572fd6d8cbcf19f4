//! 提出状況 and 提出ファイル: what arrived from whom, and what became of every file.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::Source;
use super::plans::status;
use crate::diag::{Finding, Severity};
use crate::model::{Field, FileStatus, Plan, SheetStatus, SubmittedFile};
use crate::report::book::{Block, Cell, Column, Page, Sheet, Target};

/// The sheet.
pub(super) fn sheet(source: &Source<'_>) -> Sheet {
    let mut sheet = Sheet::new("提出状況", Page::A4Landscape);
    let all = &source.totals.all;
    let late = source.year.plans.iter().filter(|plan| is_late(plan, source)).count();
    let is_open = |f: &&Finding| f.severity == Severity::Error && f.accepted.is_none();
    let to_correct = source.findings.iter().filter(is_open).filter_map(|f| f.department.as_ref());
    let to_correct: BTreeSet<&Arc<str>> = to_correct.collect();
    sheet.lead = vec![format!(
        "計画 {}　提出済 {}　未提出 {}　保留 {}（保留は、どの計画のシートか確かめられないもの）",
        all.plans, all.submitted, all.missing, all.held
    )];
    if let Some(due) = source.settings.notice.due {
        let due = source.settings.eras.long_date(due);
        sheet
            .lead
            .push(format!("期限 {due}　提出日が期限より後 {late}　直すところのある課 {}", to_correct.len()));
    }
    let mut plans = Block::new(vec![
        Column::mark("番号", 8),
        Column::text("計画名", 34),
        Column::text("実行課", 18),
        Column::mark("提出", 9),
        Column::figure("版", 6),
        Column::mark("提出日", 12),
        Column::mark("開く", 6),
        Column::text("ファイル", 44),
        Column::text("シート", 20),
        Column::mark("期限", 9),
        Column::figure("エラー", 8),
        Column::figure("要確認", 8),
    ]);
    plans.filter = true;
    for plan in &source.year.plans {
        plans.push(plan_row(plan, source));
    }
    sheet.blocks = vec![plans];
    sheet.frozen_columns = 2;
    sheet
}

/// Whether a sheet says that it was handed in after the due date.
fn is_late(plan: &Plan, source: &Source<'_>) -> bool {
    let submitted = plan.fields.date(&Field::SubmittedOn);
    submitted.zip(source.settings.notice.due).is_some_and(|(submitted, due)| submitted > due)
}

/// How many findings of a severity a plan has that nobody has accepted.
fn open_findings(plan: &Plan, severity: Severity, source: &Source<'_>) -> Cell {
    let is_open = |f: &&Finding| f.key == Some(plan.key) && f.severity == severity && f.accepted.is_none();
    Cell::Count(source.findings.iter().filter(is_open).count())
}

fn plan_row(plan: &Plan, source: &Source<'_>) -> Vec<Cell> {
    let (link, file, sheet) = match &plan.source {
        Some(source) => {
            (open(&source.file), Cell::text(source.file.as_ref()), Cell::text(source.sheet.as_ref()))
        }
        None => (Cell::Blank, Cell::Blank, Cell::Blank),
    };
    vec![
        Cell::text(plan.key.to_string()),
        Cell::text(plan.name.as_ref()),
        Cell::text(plan.department.as_ref()),
        Cell::text(status(plan.status)),
        plan.fields.integer(&Field::Version).map_or(Cell::Blank, Cell::Whole),
        plan.fields.date(&Field::SubmittedOn).map_or(Cell::Blank, Cell::Date),
        link,
        file,
        sheet,
        if is_late(plan, source) { Cell::text("期限後") } else { Cell::Blank },
        open_findings(plan, Severity::Error, source),
        open_findings(plan, Severity::Warning, source),
    ]
}

/// A link to a file.
fn open(file: &Arc<str>) -> Cell {
    Cell::Link("開く".to_owned(), Target::Submitted(Arc::clone(file), None))
}

/// Every file of 提出/, a row a sheet.
pub(super) fn files(source: &Source<'_>) -> Sheet {
    let mut sheet = Sheet::new("提出ファイル", Page::A4Landscape);
    let mut block = Block::new(vec![
        Column::mark("結果", 10),
        Column::mark("開く", 7),
        Column::text("ファイル", 60),
        Column::text("シート", 24),
        Column::mark("シートの結果", 14),
        Column::text("様式", 24),
    ]);
    block.filter = true;
    block.empty = "提出されたファイルはありません".to_owned();
    for file in &source.year.files {
        let path = || Cell::text(file.path.as_ref());
        if file.sheets.is_empty() {
            block.push(vec![Cell::text(file_status(file)), open(&file.path), path()]);
        }
        for sheet in &file.sheets {
            block.push(vec![
                Cell::text(file_status(file)),
                open(&file.path),
                path(),
                Cell::text(sheet.name.as_ref()),
                Cell::text(sheet_status(sheet.status)),
                Cell::maybe(sheet.form.as_deref()),
            ]);
        }
    }
    sheet.blocks = vec![block];
    sheet
}

fn file_status(file: &SubmittedFile) -> &'static str {
    match file.status {
        FileStatus::Read => "読取済",
        FileStatus::Skipped => "対象外",
        FileStatus::Unreadable => "読取不可",
    }
}

fn sheet_status(status: SheetStatus) -> &'static str {
    match status {
        SheetStatus::Read => "読取済",
        SheetStatus::Held => "保留",
        SheetStatus::Hidden => "非表示",
        SheetStatus::Example => "記入例",
        SheetStatus::Empty => "空",
        SheetStatus::NoForm => "様式外",
    }
}
