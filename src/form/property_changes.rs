//! What departments do to sheets, at random.

use proptest::prelude::*;

use super::Form;
use super::sample::text_cell;
use crate::model::{CellRange, CellRef};
use crate::workbook::RawSheet;

/// One thing a department does to a sheet. Numbers are taken modulo what is there.
#[derive(Debug, Clone)]
pub(super) enum Change {
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
    DeleteColumn(u32),
    MoveColumn(u32, u32),
    MoveValue(usize, i32, i32),
    WidenMerge(usize, u32, u32),
    MergeFrom(u32, u32, u32, u32),
    /// A column of examples under the heading 記入例.
    InsertExamples(u32),
    /// The second half of a value's text in a new row below it.
    SplitValue(usize),
    /// A value typed behind the label on its left.
    TypeIntoLabel(usize),
}

pub(super) fn changes() -> impl Strategy<Value = Vec<Change>> {
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
        (0u32..16).prop_map(Change::DeleteColumn),
        (0u32..16, 0u32..16).prop_map(|(a, b)| Change::MoveColumn(a, b)),
        (0usize..200, -1i32..2, -1i32..3)
            .prop_map(|(cell, row, column)| Change::MoveValue(cell, row, column)),
        (0usize..200, 0u32..3, 0u32..4)
            .prop_map(|(merge, row, column)| Change::WidenMerge(merge, row, column)),
        (0u32..40, 0u32..16, 0u32..3, 0u32..4).prop_map(|(r, c, h, w)| Change::MergeFrom(r, c, h, w)),
        (1u32..16).prop_map(Change::InsertExamples),
        (0usize..200).prop_map(Change::SplitValue),
        (0usize..200).prop_map(Change::TypeIntoLabel),
    ];
    let many_columns_moved = |changes: &Vec<Change>| {
        changes.iter().filter(|change| matches!(change, Change::MoveColumn(..))).count() > 1
    };
    // Labels and values that both left for each other's places look right to everybody.
    prop::collection::vec(change, 0..5).prop_filter("columns moved twice", move |c| !many_columns_moved(c))
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
        let width = range.end.column - range.start.column;
        let moved = CellRange::new(start, end);
        // Excel lets no merge be torn; one that is moved over is undone first.
        let whole = (moved.end.row - moved.start.row).abs_diff(height) <= 1
            && (moved.end.column - moved.start.column).abs_diff(width) <= 1
            && start.row <= end.row
            && start.column <= end.column;
        *range = moved;
        whole
    });
    let merges = sheet.merges.clone();
    let overlaps = |a: &CellRange, b: &CellRange| {
        let rows = a.start.row <= b.end.row && b.start.row <= a.end.row;
        rows && a.start.column <= b.end.column && b.start.column <= a.end.column
    };
    sheet.merges.retain(|range| merges.iter().filter(|other| overlaps(range, other)).count() == 1);
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

/// Where line `n` is once line `from` was moved to `to`.
fn moved(n: u32, from: u32, to: u32) -> Option<u32> {
    if n == from {
        return Some(to);
    }
    let gone = if n > from { n - 1 } else { n };
    Some(if gone >= to { gone + 1 } else { gone })
}

/// A value typed a cell or two beside its place, if that is free.
fn move_value(form: &Form, sheet: &mut RawSheet, number: usize, (rows, columns): (i32, i32)) {
    let Some(cell) = nth_value(sheet, form, number) else { return };
    let at = sheet.cells[cell].at;
    let to = at.row.checked_add_signed(rows).zip(at.column.checked_add_signed(columns));
    let Some(to) = to.map(|(row, column)| CellRef::new(row, column)) else { return };
    let hidden = sheet.merges.iter().any(|range| range.contains(to) && range.start != to);
    if !hidden && sheet.cell(to).is_none() {
        sheet.cells[cell].at = to;
        sheet.cells.sort_by_key(|cell| cell.at);
    }
}

/// A value's cell. A mark is none: in another mark cell it is another choice.
fn nth_value(sheet: &RawSheet, form: &Form, number: usize) -> Option<usize> {
    let is_mark = |text: &str| text.chars().count() == 1 && !text.chars().all(char::is_alphanumeric);
    let is_value = |cell: &usize| {
        let shown = &sheet.cells[*cell].shown;
        !is_label(form, shown.trim_end_matches("（記入）：")) && !is_mark(shown)
    };
    let values: Vec<usize> = (0..sheet.cells.len()).filter(is_value).collect();
    values.get(number % values.len().max(1)).copied()
}

