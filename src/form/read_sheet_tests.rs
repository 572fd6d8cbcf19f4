//! Forms drawn as text, read back as departments return them.

use super::sample::{file, form, sheet};
use super::{Form, Reading, SheetReading, read_sheet};
use crate::diag::{Finding, Severity};
use crate::model::{CellRef, Eras, Field};

const FORM: &str = "\
実施計画シート|||||
対象年度|{{対象年度}}|||版|第{{版}}版
改革分野|{{改革分野}}|||No.|{{番号}}
計画名|{{計画名}}||||
実行課|{{実行課}}|開始|{{開始}}|終了|{{終了}}
年度|R5|R6|R7||
計画|{{年度別計画.R5}}|{{年度別計画.R6}}|{{年度別計画.R7}}||
指標|{{指標1.名称}}||単位|{{指標1.単位}}|
目標値|{{指標1.目標値.R5}}|{{指標1.目標値.R6}}|{{指標1.目標値.R7}}||
実績値|{{指標1.実績値.R5}}|{{指標1.実績値.R6}}|{{指標1.実績値.R7}}||
効果額（千円）|{{効果額.R5}}|{{効果額.R6}}|{{効果額.R7}}||
実施状況|{{実施状況}}||||
自己評価|{{自己評価}}|評価理由|{{評価理由}}||
課題・改善策|{{課題・改善策}}||||
本部意見|{{本部意見}}|||評価|{{本部評価}}
審議会意見|{{審議会意見}}|||評価|{{確定評価}}";

pub(super) const MERGES: [&str; 5] = ["B4:F4", "B12:F12", "D13:F13", "B14:F14", "B8:C8"];

pub(super) const FILLED: &str = "\
実施計画シート|||||
対象年度|令和５年度|||版|第1版
改革分野|財政改革|||No.|3
計画名|窓口の改善||||
実行課|企画課|開始|R5|終了|R7
年度|R5|R6|R7||
計画|調査|試行|実施||
指標|満足度||単位|％|
目標値|85|86|87||
実績値|84|||||
効果額（千円）|120|||||
実施状況|調査をした。||||
自己評価|Ｂ|評価理由|ほぼ予定どおり||
課題・改善策|特になし||||
本部意見||||評価|
審議会意見||||評価|";

pub(super) fn the_form() -> Form {
    form(FORM, &MERGES)
}

pub(super) fn read(drawing: &str, merges: &[&str]) -> (Reading, Vec<Finding>) {
    let staged = read_sheet(&[the_form()], &file(), &sheet(drawing, merges));
    match staged.value {
        SheetReading::Read(reading) => (*reading, staged.findings),
        other => panic!("not read: {other:?} {:?}", staged.findings),
    }
}

/// Every value by its field's name.
fn values(reading: &Reading) -> Vec<(String, String)> {
    let eras = Eras::default();
    reading.plan.values.iter().map(|(field, value)| (field.name(&eras), value.text.clone())).collect()
}

pub(super) fn value(reading: &Reading, field: &Field) -> Option<String> {
    reading.plan.values.get(field).map(|value| value.text.clone())
}

pub(super) fn codes(findings: &[Finding]) -> Vec<&'static str> {
    findings.iter().map(|finding| finding.code.0).collect()
}

/// The filled sheet's lines, to be changed.
pub(super) fn lines() -> Vec<String> {
    FILLED.lines().map(str::to_owned).collect()
}

fn assert_same_values(reading: &Reading) {
    let (unchanged, _) = read(FILLED, &MERGES);
    assert_eq!(values(reading), values(&unchanged));
}

