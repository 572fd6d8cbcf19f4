//! Chapters whose rows identify a plan in one line and let its texts follow
//! over the full width: a narrow column of text would take a third more space.

use crate::layout::marks::widest_badge;
use crate::layout::{
    self, Align, Block, Cell, Column, Flow, Item, ParagraphStyle, Point, Role, Row, Size, Span, Stroke,
    Table, Tag, TextStyle, Vertical, line, mm, paragraph, width_of,
};
use crate::model::Judgments;
use crate::report::council::{
    Below, BelowRow, ChangeRow, Changes, Ended, EndedRow, LeadText, PlanRef, ResponseRow, Responses,
    StageMark, YearFigures,
};

use super::headings::section_heading;
use super::tables::{ARROW_GAP_PT, CELL_PAD_PT, column, headed, mark_block};
use super::type_styles::TypeStyles;
use crate::layout::headings::{push_body, push_lead};

const NUMBER_MM: f64 = 12.0;
const BADGE_MM: f64 = 4.3;

/// What all such tables are drawn with.
struct Kit<'a> {
    judgments: &'a Judgments,
    types: &'a TypeStyles,
}

impl Kit<'_> {
    /// The table of such rows, from their lines.
    fn push(&self, flow: &mut Flow, space_pt: f64, columns: &[(&str, Column)], rows: Vec<Row>) {
        let heads: Vec<&str> = columns.iter().map(|(head, _)| *head).collect();
        let columns = columns.iter().map(|(_, column)| *column).collect();
        let table = Table { vertical: Vertical::Top, rows, ..headed(columns, &heads, self.types) };
        flow.extend(layout::table(&table, space_pt, &Tag::new(Role::Table)));
    }

    /// Number, name and department of a plan as the first three cells.
    fn identity(&self, plan: &PlanRef, remark: Option<&str>, name_pt: f64) -> Vec<Cell> {
        let bold = self.types.table.bold();
        let name = match remark {
            Some(remark) => Cell::block(self.name_block(&plan.name, remark, name_pt - 2.0 * CELL_PAD_PT)),
            None => Cell::text(&*plan.name, &bold),
        };
        vec![
            Cell::text(plan.key.to_string(), &bold).heading_row(),
            name,
            Cell::text(&*plan.department, &self.types.table),
        ]
    }

    /// The line of a plan, then its texts under the name, each a row of its own.
    fn entry(&self, first: Vec<Cell>, texts: &[LeadText]) -> Vec<Row> {
        let columns = first.iter().map(|cell| cell.columns).sum();
        let foot = |last: bool| if last { 2.6 } else { 0.0 };
        let mut rows = vec![Row::new(first).padded(2.0, 2.0 + foot(texts.is_empty()))];
        for (index, text) in texts.iter().enumerate() {
            let cell = Cell::spans(lead_spans(text, self.types.row_text)).aligned(Align::Justify);
            let row = Row::joined(vec![cell.across(columns).inset(mm(NUMBER_MM))]);
            rows.push(row.padded(0.0, foot(index + 1 == texts.len())));
        }
        rows
    }

    fn mark(&self, mark: &StageMark) -> Cell {
        Cell::block(mark_block(mark, self.judgments, BADGE_MM))
    }

    /// 計画名 with a framed remark behind it, below it where the line is full.
    fn name_block(&self, name: &str, remark: &str, width_pt: f64) -> Block {
        let style = self.types.table.bold();
        let mut block = paragraph(&[Span::new(name, style)], width_pt, &ParagraphStyle::CELL, None);
        let text = line(remark, &self.types.note, None);
        let size = Size::new(text.width_pt + 5.0, 10.5);
        let end = width_of(name, &style) + 6.0;
        let single = block.height_pt <= style.leading_pt + 0.1;
        let at = if single && end + size.width_pt <= width_pt {
            Point::new(end, (style.leading_pt - size.height_pt) / 2.0)
        } else {
            let at = Point::new(0.0, block.height_pt + 0.5);
            block.height_pt += size.height_pt + 2.0;
            at
        };
        let frame = Item::Rect { size, radius_pt: 0.0, fill: None, stroke: Some(Stroke::MEDIUM) };
        block.add(at, frame, None);
        block.put(at.moved(Point::new(2.5, (size.height_pt - text.height_pt) / 2.0)), text);
        block
    }
}

/// A column of badges with some air, as wide as the city's judgments need.
fn mark_width(least_mm: f64, judgments: &Judgments, air_pt: f64) -> f64 {
    mm(least_mm).max(widest_badge(judgments, mm(BADGE_MM)) + air_pt)
}

