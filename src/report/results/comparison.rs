//! 前年度比較: this year beside the closed year before, and the judgments over the years.

use super::Source;
use crate::model::{ClosedYear, Field};
use crate::report::book::{Block, Cell, Chart, ChartKind, Column, Criterion, Is, Live, Page, Sheet};
use crate::report::totals::{AreaTotals, Totals};

/// The sheet.
pub(super) fn sheet(source: &Source<'_>) -> Sheet {
    let mut sheet = Sheet::new("前年度比較", Page::A4Landscape);
    let leading = source.leading().name(&source.settings.eras);
    let this = source.short(source.year.year);
    match source.year.year_before() {
        Some(before) => {
            let last = source.short(before.year);
            sheet.lead = vec![format!("{last}の確定評価と{this}の{leading}を比べています")];
            sheet.blocks.push(years(source, &leading));
            sheet.blocks.push(areas(source, before, &leading));
            sheet.blocks.push(moved(source, before, &leading));
        }
        None => {
            let why = if source.year.has_year_before {
                "前年度の確定データがないため、比較していません"
            } else {
                "このプログラムを使う最初の年度のため、前年度とは比較していません"
            };
            sheet.lead = vec![why.to_owned()];
            sheet.blocks.push(years(source, &leading));
        }
    }
    sheet.notes = vec![
        format!("{this}の件数は、シート「評価一覧」から数式で数えています"),
        "▲は減を、「－」は該当がないことを示します".to_owned(),
    ];
    sheet
}

/// A row a year: how many plans got which judgment.
fn years(source: &Source<'_>, leading: &str) -> Block {
    let codes = &source.totals.codes;
    let mut columns = vec![Column::text("年度", 24)];
    columns.extend(codes.iter().map(|code| Column::figure(code.as_str(), 9).under("計画数")));
    columns.push(Column::figure("評価なし", 9));
    columns.push(Column::figure("合計", 9));
    let mut block = Block::new(columns);
    block.caption = Some("年度別の評価".to_owned());
    block.unit = Some("（単位：計画）".to_owned());
    for closed in &source.year.earlier {
        let totals = Totals::of_closed(closed, &source.year.ledger, source.settings);
        let Some(stage) = totals.all.stage(&Field::FinalJudgment) else { continue };
        let mut cells = vec![Cell::text(format!("{}（確定）", source.short(closed.year)))];
        cells.extend(stage.counts.iter().map(|count| Cell::Count(*count)));
        cells.push(Cell::Count(stage.without));
        let sum = Live::RowSum(1, codes.len() + 1);
        cells.push(Cell::live(sum, Cell::Count(totals.all.plans)));
        block.push(cells);
    }
    block.push(this_year(source, leading));
    block.chart = Some(Chart {
        title: "年度別の評価".to_owned(),
        kind: ChartKind::ColumnsByRow,
        labels: 0,
        series: (1, codes.len()),
        alternative: "年度ごとに、判定区分別の計画数を並べた棒グラフ。数値は上の表「年度別の評価」のとおり"
            .to_owned(),
    });
    block
}

fn this_year(source: &Source<'_>, leading: &str) -> Vec<Cell> {
    let codes = &source.totals.codes;
    let state = if source.year.is_final { "確定" } else { leading };
    let mut cells = vec![Cell::text(format!("{}（{state}）", source.short(source.year.year)))];
    let Some(stage) = source.totals.all.stage(source.leading()) else { return cells };
    for (code, count) in codes.iter().zip(&stage.counts) {
        let is_code = Criterion::new(format!("一覧_{leading}"), Is::Head(code.as_str().to_owned()));
        cells.push(Cell::live(Live::Tally(vec![is_code]), Cell::Count(*count)));
    }
    let total = codes.len() + 2;
    cells.push(Cell::live(Live::RowRest(total, 1, codes.len()), Cell::Count(stage.without)));
    // Every plan of the list has one of the three, so they count all of them.
    let all = super::plans::ALL_STATUS.map(|status| Criterion::new("一覧_提出", Is::Text(status.to_owned())));
    cells.push(Cell::live(Live::TallyAny(all.to_vec()), Cell::Count(source.totals.all.plans)));
    cells
}

