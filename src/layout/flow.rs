//! What follows what, and what must not be parted by the end of a page.

use std::sync::Arc;

use super::block::Block;

/// Whether a page may end within a piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tear {
    /// At any of its cuts (prose).
    Free,
    /// At its cuts, but only if it is higher than a whole page (rows).
    IfTooHigh,
}

/// A block in a flow.
#[derive(Debug, Clone, PartialEq)]
pub struct Piece {
    /// What is placed.
    pub block: Block,
    /// Space before it; dropped at the top of a page.
    pub space_pt: f64,
    /// A page must not end after it (headings, captions, heads of tables).
    pub keep_with_next: bool,
    /// Whether a page may end within it.
    pub tear: Tear,
    /// Stands before it where it comes to the top of a page (the table's head again).
    pub over: Option<Arc<Block>>,
    /// The same for what goes on of it on a next page, where that is another.
    pub over_again: Option<Arc<Block>>,
    /// Stands after it where a page ends with it (the table's last rule).
    pub under: Option<Arc<Block>>,
}

impl Piece {
    /// A block of its own.
    pub fn new(space_pt: f64, block: Block) -> Self {
        Self {
            block,
            space_pt,
            keep_with_next: false,
            tear: Tear::IfTooHigh,
            over: None,
            over_again: None,
            under: None,
        }
    }

    /// The same, never parted from what follows.
    #[must_use]
    pub fn kept(self) -> Self {
        Self { keep_with_next: true, ..self }
    }

    /// The same, torn between lines wherever a page ends.
    #[must_use]
    pub fn torn(self) -> Self {
        Self { tear: Tear::Free, ..self }
    }
}

/// Pieces from top to bottom.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Flow {
    /// In reading order.
    pub pieces: Vec<Piece>,
}

impl Flow {
    /// An empty flow.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a block that moves to the next page as a whole.
    pub fn push(&mut self, space_pt: f64, block: Block) {
        self.pieces.push(Piece::new(space_pt, block));
    }

    /// Adds a block that stays with what follows.
    pub fn push_kept(&mut self, space_pt: f64, block: Block) {
        self.pieces.push(Piece::new(space_pt, block).kept());
    }

    /// Adds prose that may continue on the next page.
    pub fn push_prose(&mut self, space_pt: f64, block: Block) {
        self.pieces.push(Piece::new(space_pt, block).torn());
    }

    /// Adds pieces, a table's for example.
    pub fn extend(&mut self, pieces: impl IntoIterator<Item = Piece>) {
        self.pieces.extend(pieces);
    }
}