/// As wide as a stage's judgments in these rows need, with the arrow before a
/// changed one: what is left is for the names.
fn stage_width(changes: &Changes, at: usize, judgments: &Judgments, types: &TypeStyles) -> f64 {
    let arrow = width_of("→", &types.table) + ARROW_GAP_PT;
    let marks = || changes.rows.iter().filter_map(|row| row.marks.get(at));
    let drawn =
        marks().map(|mark| mark_block(&StageMark { changed: false, ..mark.clone() }, judgments, BADGE_MM));
    let widest = drawn.map(|mark| mark.width_pt).fold(0.0, f64::max);
    let air = if marks().any(|mark| mark.changed) { 2.0 * arrow } else { 6.0 };
    mm(12.0).max(widest + air)
}

/// A text with its bold lead; typed line breaks are kept.
pub(super) fn lead_paragraph(text: &LeadText, width_pt: f64, style: TextStyle, tag: &Tag) -> Block {
    paragraph(&lead_spans(text, style), width_pt, &ParagraphStyle::FLUSH, Some(tag))
}

fn lead_spans(text: &LeadText, style: TextStyle) -> Vec<Span> {
    let lead = text.lead.iter().map(|lead| Span::new(format!("{lead}　"), style.bold()));
    lead.chain([Span::new(&*text.text, style)]).collect()
}

pub(super) fn push_changes(
    flow: &mut Flow,
    changes: &Changes,
    stages: usize,
    judgments: &Judgments,
    width_pt: f64,
    types: &TypeStyles,
) {
    flow.push_kept(12.0, section_heading(Some(1), &changes.titles[0], None, width_pt, types));
    if let Some(note) = &changes.whole_note {
        push_body(flow, 2.0, note, width_pt, &types.body);
    }
    for opinion in &changes.whole {
        flow.push_prose(4.0, lead_paragraph(opinion, width_pt, types.body, &Tag::new(Role::Paragraph)));
    }
    flow.push_kept(16.0, section_heading(Some(2), &changes.titles[1], None, width_pt, types));
    if changes.rows.is_empty() {
        push_body(flow, 2.0, &changes.paragraph, width_pt, &types.body);
        return;
    }
    push_lead(flow, 2.0, &changes.paragraph, width_pt, &types.body);
    let marks: Vec<f64> = (0..stages).map(|at| stage_width(changes, at, judgments, types)).collect();
    let rest = width_pt - mm(NUMBER_MM) - mm(27.0) - marks.iter().sum::<f64>();
    let mut columns = identity_columns(rest, "計画名　／　変更の理由", mm(27.0));
    for (index, (stage, mark)) in changes.rows[0].marks.iter().zip(marks).enumerate() {
        let own = column(mark, Align::Centre);
        columns.push((stage.label.as_str(), if index == 0 { own.ruled() } else { own }));
    }
    let kit = Kit { judgments, types };
    let rows = changes.rows.iter().flat_map(|row| change_rows(&kit, row, rest));
    kit.push(flow, 6.0, &columns, rows.collect());
}

/// Number, name and department.
fn identity_columns(name_pt: f64, name: &str, department_pt: f64) -> Vec<(&str, Column)> {
    vec![
        ("番号", column(mm(NUMBER_MM), Align::Left)),
        (name, column(name_pt, Align::Left)),
        ("実行課", column(department_pt, Align::Left)),
    ]
}

fn change_rows(kit: &Kit<'_>, change: &ChangeRow, name_pt: f64) -> Vec<Row> {
    let mut first = kit.identity(&change.plan, None, name_pt);
    first.extend(change.marks.iter().map(|mark| kit.mark(mark)));
    kit.entry(first, &change.reasons)
}

pub(super) fn push_ended(
    flow: &mut Flow,
    ended: &Ended,
    judgments: &Judgments,
    width_pt: f64,
    types: &TypeStyles,
) {
    if ended.rows.is_empty() {
        push_body(flow, 9.0, &ended.paragraph, width_pt, &types.body);
        return;
    }
    push_lead(flow, 9.0, &ended.paragraph, width_pt, &types.body);
    let (department, span, mark) = (mm(30.0), mm(20.0), mark_width(16.0, judgments, 6.0));
    let rest = width_pt - mm(NUMBER_MM) - department - span - mark;
    let mut columns = identity_columns(rest, "計画名　／　最終目標・評価理由", department);
    columns.push(("開始～終了", column(span, Align::Centre).ruled()));
    columns.push(("評価", column(mark, Align::Centre)));
    let kit = Kit { judgments, types };
    let rows = ended.rows.iter().flat_map(|row| ended_rows(&kit, row, rest));
    kit.push(flow, 6.0, &columns, rows.collect());
}

