//! Workbooks that come back from another program, and a workbook of ours that
//! a clerk has edited.

use std::fs;

use serde_json::Value;

use crate::support::office::resaved;
use crate::support::{PlanFolder, codes};
use crate::typing::Workbook;
use crate::xml::Package;

/// The record without how it stands to the run before.
fn settled(mut record: Value) -> Value {
    record.as_object_mut().expect("a record").remove("baseline");
    record
}

#[test]
fn acceptances_and_the_ledger_read_the_same_sorted_and_after_libreoffice_has_saved_them() {
    let folder = PlanFolder::copy_of("honjo");
    let open = codes(&folder.run("R5"), "warning");
    // As the guide says: the candidates, with reasons typed into two rows.
    let candidates = folder.path("R5/出力/確認済_候補.xlsx");
    let mut accepted = Workbook::open(&candidates);
    for row in [2, 5] {
        accepted.type_in(&format!("E{row}"), "原課に電話で確認した");
        accepted.type_in(&format!("F{row}"), "事務局");
        accepted.type_in(&format!("G{row}"), "R6.5.20");
    }
    let saved = folder.path("R5/確認済.xlsx");
    accepted.save(&saved);
    let first = settled(folder.run("R5"));
    let told = first["findings"].as_array().expect("findings").iter().filter(|f| f["accepted"] == true);
    assert_eq!(told.count(), 2, "{open:?}");

    // Sorted by hand: the last row first.
    accepted.arrange(&[5, 4, 3, 2]);
    accepted.save(&saved);
    let of = |record: &Value| -> Vec<Value> {
        let findings = record["findings"].as_array().expect("findings").iter();
        findings.filter(|finding| finding["accepted"] == true).cloned().collect()
    };
    let sorted = settled(folder.run("R5"));
    assert_eq!(of(&sorted), of(&first));

    let ledger = folder.path("R5/計画台帳.xlsx");
    let books = [fs::read(&saved).expect("確認済"), fs::read(&ledger).expect("a ledger")];
    let Some(books) = resaved(&books) else { return };
    fs::write(&saved, &books[0]).expect("saved");
    fs::write(&ledger, &books[1]).expect("saved");
    assert_eq!(settled(folder.run("R5")), sorted);
}

#[test]
fn a_ledger_that_closing_wrote_reads_the_same_after_libreoffice_has_saved_it() {
    let folder = PlanFolder::copy_of("honjo");
    let ledger = folder.path("R6/計画台帳.xlsx");
    fs::remove_file(&ledger).expect("to be written by closing");
    folder.run("R5");
    assert!(folder.gyokaku(&["close", "{}/R5", "--yes"]).status.success());
    let first = settled(folder.run("R6"));
    let Some(books) = resaved(&[fs::read(&ledger).expect("a ledger")]) else { return };
    fs::write(&ledger, &books[0]).expect("saved");
    assert_eq!(settled(folder.run("R6")), first);
}

#[test]
fn results_that_a_clerk_has_edited_are_kept_when_they_are_written_anew() {
    let folder = PlanFolder::copy_of("minato");
    folder.run("R6");
    let path = folder.path("R6/出力/評価結果.xlsx");
    let written = fs::read(&path).expect("results");
    let mut book = Package::of(&written);
    let part = book.sheet_part("目次");
    let text = book.text(&part).replacen("<v>1</v>", "<v>2</v>", 1);
    book.parts.insert(part, text.into_bytes());
    fs::write(&path, book.bytes()).expect("edited");
    let output = folder.gyokaku(&["run", "{}/R6"]);
    assert!(String::from_utf8_lossy(&output.stdout).contains("出力_退避"));
    assert_eq!(fs::read(&path).expect("written anew"), written);
    assert_eq!(fs::read(folder.path("R6/出力_退避/評価結果.xlsx")).expect("kept"), book.bytes());
}
