//! Whatever departments do to a filled form, no value changes unsaid.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use super::extract::quote;
use super::property_changes::{Change, apply, changes};
use super::sample::file;
use super::{Form, SheetReading, read_form, read_sheet};
use crate::characters::fold;
use crate::diag::Finding;
use crate::model::{Eras, Field};
use crate::workbook::{RawSheet, read_workbook};

/// Form, filled sheet and what it says.
type Sample = (Form, RawSheet, BTreeMap<Field, String>);

const FILES: [(&str, &str); 3] = [
    ("samples/honjo/様式/実施計画シート.xlsx", "samples/honjo/R5/提出/1-06_市民活動推進課.xlsx"),
    ("tests/corpus/form/landscape_form.xlsx", "tests/corpus/form/landscape_filled.xlsx"),
    ("samples/minato/様式/評価シート.xlsx", "samples/minato/R6/提出/図書館.xlsx"),
];

/// Each sample as it was filled in, then with values of which none is like
/// another, so that a value in a wrong field is seen.
static SAMPLES: LazyLock<Vec<Sample>> = LazyLock::new(|| {
    let root = std::path::PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let sample = |(form, filled): (&str, &str)| {
        let path = root.join(form);
        let form =
            read_form(&path, &read_workbook(&path).expect("a workbook"), &Eras::default()).expect("a form");
        let sheet = read_workbook(&root.join(filled)).expect("a workbook").sheets.remove(0);
        let (values, _, findings) = read(&form, &sheet).expect("the sheet is read");
        assert_eq!(findings, []);
        let apart = told_apart(&form, &sheet);
        let (apart_values, _, findings) = read(&form, &apart).expect("the sheet is read");
        assert_eq!(findings, []);
        [(form.clone(), sheet, values), (form, apart, apart_values)]
    };
    FILES.into_iter().flat_map(sample).collect()
});

/// The sheet with every value that fills its cell alone replaced by one of its own.
fn told_apart(form: &Form, sheet: &RawSheet) -> RawSheet {
    let SheetReading::Read(reading) = read_sheet(std::slice::from_ref(form), &file(), sheet).value else {
        panic!("the sheet is read")
    };
    let mut sheet = sheet.clone();
    for (number, value) in reading.plan.values.values().enumerate() {
        let cell = sheet.cells.iter_mut().find(|cell| cell.at == value.cell.at).expect("the value's cell");
        if cell.shown == value.text {
            cell.shown = format!("値{number}号");
        }
    }
    sheet
}

type Values = BTreeMap<Field, String>;

