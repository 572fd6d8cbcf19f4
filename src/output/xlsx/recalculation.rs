//! What a spreadsheet program makes of the workbook's formulas: LibreOffice
//! recalculates them, and they have to say what the program has stored.

use std::collections::BTreeMap;
use std::io::{ErrorKind, Write};
use std::path::Path;
use std::process::Command;

use super::dump::by_cell;
use super::{Links, write_book};
use crate::model::{Field, JudgmentCode, Sourced, Value, Year};
use crate::report::book::{Book, Cell};
use crate::report::results::results_book;
use crate::report::{honjo, sample};
use crate::settings::Settings;

/// Makes LibreOffice recalculate every formula on loading.
const ALWAYS_RECALCULATE: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"#;

/// The workbook as LibreOffice saves it after recalculating; `None`, said
/// aloud, where LibreOffice is not installed. Where `CI` is set it has to be.
fn recalculated(bytes: &[u8]) -> Option<Vec<u8>> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let profile = folder.path().join("profile/user");
    std::fs::create_dir_all(&profile).expect("a profile");
    std::fs::write(profile.join("registrymodifications.xcu"), ALWAYS_RECALCULATE).expect("a profile");
    let source = folder.path().join("in.xlsx");
    std::fs::write(&source, bytes).expect("a workbook");
    let output = Command::new("soffice")
        .arg(format!("-env:UserInstallation=file://{}", folder.path().join("profile").display()))
        .args(["--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir"])
        .arg(folder.path().join("out"))
        .arg(&source)
        .output();
    let output = match output {
        Err(error) if error.kind() == ErrorKind::NotFound && std::env::var_os("CI").is_none() => {
            // Written past the test harness, which would keep it to itself.
            let _ = writeln!(
                std::io::stderr(),
                "NOT COMPARED: LibreOffice is not installed (package libreoffice-calc), so no formula was recalculated"
            );
            return None;
        }
        output => output.expect("soffice is not installed: install the package libreoffice-calc"),
    };
    let saved: &Path = &folder.path().join("out/in.xlsx");
    Some(std::fs::read(saved).unwrap_or_else(|error| {
        panic!("LibreOffice (package libreoffice-calc) saved nothing: {error}: {output:?}")
    }))
}

/// Results of all formulas by cell.
fn results(bytes: &[u8]) -> BTreeMap<String, Option<f64>> {
    let formulas = by_cell(bytes).into_iter().filter(|(_, value)| value.starts_with("formula\t"));
    let result = |value: &str| value.rsplit(" → ").next().and_then(|result| result.parse().ok());
    formulas.map(|(cell, value)| (cell, result(&value))).collect()
}

fn written(book: &Book) -> Vec<u8> {
    write_book(book, &Links::default()).expect("a workbook")
}

fn assert_same(found: &BTreeMap<String, Option<f64>>, expected: &BTreeMap<String, Option<f64>>) {
    assert_eq!(found.len(), expected.len(), "as many formulas");
    for (cell, expected) in expected {
        let found = found.get(cell).unwrap_or_else(|| panic!("{cell} is no formula any more"));
        let same = match (found, expected) {
            (Some(found), Some(expected)) => (found - expected).abs() < 1e-9,
            (found, expected) => found.is_none() && expected.is_none(),
        };
        assert!(same, "{cell}: recalculated {found:?}, stored {expected:?}");
    }
}

/// The year with one plan's last judgment changed, and the old workbook in
/// which a clerk has changed only the cell of 評価一覧.
fn changed(mut year: Year, settings: &Settings) -> (Book, Book) {
    let mut typed = results_book(&year, settings, &[]);
    let block = &mut typed.sheets[2].blocks[0];
    let at = block.columns.iter().position(|column| column.head == "確定評価").expect("the column");
    let code = JudgmentCode("C".into());
    assert_ne!(block.rows[0].cells[at], Cell::Judgment(code.clone()));
    block.rows[0].cells[at] = Cell::Judgment(code.clone());
    let old = year.plans[0].fields.get(&Field::FinalJudgment).expect("a judgment").clone();
    year.plans[0].fields.insert(Field::FinalJudgment, Sourced { value: Value::Judgment(code), ..old });
    (typed, results_book(&year, settings, &[]))
}

#[test]
fn stored_results_are_what_libreoffice_calculates() {
    let book = results_book(&honjo::year(), &honjo::city(), &[]);
    let bytes = written(&book);
    let stored = results(&bytes);
    assert!(stored.len() > 500, "the totals are formulas");
    if let Some(bytes) = recalculated(&bytes) {
        assert_same(&results(&bytes), &stored);
    }
}

#[test]
fn a_judgment_changed_in_the_list_changes_the_same_totals() {
    let (typed, expected) = changed(sample::small_year(), &sample::city());
    if let Some(bytes) = recalculated(&written(&typed)) {
        assert_same(&results(&bytes), &results(&written(&expected)));
    }
}
