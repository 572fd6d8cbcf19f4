//! A table → pieces of a flow.

use std::sync::Arc;

use super::block::Block;
use super::flow::Piece;
use super::ink::{Ink, Stroke};
use super::page::{Item, Point, Size};
use super::paragraph::paragraph;
use super::style::{Align, ParagraphStyle};
use super::table::{Cell, Content, Row, Table, Vertical};
use super::tag::{Role, Scope, Tag};

/// Tint of a table's head.
const HEAD_TINT: Ink = Ink::Tint(6);

/// From this height on all cells of a row begin at its top.
const TALL_PT: f64 = 240.0;

/// The pieces of a table: its head, then a piece a row, each with the head
/// (and the row that opened its group) to be repeated on top of a page.
/// `space_pt` stands before the table. `tag` is the table's own.
///
/// A head is followed by two rows, so is the row that opens a group; the last
/// row never stands alone. A row is only torn if it is higher than a page.
pub fn table(table: &Table, space_pt: f64, tag: &Tag) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let head = head_block(table, tag);
    let repeated_head = head.clone().untagged();
    let under = Arc::new(foot_rule(table.width_pt()));
    if !table.head.is_empty() {
        pieces.push(Piece::new(space_pt, head).kept());
    }
    let mut over = Arc::new(repeated_head.clone());
    let mut since_group = 2;
    for (index, row) in table.rows.iter().enumerate() {
        let mut block = row_block(table, row, &row.cells, tag);
        let is_last = index + 1 == table.rows.len();
        if is_last {
            block.rule(0.0, block.height_pt, table.width_pt(), Stroke::TABLE);
        }
        let space = if table.head.is_empty() && index == 0 { space_pt } else { 0.0 };
        let mut piece = Piece::new(space, block);
        since_group = if row.again.is_some() { 0 } else { since_group + 1 };
        let opens = since_group < 2 && !is_last && table.rows[index + 1].again.is_none();
        let before_last = index + 2 == table.rows.len();
        piece.keep_with_next = row.keep_with_next || opens || before_last || (index == 0 && !is_last);
        let first = index == 0;
        piece.over = if row.again.is_some() {
            (!first).then(|| Arc::new(repeated_head.clone()))
        } else {
            Some(Arc::clone(&over))
        };
        if first && table.head.is_empty() {
            piece.over = None;
        }
        piece.under = (!is_last).then(|| Arc::clone(&under));
        if let Some(again) = &row.again {
            let mut both = repeated_head.clone();
            both.stack(0.0, row_block(table, row, again, tag).untagged());
            over = Arc::new(both);
        }
        pieces.push(piece);
    }
    pieces
}

fn foot_rule(width_pt: f64) -> Block {
    let mut block = Block::new(width_pt, 0.0);
    block.rule(0.0, 0.0, width_pt, Stroke::TABLE);
    block
}

/// A cell at its place in the grid.
struct Set<'a> {
    cell: &'a Cell,
    row: usize,
    column: usize,
    left_pt: f64,
    width_pt: f64,
    block: Block,
}

/// The rows of the head as one block between its two lines.
fn head_block(table: &Table, tag: &Tag) -> Block {
    let width = table.width_pt();
    if table.head.is_empty() {
        return Block::new(width, 0.0);
    }
    let mut taken = vec![vec![false; table.columns.len()]; table.head.len()];
    let mut cells = Vec::new();
    for (index, row) in table.head.iter().enumerate() {
        let row_tag = tag.child(Role::Row);
        cells.extend(set_row(table, row, &row.cells, index, &mut taken, &row_tag, true));
    }
    let heights = head_heights(table, &cells);
    let tops: Vec<f64> = (0..=heights.len()).map(|row| heights[..row].iter().sum()).collect();
    let total = tops[heights.len()];
    let mut block = Block::new(width, total);
    block.tint_behind(Point::default(), Size::new(width, total), HEAD_TINT);
    for (index, row) in table.head.iter().enumerate().skip(1) {
        if let Some(stroke) = row.above {
            rule_below_head_row(&mut block, table, &cells, index, tops[index], stroke);
        }
    }
    for set in cells {
        let bottom = tops[(set.row + set.cell.rows).min(heights.len())];
        let (top, height) = (tops[set.row], bottom - tops[set.row]);
        vertical_rule(&mut block, table, set.column, set.left_pt, top, height);
        let y = top + (height - set.block.height_pt) / 2.0;
        place(&mut block, table, set, y);
    }
    block.rule(0.0, 0.0, width, Stroke::TABLE);
    block.rule(0.0, total, width, Stroke::MEDIUM);
    block
}

