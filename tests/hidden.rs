//! What Excel hides, in every kind of workbook: one workbook with all of it,
//! written by other programs in each format, and one table of what a person
//! sees in it.

use std::path::Path;

use gyokaku::model::CellRef;
use gyokaku::workbook::{
    self, CellContent, Floating, FloatingKind, RawCell, RawSheet, RawWorkbook, WorkbookKind, read_workbook,
};

const KINDS: [(&str, WorkbookKind); 5] = [
    ("xlsx", WorkbookKind::Xlsx),
    ("xlsm", WorkbookKind::Xlsm),
    ("xlsb", WorkbookKind::Xlsb),
    ("xls", WorkbookKind::Xls),
    ("ods", WorkbookKind::Ods),
];

fn read(name: &str) -> RawWorkbook {
    workbook::use_executable(env!("CARGO_BIN_EXE_gyokaku"));
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/hides");
    read_workbook(&folder.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// The visible sheet of each kind, with the kind's extension.
fn sheets() -> Vec<(&'static str, RawSheet)> {
    KINDS.iter().map(|(kind, _)| (*kind, read(&format!("hides.{kind}")).sheets.remove(0))).collect()
}

fn at(address: &str) -> CellRef {
    CellRef::parse(address).expect("an address")
}

fn cell<'s>(kind: &str, sheet: &'s RawSheet, address: &str) -> &'s RawCell {
    sheet.cell(at(address)).unwrap_or_else(|| panic!("{kind}: {address} shows something"))
}

fn shown<'s>(sheet: &'s RawSheet, address: &str) -> &'s str {
    sheet.cell(at(address)).map_or("", |cell| &cell.shown)
}

fn floating<'s>(kind: &str, sheet: &'s RawSheet, address: &str) -> &'s Floating {
    let found = sheet.floating.iter().find(|floating| floating.at == Some(at(address)));
    found.unwrap_or_else(|| panic!("{kind}: nothing lies over {address}: {:?}", sheet.floating))
}

fn day(cell: &RawCell) -> Option<String> {
    match &cell.content {
        CellContent::DateTime(moment) => Some(moment.to_string()),
        _ => None,
    }
}

#[test]
fn the_kind_is_told_by_the_content() {
    for (extension, kind) in KINDS {
        let workbook = read(&format!("hides.{extension}"));
        assert_eq!(workbook.kind, kind);
        let names: Vec<_> = workbook.sheets.iter().map(|sheet| (&*sheet.name, sheet.hidden)).collect();
        assert_eq!(names, [("計画", false), ("隠れたシート", true), ("深く隠れた", true)], "{extension}");
    }
}

#[test]
fn struck_through_text_is_told_from_what_holds() {
    for (kind, sheet) in sheets() {
        let part = cell(kind, &sheet, "B1");
        assert_eq!(
            (part.shown.as_str(), part.struck.as_deref()),
            ("目標100人120人", Some("100人")),
            "{kind}"
        );
        let whole = cell(kind, &sheet, "B2");
        assert_eq!((whole.shown.as_str(), whole.struck.as_deref()), ("廃止する", Some("廃止する")), "{kind}");
        assert!(sheet.cells.iter().filter(|c| c.struck.is_some()).count() == 2, "{kind}");
    }
}

#[test]
fn a_value_under_a_merge_is_read_beside_the_merge() {
    for (kind, sheet) in sheets() {
        let merges: Vec<String> = sheet.merges.iter().map(ToString::to_string).collect();
        assert_eq!(merges, ["B3:C4"], "{kind}");
        assert_eq!((shown(&sheet, "B3"), shown(&sheet, "C4")), ("上の値", "残った値"), "{kind}");
    }
}

#[test]
fn numbers_show_their_formats() {
    for (kind, sheet) in sheets() {
        for (address, expected, stored) in [
            ("B7", "令和7年度", 7.0),
            ("B8", "85.3%", 85.3),
            ("C8", "85.3%", 0.853),
            ("B17", "0.5", 0.5),
            ("C17", "1,235千円", 1_234_567.0),
        ] {
            let cell = cell(kind, &sheet, address);
            assert_eq!(cell.shown, expected, "{kind} {address}");
            assert_eq!(cell.content, CellContent::Number(stored), "{kind} {address}");
        }
    }
}

#[test]
fn days_are_days_and_hours_are_hours() {
    for (kind, sheet) in sheets() {
        for (address, expected, moment) in [
            ("B5", "令和7年4月1日", "2025-04-01T00:00:00"),
            ("B6", "令和7年度", "2025-04-01T00:00:00"),
            ("B10", "2024/4/10 18:00", "2024-04-10T18:00:00"),
        ] {
            let cell = cell(kind, &sheet, address);
            assert_eq!(
                (cell.shown.as_str(), day(cell).as_deref()),
                (expected, Some(moment)),
                "{kind} {address}"
            );
        }
        let hours = cell(kind, &sheet, "B9");
        assert_eq!((hours.shown.as_str(), day(hours)), ("252:00", None), "{kind}");
    }
}

