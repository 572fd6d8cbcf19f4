//! Rows of a table: cells side by side, rules between, heads that come again.

use std::sync::Arc;

use crate::layout::{
    Align, Block, Ink, ParagraphStyle, Piece, Point, Role, Scope, Size, Span, Stroke, Tag, TextStyle,
    paragraph,
};

/// Air at the left and right of a cell.
pub(super) const CELL_PAD_PT: f64 = 4.5;

/// Up to this height a table stays on one page.
const KEPT_WHOLE_PT: f64 = 190.0;

/// From this height on all cells of a row begin at its top.
const TALL_PT: f64 = 240.0;

/// Columns of a table and where vertical hairlines part their groups.
#[derive(Debug, Clone)]
pub(super) struct Columns {
    pub(super) widths: Vec<f64>,
    /// A hairline stands left of these columns.
    pub(super) groups: Vec<usize>,
    /// Columns on a 6 % tint.
    pub(super) tinted: Vec<usize>,
}

impl Columns {
    pub(super) fn new(widths: Vec<f64>) -> Self {
        Self { widths, groups: Vec::new(), tinted: Vec::new() }
    }

    pub(super) fn grouped(self, groups: &[usize]) -> Self {
        Self { groups: groups.to_vec(), ..self }
    }

    pub(super) fn tinted(self, tinted: &[usize]) -> Self {
        Self { tinted: tinted.to_vec(), ..self }
    }

    pub(super) fn total(&self) -> f64 {
        self.widths.iter().sum()
    }

    /// Left edge of a column.
    pub(super) fn left(&self, column: usize) -> f64 {
        self.widths[..column].iter().sum()
    }
}

/// A text as a cell's content.
pub(super) fn cell_text(
    text: &str,
    width_pt: f64,
    style: &TextStyle,
    align: Align,
    tag: Option<&Tag>,
) -> Block {
    let spans = [Span::new(text, *style)];
    let inner = width_pt - 2.0 * CELL_PAD_PT;
    let mut cell = paragraph(&spans, inner, &ParagraphStyle::CELL.aligned(align), tag);
    if let (true, Some(tag)) = (cell.items.is_empty(), tag) {
        cell.mark(tag);
    }
    cell.padded(CELL_PAD_PT, 0.0, CELL_PAD_PT, 0.0)
}

/// A block set in the middle of a column.
pub(super) fn centred(block: Block, width_pt: f64) -> Block {
    let free = ((width_pt - block.width_pt) / 2.0).max(0.0);
    block.padded(free, 0.0, free, 0.0)
}

/// Cells side by side, each in the middle of the row's height.
pub(super) fn row(columns: &Columns, cells: Vec<Block>, pad_pt: f64) -> Block {
    let content = cells.iter().map(|cell| cell.height_pt).fold(0.0, f64::max);
    if content > TALL_PT {
        return top_row(columns, cells, pad_pt);
    }
    let height = content + 2.0 * pad_pt;
    let mut block = Block::new(columns.total(), height);
    for (column, cell) in cells.into_iter().enumerate() {
        let y = (height - cell.height_pt) / 2.0;
        block.put_cell(Point::new(columns.left(column), y), cell);
    }
    finish_row(columns, block)
}

/// The same with the cells' first base lines on one line, at the head of the row.
pub(super) fn top_row(columns: &Columns, cells: Vec<Block>, pad_pt: f64) -> Block {
    let base = cells.iter().filter_map(|cell| cell.baseline_pt).fold(0.0, f64::max);
    let drop = |cell: &Block| cell.baseline_pt.map_or(0.0, |own| base - own);
    let content = cells.iter().map(|cell| drop(cell) + cell.height_pt).fold(0.0, f64::max);
    let mut block = Block::new(columns.total(), content + 2.0 * pad_pt);
    for (column, cell) in cells.into_iter().enumerate() {
        let y = pad_pt + drop(&cell);
        block.put_cell(Point::new(columns.left(column), y), cell);
    }
    finish_row(columns, block)
}

fn finish_row(columns: &Columns, mut block: Block) -> Block {
    for column in &columns.groups {
        block.vertical_rule(columns.left(*column), 0.0, block.height_pt, Stroke::HAIRLINE);
    }
    for column in &columns.tinted {
        let size = Size::new(columns.widths[*column], block.height_pt);
        block.tint_behind(Point::new(columns.left(*column), 0.0), size, Ink::Tint(6));
    }
    block
}

