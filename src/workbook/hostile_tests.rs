//! Files made to do harm, or broken: each a refusal, none a panic.

use super::read::parse_workbook;
use super::testing::{Book, parse_seen, zip};
use super::unreadable::Unreadable;

/// Says why a file is not read.
fn refusal(bytes: &[u8]) -> Unreadable {
    parse_workbook("計画.xlsx", bytes).expect_err("must be refused")
}

#[test]
fn a_cell_in_the_last_corner_costs_nothing() {
    let sheet = Book::with_rows(
        "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"1048576\"><c r=\"XFD1048576\"><v>2</v></c></row>",
    )
    .sheet();
    assert_eq!(sheet.cells.len(), 2);
}

#[test]
fn cells_outside_a_sheet_are_refused() {
    for cell in [
        "<c r=\"XFE1\"><v>1</v></c>",
        "<c r=\"A1048577\"><v>1</v></c>",
        "<c r=\"A0\"><v>1</v></c>",
        "<c r=\"?\"><v>1</v></c>",
    ] {
        assert_eq!(refusal(&Book::with_cell(cell).bytes()), Unreadable::Damaged, "{cell}");
    }
}

#[test]
fn absurd_dimensions_cost_nothing() {
    let sheet = Book::with_sheet("<dimension ref=\"A1:XFD1048576\"/><sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row></sheetData>").sheet();
    assert_eq!(sheet.cells.len(), 1);
}

#[test]
fn a_zip_bomb_is_refused_before_it_is_unpacked() {
    let zeros = vec![b' '; 70 << 20];
    let bytes = Book::with_rows("").part("xl/bomb.xml", zeros).bytes();
    assert!(bytes.len() < 1 << 20);
    assert_eq!(refusal(&bytes), Unreadable::TooLarge);
}

#[test]
fn declarations_of_entities_are_refused() {
    let bomb = "<!DOCTYPE w [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]><worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>&b;</t></is></c></row></sheetData></worksheet>";
    let mut book = Book::with_rows("");
    book = book.related("comments", "xl/comments1.xml", bomb);
    assert!(matches!(refusal(&book.bytes()), Unreadable::Suspicious(_)));
}

#[test]
fn a_promise_of_a_billion_strings_is_refused() {
    let strings = "<sst uniqueCount=\"1000000000\"><si><t>a</t></si></sst>";
    let bytes =
        Book::with_cell("<c r=\"A1\" t=\"s\"><v>0</v></c>").part("xl/sharedStrings.xml", strings).bytes();
    assert!(matches!(refusal(&bytes), Unreadable::Suspicious(_)));
}

#[test]
fn the_strings_that_only_calamine_would_read_are_guarded_too() {
    let strings = "<sst uniqueCount=\"1000000000\"></sst>";
    let bytes = Book::with_rows("").part("XL/SHAREDSTRINGS.XML", strings).bytes();
    assert!(matches!(refusal(&bytes), Unreadable::Suspicious(_)));
}

#[test]
fn millions_of_styles_are_refused() {
    let bytes = Book::with_rows("").styles("", "", &"<xf/>".repeat(500_000)).bytes();
    assert_eq!(refusal(&bytes), Unreadable::TooMany("書式"));
}

#[test]
fn one_long_name_in_many_styles_is_refused() {
    let font = format!("<font><name val=\"{}\"/></font>", "あ".repeat(100_000));
    let bytes = Book::with_rows("").styles("", &font, &"<xf fontId=\"1\"/>".repeat(10_000)).bytes();
    assert_eq!(refusal(&bytes), Unreadable::TooMany("書式"));
}

#[test]
fn two_parts_of_one_name_are_refused() {
    let bytes = Book::with_rows("").part("XL/worksheets\\Sheet1.xml", "<worksheet/>").bytes();
    assert_eq!(refusal(&bytes), Unreadable::Suspicious("同じ名前の部品"));
}

#[test]
fn sheets_that_share_a_part_are_refused() {
    const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let relation = |kind: &str, target: &str| {
        format!(
            "<Relationships><Relationship Id=\"r\" Type=\"{OFFICE}/{kind}\" Target=\"{target}\"/></Relationships>"
        )
    };
    let sheets = |names: &str| {
        let sheet = |name| format!("<sheet name=\"{name}\" sheetId=\"1\" r:id=\"r\"/>");
        let sheets: String = names.chars().map(sheet).collect();
        format!("<workbook xmlns:r=\"{OFFICE}\"><sheets>{sheets}</sheets></workbook>")
    };
    let book = |names: &str| {
        zip(&[
            ("_rels/.rels", relation("officeDocument", "xl/workbook.xml").as_bytes()),
            ("xl/workbook.xml", sheets(names).as_bytes()),
            ("xl/_rels/workbook.xml.rels", relation("worksheet", "s.xml").as_bytes()),
            ("xl/s.xml", b"<worksheet><sheetData/></worksheet>"),
        ])
    };
    assert_eq!(parse_workbook("計画.xlsx", &book("a")).map(|book| book.sheets.len()), Ok(1));
    assert_eq!(refusal(&book("ab")), Unreadable::Suspicious("複数のシートが共有する部品"));
}