/// Between two rows of a head, only under cells that end there.
fn rule_below_head_row(
    block: &mut Block,
    table: &Table,
    cells: &[Set<'_>],
    row: usize,
    y_pt: f64,
    stroke: Stroke,
) {
    for set in cells.iter().filter(|set| set.row + set.cell.rows == row && row < table.head.len()) {
        block.rule(set.left_pt, y_pt, set.width_pt, stroke);
    }
}

fn head_heights(table: &Table, cells: &[Set<'_>]) -> Vec<f64> {
    let mut heights = vec![0.0_f64; table.head.len()];
    for set in cells.iter().filter(|set| set.cell.rows == 1) {
        let (above, below) = padding(table, &table.head[set.row]);
        heights[set.row] = heights[set.row].max(set.block.height_pt + above + below);
    }
    for set in cells.iter().filter(|set| set.cell.rows > 1) {
        let end = (set.row + set.cell.rows).min(heights.len());
        let (above, below) = padding(table, &table.head[set.row]);
        let missing = set.block.height_pt + above + below - heights[set.row..end].iter().sum::<f64>();
        heights[end - 1] += missing.max(0.0);
    }
    heights
}

fn padding(table: &Table, row: &Row) -> (f64, f64) {
    row.padding_pt.unwrap_or((table.padding_pt, table.padding_pt))
}

/// A row below the head.
fn row_block(table: &Table, row: &Row, cells: &[Cell], tag: &Tag) -> Block {
    let width = table.width_pt();
    let row_tag = tag.child(Role::Row);
    let mut taken = vec![vec![false; table.columns.len()]];
    let cells = set_row(table, row, cells, 0, &mut taken, &row_tag, false);
    let (above, below) = padding(table, row);
    let content = cells.iter().map(|set| set.block.height_pt).fold(0.0, f64::max);
    let height = content + above + below;
    let mut block = Block::new(width, height);
    let tops = tops_of(table, &cells, above, content);
    for set in &cells {
        let tint = set.cell.tint.or(row.tint).or_else(|| column_tint(table, set));
        if let Some(ink) = tint {
            let size = Size::new(set.width_pt, height);
            let item = Item::Rect { size, radius_pt: 0.0, fill: Some(ink), stroke: None };
            block.add(Point::new(set.left_pt, 0.0), item, None);
        }
    }
    for (set, top) in cells.into_iter().zip(&tops) {
        if row.tint.is_none() {
            vertical_rule(&mut block, table, set.column, set.left_pt, 0.0, height);
        }
        place(&mut block, table, set, *top);
    }
    if let Some(stroke) = row.above {
        block.rule(0.0, 0.0, width, stroke);
    }
    block
}

fn column_tint(table: &Table, set: &Set<'_>) -> Option<Ink> {
    if set.cell.columns == 1 { table.columns[set.column].tint } else { None }
}

/// The top of each cell's content; single lines side by side share a base line.
fn tops_of(table: &Table, cells: &[Set<'_>], above_pt: f64, content_pt: f64) -> Vec<f64> {
    // In the middle of a row that goes on over pages nobody would find it.
    let vertical = if content_pt > TALL_PT { Vertical::Top } else { table.vertical };
    let top = |set: &Set<'_>| match vertical {
        Vertical::Top => above_pt,
        Vertical::Middle => above_pt + (content_pt - set.block.height_pt) / 2.0,
    };
    let single = |set: &Set<'_>| match set.cell.content {
        Content::Text(_) if vertical == Vertical::Top || has_one_line(&set.block) => set.block.baseline_pt,
        _ => None,
    };
    let base = cells.iter().filter_map(|set| Some(top(set) + single(set)?)).fold(0.0, f64::max);
    cells.iter().map(|set| single(set).map_or_else(|| top(set), |own| base - own)).collect()
}

fn has_one_line(block: &Block) -> bool {
    let mut lines =
        block.items.iter().filter(|placed| matches!(placed.item, Item::Text(_))).map(|p| p.at.y_pt);
    let first = lines.next();
    lines.all(|y| Some(y) == first)
}

/// Lays out a row's cells at their columns.
fn set_row<'a>(
    table: &Table,
    row: &Row,
    cells: &'a [Cell],
    index: usize,
    taken: &mut [Vec<bool>],
    row_tag: &Tag,
    is_head: bool,
) -> Vec<Set<'a>> {
    let mut set = Vec::new();
    let mut column = 0;
    for cell in cells {
        while taken[index].get(column) == Some(&true) {
            column += 1;
        }
        let end = (column + cell.columns).min(table.columns.len());
        if column >= end {
            break;
        }
        for row in taken.iter_mut().skip(index).take(cell.rows) {
            row[column..end].fill(true);
        }
        let left_pt = table.columns[..column].iter().map(|c| c.width_pt).sum();
        let width_pt = table.columns[column..end].iter().map(|c| c.width_pt).sum();
        let tag = cell_tag(cell, row_tag, is_head);
        let block = cell_block(table, cell, column, end, width_pt, &tag);
        set.push(Set { cell, row: index, column, left_pt, width_pt, block });
        column = end;
    }
    debug_assert!(row.cells.is_empty() || !set.is_empty(), "a row has cells");
    set
}

