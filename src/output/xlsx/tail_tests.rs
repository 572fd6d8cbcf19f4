//! A table that is printed row by row is the table that the library writes.

use std::collections::BTreeMap;

use jiff::civil::date;
use rust_decimal::Decimal;

use super::Links;
use super::dump::{dump, part, walk};
use super::workbook::{Most, print};
use crate::model::{JudgmentCode, ThousandYen};
use crate::report::book::{Block, Book, Cell, Column, Further, Live, Page, Row, Sheet, Target};
use crate::report::open_data::{long_data_book, open_data};
use crate::report::results::long_results_book;
use crate::report::sample;

const ROWS: u32 = 1_048_576;

fn printed(book: &Book, further: &Further<'_>, cells: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    let most = Most { cells, rows: ROWS };
    print(&mut bytes, (book, further), &Links::default(), most).expect("a workbook");
    bytes
}

/// The elements of a list in a part, each as its text in the file.
fn elements(xml: &str, list: &str, element: &str) -> Vec<String> {
    let Some((_, rest)) = xml.split_once(&format!("<{list} ")) else { return Vec::new() };
    let inside = rest.split_once(&format!("</{list}>")).expect("an end").0;
    inside.split(&format!("<{element}")).skip(1).map(str::to_owned).collect()
}

fn number(xf: &str, name: &str) -> usize {
    let (_, rest) = xf.split_once(&format!(" {name}=\"")).expect(name);
    rest.split_once('"').expect("a number").0.parse().expect("a number")
}

/// What every style number stands for.
fn looks(bytes: &[u8]) -> Vec<String> {
    let styles = part(bytes, "xl/styles.xml");
    let lists = ["fonts", "fills", "borders"].map(|list| elements(&styles, list, &list[..list.len() - 1]));
    let formats: BTreeMap<usize, String> = elements(&styles, "numFmts", "numFmt")
        .iter()
        .map(|format| {
            (number(format, "numFmtId"), format.split_once("formatCode").expect("a code").1.to_owned())
        })
        .collect();
    let look = |xf: &String| {
        let of = |list: usize, name: &str| lists[list][number(xf, name)].clone();
        let format = number(xf, "numFmtId");
        let shown = formats.get(&format).cloned().unwrap_or_else(|| format.to_string());
        let (alignment, quoted) =
            (xf.split_once("<alignment").map(|(_, rest)| rest), xf.contains("quotePrefix"));
        format!("{}{}{}{shown}{alignment:?}{quoted}", of(0, "fontId"), of(1, "fillId"), of(2, "borderId"))
    };
    elements(&styles, "cellXfs", "xf").iter().map(look).collect()
}

/// How every cell and every row of a sheet looks, and what stands around its cells.
fn drawn(bytes: &[u8], name: &str) -> (BTreeMap<String, String>, String) {
    let (sheet, looks) = (part(bytes, name), looks(bytes));
    let mut found = BTreeMap::new();
    walk(&sheet, |event, _| {
        if let quick_xml::events::Event::Start(tag) | quick_xml::events::Event::Empty(tag) = event {
            let get = |name: &str| {
                let all = tag.attributes().flatten();
                all.into_iter().find(|a| a.key.as_ref() == name).map(|a| a.value.to_string())
            };
            match tag.name().as_ref() {
                "c" => {
                    let style: usize = get("s").map_or(0, |s| s.parse().expect("a number"));
                    found.insert(get("r").expect("an address"), looks[style].clone());
                }
                "row" => {
                    found.insert(
                        format!("row {}", get("r").expect("a number")),
                        get("ht").unwrap_or_default(),
                    );
                }
                _ => {}
            }
        }
    });
    let (before, rest) = sheet.split_once("<sheetData>").expect("cells");
    let after = rest.split_once("</sheetData>").expect("an end").1;
    (found, format!("{before}{after}"))
}

/// Parts that a sheet names have other numbers where it has fewer links.
fn without_numbers_of_parts(around: &str) -> String {
    let mut parts = around.split("\"rId");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |all, part| all + "\"rId" + part.trim_start_matches(|c: char| c.is_ascii_digit()))
}

fn assert_same(book: &Book, further: &Further<'_>, sheets: usize, cells: usize) {
    let (whole, by_row) = (printed(book, further, usize::MAX), printed(book, further, cells));
    assert!(whole != by_row, "a table is longer than {cells} cells");
    assert_eq!(dump(&whole), dump(&by_row));
    for sheet in 1..=sheets {
        let name = format!("xl/worksheets/sheet{sheet}.xml");
        let (whole, by_row) = (drawn(&whole, &name), drawn(&by_row, &name));
        assert_eq!(whole.0, by_row.0, "{name}");
        if book.sheets[sheet - 1].blocks.len() > 1 {
            // Where pages begin with a table further down, rows that are not held do not tell.
            continue;
        }
        // Links of the rows that the library does not get stand as text.
        let unlinked = |around: &str| match around.split_once("<hyperlinks>") {
            Some((before, rest)) => {
                format!("{before}{}", rest.split_once("</hyperlinks>").expect("an end").1)
            }
            None => around.to_owned(),
        };
        let unlinked = |around: &str| unlinked(&without_numbers_of_parts(around));
        assert_eq!(unlinked(&whole.1), unlinked(&by_row.1), "{name}");
    }
}

