//! Pages one after another: paper, margins, running heads, numbers.

use std::collections::BTreeMap;

use super::block::Block;
use super::flow::Flow;
use super::ink::Stroke;
use super::mm;
use super::page::{Item, Page, Placed, Point, Size};
use super::paginate::paginate_balanced;
use super::paragraph::line;
use super::style::{TextStyle, Voice};
use super::tag::{Role, Tag};
use super::text::width_of;

/// Paper and margins of a page. Everything mirrors between odd and even pages
/// so that the report can be printed on both sides and bound.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PageFormat {
    /// Paper.
    pub size: Size,
    /// Left of the text on an odd page.
    pub odd_left_pt: f64,
    /// Above the text on an odd page.
    pub odd_top_pt: f64,
    /// By how much the text of an even page stands further right …
    pub even_right_pt: f64,
    /// … and further up.
    pub even_up_pt: f64,
    /// Width of the text.
    pub width_pt: f64,
    /// Height of the text.
    pub height_pt: f64,
    /// From the running head to the text.
    pub head_above_pt: f64,
    /// From the foot of the text to the base line of the page number.
    pub number_below_pt: f64,
}

impl PageFormat {
    /// A4 upright: binding side 24 mm, outer side 18 mm, 39 lines of body text.
    pub fn portrait() -> Self {
        Self {
            size: Size::A4,
            odd_left_pt: mm(24.0),
            odd_top_pt: mm(25.0),
            even_right_pt: mm(-6.0),
            even_up_pt: 0.0,
            width_pt: mm(168.0),
            height_pt: 702.0,
            head_above_pt: mm(11.5),
            number_below_pt: mm(297.0 - 12.5 - 25.0) - 702.0,
        }
    }

    /// A4 upright for a plan's page (個票), a little higher.
    pub fn sheet() -> Self {
        let height_pt = mm(254.0);
        let number_below_pt = mm(297.0 - 12.5 - 21.5) - height_pt;
        Self { odd_top_pt: mm(21.5), head_above_pt: mm(8.0), height_pt, number_below_pt, ..Self::portrait() }
    }

    /// A4 across, bound at the head on an odd page and at the foot on an even one.
    pub fn landscape() -> Self {
        Self {
            size: Size::A4_LANDSCAPE,
            odd_left_pt: mm(15.0),
            odd_top_pt: mm(24.0),
            even_right_pt: 0.0,
            even_up_pt: mm(6.0),
            width_pt: mm(267.0),
            height_pt: mm(166.0),
            head_above_pt: mm(8.7),
            number_below_pt: mm(8.5),
        }
    }

    /// Where the text of a page begins.
    fn origin(&self, number: usize) -> Point {
        if number % 2 == 1 {
            Point::new(self.odd_left_pt, self.odd_top_pt)
        } else {
            Point::new(self.odd_left_pt + self.even_right_pt, self.odd_top_pt - self.even_up_pt)
        }
    }
}

/// 柱: what stands above the text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RunningHead {
    /// The section, on the outer side.
    pub section: String,
    /// The document, on the binding side.
    pub title: String,
}

/// The numbers of the pages on which anchors stand.
#[derive(Debug, Default)]
pub struct PageNumbers {
    labels: BTreeMap<String, String>,
}

impl PageNumbers {
    fn add(&mut self, page: &Page) {
        for placed in &page.items {
            if let Item::Anchor(anchor) = &placed.item {
                self.labels.entry(anchor.name.clone()).or_insert_with(|| page.label.clone());
            }
        }
    }

    /// Sets the numbers that a page's texts refer to.
    pub fn fill_in(&self, page: &mut Page) {
        for placed in &mut page.items {
            if let Some(numbers) = number_of_page(placed, &self.labels) {
                *placed = numbers;
            }
        }
    }
}

/// Pages in the making.
#[derive(Debug, Default)]
pub struct Book {
    /// Those that nobody has taken yet.
    pages: Vec<Page>,
    taken: usize,
    numbers: PageNumbers,
}

impl Book {
    /// No pages yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// The number of the page that comes next; the cover counts as 1.
    pub fn next_number(&self) -> usize {
        self.taken + self.pages.len() + 1
    }

    /// Gives up the pages that stand so far; numbers that they refer to are
    /// not filled in.
    pub fn take_pages(&mut self) -> Vec<Page> {
        self.taken += self.pages.len();
        std::mem::take(&mut self.pages)
    }

