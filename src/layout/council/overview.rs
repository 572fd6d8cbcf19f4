//! 1 評価の概要 on its page.

use crate::layout::marks::{Look, badge, bar, widest_badge};
use crate::layout::{
    self, Align, Block, Cell, Flow, Point, Role, Row, Stroke, Table, Tag, TextStyle, Voice, line, mm,
    width_of,
};
use crate::model::Judgments;
use crate::report::council::{Criteria, CriteriaRow, KeyFigure, Overview};

use super::flow_figure::lay_out_flow;
use super::grid::grid_pieces;
use super::headings::section_heading;
use super::tables::{CELL_PAD_PT, column, headed};
use super::type_styles::TypeStyles;
use crate::layout::headings::{push_body, push_notes};

pub(super) fn push_overview(
    flow: &mut Flow,
    overview: &Overview,
    judgments: &Judgments,
    width_pt: f64,
    types: &TypeStyles,
) {
    for (index, text) in overview.outline.iter().chain(&overview.paragraphs).enumerate() {
        push_body(flow, if index == 0 { 9.0 } else { 0.0 }, text, width_pt, &types.body);
    }
    flow.push(7.0, key_figures(&overview.key_figures, width_pt));
    flow.push_kept(10.0, section_heading(Some(1), &overview.flow.title, None, width_pt, types));
    flow.push(4.0, lay_out_flow(&overview.flow, width_pt));
    push_criteria(flow, &overview.criteria, judgments, width_pt, types);
    let submission = &overview.submission;
    flow.push_kept(
        10.0,
        section_heading(Some(3), &submission.title, submission.unit.as_deref(), width_pt, types),
    );
    flow.extend(grid_pieces(3.0, submission, width_pt, types, &[]));
    push_notes(flow, &submission.notes, width_pt, &types.note);
}

/// Figures side by side between two rules.
fn key_figures(figures: &[KeyFigure], width_pt: f64) -> Block {
    let small = TextStyle::new(Voice::Gothic, 8.5, 13.0);
    let large = TextStyle::new(Voice::GothicBold, 20.0, 26.0);
    let width = width_pt / figures.len().max(1) as f64;
    let mut block = Block::new(width_pt, 0.0);
    for (index, figure) in figures.iter().enumerate() {
        let tag = Tag::new(Role::Paragraph);
        let mut cell = Block::new(width, 0.0);
        cell.stack(5.0, line(&figure.label, &small, Some(&tag)));
        let number = line(&figure.number, &large, Some(&tag));
        let unit = line(&figure.unit, &small, Some(&tag));
        let drop = number.baseline_pt.unwrap_or_default() - unit.baseline_pt.unwrap_or_default();
        let mut both = Block::new(width, large.leading_pt);
        both.put(Point::new(number.width_pt + 3.0, drop), unit);
        both.put(Point::default(), number);
        cell.stack(0.0, both);
        let detail = crate::layout::paragraph(
            &[crate::layout::Span::new(&*figure.detail, TextStyle::new(Voice::Gothic, 8.0, 11.0))],
            width - 6.0,
            &crate::layout::ParagraphStyle::CELL,
            Some(&tag),
        );
        cell.stack(0.0, detail);
        let left = index as f64 * width;
        block.height_pt = block.height_pt.max(cell.height_pt + 6.0);
        let inset = if index == 0 { 3.0 } else { 6.0 };
        block.put(Point::new(left + inset, 0.0), cell);
    }
    for index in 1..figures.len() {
        block.vertical_rule(index as f64 * width, 0.0, block.height_pt, Stroke::HAIRLINE);
    }
    block.rule(0.0, 0.0, width_pt, Stroke::TABLE);
    block.rule(0.0, block.height_pt, width_pt, Stroke::TABLE);
    block
}

fn push_criteria(
    flow: &mut Flow,
    criteria: &Criteria,
    judgments: &Judgments,
    width_pt: f64,
    types: &TypeStyles,
) {
    flow.push_kept(10.0, section_heading(Some(2), &criteria.title, Some(&criteria.unit), width_pt, types));
    let code = mm(20.0).max(widest_badge(judgments, mm(4.6)) + 6.0);
    let meanings = criteria.rows.iter().map(|row| width_of(&row.meaning, &types.table));
    let meaning = (meanings.fold(0.0, f64::max) + 2.0 * CELL_PAD_PT + 1.0).clamp(mm(30.0), mm(52.0));
    let fixed = [code, meaning, mm(33.0), mm(15.0), mm(17.0)];
    let rest = width_pt - fixed.iter().sum::<f64>();
    let heads = ["判定区分", "各年度末の評価", "次年度の取扱い（※）", "計画数", "構成比", ""];
    let columns = vec![
        column(code, Align::Centre),
        column(meaning, Align::Left),
        column(fixed[2], Align::Left),
        column(fixed[3], Align::Right).ruled(),
        column(fixed[4], Align::Right),
        column(rest, Align::Left).padded(6.0, 6.0),
    ];
    let most = criteria.rows.iter().map(|row| row.plans).max().unwrap_or(0).max(1);
    let mut table = Table { padding_pt: 1.4, ..headed(columns, &heads, types) };
    table.rows =
        criteria.rows.iter().map(|row| criteria_row(row, judgments, rest - 12.0, types, most)).collect();
    flow.extend(layout::table(&table, 3.0, &Tag::new(Role::Table)));
    push_notes(flow, &criteria.notes, width_pt, &types.note);
}

fn criteria_row(
    criterion: &CriteriaRow,
    judgments: &Judgments,
    room_pt: f64,
    types: &TypeStyles,
    most: usize,
) -> Row {
    let text = |text: &str| Cell::text(text, &types.table);
    let bar_width = (room_pt * criterion.plans as f64 / most as f64).max(2.0);
    let drawn = match criterion.plans {
        0 => Cell::empty(),
        _ => Cell::block(bar(Look::of(&criterion.code, judgments), bar_width, mm(3.4))),
    };
    Row::new(vec![
        Cell::block(badge(&criterion.code, judgments, mm(4.6), None)).heading_row(),
        text(&criterion.meaning),
        text(&criterion.next),
        text(&criterion.count),
        text(&criterion.share),
        drawn,
    ])
}
