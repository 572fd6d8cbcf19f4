//! Workbook streams written record by record: what other programs' files of
//! `tests/corpus` do not have.

use super::parse_here;
use crate::model::Eras;
use crate::workbook::raw::{CellContent, FloatingKind, RawSheet};

fn record(kind: u16, data: &[&[u8]]) -> Vec<u8> {
    let data = data.concat();
    let length = u16::try_from(data.len()).expect("a short record");
    [&kind.to_le_bytes()[..], &length.to_le_bytes(), &data].concat()
}

/// A compound file with one stream: its table in sector 0, its directory in
/// sector 1, the stream from sector 2.
fn compound(name: &str, stream: &[u8]) -> Vec<u8> {
    let mut stream = stream.to_vec();
    // Shorter streams would lie in small sectors.
    stream.resize(stream.len().max(4096).next_multiple_of(512), 0);
    let sectors = u32::try_from(stream.len() / 512).expect("small");
    let mut header = vec![0; 512];
    header[..8].copy_from_slice(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
    header[24..32].copy_from_slice(&[0x3E, 0, 3, 0, 0xFE, 0xFF, 9, 0]);
    header[32] = 6;
    header[44] = 1;
    header[48] = 1;
    header[56..58].copy_from_slice(&4096_u16.to_le_bytes());
    header[60..64].fill(0xFF);
    header[60] = 0xFE;
    header[68..72].copy_from_slice(&[0xFE, 0xFF, 0xFF, 0xFF]);
    header[76..512].fill(0xFF);
    header[76..80].fill(0);
    let end = 0xFFFF_FFFE_u32;
    let mut table = vec![0xFFFF_FFFD, end];
    table.extend((2..sectors + 2).map(|s| if s == sectors + 1 { end } else { s + 1 }));
    table.resize(128, u32::MAX);
    let mut directory = vec![0; 512];
    for (entry, (name, kind, start, size)) in directory
        .chunks_exact_mut(128)
        .zip([("Root Entry", 5, end, 0), (name, 2, 2, u32::try_from(stream.len()).expect("small"))])
    {
        for (place, unit) in entry.chunks_exact_mut(2).zip(name.encode_utf16()) {
            place.copy_from_slice(&unit.to_le_bytes());
        }
        entry[64] = u8::try_from(2 * name.len() + 2).expect("a short name");
        entry[66..68].copy_from_slice(&[kind, 1]);
        entry[68..80].fill(0xFF);
        entry[116..120].copy_from_slice(&start.to_le_bytes());
        entry[120..124].copy_from_slice(&size.to_le_bytes());
    }
    directory[76..80].copy_from_slice(&1_u32.to_le_bytes());
    let table: Vec<u8> = table.into_iter().flat_map(u32::to_le_bytes).collect();
    [header, table, directory, stream].concat()
}

/// The first sheet of a workbook of Excel 95 whose sheet has these records.
fn excel_95(records: &[Vec<u8>]) -> RawSheet {
    let start = |kind: u16| record(0x0809, &[&[0, 5], &kind.to_le_bytes(), &[0; 4]]);
    let (code, _, _) = encoding_rs::SHIFT_JIS.encode("0\"人\"");
    let format = |id: u16, code: &[u8]| {
        record(0x041E, &[&id.to_le_bytes(), &[u8::try_from(code.len()).expect("short")], code])
    };
    let font = |flags: u8| record(0x0031, &[&[200, 0, flags, 0], &[0; 10], &[1, b'A']]);
    let style = |font: u8, format: u8| record(0x00E0, &[&[font, 0, format, 0], &[0; 12]]);
    let globals = [
        start(5),
        record(0x0042, &[&932_u16.to_le_bytes()]),
        font(0),
        font(8),
        format(164, &code),
        format(165, b"[$-411]ge.m.d"),
        style(0, 0),
        style(0, 164),
        style(1, 165),
    ]
    .concat();
    let name = encoding_rs::SHIFT_JIS.encode("計画").0.into_owned();
    let length = u8::try_from(name.len()).expect("short");
    let offset = u32::try_from(globals.len() + 4 + 7 + name.len() + 4).expect("small").to_le_bytes();
    let listed = record(0x0085, &[&offset, &[0, 0, length], &name]);
    let sheet = [start(16), records.concat(), record(0x000A, &[])].concat();
    let stream = [globals, listed, record(0x000A, &[]), sheet].concat();
    parse_here(&compound("Book", &stream), &Eras::default()).expect("a good workbook").sheets.remove(0)
}

fn number(column: u8, style: u8, value: f64) -> Vec<u8> {
    record(0x0203, &[&[0, 0, column, 0, style, 0], &value.to_le_bytes()])
}

#[test]
fn a_workbook_of_excel_95_shows_its_formats() {
    let text = encoding_rs::SHIFT_JIS.encode("ふるさと納税").0.into_owned();
    let length = u8::try_from(text.len()).expect("short");
    let sheet = excel_95(&[
        record(0x0208, &[&[0, 0, 0, 0, 3, 0, 255, 0, 0, 0, 0, 0, 0x20, 0, 0, 0]]),
        number(0, 1, 120.0),
        number(1, 2, 45_392.0),
        record(0x0204, &[&[0, 0, 2, 0, 0, 0, length, 0], &text]),
    ]);
    assert_eq!(&*sheet.name, "計画");
    let shown: Vec<_> = sheet.cells.iter().map(|c| (c.shown.as_str(), c.struck.as_deref())).collect();
    assert_eq!(shown, [("120人", None), ("R6.4.10", Some("R6.4.10")), ("ふるさと納税", None)]);
    assert!(matches!(sheet.cells[1].content, CellContent::DateTime(_)));
    assert_eq!(sheet.hidden_rows.into_iter().collect::<Vec<_>>(), [0]);
}

#[test]
fn notes_and_boxes_of_excel_95_are_told_with_their_places() {
    let text = encoding_rs::SHIFT_JIS.encode("要確認").0.into_owned();
    let note = record(0x001C, &[&[2, 0, 1, 0, 6, 0], &text]);
    let object = |kind: u8, number: u8| {
        let corners = [4, 0, 0, 0, 6, 0, 0, 0, 5, 0, 0, 0, 8, 0, 0, 0];
        record(0x005D, &[&[1, 0, 0, 0, kind, 0, number, 0, 0, 0], &corners, &[0; 20]])
    };
    let sheet = excel_95(&[number(0, 0, 1.0), note, object(6, 1), object(8, 2)]);
    let seen: Vec<_> = sheet
        .floating
        .iter()
        .map(|f| (f.kind, f.at.map(|at| at.to_string()).unwrap_or_default(), f.text.as_str()))
        .collect();
    assert_eq!(
        seen,
        [
            (FloatingKind::Comment, "B3".to_owned(), "要確認"),
            (FloatingKind::Shape, "E7".to_owned(), ""),
            (FloatingKind::Picture, "E7".to_owned(), ""),
        ]
    );
}
