//! Whatever departments do to a filled form, no value changes unsaid.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use super::sample::{file, text_cell};
use super::{Form, SheetReading, read_form, read_sheet};
use crate::diag::Finding;
use crate::model::{CellRange, CellRef, Eras, Field};
use crate::workbook::{RawSheet, read_workbook};

/// One thing a department does to a sheet. Numbers are taken modulo what is there.
#[derive(Debug, Clone)]
enum Change {
    InsertBlankRow(u32),
    InsertRowOfText(u32, String),
    InsertBlankColumn(u32),
    InsertColumnOfText(u32, String),
    DeleteRow(u32),
    SwapRows(u32, u32),
    MoveRow(u32, u32),
    DuplicateRow(u32, u32),
    Unmerge(usize),
    UnmergeAll,
    SpaceOut(usize),
    Annotate(usize),
    Erase(usize),
    Retype(usize, String),
    WriteAt(u32, u32, String),
}

fn changes() -> impl Strategy<Value = Vec<Change>> {
    let text = prop_oneof![
        Just("係名".to_owned()),
        Just("評価".to_owned()),
        Just("R5".to_owned()),
        Just("R6".to_owned()),
        Just("実施状況".to_owned()),
        Just("目標値".to_owned()),
        Just("理由".to_owned()),
        Just("終了".to_owned()),
        Just("B".to_owned()),
        Just("120".to_owned()),
        "[あ-んア-ン一-龠0-9A-C]{1,12}",
    ];
    let change = prop_oneof![
        (0u32..40).prop_map(Change::InsertBlankRow),
        (0u32..40, text.clone()).prop_map(|(row, text)| Change::InsertRowOfText(row, text)),
        (0u32..16).prop_map(Change::InsertBlankColumn),
        (0u32..16, text.clone()).prop_map(|(column, text)| Change::InsertColumnOfText(column, text)),
        (0u32..40).prop_map(Change::DeleteRow),
        (0u32..40, 0u32..40).prop_map(|(a, b)| Change::SwapRows(a, b)),
        (0u32..40, 0u32..40).prop_map(|(a, b)| Change::MoveRow(a, b)),
        (0u32..40, 0u32..40).prop_map(|(a, b)| Change::DuplicateRow(a, b)),
        (0usize..200).prop_map(Change::Unmerge),
        Just(Change::UnmergeAll),
        (0usize..200).prop_map(Change::SpaceOut),
        (0usize..200).prop_map(Change::Annotate),
        (0usize..200).prop_map(Change::Erase),
        (0usize..200, text.clone()).prop_map(|(cell, text)| Change::Retype(cell, text)),
        (0u32..40, 0u32..16, text).prop_map(|(row, column, text)| Change::WriteAt(row, column, text)),
    ];
    prop::collection::vec(change, 0..5)
}

/// Maps every row and column; what maps to `None` goes.
fn remap(
    sheet: &RawSheet,
    row: impl Fn(u32) -> Option<u32>,
    column: impl Fn(u32) -> Option<u32>,
) -> RawSheet {
    let mut sheet = sheet.clone();
    let place = |at: CellRef| Some(CellRef::new(row(at.row)?, column(at.column)?));
    sheet.cells.retain_mut(|cell| place(cell.at).map(|at| cell.at = at).is_some());
    sheet.cells.sort_by_key(|cell| cell.at);
    sheet.merges.retain_mut(|range| {
        let ends = (place(range.start), place(range.end));
        let (Some(start), Some(end)) = ends else { return false };
        let height = range.end.row - range.start.row;
        let moved = CellRange::new(start, end);
        // Excel lets no merge be torn; one that is moved over is undone first.
        let whole = (moved.end.row - moved.start.row).abs_diff(height) <= 1 && start.row <= end.row;
        *range = moved;
        whole
    });
    sheet
}

fn is_label(form: &Form, text: &str) -> bool {
    form.labels.iter().any(|label| label.text == text)
}

