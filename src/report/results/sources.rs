//! 出典: file, sheet, cell and raw text of every value.

use std::sync::Arc;

use super::Source;
use super::opinions::body_name;
use crate::model::{Field, Plan, Sourced, Value, WholeOpinion};
use crate::report::book::{Block, Cell, Column, Further, Page, Row, Rows, Sheet};

/// Rows a sheet takes before a further one is begun; Excel has 1,048,576.
const ROWS: usize = 1_000_000;

/// The sheets, a further one for each million of values, without their rows:
/// there are so many that none is held.
pub(super) fn sheets(source: &Source<'_>) -> Vec<Sheet> {
    sheets_of(Starts::of(source).total, ROWS)
}

fn sheets_of(total: usize, most: usize) -> Vec<Sheet> {
    let parts = total.div_ceil(most).max(1);
    (0..parts).map(|part| sheet(&sheet_name(part), (total - part * most).min(most))).collect()
}

/// What makes the rows of these sheets.
pub(super) fn add_rows<'a>(source: Arc<Source<'a>>, further: &mut Further<'a>) {
    add_rows_in(source, ROWS, further);
}

fn add_rows_in<'a>(source: Arc<Source<'a>>, most: usize, further: &mut Further<'a>) {
    let starts = Arc::new(Starts::of(&source));
    for part in 0..starts.total.div_ceil(most) {
        let (source, starts) = (Arc::clone(&source), Arc::clone(&starts));
        further.add(&sheet_name(part), move |from| {
            rows_from(Arc::clone(&source), Arc::clone(&starts), part * most + from)
        });
    }
}

fn sheet_name(part: usize) -> String {
    match part {
        0 => "出典".to_owned(),
        more => format!("出典（続き{more}）"),
    }
}

/// With which row each plan begins.
struct Starts {
    plans: Vec<usize>,
    total: usize,
}

impl Starts {
    fn of(source: &Source<'_>) -> Self {
        let mut next = 0;
        let mut plans = Vec::with_capacity(source.year.plans.len());
        for plan in &source.year.plans {
            plans.push(next);
            next += plan.fields.len() + plan.typed.len();
        }
        Self { plans, total: next + source.year.whole_opinions.len() }
    }
}

/// The rows from the one of this number on, over all sheets.
fn rows_from<'a>(source: Arc<Source<'a>>, starts: Arc<Starts>, from: usize) -> Rows<'a> {
    // The plan that begins with the row or before it.
    let plan = starts.plans.partition_point(|start| *start <= from).saturating_sub(1);
    let skipped = from - starts.plans.get(plan).copied().unwrap_or(0).min(from);
    let year = source.year;
    let whole = Arc::clone(&source);
    let of_plans = year.plans.iter().skip(plan).flat_map(move |plan| plan_rows(&source, plan));
    let of_whole = year.whole_opinions.iter().map(move |opinion| whole_row(&whole, opinion));
    Box::new(of_plans.chain(of_whole).skip(skipped).map(Row::plain))
}

fn whole_row(source: &Source<'_>, opinion: &WholeOpinion) -> Vec<Cell> {
    let text = Cell::text(opinion.text.as_str());
    vec![
        Cell::text("全体"),
        Cell::Blank,
        Cell::text(format!("{}の意見", body_name(source, opinion.body))),
        text.clone(),
        text,
        Cell::origin(opinion.origin.cell.to_string(), &opinion.origin),
        Cell::text(opinion.origin.sheet.as_ref()),
        Cell::text(opinion.origin.file.as_ref()),
    ]
}

fn sheet(name: &str, rows: usize) -> Sheet {
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
    block.further = rows;
    sheet.blocks.push(block);
    sheet
}

fn plan_rows(source: &Source<'_>, plan: &Plan) -> Vec<Vec<Cell>> {
    let (key, eras) = (plan.key.to_string(), &source.settings.eras);
    let row = |((field, value), suffix): ((&Field, &Sourced<Value>), &str)| {
        vec![
            Cell::text(key.as_str()),
            Cell::text(plan.department.as_ref()),
            Cell::text(format!("{}{suffix}", field.name(eras))),
            shown(source, &value.value),
            Cell::text(value.raw.as_str()),
            Cell::origin(value.origin.cell.to_string(), &value.origin),
            Cell::text(value.origin.sheet.as_ref()),
            Cell::text(value.origin.file.as_ref()),
            Cell::text(if value.derived { "導出" } else { "" }),
        ]
    };
    let fields = plan.fields.iter().map(|field| (field, ""));
    let typed = plan.typed.iter().map(|field| (field, "（シートの記入）"));
    fields.chain(typed).map(row).collect()
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
