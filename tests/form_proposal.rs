//! A city that has nothing but filled sheets and a ledger: the proposed form,
//! put into 様式/ as it is, reads them.

mod support;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use gyokaku::form::{Form, read_form};
use gyokaku::model::{CellRef, Eras, Field};
use gyokaku::workbook::{FloatingKind, read_workbook};
use serde_json::Value;
use support::{copy, differences, expected};

/// A plan folder without a form.
struct Formless {
    dir: tempfile::TempDir,
}

impl Formless {
    fn copy_of(folder: &str) -> Self {
        let dir = tempfile::tempdir().expect("a temporary folder");
        copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), dir.path());
        let form = dir.path().join("様式");
        if form.exists() {
            std::fs::remove_dir_all(&form).expect("a folder");
        }
        std::fs::create_dir(&form).expect("a folder");
        Self { dir }
    }

    fn path(&self, inside: &str) -> PathBuf {
        self.dir.path().join(inside)
    }

    fn gyokaku(&self, words: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gyokaku"));
        command.args(words).current_dir(self.dir.path()).output().expect("the program starts")
    }

    /// Proposes a form from the sheets of a year; gives it with the cells that
    /// it marks as unsure, and what the terminal said.
    fn propose(&self, year: &str) -> (Form, BTreeSet<CellRef>, String) {
        let output = self.gyokaku(&["form", &format!("{year}/提出"), "--out", "様式/案.xlsx"]);
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
        let (form, book) = form_at(&self.path("様式/案.xlsx"));
        let comments = book.sheets[0].floating.iter().filter(|f| f.kind == FloatingKind::Comment);
        (form, comments.filter_map(|comment| comment.at).collect(), said)
    }

    fn run(&self, year: &str) -> Value {
        let output = self.gyokaku(&["run", year]);
        let error = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(matches!(output.status.code(), Some(0 | 1)), "{error}");
        let record = std::fs::read(self.path(&format!("{year}/出力/記録.json"))).expect("a record");
        serde_json::from_slice(&record).expect("JSON")
    }
}

fn form_at(path: &Path) -> (Form, gyokaku::workbook::RawWorkbook) {
    let book = read_workbook(path).expect("a workbook");
    (read_form(path, &book, &Eras::default()).expect("a form without mistakes"), book)
}

/// Names of the fields that the proposal is sure of.
fn sure(form: &Form, unsure: &BTreeSet<CellRef>) -> BTreeSet<String> {
    let of = |wanted: bool| {
        let slots = form.slots.iter().filter(move |slot| unsure.contains(&slot.at) != wanted);
        slots.map(|slot| slot.field.name(&Eras::default())).collect::<BTreeSet<String>>()
    };
    &of(true) - &of(false)
}

/// Where the proposal is wrong and does not say so, against the city's own form.
fn silently_wrong(form: &Form, unsure: &BTreeSet<CellRef>, own: &Form) -> Vec<String> {
    let eras = Eras::default();
    let mut wrong = Vec::new();
    for slot in form.slots.iter().filter(|slot| !unsure.contains(&slot.at)) {
        let there = own.slots.iter().find(|other| other.at == slot.at);
        if !there.is_some_and(|other| other.field == slot.field && other.mark == slot.mark) {
            let name = there.map_or_else(|| "nothing".to_owned(), |other| other.field.name(&eras));
            wrong.push(format!("{} {}, not {name}", slot.at, slot.field.name(&eras)));
        }
    }
    wrong
}

/// Fields of the city's form that the proposal does not have in their place.
fn not_proposed(form: &Form, own: &Form) -> Vec<String> {
    let there = |slot: &&gyokaku::form::Slot| {
        form.slots.iter().any(|s| s.at == slot.at && s.field == slot.field && s.mark == slot.mark)
    };
    let missing = own.slots.iter().filter(|slot| !there(slot));
    missing.map(|slot| format!("{} {}", slot.at, slot.field.name(&Eras::default()))).collect()
}

/// The differences that concern fields which the proposal is sure of.
fn wrong_values(record: &Value, wanted: &Value, sure: &BTreeSet<String>) -> Vec<String> {
    let concerns = |line: &String| {
        let name = line.split_once(' ').and_then(|(_, rest)| rest.split_once(": ")).map(|(name, _)| name);
        name.is_none_or(|name| sure.contains(name))
    };
    differences(record, wanted).into_iter().filter(concerns).collect()
}