fn nth_label(sheet: &RawSheet, form: &Form, number: usize) -> Option<usize> {
    let labels: Vec<usize> =
        (0..sheet.cells.len()).filter(|&cell| is_label(form, &sheet.cells[cell].shown)).collect();
    (!labels.is_empty()).then(|| labels[number % labels.len()])
}

fn insert_text(sheet: &mut RawSheet, at: CellRef, text: &str) {
    match sheet.cells.binary_search_by_key(&at, |cell| cell.at) {
        Ok(_) => {}
        Err(place) => sheet.cells.insert(place, text_cell(at, text)),
    }
}

fn apply(form: &Form, sheet: &RawSheet, change: &Change) -> RawSheet {
    let keep = |n: u32| Some(n);
    let open = |at: u32| move |n: u32| Some(if n >= at { n + 1 } else { n });
    let mut changed = sheet.clone();
    // Two rows without any label that change places look like each other's values.
    let labelled =
        |row: &u32| sheet.cells.iter().any(|cell| cell.at.row == *row && is_label(form, &cell.shown));
    match change {
        Change::SwapRows(a, b) if !labelled(a) || !labelled(b) => {}
        Change::MoveRow(row, _) if !labelled(row) => {}
        Change::InsertBlankRow(row) => changed = remap(sheet, open(*row), keep),
        Change::InsertRowOfText(row, text) => {
            changed = remap(sheet, open(*row), keep);
            insert_text(&mut changed, CellRef::new(*row, 0), "（参考）");
            insert_text(&mut changed, CellRef::new(*row, 2), text);
        }
        Change::InsertBlankColumn(column) => changed = remap(sheet, keep, open(*column)),
        Change::InsertColumnOfText(column, text) => {
            changed = remap(sheet, keep, open(*column));
            insert_text(&mut changed, CellRef::new(9, *column), text);
            insert_text(&mut changed, CellRef::new(12, *column), "77");
        }
        Change::DeleteRow(row) => {
            changed = remap(sheet, |n| (n != *row).then_some(if n > *row { n - 1 } else { n }), keep);
        }
        Change::SwapRows(a, b) => {
            let swap = |n: u32| {
                Some(if n == *a {
                    *b
                } else if n == *b {
                    *a
                } else {
                    n
                })
            };
            changed = remap(sheet, swap, keep);
        }
        Change::MoveRow(from, to) => {
            let order = |n: u32| {
                if n == *from {
                    return Some(*to);
                }
                let gone = if n > *from { n - 1 } else { n };
                Some(if gone >= *to { gone + 1 } else { gone })
            };
            changed = remap(sheet, order, keep);
        }
        Change::DuplicateRow(from, to) => {
            changed = remap(sheet, open(*to), keep);
            for cell in sheet.cells.iter().filter(|cell| cell.at.row == *from) {
                insert_text(&mut changed, CellRef::new(*to, cell.at.column), &cell.shown);
            }
        }
        Change::Unmerge(number) if !sheet.merges.is_empty() => {
            changed.merges.remove(number % sheet.merges.len());
        }
        Change::Unmerge(_) => {}
        Change::UnmergeAll => changed.merges.clear(),
        Change::SpaceOut(number) => {
            if let Some(cell) = nth_label(sheet, form, *number) {
                let shown = &mut changed.cells[cell].shown;
                *shown = shown.chars().flat_map(|c| [c, '　']).collect::<String>() + "\n";
            }
        }
        Change::Annotate(number) => {
            if let Some(cell) = nth_label(sheet, form, *number) {
                changed.cells[cell].shown += "（記入）：";
            }
        }
        Change::Erase(number) => {
            if let Some(cell) = nth_label(sheet, form, *number) {
                changed.cells.remove(cell);
            }
        }
        Change::Retype(number, text) => {
            if let Some(cell) = nth_label(sheet, form, *number) {
                changed.cells[cell].shown.clone_from(text);
            }
        }
        Change::WriteAt(row, column, text) => insert_text(&mut changed, CellRef::new(*row, *column), text),
    }
    changed
}

/// Form, filled sheet and what it says.
type Sample = (Form, RawSheet, BTreeMap<Field, String>);