fn cell_tag(cell: &Cell, row_tag: &Tag, is_head: bool) -> Tag {
    let span = |count: usize| u16::try_from(count).unwrap_or(1);
    let (columns, rows) = (span(cell.columns), span(cell.rows));
    let scope = if is_head { Some(cell.header.unwrap_or(Scope::Column)) } else { cell.header };
    row_tag.child(match scope {
        Some(scope) => Role::HeaderCell { scope, columns, rows },
        None => Role::Cell { columns, rows },
    })
}

fn cell_block(table: &Table, cell: &Cell, column: usize, end: usize, width_pt: f64, tag: &Tag) -> Block {
    let inner = width_pt - table.columns[column].padding_pt.0 - table.columns[end - 1].padding_pt.1;
    let own = if cell.columns > 1 { Align::Left } else { table.columns[column].align };
    let align = cell.align.unwrap_or(own);
    match &cell.content {
        Content::Text(spans) => {
            let mut text = paragraph(spans, inner, &ParagraphStyle::CELL.aligned(align), Some(tag));
            if text.items.is_empty() {
                text.mark(tag);
            }
            text
        }
        Content::Block(block) => {
            let free = inner - block.width_pt;
            let left = match align {
                Align::Left | Align::Justify => 0.0,
                Align::Centre => free / 2.0,
                Align::Right => free,
            };
            let mut outer = Block::new(inner, block.height_pt);
            outer.cuts_pt.clone_from(&block.cuts_pt);
            outer.baseline_pt = block.baseline_pt;
            outer.put(Point::new(left, 0.0), block.clone().tagged(tag));
            outer.mark(tag);
            outer
        }
        Content::Empty => {
            let mut empty = Block::new(inner, 0.0);
            empty.mark(tag);
            empty
        }
    }
}

fn place(block: &mut Block, table: &Table, set: Set<'_>, y_pt: f64) {
    let x = set.left_pt + table.columns[set.column].padding_pt.0;
    block.put_cell(Point::new(x, y_pt), set.block);
}

fn vertical_rule(block: &mut Block, table: &Table, column: usize, x_pt: f64, y_pt: f64, height_pt: f64) {
    if let Some(stroke) = table.columns[column].rule_before {
        block.vertical_rule(x_pt, y_pt, height_pt, stroke);
    }
}
