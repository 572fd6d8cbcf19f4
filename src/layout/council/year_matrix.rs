//! The years of the period side by side: judgments, yearly plan, indicators
//! with their chart, 効果額. The year under evaluation is tinted from top to bottom.

use crate::layout::{
    Align, Block, Ink, ParagraphStyle, Point, Role, Scope, Size, Span, Stroke, Tag, TextStyle, Voice, line,
    mm, paragraph,
};
use crate::report::council::{IndicatorHistory, YearMatrix};

use super::indicator_chart::lay_out_chart;
use super::sheet::{Kit, LABEL_MM};
use crate::layout::marks::{badge, no_badge};

const PAD_PT: f64 = 2.2;

/// The matrix, over a hairline.
pub(super) fn lay_out_years(years: &YearMatrix, kit: &Kit<'_>) -> Block {
    let table = Tag::new(Role::Table);
    let count = years.years.len().max(1);
    let column = (kit.width_pt - mm(LABEL_MM)) / count as f64;
    let matrix = Matrix { years, kit, table, column };
    let mut block = Block::new(kit.width_pt, 0.0);
    append(&mut block, matrix.heads());
    append(&mut block, matrix.judgments());
    if !years.plans.is_empty() {
        ruled(&mut block);
        append(&mut block, matrix.texts("年度別計画", &years.plans));
    }
    for indicator in &years.indicators {
        ruled(&mut block);
        let top = block.height_pt;
        append(&mut block, matrix.indicator(indicator));
        append(&mut block, matrix.numbers("目標値", &indicator.targets, false));
        append(&mut block, matrix.numbers("実績値", &indicator.actuals, true));
        if let Some(chart) = lay_out_chart(indicator, kit, column) {
            append(&mut block, chart);
        }
        if top > 0.0 {
            block.cuts_pt.push(top);
        }
    }
    if !years.benefits.is_empty() {
        ruled(&mut block);
        append(&mut block, matrix.benefits());
    }
    block.rule(0.0, block.height_pt, kit.width_pt, Stroke::HAIRLINE);
    if let Some(current) = years.current {
        // Below the heading's rule, which was drawn before and stays whole.
        let top = Stroke::MEDIUM.width_pt / 2.0;
        let size = Size::new(column, block.height_pt - top);
        block.tint_behind(Point::new(matrix.left(current), top), size, Ink::Tint(6));
    }
    block
}

fn append(block: &mut Block, row: Block) {
    let top = block.height_pt;
    block.height_pt += row.height_pt;
    block.put(Point::new(0.0, top), row);
}

fn ruled(block: &mut Block) {
    block.rule(0.0, block.height_pt, block.width_pt, Stroke::HAIRLINE);
}

struct Matrix<'a> {
    years: &'a YearMatrix,
    kit: &'a Kit<'a>,
    table: Tag,
    column: f64,
}

