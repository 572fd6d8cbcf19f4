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
    const ENOUGH: usize = 36;
    let mut files: Vec<PathBuf> = repository()
        .join(folder)
        .read_dir()
        .expect("the samples")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    files.sort();
    files.truncate(ENOUGH);
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

fn score_of(books: &[RawWorkbook], form: &Form, skip: usize, count: usize) -> Score {
    let few: Vec<&RawWorkbook> = books.iter().skip(skip).take(count).collect();
    score(&propose(&few), form)
}

fn nothing() -> Vec<String> {
    Vec::new()
}

const HONJO: &str = "samples/honjo/様式/実施計画シート.xlsx";

#[test]
fn a_handful_of_honjos_sheets_propose_its_whole_form() {
    let form = form_at(&repository().join(HONJO));
    for year in ["R5", "R6"] {
        let books = books(&format!("samples/honjo/{year}/提出"));
        for (skip, count) in [(0, 5), (12, 3), (0, 2), (20, 2), (31, 2)] {
            let score = score_of(&books, &form, skip, count);
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
    let form = form_at(&repository().join(HONJO));
    let score = score_of(&books("samples/honjo/R5/提出"), &form, 0, 1);
    assert_eq!((score.right, score.unsure.len()), (0, 57));
    assert_eq!((score.wrong, score.extra, score.missed), (nothing(), nothing(), nothing()));
}

#[test]
fn minatos_marks_and_indicators_are_proposed() {
    let form = form_at(&repository().join("samples/minato/様式/評価シート.xlsx"));
    let books = books("samples/minato/R6/提出");
    for (skip, count, right) in [(0, 7, 53), (0, 5, 53), (2, 3, 52), (0, 2, 51)] {
        let score = score_of(&books, &form, skip, count);
        assert_eq!((score.wrong, score.extra), (nothing(), nothing()), "{count}");
        assert!(score.right >= right, "{count}: {} {:?} {:?}", score.right, score.unsure, score.missed);
    }
}

/// The same plan sent again, changed in its layout alone, is no second sheet.
#[test]
fn what_one_plan_says_twice_is_no_label() {
    for city in ["aoba", "konan", "midorino", "shinonome", "wakaba"] {
        let folder = format!("tests/corpus/cities/{city}");
        let form = form_at(&repository().join(format!("{folder}/様式/様式.xlsx")));
        let books = books(&format!("{folder}/提出"));
        for count in [5, 3, 1] {
            let score = score_of(&books, &form, 0, count);
            assert_eq!((score.wrong, score.extra), (nothing(), nothing()), "{city} {count}");
        }
    }
}

fn drawn(drawings: &[&str]) -> Vec<(String, String, bool)> {
    let sheets: Vec<_> = drawings.iter().map(|drawing| crate::form::sample::sheet(drawing, &[])).collect();
    let sheets: Vec<FilledSheet<'_>> =
        sheets.iter().map(|sheet| FilledSheet { sheet, in_place: true }).collect();
    let proposal = propose_form(&sheets, &Eras::default()).expect("a proposal");
    let fields = proposal.cells.iter().filter(|cell| cell.kind != ProposedKind::Label);
    fields
        .map(|cell| {
            (cell.range.start.to_string(), cell.text.clone(), matches!(cell.kind, ProposedKind::Unsure(_)))
        })
        .collect()
}

/// The year is everyone's, the end is nobody's, and the judgments happen to agree.
#[test]
fn what_never_varies_and_what_is_blank_is_found_by_its_label() {
    let sheet = |number: &str, name: &str, done: &str| {
        format!(
            "取組評価シート|||\n年度|令和6年度|No.|{number}\n取組項目|{name}||\n主管課|総務課|終了年度|\n\
             取組状況|{done}||\n評価区分|B|評価の理由|{done}による\n印刷年月日|2025/4/{number}||"
        )
    };
    let sheets = [
        sheet("1", "窓口の予約", "始めた"),
        sheet("2", "書類の電子化", "広げた"),
        sheet("5", "会議の削減", "改めた"),
        sheet("7", "車の共有", "調べた"),
    ];
    let found = drawn(&sheets.iter().map(String::as_str).collect::<Vec<_>>());
    let of = |name: &str| {
        found.iter().find(|(_, text, _)| text == &format!("{{{{{name}}}}}")).map(|f| (f.0.as_str(), f.2))
    };
    for (name, at) in [
        ("対象年度", "B2"),
        ("番号", "D2"),
        ("計画名", "B3"),
        ("実行課", "B4"),
        ("終了", "D4"),
        ("実施状況", "B5"),
        ("自己評価", "B6"),
        ("評価理由", "D6"),
    ] {
        assert_eq!(of(name), Some((at, false)), "{name}: {found:?}");
    }
    // The day of printing is a field of no known name: the city's own, and marked.
    assert_eq!(of("印刷年月日"), Some(("B7", true)), "{found:?}");
    assert_eq!(found.len(), 9, "{found:?}");
}

#[test]
fn a_row_put_in_and_labels_retyped_are_no_fields() {
    let found = drawn(&[
        "行革シート||\n番号|1|\n取組名|窓口の予約|\n担当課|市民課|\n取組実績|始めた|\n一次評価|A|",
        "行革シート||\n番号|2|\n取組名|書類の電子化|\n|電子化推進係|\n担当課|総務課|\n取組実績|広げた|\n一次評価|B|",
        "行革シート||\n番号|3|\n取組名|会議の削減|\n所管課|財政課|\n実施結果|改めた|\n一次評価|C|",
        "行革シート||\n番号|4|\n取組名|車の共有|\n担当課|管財課|\n取組実績|調べた|\n一次評価|A|",
    ]);
    let texts: Vec<&str> = found.iter().map(|(_, text, _)| text.as_str()).collect();
    assert_eq!(texts, ["{{番号}}", "{{計画名}}", "{{実行課}}", "{{実施状況}}", "{{自己評価}}"]);
    assert!(found.iter().all(|(_, _, unsure)| !unsure), "{found:?}");
}

#[test]
fn two_boxes_of_one_name_are_both_told() {
    let found = drawn(&[
        "番号|1\n計画名|窓口の予約\n評価|A\n取組状況|始めた\n評価|B",
        "番号|2\n計画名|書類の電子化\n評価|B\n取組状況|広げた\n評価|A",
    ]);
    let judged: Vec<&(String, String, bool)> = found.iter().filter(|f| f.0 == "B3" || f.0 == "B5").collect();
    assert!(judged.len() == 2 && judged.iter().all(|f| f.2), "{found:?}");
}
