//! The room `workbook` from outside: files on the disk, the child process,
//! whole folders.

mod support;

use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};

use gyokaku::diag::Staged;
use gyokaku::model::{CellRef, Eras, FileStatus};
use gyokaku::workbook::{
    self, CellContent, FloatingKind, RawSheet, RawWorkbook, ReadFile, WorkbookKind, list_submissions,
    read_list, read_submission, read_workbook,
};
use rayon::prelude::*;
use support::zip_of;

fn repository() -> &'static Path {
    workbook::use_executable(env!("CARGO_BIN_EXE_gyokaku"));
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn corpus(name: &str) -> PathBuf {
    repository().join("tests/corpus/workbook").join(name)
}

fn read(name: &str) -> RawWorkbook {
    read_workbook(&corpus(name)).unwrap_or_else(|e| panic!("{name}: {e}"))
}

fn shown<'s>(sheet: &'s RawSheet, address: &str) -> &'s str {
    sheet.cell(CellRef::parse(address).expect("an address")).map_or("", |cell| &cell.shown)
}

fn content(sheet: &RawSheet, address: &str) -> CellContent {
    let at = CellRef::parse(address).expect("an address");
    sheet.cell(at).unwrap_or_else(|| panic!("{address} shows something")).content.clone()
}

/// What every program's version of the traps has to show.
fn expect_traps(name: &str, sheet: &RawSheet) {
    for (address, text) in [
        ("A1", "対象年度"),
        ("B1", "令和7年度"),
        ("B2", "R6.4.10"),
        ("B3", "85.3%"),
        ("B4", "1,234人"),
        ("B5", "△120"),
        ("B6", "80"),
        ("B9", "一行目\n二行目"),
        ("B10", "TRUE"),
        ("B11", "2024/4/10"),
        ("B12", "0.3"),
        ("A13", "隠れた行"),
        ("C1", "結合"),
    ] {
        assert_eq!(shown(sheet, address), text, "{name} {address}");
    }
    let merges: Vec<String> = sheet.merges.iter().map(ToString::to_string).collect();
    assert_eq!(merges, ["C1:D2"], "{name}");
    let struck = sheet.cell(CellRef::new(5, 1)).and_then(|c| c.struck.clone());
    assert_eq!(struck.as_deref(), Some("80"), "{name}");
    assert!(sheet.hidden_rows.contains(&12), "{name}");
    assert!(sheet.hidden_columns.contains(&5), "{name}");
    let comment = sheet.floating.iter().find(|f| f.kind == FloatingKind::Comment).expect("a comment");
    assert_eq!(comment.at, CellRef::parse("C5"), "{name}");
    assert!(comment.text.contains("確認してください"), "{name}: {}", comment.text);
    assert_eq!(content(sheet, "B3"), CellContent::Number(0.853), "{name}");
    assert!(
        matches!(content(sheet, "B2"), CellContent::DateTime(d) if d.date().to_string() == "2024-04-10"),
        "{name}"
    );
}

#[test]
fn workbooks_of_several_programs_read_alike() {
    for (name, kind) in [
        ("openpyxl.xlsx", WorkbookKind::Xlsx),
        ("libreoffice.xlsx", WorkbookKind::Xlsx),
        ("libreoffice.ods", WorkbookKind::Ods),
        ("libreoffice.xls", WorkbookKind::Xls),
    ] {
        let workbook = read(name);
        assert_eq!(workbook.kind, kind);
        let names: Vec<_> = workbook.sheets.iter().map(|s| (&*s.name, s.hidden)).collect();
        assert_eq!(names, [("計画", false), ("記入例", true)], "{name}");
        expect_traps(name, &workbook.sheets[0]);
    }
}

#[test]
fn formulas_without_a_stored_value_are_told() {
    let sheet = read("openpyxl.xlsx").sheets.remove(0);
    assert_eq!(content(&sheet, "B7"), CellContent::NoStoredValue);
    for name in ["libreoffice.xlsx", "libreoffice.ods", "libreoffice.xls"] {
        let sheet = read(name).sheets.remove(0);
        assert_eq!(content(&sheet, "B7"), CellContent::Number(2468.0), "{name}");
        assert_eq!(content(&sheet, "B8"), CellContent::Error("#DIV/0!".to_owned()), "{name}");
    }
}

#[test]
fn passwords_are_told() {
    for name in ["password.xls", "password.ods"] {
        let error = read_workbook(&corpus(name)).expect_err("under a password").to_string();
        assert!(error.contains("パスワードで保護されています"), "{name}: {error}");
    }
}