fn read(form: &Form, sheet: &RawSheet) -> Option<(Values, BTreeSet<Field>, Vec<Finding>)> {
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

/// Whether a text that stood in one cell alone can still be seen.
fn is_visible(before: &RawSheet, sheet: &RawSheet, text: &str) -> bool {
    let once = before.cells.iter().filter(|cell| cell.shown.contains(text)).count() == 1;
    let covered = |at| sheet.merges.iter().any(|range| range.contains(at) && range.start != at);
    once && sheet.cells.iter().any(|cell| cell.shown.contains(text) && !covered(cell.at))
}

/// A value typed into, or a label put before, the blank or emptied box of
/// another field is that field's for every reader.
fn moved_into_blank(changes: &[Change], blank: bool) -> bool {
    let moves = |change: &Change| matches!(change, Change::MoveValue(..) | Change::MoveColumn(..));
    blank && changes.iter().any(moves)
}

/// Whether a finding quotes a text, or names a row of texts to which it belongs.
fn quotes(finding: &Finding, sheet: &RawSheet, text: &str) -> bool {
    let in_row = finding.code.0 == "F16"
        && sheet
            .cells
            .iter()
            .any(|cell| cell.shown.contains(text) && finding.cell.is_none_or(|at| at.row == cell.at.row));
    in_row || finding.message.contains(&quote(text)) || finding.found.as_deref() == Some(text)
}

fn all(findings: &[Finding]) -> String {
    findings.iter().map(|finding| format!("\n  {} {}", finding.code, finding.message)).collect()
}

fn check(sample: &Sample, changes: &[Change]) -> Result<(), TestCaseError> {
    let (form, sheet, truth) = sample;
    let changed = changes.iter().fold(sheet.clone(), |sheet, change| apply(form, &sheet, change));
    let Some((values, unreadable, findings)) = read(form, &changed) else { return Ok(()) };
    let eras = Eras::default();
    for (field, text) in &values {
        let name = field.name(&eras);
        let told = || format!("{name}: {text}, {:?}; {}", truth.get(field), all(&findings));
        let annotated = |expected: &String| fold(&format!("{expected}（記入）：")) == fold(text);
        // Half a text, with the other half named as its continuation.
        let rest_is_told = || findings.iter().any(|f| f.code.0 == "F16" && f.field.as_ref() == Some(&name));
        let split = |expected: &String| expected.starts_with(text.as_str()) && rest_is_told();
        let right = truth
            .get(field)
            .is_some_and(|expected| fold(expected) == fold(text) || annotated(expected) || split(expected))
            || wrote(changes, text)
            || moved_into_blank(
                changes,
                truth.get(field).is_none_or(|own| !is_visible(sheet, &changed, own)),
            );
        prop_assert!(right, "{}", told());
    }
    // A mark stands for a text that is not in its cell.
    let marked = |field: &Field| form.slots.iter().any(|slot| slot.field == *field && slot.mark.is_some());
    for (field, text) in truth.iter().filter(|(field, _)| !values.contains_key(field) && !marked(field)) {
        let name = field.name(&eras);
        let named = findings.iter().any(|f| f.field.as_ref() == Some(&name) || f.message.contains(&name));
        let said = named
            || (unreadable.contains(field) && findings.iter().any(|f| f.code.0 == "F05"))
            || (moved_into_blank(changes, true) && values.values().any(|other| other == text))
            || !is_visible(sheet, &changed, text)
            || findings.iter().any(|finding| quotes(finding, &changed, text));
        prop_assert!(said, "{name} was dropped: {text}; {}", all(&findings));
    }
    Ok(())
}

/// As many cases as `PROPTEST_CASES` asks for, else the same few each time.
fn config() -> ProptestConfig {
    let config = ProptestConfig { failure_persistence: None, ..ProptestConfig::default() };
    if std::env::var_os("PROPTEST_CASES").is_some() {
        return config;
    }
    ProptestConfig { cases: 300, rng_seed: RngSeed::Fixed(7), ..config }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_changed_form_gives_the_right_value_or_says_so(which in 0usize..6, changes in changes()) {
        check(&SAMPLES[which], &changes)?;
    }

    #[test]
    fn blank_rows_and_columns_change_nothing(
        which in 0usize..6,
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

/// What random changes once brought to light; each stands for ever.
#[test]
fn what_once_went_wrong_stays_right() {
    use Change::DuplicateRow;
    use Change::{
        DeleteColumn, DeleteRow, InsertExamples, InsertRowOfText, MoveColumn, MoveRow, Retype, SwapRows,
        UnmergeAll,
    };
    let found: Vec<(usize, Vec<Change>)> = vec![
        // A heading that has gone is not the same text elsewhere on the sheet.
        (0, vec![InsertRowOfText(0, "R6".into()), DeleteRow(10)]),
        (0, vec![MoveColumn(2, 8)]),
        // A label without a place is no value.
        (4, vec![MoveColumn(11, 13)]),
        (2, vec![MoveColumn(4, 5)]),
        // Labels that left their values behind.
        (0, vec![MoveColumn(6, 8)]),
        (4, vec![DeleteColumn(1), MoveColumn(1, 2)]),
        (2, vec![MoveColumn(5, 8)]),
        (2, vec![MoveColumn(12, 4)]),
        (2, vec![DeleteColumn(6), MoveColumn(7, 13)]),
        (0, vec![DeleteColumn(2), MoveColumn(0, 4)]),
        // A label typed over another is that other.
        (0, vec![DeleteColumn(9), Retype(140, "終了".into())]),
        (2, vec![MoveColumn(12, 2), DeleteColumn(7)]),
        (0, vec![UnmergeAll, MoveColumn(2, 10)]),
        (4, vec![MoveColumn(1, 13)]),
        (2, vec![MoveColumn(14, 12), UnmergeAll]),
        (2, vec![MoveColumn(6, 15), DeleteColumn(11)]),
        (2, vec![MoveColumn(1, 6), DeleteColumn(5)]),
        (2, vec![MoveRow(1, 4)]),
        (0, vec![SwapRows(9, 4)]),
        (2, vec![DeleteColumn(12), DeleteColumn(6)]),
        (2, vec![MoveRow(3, 13), MoveColumn(9, 0)]),
        (0, vec![DeleteRow(4), Retype(7, "終了".into())]),
        (2, vec![DuplicateRow(3, 3), DeleteRow(5)]),
        (2, vec![DuplicateRow(1, 11)]),
        // A box of two rows does not reach into another row of the form.
        (2, vec![MoveRow(9, 12), DeleteColumn(6)]),
        // A heading over examples is no value either.
        (0, vec![InsertExamples(11)]),
    ];
    let wrong: Vec<String> = found
        .iter()
        .filter_map(|(which, changes)| {
            let error = check(&SAMPLES[*which], changes).err()?;
            Some(format!("{which} {changes:?}: {error}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