    /// The numbers of all pages, when every page is taken.
    pub fn into_numbers(self) -> PageNumbers {
        debug_assert!(self.pages.is_empty(), "pages are left");
        self.numbers
    }

    /// Adds a page without running head and number, a cover. The block's
    /// corner comes to the corner of the text.
    pub fn add_cover(&mut self, format: &PageFormat, block: Block) {
        self.add(format, None, false, block);
    }

    /// Adds one finished page.
    pub fn add_page(&mut self, format: &PageFormat, head: Option<&RunningHead>, block: Block) {
        self.add(format, head, true, block);
    }

    /// Adds a flow from a new page on; gives the number of its first page.
    pub fn add_flow(&mut self, format: &PageFormat, head: Option<&RunningHead>, flow: Flow) -> usize {
        let first = self.next_number();
        for block in paginate_balanced(flow, format.width_pt, format.height_pt) {
            self.add(format, head, true, block);
        }
        first
    }

    /// The pages, with the numbers that texts refer to filled in.
    pub fn finish(mut self) -> Vec<Page> {
        for page in &mut self.pages {
            self.numbers.fill_in(page);
        }
        self.pages
    }

    fn add(&mut self, format: &PageFormat, head: Option<&RunningHead>, numbered: bool, block: Block) {
        let number = self.next_number();
        let origin = format.origin(number);
        let mut all = Block::new(format.size.width_pt, format.size.height_pt);
        if let Some(head) = head {
            all.put(
                Point::new(origin.x_pt, origin.y_pt - format.head_above_pt),
                head_block(head, format.width_pt, number),
            );
        }
        all.put(origin, block);
        if numbered {
            let style = TextStyle::new(Voice::Proportional, 9.0, 9.0);
            let tag = Tag::new(Role::PageNumber);
            let text = line(&format!("\u{2212} {number} \u{2212}"), &style, Some(&tag));
            let x = origin.x_pt + (format.width_pt - text.width_pt) / 2.0;
            let base = origin.y_pt + format.height_pt + format.number_below_pt;
            let y = base - text.baseline_pt.unwrap_or_default();
            all.put(Point::new(x, y), text);
        }
        let page = Page { size: format.size, items: all.items, label: number.to_string() };
        self.numbers.add(&page);
        self.pages.push(page);
    }
}

/// From the top of the running head to its line, 1.6 mm below the text.
const HEAD_RULE_PT: f64 = 14.2;

/// Between section and title, at least.
const APART_PT: f64 = 12.0;

/// The title takes no more of the running head than this.
const LONGEST_TITLE: f64 = 0.6;

/// A text as far as there is room for it: what stands above a page is only a
/// reminder of what stands in full on the page itself.
fn fitting(text: &str, room_pt: f64, style: &TextStyle) -> String {
    if width_of(text, style) <= room_pt {
        return text.to_owned();
    }
    let mut kept = String::new();
    for c in text.chars() {
        let longer = format!("{kept}{c}");
        if width_of(&format!("{longer}…"), style) > room_pt {
            break;
        }
        kept = longer;
    }
    format!("{kept}…")
}

/// Section on the outer side, title on the binding side, a hairline below.
fn head_block(head: &RunningHead, width_pt: f64, number: usize) -> Block {
    let style = TextStyle::NOTE;
    let tag = Tag::new(Role::RunningHead);
    let title = line(&fitting(&head.title, width_pt * LONGEST_TITLE, &style), &style, Some(&tag));
    let room = width_pt - title.width_pt - APART_PT;
    let section = line(&fitting(&head.section, room, &style), &style, Some(&tag));
    let (left, right) = if number % 2 == 1 { (title, section) } else { (section, title) };
    let mut block = Block::new(width_pt, style.leading_pt);
    let at = Point::new(width_pt - right.width_pt, 0.0);
    block.put(Point::default(), left);
    block.put(at, right);
    block.rule(0.0, HEAD_RULE_PT, width_pt, Stroke::HAIRLINE);
    block.figure(&tag)
}