#[test]
fn honjo_is_read_with_the_form_that_its_sheets_propose() {
    let honjo = Formless::copy_of("samples/honjo");
    let (form, unsure, said) = honjo.propose("R5");
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/honjo/様式/実施計画シート.xlsx");
    let (own, _) = form_at(&own);
    assert_eq!(unsure, BTreeSet::new(), "{said}");
    assert_eq!(not_proposed(&form, &own), Vec::<String>::new());
    assert_eq!(silently_wrong(&form, &unsure, &own), Vec::<String>::new());
    let version = form.slots.iter().find(|slot| slot.field == Field::Version).expect("版");
    assert_eq!((version.prefix.as_str(), version.suffix.as_str()), ("第", "版"));
    let wrong = differences(&honjo.run("R5"), &expected("honjo", "R5"));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn minato_is_read_with_the_form_that_its_sheets_propose() {
    let minato = Formless::copy_of("samples/minato");
    let (form, unsure, said) = minato.propose("R6");
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/minato/様式/評価シート.xlsx");
    let (own, _) = form_at(&own);
    // The city's own fields are told as such: 連携する課, 部長コメント.
    let marked: Vec<String> = unsure.iter().map(CellRef::to_string).collect();
    assert_eq!(marked, ["B15", "I15"], "{said}");
    assert!(said.contains("連携する課") && said.contains("部長コメント"), "{said}");
    assert_eq!(not_proposed(&form, &own), Vec::<String>::new());
    assert_eq!(silently_wrong(&form, &unsure, &own), Vec::<String>::new());
    let wrong = differences(&minato.run("R6"), &expected("minato", "R6"));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Cities with no form: how many fields the proposal is sure of, which it has
/// not, and what its sure fields read.
fn check(city: &str, year: &str, sure_of: usize, missing: &[&str]) {
    let folder = format!("tests/corpus/proposals/{city}");
    let formless = Formless::copy_of(&folder);
    let (form, unsure, said) = formless.propose(year);
    let (own, _) = form_at(&formless.path("form.xlsx"));
    assert_eq!(silently_wrong(&form, &unsure, &own), Vec::<String>::new(), "{said}");
    assert_eq!(not_proposed(&form, &own), missing, "{said}");
    assert_eq!(form.slots.iter().filter(|slot| !unsure.contains(&slot.at)).count(), sure_of, "{said}");
    let truth = std::fs::read(formless.path("expected.json")).expect("expected values");
    let truth: Value = serde_json::from_slice(&truth).expect("JSON");
    let wrong = wrong_values(&formless.run(year), &truth, &sure(&form, &unsure));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn sheets_made_from_a_proposal_with_its_notes_say_so() {
    let city = Formless::copy_of("samples/minato");
    let (_, _, told) = city.propose("R6");
    let output = city.gyokaku(&["sheets", "R6", "--dry-run"]);
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let (_, book) = form_at(&city.path("様式/案.xlsx"));
    let notes = book.sheets.iter().any(|sheet| &*sheet.name == "確認してください");
    assert_eq!(said.contains("シート「確認してください」が残っており"), notes, "{told}{said}");
    std::fs::remove_file(city.path("様式/案.xlsx")).expect("a file");
    let output = city.gyokaku(&["sheets", "R6", "--dry-run"]);
    assert!(!String::from_utf8_lossy(&output.stdout).contains("確認してください"));
}

#[test]
fn indicators_in_blocks_and_marks_one_below_the_other() {
    check("kanuma", "R7", 52, &[]);
}

#[test]
fn choices_with_their_own_boxes_and_units_in_the_cell() {
    check("aobadai", "R5", 35, &[]);
}

#[test]
fn years_in_rows_and_a_label_in_the_cell_of_its_value() {
    check("yamate", "R6", 27, &[]);
}

#[test]
fn two_eras_and_an_extension_beside_the_department() {
    check("higashi", "R1", 23, &[]);
}

#[test]
fn ten_years_six_judgments_and_seven_areas() {
    check("toyosaka", "R1", 63, &[]);
}

#[test]
fn several_sheets_a_workbook_and_signs_for_judgments() {
    check("shirahama", "R6", 15, &[]);
}

/// One body, six judgments, seven areas, ten years over two eras: the whole
/// batch by data alone, and nothing of another city in what people read.
#[test]
fn everything_is_written_for_a_city_unlike_the_first() {
    let city = Formless::copy_of("tests/corpus/proposals/toyosaka");
    city.propose("R1");
    let record = city.run("R1");
    assert_eq!(record["stage"], "審議会", "stages go by their place, not by the body's name");
    let totals = &record["totals"];
    assert_eq!((totals["plans"].as_u64(), totals["submitted"].as_u64()), (Some(6), Some(6)));
    let areas = totals["by_area"].as_object().expect("areas");
    assert_eq!(areas.len(), 7);
    let judged = areas["窓口"]["自己評価"].as_object().expect("judgments");
    assert_eq!(judged.keys().map(String::as_str).collect::<Vec<_>>(), ["S", "A", "B", "C", "D", "E"]);
    let output = city.gyokaku(&["sheets", "R1"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let mut files = Vec::new();
    walk(&city.path("R1/出力"), &mut files);
    walk(&city.path("R1/配布"), &mut files);
    for name in ["評価結果.xlsx", "評価報告書.pdf", "計画一覧.pdf", "結果.html", "意見入力_懇談会.xlsx"]
    {
        assert!(files.iter().any(|path| path.ends_with(name)), "{name}: {files:?}");
    }
    for path in &files {
        // Field names are the same everywhere, and the form has that field.
        let said = text_of(path).replace("審議会意見", "");
        for foreign in ["本庄", "推進本部", "審議会", "行政サービス改革", "令和９年度", "R9"]
        {
            assert!(!said.contains(foreign), "{}: {foreign}", path.display());
        }
    }
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() { walk(&path, files) } else { files.push(path) }
    }
}

/// What a workbook, page or table says; nothing for a PDF, whose words other tests read.
fn text_of(path: &Path) -> String {
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("xlsx") => {
            let book = read_workbook(path).expect("a workbook");
            let cells = book.sheets.iter().flat_map(|sheet| &sheet.cells);
            cells.map(|cell| cell.shown.as_str()).collect::<Vec<_>>().join("\n")
        }
        Some("html" | "csv") => std::fs::read_to_string(path).expect("a text"),
        _ => String::new(),
    }
}
