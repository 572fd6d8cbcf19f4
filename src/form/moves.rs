//! What departments changed about the form, in words.

use std::collections::BTreeMap;
use std::fmt;

use super::align::Alignment;
use super::anchor::Likeness;
use super::extract::quote;
use super::grid::Grid;
use super::template::Form;
use crate::model::CellRef;

/// One change of a sheet against its form. Rows and columns count from 0.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields say where and how many; `Display` says it in words")]
pub enum Move {
    /// Rows that the form does not have, by their place in the sheet.
    RowsInserted { row: u32, count: u32 },
    /// Rows of the form that the sheet does not have, by their place in the form.
    RowsDeleted { row: u32, count: u32 },
    /// Rows of the form that stand elsewhere in the sheet.
    RowsMoved { from: u32, count: u32, to: u32 },
    /// Columns that the form does not have, by their place in the sheet.
    ColumnsInserted { column: u32, count: u32 },
    /// Columns of the form that the sheet does not have, by their place in the form.
    ColumnsDeleted { column: u32, count: u32 },
    /// A label that stands elsewhere.
    LabelMoved { label: String, from: CellRef, to: CellRef },
    /// A label in other words.
    LabelChanged { label: String, to: String, at: CellRef },
    /// A value that stands beside its box.
    ValueBeside { caption: String, at: CellRef },
    /// A value in a hidden row or column.
    ValueHidden { caption: String, at: CellRef },
    /// A value in the colour of its ground.
    ValueUnseen { caption: String, at: CellRef },
    /// A value whose merged cell covers the boxes of other fields.
    ValueSpans { caption: String, at: CellRef },
}

impl Move {
    /// A cell of the sheet at which the change is seen, if there is one.
    pub fn at(&self) -> Option<CellRef> {
        match self {
            Self::RowsInserted { row, .. } | Self::RowsMoved { to: row, .. } => Some(CellRef::new(*row, 0)),
            Self::ColumnsInserted { column, .. } => Some(CellRef::new(0, *column)),
            Self::RowsDeleted { .. } | Self::ColumnsDeleted { .. } => None,
            Self::LabelMoved { to: at, .. }
            | Self::LabelChanged { at, .. }
            | Self::ValueBeside { at, .. }
            | Self::ValueHidden { at, .. }
            | Self::ValueUnseen { at, .. }
            | Self::ValueSpans { at, .. } => Some(*at),
        }
    }
}

impl fmt::Display for Move {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let letters = |column: u32| CellRef::new(0, column).column_letters();
        let rows = |first: u32, count: u32| match count {
            1 => format!("{}行目", first + 1),
            _ => format!("{}～{}行目", first + 1, first + count),
        };
        match self {
            Self::RowsInserted { row, count } => write!(f, "{}行目に{count}行挿入", row + 1),
            Self::RowsDeleted { row, count } => write!(f, "様式の{}を{count}行削除", rows(*row, *count)),
            Self::RowsMoved { from, count, to } => {
                write!(f, "様式の{}が{}に移動", rows(*from, *count), rows(*to, *count))
            }
            Self::ColumnsInserted { column, count } => write!(f, "{}列に{count}列挿入", letters(*column)),
            Self::ColumnsDeleted { column, count } => {
                write!(f, "様式の{}列から{count}列削除", letters(*column))
            }
            Self::LabelMoved { label, from, to } => {
                write!(f, "見出し「{}」が{from}から{to}に移動", quote(label))
            }
            Self::LabelChanged { label, to, at } => {
                write!(f, "見出し「{}」が「{}」に変更（{at}）", quote(label), quote(to))
            }
            Self::ValueBeside { caption, at } => write!(f, "「{caption}」の値が欄の横の{at}に記入"),
            Self::ValueHidden { caption, at } => write!(f, "「{caption}」の欄（{at}）が非表示"),
            Self::ValueUnseen { caption, at } => {
                write!(f, "「{caption}」の欄（{at}）の文字が背景と同じ色で見えない")
            }
            Self::ValueSpans { caption, at } => write!(f, "「{caption}」の欄（{at}）が隣の欄と結合"),
        }
    }
}

/// Rows, columns and labels that moved or changed.
pub(super) fn moves(form: &Form, grid: &Grid<'_>, alignment: &Alignment<'_>) -> Vec<Move> {
    let mut moves = row_moves(form, alignment);
    let columns = common_columns(form, grid, alignment);
    moves.extend(gone_columns(alignment).map_or_else(|| column_moves(&columns), |gone| vec![gone]));
    moves.extend(label_moves(form, grid, alignment, &columns));
    moves
}

/// The columns that are gone, where the labels leave no other way.
fn gone_columns(alignment: &Alignment<'_>) -> Option<Move> {
    match alignment.gone_columns().as_slice() {
        [gone] => Some(Move::ColumnsDeleted { column: gone.first, count: gone.count }),
        _ => None,
    }
}