#[test]
fn the_calendar_of_1904_gives_the_same_days() {
    for kind in ["xlsx", "xlsb", "xls", "ods"] {
        let sheet = read(&format!("calendar1904.{kind}")).sheets.remove(0);
        for (address, expected) in
            [("B5", "令和7年4月1日"), ("B6", "令和7年度"), ("B9", "252:00"), ("B10", "2024/4/10 18:00")]
        {
            assert_eq!(shown(&sheet, address), expected, "{kind} {address}");
        }
        assert_eq!(day(cell(kind, &sheet, "B5")).as_deref(), Some("2025-04-01T00:00:00"), "{kind}");
    }
}

#[test]
fn errors_and_links_of_formulas_are_told() {
    for (kind, sheet) in sheets() {
        for (address, error) in [("B11", "#N/A"), ("C11", "#DIV/0!")] {
            let cell = cell(kind, &sheet, address);
            assert_eq!(cell.content, CellContent::Error(error.to_owned()), "{kind} {address}");
            assert!(cell.formula, "{kind} {address}");
        }
        // Nothing to see: either an empty text, or a result that was not stored.
        let blank = sheet.cell(at("B12"));
        assert!(blank.is_none_or(|cell| cell.content == CellContent::NoStoredValue), "{kind}");
        let (linked, own) = (cell(kind, &sheet, "B19"), cell(kind, &sheet, "C19"));
        assert_eq!((linked.shown.as_str(), linked.formula, linked.external), ("100", true, true), "{kind}");
        assert_eq!((own.shown.as_str(), own.formula, own.external), ("100", true, false), "{kind}");
        assert!(sheet.cells.iter().filter(|cell| cell.external).count() == 1, "{kind}");
    }
}

#[test]
fn hidden_rows_and_columns_are_told() {
    for (kind, sheet) in sheets() {
        assert_eq!(sheet.hidden_rows.iter().collect::<Vec<_>>(), [&17], "{kind}");
        // Beyond the last used column a hidden one hides nothing.
        let hidden: Vec<u32> = sheet.hidden_columns.iter().copied().filter(|&c| c <= 7).collect();
        assert_eq!(hidden, [7], "{kind}");
        assert_eq!(shown(&sheet, "H1"), "隠れた列", "{kind}");
        assert_eq!(shown(&sheet, "A18"), "非表示", "{kind}");
    }
}

#[test]
fn what_lies_over_the_cells_is_told_with_its_place() {
    for (kind, sheet) in sheets() {
        assert_eq!(sheet.floating.len(), 4, "{kind}: {:?}", sheet.floating);
        let text_box = floating(kind, &sheet, "E5");
        assert_eq!((text_box.kind, text_box.text.as_str()), (FloatingKind::Shape, "差し替え予定"), "{kind}");
        assert!(text_box.end.is_some_and(|end| end.row >= 6), "{kind}");
        let comment = floating(kind, &sheet, "B8");
        assert_eq!(comment.kind, FloatingKind::Comment, "{kind}");
        assert!(comment.text.contains("根拠を確認してください"), "{kind}: {}", comment.text);
        assert_eq!(floating(kind, &sheet, "E12").kind, FloatingKind::Picture, "{kind}");
        let circle = floating(kind, &sheet, "B14");
        assert_eq!((circle.kind, circle.text.as_str()), (FloatingKind::Shape, ""), "{kind}");
        assert!(circle.end.is_some(), "{kind}");
    }
}

#[test]
fn texts_that_look_like_numbers_stay_texts() {
    for (kind, sheet) in sheets() {
        for (address, text) in
            [("B13", "見えない"), ("B14", "B"), ("B15", "0495-25-1111"), ("B16", "1-04"), ("C16", "001")]
        {
            let cell = cell(kind, &sheet, address);
            assert_eq!((cell.shown.as_str(), &cell.content), (text, &CellContent::Text), "{kind} {address}");
        }
    }
}

#[test]
fn every_kind_shows_the_same_cells() {
    let all = sheets();
    let texts = |sheet: &RawSheet| -> Vec<(CellRef, String)> {
        let shown = sheet.cells.iter().filter(|cell| !cell.shown.is_empty());
        shown.map(|cell| (cell.at, cell.shown.clone())).collect()
    };
    let first = texts(&all[0].1);
    assert_eq!(first.len(), 41);
    for (kind, sheet) in &all {
        assert_eq!(texts(sheet), first, "{kind}");
    }
}

#[test]
fn a_white_text_on_white_is_told() {
    for (kind, sheet) in sheets() {
        let unseen: Vec<_> = sheet.cells.iter().filter(|cell| cell.unseen).map(|cell| cell.at).collect();
        assert_eq!(unseen, [at("B13")], "{kind}");
    }
}
