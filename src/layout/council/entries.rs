//! Chapters whose rows identify a plan in one line and let its texts follow
//! over the full width: a narrow column of text would take a third more space.

use crate::layout::{
    Align, Block, Flow, Item, ParagraphStyle, Piece, Point, Role, Size, Span, Stroke, Tag, TextStyle, line,
    mm, paragraph, width_of,
};
use crate::model::Judgments;
use crate::report::council::{
    Below, BelowRow, ChangeRow, Changes, Ended, EndedRow, LeadText, PlanRef, ResponseRow, Responses,
    StageMark, YearFigures,
};

use super::headings::{push_body, push_lead, section_heading};
use super::table::{
    BodyRow, CELL_PAD_PT, Columns, TableTags, cell_text, centred, column_head, head, pieces, row_head,
    top_row,
};
use super::type_styles::TypeStyles;
use crate::layout::marks::{badge, no_badge, widest_badge};

const NUMBER_MM: f64 = 12.0;
const BADGE_MM: f64 = 4.3;
const ARROW_GAP_PT: f64 = 3.0;

/// What all such tables are drawn with.
struct Kit<'a> {
    judgments: &'a Judgments,
    types: &'a TypeStyles,
    columns: Columns,
    tags: TableTags,
}

impl Kit<'_> {
    fn head(&self, texts: &[(&str, Align)]) -> Block {
        let tag = self.tags.row();
        let cells = texts.iter().zip(&self.columns.widths).map(|((text, align), width)| {
            let own = (!text.is_empty()).then(|| column_head(&tag));
            cell_text(text, *width, &self.types.head, *align, own.as_ref())
        });
        head(&self.columns, cells.collect(), 2.6)
    }

    /// Number, name and department of a plan as the first three cells.
    fn identity(&self, plan: &PlanRef, tag: Option<&str>, row: &Tag) -> Vec<Block> {
        let bold = self.types.table.bold();
        let widths = &self.columns.widths;
        vec![
            cell_text(&plan.key.to_string(), widths[0], &bold, Align::Left, Some(&row_head(row))),
            name_cell(&plan.name, tag, widths[1], &bold, &row.cell(), self.types),
            cell_text(&plan.department, widths[2], &self.types.table, Align::Left, Some(&row.cell())),
        ]
    }

    /// A row: its first line, then the texts under the name.
    fn entry(&self, first: Vec<Block>, texts: &[LeadText]) -> BodyRow {
        let mut block = top_row(&self.columns, first, 2.0);
        let left = mm(NUMBER_MM) + CELL_PAD_PT;
        let width = self.columns.total() - left - CELL_PAD_PT;
        let columns = u16::try_from(self.columns.widths.len()).unwrap_or(u16::MAX);
        for text in texts {
            // Each text is a row of its own: one cell under all columns.
            let cell = self.tags.row().child(Role::Cell { columns, rows: 1 });
            let top = block.height_pt;
            let body = lead_paragraph(text, width, self.types.row_text, &cell);
            block.cuts_pt.extend(body.cuts_pt.iter().map(|cut| cut + top));
            block.height_pt = top + body.height_pt;
            block.put(Point::new(left, top), body);
        }
        block.height_pt += 2.6;
        BodyRow::plain(block)
    }

    /// Judgments stage by stage, an arrow before one that changed.
    fn marks(&self, marks: &[StageMark], first_column: usize, row: &Tag) -> Vec<Block> {
        let height = mm(BADGE_MM);
        let cells = marks.iter().enumerate().map(|(index, mark)| {
            let width = self.columns.widths[first_column + index];
            let tag = row.cell();
            let drawn = match &mark.code {
                Some(code) => badge(code, self.judgments, height, Some(&tag)),
                None => no_badge(height, Some(&tag)),
            };
            let badge_left = (width - drawn.width_pt) / 2.0;
            let mut cell = centred(drawn, width);
            if mark.changed {
                let arrow = line("→", &self.types.table, None);
                let y = (height - arrow.height_pt) / 2.0;
                cell.put(Point::new(badge_left - arrow.width_pt - ARROW_GAP_PT, y), arrow);
            }
            cell
        });
        cells.collect()
    }
}