fn book(sheets: Vec<Sheet>) -> Book {
    let (mut book, _) = long_results_book(&sample::small_year(), &sample::city(), &[]);
    book.sheets = sheets;
    book
}

/// A table with every kind of cell, and what is awkward to write.
fn awkward() -> Block {
    let mut block = Block::new(vec![
        Column::text("文章", 20),
        Column::figure("数", 8),
        Column::mark("印", 8),
        Column::judgment("評価", 8),
        Column::text("入力", 10).typed(None, "入力してください"),
    ]);
    block.filter = true;
    let link = || Cell::Link("C19".to_owned(), Target::Submitted("提出/a.xlsx".into(), None));
    let texts = [
        "a & b < c > \"d\"",
        " 前後に空白 ",
        "=1+1",
        "_x0041_ と _x_",
        "一行目\n二行目\n三行目",
        "\u{b}制御",
    ];
    let figures = [
        Cell::Count(0),
        Cell::Whole(-1_234_567),
        Cell::Number(Decimal::new(870, 1)),
        Cell::Money(ThousandYen(120)),
        Cell::Whole(1_234_567_890_123_456),
        Cell::live(Live::ColumnSum, Cell::Count(3)),
    ];
    for (text, figure) in texts.into_iter().zip(figures) {
        block.push(vec![
            Cell::text(text),
            figure,
            Cell::Date(date(2024, 4, 10)),
            Cell::Blank,
            Cell::text("1-03"),
        ]);
        block.push(vec![Cell::text("短い"), Cell::Blank, link(), Cell::Judgment(JudgmentCode("A".into()))]);
    }
    block.total(vec![Cell::text("計"), Cell::Count(7)]);
    block.push(vec![Cell::text("長".repeat(40_000))]);
    block
}

#[test]
fn awkward_cells_are_the_same_row_by_row() {
    let mut sheet = Sheet::plain("表", Page::A4Portrait, awkward());
    sheet.notes = vec!["表の後の注".to_owned()];
    for cells in [0, 15, 40] {
        for protected in [false, true] {
            sheet.protected = protected;
            assert_same(&book(vec![sheet.clone()]), &Further::default(), 1, cells);
        }
    }
}

#[test]
fn what_stands_in_a_row_that_the_library_does_not_get_is_what_was_said() {
    let sheet = Sheet::plain("表", Page::A4Portrait, awkward());
    let dumped = dump(&printed(&book(vec![sheet]), &Further::default(), 0));
    for line in [
        "表!A2\ttext\ta & b < c > \"d\"",
        "表!A6\ttext\t=1+1",
        "表!B4\tnumber\t-1234567",
        "表!B6\tnumber\t87",
        "表!B10\ttext\t1234567890123456",
        "表!C2\tnumber\t45392",
        "表!C3\ttext\tC19",
        "表!D3\ttext\tA",
        "長文の全文!D5\ttext\t長長",
    ] {
        assert!(dumped.lines().any(|found| found.starts_with(line)), "{line}");
    }
}

#[test]
fn rows_that_are_made_while_they_are_printed_are_those_of_the_whole_table() {
    let (year, city) = (sample::small_year(), sample::city());
    let (results, further) = long_results_book(&year, &city, &[]);
    let sheets = results.sheets.len();
    assert_same(&results, &further, sheets, 45);
    let tables = open_data(&year, &city);
    let (data, further) = long_data_book(&tables, &year, &city);
    assert_same(&data, &further, tables.len(), 100);
}

#[test]
fn equal_input_gives_equal_bytes_row_by_row() {
    let (year, city) = (sample::small_year(), sample::city());
    let (results, further) = long_results_book(&year, &city, &[]);
    assert!(printed(&results, &further, 45) == printed(&results, &further, 45));
}

#[test]
fn a_table_longer_than_a_sheet_of_excel_is_told() {
    let mut block = Block::new(vec![Column::text("文章", 20)]);
    block.further = 20;
    let (book, mut further) = (book(vec![Sheet::plain("指標", Page::A4Portrait, block)]), Further::default());
    further.add("指標", |from| Box::new((from..20).map(|at| Row::plain(vec![Cell::Count(at)]))));
    let try_with = |rows| {
        let most = Most { cells: 5, rows };
        print(&mut Vec::new(), (&book, &further), &Links::default(), most)
    };
    // Heads and 20 rows.
    try_with(21).expect("room for all");
    let error = try_with(20).expect_err("too long").to_string();
    assert!(error.contains("「指標」が21行になり、Excelの20行を超えます"), "{error}");
}
