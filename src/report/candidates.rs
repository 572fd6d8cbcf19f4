//! 確認済_候補.xlsx: the open findings, to copy into 確認済.xlsx what the
//! secretariat has looked into and accepts.

use crate::diag::{Finding, Severity};
use crate::model::Year;
use crate::report::book::{Block, Book, Cell, Column, Page, Sheet};
use crate::report::results::year_book;
use crate::rules::NEVER_ACCEPTED;
use crate::settings::Settings;

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
            Cell::maybe(place(finding).as_deref()),
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
    year_book(year, settings, "確認済の候補", "確認済の候補".to_owned(), vec![list, guide()])
}

fn can_be_accepted(finding: &Finding) -> bool {
    finding.accepted.is_none()
        && finding.severity != Severity::Info
        && !NEVER_ACCEPTED.contains(&finding.code.0)
}

/// What 欄 must say for the copied row to accept this finding and no other: of
/// a plan its field, else its cell; without a plan the file, and its cell.
fn place(finding: &Finding) -> Option<String> {
    let cell = finding.cell.map(|cell| cell.to_string());
    if finding.key.is_some() {
        let file = || finding.file.as_deref().map(str::to_owned);
        return finding.field.clone().or(cell).or_else(file);
    }
    match (finding.file.as_deref(), cell) {
        (Some(file), Some(cell)) => Some(format!("{file}!{cell}")),
        (Some(file), None) => Some(file.to_owned()),
        (None, _) => finding.field.clone(),
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::{Acceptance, Code, RuleInfo};
    use crate::model::{CellRef, Origin, PlanKey};
    use crate::report::sample::{city, small_year};
    use crate::rules::{AcceptedFinding, finish};

    const INFO: RuleInfo =
        RuleInfo { code: Code("F17"), name: "", severity: Severity::Warning, title: "", fix: "", doc: "" };

    fn on_file(file: &str) -> Finding {
        Finding::new(&INFO, file).in_file(&file.into())
    }

    fn at(file: &str, row: u32) -> Finding {
        let origin = Origin { file: file.into(), sheet: "意見".into(), cell: CellRef::new(row, 2) };
        Finding::new(&INFO, "行").at(&origin).about("計画名")
    }

    /// The 欄 of each row of the workbook.
    fn places(findings: &[Finding]) -> Vec<Cell> {
        let book = candidates_book(&small_year(), &city(), findings);
        book.sheets[0].blocks[0].rows.iter().map(|row| row.cells[3].clone()).collect()
    }

    #[test]
    fn a_copied_row_accepts_one_file_alone() {
        let findings = vec![on_file("提出/送付状.docx"), on_file("提出/地図.pdf")];
        assert_eq!(places(&findings), [Cell::text("提出/送付状.docx"), Cell::text("提出/地図.pdf")]);
        assert_eq!(accepted(findings, "提出/送付状.docx", None), ["提出/送付状.docx"]);
    }

    #[test]
    fn a_copied_row_accepts_one_row_of_an_opinion_workbook_alone() {
        let findings = vec![at("意見/本部.xlsx", 20), at("意見/本部.xlsx", 30), at("意見/審議会.xlsx", 20)];
        assert_eq!(places(&findings)[0], Cell::text("意見/本部.xlsx!C21"));
        assert_eq!(accepted(findings, "意見/本部.xlsx!C21", None), ["行"]);
    }

    #[test]
    fn a_plans_finding_is_named_by_its_field_or_its_cell() {
        let key = PlanKey::new(2, 1);
        let of_field = at("提出/2-01.xlsx", 20).on_plan(key, &"人事課".into());
        let mut of_cell = of_field.clone();
        of_cell.field = None;
        assert_eq!(places(&[of_field.clone(), of_cell]), [Cell::text("計画名"), Cell::text("C21")]);
        assert_eq!(accepted(vec![of_field], "計画名", Some(key)).len(), 1);
    }

    #[test]
    fn what_cannot_be_accepted_is_not_offered() {
        let info = RuleInfo { code: Code("V02"), ..INFO };
        assert!(places(&[Finding::new(&info, "判定")]).is_empty());
    }

    fn accepted(findings: Vec<Finding>, place: &str, key: Option<PlanKey>) -> Vec<String> {
        let acceptance = Acceptance { reason: "送付状".to_owned(), by: None, date: None };
        let row =
            AcceptedFinding { code: Code("F17"), key, place: Some(place.to_owned()), acceptance, row: 2 };
        let finished = finish(findings, &city(), &[row]);
        finished.into_iter().filter(|f| f.accepted.is_some()).map(|f| f.message).collect()
    }
}
