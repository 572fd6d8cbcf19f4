//! 2 総括表 and 3 前年度比較 on their pages.

use crate::layout::marks::{badge, widest_badge};
use crate::layout::stacked_bars::lay_out_bars;
use crate::layout::{
    self, Align, Block, Cell, Flow, Ink, ParagraphStyle, Role, Row, Span, Table, Tag, TextStyle, line, mm,
    paragraph, width_of,
};
use crate::model::{JudgmentCode, Judgments};
use crate::report::council::{
    AreaMatrix, Comparison, MatrixRow, StageComparison, StageRow, Summary, YearRow, YearTable, printed_code,
};

use super::headings::section_heading;
use super::matrix_widths::{MatrixWidths, matrix_widths};
use super::tables::{CELL_PAD_PT, column, headed};
use super::type_styles::TypeStyles;
use crate::layout::headings::{push_body, push_notes};

const BADGE_MM: f64 = 4.6;

pub(super) fn push_summary(
    flow: &mut Flow,
    summary: &Summary,
    judgments: &Judgments,
    width_pt: f64,
    types: &TypeStyles,
) {
    if let Some(text) = &summary.paragraph {
        push_body(flow, 9.0, text, width_pt, &types.body);
    }
    push_matrix(flow, &summary.matrix, judgments, width_pt, types);
    // Before any plan is judged there are no bars, only their axes.
    let drawn = summary.chart.bars.iter().any(|bar| bar.counts.iter().any(|count| *count > 0));
    if drawn {
        let title = &summary.chart.title;
        flow.push_kept(18.0, section_heading(Some(2), title, Some("単位：計画、％"), width_pt, types));
        flow.push(6.0, lay_out_bars(&summary.chart, judgments, width_pt));
    }
    if let Some(stages) = &summary.stages {
        let number = if drawn { 3 } else { 2 };
        flow.push_kept(
            18.0,
            section_heading(Some(number), &stages.title, Some("単位：計画"), width_pt, types),
        );
        push_stages(flow, stages, judgments, width_pt, types);
    }
    push_notes(flow, &summary.notes, width_pt, &types.note);
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
    let widths = matrix_widths(matrix, width_pt, types);
    let mut columns =
        vec![column(widths.label_pt, Align::Left), column(widths.plans_pt, Align::Right).ruled()];
    for (count, share) in &widths.pairs_pt {
        let pair = [column(*count, Align::Right).ruled(), column(*share, Align::Right)];
        columns.extend(pair.map(|column| column.padded(widths.pad_pt, widths.pad_pt)));
    }
    let mut table = Table { padding_pt: 4.0, ..Table::new(columns) };
    table.head = matrix_head(matrix, judgments, &widths.pairs_pt, types);
    table.rows = matrix.rows.iter().map(|row| matrix_row(row, &widths, types)).collect();
    flow.extend(layout::table(&table, 3.0, &Tag::new(Role::Table)));
}

fn matrix_row(row: &MatrixRow, widths: &MatrixWidths, types: &TypeStyles) -> Row {
    let set = |style: TextStyle| if row.total { style.bold() } else { style };
    let (counts, shares) = (set(widths.counts), set(widths.shares));
    let label = Cell::text(&*row.label, &set(types.table)).heading_row();
    let mut cells = vec![label, Cell::text(&*row.plans, &counts)];
    for (count, share) in &row.cells {
        cells.extend([Cell::text(&**count, &counts), Cell::text(&**share, &shares)]);
    }
    totalled(Row::new(cells), row.total)
}

fn totalled(row: Row, total: bool) -> Row {
    if total { row.total() } else { row }
}

/// Judgments with what they mean, each over its count and share.
fn matrix_head(
    matrix: &AreaMatrix,
    judgments: &Judgments,
    pairs_pt: &[(f64, f64)],
    types: &TypeStyles,
) -> Vec<Row> {
    let text = |text: &str| Cell::text(text, &types.head);
    let mut upper = vec![text("改革分野").down(2), text("計画数").down(2)];
    for ((code, meaning), (count, share)) in matrix.codes.iter().zip(pairs_pt) {
        let room = count + share - 2.0 * CELL_PAD_PT;
        let cell = Cell::block(judgment_head(code, meaning, judgments, room, types));
        upper.push(cell.across(2).aligned(Align::Centre));
    }
    let fits = |name: &str, width: f64| width_of(name, &types.head) + 2.0 * CELL_PAD_PT <= width;
    let long = pairs_pt.iter().all(|(count, share)| fits("計画", *count) && fits("構成比", *share));
    let names = if long { ["計画", "構成比"] } else { ["数", "％"] };
    let lower = matrix.codes.iter().flat_map(|_| names.map(text));
    vec![Row::new(upper).padded(3.5, 2.5), Row::new(lower.collect()).padded(2.0, 2.0)]
}

/// A judgment's badge over what it means; in words where the badge is too wide.
fn judgment_head(
    code: &JudgmentCode,
    meaning: &str,
    judgments: &Judgments,
    room_pt: f64,
    types: &TypeStyles,
) -> Block {
    let centred = ParagraphStyle::CELL.aligned(Align::Centre);
    let text = |text: &str, style| paragraph(&[Span::new(text, style)], room_pt, &centred, None);
    let drawn = badge(code, judgments, mm(4.8), None);
    let mut block = if drawn.width_pt <= room_pt {
        drawn.centred(room_pt)
    } else {
        text(&printed_code(code), types.head.bold())
    };
    block.stack(2.0, text(meaning, types.head));
    block.cuts_pt.clear();
    block
}