#[test]
fn an_unchanged_sheet_is_read_without_findings() {
    let (reading, findings) = read(FILLED, &MERGES);
    assert_eq!(findings, []);
    let expected = [
        ("対象年度", "令和５年度"),
        ("版", "1"),
        ("改革分野", "財政改革"),
        ("番号", "3"),
        ("計画名", "窓口の改善"),
        ("実行課", "企画課"),
        ("開始", "R5"),
        ("終了", "R7"),
        ("年度別計画.R5", "調査"),
        ("年度別計画.R6", "試行"),
        ("年度別計画.R7", "実施"),
        ("指標1.名称", "満足度"),
        ("指標1.単位", "％"),
        ("指標1.目標値.R5", "85"),
        ("指標1.目標値.R6", "86"),
        ("指標1.目標値.R7", "87"),
        ("指標1.実績値.R5", "84"),
        ("効果額.R5", "120"),
        ("実施状況", "調査をした。"),
        ("自己評価", "Ｂ"),
        ("評価理由", "ほぼ予定どおり"),
        ("課題・改善策", "特になし"),
    ];
    let values = values(&reading);
    let mut expected: Vec<(String, String)> =
        expected.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
    for pair in &values {
        let at = expected.iter().position(|e| e == pair);
        expected.remove(at.unwrap_or_else(|| panic!("unexpected {pair:?}")));
    }
    assert_eq!(expected, []);
    assert!((reading.fit - 1.0).abs() < 1e-9);
}

#[test]
fn blank_fields_tell_where_they_stand() {
    let (reading, _) = read(FILLED, &MERGES);
    assert_eq!(reading.plan.slots[&Field::FinalJudgment], CellRef::parse("F16").expect("a cell"));
    assert!(!reading.plan.values.contains_key(&Field::FinalJudgment));
}

#[test]
fn an_inserted_row_is_told_and_changes_nothing() {
    let mut lines = lines();
    lines.insert(11, "（参考）担当係|企画調整係||||".to_owned());
    let (reading, findings) = read(&lines.join("\n"), &["B4:F4"]);
    assert_same_values(&reading);
    assert_eq!(codes(&findings), ["F04", "F16"]);
    assert_eq!(
        findings[0].message,
        "様式が変更されています（12行目に1行挿入）。見出しを手掛かりに読み取りました"
    );
    assert_eq!(findings[1].cell, CellRef::parse("B12"));
    assert!(findings[1].message.contains("A12「（参考）担当係」、B12「企画調整係」"));
}

#[test]
fn an_inserted_column_is_told_and_changes_nothing() {
    let shifted: Vec<String> = lines().iter().map(|line| format!("|{line}")).collect();
    let (reading, findings) = read(&shifted.join("\n"), &[]);
    assert_same_values(&reading);
    assert_eq!(codes(&findings), ["F04"]);
    assert!(findings[0].message.contains("（A列に1列挿入）"), "{}", findings[0].message);
}

#[test]
fn a_form_pasted_at_an_offset_is_read() {
    let mut shifted: Vec<String> = vec![String::new(), String::new()];
    shifted.extend(lines().iter().map(|line| format!("||{line}")));
    let (reading, findings) = read(&shifted.join("\n"), &[]);
    assert_same_values(&reading);
    assert!(findings[0].message.contains("1行目に2行挿入、A列に2列挿入"), "{}", findings[0].message);
}

#[test]
fn sections_in_another_order_are_read() {
    let mut lines = lines();
    let table: Vec<String> = lines.drain(5..11).collect();
    lines.extend(table);
    let (reading, findings) = read(&lines.join("\n"), &[]);
    assert_same_values(&reading);
    assert_eq!(codes(&findings), ["F04"]);
    assert!(findings[0].message.contains("移動"), "{}", findings[0].message);
}

#[test]
fn swapped_labels_carry_their_values_along() {
    let text = FILLED.replace("開始|R5|終了|R7", "終了|R7|開始|R5");
    let (reading, findings) = read(&text, &MERGES);
    assert_same_values(&reading);
    assert_eq!(codes(&findings), ["F04"]);
}

#[test]
fn retyped_labels_are_known() {
    let text = FILLED
        .replace("実施状況|", "実 施⏎状　況：|")
        .replace("自己評価|", "自己評価（A～C）|")
        .replace("計画名|", "３．計画名|")
        .replace("課題・改善策|", "【課題･改善策】|");
    let (reading, findings) = read(&text, &MERGES);
    assert_same_values(&reading);
    assert_eq!(codes(&findings), [] as [&str; 0], "{findings:?}");
}