/// The number that a reference to a page stands for, set to end at its point.
fn number_of_page(placed: &Placed, labels: &BTreeMap<String, String>) -> Option<Placed> {
    let Item::PageNumber { anchor, style } = &placed.item else { return None };
    debug_assert!(labels.contains_key(anchor), "no page has the anchor {anchor}");
    let text = line(labels.get(anchor)?, style, placed.tag.as_ref());
    let first = text.items.into_iter().next()?;
    let x_pt = placed.at.x_pt - text.width_pt + first.at.x_pt;
    Some(Placed { at: Point::new(x_pt, placed.at.y_pt), ..first })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `x y face size text` of every run of a page.
    fn dump(page: &Page) -> Vec<String> {
        let mut lines = Vec::new();
        for placed in &page.items {
            if let Item::Text(run) = &placed.item {
                let Point { x_pt, y_pt } = placed.at;
                lines.push(format!("{x_pt:.1} {y_pt:.1} {:?} {} {}", run.face, run.size_pt, run.text));
            }
        }
        lines
    }

    #[test]
    fn margins_and_running_heads_mirror() {
        let head = RunningHead { section: "１　概要".to_owned(), title: "報告書".to_owned() };
        let mut book = Book::new();
        for _ in 0..2 {
            book.add_page(&PageFormat::portrait(), Some(&head), line("本文", &TextStyle::BODY, None));
        }
        let pages = book.finish();
        // Odd: binding at the left, so the title stands there; 24 mm are 68.0 pt.
        assert_eq!(
            dump(&pages[0]),
            [
                "68.0 47.3 Gothic 8 報告書",
                "512.3 47.3 Gothic 8 １　概要",
                "68.0 83.9 Mincho 10.5 本文",
                "292.8 806.5 Proportional 9 − 1 −",
            ]
        );
        // Even: all 6 mm (17.0 pt) further left, section and title changed over.
        assert_eq!(
            dump(&pages[1]),
            [
                "51.0 47.3 Gothic 8 １　概要",
                "503.2 47.3 Gothic 8 報告書",
                "51.0 83.9 Mincho 10.5 本文",
                "275.2 806.5 Proportional 9 − 2 −",
            ]
        );
    }

    #[test]
    fn covers_count_but_have_no_number() {
        let mut book = Book::new();
        book.add_cover(&PageFormat::portrait(), line("表紙", &TextStyle::BODY, None));
        book.add_page(&PageFormat::sheet(), None, Block::new(10.0, 10.0));
        let pages = book.finish();
        assert_eq!(dump(&pages[0]).len(), 1);
        assert!(dump(&pages[1])[0].ends_with("− 2 −"));
    }

    /// Holes for two rings reach 15 mm into the paper.
    #[test]
    fn everything_stays_clear_of_the_holes_on_both_sides_of_a_sheet() {
        let head = RunningHead { section: "５".to_owned(), title: "報告書".to_owned() };
        for format in [PageFormat::portrait(), PageFormat::sheet(), PageFormat::landscape()] {
            let mut book = Book::new();
            for _ in 0..2 {
                let mut text = Block::new(format.width_pt, format.height_pt);
                text.rule(0.0, format.height_pt, format.width_pt, Stroke::HAIRLINE);
                book.add_page(&format, Some(&head), text);
            }
            let across = format.size == Size::A4_LANDSCAPE;
            for (page, odd) in book.finish().iter().zip([true, false]) {
                for placed in &page.items {
                    let (width, rise) = match &placed.item {
                        Item::Text(run) => (crate::layout::width_of(&run.text, &TextStyle::NOTE), 7.0),
                        Item::Line { to, .. } => (to.x_pt, 0.0),
                        _ => (0.0, 0.0),
                    };
                    // Upright pages are bound at the left, then at the right; a page
                    // across at its head, then at its foot.
                    let from_binding = match (across, odd) {
                        (false, true) => placed.at.x_pt,
                        (false, false) => page.size.width_pt - placed.at.x_pt - width,
                        (true, true) => placed.at.y_pt - rise,
                        (true, false) => page.size.height_pt - placed.at.y_pt,
                    };
                    assert!(from_binding >= mm(15.0) - 0.5, "{odd} {across}: {placed:?}");
                }
            }
        }
    }

    #[test]
    fn pages_bound_at_the_head_and_at_the_foot_keep_away_from_both_edges() {
        let head = RunningHead { section: "５".to_owned(), title: "報告書".to_owned() };
        let mut book = Book::new();
        for _ in 0..2 {
            book.add_page(&PageFormat::landscape(), Some(&head), Block::new(10.0, 10.0));
        }
        for page in book.finish() {
            for placed in &page.items {
                let from_foot = page.size.height_pt - placed.at.y_pt;
                assert!(placed.at.y_pt > mm(7.0) && from_foot > mm(7.0), "{placed:?}");
            }
        }
    }
}