/// A year folder with these files in 提出/.
fn year(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let year = tempfile::tempdir().expect("a temporary folder");
    fs::create_dir(year.path().join("提出")).expect("a new folder");
    for (name, bytes) in files {
        let path = year.path().join("提出").join(name);
        fs::create_dir_all(path.parent().expect("below 提出")).expect("a new folder");
        fs::write(path, bytes).expect("a new file");
    }
    year
}

fn read_all(year: &Path) -> Vec<Staged<ReadFile>> {
    repository();
    list_submissions(year)
        .expect("a year folder")
        .par_iter()
        .map(|file| read_submission(file, &Eras::default()))
        .collect()
}

/// Path, status and the findings' codes and messages, by file.
fn outcome(year: &Path) -> Vec<(String, FileStatus, Vec<String>)> {
    read_all(year)
        .into_iter()
        .map(|staged| {
            let findings = staged.findings.iter().map(|f| format!("{} {}", f.code, f.message)).collect();
            (staged.value.file.path.to_string(), staged.value.file.status, findings)
        })
        .collect()
}

#[test]
fn every_file_of_a_folder_is_listed_with_what_became_of_it() {
    let good = fs::read(corpus("openpyxl.xlsx")).expect("the corpus");
    let old = fs::read(corpus("libreoffice.xls")).expect("the corpus");
    let archive = zip_of(&[
        ("課/内.xlsx", &good),
        ("../外.xlsx", &good),
        ("__MACOSX/._内.xlsx", b"x"),
        (".DS_Store", b"x"),
    ]);
    let year = year(&[
        ("a.xlsx", &good),
        ("b/c.xls", &old),
        ("d.xlsx", b""),
        ("e", b""),
        ("f.docx", &zip_of(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", b"<w/>")])),
        ("g.zip", &archive),
        ("h.zip", &zip_of(&[])),
        ("i.xls", b"<html><table></table></html>"),
        ("Thumbs.db", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"),
        ("~$a.xlsx", b"lock"),
    ]);
    let read = |path: &str, status, findings: &[&str]| {
        (path.to_owned(), status, findings.iter().map(|&f| f.to_owned()).collect::<Vec<_>>())
    };
    assert_eq!(
        outcome(year.path()),
        [
            read("提出/Thumbs.db", FileStatus::Skipped, &[]),
            read("提出/a.xlsx", FileStatus::Read, &[]),
            read("提出/b/c.xls", FileStatus::Read, &["F02 旧形式（.xls）のファイルです。読み取りました"]),
            read("提出/d.xlsx", FileStatus::Skipped, &["F17 中身のないファイルです（d.xlsx、0バイト）"]),
            read("提出/e", FileStatus::Skipped, &[]),
            read("提出/f.docx", FileStatus::Skipped, &["F17 Excel以外のファイルです（f.docx、Word文書）"]),
            read("提出/g.zip/.DS_Store", FileStatus::Skipped, &[]),
            read("提出/g.zip/外.xlsx", FileStatus::Read, &[]),
            read("提出/g.zip/課/内.xlsx", FileStatus::Read, &[]),
            read(
                "提出/h.zip",
                FileStatus::Unreadable,
                &["F01 ファイルを開けません（zipファイルの中に何も入っていません）"]
            ),
            read(
                "提出/i.xls",
                FileStatus::Unreadable,
                &["F01 ファイルを開けません（中身はExcelではなくHTML（ウェブページ）です）"]
            ),
            read("提出/~$a.xlsx", FileStatus::Skipped, &[]),
        ]
    );
}

#[test]
fn names_inside_a_windows_zip_are_japanese() {
    // 計画.xlsx in CP932, as the Windows explorer writes it: the name's bytes
    // are put in place of a placeholder of the same length.
    let good = fs::read(corpus("openpyxl.xlsx")).expect("the corpus");
    let mut archive = zip_of(&[("QQQQ.xlsx", &good)]);
    let (cp932, _, _) = encoding_rs::SHIFT_JIS.encode("計画");
    for at in 0..archive.len() - 4 {
        if &archive[at..at + 4] == b"QQQQ" {
            archive[at..at + 4].copy_from_slice(&cp932);
        }
    }
    let year = year(&[("a.zip", &archive)]);
    assert_eq!(outcome(year.path()), [("提出/a.zip/計画.xlsx".to_owned(), FileStatus::Read, Vec::new())]);
}

#[test]
fn names_from_a_mac_are_composed() {
    let good = fs::read(corpus("openpyxl.xlsx")).expect("the corpus");
    let year = year(&[("\u{304B}\u{3099}.xlsx", &good)]);
    assert_eq!(outcome(year.path())[0].0, "提出/\u{304C}.xlsx");
}

#[test]
fn zips_in_zips_are_opened_but_not_for_ever() {
    let good = fs::read(corpus("openpyxl.xlsx")).expect("the corpus");
    let one = zip_of(&[("a.xlsx", &good)]);
    let two = zip_of(&[("1.zip", &one)]);
    let year = year(&[("4.zip", &zip_of(&[("3.zip", &two)])), ("two.zip", &two)]);
    assert_eq!(
        outcome(year.path()),
        [
            (
                "提出/4.zip/3.zip/1.zip".to_owned(),
                FileStatus::Unreadable,
                vec!["F01 ファイルを開けません（zipファイルが何重にも入っています）".to_owned()]
            ),
            ("提出/two.zip/1.zip/a.xlsx".to_owned(), FileStatus::Read, Vec::new()),
        ]
    );
}

#[cfg(unix)]
#[test]
fn links_are_named_and_not_followed() {
    let year = year(&[]);
    std::os::unix::fs::symlink(corpus("openpyxl.xlsx"), year.path().join("提出/a.xlsx")).expect("a link");
    std::os::unix::fs::symlink("/", year.path().join("提出/b")).expect("a link");
    std::os::unix::fs::symlink("/dev/zero", year.path().join("提出/c.xlsx")).expect("a link");
    let named = |path: &str| {
        let why = "F01 ファイルを開けません（ほかの場所へのリンクです）".to_owned();
        (path.to_owned(), FileStatus::Unreadable, vec![why])
    };
    assert_eq!(outcome(year.path()), [named("提出/a.xlsx"), named("提出/b"), named("提出/c.xlsx")]);
}

/// The start of a compound file whose allocation table leads in circles.
fn cyclic_compound() -> Vec<u8> {
    let mut bytes = fs::read(corpus("libreoffice.xls")).expect("the corpus");
    let table = 512
        + 512 * usize::try_from(u32::from_le_bytes(bytes[76..80].try_into().expect("four"))).expect("small");
    for (i, entry) in bytes[table..table + 512].chunks_exact_mut(4).enumerate() {
        // Every sector leads back to the one before it.
        entry.copy_from_slice(&u32::try_from(i.saturating_sub(1)).expect("small").to_le_bytes());
    }
    bytes
}

#[test]
fn a_hostile_old_workbook_stops_neither_the_batch_nor_the_others() {
    let old = fs::read(corpus("libreoffice.xls")).expect("the corpus");
    let cyclic = cyclic_compound();
    let files: Vec<(String, &[u8])> = (0..8)
        .flat_map(|i| [(format!("{i}-good.xls"), &old[..]), (format!("{i}-bad.xls"), &cyclic[..])])
        .collect();
    let files: Vec<(&str, &[u8])> = files.iter().map(|(n, b)| (n.as_str(), *b)).collect();
    // The program itself ends a reader that does not come to an end.
    for (path, status, findings) in outcome(year(&files).path()) {
        if path.contains("good") {
            assert_eq!(status, FileStatus::Read, "{path}: {findings:?}");
        } else {
            assert_eq!(status, FileStatus::Unreadable, "{path}: {findings:?}");
        }
    }
}

#[test]
fn every_sample_is_read() {
    let year = repository().join("samples/honjo/R5");
    let all = read_all(&year);
    assert_eq!(all.len(), 45);
    for staged in &all {
        let file = &staged.value.file;
        assert_eq!(file.status, FileStatus::Read, "{}: {:?}", file.path, staged.findings);
        assert_eq!(file.sha256.len(), 64);
        let workbook = staged.value.workbook.as_ref().expect("read");
        assert!(workbook.sheets.iter().any(|s| !s.cells.is_empty()), "{}", file.path);
    }
    let formats = all.iter().flat_map(|s| &s.findings).filter(|f| f.code.0 == "F02").count();
    assert_eq!(formats, 3);
}

/// calamine's own reader of cells is the second opinion on the one pass that
/// this program makes over a sheet.
#[test]
fn calamine_reads_the_same_values() {
    use calamine::{DataRef, Reader, Xlsx};
    let folder = repository().join("samples/honjo/R5/提出");
    let mut compared = 0;
    for entry in fs::read_dir(folder).expect("the samples") {
        let path = entry.expect("a sample").path();
        if path.extension().is_none_or(|e| e != "xlsx") {
            continue;
        }
        let ours = read_workbook(&path).expect("a good workbook");
        let mut theirs = Xlsx::new(Cursor::new(fs::read(&path).expect("a sample"))).expect("a good workbook");
        for sheet in &ours.sheets {
            let mut reader = theirs.worksheet_cells_reader(&sheet.name).expect("the sheet");
            let mut seen = 0;
            while let Some(cell) = reader.next_cell().expect("good cells") {
                let (row, column) = cell.get_position();
                let mine = sheet.cell(CellRef::new(row, column));
                let place = format!("{} {} {row},{column}", path.display(), sheet.name);
                match cell.get_value() {
                    DataRef::Empty => {
                        assert!(mine.is_none_or(|c| c.content == CellContent::NoStoredValue), "{place}");
                        continue;
                    }
                    DataRef::Float(number) => {
                        let mine = mine.unwrap_or_else(|| panic!("{place}: {number}"));
                        let same = match &mine.content {
                            CellContent::Number(ours) => ours.to_bits() == number.to_bits(),
                            CellContent::DateTime(_) => true,
                            _ => false,
                        };
                        assert!(same, "{place}: {number} {mine:?}");
                    }
                    DataRef::String(text) if text.is_empty() => continue,
                    DataRef::SharedString("") => continue,
                    DataRef::String(text) => {
                        assert_eq!(mine.map(|c| c.shown.as_str()), Some(text.as_str()), "{place}")
                    }
                    DataRef::SharedString(text) => {
                        assert_eq!(mine.map(|c| c.shown.as_str()), Some(*text), "{place}")
                    }
                    _ => assert!(mine.is_some(), "{place}"),
                }
                seen += 1;
            }
            let without_results =
                sheet.cells.iter().filter(|c| c.content == CellContent::NoStoredValue).count();
            assert_eq!(seen + without_results, sheet.cells.len(), "{}", path.display());
            compared += seen;
        }
    }
    assert!(compared > 3_500, "{compared} cells");
}

#[test]
fn an_old_workbook_that_takes_all_memory_takes_only_the_childs() {
    let mut bytes = fs::read(corpus("libreoffice.xls")).expect("the corpus");
    // The record of the used area; calamine makes room for all of it.
    let dimensions = [0x00, 0x02, 0x0E, 0x00];
    let at = bytes.windows(4).position(|w| w == dimensions).expect("a used area") + 4;
    bytes[at..at + 12].copy_from_slice(&[0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1]);
    let year = year(&[("a.xls", &bytes)]);
    let expected = vec!["F01 ファイルを開けません（ファイルが壊れています）".to_owned()];
    assert_eq!(outcome(year.path()), [("提出/a.xls".to_owned(), FileStatus::Unreadable, expected)]);
}

#[test]
fn a_list_may_be_longer_than_any_submission() {
    use std::fmt::Write;
    const RELS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let mut sheet = String::from("<worksheet><sheetData>");
    for row in 1..=30_001 {
        let cells = "<c t=\"str\"><v>計画</v></c>".repeat(7);
        write!(sheet, "<row r=\"{row}\">{cells}</row>").expect("a text");
    }
    sheet += "</sheetData></worksheet>";
    let rels = |kind: &str, target: &str| {
        format!(
            "<Relationships><Relationship Id=\"r1\" Type=\"{RELS}/{kind}\" Target=\"{target}\"/></Relationships>"
        )
    };
    let book = format!(
        "<workbook xmlns:r=\"{RELS}\"><sheets><sheet name=\"計画一覧\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
    );
    let bytes = zip_of(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("_rels/.rels", rels("officeDocument", "xl/workbook.xml").as_bytes()),
        ("xl/workbook.xml", book.as_bytes()),
        ("xl/_rels/workbook.xml.rels", rels("worksheet", "s.xml").as_bytes()),
        ("xl/s.xml", sheet.as_bytes()),
    ]);
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("計画台帳.xlsx");
    fs::write(&path, bytes).expect("a ledger");
    let list = read_list(&path, &Eras::default()).expect("a long list");
    assert_eq!(list.sheets[0].cells.len(), 210_007);
    let refused = read_workbook(&path).expect_err("no submission is so long").to_string();
    assert!(refused.contains("セルが多すぎます"), "{refused}");
}