fn ended_rows(kit: &Kit<'_>, ended: &EndedRow, name_pt: f64) -> Vec<Row> {
    let mut first = kit.identity(&ended.plan, None, name_pt);
    first.push(Cell::text(&*ended.span, &kit.types.table));
    first.push(kit.mark(&StageMark { label: String::new(), code: ended.code.clone(), changed: false }));
    kit.entry(first, &ended.texts)
}

pub(super) fn push_below(
    flow: &mut Flow,
    below: &Below,
    judgments: &Judgments,
    width_pt: f64,
    types: &TypeStyles,
) {
    if below.rows.is_empty() {
        push_body(flow, 9.0, &below.paragraph, width_pt, &types.body);
        return;
    }
    push_lead(flow, 9.0, &below.paragraph, width_pt, &types.body);
    let (department, mark, unit) = (mm(27.0), mark_width(12.0, judgments, 6.0), mm(14.0));
    let figures = below.rows.iter().flat_map(|row| &row.figures);
    let widths = figures
        .map(|row| width_of(&row.target, &types.table).max(width_of(&row.actual, &types.table.bold())));
    // Whatever the figures leave is for the names.
    let number = (widths.fold(mm(12.0), f64::max) + 2.0 * CELL_PAD_PT).clamp(mm(15.0), mm(24.0));
    let rest = width_pt - mm(NUMBER_MM) - department - mark - 2.0 * number - unit;
    let mut columns = identity_columns(rest, "計画名　／　課題と改善策（実行課の記載）", department);
    columns.push(("評価", column(mark, Align::Centre).ruled()));
    columns.push(("目標値", column(number, Align::Right).ruled()));
    columns.push(("実績値", column(number, Align::Right)));
    columns.push(("単位", column(unit, Align::Left)));
    let kit = Kit { judgments, types };
    let rows = below.rows.iter().flat_map(|row| below_rows(&kit, row, rest));
    kit.push(flow, 6.0, &columns, rows.collect());
}

fn below_rows(kit: &Kit<'_>, below: &BelowRow, name_pt: f64) -> Vec<Row> {
    let mut first = kit.identity(&below.plan, below.tag.as_deref(), name_pt);
    first.push(kit.mark(&StageMark { label: String::new(), code: below.code.clone(), changed: false }));
    let table = kit.types.table;
    if below.figures.is_empty() {
        first.push(Cell::text("（数値指標なし）", &table).across(3).aligned(Align::Centre));
        return kit.entry(first, std::slice::from_ref(&below.remedy));
    }
    let column = |text: &dyn Fn(&YearFigures) -> String, style: &TextStyle| {
        let texts: Vec<String> = below.figures.iter().map(text).collect();
        Cell::text(texts.join("\n"), style)
    };
    first.push(column(&|figure| figure.target.clone(), &table));
    first.push(column(&|figure| figure.actual.clone(), &table.bold()));
    first.push(column(&|figure| figure.unit.clone(), &table));
    kit.entry(first, std::slice::from_ref(&below.remedy))
}

pub(super) fn push_responses(
    flow: &mut Flow,
    responses: &Responses,
    judgments: &Judgments,
    width_pt: f64,
    types: &TypeStyles,
) {
    if responses.rows.is_empty() && responses.whole.is_empty() {
        push_body(flow, 9.0, &responses.paragraph, width_pt, &types.body);
        return;
    }
    push_lead(flow, 9.0, &responses.paragraph, width_pt, &types.body);
    let mut number = 0;
    let mut next = || {
        number += 1;
        Some(number)
    };
    if !responses.whole.is_empty() {
        flow.push_kept(12.0, section_heading(next(), &responses.titles[0], None, width_pt, types));
        for opinion in &responses.whole {
            flow.push_prose(4.0, lead_paragraph(opinion, width_pt, types.body, &Tag::new(Role::Paragraph)));
        }
    }
    if responses.rows.is_empty() {
        return;
    }
    flow.push_kept(14.0, section_heading(next(), &responses.titles[1], None, width_pt, types));
    let department = mm(34.0);
    let rest = width_pt - mm(NUMBER_MM) - department;
    let columns = identity_columns(rest, "計画名　／　意見と対応", department);
    let kit = Kit { judgments, types };
    let rows = responses.rows.iter().flat_map(|row| response_rows(&kit, row, rest));
    kit.push(flow, 3.0, &columns, rows.collect());
}

fn response_rows(kit: &Kit<'_>, response: &ResponseRow, name_pt: f64) -> Vec<Row> {
    kit.entry(kit.identity(&response.plan, None, name_pt), &response.texts)
}
