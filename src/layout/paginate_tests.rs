//! Nothing is lost, nothing stands outside, what belongs together stays together.

use std::sync::Arc;

use proptest::prelude::*;

use super::block::Block;
use super::flow::{Flow, Piece};
use super::page::Item;
use super::paginate::{paginate, paginate_balanced};
use super::paragraph::{line, paragraph};
use super::style::{Align, ParagraphStyle, Span, TextStyle};
use super::table::{Cell, Column, Row, Table};
use super::table_rows::table;
use super::tag::{Role, Tag};

/// `x y text` of every run, for reading.
fn dump(page: &Block) -> Vec<String> {
    let mut lines = Vec::new();
    for placed in &page.items {
        if let Item::Text(run) = &placed.item {
            lines.push(format!("{:.1} {:.1} {}", placed.at.x_pt, placed.at.y_pt, run.text));
        }
    }
    lines
}

fn texts(pages: &[Block]) -> Vec<Vec<String>> {
    let text =
        |page: &Block| dump(page).iter().filter_map(|l| l.split(' ').nth(2).map(str::to_owned)).collect();
    pages.iter().map(text).collect()
}

fn named(text: &str) -> Block {
    line(text, &TextStyle::TABLE, None)
}

#[test]
fn never_parts_a_heading_from_its_text() {
    let mut flow = Flow::new();
    flow.push(0.0, named("一"));
    flow.push(0.0, named("二"));
    flow.push_kept(0.0, named("見出し"));
    flow.push(0.0, named("三"));
    assert_eq!(texts(&paginate(flow, 100.0, 3.0 * 13.5)), [vec!["一", "二"], vec!["見出し", "三"]]);
}

#[test]
fn drops_space_at_the_top_of_a_page() {
    let mut flow = Flow::new();
    flow.push(0.0, named("一"));
    flow.push(9.0, named("二"));
    let pages = paginate(flow, 100.0, 13.5);
    assert_eq!(dump(&pages[0])[0].replace("一", ""), dump(&pages[1])[0].replace("二", ""));
}

#[test]
fn repeats_the_head_of_a_table_and_the_row_of_its_group() {
    let style = TextStyle::TABLE.sized(9.0, 60.0);
    let mut list = Table::new(vec![Column::new(100.0)]);
    list.padding_pt = 0.0;
    list.head.push(Row::new(vec![Cell::text("頭", &style)]));
    list.rows.push(Row::new(vec![Cell::text("組", &style)]).opening_group(vec![Cell::text("組続", &style)]));
    for name in ["一", "二", "三", "四", "五"] {
        list.rows.push(Row::new(vec![Cell::text(name, &style)]));
    }
    let mut flow = Flow::new();
    flow.extend(table(&list, 0.0, &Tag::new(Role::Table)));
    let pages = paginate(flow, 100.0, 5.0 * 60.0);
    assert_eq!(texts(&pages), [vec!["頭", "組", "一", "二", "三"], vec!["頭", "組続", "四", "五"]]);
}

#[test]
fn a_low_table_is_not_parted() {
    let style = TextStyle::TABLE.sized(9.0, 60.0);
    let mut low = Table::new(vec![Column::new(100.0)]);
    low.padding_pt = 0.0;
    low.rows.extend(["一", "二", "三"].map(|name| Row::new(vec![Cell::text(name, &style)])));
    let mut flow = Flow::new();
    flow.push(0.0, named("前"));
    flow.extend(table(&low, 0.0, &Tag::new(Role::Table)));
    let pages = paginate(flow, 100.0, 185.0);
    assert_eq!(texts(&pages), [vec!["前"], vec!["一", "二", "三"]]);
}

