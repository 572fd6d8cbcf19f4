//! Texts longer than Excel's 32,767 characters: the cell holds the beginning
//! and says where the rest stands, a sheet of its own holds the whole.

use std::borrow::Cow;

use crate::report::book::{Block, Cell, Column, Page, Sheet};

/// Characters a cell can hold, counted in UTF-16 as Excel does.
pub(super) const LIMIT: usize = 32_767;
/// Name of the sheet with the whole texts.
const SHEET: &str = "長文の全文";

/// The texts that did not fit.
#[derive(Debug, Default)]
pub(super) struct Overflow {
    rows: Vec<Vec<Cell>>,
}

impl Overflow {
    /// What the cell can hold of `text`; keeps the whole if that is less.
    pub(super) fn fit<'a>(&mut self, text: &'a str, sheet: &str, cell: &str) -> Cow<'a, str> {
        if text.len() <= LIMIT || utf16(text) <= LIMIT {
            return Cow::Borrowed(text);
        }
        let number = self.rows.iter().filter(|row| row[2] == Cell::Count(1)).count() + 1;
        let mark = format!("…（続きはシート「{SHEET}」{number}）");
        let (start, _) = split(text, LIMIT - utf16(&mark));
        let mut rest = text;
        let mut part = 1;
        while !rest.is_empty() {
            let (piece, after) = split(rest, LIMIT);
            self.rows.push(vec![
                Cell::Whole(i64::try_from(number).unwrap_or(i64::MAX)),
                Cell::text(format!("{sheet}!{cell}")),
                Cell::Count(part),
                Cell::text(piece),
            ]);
            (rest, part) = (after, part + 1);
        }
        Cow::Owned(format!("{start}{mark}"))
    }

    /// The sheet with the whole texts, if there are any.
    pub(super) fn into_sheet(self) -> Option<Sheet> {
        if self.rows.is_empty() {
            return None;
        }
        let mut block = Block::new(vec![
            Column::figure("番号", 8),
            Column::text("元のセル", 24),
            Column::figure("部分", 8),
            Column::text("内容", 100),
        ]);
        for row in self.rows {
            block.push(row);
        }
        let mut sheet = Sheet::new(SHEET, Page::A4Landscape);
        sheet.lead =
            vec!["Excelの1セルに入る32,767字を超える文章の全文を、部分の順に分けて載せています。".to_owned()];
        sheet.blocks = vec![block];
        Some(sheet)
    }
}

fn utf16(text: &str) -> usize {
    text.encode_utf16().count()
}

/// The longest beginning of at most `limit` UTF-16 units, and what follows.
fn split(text: &str, limit: usize) -> (&str, &str) {
    let mut used = 0;
    for (at, c) in text.char_indices() {
        used += c.len_utf16();
        if used > limit {
            return text.split_at(at);
        }
    }
    (text, "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_at_the_limit_stays_whole() {
        let mut overflow = Overflow::default();
        let text = "市".repeat(LIMIT);
        assert_eq!(overflow.fit(&text, "評価一覧", "C5"), text);
        assert!(overflow.into_sheet().is_none());
    }

    #[test]
    fn no_character_of_a_longer_text_is_lost() {
        let mut overflow = Overflow::default();
        let text = "𠮷".repeat(40_000);
        let shown = overflow.fit(&text, "評価一覧", "C5").into_owned();
        assert!(utf16(&shown) <= LIMIT && shown.ends_with("…（続きはシート「長文の全文」1）"));
        let sheet = overflow.into_sheet().expect("a sheet");
        let joined: String = sheet.blocks[0]
            .rows
            .iter()
            .map(|row| match &row.cells[3] {
                Cell::Text(text) => text.as_str(),
                other => panic!("a text, not {other:?}"),
            })
            .collect();
        assert_eq!(joined, text);
    }
}