/// A head row on its tint, between the table's top rule and the head's foot.
pub(super) fn head(columns: &Columns, cells: Vec<Block>, pad_pt: f64) -> Block {
    let plain = Columns { tinted: Vec::new(), ..columns.clone() };
    let mut block = row(&plain, cells, pad_pt);
    head_rules(&mut block);
    block
}

/// Tint and rules of a head of any shape.
pub(super) fn head_rules(block: &mut Block) {
    let size = Size::new(block.width_pt, block.height_pt);
    block.tint_behind(Point::default(), size, Ink::Tint(6));
    block.rule(0.0, 0.0, block.width_pt, Stroke::TABLE);
    block.rule(0.0, block.height_pt, block.width_pt, Stroke::MEDIUM);
}

/// A block without places in the structure: a head that comes again is an artifact.
pub(super) fn untagged(block: &Block) -> Block {
    let mut block = block.clone();
    block
        .items
        .retain(|placed| !matches!(placed.item, crate::layout::Item::Mark | crate::layout::Item::Anchor(_)));
    for placed in &mut block.items {
        placed.tag = None;
    }
    block
}

/// One row of a table's body.
#[derive(Debug, Clone)]
pub(super) struct BodyRow {
    pub(super) block: Block,
    /// Set off by a stronger rule (totals).
    pub(super) total: bool,
    /// Not parted from the next row (area rows).
    pub(super) kept: bool,
}

impl BodyRow {
    pub(super) fn plain(block: Block) -> Self {
        Self { block, total: false, kept: false }
    }
}

/// Head and rows as pieces: hairlines between, the head again on every page,
/// the last rule wherever a page ends, two rows after the head.
pub(super) fn pieces(space_pt: f64, head: Block, rows: Vec<BodyRow>) -> Vec<Piece> {
    let width = head.width_pt;
    let over = Arc::new(untagged(&head));
    let mut under = Block::new(width, 0.0);
    under.rule(0.0, 0.0, width, Stroke::TABLE);
    let under = Arc::new(under);
    let count = rows.len();
    // A small table is not torn at all.
    let whole = rows.iter().map(|row| row.block.height_pt).sum::<f64>() <= KEPT_WHOLE_PT;
    let mut pieces = vec![Piece::new(space_pt, head).kept()];
    for (index, mut row) in rows.into_iter().enumerate() {
        if index > 0 {
            let stroke = if row.total { Stroke::MEDIUM } else { Stroke::HAIRLINE };
            row.block.rule(0.0, 0.0, width, stroke);
        }
        let last = index + 1 == count;
        if last {
            let height = row.block.height_pt;
            row.block.rule(0.0, height, width, Stroke::TABLE);
        }
        let mut piece = Piece::new(0.0, row.block);
        piece.over = Some(Arc::clone(&over));
        piece.under = (!last).then(|| Arc::clone(&under));
        piece.keep_with_next = !last && (whole || row.kept || index == 0 || index + 2 == count);
        pieces.push(piece);
    }
    pieces
}

/// The tags of a table: itself, and rows in it.
pub(super) struct TableTags {
    pub(super) table: Tag,
}

impl TableTags {
    pub(super) fn new() -> Self {
        Self { table: Tag::new(Role::Table) }
    }

    pub(super) fn row(&self) -> Tag {
        self.table.child(Role::Row)
    }
}

/// A header cell of a column.
pub(super) fn column_head(row: &Tag) -> Tag {
    row.child(Role::HeaderCell { scope: Scope::Column, columns: 1, rows: 1 })
}

/// A header cell of a column over both rows of a head.
pub(super) fn tall_head(row: &Tag) -> Tag {
    row.child(Role::HeaderCell { scope: Scope::Column, columns: 1, rows: 2 })
}

/// A header cell of several columns.
pub(super) fn wide_head(row: &Tag, columns: u16) -> Tag {
    row.child(Role::HeaderCell { scope: Scope::Column, columns, rows: 1 })
}

/// A header cell of its row.
pub(super) fn row_head(row: &Tag) -> Tag {
    row.child(Role::HeaderCell { scope: Scope::Row, columns: 1, rows: 1 })
}