#[test]
fn deep_nesting_is_refused() {
    let deep = "<a>".repeat(1_000_000);
    assert!(matches!(refusal(&Book::with_sheet(&deep).bytes()), Unreadable::Suspicious(_)));
    let strings = format!("<sst>{deep}");
    let bytes = Book::with_rows("").part("xl/sharedStrings.xml", strings).bytes();
    assert!(matches!(refusal(&bytes), Unreadable::Suspicious(_)));
}

#[test]
fn merges_by_the_million_are_refused() {
    let merges = "<mergeCell ref=\"A1:B2\"/>".repeat(1_000_000);
    let bytes = Book::with_sheet(&format!("<sheetData/><mergeCells>{merges}</mergeCells>")).bytes();
    assert_eq!(refusal(&bytes), Unreadable::TooMany("結合セル"));
}

#[test]
fn shapes_by_the_million_are_refused() {
    let anchors = "<twoCellAnchor><p><t>a</t></p></twoCellAnchor>".repeat(100_000);
    let drawing = format!("<d>{anchors}</d>");
    let bytes = Book::with_rows("").related("drawing", "xl/d.xml", &drawing).bytes();
    assert_eq!(refusal(&bytes), Unreadable::TooMany("図形"));
}

#[test]
fn a_part_that_many_relations_lead_to_is_read_once() {
    let relation = "<Relationship Id=\"a\" Type=\"x/comments\" Target=\"/xl/c.xml\"/>".repeat(50_000);
    let comments = "<comments><comment ref=\"A1\"><text><t>確認</t></text></comment></comments>";
    let sheet = Book::with_rows("")
        .part("xl/worksheets/_rels/sheet1.xml.rels", format!("<Relationships>{relation}</Relationships>"))
        .part("xl/c.xml", comments)
        .sheet();
    assert_eq!(sheet.floating.len(), 1);
}

#[test]
fn columns_described_over_and_over_are_refused() {
    let columns = "<col min=\"1\" max=\"16384\" hidden=\"1\"/>".repeat(100_000);
    let bytes = Book::with_sheet(&format!("<cols>{columns}</cols><sheetData/>")).bytes();
    assert!(matches!(refusal(&bytes), Unreadable::Suspicious(_)));
}

#[test]
fn one_long_text_in_many_cells_is_refused() {
    let cells: String =
        (1..=1000).map(|r| format!("<row r=\"{r}\"><c r=\"A{r}\" t=\"s\"><v>0</v></c></row>")).collect();
    let long = format!("<t>{}</t>", "あ".repeat(100_000));
    assert_eq!(refusal(&Book::with_rows(&cells).strings(&[&long]).bytes()), Unreadable::TooMany("文字"));
}

#[test]
fn more_cells_than_any_form_has_are_refused() {
    let row = "<row>".to_owned() + &"<c><v>1</v></c>".repeat(1000) + "</row>";
    assert_eq!(refusal(&Book::with_rows(&row.repeat(201)).bytes()), Unreadable::TooMany("セル"));
}

#[test]
fn two_values_in_one_cell_are_refused() {
    let bytes =
        Book::with_rows("<row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"A1\"><v>2</v></c></row>").bytes();
    assert!(matches!(refusal(&bytes), Unreadable::Suspicious(_)));
}

#[test]
fn a_hundred_unreadable_cells_are_a_damaged_file() {
    let row = "<row>".to_owned() + &"<c><v>x</v></c>".repeat(101) + "</row>";
    assert_eq!(refusal(&Book::with_rows(&row).bytes()), Unreadable::Damaged);
}

