//! What a spreadsheet program makes of the workbook's formulas: LibreOffice
//! recalculates them, and they have to say what the program has stored.

use std::collections::BTreeMap;

use super::dump::by_cell;
use super::{Links, write_book};
use crate::model::{Field, JudgmentCode, Sourced, Value, Year};
use crate::report::book::{Book, Cell};
use crate::report::results::results_book;
use crate::report::sample;
use crate::settings::Settings;

#[path = "../../../tests/support/office.rs"]
mod office;

use office::resaved;

/// Results of all formulas by cell.
fn results(bytes: &[u8]) -> BTreeMap<String, Option<f64>> {
    let formulas = by_cell(bytes).into_iter().filter(|(_, value)| value.starts_with("formula\t"));
    let result = |value: &str| value.rsplit(" → ").next().and_then(|result| result.parse().ok());
    formulas.map(|(cell, value)| (cell, result(&value))).collect()
}

fn written(book: &Book) -> Vec<u8> {
    write_book(book, &Links::default()).expect("a workbook")
}

fn assert_same(found: &BTreeMap<String, Option<f64>>, expected: &BTreeMap<String, Option<f64>>) {
    assert_eq!(found.len(), expected.len(), "as many formulas");
    for (cell, expected) in expected {
        let found = found.get(cell).unwrap_or_else(|| panic!("{cell} is no formula any more"));
        let same = match (found, expected) {
            (Some(found), Some(expected)) => (found - expected).abs() < 1e-9,
            (found, expected) => found.is_none() && expected.is_none(),
        };
        assert!(same, "{cell}: recalculated {found:?}, stored {expected:?}");
    }
}

/// The year with one plan's last judgment changed, and the old workbook in
/// which a clerk has changed only the cell of 評価一覧.
fn changed(mut year: Year, settings: &Settings) -> (Book, Book) {
    let mut typed = results_book(&year, settings, &[]);
    let block = &mut typed.sheets[2].blocks[0];
    let at = block.columns.iter().position(|column| column.head == "確定評価").expect("the column");
    let code = JudgmentCode("C".into());
    assert_ne!(block.rows[0].cells[at], Cell::Judgment(code.clone()));
    block.rows[0].cells[at] = Cell::Judgment(code.clone());
    let old = year.plans[0].fields.get(&Field::FinalJudgment).expect("a judgment").clone();
    year.plans[0].fields.insert(Field::FinalJudgment, Sourced { value: Value::Judgment(code), ..old });
    (typed, results_book(&year, settings, &[]))
}

#[test]
fn a_judgment_changed_in_the_list_changes_the_same_totals() {
    let (typed, expected) = changed(sample::small_year(), &sample::city());
    let (typed, expected) = (written(&typed), written(&expected));
    if let Some(saved) = resaved(&[typed, expected.clone()]) {
        assert_same(&results(&saved[0]), &results(&expected));
        assert_same(&results(&saved[1]), &results(&expected));
    }
}
