//! How much a workbook may hold. A form has 500 cells.

use super::unreadable::Unreadable;
use crate::model::Eras;

/// What a workbook is opened with.
#[derive(Debug, Clone, Copy)]
pub(super) struct Opening<'e> {
    /// The eras that formats of days are shown in.
    pub(super) eras: &'e Eras,
    pub(super) bounds: Bounds,
}

impl<'e> Opening<'e> {
    /// Of a file that a department sent.
    pub(super) fn submission(eras: &'e Eras) -> Self {
        Self { eras, bounds: Bounds::SUBMISSION }
    }

    /// Of a list that the secretariat keeps.
    pub(super) fn list(eras: &'e Eras) -> Self {
        Self { eras, bounds: Bounds::LIST }
    }
}

/// The most that a workbook may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Bounds {
    /// Bytes of the file.
    pub(super) file: u64,
    /// Bytes of all its parts without pictures.
    pub(super) parts: u64,
    /// Texts that its cells share, and bytes of the part that holds them.
    pub(super) strings: usize,
    pub(super) strings_part: usize,
    /// Cells that show something, and bytes of what they show.
    cells: usize,
    text: usize,
}

impl Bounds {
    /// Files of departments. A form with a few pictures has 2 MB, 100 KB of
    /// XML and 20 KB of shared texts.
    pub(super) const SUBMISSION: Self = Self {
        file: 20 << 20,
        parts: 64 << 20,
        strings: 500_000,
        strings_part: 32 << 20,
        cells: 200_000,
        text: 16 << 20,
    };
    /// Lists with a row for each plan. 90,000 rows of a ledger have 600,000
    /// cells, of a body's opinions a million.
    pub(super) const LIST: Self = Self {
        file: 64 << 20,
        parts: 256 << 20,
        strings: 1_000_000,
        strings_part: 128 << 20,
        cells: 1_200_000,
        text: 64 << 20,
    };
}

/// What a workbook may still hold.
#[derive(Debug)]
pub(super) struct Limits {
    cells: usize,
    text: usize,
    merges: usize,
    floating: usize,
}

impl Limits {
    pub(super) fn new(bounds: Bounds) -> Self {
        Self { cells: bounds.cells, text: bounds.text, merges: 10_000, floating: MAX_FLOATING }
    }
}

/// Shapes, comments and pictures that a workbook may have.
pub(super) const MAX_FLOATING: usize = 2_000;
/// Sheets that a workbook may have.
pub(super) const MAX_SHEETS: usize = 256;

impl Limits {
    /// Counts a cell and the bytes of its text.
    pub(super) fn cell(&mut self, bytes: usize) -> Result<(), Unreadable> {
        self.cells = self.cells.checked_sub(1).ok_or(Unreadable::TooMany("セル"))?;
        self.text = self.text.checked_sub(bytes).ok_or(Unreadable::TooMany("文字"))?;
        Ok(())
    }

    /// Counts a merged range.
    pub(super) fn merge(&mut self) -> Result<(), Unreadable> {
        self.merges = self.merges.checked_sub(1).ok_or(Unreadable::TooMany("結合セル"))?;
        Ok(())
    }

    /// Counts a shape, comment or picture and the bytes of its text.
    pub(super) fn floating(&mut self, bytes: usize) -> Result<(), Unreadable> {
        self.floating = self.floating.checked_sub(1).ok_or(Unreadable::TooMany("図形"))?;
        self.text = self.text.checked_sub(bytes).ok_or(Unreadable::TooMany("文字"))?;
        Ok(())
    }
}
