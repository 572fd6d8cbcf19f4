//! How the report's tables are set: columns with more air than elsewhere.

use crate::layout::marks::{badge, no_badge};
use crate::layout::{Align, Block, Cell, Column, Point, Row, Table, TextStyle, line, mm};
use crate::model::Judgments;
use crate::report::council::StageMark;

use super::type_styles::TypeStyles;

/// Air at the left and right of a cell.
pub(super) const CELL_PAD_PT: f64 = 4.5;

/// Between the arrow and the judgment that it leads to.
pub(super) const ARROW_GAP_PT: f64 = 3.0;

const HEAD_PAD_PT: f64 = 2.6;

/// A column of the report's tables.
pub(super) fn column(width_pt: f64, align: Align) -> Column {
    Column::new(width_pt).aligned(align).padded(CELL_PAD_PT, CELL_PAD_PT)
}

/// A table with a head of one row, each text over its column.
pub(super) fn headed(columns: Vec<Column>, heads: &[&str], types: &TypeStyles) -> Table {
    let cells = heads.iter().map(|text| Cell::text(*text, &types.head)).collect();
    let mut table = Table::new(columns);
    table.head = vec![Row::new(cells).padded(HEAD_PAD_PT, HEAD_PAD_PT)];
    table
}

/// The badge of a stage's judgment in the middle of its cell, an arrow before
/// one that changed.
pub(super) fn mark_block(mark: &StageMark, judgments: &Judgments, height_mm: f64) -> Block {
    let height = mm(height_mm);
    let drawn = match &mark.code {
        Some(code) => badge(code, judgments, height, None),
        None => no_badge(height, None),
    };
    with_arrow(drawn, mark.changed, &TextStyle::TABLE, ARROW_GAP_PT)
}

/// As much air at the right as the arrow takes at the left, so that what it
/// leads to stays in the middle.
pub(super) fn with_arrow(drawn: Block, changed: bool, style: &TextStyle, gap_pt: f64) -> Block {
    if !changed {
        return drawn;
    }
    let arrow = line("→", style, None);
    let side = arrow.width_pt + gap_pt;
    let y = (drawn.height_pt - arrow.height_pt) / 2.0;
    let mut block = Block::new(drawn.width_pt + 2.0 * side, drawn.height_pt);
    block.baseline_pt = drawn.baseline_pt;
    block.put(Point::new(0.0, y), arrow);
    block.put(Point::new(side, 0.0), drawn);
    block
}
