//! 意見入力_本部.xlsx and 意見入力_審議会.xlsx as a clerk meets them: lists to
//! choose from, cells that cannot be typed into by mistake, the whole
//! self-evaluation beside the box; and saved by other software.

use std::collections::BTreeSet;
use std::fs;
use std::io::{ErrorKind, Write};
use std::path::Path;
use std::process::Command;

use regex::Regex;

use crate::opinion_workbooks::{SAID, assert_said, before_meeting};
use crate::secretariat::{HONJO, row_of, type_opinions};
use crate::support::{PlanFolder, codes};
use crate::typing::{Shown, Workbook};

/// The numbers of the cell formats that can be typed into on a protected sheet.
fn unlocked(workbook: &Workbook) -> BTreeSet<String> {
    let styles = workbook.part("xl/styles.xml");
    let formats =
        &styles[styles.find("<cellXfs").expect("formats")..styles.find("</cellXfs>").expect("their end")];
    let each = formats.split("<xf ").skip(1).enumerate();
    each.filter(|(_, format)| format.contains("locked=\"0\"")).map(|(at, _)| at.to_string()).collect()
}

fn assert_guarded(path: &Path) {
    let workbook = Workbook::open(path);
    let sheet = workbook.part("xl/worksheets/sheet1.xml");
    assert!(sheet.contains("<sheetProtection sheet=\"1\""), "not protected");
    assert!(!sheet.contains("password=") && !sheet.contains("hashValue="), "nobody would know the password");
    let shown = Shown::of(path);
    let open: Vec<char> = ["意見", "評価", "変更理由"].iter().map(|head| shown.column(head)).collect();
    let unlocked = unlocked(&workbook);
    let cell = Regex::new("<c r=\"([A-Z])([0-9]+)\" s=\"([0-9]+)\"").expect("a pattern");
    let mut seen = 0;
    for found in cell.captures_iter(&sheet).filter(|found| &found[2] != "1") {
        let column = found[1].chars().next().expect("a letter");
        assert_eq!(open.contains(&column), unlocked.contains(&found[3]), "{}{}", &found[1], &found[2]);
        seen += 1;
    }
    assert!(seen > 52 * 8, "{seen}");
    let judged = shown.column("評価");
    let list = format!("sqref=\"{judged}2:{judged}{}\"><formula1>判定区分</formula1>", shown.rows());
    assert!(sheet.contains(&list) && sheet.contains("type=\"list\""), "{list}");
    assert!(workbook.part("xl/workbook.xml").contains("'判定区分'!$A$2:$A$6"));
    let book = gyokaku::workbook::read_workbook(path).expect("a workbook");
    let codes = book.sheets.iter().find(|sheet| &*sheet.name == "判定区分").expect("the list");
    let codes: Vec<&str> =
        codes.cells.iter().filter(|cell| cell.at.column == 0).map(|c| c.shown.as_str()).collect();
    assert_eq!(codes[1..], ["達成", "A", "B", "C", "中止"]);
}

#[test]
fn judgments_are_chosen_and_identities_cannot_be_overwritten() {
    let honjo = before_meeting();
    assert_guarded(&honjo.path("R5/出力/意見入力_本部.xlsx"));
    let entry = honjo.path("R5/出力/意見入力_本部.xlsx");
    type_opinions(&entry, &HONJO, &SAID).save(&honjo.path("R5/意見/本部.xlsx"));
    honjo.run("R5");
    assert_guarded(&honjo.path("R5/出力/意見入力_審議会.xlsx"));
}

#[test]
fn the_whole_self_evaluation_stands_beside_the_box() {
    let honjo = before_meeting();
    let record = honjo.record("R5");
    let shown = Shown::of(&honjo.path("R5/出力/意見入力_本部.xlsx"));
    let beside = shown.column("自己評価の内容（参考）");
    for plan in record["plans"].as_array().expect("plans") {
        let row = row_of(&shown, &HONJO, plan["key"].as_str().expect("a key"));
        let text = shown.text(&format!("{beside}{row}"));
        for name in ["実施状況", "評価理由", "課題・改善策", "次年度の取組"] {
            let Some(value) = plan["fields"].get(name) else { continue };
            let value = value["value"].as_str().expect("a text");
            assert!(text.contains(value), "{} {name}: {text}", plan["key"]);
        }
    }
}

