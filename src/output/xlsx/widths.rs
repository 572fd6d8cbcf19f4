//! How wide the columns of a sheet are: as its tables ask, and wider where a
//! figure would show as #### or a text would be higher than a row can be.

use super::height::{MAX_PT, height};
use crate::report::book::{Block, Cell, Further, Kind, Row, Sheet};
use crate::report::figures;

/// The widest a column of text grows so that its longest text shows in one row.
const WIDEST: u16 = 110;
/// Excel's widest column, less what stands beside the characters.
const MAX_WIDTH: usize = 250;
/// What a figure's indent takes, and a place for the digit that a total may gain.
const BESIDE_FIGURE: usize = 3;
/// A text of so many bytes has no more characters, and a row room for as many lines.
const SURELY_FITS: usize = 30;

/// Widths of the sheet's columns, and whether every text then shows whole.
pub(super) fn widths(sheet: &Sheet, further: &Further<'_>) -> (Vec<u16>, bool) {
    let count = sheet.blocks.iter().map(|block| block.columns.len()).max().unwrap_or(0);
    let mut widths = vec![8_u16; count];
    for block in &sheet.blocks {
        for (at, col) in block.columns.iter().enumerate() {
            let cells = block.rows.iter().filter_map(|row| row.cells.get(at));
            let needed = cells.map(unwrapped).max().unwrap_or(0);
            widths[at] = widths[at].max(col.width).max(needed);
        }
    }
    let mut all_shown = true;
    for block in &sheet.blocks {
        for row in &block.rows {
            all_shown &= widen(&mut widths, block, row);
        }
    }
    for block in sheet.blocks.iter().filter(|block| block.further > 0) {
        for row in further.rows_from(&sheet.name, block, block.rows.len()) {
            for (at, cell) in row.cells.iter().enumerate() {
                widths[at] = widths[at].max(unwrapped(cell));
            }
            all_shown &= widen(&mut widths, block, &row);
        }
    }
    (widths, all_shown)
}

/// Widens columns until a row can be as high as its texts; says whether they then show whole.
fn widen(widths: &mut [u16], block: &Block, row: &Row) -> bool {
    let mut all_shown = true;
    for (at, (col, cell)) in block.columns.iter().zip(&row.cells).enumerate() {
        let Some(text) = text(cell).filter(|text| col.kind == Kind::Text && text.len() > SURELY_FITS) else {
            continue;
        };
        let fits = |widths: &[u16]| height([(text, room(block, at, widths))].into_iter()) <= MAX_PT;
        while !fits(widths) && widths[at] < WIDEST.max(col.width) {
            widths[at] += 10;
        }
        all_shown &= fits(widths);
    }
    all_shown
}

/// The width that a cell of the column at `at` has, with the columns over which it runs on.
pub(super) fn room(block: &Block, at: usize, widths: &[u16]) -> u16 {
    widths.iter().skip(at).take(block.span(at)).fold(0, |sum, width| sum.saturating_add(*width))
}

/// The text that a cell shows, where it is one that wraps.
pub(super) fn text(cell: &Cell) -> Option<&str> {
    match cell.shown() {
        Cell::Text(text) | Cell::Link(text, _) => Some(text),
        _ => None,
    }
}

/// The half-width characters that a figure or judgment takes, which do not wrap.
fn unwrapped(cell: &Cell) -> u16 {
    let (text, beside) = match cell.shown() {
        Cell::Count(count) => (figures::count(*count), BESIDE_FIGURE),
        Cell::Whole(number) => (figures::whole(*number), BESIDE_FIGURE),
        Cell::Plain(number) => (number.to_string(), BESIDE_FIGURE),
        Cell::Number(value) => (figures::number(*value, 0), BESIDE_FIGURE),
        Cell::Money(amount) => (figures::money(Some(*amount)), BESIDE_FIGURE),
        Cell::Judgment(code) => (code.as_str().to_owned(), 0),
        Cell::Blank | Cell::Text(_) | Cell::Share(_) | Cell::Date(_) | Cell::Link(..) | Cell::Live(..) => {
            return 0;
        }
    };
    let places = text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum::<usize>() + beside;
    u16::try_from(places.min(MAX_WIDTH)).unwrap_or(u16::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{JudgmentCode, ThousandYen};
    use crate::report::book::{Column, Page};

    fn width(column: Column, cell: Cell) -> u16 {
        let mut block = Block::new(vec![column]);
        block.push(vec![cell]);
        widths(&Sheet::plain("表", Page::A4Portrait, block), &Further::default()).0[0]
    }

    #[test]
    fn a_column_grows_with_its_longest_figure() {
        let amount = |amount| Cell::Money(ThousandYen(amount));
        assert_eq!(width(Column::figure("効果額", 12), amount(1_234_567)), 12);
        // ▲123,456,789,012 takes 17 places.
        assert_eq!(width(Column::figure("効果額", 12), amount(-123_456_789_012)), 20);
    }

    #[test]
    fn a_long_judgment_shows_whole() {
        let code = Cell::Judgment(JudgmentCode("おおむね順調に進捗".into()));
        assert_eq!(width(Column::judgment("自己評価", 8), code), 18);
    }
}