#[test]
fn synonyms_are_known_and_told() {
    let text =
        FILLED.replace("実行課|", "担当課|").replace("計画名|", "取組名|").replace("No.|", "整理番号|");
    let (reading, findings) = read(&text, &MERGES);
    assert_same_values(&reading);
    assert_eq!(codes(&findings), ["F04"]);
    assert!(findings[0].message.contains("見出し「実行課」が「担当課」に変更"), "{}", findings[0].message);
}

#[test]
fn another_measure_is_another_field() {
    let text = FILLED.replace("効果額（千円）", "効果額（万円）");
    let (reading, findings) = read(&text, &MERGES);
    assert!(!values(&reading).iter().any(|(name, _)| name.starts_with("効果額")));
    assert!(codes(&findings).contains(&"F05"));
}

#[test]
fn a_missing_label_leaves_its_field_unread() {
    let text = FILLED.replace("実施状況|", "|");
    let (reading, findings) = read(&text, &MERGES);
    assert_eq!(value(&reading, &Field::Status), None);
    assert!(reading.plan.unreadable.contains(&Field::Status));
    assert!(!reading.plan.slots.contains_key(&Field::Status));
    let finding = findings.iter().find(|f| f.code.0 == "F05").expect("F05");
    assert_eq!(finding.severity, Severity::Error);
    assert!(finding.message.contains("「実施状況」の欄を特定できません"));
    assert!(codes(&findings).contains(&"F16"));
}

#[test]
fn a_missing_year_is_no_neighbours_year() {
    let text = FILLED.replace("年度|R5|R6|R7", "年度|R5||R7");
    let (reading, findings) = read(&text, &MERGES);
    assert!(!values(&reading).iter().any(|(name, _)| name.ends_with("R6")));
    assert_eq!(
        value(&reading, &Field::parse("指標1.目標値.R7", &Eras::default()).expect("a field")).as_deref(),
        Some("87")
    );
    let finding = findings.iter().find(|f| f.code.0 == "F05").expect("F05");
    assert_eq!(finding.severity, Severity::Warning);
    assert!(
        finding
            .message
            .contains("「計画のR6」「目標値のR6」「実績値のR6」「効果額（千円）のR6」の欄を特定できません"),
        "{}",
        finding.message
    );
}

#[test]
fn a_column_inserted_into_the_table_is_no_year() {
    let text: Vec<String> = lines()
        .iter()
        .enumerate()
        .map(|(row, line)| {
            let mut cells: Vec<&str> = line.split('|').collect();
            let new = match row {
                5 => "R4",
                6 => "準備",
                8 => "80",
                9 => "79",
                _ => "",
            };
            cells.insert(1, new);
            cells.join("|")
        })
        .collect();
    let (reading, findings) = read(&text.join("\n"), &[]);
    assert_same_values(&reading);
    assert!(codes(&findings).contains(&"F04"));
    assert!(codes(&findings).contains(&"F16"));
}

#[test]
fn a_label_that_stands_twice_is_in_doubt() {
    let mut lines = lines();
    lines.insert(12, "実施状況|別の文章||||".to_owned());
    let (reading, findings) = read(&lines.join("\n"), &[]);
    assert_eq!(value(&reading, &Field::Status), None);
    assert!(codes(&findings).contains(&"F05"));
}

#[test]
fn a_value_that_says_what_a_label_says_is_a_value() {
    let text = FILLED.replace("年度|R5|R6|R7||", "|||||");
    let (reading, findings) = read(&text, &MERGES);
    assert_eq!(value(&reading, &Field::Start).as_deref(), Some("R5"));
    assert_eq!(value(&reading, &Field::End).as_deref(), Some("R7"));
    assert!(
        !values(&reading).iter().any(|(name, _)| name.contains("目標値")),
        "{:?} {:?}",
        values(&reading),
        findings
    );
    assert!(codes(&findings).contains(&"F05"));
}