#[test]
fn utf_16_is_read_or_refused_never_misread() {
    let text = "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>計画</t></is></c></row></sheetData></worksheet>";
    let mut bytes = vec![0xFF, 0xFE];
    bytes.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
    let whole = Book::with_rows("").related("comments", "xl/comments1.xml", "<comments/>").bytes();
    assert!(parse_workbook("a.xlsx", &whole).is_ok());
    let entries: Vec<(String, Vec<u8>)> = {
        let mut archive = ::zip::ZipArchive::new(std::io::Cursor::new(&whole[..])).expect("a zip");
        (0..archive.len())
            .map(|i| {
                let mut entry = archive.by_index(i).expect("an entry");
                let name = String::from_utf8(entry.name_raw().to_vec()).expect("a name");
                let mut content = Vec::new();
                std::io::Read::read_to_end(&mut entry, &mut content).expect("content");
                (name, content)
            })
            .map(
                |(name, content)| {
                    if name.ends_with("sheet1.xml") { (name, bytes.clone()) } else { (name, content) }
                },
            )
            .collect()
    };
    let entries: Vec<(&str, &[u8])> = entries.iter().map(|(n, b)| (n.as_str(), b.as_slice())).collect();
    match parse_workbook("a.xlsx", &zip(&entries)) {
        Ok(workbook) => assert_eq!(workbook.sheets[0].cells[0].shown, "計画"),
        Err(why) => assert_eq!(why, Unreadable::Damaged),
    }
}

#[test]
fn other_files_are_told_by_their_content() {
    let why = |name: &str, bytes: &[u8]| parse_workbook(name, bytes).expect_err("no workbook");
    let html = "<html><body><table><tr><td>計画</td></tr></table></body></html>";
    assert_eq!(why("計画.xls", html.as_bytes()), Unreadable::Html);
    assert_eq!(why("計画.xls", b"\xEF\xBB\xBF<table><tr>"), Unreadable::Html);
    assert_eq!(why("計画.csv", b"1,2,3\r\n4,5,6\r\n"), Unreadable::OtherKind("文字だけのファイル"));
    let (cp932, _, _) = encoding_rs::SHIFT_JIS.encode("番号,計画名\r\n1,ふるさと納税の推進\r\n");
    assert_eq!(why("計画.xlsx", &cp932), Unreadable::Csv);
    assert_eq!(why("計画.xlsx", b"%PDF-1.7"), Unreadable::Disguised("PDF"));
    assert_eq!(why("送付状.pdf", b"%PDF-1.7"), Unreadable::OtherKind("PDF"));
    assert_eq!(why("計画.xlsx", b""), Unreadable::Empty);
    assert_eq!(why("計画.xlsx", b"\x00\x01\x02\x03\x04"), Unreadable::Damaged);
    let docx = zip(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", b"<w/>")]);
    assert_eq!(why("送付状.docx", &docx), Unreadable::OtherKind("Word文書"));
}

#[test]
fn broken_off_files_are_damaged() {
    let bytes = Book::with_cell("<c r=\"A1\"><v>1</v></c>").bytes();
    for length in [bytes.len() - 1, bytes.len() / 2, 100, 4] {
        assert_eq!(refusal(&bytes[..length]), Unreadable::Damaged, "{length} bytes");
    }
}

fn sample() -> Vec<u8> {
    Book::with_sheet(
        "<cols><col min=\"1\" max=\"2\" hidden=\"1\"/></cols><sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c>\
         <c r=\"B1\" s=\"1\"><f>[1]a!A1</f><v>0.853</v></c></row></sheetData><mergeCells><mergeCell ref=\"A1:B2\"/></mergeCells>",
    )
    .strings(&["<r><rPr><strike/></rPr><t>計画</t></r>"])
    .format("0.0%")
    .bytes()
}

proptest::proptest! {
    #[test]
    fn flipped_and_lost_bytes_never_panic(
        flips in proptest::collection::vec((0_usize..4000, 0_u8..8), 0..8),
        keep in 0.0_f64..1.2,
    ) {
        let mut bytes = sample();
        for (at, bit) in flips {
            let length = bytes.len();
            bytes[at % length] ^= 1 << bit;
        }
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "a share of some thousand bytes")]
        let length = ((bytes.len() as f64 * keep) as usize).min(bytes.len());
        // Either way is fine; only a panic is not, and catch_unwind hides none
        // from this test, because proptest would not see it otherwise.
        let _ = parse_seen("計画.xlsx", &bytes[..length]);
    }

    #[test]
    fn sheets_with_flipped_characters_never_panic(at in 0_usize..400, with in proptest::char::any()) {
        let sheet: String = "<sheetData><row r=\"1\" ht=\"0\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" s=\"1\"><f t=\"shared\" si=\"0\">[1]a!A1</f><v>0.853</v></c></row></sheetData><mergeCells><mergeCell ref=\"A1:B2\"/></mergeCells>".to_owned();
        let changed: String = sheet.chars().enumerate().map(|(i, c)| if i == at { with } else { c }).collect();
        let _ = parse_seen("計画.xlsx", &Book::with_sheet(&changed).strings(&["<t>a</t>"]).format("0").bytes());
    }
}
