//! How much a workbook may hold. A form has 500 cells.

use super::unreadable::Unreadable;

/// What a workbook may still hold.
#[derive(Debug)]
pub(super) struct Limits {
    cells: usize,
    text: usize,
    merges: usize,
    floating: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { cells: 200_000, text: 16 << 20, merges: 10_000, floating: 2_000 }
    }
}

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
