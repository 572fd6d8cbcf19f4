//! Tables of open data → CSV: UTF-8 with BOM, CRLF, one head row.

use std::borrow::Cow;
use std::io::{self, Write};

use crate::report::open_data::{Datum, Table};

/// What makes Excel read a text as a formula, and our own sign, so that taking one off gives the original.
const GUARDED: [char; 14] = ['=', '+', '-', '@', '\t', '\r', '\n', '\'', '＝', '＋', '－', '＠', '−', '＇'];

/// The bytes of a CSV file, see [`print_csv`].
pub fn write_csv(table: &Table) -> Vec<u8> {
    let mut bytes = Vec::new();
    print_csv(&mut bytes, table).expect("memory takes every record");
    bytes
}

/// Prints a CSV file row by row.
///
/// A text that begins like a formula gets one apostrophe before it; 項目定義書
/// says so. Taking it off gives the original again, so no datum is changed for
/// a program that reads the file.
pub fn print_csv(out: &mut dyn Write, table: &Table) -> io::Result<()> {
    out.write_all("\u{feff}".as_bytes())?;
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .quote_style(csv::QuoteStyle::Necessary)
        .from_writer(out);
    // A field of the city's own may be called anything.
    let heads = table.items.iter().map(|item| guarded(&item.name).into_owned());
    writer.write_record(heads)?;
    for row in &table.rows {
        writer.write_record(row.iter().map(text))?;
    }
    writer.flush()
}

fn text(datum: &Datum) -> String {
    match datum {
        Datum::Blank => String::new(),
        Datum::Text(text) => guarded(text).into_owned(),
        Datum::Whole(number) => number.to_string(),
        Datum::Number(value) => value.to_string(),
    }
}

fn guarded(text: &str) -> Cow<'_, str> {
    if text.starts_with(GUARDED) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::open_data::{Item, Kind, open_data};
    use crate::report::sample::{city, small_year};
    use proptest::prelude::{any, prop_assert_eq, proptest};

    fn table(text: &str, number: i64) -> Table {
        let item = |name: &str, kind| Item { name: name.to_owned(), kind, meaning: String::new() };
        Table {
            name: "見本",
            row: "",
            items: vec![item("文", Kind::Text), item("数", Kind::Whole)],
            rows: vec![vec![Datum::Text(text.to_owned()), Datum::Whole(number)]],
        }
    }

    #[test]
    fn begins_with_a_bom_and_ends_lines_with_crlf() {
        let text = String::from_utf8(write_csv(&table("一行目\n二行目,\"引用\"", -300))).expect("UTF-8");
        assert_eq!(text, "\u{feff}文,数\r\n\"一行目\n二行目,\"\"引用\"\"\",-300\r\n");
    }

    #[test]
    fn a_text_is_never_a_formula_and_a_number_stays_one() {
        let text = String::from_utf8(write_csv(&table("=1+1", -1))).expect("UTF-8");
        assert_eq!(text, "\u{feff}文,数\r\n'=1+1,-1\r\n");
    }

    #[test]
    fn a_field_of_the_citys_own_is_no_formula_in_the_heads() {
        let mut table = table("文", 1);
        table.items[0].name = "=cmd|' /C calc'!A0".to_owned();
        let text = String::from_utf8(write_csv(&table)).expect("UTF-8");
        assert!(text.starts_with("\u{feff}'=cmd|"));
    }

    #[test]
    fn the_sample_holds_its_six_plans() {
        let tables = open_data(&small_year(), &city());
        let bytes = write_csv(&tables[0]);
        let mut reader = csv::Reader::from_reader(&bytes[3..]);
        let names = reader.records().map(|row| row.expect("a row")[9].to_owned()).collect::<Vec<_>>();
        assert_eq!(names.len(), 6);
        assert_eq!(names[2], "'=SUM(A1)を名に持つ計画");
    }

    proptest! {
        #[test]
        fn taking_one_apostrophe_off_gives_the_original(text in any::<String>()) {
            let bytes = write_csv(&table(&text, 1));
            let mut reader = csv::Reader::from_reader(&bytes[3..]);
            let row = reader.records().next().expect("a row").expect("readable");
            let read = row[0].strip_prefix('\'').unwrap_or(&row[0]);
            prop_assert_eq!(read, text.as_str());
        }
    }
}
