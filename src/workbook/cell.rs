//! What the cells of all formats have in common.

use super::number_format::{Calendar, Format, general};
use super::raw::CellContent;
use super::rich_text::RichText;
use super::styles::Styles;

/// What all sheets of a workbook share.
#[derive(Debug)]
pub(super) struct Workbook<'a> {
    pub(super) strings: &'a [RichText],
    pub(super) styles: &'a Styles,
    pub(super) calendar: Calendar<'a>,
}

/// What a cell shows whose value nobody can read.
pub(super) const UNREADABLE: &str = "読み取れない値";

/// Stands for a value that the file holds but that nobody can read: a number
/// that is none, a text that is not there. Reported like a cell's error.
pub(super) fn bad_value() -> CellContent {
    CellContent::Error(UNREADABLE.to_owned())
}

/// A number and the text it shows; `None` is the format General.
pub(super) fn show_number(
    number: f64,
    format: Option<&Format>,
    calendar: Calendar<'_>,
) -> (CellContent, String) {
    let Some(format) = format else { return (CellContent::Number(number), general(number)) };
    let shown = format.show_number(number, calendar);
    (shown.moment.map_or(CellContent::Number(number), CellContent::DateTime), shown.text)
}