/// The workbook as LibreOffice saves it. `false`, said aloud, where LibreOffice
/// is not installed; where `CI` is set it has to be.
fn resaved(path: &Path) -> bool {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let output = Command::new("soffice")
        .arg(format!("-env:UserInstallation=file://{}", folder.path().join("profile").display()))
        .args(["--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir"])
        .arg(folder.path())
        .arg(path)
        .output();
    let output = match output {
        Err(error) if error.kind() == ErrorKind::NotFound && std::env::var_os("CI").is_none() => {
            let _ = writeln!(
                std::io::stderr(),
                "NOT COMPARED: LibreOffice is not installed (package libreoffice-calc), so no opinion went through it"
            );
            return false;
        }
        output => output.expect("soffice is not installed: install the package libreoffice-calc"),
    };
    let saved = folder.path().join(path.file_name().expect("a name"));
    let bytes =
        fs::read(saved).unwrap_or_else(|error| panic!("LibreOffice saved nothing: {error}: {output:?}"));
    fs::write(path, bytes).expect("saved");
    true
}

#[test]
fn opinions_survive_another_program() {
    let honjo = before_meeting();
    let entry = honjo.path("R5/出力/意見入力_本部.xlsx");
    let saved = honjo.path("R5/意見/本部.xlsx");
    let shown = Shown::of(&entry);
    let mut typed = type_opinions(&entry, &HONJO, &SAID);
    typed.arrange(&(2..=shown.rows()).rev().collect::<Vec<_>>());
    typed.hide_rows(5..20);
    typed.save(&saved);
    if resaved(&saved) {
        assert_said(&honjo.run("R5"));
    }
}

/// The workbook with its protection taken off.
fn unprotected(entry: &Path) -> Workbook {
    let mut workbook = Workbook::open(entry);
    let sheet = workbook.part("xl/worksheets/sheet1.xml");
    let protection = Regex::new("<sheetProtection[^>]*/>").expect("a pattern");
    workbook.put("xl/worksheets/sheet1.xml", &protection.replace(&sheet, ""));
    workbook
}

fn told(folder: &PlanFolder) -> Vec<String> {
    let record = folder.run("R5");
    let mut told = codes(&record, "error");
    told.extend(
        codes(&record, "warning").into_iter().filter(|c| c.starts_with('O') || c.starts_with("F16 -")),
    );
    told
}

#[test]
fn what_a_clerk_does_to_an_unprotected_sheet_is_read_right_or_told() {
    let honjo = before_meeting();
    let entry = honjo.path("R5/意見入力.xlsx");
    fs::copy(honjo.path("R5/出力/意見入力_本部.xlsx"), &entry).expect("a copy");
    let saved = honjo.path("R5/意見/本部.xlsx");
    let shown = Shown::of(&entry);
    let row = |on| row_of(&shown, &HONJO, on);
    let column = |head: &str| shown.column(head);
    let said = ("意見", "早めること。");
    let typed = |changes: &[(String, &str)]| {
        let mut workbook = unprotected(&entry);
        workbook.type_in(&format!("{}{}", column(said.0), row("1-02")), said.1);
        changes.iter().for_each(|(cell, text)| workbook.type_in(cell, text));
        workbook.save(&saved);
        told(&honjo)
    };
    assert_eq!(typed(&[]), Vec::<String>::new());
    // An opinion one column to the right, and one beside the table.
    let reason = format!("{}{}", column("変更理由"), row("1-04"));
    assert_eq!(typed(&[(reason, "周知すること。")]), ["O13 1-04"]);
    assert_eq!(typed(&[(format!("L{}", row("1-04")), "周知すること。")]), ["F16 -"]);
    let own = format!("{}{}", column("自己評価"), row("1-04"));
    assert_eq!(typed(&[(own, "周知すること。")]), ["O11 1-04"]);
    // A name that slipped by one row, and a row copied over another.
    let name = format!("{}{}", column("計画名"), row("1-02"));
    assert_eq!(typed(&[(name, "入力した別の計画")]), ["O11 -"]);
    let mut copied = unprotected(&entry);
    copied.type_in(&format!("{}{}", column(said.0), row("1-02")), said.1);
    copied.arrange(&[row("1-02"), row("1-02"), row("1-04")]);
    copied.save(&saved);
    assert_eq!(told(&honjo), ["O11 1-02", "O11 1-02"]);
}
