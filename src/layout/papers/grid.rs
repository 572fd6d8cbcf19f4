//! A paper's tables.

use crate::layout::marks::{badge, no_badge};
use crate::layout::{
    self, Cell, Column, Flow, Role, Row, Span, Table, Tag, TextStyle, Vertical, mm, width_of,
};
use crate::model::Judgments;
use crate::report::council::Align as Alignment;
use crate::report::papers::{PaperCell, PaperRow, PaperTable, RowKind};

use super::texts::writing;

/// Air at the left and right of a cell.
const PAD_PT: f64 = 4.0;

/// A column of text that takes what is left is never narrower.
const LEAST_MM: f64 = 22.0;

const BADGE_MM: f64 = 4.4;

pub(super) fn push_table(flow: &mut Flow, paper: &PaperTable, judgments: &Judgments, width_pt: f64) {
    let widths = widths(paper, judgments, width_pt);
    let columns = paper.columns.iter().zip(&widths).map(|(column, width)| {
        let plain = Column::new(*width).aligned(column.align.into()).padded(PAD_PT, PAD_PT);
        if column.opens_group { plain.ruled() } else { plain }
    });
    let mut table = Table::new(columns.collect());
    table.vertical = if paper.long_texts { Vertical::Top } else { Vertical::Middle };
    let head = paper
        .columns
        .iter()
        .map(|column| Cell::text(column.head.as_str(), &TextStyle::TABLE_HEAD).aligned(column.align.into()));
    table.head = vec![Row::new(head.collect())];
    table.rows = paper.rows.iter().map(|row| set_row(row, &widths, judgments)).collect();
    flow.extend(layout::table(&table, 6.0, &Tag::new(Role::Table)));
}

fn set_row(row: &PaperRow, widths: &[f64], judgments: &Judgments) -> Row {
    let style = match row.kind {
        RowKind::Plain => TextStyle::TABLE,
        RowKind::Total | RowKind::Group => TextStyle::TABLE.bold(),
    };
    if row.kind == RowKind::Group {
        let name = match row.cells.first() {
            Some(PaperCell::Text(name)) => name.as_str(),
            _ => "",
        };
        let cell = |text: String| vec![Cell::text(text, &style).across(widths.len()).heading_row()];
        return Row::new(cell(name.to_owned())).opening_group(cell(format!("{name}（続き）")));
    }
    let cells = row.cells.iter().enumerate().map(|(at, cell)| {
        let set = set_cell(cell, widths[at] - 2.0 * PAD_PT, &style, judgments);
        if at == 0 { set.heading_row() } else { set }
    });
    let cells: Vec<Cell> = cells.collect();
    if row.kind == RowKind::Total { Row::new(cells).total() } else { Row::new(cells) }
}

fn set_cell(cell: &PaperCell, width_pt: f64, style: &TextStyle, judgments: &Judgments) -> Cell {
    match cell {
        PaperCell::Text(text) => Cell::text(text.as_str(), style),
        PaperCell::Pair(text, small) => Cell::spans(vec![
            Span::new(format!("{text}\n"), *style),
            Span::new(small.as_str(), style.sized(8.0, 12.0)),
        ]),
        PaperCell::Judgment(Some(code)) => Cell::block(badge(code, judgments, mm(BADGE_MM), None)),
        PaperCell::Judgment(None) => Cell::block(no_badge(mm(BADGE_MM), None)),
        PaperCell::Writing(lines) => Cell::block(writing(*lines, false, width_pt)),
    }
}

/// The widths asked for; but no figure and no badge is broken or reaches out of its
/// column, and the columns of text that take what is left stay readable.
fn widths(paper: &PaperTable, judgments: &Judgments, width_pt: f64) -> Vec<f64> {
    let bold = TextStyle::TABLE.bold();
    let natural = |at: usize| {
        let cells =
            paper.rows.iter().filter(|row| row.kind != RowKind::Group).filter_map(|row| row.cells.get(at));
        let wide = cells.map(|cell| match cell {
            PaperCell::Text(text) => width_of(text, &bold),
            PaperCell::Judgment(Some(code)) => badge(code, judgments, mm(BADGE_MM), None).width_pt,
            _ => 0.0,
        });
        wide.fold(0.0, f64::max) + 2.0 * PAD_PT + 0.5
    };
    let mut widths: Vec<f64> = Vec::new();
    for (at, column) in paper.columns.iter().enumerate() {
        let asked = column.width_mm.map_or(0.0, mm);
        let rigid = column.align != Alignment::Left;
        widths.push(if rigid { asked.max(natural(at)) } else { asked });
    }
    let open: Vec<usize> = (0..widths.len()).filter(|at| paper.columns[*at].width_mm.is_none()).collect();
    let rest = width_pt - widths.iter().sum::<f64>();
    let each = (rest / open.len().max(1) as f64).max(mm(LEAST_MM));
    for at in &open {
        widths[*at] = each;
    }
    shrink(paper, &mut widths, width_pt);
    widths
}

/// Takes from the widest columns of text what all are too wide together.
fn shrink(paper: &PaperTable, widths: &mut [f64], width_pt: f64) {
    loop {
        let over = widths.iter().sum::<f64>() - width_pt;
        if over <= 0.01 {
            return;
        }
        let texts = (0..widths.len()).filter(|at| paper.columns[*at].align == Alignment::Left);
        let widest = texts.max_by(|a, b| widths[*a].total_cmp(&widths[*b]));
        let Some(widest) = widest.filter(|at| widths[*at] > mm(14.0)) else { return };
        widths[widest] -= over.min(mm(2.0)).min(widths[widest] - mm(14.0) + 0.1);
    }
}
