//! What a workbook holds, as a person sees it; nothing is interpreted.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::civil::DateTime;

use crate::model::{CellRange, CellRef};

/// The kind of a file, by its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum WorkbookKind {
    /// .xlsx
    Xlsx,
    /// .xlsm
    Xlsm,
    /// .xls
    Xls,
    /// .xlsb
    Xlsb,
    /// .ods
    Ods,
}

/// A workbook that could be opened.
#[derive(Debug, Clone, PartialEq)]
pub struct RawWorkbook {
    /// By content, not by extension.
    pub kind: WorkbookKind,
    /// In workbook order; chart and macro sheets are left out.
    pub sheets: Vec<RawSheet>,
}

/// One worksheet.
#[derive(Debug, Clone, PartialEq)]
pub struct RawSheet {
    /// As written.
    pub name: Arc<str>,
    /// Hidden or very hidden.
    pub hidden: bool,
    /// Every cell that shows something, by row, then column. Left-over values
    /// under a merge are among them.
    pub cells: Vec<RawCell>,
    /// Merged ranges, none overlapping another.
    pub merges: Vec<CellRange>,
    /// Hidden rows.
    pub hidden_rows: BTreeSet<u32>,
    /// Hidden columns.
    pub hidden_columns: BTreeSet<u32>,
    /// Text and pictures that lie over the cells.
    pub floating: Vec<Floating>,
}

/// One cell that shows something.
#[derive(Debug, Clone, PartialEq)]
pub struct RawCell {
    /// Where.
    pub at: CellRef,
    /// What it holds.
    pub content: CellContent,
    /// The text a person sees, number format applied: `85.3%`, `1,234`, `令和6年4月10日`.
    /// Line breaks as stored. For text it includes struck-through parts.
    pub shown: String,
    /// The struck-through part of `shown`, if any.
    pub struck: Option<String>,
    /// Whether it holds a formula.
    pub formula: bool,
    /// Whether the formula refers to another workbook.
    pub external: bool,
    /// Whether its text has the colour of its ground, so that nobody sees it.
    pub unseen: bool,
}

/// Struck-through text of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Struck<'a> {
    /// The text.
    pub text: &'a str,
    /// Whether it could be taken out of the cell's text: not where it stands there twice.
    pub left_out: bool,
}

impl RawCell {
    /// The text as whoever reads the cell takes it, struck-through text left out, and what was struck.
    pub fn without_struck(&self) -> (Cow<'_, str>, Option<Struck<'_>>) {
        let Some(text) = self.struck.as_deref().filter(|struck| !struck.trim().is_empty()) else {
            return (Cow::Borrowed(&self.shown), None);
        };
        let left_out = self.shown.matches(text).count() == 1;
        let shown =
            if left_out { self.shown.replacen(text, "", 1).into() } else { Cow::Borrowed(&*self.shown) };
        (shown, Some(Struck { text: text.trim(), left_out }))
    }
}

/// What a cell holds.
#[derive(Debug, Clone, PartialEq)]
pub enum CellContent {
    /// Text; the same as `shown`.
    Text,
    /// A finite number, as stored (before its format).
    Number(f64),
    /// A day or time, where the number format says so.
    DateTime(DateTime),
    /// TRUE or FALSE.
    Bool(bool),
    /// `#REF!` and the like.
    Error(String),
    /// A formula whose result was not stored.
    NoStoredValue,
}

/// What lies over the cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Floating {
    /// Shape, comment, picture or margin.
    pub kind: FloatingKind,
    /// The cell under its top-left corner, where known.
    pub at: Option<CellRef>,
    /// The cell under its bottom-right corner, where known.
    pub end: Option<CellRef>,
    /// Its text; empty for a picture, and for a shape that is only drawn (a
    /// circle around a choice).
    pub text: String,
}

/// The kinds of things that lie over cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FloatingKind {
    /// Shape or text box.
    Shape,
    /// Comment or note.
    Comment,
    /// Picture.
    Picture,
    /// Header or footer of the printed page, which no cell lies under.
    Margin,
}

impl RawSheet {
    /// The cell at an address, if it shows something.
    pub fn cell(&self, at: CellRef) -> Option<&RawCell> {
        self.cells.binary_search_by_key(&at, |c| c.at).ok().map(|i| &self.cells[i])
    }
}
