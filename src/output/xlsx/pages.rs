//! Which rows begin a printed page, so that no table is torn that fits one,
//! no caption is left alone, and heads stand again only above their own rows.

use std::ops::Range;

use super::place::{BlockPlace, CHART_ROWS, SheetPlace, rows};
use crate::report::book::Sheet;

/// Rows that stand with a table's heads at least.
const WITH_HEADS: u32 = 2;

/// How a sheet is laid out on paper.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Pages {
    /// Rows before which a page ends; none where the program's own breaks do.
    pub(super) breaks: Vec<u32>,
    /// The table whose heads stand again on further pages.
    pub(super) titled: Option<BlockPlace>,
}

/// Plans the pages of a sheet; `height` is a row's and `room` a page's, both in points.
pub(super) fn plan_pages(sheet: &Sheet, place: &SheetPlace, height: impl Fn(u32) -> f64, room: f64) -> Pages {
    let mut flow = Flow { height, room, used: 0.0, breaks: Vec::new() };
    let mut torn = vec![false; place.blocks.len()];
    let first = place.blocks.first().map_or(0, top);
    flow.run(0..first);
    for (index, (block, at)) in sheet.blocks.iter().zip(&place.blocks).enumerate() {
        let chart = if block.chart.is_some() { CHART_ROWS } else { 0 };
        flow.keep(top(at)..at.end + chart, top(at)..(at.first + WITH_HEADS).min(at.end));
        flow.run(top(at)..at.first);
        for (row, written) in block.rows.iter().enumerate() {
            let number = at.first + rows(row);
            if written.page_break {
                flow.break_before(number);
            }
            torn[index] |= flow.run(number..number + 1);
        }
        torn[index] |= flow.run(at.first + rows(block.rows.len())..at.first + rows(block.len()));
        flow.keep(at.end..at.end + chart, at.end..at.end + chart);
        flow.run(at.end..at.end + chart + 1);
    }
    Pages { breaks: flow.breaks, titled: titled(sheet, place, &torn) }
}

/// The row of its caption, else of its heads.
fn top(place: &BlockPlace) -> u32 {
    place.caption.unwrap_or(place.head)
}

/// The last table that runs over a page, unless others heads follow it.
fn titled(sheet: &Sheet, place: &SheetPlace, torn: &[bool]) -> Option<BlockPlace> {
    if let [only] = place.blocks.as_slice() {
        return Some(*only);
    }
    let at = torn.iter().rposition(|torn| *torn)?;
    let same = sheet.blocks[at..].iter().all(|block| block.columns == sheet.blocks[at].columns);
    same.then(|| place.blocks[at])
}

/// Rows running down the pages.
struct Flow<H> {
    height: H,
    room: f64,
    used: f64,
    breaks: Vec<u32>,
}

impl<H: Fn(u32) -> f64> Flow<H> {
    fn sum(&self, range: Range<u32>) -> f64 {
        range.map(|row| (self.height)(row)).sum()
    }

    fn break_before(&mut self, row: u32) {
        if self.used > 0.0 {
            self.breaks.push(row);
            self.used = 0.0;
        }
    }

    /// Ends the page before rows that stand whole on the next one, and not on
    /// this; where they are more than a page, before their beginning if that has no room.
    fn keep(&mut self, whole: Range<u32>, beginning: Range<u32>) {
        let (all, start) = (self.sum(whole.clone()), self.sum(beginning));
        let needed = if all <= self.room { all } else { start };
        if self.used + needed > self.room && !whole.is_empty() {
            self.break_before(whole.start);
        }
    }

    /// Lets rows run on, over the end of the page where it comes; tells whether it came.
    fn run(&mut self, range: Range<u32>) -> bool {
        let mut over = false;
        for row in range {
            let height = (self.height)(row);
            if self.used + height > self.room && self.used > 0.0 {
                over = true;
                self.used = 0.0;
            }
            self.used += height;
        }
        over
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::xlsx::place::place_sheet;
    use crate::report::book::{Block, Cell, Column, Page};

    /// Rows of 10 pt on pages of `room`.
    fn planned(tables: &[usize], room: f64) -> (Vec<u32>, Option<u32>) {
        let mut sheet = Sheet::new("表", Page::A4Portrait);
        for count in tables {
            let mut block = Block::new(vec![Column::text("項目", 10)]);
            block.caption = Some("表".to_owned());
            for at in 0..*count {
                block.push(vec![Cell::Count(at)]);
            }
            sheet.blocks.push(block);
        }
        let pages = plan_pages(&sheet, &place_sheet(&sheet), |_| 10.0, room);
        (pages.breaks, pages.titled.map(|place| place.head))
    }

    #[test]
    fn a_table_that_fits_a_page_is_not_torn() {
        // Heading and blank row 0–1; the first table is rows 2–8, a blank row, the second 10–16.
        assert_eq!(planned(&[5, 5], 200.0), (vec![], None));
        assert_eq!(planned(&[5, 5], 160.0), (vec![10], None));
    }

    #[test]
    fn heads_stand_again_where_the_last_table_is_longer_than_a_page() {
        // The long table begins on the first page, where heads and two rows have room.
        assert_eq!(planned(&[2, 30], 200.0), (vec![], Some(8)));
        assert_eq!(planned(&[2, 30], 100.0), (vec![7], Some(8)));
    }

    #[test]
    fn the_heads_of_the_only_table_always_stand_again() {
        assert_eq!(planned(&[3], 500.0).1, Some(3));
    }
}
