//! Where a value stands: file, sheet, cell.

use std::fmt;
use std::sync::Arc;

/// A cell address, zero-based. Displayed as `C19`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CellRef {
    /// Row, 0 to 1,048,575.
    pub row: u32,
    /// Column, 0 to 16,383.
    pub column: u32,
}

impl CellRef {
    /// Rows an xlsx sheet can have.
    pub const MAX_ROWS: u32 = 1_048_576;
    /// Columns an xlsx sheet can have.
    pub const MAX_COLUMNS: u32 = 16_384;

    /// The cell at a zero-based row and column.
    pub const fn new(row: u32, column: u32) -> Self {
        Self { row, column }
    }

    /// Reads `C19` or `$C$19`; `None` for anything else or outside a sheet.
    pub fn parse(address: &str) -> Option<Self> {
        let address: String = address.chars().filter(|&c| c != '$').collect();
        let letters = address.chars().take_while(char::is_ascii_alphabetic).count();
        let (letters, digits) = address.split_at(letters);
        if letters.is_empty() || letters.len() > 3 || digits.is_empty() || digits.len() > 7 {
            return None;
        }
        let column =
            letters.bytes().fold(0, |sum, b| sum * 26 + u32::from(b.to_ascii_uppercase() - b'A') + 1);
        if !digits.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let row: u32 = digits.parse().ok()?;
        ((1..=Self::MAX_ROWS).contains(&row) && column <= Self::MAX_COLUMNS)
            .then(|| Self::new(row - 1, column - 1))
    }

    /// The column's letters, `A` to `XFD`.
    pub fn column_letters(self) -> String {
        let mut rest = self.column + 1;
        let mut letters = Vec::new();
        while rest > 0 {
            let digit = (rest - 1) % 26;
            letters.push(char::from(b'A' + u8::try_from(digit).expect("a remainder below 26")));
            rest = (rest - 1) / 26;
        }
        letters.iter().rev().collect()
    }
}

impl fmt::Display for CellRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.column_letters(), self.row + 1)
    }
}

/// A rectangle of cells, both corners inside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CellRange {
    /// Top-left corner.
    pub start: CellRef,
    /// Bottom-right corner.
    pub end: CellRef,
}

impl CellRange {
    /// The rectangle between two corners given in any order.
    pub fn new(a: CellRef, b: CellRef) -> Self {
        Self {
            start: CellRef::new(a.row.min(b.row), a.column.min(b.column)),
            end: CellRef::new(a.row.max(b.row), a.column.max(b.column)),
        }
    }

    /// Columns.
    pub fn width(&self) -> u32 {
        self.end.column - self.start.column + 1
    }

    /// How many rows it has.
    pub fn height(&self) -> u32 {
        self.end.row - self.start.row + 1
    }

    /// The rectangle of one cell.
    pub fn single(cell: CellRef) -> Self {
        Self { start: cell, end: cell }
    }

    /// Reads `A1:C3` or `A1`, in any order of corners.
    pub fn parse(reference: &str) -> Option<Self> {
        match reference.split_once(':') {
            Some((a, b)) => Some(Self::new(CellRef::parse(a)?, CellRef::parse(b)?)),
            None => CellRef::parse(reference).map(Self::single),
        }
    }

    /// Whether `cell` lies inside.
    pub fn contains(&self, cell: CellRef) -> bool {
        (self.start.row..=self.end.row).contains(&cell.row)
            && (self.start.column..=self.end.column).contains(&cell.column)
    }
}

impl fmt::Display for CellRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.start == self.end {
            write!(f, "{}", self.start)
        } else {
            write!(f, "{}:{}", self.start, self.end)
        }
    }
}

/// Where a value was read. Travels with the value to every output.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Origin {
    /// Path relative to the year folder, with `/`, NFC (`提出/1-01.xlsx`).
    pub file: Arc<str>,
    /// Sheet name as written.
    pub sheet: Arc<str>,
    /// Top-left cell of the merge the value stands in.
    pub cell: CellRef,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_and_prints_addresses() {
        for address in ["A1", "Z9", "AA10", "XFD1048576"] {
            assert_eq!(CellRef::parse(address).map(|c| c.to_string()).as_deref(), Some(address));
        }
        assert_eq!(CellRef::parse("$c$19"), Some(CellRef::new(18, 2)));
        for wrong in ["", "A0", "A", "7", "XFE1", "A1048577", "A1B", "ABCD1"] {
            assert_eq!(CellRef::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn reversed_ranges_are_put_right() {
        let range = CellRange::parse("C3:A1").expect("a range");
        assert_eq!(range.to_string(), "A1:C3");
        assert!(range.contains(CellRef::new(1, 1)));
        assert!(!range.contains(CellRef::new(3, 0)));
    }
}
