//! 2 総括表 and 3 前年度比較 on their pages.

use crate::layout::{Align, Block, Flow, Point, Stroke, Tag, line, mm, width_of};
use crate::model::{JudgmentCode, Judgments};
use crate::report::council::{AreaMatrix, Comparison, StageComparison, Summary, YearTable, printed_code};

use super::headings::{push_body, push_notes, section_heading};
use super::table::{
    BodyRow, CELL_PAD_PT, Columns, TableTags, cell_text, centred, column_head, head, head_rules, pieces, row,
    row_head, tall_head, wide_head,
};
use super::type_styles::TypeStyles;
use crate::layout::marks::{badge, widest_badge};
use crate::layout::stacked_bars::lay_out_bars;

const BADGE_MM: f64 = 4.6;

pub(super) fn push_summary(
    flow: &mut Flow,
    summary: &Summary,
    judgments: &Judgments,
    width_pt: f64,
    types: &TypeStyles,
) {
    if let Some(text) = &summary.paragraph {
        push_body(flow, 9.0, text, width_pt, types);
    }
    push_matrix(flow, &summary.matrix, judgments, width_pt, types);
    flow.push_kept(
        18.0,
        section_heading(Some(2), &summary.chart.title, Some("単位：計画、％"), width_pt, types),
    );
    flow.push(6.0, lay_out_bars(&summary.chart, judgments, width_pt));
    if let Some(stages) = &summary.stages {
        flow.push_kept(18.0, section_heading(Some(3), &stages.title, Some("単位：計画"), width_pt, types));
        push_stages(flow, stages, judgments, width_pt, types);
    }
    push_notes(flow, &summary.notes, width_pt, types);
}

/// Areas down, judgments across, each with count and share under one badge.
fn push_matrix(
    flow: &mut Flow,
    matrix: &AreaMatrix,
    judgments: &Judgments,
    width_pt: f64,
    types: &TypeStyles,
) {
    flow.push_kept(14.0, section_heading(Some(1), &matrix.title, Some(&matrix.unit), width_pt, types));
    let many = matrix.codes.len() > 5;
    let (label, plans) = if many { (mm(30.0), mm(12.0)) } else { (mm(40.0), mm(15.0)) };
    let pair = (width_pt - label - plans) / matrix.codes.len().max(1) as f64;
    let (count, share) = (pair * 0.44, pair * 0.56);
    let widths = [label, plans].into_iter().chain(matrix.codes.iter().flat_map(|_| [count, share]));
    let groups: Vec<usize> = (0..matrix.codes.len()).map(|index| 2 + 2 * index).chain([1]).collect();
    let columns = Columns::new(widths.collect()).grouped(&groups);
    let tags = TableTags::new();
    let head = matrix_head(matrix, judgments, &columns, &tags, types);
    let rows = matrix.rows.iter().map(|matrix_row| {
        let tag = tags.row();
        let style = if matrix_row.total { types.table.bold() } else { types.table };
        let counts = style.sized(9.5, 13.5);
        let shares = style.sized(8.5, 13.5);
        let mut cells = vec![
            cell_text(&matrix_row.label, columns.widths[0], &style, Align::Left, Some(&row_head(&tag))),
            cell_text(&matrix_row.plans, columns.widths[1], &counts, Align::Right, Some(&tag.cell())),
        ];
        for (index, (count, share)) in matrix_row.cells.iter().enumerate() {
            let at = 2 + 2 * index;
            cells.push(cell_text(count, columns.widths[at], &counts, Align::Right, Some(&tag.cell())));
            cells.push(cell_text(share, columns.widths[at + 1], &shares, Align::Right, Some(&tag.cell())));
        }
        BodyRow { block: row(&columns, cells, 4.0), total: matrix_row.total, kept: false }
    });
    flow.extend(pieces(3.0, head, rows.collect()));
}