/// Area and judgment: last year, this year, difference.
fn areas(source: &Source<'_>, before: &ClosedYear, leading: &str) -> Block {
    let (last, this) = (source.short(before.year), source.short(source.year.year));
    let mut columns = vec![Column::text("改革分野", 24)];
    for code in &source.totals.codes {
        for head in [&last, &this, "増減"] {
            columns.push(Column::figure(head, 7).under(code.as_str()));
        }
    }
    for head in [&last, &this, "増減"] {
        columns.push(Column::figure(head, 7).under("計画数"));
    }
    let mut block = Block::new(columns);
    block.caption = Some("改革分野別の増減".to_owned());
    block.unit = Some("（単位：計画）".to_owned());
    let earlier = Totals::of_closed(before, &source.year.ledger, source.settings);
    for area in &source.totals.areas {
        block.push(area_row(source, area, earlier.area(area.number), leading, Some(&area.name)));
    }
    // An area that only last year had still counts.
    for area in earlier.areas.iter().filter(|area| source.totals.area(area.number).is_none()) {
        let none = AreaTotals { name: area.name.clone(), ..source.totals.none() };
        block.push(area_row(source, &none, Some(area), leading, Some(&area.name)));
    }
    block.total(area_row(source, &source.totals.all, Some(&earlier.all), leading, None));
    block
}

fn area_row(
    source: &Source<'_>,
    now: &AreaTotals,
    earlier: Option<&AreaTotals>,
    leading: &str,
    by: Option<&str>,
) -> Vec<Cell> {
    let mut cells = vec![Cell::text(now.name.as_ref())];
    let in_area: Vec<Criterion> =
        by.map(|name| Criterion::new("一覧_改革分野", Is::InRow(0, name.to_owned()))).into_iter().collect();
    let before = earlier.and_then(|area| area.stage(&Field::FinalJudgment));
    let after = now.stage(source.leading());
    for (at, code) in source.totals.codes.iter().enumerate() {
        let was = before.map_or(0, |stage| stage.counts[at]);
        let is = after.map_or(0, |stage| stage.counts[at]);
        let mut criteria = in_area.clone();
        let is_code = Is::Text(code.as_str().to_owned());
        criteria.push(Criterion::new(format!("一覧_{leading}"), is_code));
        push_three(&mut cells, was, is, by.is_some(), Live::Tally(criteria));
    }
    let live = Live::Tally(in_area);
    push_three(&mut cells, earlier.map_or(0, |area| area.plans), now.plans, by.is_some(), live);
    cells
}

/// Last year, this year and the difference; a row of totals adds its columns up.
fn push_three(cells: &mut Vec<Cell>, was: usize, is: usize, is_area: bool, live: Live) {
    let at = cells.len();
    let column =
        |live: Live, count| Cell::live(if is_area { live } else { Live::ColumnSum }, Cell::Count(count));
    cells.push(if is_area { Cell::Count(was) } else { Cell::live(Live::ColumnSum, Cell::Count(was)) });
    cells.push(column(live, is));
    let gap = i64::try_from(is).unwrap_or(i64::MAX).saturating_sub(i64::try_from(was).unwrap_or(i64::MAX));
    cells.push(Cell::live(Live::Difference(at + 1, at), Cell::Whole(gap)));
}

/// The plans whose judgment is not that of last year.
fn moved(source: &Source<'_>, before: &ClosedYear, leading: &str) -> Block {
    let (last, this) = (source.short(before.year), source.short(source.year.year));
    let mut block = Block::new(vec![
        Column::text("計画名", 24),
        Column::rest(7),
        Column::rest(7),
        Column::mark("番号", 7),
        Column::judgment(format!("{last}\n確定評価"), 9),
        Column::judgment(format!("{this}\n{leading}"), 9),
        Column::text("実行課", 9),
        Column::rest(7),
    ]);
    block.caption = Some("前年度と評価が異なる計画".to_owned());
    block.empty = "前年度と評価が異なる計画はありません".to_owned();
    for plan in &source.year.plans {
        let now = plan.fields.judgment(source.leading());
        let was = before.plan(plan.key).and_then(|plan| plan.fields.judgment(&Field::FinalJudgment));
        if let (Some(was), Some(now)) = (was, now)
            && was != now
        {
            block.push(vec![
                Cell::text(plan.name.as_ref()),
                Cell::Blank,
                Cell::Blank,
                Cell::text(plan.key.to_string()),
                Cell::Judgment(was.clone()),
                Cell::Judgment(now.clone()),
                Cell::text(plan.department.as_ref()),
            ]);
        }
    }
    block
}