fn row_moves(form: &Form, alignment: &Alignment<'_>) -> Vec<Move> {
    let mut moves = Vec::new();
    let mut last: Option<(u32, u32)> = None;
    let mut block: Option<(u32, u32, u32)> = None;
    for (index, row) in form.plan.rows.iter().enumerate() {
        let Some(now) = alignment.rows[index] else { continue };
        if alignment.moved_rows[index] {
            block = match block {
                Some((from, to, _)) if now.checked_sub(to) == row.row.checked_sub(from) => {
                    Some((from, to, row.row - from + 1))
                }
                other => {
                    moves.extend(other.map(rows_moved));
                    Some((row.row, now, 1))
                }
            };
            continue;
        }
        let (form_step, sheet_step) = match last {
            Some((form_row, sheet_row)) => (row.row - form_row, now.saturating_sub(sheet_row)),
            None => (row.row, now),
        };
        if sheet_step > form_step {
            let count = sheet_step - form_step;
            moves.push(Move::RowsInserted { row: if last.is_some() { now - count } else { 0 }, count });
        } else if form_step > sheet_step {
            let start = last.map_or(0, |(form_row, _)| form_row + 1);
            moves.push(Move::RowsDeleted { row: start, count: form_step - sheet_step });
        }
        last = Some((row.row, now));
    }
    moves.extend(block.map(rows_moved));
    // Rows that moved away are no deleted rows.
    if moves.iter().any(|m| matches!(m, Move::RowsMoved { .. })) {
        moves.retain(|m| matches!(m, Move::RowsMoved { .. }) || !explained_by_moving(m, form, alignment));
    }
    moves
}

fn rows_moved((from, to, count): (u32, u32, u32)) -> Move {
    Move::RowsMoved { from, count, to }
}

/// Whether rows are missing, or additional, only because moved rows left or came.
fn explained_by_moving(change: &Move, form: &Form, alignment: &Alignment<'_>) -> bool {
    let mut moved = form.plan.rows.iter().enumerate().filter(|(index, _)| alignment.moved_rows[*index]);
    match change {
        Move::RowsDeleted { row, count } => moved.any(|(_, r)| (*row..row + count).contains(&r.row)),
        Move::RowsInserted { row, count } => {
            moved.any(|(i, _)| alignment.rows[i].is_some_and(|now| (*row..row + count).contains(&now)))
        }
        _ => false,
    }
}

/// The column of the sheet that most labels of a column of the form went to.
fn common_columns(form: &Form, grid: &Grid<'_>, alignment: &Alignment<'_>) -> BTreeMap<u32, u32> {
    let mut votes: BTreeMap<u32, BTreeMap<u32, u32>> = BTreeMap::new();
    for (found, label) in alignment.found.iter().zip(&form.plan.labels) {
        let Some(found) = found.filter(|found| !found.moved) else { continue };
        let column = grid.cells[found.cell].raw.at.column;
        *votes.entry(label.column).or_default().entry(column).or_default() += 1;
    }
    let winner = |votes: BTreeMap<u32, u32>| {
        votes.into_iter().max_by_key(|&(column, count)| (count, std::cmp::Reverse(column)))
    };
    votes.into_iter().filter_map(|(from, to)| Some((from, winner(to)?.0))).collect()
}

fn column_moves(columns: &BTreeMap<u32, u32>) -> Vec<Move> {
    let mut moves = Vec::new();
    let mut last: Option<(u32, u32)> = None;
    for (&form_column, &now) in columns {
        let (form_step, sheet_step) = match last {
            Some((form_before, before)) if now > before => (form_column - form_before, now - before),
            Some(_) => continue,
            None => (form_column, now),
        };
        if sheet_step > form_step {
            let count = sheet_step - form_step;
            moves.push(Move::ColumnsInserted { column: if last.is_some() { now - count } else { 0 }, count });
        } else if form_step > sheet_step {
            let start = last.map_or(0, |(form_before, _)| form_before + 1);
            moves.push(Move::ColumnsDeleted { column: start, count: form_step - sheet_step });
        }
        last = Some((form_column, now));
    }
    moves
}

fn label_moves(
    form: &Form,
    grid: &Grid<'_>,
    alignment: &Alignment<'_>,
    columns: &BTreeMap<u32, u32>,
) -> Vec<Move> {
    let mut moves = Vec::new();
    for (index, found) in alignment.found.iter().enumerate() {
        // Labels inside a value's own cell come after the form's labels.
        let (Some(found), Some(label)) = (found, form.labels.get(index)) else { continue };
        let cell = grid.cells[found.cell].raw;
        let row_moved = form
            .plan
            .rows
            .iter()
            .position(|row| row.row == label.at.row)
            .is_some_and(|row| alignment.moved_rows[row]);
        let sideways = columns.get(&label.at.column).is_some_and(|&column| column != cell.at.column);
        let elsewhere = label.at != cell.at;
        if elsewhere && ((found.moved && !row_moved) || (!found.moved && sideways)) {
            moves.push(Move::LabelMoved { label: label.text.clone(), from: label.at, to: cell.at });
        }
        if is_changed(form, grid, index, found.cell, found.likeness) {
            let (label, to) = (label.text.clone(), cell.shown.clone());
            moves.push(Move::LabelChanged { label, to, at: cell.at });
        }
    }
    moves
}

/// Colons, numbering and a note more or less do not change what a label asks for.
fn is_changed(form: &Form, grid: &Grid<'_>, label: usize, cell: usize, likeness: Likeness) -> bool {
    let ours = &form.plan.labels[label].key.notes;
    let theirs = grid.cells[cell].key.as_ref().map(|key| &key.notes);
    match likeness {
        Likeness::Exact => false,
        Likeness::Loose => {
            theirs.is_some_and(|theirs| !theirs.is_empty() && !ours.is_empty() && theirs != ours)
        }
        Likeness::Synonym | Likeness::Masked | Likeness::Similar => true,
    }
}
