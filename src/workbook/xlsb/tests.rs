//! One trap, one small workbook, one value written by hand. Whole workbooks
//! are read by `tests/hidden.rs`.

use crate::model::CellRef;
use crate::workbook::raw::{CellContent, RawSheet, RawWorkbook};
use crate::workbook::read::parse_workbook;
use crate::workbook::testing::{parse_seen, zip};
use crate::workbook::unreadable::Unreadable;

/// A record: its number, its length, its data.
fn record(kind: u16, data: &[&[u8]]) -> Vec<u8> {
    let data = data.concat();
    let low = |number: usize| u8::try_from(number & 0x7F).expect("seven bits");
    let kind = usize::from(kind);
    let mut out = if kind < 128 { vec![low(kind)] } else { vec![low(kind) | 0x80, low(kind >> 7)] };
    let mut length = data.len();
    while length > 0x7F {
        out.push(low(length) | 0x80);
        length >>= 7;
    }
    out.push(low(length));
    out.extend(data);
    out
}

fn text(text: &str) -> Vec<u8> {
    let units: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    [&u32::try_from(units.len() / 2).expect("short").to_le_bytes()[..], &units].concat()
}

fn row(number: u32) -> Vec<u8> {
    record(0, &[&number.to_le_bytes(), &[0; 4], &[44, 1, 0, 0, 0], &[0; 4]])
}

/// A cell of a kind that says its column; style 1 is a day.
fn cell(kind: u16, column: u32, style: u32, value: &[u8]) -> Vec<u8> {
    record(kind, &[&column.to_le_bytes(), &style.to_le_bytes(), value])
}

fn rels(targets: &[(&str, &str)]) -> String {
    let items: String = targets
        .iter()
        .enumerate()
        .map(|(i, (kind, target))| {
            format!("<Relationship Id=\"r{i}\" Type=\"x/{kind}\" Target=\"{target}\"/>")
        })
        .collect();
    format!("<Relationships>{items}</Relationships>")
}

fn bytes(sheet: &[u8], listed: &[u8]) -> Vec<u8> {
    let styles = [
        record(44, &[&164_u16.to_le_bytes(), &text("[$-411]ge.m.d")]),
        record(43, &[&[220, 0, 0, 0, 0, 0]]),
        record(617, &[&[2, 0, 0, 0]]),
        record(47, &[&[0; 16]]),
        record(47, &[&[0, 0, 164, 0], &[0; 12]]),
        record(618, &[]),
    ]
    .concat();
    let strings = record(19, &[&[0], &text("共有")]);
    let workbook = rels(&[("worksheet", "sheet1.bin"), ("styles", "styles.bin"), ("sharedStrings", "s.bin")]);
    zip(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("_rels/.rels", rels(&[("officeDocument", "xl/workbook.bin")]).as_bytes()),
        ("xl/workbook.bin", listed),
        ("xl/_rels/workbook.bin.rels", workbook.as_bytes()),
        ("xl/sheet1.bin", sheet),
        ("xl/styles.bin", &styles),
        ("xl/s.bin", &strings),
    ])
}

fn listed() -> Vec<u8> {
    record(156, &[&[0; 8], &text("r0"), &text("計画")])
}

fn parse(sheet: &[Vec<u8>]) -> Result<RawWorkbook, Unreadable> {
    parse_workbook("計画.xlsb", &bytes(&sheet.concat(), &listed()))
}

fn read(sheet: &[Vec<u8>]) -> RawSheet {
    parse(sheet).expect("a good workbook").sheets.remove(0)
}

fn contents(sheet: &RawSheet) -> Vec<(String, &str, &CellContent)> {
    sheet.cells.iter().map(|c| (c.at.to_string(), c.shown.as_str(), &c.content)).collect()
}

#[test]
fn a_day_is_a_day_by_its_format_and_a_number_without_one() {
    let serial = (45_392_i32 << 2 | 2).to_le_bytes();
    let sheet = read(&[row(0), cell(2, 0, 1, &serial), cell(2, 1, 0, &serial), cell(2, 2, 99, &serial)]);
    let day = CellContent::DateTime(jiff::civil::date(2024, 4, 10).at(0, 0, 0, 0));
    let number = CellContent::Number(45_392.0);
    assert_eq!(
        contents(&sheet),
        [
            ("A1".to_owned(), "R6.4.10", &day),
            ("B1".to_owned(), "45392", &number),
            ("C1".to_owned(), "45392", &number)
        ]
    );
}

#[test]
fn short_cells_follow_the_cell_before() {
    let sheet = read(&[
        row(4),
        cell(7, 2, 0, &[0; 4]),
        record(17, &[&[0; 4], &text("隣")]),
        record(12, &[&[0; 4]]),
        record(15, &[&[0; 4], &[1]]),
    ]);
    let shown: Vec<_> = sheet.cells.iter().map(|c| (c.at.to_string(), c.shown.as_str())).collect();
    assert_eq!(shown, [("C5", "共有"), ("D5", "隣"), ("F5", "TRUE")].map(|(a, s)| (a.to_owned(), s)));
}

