//! One trap, one small workbook, one value written by hand.

use crate::model::{CellRange, CellRef};
use crate::workbook::raw::{CellContent, FloatingKind, RawSheet, RawWorkbook};
use crate::workbook::read::parse_workbook;
use crate::workbook::testing::zip;
use crate::workbook::unreadable::Unreadable;

const MIME: &[u8] = b"application/vnd.oasis.opendocument.spreadsheet";

fn bytes(styles: &str, tables: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content><office:automatic-styles>{styles}</office:automatic-styles>\
         <office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    );
    zip(&[("mimetype", MIME), ("content.xml", content.as_bytes()), ("META-INF/manifest.xml", b"<manifest/>")])
}

fn read(styles: &str, tables: &str) -> RawWorkbook {
    parse_workbook("計画.ods", &bytes(styles, tables)).expect("a good workbook")
}

fn sheet(inside: &str) -> RawSheet {
    read("", &format!("<table:table table:name=\"計画\">{inside}</table:table>")).sheets.remove(0)
}

fn at(address: &str) -> CellRef {
    CellRef::parse(address).expect("an address")
}

#[test]
fn a_cell_shows_what_the_file_says_it_shows() {
    let sheet = sheet(
        "<table:table-row><table:table-cell office:value-type=\"percentage\" office:value=\"0.853\"><text:p>85.3%</text:p></table:table-cell>\
         <table:table-cell office:value-type=\"date\" office:date-value=\"2024-04-10\"><text:p>R6.4.10</text:p></table:table-cell>\
         <table:table-cell office:value-type=\"float\" office:value=\"5\"/></table:table-row>",
    );
    let shown: Vec<_> = sheet.cells.iter().map(|c| c.shown.as_str()).collect();
    assert_eq!(shown, ["85.3%", "R6.4.10", "5"]);
    assert_eq!(sheet.cells[0].content, CellContent::Number(0.853));
    assert_eq!(sheet.cells[1].content, CellContent::DateTime(jiff::civil::date(2024, 4, 10).at(0, 0, 0, 0)));
}

#[test]
fn repeated_cells_and_rows_keep_their_places() {
    let sheet = sheet(
        "<table:table-row table:number-rows-repeated=\"2\"><table:table-cell table:number-columns-repeated=\"3\"/>\
         <table:table-cell table:number-columns-repeated=\"2\"><text:p>○</text:p></table:table-cell></table:table-row>\
         <table:table-row table:number-rows-repeated=\"1048574\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>",
    );
    let places: Vec<_> = sheet.cells.iter().map(|c| c.at.to_string()).collect();
    assert_eq!(places, ["D1", "E1", "D2", "E2"]);
}

#[test]
fn merges_and_hidden_lines_are_told() {
    let sheet = sheet(
        "<table:table-column/><table:table-column table:visibility=\"collapse\"/><table:table-column table:number-columns-repeated=\"16382\" table:visibility=\"collapse\"/>\
         <table:table-row table:visibility=\"collapse\"><table:table-cell table:number-columns-spanned=\"2\" table:number-rows-spanned=\"2\"><text:p>計画</text:p></table:table-cell><table:covered-table-cell/></table:table-row>\
         <table:table-row table:number-rows-repeated=\"1048575\" table:visibility=\"filter\"><table:table-cell/></table:table-row>",
    );
    assert_eq!(sheet.merges, [CellRange::parse("A1:B2").expect("a range")]);
    assert_eq!(sheet.hidden_rows.into_iter().collect::<Vec<_>>(), [0, 1]);
    assert_eq!(sheet.hidden_columns.into_iter().collect::<Vec<_>>(), [1]);
}

#[test]
fn spaces_breaks_and_furigana_are_read_as_shown() {
    let sheet = sheet(
        "<table:table-row><table:table-cell office:value-type=\"string\"><text:p> 一 \n 二<text:s text:c=\"2\"/>三<text:line-break/>四</text:p>\
         <text:p><text:ruby><text:ruby-base>本庄</text:ruby-base><text:ruby-text>ほんじょう</text:ruby-text></text:ruby>市</text:p></table:table-cell></table:table-row>",
    );
    assert_eq!(sheet.cells[0].shown, "一 二  三\n四\n本庄市");
}

