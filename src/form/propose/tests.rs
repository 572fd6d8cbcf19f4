//! Proposals from the sheets of the sample cities, compared cell by cell with
//! the form that each city gave its departments.

use std::path::{Path, PathBuf};

use super::{FilledSheet, Proposal, ProposedKind, propose_form};
use crate::form::placeholder::parse_placeholder;
use crate::form::{Form, is_example, read_form};
use crate::model::{CellRange, Eras, Field};
use crate::workbook::{RawWorkbook, read_workbook};

fn repository() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn form_at(path: &Path) -> Form {
    read_form(path, &read_workbook(path).expect("a workbook"), &Eras::default()).expect("a form")
}

/// The workbooks of a folder, by name.
fn books(folder: &str) -> Vec<RawWorkbook> {
    let mut files: Vec<PathBuf> = repository()
        .join(folder)
        .read_dir()
        .expect("the samples")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    files.sort();
    files.iter().map(|path| read_workbook(path).expect("a workbook")).collect()
}

fn propose(books: &[&RawWorkbook]) -> Proposal {
    let sheets = books.iter().flat_map(|book| &book.sheets);
    let filled = sheets.filter(|sheet| !sheet.hidden && !sheet.cells.is_empty() && !is_example(&sheet.name));
    let sheets: Vec<FilledSheet<'_>> = filled.map(|sheet| FilledSheet { sheet, in_place: true }).collect();
    propose_form(&sheets, &Eras::default()).expect("a proposal")
}

#[derive(Debug, Default, PartialEq, Eq)]
struct Score {
    right: usize,
    unsure: Vec<String>,
    /// In the right place with another name, and not marked.
    wrong: Vec<String>,
    missed: Vec<String>,
    /// Proposed without a mark where the form has no field.
    extra: Vec<String>,
    /// Marked, though wrong or where the form has no field.
    marked: Vec<String>,
}

fn score(proposal: &Proposal, form: &Form) -> Score {
    let eras = Eras::default();
    let mut score = Score::default();
    let fields: Vec<(CellRange, Field, Option<String>, bool)> = proposal
        .cells
        .iter()
        .filter(|cell| cell.kind != ProposedKind::Label)
        .map(|cell| {
            let read = parse_placeholder(&cell.text, &eras).expect("no mistake").expect("a placeholder");
            (cell.range, read.field, read.mark, cell.kind == ProposedKind::Field)
        })
        .collect();
    for slot in &form.slots {
        let place = format!("{} {}", slot.at, slot.field.name(&eras));
        let Some((_, field, mark, sure)) = fields.iter().find(|(range, ..)| range.start == slot.at) else {
            score.missed.push(place);
            continue;
        };
        let same = *field == slot.field && *mark == slot.mark;
        match (same, sure) {
            (true, true) => score.right += 1,
            (true, false) => score.unsure.push(place),
            (false, true) => score.wrong.push(format!("{place}: {}", field.name(&eras))),
            (false, false) => score.marked.push(format!("{place}: {}", field.name(&eras))),
        }
    }
    for (range, field, _, sure) in fields {
        if !form.slots.iter().any(|slot| slot.at == range.start) {
            let place = format!("{} {}", range.start, field.name(&eras));
            if sure { score.extra.push(place) } else { score.marked.push(place) }
        }
    }
    score
}

/// Every form of a city's own sheets, and how many of them are taken.
fn score_of(folder: &str, form: &str, skip: usize, count: usize) -> Score {
    let books = books(folder);
    let few: Vec<&RawWorkbook> = books.iter().skip(skip).take(count).collect();
    score(&propose(&few), &form_at(&repository().join(form)))
}

fn nothing() -> Vec<String> {
    Vec::new()
}

const HONJO: &str = "samples/honjo/様式/実施計画シート.xlsx";

#[test]
fn a_handful_of_honjos_sheets_propose_its_whole_form() {
    for year in ["R5", "R6"] {
        let folder = format!("samples/honjo/{year}/提出");
        for (skip, count) in [(0, 5), (7, 5), (0, 3), (12, 3), (0, 2), (20, 2), (31, 2)] {
            let score = score_of(&folder, HONJO, skip, count);
            let place = format!("{year}: {count} from {skip}");
            assert_eq!(
                (score.wrong, score.extra, score.missed),
                (nothing(), nothing(), nothing()),
                "{place}"
            );
            assert!(score.right >= 54, "{place}: {} {:?}", score.right, score.unsure);
        }
    }
}

#[test]
fn a_single_sheet_proposes_everything_as_unsure() {
    let score = score_of("samples/honjo/R5/提出", HONJO, 0, 1);
    assert_eq!((score.right, score.unsure.len()), (0, 57));
    assert_eq!((score.wrong, score.extra, score.missed), (nothing(), nothing(), nothing()));
}

#[test]
fn minatos_marks_and_indicators_are_proposed() {
    let form = "samples/minato/様式/評価シート.xlsx";
    for (skip, count, right) in [(0, 7, 53), (0, 5, 53), (2, 3, 52), (0, 2, 51)] {
        let score = score_of("samples/minato/R6/提出", form, skip, count);
        assert_eq!((score.wrong, score.extra), (nothing(), nothing()), "{count}");
        assert!(score.right >= right, "{count}: {} {:?} {:?}", score.right, score.unsure, score.missed);
    }
}

/// The same plan sent again, changed in its layout alone, is no second sheet.
#[test]
fn what_one_plan_says_twice_is_no_label() {
    for city in ["aoba", "konan", "midorino", "shinonome", "wakaba"] {
        let folder = format!("tests/corpus/cities/{city}");
        let form = format!("{folder}/様式/様式.xlsx");
        for count in [5, 3, 2, 1] {
            let score = score_of(&format!("{folder}/提出"), &form, 0, count);
            assert_eq!((score.wrong, score.extra), (nothing(), nothing()), "{city} {count}");
        }
    }
}