/// A column of badges with some air, as wide as the city's judgments need.
fn mark_width(least_mm: f64, judgments: &Judgments, air_pt: f64) -> f64 {
    mm(least_mm).max(widest_badge(judgments, mm(BADGE_MM)) + air_pt)
}

/// 計画名 with a framed remark behind it, below it where the line is full.
fn name_cell(
    name: &str,
    remark: Option<&str>,
    width_pt: f64,
    style: &TextStyle,
    tag: &Tag,
    types: &TypeStyles,
) -> Block {
    let mut block = cell_text(name, width_pt, style, Align::Left, Some(tag));
    let Some(remark) = remark else { return block };
    let text = line(remark, &types.note, Some(tag));
    let size = Size::new(text.width_pt + 5.0, 10.5);
    let end = CELL_PAD_PT + crate::layout::width_of(name, style);
    let single = block.height_pt <= style.leading_pt + 0.1;
    let fits = single && end + 6.0 + size.width_pt <= width_pt - CELL_PAD_PT;
    let at = if fits {
        Point::new(end + 6.0, (style.leading_pt - size.height_pt) / 2.0)
    } else {
        let at = Point::new(CELL_PAD_PT, block.height_pt + 0.5);
        block.height_pt += size.height_pt + 2.0;
        at
    };
    block.add(at, Item::Rect { size, radius_pt: 0.0, fill: None, stroke: Some(Stroke::MEDIUM) }, None);
    block.put(at.moved(Point::new(2.5, (size.height_pt - text.height_pt) / 2.0)), text);
    block
}

/// A text with its bold lead; typed line breaks are kept.
pub(super) fn lead_paragraph(text: &LeadText, width_pt: f64, style: TextStyle, tag: &Tag) -> Block {
    let mut spans = Vec::new();
    if let Some(lead) = &text.lead {
        spans.push(Span::new(format!("{lead}　"), style.bold()));
    }
    spans.push(Span::new(&*text.text, style));
    paragraph(&spans, width_pt, &ParagraphStyle::FLUSH, Some(tag))
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
        push_body(flow, 2.0, note, width_pt, types);
    }
    for opinion in &changes.whole {
        flow.push_prose(4.0, lead_paragraph(opinion, width_pt, types.body, &Tag::new(Role::Paragraph)));
    }
    flow.push_kept(16.0, section_heading(Some(2), &changes.titles[1], None, width_pt, types));
    if changes.rows.is_empty() {
        push_body(flow, 2.0, &changes.paragraph, width_pt, types);
        return;
    }
    push_lead(flow, 2.0, &changes.paragraph, width_pt, types);
    let arrow = width_of("→", &types.table) + ARROW_GAP_PT;
    let mark = mark_width(14.0, judgments, 2.0 * arrow);
    let rest = width_pt - mm(NUMBER_MM) - mm(27.0) - stages as f64 * mark;
    let widths = [mm(NUMBER_MM), rest, mm(27.0)].into_iter().chain(std::iter::repeat_n(mark, stages));
    let kit = Kit {
        judgments,
        types,
        columns: Columns::new(widths.collect()).grouped(&[3]),
        tags: TableTags::new(),
    };
    let mut heads =
        vec![("番号", Align::Left), ("計画名　／　変更の理由", Align::Left), ("実行課", Align::Left)];
    heads.extend(changes.rows[0].marks.iter().map(|mark| (mark.label.as_str(), Align::Centre)));
    let head = kit.head(&heads);
    let rows = changes.rows.iter().map(|row| change_row(&kit, row));
    flow.extend(pieces(6.0, head, rows.collect()));
}

fn change_row(kit: &Kit<'_>, change: &ChangeRow) -> BodyRow {
    let row = kit.tags.row();
    let mut first = kit.identity(&change.plan, None, &row);
    first.extend(kit.marks(&change.marks, 3, &row));
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
        push_body(flow, 9.0, &ended.paragraph, width_pt, types);
        return;
    }
    push_lead(flow, 9.0, &ended.paragraph, width_pt, types);
    let (department, span, mark) = (mm(30.0), mm(20.0), mark_width(16.0, judgments, 6.0));
    let rest = width_pt - mm(NUMBER_MM) - department - span - mark;
    let columns = Columns::new(vec![mm(NUMBER_MM), rest, department, span, mark]).grouped(&[3]);
    let kit = Kit { judgments, types, columns, tags: TableTags::new() };
    let heads = [
        ("番号", Align::Left),
        ("計画名　／　最終目標・評価理由", Align::Left),
        ("実行課", Align::Left),
        ("開始～終了", Align::Centre),
        ("評価", Align::Centre),
    ];
    let head = kit.head(&heads);
    let rows = ended.rows.iter().map(|row| ended_row(&kit, row));
    flow.extend(pieces(6.0, head, rows.collect()));
}

