//! 確認済_候補.xlsx: the open findings, to copy into 確認済.xlsx what the
//! secretariat has looked into and accepts.

use crate::diag::{Finding, Severity};
use crate::model::Year;
use crate::report::book::{Block, Book, Cell, Column, Page, Sheet, marks};
use crate::report::results::{created, title};
use crate::settings::Settings;

/// Codes that cannot be accepted: a file that is not read, a ledger that is
/// wrong, a judgment that is none.
pub const NEVER_ACCEPTED: [&str; 3] = ["F01", "K11", "V02"];

/// The workbook; its first sheet has the heads of 確認済.xlsx in row 1.
pub fn candidates_book(year: &Year, settings: &Settings, findings: &[Finding]) -> Book {
    let mut block = Block::new(vec![
        Column::mark("コード", 8),
        Column::text("改革分野", 22),
        Column::mark("番号", 7),
        Column::text("欄", 20),
        Column::text("理由", 36).typed(None, "このままでよい理由を入力します。理由のない行は使われません。"),
        Column::text("確認者", 14).typed(None, "確認した職員の名前を入力します。"),
        Column::mark("日付", 12).typed(None, "確認した日を「R6.5.20」の形で入力します。"),
        Column::mark("区分", 8),
        Column::text("計画名", 26),
        Column::text("記入されている内容", 30),
        Column::text("確認していただきたい点", 50),
    ]);
    block.empty = String::new();
    block.filter = true;
    for finding in findings.iter().filter(|finding| can_be_accepted(finding)) {
        let plan = finding.key.and_then(|key| year.ledger.plan(key));
        let area = finding.key.and_then(|key| year.ledger.area(key.area));
        block.push(vec![
            Cell::text(finding.code.0),
            Cell::maybe(area.map(|area| area.name.as_ref())),
            finding.key.map_or(Cell::Blank, |key| Cell::Plain(i64::from(key.number))),
            Cell::maybe(finding.field.as_deref()),
            Cell::Blank,
            Cell::Blank,
            Cell::Blank,
            Cell::text(finding.severity.label()),
            Cell::maybe(plan.map(|plan| plan.name.as_ref())),
            Cell::maybe(finding.found.as_deref()),
            Cell::text(finding.message.as_str()),
        ]);
    }
    let list = Sheet { frozen_columns: 4, ..Sheet::plain("確認済", Page::A3Landscape, block) };
    Book {
        title: title(year, settings, "確認済の候補"),
        subject: "確認済の候補".to_owned(),
        company: settings.city.name.clone(),
        created: created(year.year),
        marks: marks(settings),
        sheets: vec![list, guide()],
    }
}

fn can_be_accepted(finding: &Finding) -> bool {
    finding.accepted.is_none()
        && finding.severity != Severity::Info
        && !NEVER_ACCEPTED.contains(&finding.code.0)
}

fn guide() -> Sheet {
    let mut sheet = Sheet::new("使い方", Page::A4Portrait);
    let mut block = Block::new(vec![Column::mark("順", 6), Column::text("すること", 78)]);
    for (at, step) in [
        "シート「確認済」から、調べた結果このままでよいと判断した行だけを残し、ほかの行を消します",
        "残した行に理由、確認者、日付を入力します",
        "年度のフォルダーに「確認済.xlsx」の名前で保存し、もう一度実行します",
        "F01（開けないファイル）、K11（計画台帳の誤り）、V02（判定区分でない評価）は、確認済にできないため載せていません",
    ]
    .into_iter()
    .enumerate()
    {
        block.push(vec![Cell::Count(at + 1), Cell::text(step)]);
    }
    sheet.blocks.push(block);
    sheet
}