fn split_value(sheet: &RawSheet, cell: usize) -> RawSheet {
    let (at, text) = (sheet.cells[cell].at, sheet.cells[cell].shown.clone());
    let end = sheet.merges.iter().find(|range| range.start == at).map_or(at.row, |range| range.end.row);
    let half = text.chars().count() / 2;
    let (first, rest): (String, String) =
        (text.chars().take(half).collect(), text.chars().skip(half).collect());
    if first.is_empty() || rest.trim().is_empty() {
        return sheet.clone();
    }
    let mut changed = remap(sheet, |row| Some(if row > end { row + 1 } else { row }), Some);
    changed.cells[cell].shown = first;
    insert_text(&mut changed, CellRef::new(end + 1, at.column), &rest);
    changed
}

fn type_into_label(form: &Form, sheet: &mut RawSheet, cell: usize) {
    let Some(label) = cell.checked_sub(1) else { return };
    let beside = sheet.cells[label].at.row == sheet.cells[cell].at.row;
    if beside && is_label(form, &sheet.cells[label].shown) {
        let text = sheet.cells.remove(cell).shown;
        sheet.cells[label].shown += &format!("　{text}");
    }
}

/// Excel undoes the merges inside, keeps the first text and drops the others;
/// who merges over texts is asked first, so only blank cells are covered here.
fn merge(sheet: &mut RawSheet, range: CellRange) {
    let touches = |other: &CellRange| {
        range.contains(other.start)
            || range.contains(other.end)
            || other.contains(range.start)
            || other.contains(range.end)
    };
    let inside = |other: &CellRange| range.contains(other.start) && range.contains(other.end);
    let torn = sheet.merges.iter().any(|other| touches(other) && !inside(other));
    let texts: Vec<usize> = (0..sheet.cells.len()).filter(|&c| range.contains(sheet.cells[c].at)).collect();
    let aside = texts.first().is_some_and(|&text| sheet.cells[text].at != range.start);
    if torn || aside || texts.len() > 1 || range.start == range.end {
        return;
    }
    sheet.merges.retain(|other| !inside(other));
    sheet.merges.push(range);
    sheet.merges.sort();
}

pub(super) fn apply(form: &Form, sheet: &RawSheet, change: &Change) -> RawSheet {
    let keep = |n: u32| Some(n);
    let open = |at: u32| move |n: u32| Some(if n >= at { n + 1 } else { n });
    let mut changed = sheet.clone();
    let labelled =
        |row: &u32| sheet.cells.iter().any(|cell| cell.at.row == *row && is_label(form, &cell.shown));
    // Rows of values that fill the same columns look like each other when they change places.
    let columns = |row: u32| -> Vec<u32> {
        sheet.cells.iter().map(|cell| cell.at).filter(|at| at.row == row).map(|at| at.column).collect()
    };
    match change {
        Change::SwapRows(a, b) if !labelled(a) && !labelled(b) && columns(*a) == columns(*b) => {}
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
        Change::MoveRow(from, to) => changed = remap(sheet, |n| moved(n, *from, *to), keep),
        Change::MoveColumn(from, to) => changed = remap(sheet, keep, |n| moved(n, *from, *to)),
        Change::DeleteColumn(column) => {
            changed = remap(sheet, keep, |n| (n != *column).then_some(if n > *column { n - 1 } else { n }));
        }
        Change::MoveValue(number, rows, columns) => {
            move_value(form, &mut changed, *number, (*rows, *columns))
        }
        Change::WidenMerge(number, rows, columns) if !sheet.merges.is_empty() => {
            let range = changed.merges.remove(number % sheet.merges.len());
            let end = CellRef::new(range.end.row + rows, range.end.column + columns);
            merge(&mut changed, CellRange::new(range.start, end));
        }
        Change::WidenMerge(..) => {}
        Change::MergeFrom(row, column, rows, columns) => {
            let end = CellRef::new(row + rows, column + columns);
            merge(&mut changed, CellRange::new(CellRef::new(*row, *column), end));
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
        Change::InsertExamples(column) => {
            changed = remap(sheet, keep, open(*column));
            let covered = |row: u32| {
                let at = CellRef::new(row, *column);
                changed.cell(at).is_some() || changed.merges.iter().any(|range| range.contains(at))
            };
            let head = (0..40).find(|&row| !covered(row)).unwrap_or(40);
            insert_text(&mut changed, CellRef::new(head, *column), "記入例");
            for row in head + 1..40 {
                insert_text(&mut changed, CellRef::new(row, *column), "例文");
            }
        }
        Change::SplitValue(number) => {
            if let Some(cell) = nth_value(sheet, form, *number) {
                changed = split_value(sheet, cell);
            }
        }
        Change::TypeIntoLabel(number) => {
            if let Some(cell) = nth_value(sheet, form, *number) {
                type_into_label(form, &mut changed, cell);
            }
        }
    }
    changed
}
