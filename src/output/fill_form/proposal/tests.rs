//! The proposal keeps the looks of the sheet it is written into, and nothing
//! that the department wrote.

use std::io::Read;
use std::path::{Path, PathBuf};

use super::form_in_place;
use crate::form::{FilledSheet, Proposal, ProposedKind, propose_form, read_form};
use crate::model::Eras;
use crate::workbook::{FloatingKind, RawWorkbook, parse_workbook, read_workbook};

fn submissions(folder: &str) -> Vec<(PathBuf, RawWorkbook)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut files: Vec<PathBuf> =
        folder.read_dir().expect("the samples").map(|entry| entry.expect("an entry").path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "xlsx"));
    files.sort();
    files.truncate(7);
    files.into_iter().map(|path| (path.clone(), read_workbook(&path).expect("a workbook"))).collect()
}

/// The proposal of a folder, the workbook that it makes, and the file it is written into.
fn proposed(folder: &str) -> (Proposal, Vec<u8>, RawWorkbook) {
    let books = submissions(folder);
    let sheets: Vec<FilledSheet<'_>> =
        books.iter().map(|(_, book)| FilledSheet { sheet: &book.sheets[0], in_place: true }).collect();
    let proposal = propose_form(&sheets, &Eras::default()).expect("a proposal");
    let (path, base) = &books[proposal.base];
    let bytes = std::fs::read(path).expect("a file");
    let made = form_in_place(&bytes, &base.sheets[0].name, &proposal).expect("an .xlsx");
    (proposal, made, base.clone())
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("a container");
    let mut text = String::new();
    archive.by_name(name).expect("a part").read_to_string(&mut text).expect("text");
    text
}

const FOLDERS: [&str; 2] = ["samples/honjo/R5/提出", "samples/minato/R6/提出"];

#[test]
fn the_workbook_is_a_form_that_says_what_was_proposed() {
    for folder in FOLDERS {
        let (proposal, bytes, base) = proposed(folder);
        let book = parse_workbook("案.xlsx", &bytes).expect("a workbook");
        let form = read_form(Path::new("案.xlsx"), &book, &Eras::default()).expect("a form without mistakes");
        let [labels, fields, unsure] = proposal.counts();
        assert_eq!((form.labels.len(), form.slots.len()), (labels, fields + unsure), "{folder}");
        assert_eq!(book.sheets[0].merges, base.sheets[0].merges);
        assert_eq!(book.sheets.len(), 2, "no other sheet of the department comes along");
    }
}

#[test]
fn nothing_that_a_department_wrote_is_left() {
    for folder in FOLDERS {
        let (proposal, bytes, base) = proposed(folder);
        let labels: Vec<String> = proposal
            .cells
            .iter()
            .filter(|cell| cell.kind == ProposedKind::Label)
            .map(|cell| cell.text.clone())
            .collect();
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(&bytes[..])).expect("a container");
        let mut all = String::new();
        for index in 0..archive.len() {
            let mut entry = archive.by_index(index).expect("a part");
            entry.read_to_string(&mut all).expect("text");
        }
        let long = |text: &str| text.chars().count() >= 4 && !labels.iter().any(|label| label.contains(text));
        let values = base.sheets[0].cells.iter().map(|cell| cell.shown.trim()).filter(|text| long(text));
        let left: Vec<&str> = values.filter(|text| all.contains(text)).collect();
        // The year in the title stands on in the notes to the clerk, if at all.
        assert_eq!(left, Vec::<&str>::new(), "{folder}");
    }
}

#[test]
fn widths_heights_and_print_set_up_stay() {
    let (_, bytes, _) = proposed("samples/minato/R6/提出");
    let sheet = part(&bytes, "xl/worksheets/sheet1.xml");
    for kept in ["<cols>", " ht=\"", "<mergeCells", "<pageSetup", "orientation=\"landscape\""] {
        assert!(sheet.contains(kept), "{kept}");
    }
    assert!(!sheet.contains("sheetProtection"));
}

#[test]
fn unsure_fields_have_a_colour_and_a_comment() {
    let (proposal, bytes, _) = proposed("samples/minato/R6/提出");
    let book = parse_workbook("案.xlsx", &bytes).expect("a workbook");
    let unsure: Vec<_> =
        proposal.cells.iter().filter(|cell| matches!(cell.kind, ProposedKind::Unsure(_))).collect();
    assert!(!unsure.is_empty());
    let comments: Vec<_> =
        book.sheets[0].floating.iter().filter(|floating| floating.kind == FloatingKind::Comment).collect();
    assert_eq!(comments.len(), unsure.len());
    for cell in unsure {
        let ProposedKind::Unsure(why) = &cell.kind else { continue };
        assert!(comments.iter().any(|c| c.at == Some(cell.range.start) && c.text.contains(why.as_str())));
    }
    assert!(part(&bytes, "xl/styles.xml").contains("FFFFF2CC"));
}