fn matrix_head(
    matrix: &AreaMatrix,
    judgments: &Judgments,
    columns: &Columns,
    tags: &TableTags,
    types: &TypeStyles,
) -> Block {
    let (upper, lower) = (tags.row(), tags.row());
    let mut top = Block::new(columns.total(), 0.0);
    let mut content = 0.0_f64;
    for (index, (code, meaning)) in matrix.codes.iter().enumerate() {
        let at = 2 + 2 * index;
        let width = columns.widths[at] + columns.widths[at + 1];
        let tag = wide_head(&upper, 2);
        let drawn = badge(code, judgments, mm(4.8), Some(&tag));
        let mut cell = if drawn.width_pt + 2.0 <= width {
            centred(drawn, width)
        } else {
            cell_text(&printed_code(code), width, &types.head.bold(), Align::Centre, Some(&tag))
        };
        cell.stack(2.0, cell_text(meaning, width, &types.head, Align::Centre, Some(&tag)));
        content = content.max(cell.height_pt);
        top.put(Point::new(columns.left(at), 3.5), cell);
    }
    let split = content + 6.0;
    let small = types.head.leading_pt + 4.0;
    let mut block = Block::new(columns.total(), split + small);
    for (at, text, align) in [(0, "改革分野", Align::Left), (1, "計画数", Align::Right)] {
        let cell = cell_text(text, columns.widths[at], &types.head, align, Some(&tall_head(&upper)));
        block.put(Point::new(columns.left(at), (block.height_pt - cell.height_pt) / 2.0), cell);
    }
    block.put(Point::default(), top);
    let names = ["計画", "構成比"];
    let fits = |at: usize| width_of(names[at % 2], &types.head) + 2.0 * CELL_PAD_PT <= columns.widths[at];
    let names = if (2..columns.widths.len()).all(fits) { names } else { ["数", "％"] };
    for at in 2..columns.widths.len() {
        let text = names[at % 2];
        let cell = cell_text(text, columns.widths[at], &types.head, Align::Right, Some(&column_head(&lower)));
        block.put(Point::new(columns.left(at), split + 2.0), cell);
    }
    block.rule(columns.left(2), split, columns.total() - columns.left(2), Stroke::HAIRLINE);
    for at in &columns.groups {
        block.vertical_rule(columns.left(*at), 0.0, block.height_pt, Stroke::HAIRLINE);
    }
    head_rules(&mut block);
    block
}

/// A judgment, or 合計 where there is none.
fn judgment_cell(
    code: Option<&JudgmentCode>,
    judgments: &Judgments,
    width_pt: f64,
    tag: &Tag,
    types: &TypeStyles,
) -> Block {
    match code {
        Some(code) => centred(badge(code, judgments, mm(BADGE_MM), Some(tag)), width_pt),
        None => centred(line("合　計", &types.table.bold(), Some(tag)), width_pt),
    }
}

fn code_width(judgments: &Judgments) -> f64 {
    mm(22.0).max(widest_badge(judgments, mm(BADGE_MM)) + 6.0)
}

fn meaning_of(code: Option<&JudgmentCode>, judgments: &Judgments) -> String {
    code.and_then(|code| judgments.get(code)).map(|judgment| judgment.meaning.clone()).unwrap_or_default()
}

fn push_stages(
    flow: &mut Flow,
    stages: &StageComparison,
    judgments: &Judgments,
    width_pt: f64,
    types: &TypeStyles,
) {
    let fixed = [code_width(judgments), mm(40.0)];
    let each = (width_pt - fixed.iter().sum::<f64>()) / (stages.stages.len() + 1) as f64;
    let widths: Vec<f64> =
        fixed.into_iter().chain(std::iter::repeat_n(each, stages.stages.len() + 1)).collect();
    let last = widths.len() - 1;
    let columns = Columns::new(widths).grouped(&[2, last]).tinted(&[last - 1]);
    let tags = TableTags::new();
    let head_row = tags.row();
    let mut heads = vec![("判定区分".to_owned(), Align::Centre), ("各年度末の評価".to_owned(), Align::Left)];
    let letters = ['ａ', 'ｂ', 'ｃ', 'ｄ'];
    for (index, stage) in stages.stages.iter().enumerate() {
        heads.push((format!("{stage}\n{}", letters[index.min(3)]), Align::Right));
    }
    let end = letters[(stages.stages.len() - 1).min(3)];
    heads.push((format!("増　減\n{end}－ａ"), Align::Right));
    let cells = heads.iter().zip(&columns.widths);
    let cells = cells.map(|((text, align), width)| {
        cell_text(text, *width, &types.head, *align, Some(&column_head(&head_row)))
    });
    let head = head(&columns, cells.collect(), 2.2);
    let rows = stages.rows.iter().map(|stage_row| {
        let tag = tags.row();
        let code = row_head(&tag);
        let total = stage_row.code.is_none();
        let mut cells = vec![
            judgment_cell(stage_row.code.as_ref(), judgments, columns.widths[0], &code, types),
            cell_text(
                &meaning_of(stage_row.code.as_ref(), judgments),
                columns.widths[1],
                &types.table,
                Align::Left,
                Some(&tag.cell()),
            ),
        ];
        let numbers = stage_row.counts.iter().chain([&stage_row.difference]);
        for (index, text) in numbers.enumerate() {
            let leading = index + 1 == stage_row.counts.len();
            let style = if total || leading { types.table.bold() } else { types.table };
            cells.push(cell_text(text, columns.widths[2 + index], &style, Align::Right, Some(&tag.cell())));
        }
        BodyRow { block: row(&columns, cells, 2.4), total, kept: false }
    });
    flow.extend(pieces(3.0, head, rows.collect()));
}