impl Matrix<'_> {
    fn left(&self, index: usize) -> f64 {
        mm(LABEL_MM) + self.column * index as f64
    }

    fn row(&self) -> Tag {
        self.table.child(Role::Row)
    }

    /// Label and one cell a year, each in the middle of the row's height.
    fn side_by_side(&self, label: Block, cells: Vec<Block>) -> Block {
        let content = cells.iter().map(|cell| cell.height_pt).fold(label.height_pt, f64::max);
        let mut block = Block::new(self.kit.width_pt, content + 2.0 * PAD_PT);
        block.put(Point::new(0.0, (block.height_pt - label.height_pt) / 2.0), label);
        for (index, cell) in cells.into_iter().enumerate() {
            let x = self.left(index) + (self.column - cell.width_pt) / 2.0;
            block.put_cell(Point::new(x, (block.height_pt - cell.height_pt) / 2.0), cell);
        }
        block
    }

    fn heads(&self) -> Block {
        let row = self.row();
        let cells = self.years.years.iter().enumerate().map(|(index, year)| {
            let voice = if self.years.current == Some(index) { Voice::GothicBold } else { Voice::Gothic };
            line(year, &TextStyle::new(voice, 8.5, 11.5), Some(&row.column_head()))
        });
        let mut corner = Block::default();
        corner.mark(&row.cell());
        self.side_by_side(corner, cells.collect())
    }

    fn judgments(&self) -> Block {
        let row = self.row();
        let cells = self.years.judgments.iter().map(|code| {
            let tag = row.cell();
            match code {
                Some(code) => badge(code, self.kit.judgments, mm(4.4), Some(&tag)),
                None => no_badge(mm(4.4), Some(&tag)),
            }
        });
        let label = line(&self.years.judgment_label, &self.kit.label(), Some(&row.row_head()));
        self.side_by_side(label, cells.collect())
    }

    fn texts(&self, label: &str, texts: &[String]) -> Block {
        let row = self.row();
        let style = TextStyle::new(Voice::Gothic, 8.5, 11.5);
        let label = line(label, &self.kit.label(), Some(&row.row_head()));
        let cells = texts.iter().map(|text| {
            let align = if text == "－" { Align::Centre } else { Align::Left };
            let spans = [Span::new(&**text, style)];
            paragraph(&spans, self.column - 7.0, &ParagraphStyle::CELL.aligned(align), Some(&row.cell()))
        });
        self.side_by_side(label, cells.collect())
    }

    fn numbers(&self, label: &str, texts: &[String], strong: bool) -> Block {
        let row = self.row();
        let label = line(label, &self.kit.label(), Some(&row.row_head()));
        let cells = texts.iter().enumerate().map(|(index, text)| {
            let bold = strong && self.years.current == Some(index);
            let voice = if bold { Voice::GothicBold } else { Voice::Gothic };
            self.number_cell(text, TextStyle::new(voice, 9.0, 12.0), &row.cell())
        });
        self.side_by_side(label, cells.collect())
    }

    /// Numbers stand in the middle of their column; a blank cell stays in the structure.
    fn number_cell(&self, text: &str, style: TextStyle, tag: &Tag) -> Block {
        if text.is_empty() {
            let mut blank = Block::new(0.0, style.leading_pt);
            blank.mark(tag);
            return blank;
        }
        line(text, &style, Some(tag))
    }

    fn benefits(&self) -> Block {
        let row = self.row();
        let tag = row.row_head();
        let mut label = line("効果額", &self.kit.label(), Some(&tag));
        let unit = line("（千円）", &self.kit.small(), Some(&tag));
        let drop = label.baseline_pt.unwrap_or_default() - unit.baseline_pt.unwrap_or_default();
        label.put(Point::new(label.width_pt, drop), unit);
        let style = TextStyle::new(Voice::Gothic, 9.0, 12.0);
        let cells = self.years.benefits.iter().map(|text| self.number_cell(text, style, &row.cell()));
        self.side_by_side(label, cells.collect())
    }

    /// Name of the indicator, and its unit, base and direction at the right or below.
    fn indicator(&self, indicator: &IndicatorHistory) -> Block {
        let row = self.row();
        let columns = u16::try_from(self.years.years.len()).unwrap_or(u16::MAX);
        let cell = row.child(Role::HeaderCell { scope: Scope::Column, columns, rows: 1 });
        let left = mm(LABEL_MM) + 4.0;
        let room = self.kit.width_pt - left - 4.0;
        let style = TextStyle::new(Voice::Gothic, 9.0, 12.0);
        let detail =
            if indicator.detail.is_empty() { String::new() } else { format!("（{}）", indicator.detail) };
        let wide = crate::layout::width_of(&detail, &self.kit.small()) + 0.1;
        let beside = crate::layout::width_of(&indicator.name, &style) + 12.0 + wide <= room;
        let spans = [Span::new(detail, self.kit.small())];
        let detail = paragraph(&spans, wide.min(room), &ParagraphStyle::CELL, Some(&cell));
        let name_width = if beside { room - detail.width_pt - 12.0 } else { room };
        let name =
            paragraph(&[Span::new(&*indicator.name, style)], name_width, &ParagraphStyle::CELL, Some(&cell));
        let label = line(&indicator.label, &self.kit.label(), Some(&row.row_head()));
        let mut block = Block::new(self.kit.width_pt, PAD_PT);
        let detail_x = self.kit.width_pt - detail.width_pt - 4.0;
        let drop = name.baseline_pt.unwrap_or_default() - label.baseline_pt.unwrap_or_default();
        block.put(Point::new(0.0, PAD_PT + drop), label);
        let height = name.height_pt;
        block.put(Point::new(left, PAD_PT), name);
        block.height_pt += height;
        if beside {
            block.put(Point::new(detail_x, PAD_PT + 0.5), detail);
        } else {
            let top = block.height_pt;
            block.height_pt += detail.height_pt;
            block.put(Point::new(detail_x.max(left), top), detail);
        }
        block.height_pt += 0.5;
        block
    }
}
