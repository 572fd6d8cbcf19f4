//! Every mistake in a form is refused, with the cell and what to do.

use std::path::Path;

use super::read_form;
use super::sample::sheet;
use crate::model::{CellRef, Eras};
use crate::workbook::{Floating, FloatingKind, RawSheet, RawWorkbook, WorkbookKind};

const FORM: &str = "\
番号|{{番号}}
計画名|{{計画名}}
自己評価|{{自己評価}}";

/// What is said about a form, or nothing where it is read.
fn refusal(sheets: Vec<RawSheet>) -> Option<String> {
    let book = RawWorkbook { kind: WorkbookKind::Xlsx, sheets };
    let error = read_form(Path::new("様式.xlsx"), &book, &Eras::default()).err()?;
    assert_eq!(error.path(), Some(Path::new("様式.xlsx")));
    Some(error.to_string())
}

/// The form with one more row.
fn with(row: &str) -> Vec<RawSheet> {
    vec![sheet(&format!("{FORM}\n{row}"), &[])]
}

#[track_caller]
fn assert_refused(sheets: Vec<RawSheet>, wanted: &[&str]) {
    let said = refusal(sheets).expect("the form is refused");
    for part in wanted {
        assert!(said.contains(part), "{part}: {said}");
    }
}

#[test]
fn the_form_without_a_mistake_is_read() {
    assert_eq!(refusal(vec![sheet(FORM, &[])]), None);
    assert_eq!(refusal(with("開始|{{開始}}")), None);
}

#[test]
fn a_name_close_to_a_known_one_is_refused_with_its_cell_and_a_suggestion() {
    assert_refused(with("実施状況|{{実施状況欄}}"), &["セルB4", "「実施状況欄」", "「実施状況」の誤り"]);
    assert_refused(with("計画|{{年度別計両.R5}}"), &["セルB4", "「年度別計画.R5」の誤り"]);
}

#[test]
fn a_name_twice_is_refused_with_both_cells() {
    assert_refused(with("番号|{{番号}}"), &["セルB4", "「番号」が二つ", "セルB1"]);
    assert_refused(with("担当係|{{担当係}}|係|{{担当係}}"), &["セルD4", "セルB4"]);
    // A choice beside a cell for all choices, and the same choice twice.
    assert_refused(with("A|{{自己評価=A}}"), &["セルB4", "セルB3"]);
    let marks = "番号|{{番号}}\n計画名|{{計画名}}\nA|{{自己評価=A}}\nA|{{自己評価=A}}";
    assert_refused(vec![sheet(marks, &[])], &["セルB4", "セルB3"]);
}

#[test]
fn unknown_braces_are_refused_with_the_cell() {
    for cell in
        ["{担当係}", "{{担当係}", "{{担当係", "担当係}}", "｛｛担当係｝｝", "{{}}", "{{　}}", "{{{担当係}}}"]
    {
        assert_refused(with(&format!("係|{cell}")), &["セルB4"]);
    }
}

#[test]
fn two_names_in_one_cell_are_refused_with_the_cell() {
    for cell in ["{{開始}}～{{終了}}", "{{開始}}{{終了}}", "{{開始}}\u{3000}{{終了}}"] {
        assert_refused(with(&format!("期間|{cell}")), &["セルB4", "項目が二つ", "セルを分けて"]);
    }
}

#[test]
fn years_choices_and_parts_that_cannot_be_read_are_refused_with_the_cell() {
    for cell in [
        "{{年度別計画}}",
        "{{年度別計画.5}}",
        "{{年度別計画.R5.R6}}",
        "{{指標1.目標値}}",
        "{{指標1.実績値.令和}}",
        "{{指標1.明称}}",
        "{{指標0.名称}}",
        "{{指標.名称}}",
        "{{自己評価=}}",
    ] {
        assert_refused(with(&format!("計画|{cell}")), &["セルB4"]);
    }
}

#[test]
fn a_form_without_its_identity_is_refused_by_name() {
    for (drawing, missing) in [
        ("計画名|{{計画名}}\n自己評価|{{自己評価}}", "「{{番号}}」"),
        ("番号|{{番号}}\n自己評価|{{自己評価}}", "「{{計画名}}」"),
        ("番号|{{番号}}\n計画名|{{計画名}}", "「{{自己評価}}」"),
        ("担当係|{{担当係}}", "「{{番号}}」「{{計画名}}」「{{自己評価}}」"),
    ] {
        assert_refused(vec![sheet(drawing, &[])], &["シート「シート」", missing]);
    }
    assert_refused(vec![sheet("番号|\n計画名|", &[])], &["一つもありません"]);
}

#[test]
fn what_nobody_can_fill_in_is_refused() {
    let mut hidden = sheet(FORM, &[]);
    hidden.hidden = true;
    assert_refused(vec![hidden.clone()], &["シート「シート」が非表示"]);
    assert_refused(vec![sheet(FORM, &[]), hidden], &["シートが二つ"]);
    let covered = sheet(&format!("{FORM}\n{{{{開始}}}}|{{{{終了}}}}"), &["A4:B4"]);
    assert_refused(vec![covered], &["セルB4", "結合セルの下"]);
    for kind in [FloatingKind::Shape, FloatingKind::Comment] {
        let mut over = sheet(FORM, &[]);
        let at = CellRef::parse("D2");
        over.floating.push(Floating { kind, at, end: at, text: "{{実施状況}}".to_owned() });
        assert_refused(vec![over], &["セルD2", "図形やコメント"]);
    }
}

#[test]
fn a_sheet_of_instructions_beside_the_form_is_no_mistake() {
    let mut instructions = sheet("記入要領\n{番号}は２桁で書く", &[]);
    instructions.name = "記入要領".into();
    assert_eq!(refusal(vec![instructions, sheet(FORM, &[])]), None);
}
