//! The formulas of the binary formats: whether one refers to another workbook.
//! Their tokens (Ptg, MS-XLS 2.5.198, MS-XLSB 2.5.97) are passed over one by
//! one; a token that nothing here knows ends the look.

use crate::model::{CellRange, CellRef};

/// Which sheets that formulas refer to lie in other workbooks.
#[derive(Debug, Default)]
pub(super) struct Links {
    /// For each book, whether it is another file.
    books: Vec<bool>,
    /// For each sheet that formulas refer to, its book.
    sheets: Vec<usize>,
}

impl Links {
    /// Adds the next book.
    pub(super) fn add_book(&mut self, is_other_file: bool) {
        self.books.push(is_other_file);
    }

    /// Adds sheets by the numbers of their books.
    pub(super) fn add_sheets(&mut self, books: Vec<usize>) {
        self.sheets.extend(books);
    }

    /// Whether one of the tokens refers to another workbook.
    pub(super) fn leads_out(&self, mut tokens: Tokens<'_>) -> bool {
        let is_other = |sheet: u16| {
            let book = self.sheets.get(usize::from(sheet));
            book.and_then(|&book| self.books.get(book)).copied().unwrap_or(false)
        };
        self.books.contains(&true) && tokens.any(|sheet| sheet.is_some_and(is_other))
    }
}

/// Ranges whose cells share a formula that refers to another workbook.
#[derive(Debug, Default)]
pub(super) struct LinkedRanges(Vec<CellRange>);

impl LinkedRanges {
    /// More ranges than any form has are not kept apart.
    const MOST: usize = 1_000;

    pub(super) fn add(&mut self, range: CellRange) {
        if self.0.len() <= Self::MOST {
            self.0.push(range);
        }
    }

    /// Whether the formula in a cell is one of them, or may be.
    pub(super) fn hold(&self, at: CellRef) -> bool {
        self.0.len() > Self::MOST || self.0.iter().any(|range| range.contains(at))
    }
}

/// The tokens of a formula; each gives the number of the sheet it refers to,
/// if it refers to one.
#[derive(Debug, Clone)]
pub(super) struct Tokens<'a> {
    rest: &'a [u8],
    is_wide: bool,
}

impl<'a> Tokens<'a> {
    /// Of an .xls of Excel 97 to 2003: rows of two bytes.
    pub(super) fn narrow(tokens: &'a [u8]) -> Self {
        Self { rest: tokens, is_wide: false }
    }

    /// Of an .xlsb: rows of four bytes.
    pub(super) fn wide(tokens: &'a [u8]) -> Self {
        Self { rest: tokens, is_wide: true }
    }

    /// Bytes after the token's first.
    fn length(&self, token: u8) -> Option<usize> {
        let byte = |at: usize| self.rest.get(at).map(|&b| usize::from(b));
        let word = |at: usize| Some(byte(at)? | byte(at + 1)? << 8);
        // Row and column, once and twice.
        let (place, area) = if self.is_wide { (6, 12) } else { (4, 8) };
        Some(match token {
            0x01 | 0x02 => 4,
            0x03..=0x16 => 0,
            0x17 if self.is_wide => 2 + 2 * word(1)?,
            0x17 => 2 + byte(1)? * (1 + (byte(2)? & 1)),
            // Tables and pivot tables of this workbook.
            0x18 if self.is_wide && byte(1)? == 0x19 => 13,
            0x18 => 5,
            // A choice carries the way to each of its branches.
            0x19 if byte(1)? & 4 != 0 => 3 + 2 * (word(2)? + 1),
            0x19 => 3,
            0x1C | 0x1D => 1,
            0x1E => 2,
            0x1F => 8,
            ..0x20 => return None,
            _ => match token & 0x1F | 0x20 {
                0x20 if self.is_wide => 14,
                0x20 => 7,
                0x21 => 2,
                0x22 => 3,
                0x23 => 4,
                0x24 | 0x2A | 0x2C => place,
                0x25 | 0x2B | 0x2D => area,
                0x26..=0x28 => 6,
                0x29 => 2,
                0x39 => 6,
                0x3A | 0x3C => 2 + place,
                0x3B | 0x3D => 2 + area,
                _ => return None,
            },
        })
    }
}

impl Iterator for Tokens<'_> {
    type Item = Option<u16>;

    fn next(&mut self) -> Option<Self::Item> {
        let token = *self.rest.first()?;
        let length = self.length(token)?;
        let data = self.rest.get(1..=length)?;
        self.rest = &self.rest[1 + length..];
        let names_sheet = token >= 0x20 && matches!(token & 0x1F | 0x20, 0x39..=0x3D);
        Some(if names_sheet { Some(u16::from_le_bytes([data[0], data[1]])) } else { None })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn links() -> Links {
        let mut links = Links::default();
        links.add_book(false);
        links.add_book(true);
        links.add_sheets(vec![0, 1]);
        links
    }

    #[test]
    fn a_reference_after_other_tokens_is_found() {
        // "a" & A1 & sheet 1's A1, and the same with this workbook's sheet 0.
        let formula = |sheet: u8| {
            [&[0x17, 1, 0, b'a', 0x24, 0, 0, 0, 0, 0x08, 0x5A, sheet, 0, 0, 0, 0, 0, 0x08][..]].concat()
        };
        assert!(links().leads_out(Tokens::narrow(&formula(1))));
        assert!(!links().leads_out(Tokens::narrow(&formula(0))));
        assert!(!links().leads_out(Tokens::narrow(&formula(9))));
        let wide = [0x17, 1, 0, b'a', 0, 0x24, 0, 0, 0, 0, 0, 0, 0x08, 0x3A, 1, 0, 0, 0, 0, 0, 0, 0, 0x08];
        assert!(links().leads_out(Tokens::wide(&wide)));
    }

    #[test]
    fn choices_and_sums_are_passed_over() {
        // An attribute with two branches, a sum, then a name in the other book.
        let tokens = [0x19, 4, 1, 0, 0, 0, 0, 0, 0x19, 0x10, 0, 0, 0x39, 1, 0, 1, 0, 0, 0];
        assert!(links().leads_out(Tokens::narrow(&tokens)));
    }

    #[test]
    fn more_shared_formulas_than_any_form_has_hold_every_cell() {
        let (inside, outside) = (CellRef::new(0, 0), CellRef::new(9, 9));
        let mut linked = LinkedRanges::default();
        linked.add(CellRange::single(inside));
        assert!(linked.hold(inside) && !linked.hold(outside));
        (0..LinkedRanges::MOST).for_each(|_| linked.add(CellRange::single(inside)));
        assert!(linked.hold(outside));
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_end(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..200)) {
            links().leads_out(Tokens::narrow(&bytes));
            links().leads_out(Tokens::wide(&bytes));
        }
    }
}