fn ended_row(kit: &Kit<'_>, ended: &EndedRow) -> BodyRow {
    let row = kit.tags.row();
    let mut first = kit.identity(&ended.plan, None, &row);
    first.push(cell_text(
        &ended.span,
        kit.columns.widths[3],
        &kit.types.table,
        Align::Centre,
        Some(&row.cell()),
    ));
    let mark = StageMark { label: String::new(), code: ended.code.clone(), changed: false };
    first.extend(kit.marks(&[mark], 4, &row));
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
        push_body(flow, 9.0, &below.paragraph, width_pt, types);
        return;
    }
    push_lead(flow, 9.0, &below.paragraph, width_pt, types);
    let (department, mark, number, unit) = (mm(29.0), mark_width(12.0, judgments, 6.0), mm(17.0), mm(14.0));
    let rest = width_pt - mm(NUMBER_MM) - department - mark - 2.0 * number - unit;
    let columns =
        Columns::new(vec![mm(NUMBER_MM), rest, department, mark, number, number, unit]).grouped(&[3, 4]);
    let kit = Kit { judgments, types, columns, tags: TableTags::new() };
    let heads = [
        ("番号", Align::Left),
        ("計画名　／　課題と改善策（実行課の記載）", Align::Left),
        ("実行課", Align::Left),
        ("評価", Align::Centre),
        ("目標値", Align::Right),
        ("実績値", Align::Right),
        ("単位", Align::Left),
    ];
    let head = kit.head(&heads);
    let rows = below.rows.iter().map(|row| below_row(&kit, row));
    flow.extend(pieces(6.0, head, rows.collect()));
}

fn below_row(kit: &Kit<'_>, below: &BelowRow) -> BodyRow {
    let row = kit.tags.row();
    let widths = &kit.columns.widths;
    let mut first = kit.identity(&below.plan, below.tag.as_deref(), &row);
    let mark = StageMark { label: String::new(), code: below.code.clone(), changed: false };
    first.extend(kit.marks(&[mark], 3, &row));
    if below.figures.is_empty() {
        let width = widths[4] + widths[5] + widths[6];
        let tag = row.child(Role::Cell { columns: 3, rows: 1 });
        first.push(cell_text("（数値指標なし）", width, &kit.types.table, Align::Centre, Some(&tag)));
        return kit.entry(first, std::slice::from_ref(&below.remedy));
    }
    let column = |at: usize, text: &dyn Fn(&YearFigures) -> String, style: &TextStyle, align| {
        let texts: Vec<String> = below.figures.iter().map(text).collect();
        cell_text(&texts.join("\n"), widths[at], style, align, Some(&row.cell()))
    };
    let table = kit.types.table;
    first.push(column(4, &|figure| figure.target.clone(), &table, Align::Right));
    first.push(column(5, &|figure| figure.actual.clone(), &table.bold(), Align::Right));
    first.push(column(6, &|figure| figure.unit.clone(), &table, Align::Left));
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
        push_body(flow, 9.0, &responses.paragraph, width_pt, types);
        return;
    }
    push_lead(flow, 9.0, &responses.paragraph, width_pt, types);
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
    let columns = Columns::new(vec![mm(NUMBER_MM), rest, department]);
    let kit = Kit { judgments, types, columns, tags: TableTags::new() };
    let head =
        kit.head(&[("番号", Align::Left), ("計画名　／　意見と対応", Align::Left), ("実行課", Align::Left)]);
    let rows = responses.rows.iter().map(|row| response_row(&kit, row));
    let rows: Vec<Piece> = pieces(3.0, head, rows.collect());
    flow.extend(rows);
}

fn response_row(kit: &Kit<'_>, response: &ResponseRow) -> BodyRow {
    let row = kit.tags.row();
    let first = kit.identity(&response.plan, None, &row);
    kit.entry(first, &response.texts)
}