static SAMPLES: LazyLock<Vec<Sample>> = LazyLock::new(|| {
    let root = std::path::PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let pairs = [
        ("samples/honjo/様式/実施計画シート.xlsx", "samples/honjo/R5/提出/1-06_市民活動推進課.xlsx"),
        ("tests/corpus/form/landscape_form.xlsx", "tests/corpus/form/landscape_filled.xlsx"),
    ];
    let sample = |(form, filled): (&str, &str)| {
        let path = root.join(form);
        let form =
            read_form(&path, &read_workbook(&path).expect("a workbook"), &Eras::default()).expect("a form");
        let sheet = read_workbook(&root.join(filled)).expect("a workbook").sheets.remove(0);
        let (values, _, findings) = read(&form, &sheet).expect("the sheet is read");
        assert_eq!(findings, []);
        (form, sheet, values)
    };
    pairs.into_iter().map(sample).collect()
});

type Values = BTreeMap<Field, String>;

fn read(form: &Form, sheet: &RawSheet) -> Option<(Values, std::collections::BTreeSet<Field>, Vec<Finding>)> {
    let staged = read_sheet(std::slice::from_ref(form), &file(), sheet);
    let SheetReading::Read(reading) = staged.value else { return None };
    let values = reading.plan.values.into_iter().map(|(field, value)| (field, value.text)).collect();
    Some((values, reading.plan.unreadable, staged.findings))
}

/// Whether the text of a changed sheet at the value's place is the department's
/// own doing: it wrote into the box.
fn wrote(changes: &[Change], text: &str) -> bool {
    let in_column = changes.iter().any(|change| matches!(change, Change::InsertColumnOfText(..)));
    (in_column && text == "77")
        || changes.iter().any(|change| match change {
            Change::WriteAt(_, _, written)
            | Change::InsertRowOfText(_, written)
            | Change::InsertColumnOfText(_, written)
            | Change::Retype(_, written) => text.contains(written.as_str()),
            _ => false,
        })
}

fn check(sample: &Sample, changes: &[Change]) -> Result<(), TestCaseError> {
    let (form, sheet, truth) = sample;
    let changed = changes.iter().fold(sheet.clone(), |sheet, change| apply(form, &sheet, change));
    let Some((values, unreadable, findings)) = read(form, &changed) else { return Ok(()) };
    let eras = Eras::default();
    let reported = |code: &str| findings.iter().any(|finding| finding.code.0 == code);
    for (field, text) in &values {
        let name = field.name(&eras);
        match truth.get(field) {
            Some(expected) => {
                prop_assert!(text == expected || wrote(changes, text), "{name}: {text} is not {expected}")
            }
            None => prop_assert!(wrote(changes, text), "{name}: {text} was never written"),
        }
    }
    for field in truth.keys().filter(|field| !values.contains_key(field)) {
        let said = unreadable.contains(field) && (reported("F05") || reported("V10"));
        prop_assert!(said || reported("F16"), "{} was dropped", field.name(&eras));
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, rng_seed: RngSeed::Fixed(7), ..ProptestConfig::default() })]

    #[test]
    fn a_changed_form_gives_the_right_value_or_says_so(which in 0usize..2, changes in changes()) {
        check(&SAMPLES[which], &changes)?;
    }

    #[test]
    fn blank_rows_and_columns_change_nothing(
        which in 0usize..2,
        rows in prop::collection::vec(0u32..40, 0..4),
        columns in prop::collection::vec(0u32..1, 0..3),
    ) {
        let (form, sheet, truth) = &SAMPLES[which];
        let rows = rows.into_iter().map(Change::InsertBlankRow);
        let changes = rows.chain(columns.into_iter().map(Change::InsertBlankColumn));
        let changed = changes.fold(sheet.clone(), |sheet, change| apply(form, &sheet, &change));
        let (values, _, findings) = read(form, &changed).expect("a sheet with all its labels is read");
        for (field, text) in truth {
            let kept = values.get(field) == Some(text);
            prop_assert!(kept || findings.iter().any(|f| f.code.0 == "F05"), "{field:?}");
        }
    }
}
