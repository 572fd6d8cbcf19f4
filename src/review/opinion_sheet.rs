//! An opinion workbook → its rows, by header names.

use std::sync::Arc;

use super::stage::OpinionFile;
use crate::characters::fold;
use crate::error::{Error, Result};
use crate::model::{CellRange, CellRef, Origin};
use crate::normalize::{Table, TableRow, table};
use crate::workbook::{CellContent, RawCell, RawSheet, RawWorkbook};

/// The sheet that is read.
const SHEET: &str = "意見";

const TRIED: &str = "意見のファイルを読み取ります";

/// The columns of an opinion workbook.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Column {
    Area,
    Number,
    PlanName,
    Department,
    SelfJudgment,
    Reference,
    Opinion,
    Judgment,
    Reason,
}

impl Column {
    const ALL: [(Self, &str); 9] = [
        (Self::Area, "改革分野"),
        (Self::Number, "番号"),
        (Self::PlanName, "計画名"),
        (Self::Department, "実行課"),
        (Self::SelfJudgment, "自己評価"),
        (Self::Reference, "自己評価の内容（参考）"),
        (Self::Opinion, "意見"),
        (Self::Judgment, "評価"),
        (Self::Reason, "変更理由"),
    ];

    /// Those without which rows cannot be told apart or say nothing.
    const REQUIRED: [Self; 4] = [Self::Area, Self::Number, Self::Opinion, Self::Judgment];

    /// The header's text.
    pub(super) fn name(self) -> &'static str {
        Self::ALL.iter().find(|(column, _)| *column == self).map_or("", |(_, name)| name)
    }
}

/// An opinion workbook's sheet by its headers.
#[derive(Debug)]
pub(super) struct OpinionSheet {
    pub(super) file: Arc<str>,
    raw: RawSheet,
    table: Table,
}

impl OpinionSheet {
    /// The sheet's name.
    pub(super) fn name(&self) -> &Arc<str> {
        &self.table.sheet
    }

    /// Texts below no header: nothing is taken of them.
    pub(super) fn beside(&self) -> impl Iterator<Item = &RawCell> {
        let below_none = |cell: &&RawCell| {
            cell.at.row > 0 && !self.table.has_column(cell.at.column) && !fold(&cell.shown).is_empty()
        };
        self.raw.cells.iter().filter(below_none)
    }

    /// Where a cell of the sheet is.
    pub(super) fn place(&self, cell: &RawCell) -> Origin {
        Origin { file: Arc::clone(&self.file), sheet: Arc::clone(self.name()), cell: cell.at }
    }

    /// The rows in which something stands, in order.
    pub(super) fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.table.rows.iter().map(|row| Row { sheet: self, row })
    }
}

/// A row in which something stands under a header.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row<'a> {
    sheet: &'a OpinionSheet,
    row: &'a TableRow,
}

impl<'a> Row<'a> {
    /// The stored text of a cell; `None` where nothing is written.
    /// An area written once over the merged cells of its rows is that of each.
    pub(super) fn text(&self, column: Column) -> Option<&'a str> {
        let own = self.row.text(column.name());
        if own.is_some() || column != Column::Area {
            return own;
        }
        let first = self.merge(column)?.start.row + 1;
        self.sheet.table.rows.iter().find(|row| row.number == first)?.text(column.name())
    }

    /// The column in which this row says something over the rows of several
    /// plans: nobody can tell for which of them.
    pub(super) fn spread(&self) -> Option<Column> {
        let is_spread =
            |column: &Column| self.row.text(column.name()).is_some() && self.merge(*column).is_some();
        [Column::Opinion, Column::Judgment, Column::Reason].into_iter().find(is_spread)
    }

    /// The merged cells over several rows that a column's cell is part of.
    fn merge(&self, column: Column) -> Option<CellRange> {
        if !self.sheet.table.has(column.name()) {
            return None;
        }
        let at = self.sheet.table.place(self.row, column.name());
        let over_rows = |merge: &&CellRange| merge.start.row < merge.end.row && merge.contains(at);
        self.sheet.raw.merges.iter().find(over_rows).copied()
    }

    /// The cell as it was read, also where it shows nothing.
    pub(super) fn cell(&self, column: Column) -> Option<&'a RawCell> {
        if !self.sheet.table.has(column.name()) {
            return None;
        }
        self.sheet.raw.cell(self.sheet.table.place(self.row, column.name()))
    }

    /// Where a column stands in this row, filled or blank.
    pub(super) fn origin(&self, column: Column) -> Origin {
        Origin {
            file: Arc::clone(&self.sheet.file),
            sheet: Arc::clone(self.sheet.name()),
            cell: self.sheet.table.place(self.row, column.name()),
        }
    }

    /// The number a clerk sees beside the row.
    pub(super) fn number(&self) -> u32 {
        self.row.number
    }

    /// Whether the body has said something here.
    pub(super) fn says_something(&self) -> bool {
        let lost =
            |content: &CellContent| matches!(content, CellContent::NoStoredValue | CellContent::Error(_));
        [Column::Opinion, Column::Judgment, Column::Reason].into_iter().any(|column| {
            self.text(column).is_some() || self.cell(column).is_some_and(|cell| lost(&cell.content))
        })
    }
}

/// Finds the sheet and its headers. A workbook without them cannot be read at
/// all: the stage of the year depends on it, so that is an error.
pub(super) fn read_sheet(file: &OpinionFile, workbook: RawWorkbook) -> Result<OpinionSheet> {
    let named = workbook.sheets.iter().position(|sheet| fold(&sheet.name) == fold(SHEET));
    let only = (workbook.sheets.len() == 1).then_some(0);
    let Some(raw) = named.or(only).and_then(|at| workbook.sheets.into_iter().nth(at)) else {
        return Err(Error::at(
            &file.path,
            TRIED,
            format!("シート「{SHEET}」がありません"),
            format!("意見を記入したシートの名前を「{SHEET}」にしてください"),
        ));
    };
    let table = table(&raw);
    let required: Vec<&str> = Column::REQUIRED.iter().map(|column| column.name()).collect();
    if let Some(missing) = table.missing(&required) {
        return Err(Error::at(
            &file.path,
            TRIED,
            format!("シート「{}」の1行目に見出し「{missing}」がありません", raw.name),
            "1行目の見出しを「意見入力」のファイルのとおりに直してください",
        ));
    }
    let names: Vec<String> = Column::ALL.iter().map(|(_, name)| fold(name)).collect();
    let text = |at: &CellRef| raw.cell(*at).map(|cell| fold(&cell.shown));
    if let Some(at) = table.repeated.iter().find(|at| text(at).is_some_and(|text| names.contains(&text))) {
        return Err(Error::at(
            &file.path,
            TRIED,
            format!("同じ見出しが二つあります（シート「{}」のセル{at}）", raw.name),
            "見出しを一つにしてください",
        ));
    }
    Ok(OpinionSheet { file: Arc::clone(&file.name), raw, table })
}