#[test]
fn what_cannot_be_read_is_told() {
    let unreadable = CellContent::Error("読み取れない値".to_owned());
    let sheet = read(&[
        row(0),
        cell(7, 0, 0, &9_u32.to_le_bytes()),
        cell(5, 1, 0, &f64::NAN.to_le_bytes()),
        cell(3, 2, 0, &[0x99]),
        cell(3, 3, 0, &[0x17]),
    ]);
    assert!(sheet.cells[..3].iter().all(|cell| cell.content == unreadable), "{sheet:?}");
    assert_eq!(sheet.cells[3].content, CellContent::Error("#REF!".to_owned()));
}

#[test]
fn shared_formulas_that_lead_out_are_told_for_their_whole_range() {
    let formula = |tokens: &[u8]| {
        let length = u32::try_from(tokens.len()).expect("short").to_le_bytes();
        [&[0; 8][..], &[0, 0], &length, tokens, &[0; 4]].concat()
    };
    let shared = [&[0; 16][..], &[9, 0, 0, 0, 0x3A, 0, 0, 0, 0, 0, 0, 0, 0]].concat();
    let sheet = [
        row(0),
        cell(9, 0, 0, &formula(&[0x01, 0, 0, 0, 0])),
        record(427, &[&shared, &[0; 12]]),
        cell(9, 1, 0, &formula(&[0x1E, 1, 0])),
    ]
    .concat();
    let links = [record(355, &[&text("r9")]), record(362, &[&[1, 0, 0, 0], &[0; 12]])].concat();
    let listed = [listed(), links].concat();
    let workbook = parse_workbook("計画.xlsb", &bytes(&sheet, &listed)).expect("a good workbook");
    let external: Vec<bool> = workbook.sheets[0].cells.iter().map(|cell| cell.external).collect();
    assert_eq!(external, [true, false]);
}

#[test]
fn lies_are_refused() {
    let number = |row_number: u32, column: u32| [row(row_number), cell(5, column, 0, &[0; 8])];
    assert_eq!(parse(&number(CellRef::MAX_ROWS, 0)), Err(Unreadable::Damaged));
    assert_eq!(parse(&number(0, CellRef::MAX_COLUMNS)), Err(Unreadable::Damaged));
    assert_eq!(read(&number(CellRef::MAX_ROWS - 1, CellRef::MAX_COLUMNS - 1)).cells.len(), 1);
    // A text longer than its record, a record longer than its part.
    assert_eq!(
        parse(&[row(0), cell(6, 0, 0, &u32::MAX.wrapping_sub(1).to_le_bytes())]),
        Err(Unreadable::Damaged)
    );
    assert_eq!(parse(&[vec![0x05, 0xFF, 0xFF, 0xFF, 0x7F]]), Err(Unreadable::Damaged));
    let twice = [row(0), cell(5, 0, 0, &[1; 8]), row(0), cell(5, 0, 0, &[2; 8])];
    assert!(matches!(parse(&twice), Err(Unreadable::Suspicious(_))));
    let merges = record(176, &[&[0; 16]]).repeat(10_001);
    assert_eq!(parse(&[merges]), Err(Unreadable::TooMany("結合セル")));
    let columns = record(60, &[&[0; 4], &[255, 63, 0, 0], &[0; 8], &[1, 0]]).repeat(100);
    assert!(matches!(parse(&[columns]), Err(Unreadable::Suspicious(_))));
    let cells = cell(5, 0, 0, &[0; 8]).repeat(200_001);
    assert_eq!(parse(&[row(0), cells]), Err(Unreadable::TooMany("セル")));
    let twins = [listed(), listed()].concat();
    assert_eq!(parse_workbook("計画.xlsb", &bytes(&row(0), &twins)), Err(Unreadable::Damaged));
    let crowd: Vec<u8> =
        (0..300).flat_map(|i| record(156, &[&[0; 8], &text("r0"), &text(&i.to_string())])).collect();
    let crowded = parse_workbook("計画.xlsb", &bytes(&row(0), &crowd));
    assert_eq!(crowded, Err(Unreadable::TooMany("シート")));
}

proptest::proptest! {
    #[test]
    fn any_records_end(sheet in proptest::collection::vec(proptest::num::u8::ANY, 0..300), kind in 0_u16..700) {
        let whole = record(kind, &[&sheet]);
        // A panic is to be seen; parse_workbook would catch it.
        let _ = parse_seen("a.xlsb", &bytes(&sheet, &listed()));
        let _ = parse_seen("a.xlsb", &bytes(&[row(0), whole.clone()].concat(), &listed()));
        let _ = parse_seen("a.xlsb", &bytes(&row(0), &whole));
    }
}
