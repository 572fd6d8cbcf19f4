//! 確認票/課名.xlsx: a department's 確認票 as a workbook that it answers in.

use super::notice::{NOTICE_LEAD, NOTICE_NOTE, NOTICE_STEPS, Notice, NoticeGroup, NoticeRow};
use crate::model::Year;
use crate::report::book::{Block, Book, Cell, Column, Page, Sheet, Target};
use crate::report::results::year_book;
use crate::settings::Settings;

/// What 回答 is chosen from; in the cell itself, so that the 確認票 is one sheet.
const ANSWERS: &str = "\"直した,このままでよい\"";

/// The workbook of one 確認票.
pub fn notice_book(notice: &Notice, year: &Year, settings: &Settings) -> Book {
    let mut sheet = Sheet::new("確認票", Page::A4Landscape);
    sheet.title = Some(format!("実施計画シート　確認票　{}評価", notice.year));
    sheet.lead = lead(notice);
    for group in &notice.groups {
        sheet.blocks.push(block(group));
    }
    sheet.notes = vec![NOTICE_NOTE.trim_start_matches(['※', '　']).to_owned()];
    year_book(year, settings, "確認票", format!("{}への確認票", notice.department), vec![sheet])
}

fn lead(notice: &Notice) -> Vec<String> {
    let from = notice.contact.clone().filter(|contact| !contact.is_empty());
    let from = from.unwrap_or_else(|| notice.secretariat.clone());
    let sender = if from.is_empty() { String::new() } else { format!("（{from}）") };
    let mut lead = vec![
        format!("{}長　様", notice.department),
        format!("{}事務局{sender}", notice.body),
        format!(
            "回答期限　{}　　要修正　{}件　　要確認　{}件　　提出いただいたシート　{}計画",
            notice.due_text, notice.errors, notice.warnings, notice.submitted
        ),
        NOTICE_LEAD.to_owned(),
    ];
    lead.extend(NOTICE_STEPS.iter().enumerate().map(|(at, step)| format!("{}．{step}", at + 1)));
    lead
}

/// One plan's points, in its own sheet's words and cells.
fn block(group: &NoticeGroup) -> Block {
    let mut block = Block::new(vec![
        Column::mark("No.", 6),
        Column::mark("区分", 8),
        Column::mark("セル", 8),
        Column::text("欄", 18),
        Column::text("記入されている内容", 26),
        Column::text("確認していただきたい点", 38),
        Column::text("直し方", 32),
        Column::mark("コード", 8),
        Column::mark("回答", 12).typed(Some(ANSWERS), "「直した」又は「このままでよい」を選びます。"),
        Column::text("このままでよい理由", 28)
            .typed(None, "要確認の点をこのままとするときに、理由を入力します。"),
    ]);
    block.caption = Some(caption(group));
    for row in &group.rows {
        block.push(vec![
            Cell::Count(row.number),
            Cell::text(row.mark()),
            place(row, group),
            Cell::maybe(row.label.as_deref()),
            Cell::text(row.written.as_str()),
            Cell::text(row.problem.as_str()),
            Cell::text(row.fix.as_str()),
            Cell::text(row.code),
        ]);
    }
    block
}

/// The cell, else the file, as a link to what was submitted.
fn place(row: &NoticeRow, group: &NoticeGroup) -> Cell {
    let Some(path) = &group.path else { return row.cell.map_or(Cell::Blank, |c| Cell::text(c.to_string())) };
    let at = group.sheet.clone().zip(row.cell);
    let text = row.cell.map_or_else(|| "開く".to_owned(), |cell| cell.to_string());
    Cell::Link(text, Target::Submitted(std::sync::Arc::clone(path), at))
}

/// `2-17　庁内での…　2-17_下水道課.ods　シート「実施計画シート」`
fn caption(group: &NoticeGroup) -> String {
    let parts = [
        group.key.map(|key| key.to_string()),
        group.name.as_ref().map(|name| name.to_string()),
        group.file.clone(),
        group.sheet.as_ref().map(|sheet| format!("シート「{sheet}」")),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    if parts.is_empty() { "計画を特定できないもの".to_owned() } else { parts.join("　") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::{Finding, RuleInfo};
    use crate::model::{CellRef, PlanKey};
    use crate::report::notice::notices;
    use crate::report::sample::{city, small_year};

    #[test]
    fn a_point_stands_with_its_cell_and_a_box_for_the_answer() {
        let info = RuleInfo::EXAMPLE;
        let (year, settings) = (small_year(), city());
        let plan = year.plan(PlanKey::new(2, 1)).expect("a plan");
        let origin = plan.source.as_ref().expect("submitted").at(CellRef::new(20, 2));
        let finding = Finding::new(&info, "C判定には課題と改善策が必要です")
            .on_plan(plan.key, &plan.department)
            .at(&origin)
            .about("課題・改善策");
        let book = notice_book(&notices(&year, &[finding], &settings)[0], &year, &settings);
        let block = &book.sheets[0].blocks[0];
        assert_eq!(
            block.caption.as_deref(),
            Some("2-01　職員研修　2-01_人事課.xlsx　シート「実施計画シート」")
        );
        let place = Target::Submitted(
            "提出/2-01_人事課.xlsx".into(),
            Some(("実施計画シート".into(), CellRef::new(20, 2))),
        );
        assert_eq!(
            block.rows[0].cells[1..4],
            [Cell::text("要修正"), Cell::Link("C21".to_owned(), place), Cell::text("課題・改善策")]
        );
        assert_eq!(block.columns[8].input.as_ref().and_then(|i| i.choices.as_deref()), Some(ANSWERS));
        assert_eq!(book.sheets.len(), 1, "nothing but the 確認票 is printed");
        assert_eq!(book.sheets[0].lead[0], "人事課長　様");
    }
}