/// A judgment, or 合計 where there is none.
fn judgment_cell(code: Option<&JudgmentCode>, judgments: &Judgments, types: &TypeStyles) -> Cell {
    let cell = match code {
        Some(code) => Cell::block(badge(code, judgments, mm(BADGE_MM), None)),
        None => Cell::block(line("合　計", &types.table.bold(), None)),
    };
    cell.heading_row()
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
    let letters = ['ａ', 'ｂ', 'ｃ', 'ｄ'];
    let end = letters[(stages.stages.len() - 1).min(3)];
    let lettered = stages.stages.iter().enumerate();
    let names = lettered.map(|(index, stage)| format!("{stage}\n{}", letters[index.min(3)]));
    let names: Vec<String> = names.chain([format!("増　減\n{end}－ａ")]).collect();
    let mut columns = vec![column(fixed[0], Align::Centre), column(fixed[1], Align::Left)];
    let counts = 0..names.len();
    columns.extend(counts.map(|index| {
        let plain = column(each, Align::Right);
        let grouped = if index == 0 || index + 1 == names.len() { plain.ruled() } else { plain };
        if index + 2 == names.len() { grouped.tinted(Ink::Tint(6)) } else { grouped }
    }));
    let heads = ["判定区分", "各年度末の評価"].into_iter().chain(names.iter().map(String::as_str));
    let mut table = Table { padding_pt: 2.4, ..headed(columns, &heads.collect::<Vec<_>>(), types) };
    table.rows = stages.rows.iter().map(|row| stage_row(row, judgments, types)).collect();
    flow.extend(layout::table(&table, 3.0, &Tag::new(Role::Table)));
}

/// The judgment that counts stands bold before the difference.
fn stage_row(row: &StageRow, judgments: &Judgments, types: &TypeStyles) -> Row {
    let total = row.code.is_none();
    let mut cells = vec![
        judgment_cell(row.code.as_ref(), judgments, types),
        Cell::text(meaning_of(row.code.as_ref(), judgments), &types.table),
    ];
    let numbers = row.counts.iter().chain([&row.difference]);
    cells.extend(numbers.enumerate().map(|(index, text)| {
        let bold = total || index + 1 == row.counts.len();
        Cell::text(&**text, &if bold { types.table.bold() } else { types.table })
    }));
    totalled(Row::new(cells), total)
}

pub(super) fn push_comparison(
    flow: &mut Flow,
    comparison: &Comparison,
    judgments: &Judgments,
    width_pt: f64,
    types: &TypeStyles,
) {
    push_body(flow, 9.0, &comparison.paragraph, width_pt, &types.body);
    let mut number = 0;
    let mut next = || {
        number += 1;
        Some(number)
    };
    if let Some(table) = &comparison.table {
        flow.push_kept(14.0, section_heading(next(), &table.title, Some(&table.unit), width_pt, types));
        push_years(flow, table, judgments, width_pt, types);
        push_notes(flow, &comparison.notes, width_pt, &types.note);
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
    let mut columns = vec![column(fixed[0], Align::Centre), column(fixed[1], Align::Left)];
    for _ in 0..3 {
        columns.extend([column(each, Align::Right).ruled(), column(each, Align::Right)]);
    }
    let mut years = Table { padding_pt: 2.4, ..Table::new(columns) };
    years.head = years_head(table, types);
    years.rows = table.rows.iter().map(|row| year_row(row, judgments, types)).collect();
    flow.extend(layout::table(&years, 3.0, &Tag::new(Role::Table)));
}

fn year_row(row: &YearRow, judgments: &Judgments, types: &TypeStyles) -> Row {
    let total = row.code.is_none();
    let style = if total { types.table.bold() } else { types.table };
    let [before, now] = &row.years;
    let texts = [&before.0, &before.1, &now.0, &now.1, &row.difference, &row.points];
    let mut cells = vec![
        judgment_cell(row.code.as_ref(), judgments, types),
        Cell::text(meaning_of(row.code.as_ref(), judgments), &types.table),
    ];
    cells.extend(texts.map(|text| Cell::text(&**text, &style)));
    totalled(Row::new(cells), total)
}

fn years_head(table: &YearTable, types: &TypeStyles) -> Vec<Row> {
    let text = |text: &str| Cell::text(text, &types.head);
    let year = |index: usize| format!("{}（{}）", table.years[index], table.stages[index]);
    let groups = [year(0), year(1), "増　減".to_owned()];
    let mut upper = vec![text("判定区分").down(2), text("各年度末の評価").down(2)];
    upper.extend(groups.iter().map(|group| text(group).across(2).aligned(Align::Centre)));
    let lower = ["計画", "構成比", "計画", "構成比", "計画", "ポイント"].map(text).to_vec();
    vec![Row::new(upper).padded(2.2, 0.8), Row::new(lower).below(None).padded(1.0, 2.2)]
}
