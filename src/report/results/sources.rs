//! 出典: file, sheet, cell and raw text of every value.

use super::Source;
use super::opinions::body_name;
use crate::model::{Field, Fields, Plan, Sourced, Value};
use crate::report::book::{Block, Cell, Column, Page, Sheet};

/// Rows a sheet takes before a further one is begun; Excel has 1,048,576.
const ROWS: usize = 1_000_000;

/// The sheet; a second one where a million values do not hold them.
pub(super) fn sheets(source: &Source<'_>) -> Vec<Sheet> {
    let mut rows = Vec::new();
    for plan in &source.year.plans {
        rows.extend(plan_rows(source, plan, &plan.fields, ""));
        rows.extend(plan_rows(source, plan, &plan.typed, "（シートの記入）"));
    }
    for opinion in &source.year.whole_opinions {
        let text = Cell::text(opinion.text.as_str());
        rows.push(vec![
            Cell::text("全体"),
            Cell::Blank,
            Cell::text(format!("{}の意見", body_name(source, opinion.body))),
            text.clone(),
            text,
            Cell::origin(opinion.origin.cell.to_string(), &opinion.origin),
            Cell::text(opinion.origin.sheet.as_ref()),
            Cell::text(opinion.origin.file.as_ref()),
        ]);
    }
    let mut sheets = Vec::new();
    let mut rest = rows.into_iter();
    loop {
        let part: Vec<Vec<Cell>> = rest.by_ref().take(ROWS).collect();
        if part.is_empty() && !sheets.is_empty() {
            return sheets;
        }
        let name = match sheets.len() {
            0 => "出典".to_owned(),
            more => format!("出典（続き{more}）"),
        };
        sheets.push(sheet(&name, part));
    }
}

fn sheet(name: &str, rows: Vec<Vec<Cell>>) -> Sheet {
    let mut sheet = Sheet::new(name, Page::A4Landscape);
    sheet.lead = vec!["記入者と内線を含むため、庁外に出さないでください".to_owned()];
    sheet.frozen_columns = 3;
    let mut block = Block::new(vec![
        Column::mark("番号", 8),
        Column::text("実行課", 14),
        Column::text("欄", 22),
        Column::text("読み取った値", 40),
        Column::text("セルの表示", 40),
        Column::mark("セル", 9),
        Column::text("シート", 16),
        Column::text("ファイル", 34),
        Column::mark("求め方", 8),
    ]);
    block.filter = true;
    block.empty = "読み取った値はありません".to_owned();
    rows.into_iter().for_each(|row| block.push(row));
    sheet.blocks.push(block);
    sheet
}

fn plan_rows(source: &Source<'_>, plan: &Plan, fields: &Fields, suffix: &str) -> Vec<Vec<Cell>> {
    let row = |(field, value): (&Field, &Sourced<Value>)| {
        vec![
            Cell::text(plan.key.to_string()),
            Cell::text(plan.department.as_ref()),
            Cell::text(format!("{}{suffix}", field.name(&source.settings.eras))),
            shown(source, &value.value),
            Cell::text(value.raw.as_str()),
            Cell::origin(value.origin.cell.to_string(), &value.origin),
            Cell::text(value.origin.sheet.as_ref()),
            Cell::text(value.origin.file.as_ref()),
            Cell::text(if value.derived { "導出" } else { "" }),
        ]
    };
    fields.iter().map(row).collect()
}

/// The value as the workbook's other sheets hold it.
fn shown(source: &Source<'_>, value: &Value) -> Cell {
    match value {
        Value::Text(text) => Cell::text(text.as_str()),
        Value::Integer(number) => Cell::Whole(*number),
        Value::Number(quantity) => Cell::Number(quantity.value),
        Value::Money(amount) => Cell::Money(*amount),
        Value::Year(year) => Cell::text(source.short(*year)),
        Value::Date(date) => Cell::Date(*date),
        Value::Judgment(code) => Cell::Judgment(code.clone()),
        Value::Direction(direction) => Cell::text(direction.as_str()),
        Value::AfterPeriod(choice) => Cell::text(choice.as_str()),
    }
}