#[test]
fn labels_alike_are_told_apart_by_their_rows() {
    let mut lines = lines();
    lines[15] = "審議会意見|よい|||評価|A".to_owned();
    lines.remove(14);
    let (reading, findings) = read(&lines.join("\n"), &[]);
    assert_eq!(value(&reading, &Field::FinalJudgment).as_deref(), Some("A"));
    assert_eq!(value(&reading, &Field::HqJudgment), None);
    assert!(codes(&findings).contains(&"F05"));
}

#[test]
fn labels_alike_without_their_rows_are_in_doubt() {
    let mut lines = lines();
    lines[15] = "その他|よい|||評価|A".to_owned();
    lines.remove(14);
    let (reading, findings) = read(&lines.join("\n"), &[]);
    assert_eq!(value(&reading, &Field::FinalJudgment), None);
    assert_eq!(value(&reading, &Field::HqJudgment), None);
    assert!(codes(&findings).contains(&"F05"));
}

#[test]
fn a_value_anywhere_in_an_undone_merge_is_found() {
    let text = FILLED.replace("実施状況|調査をした。||||", "実施状況|||調査をした。||");
    let (reading, findings) = read(&text, &[]);
    assert_same_values(&reading);
    assert_eq!(codes(&findings), [] as [&str; 0]);
    assert_eq!(reading.plan.values[&Field::Status].cell.at, CellRef::parse("D12").expect("a cell"));
}

#[test]
fn two_texts_in_one_box_are_in_doubt() {
    let text = FILLED.replace("実施状況|調査をした。||||", "実施状況|調査|をした。|||");
    let (reading, findings) = read(&text, &[]);
    assert_eq!(value(&reading, &Field::Status), None);
    assert!(findings.iter().any(|f| f.message.contains("B12「調査」C12「をした。」")), "{findings:?}");
}

#[test]
fn a_value_beside_its_box_is_read_and_told() {
    let text = FILLED.replace("終了|R7", "終了||R7");
    let (reading, findings) = read(&text, &MERGES);
    assert_eq!(value(&reading, &Field::End).as_deref(), Some("R7"));
    assert!(findings[0].message.contains("「終了」の値が欄の横のG5に記入"), "{}", findings[0].message);
}

#[test]
fn the_form_twice_in_one_sheet_is_in_doubt() {
    let twice = format!("{FILLED}\n{}", FILLED.replace("窓口の改善", "別の計画"));
    let (reading, findings) = read(&twice, &[]);
    assert_eq!(value(&reading, &Field::PlanName), None);
    assert!(findings.iter().any(|f| f.code.0 == "F05" && f.severity == Severity::Error));
}

#[test]
fn other_sheets_are_set_aside() {
    let forms = [the_form()];
    let mut hidden = sheet(FILLED, &[]);
    hidden.hidden = true;
    assert_eq!(read_sheet(&forms, &file(), &hidden).value, SheetReading::Hidden);
    let mut example = sheet(FILLED, &[]);
    example.name = "記入例（企画課）".into();
    let staged = read_sheet(&forms, &file(), &example);
    assert_eq!((staged.value, codes(&staged.findings)), (SheetReading::Example, vec!["F06"]));
    assert_eq!(read_sheet(&forms, &file(), &sheet("", &[])).value, SheetReading::Empty);
    let other = sheet("日付|担当\n4月1日|佐藤\n備考|なし", &[]);
    assert_eq!(read_sheet(&forms, &file(), &other).value, SheetReading::NoForm);
}

#[test]
fn a_blank_form_is_empty() {
    let blank: Vec<String> = FORM
        .lines()
        .map(|line| {
            let cells = line.split('|').map(|cell| if cell.contains("{{") { "" } else { cell });
            cells.collect::<Vec<_>>().join("|")
        })
        .collect();
    let staged = read_sheet(&[the_form()], &file(), &sheet(&blank.join("\n"), &MERGES));
    assert_eq!((staged.value, codes(&staged.findings)), (SheetReading::Empty, vec!["F06"]));
}