#[test]
fn struck_through_text_is_told() {
    let styles = "<style:style style:name=\"T1\" style:family=\"text\"><style:text-properties style:text-line-through-style=\"solid\"/></style:style>\
                  <style:style style:name=\"ce1\" style:family=\"table-cell\"><style:text-properties style:text-line-through-style=\"solid\"/></style:style>";
    let tables = "<table:table table:name=\"a\"><table:table-row><table:table-cell><text:p>目標<text:span text:style-name=\"T1\">100人</text:span>120人</text:p></table:table-cell>\
                  <table:table-cell table:style-name=\"ce1\" office:value-type=\"float\" office:value=\"80\"><text:p>80</text:p></table:table-cell></table:table-row></table:table>";
    let sheet = read(styles, tables).sheets.remove(0);
    assert_eq!(
        (sheet.cells[0].shown.as_str(), sheet.cells[0].struck.as_deref()),
        ("目標100人120人", Some("100人"))
    );
    assert_eq!(sheet.cells[1].struck.as_deref(), Some("80"));
}

#[test]
fn comments_and_shapes_never_enter_a_value() {
    let sheet = sheet(
        "<table:shapes><draw:frame><draw:text-box><text:p>差替</text:p></draw:text-box></draw:frame></table:shapes>\
         <table:table-row><table:table-cell/><table:table-cell><office:annotation><dc:creator>企画課</dc:creator><text:p>要確認</text:p></office:annotation>\
         <draw:frame><draw:image/></draw:frame><text:p>B</text:p></table:table-cell></table:table-row>",
    );
    assert_eq!(sheet.cells.len(), 1);
    assert_eq!(sheet.cells[0].shown, "B");
    let seen: Vec<_> = sheet.floating.iter().map(|f| (f.kind, f.at, f.text.as_str())).collect();
    assert_eq!(
        seen,
        [
            (FloatingKind::Shape, None, "差替"),
            (FloatingKind::Comment, Some(at("B1")), "要確認"),
            (FloatingKind::Picture, Some(at("B1")), ""),
        ]
    );
}

#[test]
fn formulas_are_told_from_values() {
    let sheet = sheet(
        "<table:table-row><table:table-cell table:formula=\"of:=1+1\" office:value-type=\"float\" office:value=\"2\"><text:p>2</text:p></table:table-cell>\
         <table:table-cell table:formula=\"of:=[.A1]\"/>\
         <table:table-cell table:formula=\"of:=['file:///R4.ods'#$計画.A1]\" office:value-type=\"float\" office:value=\"3\"><text:p>3</text:p></table:table-cell>\
         <table:table-cell table:formula=\"of:=[.#REF!]\" office:value-type=\"string\" office:string-value=\"\" calcext:value-type=\"error\"><text:p>#REF!</text:p></table:table-cell>\
         <table:table-cell table:formula=\"of:=&quot;&quot;\" office:value-type=\"string\" office:string-value=\"\"/></table:table-row>",
    );
    let contents: Vec<_> = sheet.cells.iter().map(|c| (c.content.clone(), c.external)).collect();
    assert_eq!(
        contents,
        [
            (CellContent::Number(2.0), false),
            (CellContent::NoStoredValue, false),
            (CellContent::Number(3.0), true),
            (CellContent::Error("#REF!".to_owned()), false),
        ]
    );
}

#[test]
fn hidden_tables_are_told() {
    let styles =
        "<style:style style:name=\"ta1\"><style:table-properties table:display=\"false\"/></style:style>";
    let sheets = read(
        styles,
        "<table:table table:name=\"a\" table:style-name=\"ta1\"/><table:table table:name=\"b\"/>",
    )
    .sheets;
    assert_eq!(sheets.iter().map(|s| s.hidden).collect::<Vec<_>>(), [true, false]);
}

#[test]
fn a_password_is_told() {
    let manifest = b"<manifest:manifest><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>";
    let bytes =
        zip(&[("mimetype", MIME), ("content.xml", b"\x00\xFF\x13"), ("META-INF/manifest.xml", manifest)]);
    assert_eq!(parse_workbook("a.ods", &bytes), Err(Unreadable::Password));
}