#[test]
fn a_row_that_goes_on_repeats_what_it_is_about_below_the_head() {
    let style = TextStyle::TABLE;
    let mut list = Table::new(vec![Column::new(30.0), Column::new(90.0), Column::new(60.0)]);
    list.head.push(Row::new(["番", "名", "文"].map(|text| Cell::text(text, &style)).to_vec()));
    let cells = ["7", "窓口", &"長い文章。".repeat(60)].map(|text| Cell::text(text, &style));
    list.rows.push(Row::new(cells.to_vec()));
    let mut flow = Flow::new();
    flow.extend(table(&list, 0.0, &Tag::new(Role::Table)));
    let pages = paginate(flow, 180.0, 260.0);
    assert!(pages.len() > 2);
    for page in &texts(&pages)[1..] {
        assert_eq!(page[..5], ["番", "名", "文", "7", "窓口（続き）"]);
    }
    let again =
        pages[1].items.iter().filter(|placed| matches!(&placed.item, Item::Text(run) if run.text == "7"));
    assert_eq!(again.map(|placed| placed.tag.clone()).collect::<Vec<_>>(), [None]);
}

#[test]
fn texts_under_a_line_stay_with_it() {
    let style = TextStyle::TABLE.sized(9.0, 60.0);
    let mut list = Table::new(vec![Column::new(50.0), Column::new(50.0)]);
    list.padding_pt = 0.0;
    for name in ["一", "二", "三", "四"] {
        list.rows.push(Row::new(vec![Cell::text(name, &style), Cell::text("課", &style)]));
        list.rows.push(Row::joined(vec![Cell::text(format!("{name}文"), &style).across(2)]));
    }
    let mut flow = Flow::new();
    flow.extend(table(&list, 0.0, &Tag::new(Role::Table)));
    let pages = paginate(flow, 100.0, 300.0);
    let four = |a: &'static str, b: &'static str, c: &'static str, d: &'static str| {
        [a, "課", b, c, "課", d].map(str::to_owned).to_vec()
    };
    assert_eq!(texts(&pages), [four("一", "一文", "二", "二文"), four("三", "三文", "四", "四文")]);
}

#[test]
fn repeated_heads_are_not_read_twice() {
    let style = TextStyle::TABLE;
    let mut list = Table::new(vec![Column::new(100.0)]);
    list.head.push(Row::new(vec![Cell::text("頭", &style)]));
    list.rows.extend((0..9).map(|i| Row::new(vec![Cell::text(i.to_string(), &style)])));
    let mut flow = Flow::new();
    flow.extend(table(&list, 0.0, &Tag::new(Role::Table)));
    let pages = paginate(flow, 100.0, 100.0);
    let tagged = |page: &Block| {
        let heads = page.items.iter().filter(|p| matches!(&p.item, Item::Text(run) if run.text == "頭"));
        heads.map(|placed| placed.tag.is_some()).collect::<Vec<_>>()
    };
    assert_eq!((tagged(&pages[0]), tagged(&pages[1])), (vec![true], vec![false]));
}

#[test]
fn tears_a_row_only_where_it_is_higher_than_a_page() {
    let style = TextStyle::TABLE;
    let mut list = Table::new(vec![Column::new(15.0), Column::new(51.0).aligned(Align::Justify)]);
    list.padding_pt = 0.0;
    let long = "長い文章です。".repeat(12);
    list.rows.push(Row::new(vec![Cell::text("一", &style), Cell::text("短い", &style)]));
    list.rows.push(Row::new(vec![Cell::text("二", &style), Cell::text(long.as_str(), &style)]));
    let mut flow = Flow::new();
    flow.extend(table(&list, 0.0, &Tag::new(Role::Table)));
    let pages = paginate(flow, 66.0, 8.0 * 13.5);
    assert!(pages.len() > 2);
    let read: String = texts(&pages).concat().concat();
    assert_eq!(read.chars().filter(|c| *c == '長').count(), 12, "{read}");
}

/// How many rows of 60 pt stand on each page of ten, below a heading.
fn rows_a_page(count: usize) -> Vec<usize> {
    let style = TextStyle::TABLE.sized(9.0, 60.0);
    let mut list = Table::new(vec![Column::new(100.0)]);
    list.padding_pt = 0.0;
    list.rows.extend((0..count).map(|at| Row::new(vec![Cell::text(format!("行{at}"), &style)])));
    let mut flow = Flow::new();
    flow.push_kept(0.0, line("題", &style, None));
    flow.extend(table(&list, 0.0, &Tag::new(Role::Table)));
    let pages = texts(&paginate_balanced(flow, 100.0, 600.0));
    assert_eq!(pages.concat().len(), count + 1, "{count} rows");
    pages.iter().map(|page| page.iter().filter(|text| text.starts_with('行')).count()).collect()
}

