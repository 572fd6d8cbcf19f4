//! 評価データ.xlsx and 項目定義書.xlsx.

use super::codes;
use super::mask::MASKED;
use super::table::{Datum, Kind, Table};
use crate::model::{Field, Year};
use crate::report::book::{Block, Book, Cell, Column, Further, Page, Row, Sheet};
use crate::report::results::year_book;
use crate::settings::Settings;

/// Longest example of a text.
const EXAMPLE: usize = 30;

/// The tables as a workbook: heads in row 1, no merged cells.
pub fn data_book(tables: &[Table], year: &Year, settings: &Settings) -> Book {
    let (mut book, further) = long_data_book(tables, year, settings);
    further.hold(&mut book);
    book
}

/// The workbook, and what makes its rows, which it does not hold once more.
pub fn long_data_book<'a>(tables: &'a [Table], year: &Year, settings: &Settings) -> (Book, Further<'a>) {
    let mut further = Further::default();
    for table in tables {
        let row = |row: &Vec<Datum>| Row::plain(row.iter().map(cell).collect());
        further.add(table.name, move |from| Box::new(table.rows.iter().skip(from).map(row)));
    }
    (book("評価データ", tables.iter().map(sheet).collect(), year, settings), further)
}

/// What every item means.
pub fn definitions_book(tables: &[Table], year: &Year, settings: &Settings) -> Book {
    let mut sheets = vec![metadata(year, settings), files(tables)];
    sheets.extend(tables.iter().map(definitions));
    sheets.push(code_list(settings));
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
            Kind::Text | Kind::Date => Column::mark(&item.name, head.max(longest + 2)),
            Kind::Whole | Kind::Number => Column::figure(&item.name, head),
        }
    };
    let mut block = Block::new(table.items.iter().map(column).collect());
    block.empty = String::new();
    block.filter = true;
    block.further = table.rows.len();
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

/// What a catalogue of data sets asks for. What only the publisher can say is left to fill in.
fn metadata(year: &Year, settings: &Settings) -> Sheet {
    let city = &settings.city;
    let long = settings.eras.long(year.year);
    let stage = if year.is_final {
        "確定"
    } else {
        "未確定（評価の確定の後に公表してください）"
    };
    let rows = [
        ("データセット名", format!("{}　評価データ（{long}）", city.plan)),
        ("データセットの概要", format!("{}に掲げた計画の{long}の評価、指標の値、会議の意見", city.plan)),
        ("全国地方公共団体コード", city.code.clone().unwrap_or_default()),
        ("地方公共団体名", city.name.clone()),
        ("作成者", city.secretariat.clone()),
        (
            "対象年度",
            format!("{}（{}年度、4月から翌年3月まで）", settings.eras.short(year.year), year.year.0),
        ),
        ("評価の状態", stage.to_owned()),
        ("更新頻度", "年1回".to_owned()),
        ("言語", "日本語".to_owned()),
        ("ファイル形式", "CSV、XLSX".to_owned()),
        ("文字コード", "UTF-8（BOM付き）".to_owned()),
        ("データの時点", as_of(year, settings)),
        ("キーワード", "行政改革、行政評価".to_owned()),
        ("問合せ先", String::new()),
        ("公開日", String::new()),
        ("ライセンス", settings.license.clone().unwrap_or_default()),
    ];
    let mut sheet = Sheet::new("メタデータ", Page::A4Portrait);
    let mut block = Block::new(vec![Column::text("項目", 26), Column::text("内容", 62)]);
    for (item, content) in rows {
        block.push(vec![Cell::text(item), Cell::text(content)]);
    }
    sheet.blocks.push(block);
    sheet.notes = vec![
        "空欄は、公表するときに記入してください".to_owned(),
        "「データの時点」は、評価に関する会議の開催日のうち最も新しい日です".to_owned(),
        "「ライセンス」は、gyokaku.tomlの[publish]のlicenseに書くと毎年度ここに入ります（例：CC BY 4.0）"
            .to_owned(),
    ];
    sheet
}

/// The latest of the meetings on the year. The day of the run is none of the data's.
fn as_of(year: &Year, settings: &Settings) -> String {
    let meetings = settings.meetings(year.year);
    let held = [(Field::HqJudgment, meetings.headquarters), (Field::FinalJudgment, meetings.council)];
    let reached = year.stage.judgment_fields();
    let days = held.into_iter().filter(|(judgment, _)| reached.contains(judgment));
    let days = days.filter_map(|(_, held)| held?.date);
    days.max().map(|day| day.to_string()).unwrap_or_default()
}

/// What stands in the items whose name ends in コード.
fn code_list(settings: &Settings) -> Sheet {
    let mut sheet = Sheet::new("コード", Page::A4Portrait);
    let columns = [("項目", 22), ("コード", 16), ("名称", 40)];
    let mut block = Block::new(columns.map(|(head, width)| Column::text(head, width)).to_vec());
    for row in codes::all(settings) {
        block.push(row.map(Cell::text).to_vec());
    }
    sheet.blocks.push(block);
    sheet.notes = vec![
        "「評価」のコードは、自己評価などの各段階の評価と、変更前、変更後の評価に使っています".to_owned(),
        "「方向」の↑は高いほど良い、↓は低いほど良いことを示します".to_owned(),
        "実行課は、課を示す番号が計画台帳にないため、コードがありません。課名の変更は計画台帳の「課名変更」によります".to_owned(),
    ];
    sheet
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
        "文字列は、表計算ソフトが数式と解釈しないよう、先頭が「=」「+」「-」「@」「'」（全角を含む）、タブ又は改行のとき、その前に「'」を1字付けています".to_owned(),
        "元の文字列に戻すには、先頭の「'」を1字取り除きます。数値の項目には付けません。評価データ.xlsxにも付けません".to_owned(),
        format!("電話番号、メールアドレス、内線番号、記入者の氏名など、個人情報の可能性がある部分は「{MASKED}」に置き換えています"),
        "文章の項目の値は、提出されたとおりの文字です。丸数字など、機種によって形の変わる文字を含むことがあります".to_owned(),
        "文章の項目の値は、改行（LF）を含むことがあります。字下げなど体裁のための空白と空行は除いています".to_owned(),
        "CSVをExcelで直接開くと、計画番号（1-01）が日付に、コードの先頭の0が消えた数値になることがあります。「データ」の「テキストまたはCSVから」で、すべての列を文字列として取り込むか、評価データ.xlsxを使ってください".to_owned(),
        "日付は「2024-04-01」の形（西暦）です。数値の項目に、桁区切りのコンマ、単位、「▲」は付けません".to_owned(),
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
        Column::text("例", 24),
    ]);
    for (at, item) in table.items.iter().enumerate() {
        block.push(vec![
            Cell::Count(at + 1),
            Cell::text(item.name.as_str()),
            Cell::text(item.kind.label()),
            Cell::text(item.meaning.as_str()),
            example(table, at),
        ]);
    }
    sheet.blocks.push(block);
    sheet.notes = vec!["「例」は、この表の最初の値です。長い文章は、初めの部分です".to_owned()];
    sheet
}

/// The first datum of a column, as the file writes it.
fn example(table: &Table, at: usize) -> Cell {
    let datum = table.rows.iter().map(|row| &row[at]).find(|datum| **datum != Datum::Blank);
    match datum.map_or(Cell::Blank, cell) {
        Cell::Text(text) => {
            let line: String = text.split('\n').next().unwrap_or_default().chars().take(EXAMPLE).collect();
            let more = if line.len() < text.len() { "…" } else { "" };
            Cell::text(format!("{line}{more}"))
        }
        other => other,
    }
}