#[test]
fn a_text_repeated_over_the_whole_sheet_is_refused() {
    let bytes = bytes(
        "",
        "<table:table><table:table-row table:number-rows-repeated=\"1048576\"><table:table-cell table:number-columns-repeated=\"16384\"><text:p>a</text:p></table:table-cell></table:table-row></table:table>",
    );
    assert_eq!(parse_workbook("a.ods", &bytes), Err(Unreadable::TooMany("セル")));
}

#[test]
fn styles_by_the_million_are_refused() {
    let styles = "<style:style style:name=\"a\"/>".repeat(100_000);
    assert_eq!(parse_workbook("a.ods", &bytes(&styles, "")), Err(Unreadable::TooMany("書式")));
}

#[test]
fn numbers_without_their_text_are_what_they_are() {
    let sheet = sheet(
        "<table:table-row><table:table-cell office:value-type=\"percentage\" office:value=\"0.853\"/>\
         <table:table-cell office:value-type=\"float\" office:value=\"x\"><text:p>12</text:p></table:table-cell>\
         <table:table-cell office:value-type=\"float\"/></table:table-row>",
    );
    assert_eq!(sheet.cells[0].shown, "85.3%");
    assert!(matches!(sheet.cells[1].content, CellContent::Error(_)));
    assert_eq!(sheet.cells.len(), 2);
}

#[test]
fn a_cell_without_a_style_has_that_of_its_column() {
    let styles = "<style:style style:name=\"ce1\"><style:text-properties style:text-line-through-style=\"solid\" fo:color=\"#FFFFFF\"/></style:style>\
                  <style:style style:name=\"ce2\" style:parent-style-name=\"ce1\"><style:table-cell-properties fo:background-color=\"#000080\"/></style:style>";
    let tables = "<table:table table:name=\"a\"><table:table-column table:number-columns-repeated=\"2\"/><table:table-column table:default-cell-style-name=\"ce1\"/>\
                  <table:table-row><table:table-cell/><table:table-cell><text:p>一</text:p></table:table-cell><table:table-cell><text:p>二</text:p></table:table-cell>\
                  <table:table-cell table:style-name=\"ce2\"><text:p>三</text:p></table:table-cell></table:table-row></table:table>";
    let sheet = read(styles, tables).sheets.remove(0);
    let seen: Vec<_> =
        sheet.cells.iter().map(|cell| (cell.shown.as_str(), cell.struck.is_some(), cell.unseen)).collect();
    assert_eq!(seen, [("一", false, false), ("二", true, true), ("三", true, false)]);
}

#[test]
fn headers_and_footers_of_ones_own_words_are_told() {
    let content = "<office:document-content><office:automatic-styles><style:style style:name=\"ta1\" style:family=\"table\" style:master-page-name=\"PageStyle_a\"/></office:automatic-styles>\
         <office:body><office:spreadsheet><table:table table:name=\"a\" table:style-name=\"ta1\"/><table:table table:name=\"b\"/></office:spreadsheet></office:body></office:document-content>";
    let styles = "<office:document-styles><office:master-styles>\
         <style:master-page style:name=\"Default\"><style:header><text:p>他の様式</text:p></style:header></style:master-page>\
         <style:master-page style:name=\"PageStyle_a\"><style:header><style:region-left><text:p>実行課：企画課 R&amp;D</text:p></style:region-left>\
         <style:region-right><text:p><text:sheet-name>???</text:sheet-name></text:p></style:region-right></style:header>\
         <style:header-left style:display=\"false\"><text:p>使わない</text:p></style:header-left>\
         <style:footer><text:p>ページ <text:page-number>1</text:page-number></text:p></style:footer></style:master-page>\
         </office:master-styles></office:document-styles>";
    let bytes = zip(&[
        ("mimetype", MIME),
        ("styles.xml", styles.as_bytes()),
        ("content.xml", content.as_bytes()),
        ("META-INF/manifest.xml", b"<manifest/>"),
    ]);
    let book = parse_workbook("計画.ods", &bytes).expect("a good workbook");
    let said = |sheet: usize| -> Vec<_> {
        book.sheets[sheet].floating.iter().map(|f| (f.kind, f.text.as_str())).collect()
    };
    assert_eq!(said(0), [(FloatingKind::Margin, "実行課：企画課 R&D")]);
    assert_eq!(said(1), []);
}
