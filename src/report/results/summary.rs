//! 総括表: area × judgment for every stage, counts and shares, with a chart.

use super::Source;
use crate::model::{Field, JudgmentCode};
use crate::report::book::{Block, Cell, Chart, ChartKind, Column, Criterion, Is, Live, Page, Sheet};
use crate::report::totals::{AreaTotals, Share};

/// Where the columns of the table stand: area, plans, one a code, without, then shares.
const PLANS: usize = 1;
const FIRST_CODE: usize = 2;

/// The sheet.
pub(super) fn sheet(source: &Source<'_>) -> Sheet {
    let mut sheet = Sheet::new("総括表", Page::A4Landscape);
    sheet.lead = vec![format!(
        "計画数 {}　提出 {}　未提出 {}　保留 {}",
        source.totals.all.plans,
        source.totals.all.submitted,
        source.totals.all.missing,
        source.totals.all.held
    )];
    // The judgment that counts comes first; the earlier ones follow as its history.
    for (field, name) in source.stages().iter().rev() {
        let mut block = table(source, field, name);
        if field == source.leading() {
            block.chart = Some(chart(source, name));
        }
        sheet.blocks.push(block);
    }
    sheet.notes = vec![
        "件数は、シート「評価一覧」の評価から数式で数えています".to_owned(),
        "割合は、評価のある計画に対する割合で、小数点以下第2位を四捨五入しているため、合計が100.0にならないことがあります".to_owned(),
        "「－」は、該当がないことを示します".to_owned(),
    ];
    sheet
}

fn table(source: &Source<'_>, field: &Field, name: &str) -> Block {
    let codes = &source.totals.codes;
    let mut columns = vec![Column::text("改革分野", 26), Column::figure("計画数", 8)];
    columns.extend(codes.iter().map(|code| Column::figure(code.as_str(), 8).under("計画数（計画）")));
    columns.push(Column::figure("評価なし", 9));
    columns.extend(codes.iter().map(|code| Column::figure(code.as_str(), 8).under("割合（％）")));
    let mut block = Block::new(columns);
    block.caption = Some(format!("改革分野別の{name}"));
    block.unit = Some("（単位：計画、％）".to_owned());
    for area in &source.totals.areas {
        block.push(row(area, field, name, codes, Some(area.name.as_ref())));
    }
    block.total(row(&source.totals.all, field, name, codes, None));
    block
}

fn row(area: &AreaTotals, field: &Field, name: &str, codes: &[JudgmentCode], by: Option<&str>) -> Vec<Cell> {
    let Some(stage) = area.stage(field) else { return vec![Cell::text(area.name.as_ref())] };
    let mut in_area = Vec::new();
    if let Some(text) = by {
        in_area.push(Criterion::new("一覧_改革分野", Is::InRow(0, text.to_owned())));
    }
    let plans = match by {
        Some(_) => Cell::live(Live::Tally(in_area.clone()), Cell::Count(area.plans)),
        None => Cell::live(Live::ColumnSum, Cell::Count(area.plans)),
    };
    let mut cells = vec![Cell::text(area.name.as_ref()), plans];
    for (code, count) in codes.iter().zip(&stage.counts) {
        let mut criteria = in_area.clone();
        criteria.push(Criterion::new(format!("一覧_{name}"), Is::Head(code.as_str().to_owned())));
        cells.push(Cell::live(Live::Tally(criteria), Cell::Count(*count)));
    }
    let last = FIRST_CODE + codes.len() - 1;
    cells.push(Cell::live(Live::RowRest(PLANS, FIRST_CODE, last), Cell::Count(stage.without)));
    let judged = stage.judged();
    for (at, count) in stage.counts.iter().enumerate() {
        let live = Live::ShareOfSum(FIRST_CODE + at, FIRST_CODE, last);
        cells.push(Cell::live(live, Cell::Share(Share::of(*count, judged))));
    }
    cells
}

fn chart(source: &Source<'_>, name: &str) -> Chart {
    let last = FIRST_CODE + source.totals.codes.len() - 1;
    Chart {
        title: format!("改革分野別の{name}の構成"),
        kind: ChartKind::SharesByRow,
        labels: 0,
        series: (FIRST_CODE, last),
        alternative: format!(
            "改革分野別及び合計の{name}の構成を示す帯グラフ。数値は上の表「改革分野別の{name}」のとおり"
        ),
    }
}
