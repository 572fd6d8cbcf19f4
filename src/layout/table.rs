//! Tables: what a caller says about columns, rows and cells.

use super::block::Block;
use super::ink::{Ink, Stroke};
use super::style::{Align, Span, TextStyle};
use super::tag::Scope;

/// A column.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Column {
    /// Width, padding included.
    pub width_pt: f64,
    /// Where cells stand unless they say otherwise; numbers stand at the right.
    pub align: Align,
    /// Air at the left and at the right.
    pub padding_pt: (f64, f64),
    /// A vertical line before it, where a group of columns begins.
    pub rule_before: Option<Stroke>,
    /// Tint of its cells below the head.
    pub tint: Option<Ink>,
}

impl Column {
    /// A column at the left, 3 pt of air on both sides.
    pub const fn new(width_pt: f64) -> Self {
        Self { width_pt, align: Align::Left, padding_pt: (3.0, 3.0), rule_before: None, tint: None }
    }

    /// The same, aligned otherwise.
    #[must_use]
    pub const fn aligned(self, align: Align) -> Self {
        Self { align, ..self }
    }

    /// The same with other air.
    #[must_use]
    pub const fn padded(self, left_pt: f64, right_pt: f64) -> Self {
        Self { padding_pt: (left_pt, right_pt), ..self }
    }

    /// The same with a hairline before it.
    #[must_use]
    pub const fn ruled(self) -> Self {
        Self { rule_before: Some(Stroke::HAIRLINE), ..self }
    }

    /// The same with tinted cells.
    #[must_use]
    pub const fn tinted(self, tint: Ink) -> Self {
        Self { tint: Some(tint), ..self }
    }
}

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Content {
    /// Nothing.
    Empty,
    /// Text, broken into the cell's width.
    Text(Vec<Span>),
    /// Something already laid out (badges, bars), at most as wide as the cell.
    Block(Block),
}

/// A cell.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// What stands in it.
    pub content: Content,
    /// Columns that it takes.
    pub columns: usize,
    /// Rows that it takes; more than one only in a table's head.
    pub rows: usize,
    /// Where the content stands; if `None`, as its column says, or at the left
    /// of several columns.
    pub align: Option<Align>,
    /// Whether it is the header of its row or column. All cells of a head are.
    pub header: Option<Scope>,
    /// Tint of this cell alone.
    pub tint: Option<Ink>,
    /// Further air at the left: texts that stand under another column's.
    pub inset_pt: f64,
}

impl Cell {
    /// A cell with some content.
    pub fn new(content: Content) -> Self {
        Self { content, columns: 1, rows: 1, align: None, header: None, tint: None, inset_pt: 0.0 }
    }

    /// An empty cell.
    pub fn empty() -> Self {
        Self::new(Content::Empty)
    }

    /// Text in one style; an empty text makes an empty cell.
    pub fn text(text: impl Into<String>, style: &TextStyle) -> Self {
        let text = text.into();
        if text.is_empty() { Self::empty() } else { Self::new(Content::Text(vec![Span::new(text, *style)])) }
    }

    /// Text in several styles.
    pub fn spans(spans: Vec<Span>) -> Self {
        Self::new(Content::Text(spans))
    }

    /// Something already laid out.
    pub fn block(block: Block) -> Self {
        Self::new(Content::Block(block))
    }

    /// The same over several columns.
    #[must_use]
    pub fn across(self, columns: usize) -> Self {
        Self { columns, ..self }
    }

    /// The same over several rows of a head.
    #[must_use]
    pub fn down(self, rows: usize) -> Self {
        Self { rows, ..self }
    }

    /// The same, aligned otherwise than its column.
    #[must_use]
    pub fn aligned(self, align: Align) -> Self {
        Self { align: Some(align), ..self }
    }

    /// The same with further air at the left.
    #[must_use]
    pub fn inset(self, inset_pt: f64) -> Self {
        Self { inset_pt, ..self }
    }

    /// The same as the header of its row.
    #[must_use]
    pub fn heading_row(self) -> Self {
        Self { header: Some(Scope::Row), ..self }
    }

    /// The same on a tint of its own.
    #[must_use]
    pub fn tinted(self, tint: Ink) -> Self {
        Self { tint: Some(tint), ..self }
    }
}

/// A row.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// From left to right; together they take all columns (those that cells of
    /// the rows above reach down into left out).
    pub cells: Vec<Cell>,
    /// The line above it.
    pub above: Option<Stroke>,
    /// Tint of the whole row.
    pub tint: Option<Ink>,
    /// A page must not end after it.
    pub keep_with_next: bool,
    /// Air above and below; the table's if `None`.
    pub padding_pt: Option<(f64, f64)>,
    /// Stands again, in these words (…（続き）), below the head of every page
    /// until the next row that has one: rows that open a group (改革分野).
    pub again: Option<Vec<Cell>>,
    /// Stands in one piece with the row above: the texts of a plan under the
    /// line that names it.
    pub joined: bool,
}

impl Row {
    /// A row below a hairline.
    pub fn new(cells: Vec<Cell>) -> Self {
        Self {
            cells,
            above: Some(Stroke::HAIRLINE),
            tint: None,
            keep_with_next: false,
            padding_pt: None,
            again: None,
            joined: false,
        }
    }

    /// Cells that stand in one piece with the row above, without a line or air between.
    pub fn joined(cells: Vec<Cell>) -> Self {
        Self { above: None, padding_pt: Some((0.0, 0.0)), joined: true, ..Self::new(cells) }
    }

    /// The same below another line, or none.
    #[must_use]
    pub fn below(self, above: Option<Stroke>) -> Self {
        Self { above, ..self }
    }

    /// The same as a totals row: a stronger line above.
    #[must_use]
    pub fn total(self) -> Self {
        self.below(Some(Stroke::MEDIUM))
    }

    /// The same on a tint.
    #[must_use]
    pub fn tinted(self, tint: Ink) -> Self {
        Self { tint: Some(tint), ..self }
    }

    /// The same, never parted from the next row.
    #[must_use]
    pub fn kept(self) -> Self {
        Self { keep_with_next: true, ..self }
    }

    /// The same with other air above and below.
    #[must_use]
    pub fn padded(self, above_pt: f64, below_pt: f64) -> Self {
        Self { padding_pt: Some((above_pt, below_pt)), ..self }
    }

    /// The same as the head of a group, repeated in these words.
    #[must_use]
    pub fn opening_group(self, again: Vec<Cell>) -> Self {
        Self { again: Some(again), tint: Some(Ink::Tint(10)), ..self }
    }
}

/// Where the content of low cells stands in a high row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Vertical {
    /// At the top.
    Top,
    /// In the middle.
    Middle,
}

/// A table.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// From left to right.
    pub columns: Vec<Column>,
    /// Repeated on every page.
    pub head: Vec<Row>,
    /// Below the head.
    pub rows: Vec<Row>,
    /// Air above and below in rows.
    pub padding_pt: f64,
    /// Where low cells stand.
    pub vertical: Vertical,
}

impl Table {
    /// A table without rows yet; 2.2 pt of air, cells in the middle.
    pub fn new(columns: Vec<Column>) -> Self {
        Self { columns, head: Vec::new(), rows: Vec::new(), padding_pt: 2.2, vertical: Vertical::Middle }
    }

    /// The width of all columns.
    pub fn width_pt(&self) -> f64 {
        self.columns.iter().map(|column| column.width_pt).sum()
    }
}
