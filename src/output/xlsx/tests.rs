//! 評価結果.xlsx as written: what stands in it, and that it is a sound package.

use super::dump::{by_cell, dump, part, parts, walk};
use super::{Links, write_book};
use crate::model::Body;
use crate::report::book::{Block, Cell, Column, Target};
use crate::report::candidates::candidates_book;
use crate::report::ledger_book::ledger_book;
use crate::report::notice::notices;
use crate::report::notice_book::notice_book;
use crate::report::open_data::{data_book, definitions_book, open_data};
use crate::report::opinion_entry::opinion_entry_book;
use crate::report::plan_list::plan_list_book;
use crate::report::result_notice::{result_notice_book, result_notices};
use crate::report::results::results_book;
use crate::report::{honjo, sample};

fn small() -> Vec<u8> {
    let book = results_book(&sample::small_year(), &sample::city(), &[]);
    write_book(&book, &Links::default()).expect("a workbook")
}

/// Where to keep workbooks for looking at; nothing is kept without it.
fn keep(name: &str, bytes: &[u8]) {
    if let Ok(folder) = std::env::var("GYOKAKU_KEEP") {
        std::fs::write(std::path::Path::new(&folder).join(name), bytes).expect("a folder to keep in");
    }
}

#[test]
fn every_part_of_the_package_is_well_formed() {
    let bytes = small();
    let names = parts(&bytes);
    for expected in ["[Content_Types].xml", "xl/workbook.xml", "xl/styles.xml", "docProps/core.xml"] {
        assert!(names.iter().any(|name| name == expected), "{expected}");
    }
    for name in names.iter().filter(|name| name.ends_with(".xml") || name.ends_with(".rels")) {
        walk(&part(&bytes, name), |_, _| {});
    }
}

#[test]
fn equal_input_gives_equal_bytes() {
    assert!(small() == small());
}

#[test]
fn holds_the_sample_city() {
    let bytes = write_book(&results_book(&honjo::year(), &honjo::city(), &[]), &Links::default())
        .expect("a workbook");
    keep("評価結果.xlsx", &bytes);
    keep("見本.xlsx", &small());
    let cells = by_cell(&bytes);
    assert!(cells.values().any(|value| value.contains("ＳＮＳによる情報発信力の強化")));
    assert!(!dump(&bytes).contains("#REF!"));
}

#[test]
fn workbooks_that_are_read_back_have_their_heads_in_row_1() {
    let (year, settings) = (honjo::year(), honjo::city());
    let findings = crate::rules::check(&year, &settings);
    let notice = notices(&year, &findings, &settings).swap_remove(0);
    let books = [
        ("確認票.xlsx", notice_book(&notice, &year, &settings)),
        ("意見入力_本部.xlsx", opinion_entry_book(&year, &settings, Body::Headquarters)),
        ("意見入力_審議会.xlsx", opinion_entry_book(&year, &settings, Body::Council)),
        ("計画台帳.xlsx", ledger_book(&year.ledger, &settings, year.year)),
        ("項目定義書.xlsx", definitions_book(&open_data(&year, &settings), &year, &settings)),
        ("評価データ.xlsx", data_book(&open_data(&year, &settings), &year, &settings)),
        ("計画一覧.xlsx", plan_list_book(&year, &settings)),
        ("審議結果通知.xlsx", result_notice_book(&result_notices(&year, &settings)[0], &year, &settings)),
        ("確認済_候補.xlsx", candidates_book(&year, &settings, &findings)),
    ];
    for (name, book) in books {
        let bytes = write_book(&book, &Links::default()).expect("a workbook");
        keep(name, &bytes);
        let sheet = &book.sheets[0];
        let first = sheet.title.as_ref().unwrap_or(&sheet.blocks[0].columns[0].head);
        assert_eq!(by_cell(&bytes)[&format!("{}!A1", sheet.name)], format!("text\t{first}"));
    }
}

/// Rewrites the golden dump when the variable is set; read the difference before committing it.
const REWRITE: &str = "GYOKAKU_REWRITE_GOLDEN";

#[test]
fn holds_what_was_read_and_checked_by_hand() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/results_small_year.tsv");
    let found = dump(&small());
    if std::env::var_os(REWRITE).is_some() {
        std::fs::write(path, &found).expect("the golden dump can be written");
    }
    let expected = std::fs::read_to_string(path).expect("the golden dump");
    for (at, (found, expected)) in found.lines().zip(expected.lines()).enumerate() {
        assert_eq!(found, expected, "line {}", at + 1);
    }
    assert_eq!(found.lines().count(), expected.lines().count());
}

#[test]
fn a_text_that_looks_like_a_formula_is_written_as_a_text() {
    let dump = dump(&small());
    assert!(dump.contains("\ttext\t=SUM(A1)を名に持つ計画\n"));
    assert!(!dump.contains("formula\t==SUM(A1)"));
}

#[test]
fn further_links_than_excel_takes_stand_as_text() {
    let mut book = results_book(&sample::small_year(), &sample::city(), &[]);
    book.sheets.truncate(1);
    let mut block = Block::new(vec![Column::text("開く", 10)]);
    let target = || Target::Submitted("提出/a.xlsx".into(), None);
    for at in 0..65_600 {
        block.push(vec![Cell::Link(format!("{at}"), target())]);
    }
    book.sheets[0].blocks = vec![block];
    let bytes = write_book(&book, &Links::default()).expect("a workbook");
    let sheet = part(&bytes, "xl/worksheets/sheet1.xml");
    assert_eq!(sheet.matches("<hyperlink ").count(), 65_000);
    assert!(dump(&bytes).contains("\ttext\t65599\n"));
}

#[test]
fn every_formula_has_a_result() {
    for line in dump(&small()).lines().filter(|line| line.contains("\tformula\t")) {
        let (_, result) = line.split_once(" → ").expect("a result");
        assert!(result == "－" || result.parse::<f64>().is_ok(), "{line}");
    }
}
