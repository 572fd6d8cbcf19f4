//! 出典 leads to the cell that holds the text; every link leads to a file.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use gyokaku::model::CellRef;
use gyokaku::workbook::{RawWorkbook, read_workbook};
use zip::write::SimpleFileOptions;

use crate::support::PlanFolder;
use crate::xml::Package;

/// Reads every cell that 出典 names in the file that it names. How many there were.
fn traced(year: &Path) -> usize {
    gyokaku::workbook::use_executable(env!("CARGO_BIN_EXE_gyokaku"));
    let book = Package::open(&year.join("出力/評価結果.xlsx"));
    let rows = book.table("出典", "セルの表示");
    let mut files: BTreeMap<PathBuf, RawWorkbook> = BTreeMap::new();
    for row in &rows {
        let text = |head: &str| row.get(head).map_or("", |(_, text)| text.as_str());
        let path = year.join(text("ファイル"));
        let file = files
            .entry(path.clone())
            .or_insert_with(|| read_workbook(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display())));
        let place = format!("{} {} {}", text("ファイル"), text("シート"), text("セル"));
        let sheet = file.sheets.iter().find(|sheet| *sheet.name == *text("シート"));
        let sheet = sheet.unwrap_or_else(|| panic!("{place}: no such sheet"));
        let cell = sheet.cell(CellRef::parse(text("セル")).expect("an address"));
        let shown = cell.map_or("", |cell| cell.shown.as_str());
        assert!(!text("セルの表示").is_empty(), "{place} {}", text("欄"));
        assert!(
            shown.contains(text("セルの表示")),
            "{place} {}: shows {shown:?}, told {:?}",
            text("欄"),
            text("セルの表示")
        );
    }
    rows.len()
}

#[test]
fn every_row_of_sources_names_the_cell_that_holds_its_text() {
    assert!(traced(&crate::honjo().path("R5")) > 1_500);
    assert!(traced(&crate::honjo().path("R6")) > 1_500);
    assert!(traced(&crate::minato().path("R6")) > 150);
}

/// `../提出/a%20b.xlsx` as Excel and LibreOffice find it from the workbook's folder.
fn on_disk(workbook: &Path, target: &str) -> PathBuf {
    let target = target.strip_prefix("file:///").unwrap_or(target).split('#').next().unwrap_or_default();
    let mut bytes = Vec::new();
    let mut rest = target.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let hex = [rest.next().expect("a digit"), rest.next().expect("a digit")];
            let hex = std::str::from_utf8(&hex).expect("digits");
            bytes.push(u8::from_str_radix(hex, 16).expect("digits"));
        } else {
            bytes.push(byte);
        }
    }
    let target = String::from_utf8(bytes).expect("UTF-8").replace('\\', "/");
    workbook.parent().expect("a folder").join(target)
}

/// Every file that a workbook's links lead to, by sheet and text; each is there.
fn linked(workbook: &Path) -> Vec<(String, PathBuf)> {
    let package = Package::open(workbook);
    let mut found = Vec::new();
    for (name, part) in package.sheets() {
        let targets = package.links(&part);
        let cells = package.cells(&name);
        for link in package.node(&part).all("hyperlink") {
            let place = link.get("ref").expect("a cell");
            let Some((_, target)) = link.get("r:id").map(|id| &targets[id]) else {
                let location = link.get("location").expect("a place in this workbook");
                let sheet =
                    location.rsplit_once('!').expect("a sheet").0.trim_matches('\'').replace("''", "'");
                assert!(
                    package.sheets().iter().any(|(known, _)| *known == sheet),
                    "{name}!{place}: {location}"
                );
                continue;
            };
            let path = on_disk(workbook, target);
            assert!(path.is_file(), "{name}!{place} leads to {target}, which is not there");
            found.push((cells.get(place).cloned().unwrap_or_default(), path));
        }
    }
    found
}

#[test]
fn every_link_of_every_workbook_leads_to_a_file_or_a_sheet() {
    let count: usize = crate::all_workbooks().iter().map(|path| linked(path).len()).sum();
    assert!(count > 3_000, "{count} links");
}

#[test]
fn files_with_awkward_names_are_found_by_their_links() {
    let folder = PlanFolder::copy_of("honjo");
    let submitted = folder.path("R5/提出");
    let take = |part: &str| {
        let mut entries = fs::read_dir(&submitted).expect("提出").map(|e| e.expect("an entry").path());
        entries.find(|path| path.to_string_lossy().contains(part)).expect("a sheet")
    };
    for (part, name) in [
        ("1-06", "100% 完了 [最終版] {2}.xlsx"),
        ("1-11", "令和5年度　評価 & 'まとめ'(1)+~.xlsx"),
        ("1-21", "＃１_①〜②^.xlsx"),
        ("2-10", "課 #3 提出.xlsx"),
    ] {
        fs::rename(take(part), submitted.join(name)).expect("renamed");
    }
    let zipped = take("3-06");
    let mut archive = zip::ZipWriter::new(fs::File::create(submitted.join("課 まとめ.zip")).expect("a zip"));
    archive.start_file("中 %/3-06.xls", SimpleFileOptions::default()).expect("a file");
    archive.write_all(&fs::read(&zipped).expect("a sheet")).expect("written");
    archive.finish().expect("a zip");
    fs::remove_file(zipped).expect("removed");
    folder.run("R5");

    let found = linked(&folder.path("R5/出力/評価結果.xlsx"));
    let names: Vec<String> = found
        .iter()
        .map(|(_, path)| path.file_name().expect("a name").to_string_lossy().into_owned())
        .collect();
    for name in [
        "100% 完了 [最終版] {2}.xlsx",
        "令和5年度　評価 & 'まとめ'(1)+~.xlsx",
        "＃１_①〜②^.xlsx",
        "課 まとめ.zip",
    ] {
        assert!(names.iter().any(|found| found == name), "{name}");
    }
    // Excel cannot be led to a name with #: the text stands there without a link.
    assert!(!names.iter().any(|name| name.contains('#')));
    let book = Package::open(&folder.path("R5/出力/評価結果.xlsx"));
    assert!(book.cells("提出ファイル").values().any(|text| text == "提出/課 #3 提出.xlsx"));
    for path in crate::workbooks(&folder.path("R5/出力")) {
        assert_eq!(crate::package::faults(&Package::open(&path)), Vec::<String>::new(), "{}", path.display());
    }
}