#[test]
fn a_last_page_with_little_on_it_takes_a_third_of_a_page_from_the_one_before() {
    assert_eq!(rows_a_page(9), [9]);
    assert_eq!(rows_a_page(11), [7, 4]);
    assert_eq!(rows_a_page(12), [8, 4]);
    assert_eq!(rows_a_page(21), [9, 8, 4]);
    // What fills a third of a page stays as it is.
    assert_eq!(rows_a_page(13), [9, 4]);
    assert_eq!(rows_a_page(24), [9, 10, 5]);
}

#[test]
fn what_must_stand_together_is_not_parted_for_the_balance() {
    let style = TextStyle::TABLE.sized(9.0, 60.0);
    let named = |text: &str| line(text, &style, None);
    let mut flow = Flow::new();
    (0..7).for_each(|_| flow.push_kept(0.0, named("題")));
    flow.push(0.0, named("文"));
    ["次", "末", "了"].into_iter().for_each(|text| flow.push(0.0, named(text)));
    let pages = texts(&paginate_balanced(flow, 100.0, 600.0));
    assert_eq!(pages.iter().map(Vec::len).collect::<Vec<_>>(), [8, 3]);
}

proptest! {
    #[test]
    fn no_text_is_lost_between_pages(
        paragraphs in prop::collection::vec("[行政改革の、。「」１Ａ]{1,120}", 1..8),
        lines in 3_u32..12,
    ) {
        let style = TextStyle::BODY;
        let mut flow = Flow::new();
        for text in &paragraphs {
            let block = paragraph(&[Span::new(text.as_str(), style)], 210.0, &ParagraphStyle::BODY, None);
            flow.push_prose(4.0, block);
        }
        let height = f64::from(lines) * 18.0;
        let pages = paginate(flow.clone(), 210.0, height);
        let balanced = paginate_balanced(flow, 210.0, height);
        prop_assert_eq!(pages.len(), balanced.len());
        for pages in [pages, balanced] {
            prop_assert_eq!(texts(&pages).concat().concat(), paragraphs.concat());
            for placed in pages.iter().flat_map(|page| &page.items) {
                prop_assert!(placed.at.y_pt >= 0.0 && placed.at.y_pt <= height, "{placed:?}");
                prop_assert!(placed.at.x_pt >= -6.0 && placed.at.x_pt <= 210.0, "{placed:?}");
            }
        }
    }
}

#[test]
fn goes_on_where_a_page_is_lower_than_a_table_head() {
    let style = TextStyle::TABLE;
    let mut list = Table::new(vec![Column::new(60.0)]);
    list.head.push(Row::new(vec![Cell::text("頭", &style)]));
    list.rows.extend((0..3).map(|_| Row::new(vec![Cell::text("長い文章です。".repeat(4), &style)])));
    let mut flow = Flow::new();
    flow.extend(table(&list, 0.0, &Tag::new(Role::Table)));
    let read = texts(&paginate(flow, 60.0, 20.0)).concat().concat();
    assert_eq!(read.matches('長').count(), 12);
}

#[test]
fn closes_a_table_that_goes_on_with_its_rule() {
    let mut under = Block::new(10.0, 0.0);
    under.rule(0.0, 0.0, 10.0, super::ink::Stroke::TABLE);
    let mut flow = Flow::new();
    let row = |name| Piece { under: Some(Arc::new(under.clone())), ..Piece::new(0.0, named(name)) };
    flow.extend([row("一"), row("二")]);
    let pages = paginate(flow, 10.0, 13.5);
    let rules = |page: &Block| page.items.iter().filter(|p| matches!(p.item, Item::Line { .. })).count();
    assert_eq!((rules(&pages[0]), rules(&pages[1])), (1, 1));
}
