//! Workbooks from `samples/` and `tests/corpus/form/`, read and compared with
//! values written by hand.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Form, ProposedCell, ProposedKind, Reading, SheetReading, propose_form, read_form, read_sheet};
use crate::diag::Finding;
use crate::model::{Eras, Field};
use crate::workbook::read_workbook;

fn repository() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn form_at(path: &str) -> Form {
    let path = repository().join(path);
    read_form(&path, &read_workbook(&path).expect("a workbook"), &Eras::default()).expect("a form")
}

/// Every sheet of a workbook: its name, what became of it, and the findings' codes.
fn read_all(form: &Form, path: &Path) -> Vec<(String, SheetReading, Vec<Finding>)> {
    let book = read_workbook(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let file: Arc<str> = path.file_name().expect("a name").to_string_lossy().into();
    let forms = [form.clone()];
    book.sheets
        .iter()
        .map(|sheet| {
            let staged = read_sheet(&forms, &file, sheet);
            (sheet.name.to_string(), staged.value, staged.findings)
        })
        .collect()
}

fn landscape(name: &str) -> (Reading, Vec<Finding>) {
    let form = form_at("tests/corpus/form/landscape_form.xlsx");
    let mut sheets = read_all(&form, &repository().join("tests/corpus/form").join(name));
    match sheets.remove(0) {
        (_, SheetReading::Read(reading), findings) => (*reading, findings),
        other => panic!("{other:?}"),
    }
}

fn text(reading: &Reading, name: &str) -> Option<String> {
    let eras = Eras::default();
    let field = Field::parse(name, &eras).unwrap_or_else(|| Field::Custom(name.into()));
    reading.plan.values.get(&field).map(|value| value.text.clone())
}

const LANDSCAPE: &[(&str, &str)] = &[
    ("対象年度", "令和５年度"),
    ("版", "2"),
    ("改革分野", "行政サービス"),
    ("番号", "7"),
    ("計画名", "窓口予約システムの導入"),
    ("実行課", "市民課"),
    ("開始", "R5"),
    ("終了", "R7"),
    ("取組内容", "窓口の予約を\nインターネットで受け付ける。"),
    ("実施状況", "10月に試行を始めた。"),
    ("自己評価", "A"),
    ("評価理由", "目標を上回る利用があった。"),
    ("課題・改善策", "高齢者への周知"),
    ("次年度の取組", "対象の窓口を広げる。"),
    ("指標1.名称", "予約件数"),
    ("指標1.単位", "件"),
    ("指標1.方向", "↑"),
    ("指標1.基準値", "0"),
    ("指標1.目標値.R5", "100"),
    ("指標1.実績値.R5", "131"),
    ("指標1.目標値.R6", "300"),
    ("指標1.目標値.R7", "500"),
    ("指標2.名称", "平均待ち時間"),
    ("指標2.単位", "分"),
    ("指標2.方向", "↓"),
    ("指標2.基準値", "18"),
    ("指標2.目標値.R5", "15"),
    ("指標2.実績値.R5", "14.5"),
    ("指標2.目標値.R6", "12"),
    ("指標2.目標値.R7", "10"),
    ("担当係", "窓口係"),
];

fn assert_landscape(reading: &Reading, except: &[&str]) {
    for (name, expected) in LANDSCAPE.iter().filter(|(name, _)| !except.contains(name)) {
        assert_eq!(text(reading, name).as_deref(), Some(*expected), "{name}");
    }
    // 提出日 stands as a date and is compared in `normalize`.
    assert_eq!(reading.plan.values.len(), LANDSCAPE.len() + 1 - except.len());
}

#[test]
fn a_landscape_form_with_marks_and_two_indicators_is_read() {
    let (reading, findings) = landscape("landscape_filled.xlsx");
    assert_eq!(findings, []);
    assert_landscape(&reading, &[]);
}

#[test]
fn undone_merges_change_nothing() {
    let (reading, findings) = landscape("landscape_unmerged.xlsx");
    assert_eq!(findings, []);
    assert_landscape(&reading, &[]);
}

#[test]
fn two_marks_are_told_and_synonyms_followed() {
    let (reading, findings) = landscape("landscape_two_marks.xlsx");
    assert_landscape(&reading, &["自己評価"]);
    let codes: Vec<&str> = findings.iter().map(|finding| finding.code.0).collect();
    assert_eq!(codes, ["F04", "V10"]);
    assert!(reading.plan.unreadable.contains(&Field::SelfJudgment));
}

/// Sheets of the samples that departments changed: a row inserted for the
/// section in charge, a column inserted on the left.
#[test]
fn the_samples_are_read_as_they_were_filled_in() {
    let form = form_at("samples/honjo/様式/実施計画シート.xlsx");
    for year in ["R5", "R6"] {
        let folder = repository().join("samples/honjo").join(year).join("提出");
        let mut plans = 0;
        let mut files: Vec<PathBuf> =
            folder.read_dir().expect("the samples").map(|entry| entry.expect("an entry").path()).collect();
        files.sort();
        for path in files {
            for (sheet, reading, findings) in read_all(&form, &path) {
                let place = format!("{} {sheet}", path.display());
                let codes: Vec<&str> = findings.iter().map(|finding| finding.code.0).collect();
                if !matches!(reading, SheetReading::Read(_)) {
                    let aside = matches!(sheet.as_str(), "Sheet2" | "Sheet3" | "リスト" | "記入例");
                    assert!(aside, "{place}: {reading:?} {findings:?}");
                    continue;
                }
                plans += 1;
                let row_inserted = place.contains("危機管理課");
                let column_inserted = place.contains("1-14") || place.contains("１－１４");
                let expected: &[&str] = match (row_inserted, column_inserted) {
                    (true, _) => &["F04", "F16"],
                    (_, true) => &["F04"],
                    _ => &[],
                };
                assert_eq!(codes, expected, "{place} {findings:?}");
            }
        }
        assert!(plans >= 45, "{year}: {plans}");
    }
}

/// Text fields need no interpretation, so they can be compared with what the
/// samples are known to say.
#[test]
fn the_samples_say_what_they_are_known_to_say() {
    let form = form_at("samples/honjo/様式/実施計画シート.xlsx");
    let truth =
        std::fs::read_to_string(repository().join("samples/honjo/expected/R5.json")).expect("the truth");
    let truth: serde_json::Value = serde_json::from_str(&truth).expect("JSON");
    let folder = repository().join("samples/honjo/R5/提出");
    let squeezed = |text: &str| -> String { crate::characters::fold(text) };
    let mut compared = 0;
    for entry in folder.read_dir().expect("the samples") {
        for (_, reading, _) in read_all(&form, &entry.expect("an entry").path()) {
            let SheetReading::Read(reading) = reading else { continue };
            let name = text(&reading, "計画名").expect("every sample has a name");
            let plan = truth.as_object().expect("an object").values();
            let mut plan =
                plan.filter(|plan| squeezed(plan["計画名"].as_str().unwrap_or("")) == squeezed(&name));
            let plan = plan.next().unwrap_or_else(|| panic!("{name}")).as_object().expect("an object");
            for field in [
                "取組内容",
                "期待される効果",
                "最終目標",
                "実施状況",
                "評価理由",
                "課題・改善策",
                "次年度の取組",
                "年度別計画.R5",
                "年度別計画.R9",
                "指標1.名称",
            ] {
                let expected = plan.get(field).and_then(|value| value.as_str()).map(squeezed);
                assert_eq!(text(&reading, field).map(|t| squeezed(&t)), expected, "{name} {field}");
                compared += 1;
            }
        }
    }
    assert_eq!(compared, 500);
}

/// The samples, proposed back: the form that they were filled in on.
#[test]
fn the_samples_propose_the_form_they_were_filled_in_on() {
    let form = form_at("samples/honjo/様式/実施計画シート.xlsx");
    let folder = repository().join("samples/honjo/R5/提出");
    let mut files: Vec<PathBuf> =
        folder.read_dir().expect("the samples").map(|entry| entry.expect("an entry").path()).collect();
    files.sort();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "xlsx"));
    let books: Vec<_> = files.iter().map(|path| read_workbook(path).expect("a workbook")).collect();
    let sheets: Vec<_> =
        books.iter().map(|book| super::FilledSheet { sheet: &book.sheets[0], in_place: true }).collect();
    let proposal = propose_form(&sheets, &Eras::default()).expect("a proposal");
    let mut wrong = Vec::new();
    for slot in &form.slots {
        let proposed = proposal.cells.iter().find(|cell| cell.range == slot.range);
        let name = slot.field.name(&Eras::default());
        let expected = format!("{}{{{{{name}}}}}{}", slot.prefix, slot.suffix);
        if proposed.map(|cell| cell.text.as_str()) != Some(expected.as_str()) {
            wrong.push(format!("{} {expected} {:?}", slot.at, proposed.map(|cell| &cell.text)));
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
    let extra: Vec<&ProposedCell> = proposal
        .cells
        .iter()
        .filter(|cell| {
            cell.kind != ProposedKind::Label && !form.slots.iter().any(|slot| slot.range == cell.range)
        })
        .collect();
    assert_eq!(extra, Vec::<&ProposedCell>::new());
}
