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

/// Up to this height the rows of a table stay on one page.
const KEPT_WHOLE_PT: f64 = 190.0;

/// Texts up to this height say again what a row is about where it goes on.
const LABEL_PT: f64 = 32.0;

/// The pieces of a table: its head, then a piece a row, each with the head
/// (and the row that opened its group) to be repeated on top of a page.
/// `space_pt` stands before the table. `tag` is the table's own.
///
/// A head is followed by two rows, so is the row that opens a group; the last
/// row never stands alone; a low table is not parted at all. A row is only
/// torn if it is higher than a page; what goes on stands below the row's own
/// short texts.
pub fn table(table: &Table, space_pt: f64, tag: &Tag) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let head = head_block(table, tag);
    let repeated_head = Arc::new(head.clone().untagged());
    let under = Arc::new(foot_rule(table.width_pt()));
    let bare = table.head.is_empty();
    if !bare {
        pieces.push(Piece::new(space_pt, head).kept());
    }
    let rows = joined_rows(&table.rows);
    let blocks: Vec<Block> = rows.iter().map(|rows| rows_block(table, rows, tag)).collect();
    let whole = blocks.iter().map(|block| block.height_pt).sum::<f64>() <= KEPT_WHOLE_PT;
    let mut over = Arc::clone(&repeated_head);
    let mut since_group = 2;
    for (index, mut block) in blocks.into_iter().enumerate() {
        let row = &rows[index][0];
        let (first, last) = (index == 0, index + 1 == rows.len());
        if last {
            block.rule(0.0, block.height_pt, table.width_pt(), Stroke::TABLE);
        }
        since_group = if row.again.is_some() { 0 } else { since_group + 1 };
        let opens = since_group < 2 && rows.get(index + 1).is_some_and(|next| next[0].again.is_none());
        let before_last = index + 2 == rows.len();
        let mut piece = Piece::new(if bare && first { space_pt } else { 0.0 }, block);
        piece.keep_with_next = row.keep_with_next || opens || before_last || !last && (first || whole);
        let above = if row.again.is_some() { &repeated_head } else { &over };
        piece.over_again = labels_again(table, row, above, piece.block.height_pt);
        let nothing_above = first && (bare || row.again.is_some());
        piece.over = (!nothing_above).then(|| Arc::clone(above));
        piece.under = (!last).then(|| Arc::clone(&under));
        if let Some(again) = &row.again {
            let mut both = (*repeated_head).clone();
            both.stack(0.0, row_block(table, row, again, tag).untagged());
            over = Arc::new(both);
        }
        pieces.push(piece);
    }
    pieces
}

/// Rows with those that are joined to them.
fn joined_rows(rows: &[Row]) -> Vec<&[Row]> {
    rows.chunk_by(|_, next| next.joined).collect()
}

/// A row and those joined to it as one block; it may be cut between these, but
/// not between the first and what stands under it.
fn rows_block(table: &Table, rows: &[Row], tag: &Tag) -> Block {
    let mut all = row_block(table, &rows[0], &rows[0].cells, tag);
    for (index, row) in rows.iter().enumerate().skip(1) {
        let top = all.height_pt;
        if index > 1 {
            all.cuts_pt.push(top);
        }
        let block = row_block(table, row, &row.cells, tag);
        all.height_pt += block.height_pt;
        all.put(Point::new(0.0, top), block);
    }
    all
}

/// What stands over the rest of a row that is torn: what stands over every
/// row, and the row's short texts, the widest with （続き）.
fn labels_again(table: &Table, row: &Row, over: &Arc<Block>, height_pt: f64) -> Option<Arc<Block>> {
    if height_pt <= TALL_PT || row.again.is_some() {
        return None;
    }
    let apart = Tag::new(Role::Row);
    let mut taken = vec![vec![false; table.columns.len()]];
    let set = set_row(table, row, &row.cells, 0, &mut taken, &apart, false);
    let short = |set: &Set<'_>| {
        let names = matches!(set.cell.content, Content::Text(_)) && set.block.height_pt <= LABEL_PT;
        names || matches!(set.cell.content, Content::Block(_)) && set.block.cuts_pt.is_empty()
    };
    let texts = set.iter().filter(|set| short(set) && matches!(set.cell.content, Content::Text(_)));
    let widest = texts.max_by(|a, b| a.width_pt.total_cmp(&b.width_pt)).map(|set| set.column)?;
    let cells = set.iter().map(|set| match &set.cell.content {
        _ if !short(set) => Cell { content: Content::Empty, ..set.cell.clone() },
        Content::Text(spans) if set.column == widest => {
            let mut spans = spans.clone();
            if let Some(last) = spans.last_mut() {
                last.text.push_str("（続き）");
            }
            Cell { content: Content::Text(spans), ..set.cell.clone() }
        }
        _ => set.cell.clone(),
    });
    let cells: Vec<Cell> = cells.collect();
    let mut both = (**over).clone();
    both.stack(0.0, row_block(table, row, &cells, &apart).untagged());
    Some(Arc::new(both))
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
    let tops = tops_of(table, &cells);
    let content = cells.iter().zip(&tops).map(|(set, top)| top + set.block.height_pt).fold(0.0, f64::max);
    let height = content + above + below;
    let mut block = Block::new(width, height);
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
        place(&mut block, table, set, above + top);
    }
    if let Some(stroke) = row.above {
        block.rule(0.0, 0.0, width, stroke);
    }
    block
}

fn column_tint(table: &Table, set: &Set<'_>) -> Option<Ink> {
    if set.cell.columns == 1 { table.columns[set.column].tint } else { None }
}

/// The top of each cell's content below the row's air: first lines side by
/// side share a base line, or single lines where all stand in the middle.
fn tops_of(table: &Table, cells: &[Set<'_>]) -> Vec<f64> {
    let content = cells.iter().map(|set| set.block.height_pt).fold(0.0, f64::max);
    // In the middle of a row that goes on over pages nobody would find it.
    let at_top = table.vertical == Vertical::Top || content > TALL_PT;
    let top = |set: &Set<'_>| if at_top { 0.0 } else { (content - set.block.height_pt) / 2.0 };
    let shared = |set: &Set<'_>| {
        let single = matches!(set.cell.content, Content::Text(_)) && has_one_line(&set.block);
        if at_top || single { set.block.baseline_pt } else { None }
    };
    let base = cells.iter().filter_map(|set| Some(top(set) + shared(set)?)).fold(0.0, f64::max);
    cells.iter().map(|set| shared(set).map_or_else(|| top(set), |own| base - own)).collect()
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
    let air = table.columns[column].padding_pt.0 + cell.inset_pt + table.columns[end - 1].padding_pt.1;
    let inner = width_pt - air;
    let own = if cell.columns > 1 { Align::Left } else { table.columns[column].align };
    let align = cell.align.unwrap_or(own);
    match &cell.content {
        Content::Text(spans) => {
            let style = if align == Align::Justify { ParagraphStyle::FLUSH } else { ParagraphStyle::CELL };
            let mut text = paragraph(spans, inner, &style.aligned(align), Some(tag));
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
    let x = set.left_pt + table.columns[set.column].padding_pt.0 + set.cell.inset_pt;
    block.put_cell(Point::new(x, y_pt), set.block);
}

fn vertical_rule(block: &mut Block, table: &Table, column: usize, x_pt: f64, y_pt: f64, height_pt: f64) {
    if let Some(stroke) = table.columns[column].rule_before {
        block.vertical_rule(x_pt, y_pt, height_pt, stroke);
    }
}
