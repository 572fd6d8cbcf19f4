//! What is known of a slot once it was looked for in a sheet.

use crate::model::CellRef;

/// What became of a slot.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Place {
    /// It was found.
    Found(Filled),
    /// It has no certain place.
    Uncertain(Doubt),
}

/// A slot that was found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Filled {
    /// The value's cell in the grid; `None` where nothing stands there.
    pub(super) cell: Option<usize>,
    /// Where it stands, filled or blank.
    pub(super) at: CellRef,
    /// Whether the value stands beside the box.
    pub(super) beside: bool,
}

/// Why a slot has no certain place.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Doubt {
    /// A label is missing.
    Missing(usize),
    /// A label stands twice and cannot be told apart.
    Twice(usize),
    /// Its labels are there, but no longer around it.
    Scattered(usize),
    /// Several texts stand where one should (cells of the grid).
    Several(Vec<usize>),
    /// More than this label stands in the label's own cell.
    InLabel(usize),
    /// The box holds an example (a cell of the grid).
    Example(usize),
    /// What stands in the box rather belongs to something else (a cell of the grid).
    Foreign(usize),
    /// Its columns of the form, from this one on, are not in the sheet.
    Gone(u32),
    /// A text stands outside the blank box that it may belong to (a cell of the grid).
    Outside(usize),
    /// Values of a column may have slipped into the next boxes: one stands below
    /// the last box (a cell of the grid).
    Slipped(usize),
    /// What stands in this row of the sheet does not fit the boxes of its row
    /// in the form, and no label says which row it is.
    Unlike(u32),
    /// Nothing of the form around it is left.
    Unanchored,
}
