//! 評価データ.xlsx and 項目定義書.xlsx.

use super::table::{Datum, Kind, Table};
use crate::model::Year;
use crate::report::book::{Block, Book, Cell, Column, Page, Sheet};
use crate::report::opinion_entry::choices;
use crate::report::results::year_book;
use crate::settings::Settings;

/// The tables as a workbook: heads in row 1, no merged cells.
pub fn data_book(tables: &[Table], year: &Year, settings: &Settings) -> Book {
    let sheets = tables.iter().map(sheet).collect();
    book("評価データ", sheets, year, settings)
}

/// What every item means.
pub fn definitions_book(tables: &[Table], year: &Year, settings: &Settings) -> Book {
    let mut sheets = vec![files(tables)];
    sheets.extend(tables.iter().map(definitions));
    sheets.push(choices(settings));
    book("項目定義書", sheets, year, settings)
}

fn book(name: &str, sheets: Vec<Sheet>, year: &Year, settings: &Settings) -> Book {
    year_book(year, settings, name, "オープンデータ".to_owned(), sheets)
}

fn sheet(table: &Table) -> Sheet {
    let column = |item: &super::Item| {
        // As wide as its head, texts with room to be read.
        let head = u16::try_from(item.name.chars().count() * 2 + 2).unwrap_or(40);
        let longest = table.items.iter().position(|known| known == item).map_or(0, |at| longest(table, at));
        match item.kind {
            Kind::Text if longest > 24 => Column::text(&item.name, 40),
            Kind::Text => Column::mark(&item.name, head.max(longest + 2)),
            Kind::Whole | Kind::Number => Column::figure(&item.name, head),
        }
    };
    let mut block = Block::new(table.items.iter().map(column).collect());
    block.empty = String::new();
    block.filter = true;
    table.rows.iter().for_each(|row| block.push(row.iter().map(cell).collect()));
    Sheet::plain(table.name, Page::A3Landscape, block)
}

/// Half-width places of a column's longest text.
fn longest(table: &Table, at: usize) -> u16 {
    let width = |row: &Vec<Datum>| match &row[at] {
        Datum::Text(text) => text.chars().count() * 2,
        _ => 0,
    };
    u16::try_from(table.rows.iter().map(width).max().unwrap_or(0)).unwrap_or(u16::MAX - 2)
}

fn cell(datum: &Datum) -> Cell {
    match datum {
        Datum::Blank => Cell::Blank,
        Datum::Text(text) => Cell::text(text.as_str()),
        Datum::Whole(number) => Cell::Plain(*number),
        Datum::Number(value) => Cell::Number(*value),
    }
}

fn files(tables: &[Table]) -> Sheet {
    let mut sheet = Sheet::new("ファイル", Page::A4Portrait);
    let mut block = Block::new(vec![
        Column::text("ファイル", 22),
        Column::text("1行の内容", 34),
        Column::figure("項目数", 9),
        Column::figure("行数", 9),
    ]);
    for table in tables {
        block.push(vec![
            Cell::text(format!("{}.csv", table.name)),
            Cell::text(table.row),
            Cell::Count(table.items.len()),
            Cell::Count(table.rows.len()),
        ]);
    }
    sheet.blocks.push(block);
    sheet.notes = vec![
        "文字コードはUTF-8（BOM付き）、改行はCRLF、区切りはコンマ、1行目は項目名です".to_owned(),
        "評価データ.xlsxは、同じ内容を1表1シートにしたものです".to_owned(),
        "文字列は、表計算ソフトが数式と解釈しないよう、先頭が「=」「+」「-」「@」「'」（全角を含む）又はタブのとき、その前に「'」を1字付けています".to_owned(),
        "元の文字列に戻すには、先頭の「'」を1字取り除きます。数値の項目には付けません。評価データ.xlsxにも付けません".to_owned(),
        "個人情報の可能性がある部分は「●●●」に置き換えています".to_owned(),
    ];
    sheet
}

fn definitions(table: &Table) -> Sheet {
    let mut sheet = Sheet::new(table.name, Page::A4Portrait);
    sheet.lead = vec![format!("{}.csv（{}）", table.name, table.row)];
    let mut block = Block::new(vec![
        Column::figure("列", 6),
        Column::text("項目名", 26),
        Column::mark("型", 10),
        Column::text("内容", 50),
    ]);
    for (at, item) in table.items.iter().enumerate() {
        block.push(vec![
            Cell::Count(at + 1),
            Cell::text(item.name.as_str()),
            Cell::text(item.kind.label()),
            Cell::text(item.meaning.as_str()),
        ]);
    }
    sheet.blocks.push(block);
    sheet
}