pub(super) fn push_comparison(
    flow: &mut Flow,
    comparison: &Comparison,
    judgments: &Judgments,
    width_pt: f64,
    types: &TypeStyles,
) {
    push_body(flow, 9.0, &comparison.paragraph, width_pt, types);
    let mut number = 0;
    let mut next = || {
        number += 1;
        Some(number)
    };
    if let Some(table) = &comparison.table {
        flow.push_kept(14.0, section_heading(next(), &table.title, Some(&table.unit), width_pt, types));
        push_years(flow, table, judgments, width_pt, types);
        push_notes(flow, &comparison.notes, width_pt, types);
    }
    if let Some(history) = &comparison.history {
        flow.push_kept(
            18.0,
            section_heading(next(), &history.title, Some("単位：計画、％"), width_pt, types),
        );
        flow.push(6.0, lay_out_bars(history, judgments, width_pt));
    }
}

fn push_years(flow: &mut Flow, table: &YearTable, judgments: &Judgments, width_pt: f64, types: &TypeStyles) {
    let fixed = [code_width(judgments), mm(32.0)];
    let each = (width_pt - fixed.iter().sum::<f64>()) / 6.0;
    let widths = fixed.into_iter().chain(std::iter::repeat_n(each, 6)).collect();
    let columns = Columns::new(widths).grouped(&[2, 4, 6]);
    let tags = TableTags::new();
    let head = years_head(table, &columns, &tags, types);
    let rows = table.rows.iter().map(|year_row| {
        let tag = tags.row();
        let total = year_row.code.is_none();
        let style = if total { types.table.bold() } else { types.table };
        let mut cells = vec![
            judgment_cell(year_row.code.as_ref(), judgments, columns.widths[0], &row_head(&tag), types),
            cell_text(
                &meaning_of(year_row.code.as_ref(), judgments),
                columns.widths[1],
                &types.table,
                Align::Left,
                Some(&tag.cell()),
            ),
        ];
        let [before, now] = &year_row.years;
        let texts = [&before.0, &before.1, &now.0, &now.1, &year_row.difference, &year_row.points];
        for (index, text) in texts.into_iter().enumerate() {
            cells.push(cell_text(text, columns.widths[2 + index], &style, Align::Right, Some(&tag.cell())));
        }
        BodyRow { block: row(&columns, cells, 2.4), total, kept: false }
    });
    flow.extend(pieces(3.0, head, rows.collect()));
}

fn years_head(table: &YearTable, columns: &Columns, tags: &TableTags, types: &TypeStyles) -> Block {
    let (upper, lower) = (tags.row(), tags.row());
    let line_pt = types.head.leading_pt;
    let mut block = Block::new(columns.total(), 2.0 * line_pt + 6.5);
    for (at, text, align) in [(0, "判定区分", Align::Centre), (1, "各年度末の評価", Align::Left)] {
        let cell = cell_text(text, columns.widths[at], &types.head, align, Some(&tall_head(&upper)));
        block.put(Point::new(columns.left(at), (block.height_pt - cell.height_pt) / 2.0), cell);
    }
    let titles = [
        format!("{}（{}）", table.years[0], table.stages[0]),
        format!("{}（{}）", table.years[1], table.stages[1]),
        "増　減".to_owned(),
    ];
    for (index, text) in titles.iter().enumerate() {
        let at = 2 + 2 * index;
        let width = columns.widths[at] + columns.widths[at + 1];
        block.put(
            Point::new(columns.left(at), 2.2),
            cell_text(text, width, &types.head, Align::Centre, Some(&wide_head(&upper, 2))),
        );
    }
    let names = ["計画", "構成比", "計画", "構成比", "計画", "ポイント"];
    for (index, text) in names.iter().enumerate() {
        let at = 2 + index;
        let cell = cell_text(text, columns.widths[at], &types.head, Align::Right, Some(&column_head(&lower)));
        block.put(Point::new(columns.left(at), line_pt + 4.0), cell);
    }
    for at in &columns.groups {
        block.vertical_rule(columns.left(*at), 0.0, block.height_pt, Stroke::HAIRLINE);
    }
    head_rules(&mut block);
    block
}
