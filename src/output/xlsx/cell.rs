//! One cell → the worksheet.

use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Url, Worksheet, XlsxError};

use super::formula::{Spot, formula};
use super::height::MAX_PT;
use super::overflow::Overflow;
use super::place::{address, column};
use super::styles::Style;
use super::workbook::Context;
use crate::report::book::{Cell, Target};

/// Longer addresses are not taken by Excel; the text then stands without a link.
const MAX_LINK: usize = 2_000;
/// Excel takes 65,530 links a sheet; further ones stand as text.
const MAX_LINKS: usize = 65_000;

/// What is written to, cell by cell.
pub(super) struct Writer<'a, 'b> {
    pub(super) worksheet: &'a mut Worksheet,
    pub(super) sheet: &'a str,
    pub(super) context: &'a Context<'b>,
    pub(super) overflow: &'a mut Overflow,
    pub(super) links: usize,
    /// Heights of the rows that have one of their own.
    pub(super) heights: BTreeMap<u32, f64>,
    /// The formats that cells have had so far: few, for many cells.
    pub(super) formats: HashMap<Style, Rc<Format>>,
}

impl Writer<'_, '_> {
    /// Gives a row a height, as far as Excel allows it.
    pub(super) fn row_height(&mut self, row: u32, height_pt: f64) -> Result<(), XlsxError> {
        let height_pt = height_pt.min(MAX_PT);
        self.worksheet.set_row_height(row, height_pt)?;
        self.heights.insert(row, height_pt);
        Ok(())
    }

    /// The format of a style.
    pub(super) fn format(&mut self, style: Style) -> Rc<Format> {
        let styles = &self.context.styles;
        Rc::clone(self.formats.entry(style).or_insert_with(|| Rc::new(styles.cell(style))))
    }

    /// Writes one cell.
    pub(super) fn cell(&mut self, cell: &Cell, spot: Spot, format: &Format) -> Result<(), XlsxError> {
        let (row, col) = (spot.row, column(spot.column));
        match cell {
            Cell::Blank => self.worksheet.write_blank(row, col, format)?,
            Cell::Text(text) => return self.text(text, spot, format),
            Cell::Judgment(code) => return self.text(code.as_str(), spot, format),
            Cell::Link(text, target) => return self.link(text, target, spot, format),
            Cell::Live(live, result) => {
                let formula = Formula::new(formula(live, spot)).set_result(stored(result));
                self.worksheet.write_formula_with_format(row, col, formula, format)?
            }
            Cell::Date(day) => {
                let (year, month, day) =
                    (day.year().unsigned_abs(), day.month().unsigned_abs(), day.day().unsigned_abs());
                // Excel knows no day before 1900.
                match ExcelDateTime::from_ymd(year, month, day) {
                    Ok(date) => self.worksheet.write_datetime_with_format(row, col, date, format)?,
                    Err(_) => return self.text(&format!("{year}-{month:02}-{day:02}"), spot, format),
                }
            }
            figure => match number(figure) {
                // Excel keeps 15 digits; a longer number is written as the text it is.
                Some((value, true)) => self.worksheet.write_number_with_format(row, col, value, format)?,
                Some((_, false)) => return self.text(&stored(figure), spot, format),
                None => self.worksheet.write_blank(row, col, format)?,
            },
        };
        Ok(())
    }

    fn text(&mut self, text: &str, spot: Spot, format: &Format) -> Result<(), XlsxError> {
        let text = self.overflow.fit(text, self.sheet, &address(spot.row, spot.column));
        self.worksheet.write_string_with_format(spot.row, column(spot.column), text, format)?;
        Ok(())
    }

    fn link(&mut self, text: &str, target: &Target, spot: Spot, format: &Format) -> Result<(), XlsxError> {
        let fits = text.chars().count() <= 255 && !text.is_empty() && self.links < MAX_LINKS;
        let link = link(target, &self.context.links.year_folder);
        let Some(link) = link.filter(|link| fits && link.chars().count() <= MAX_LINK) else {
            return self.text(text, spot, format);
        };
        self.links += 1;
        let url = Url::new(link).set_text(text);
        self.worksheet.write_url_with_format(spot.row, column(spot.column), url, format)?;
        Ok(())
    }
}

/// `internal:'評価一覧'!A1`, `file:///../提出/a.xlsx#'実施計画シート'!C19`; `None`
/// for a path that Excel cannot be led to.
fn link(target: &Target, year_folder: &str) -> Option<String> {
    match target {
        Target::Sheet(name) => Some(format!("internal:'{}'!A1", name.replace('\'', "''"))),
        Target::Submitted(file, place) => {
            // What lies in a zip is reached by opening the zip.
            let inside = file.to_lowercase().find(".zip/").filter(|at| file.is_char_boundary(*at));
            let path = inside.map_or(file.as_ref(), |at| &file[..at + ".zip".len()]);
            let path = escaped(&format!("{year_folder}{path}"))?;
            Some(match place.as_ref().filter(|_| inside.is_none()) {
                Some((sheet, cell)) => format!("file:///{path}#'{}'!{cell}", sheet.replace('\'', "''")),
                None => format!("file:///{path}"),
            })
        }
    }
}

/// A path as a relative URL. Excel takes # for the end of the path, escaped or not.
fn escaped(path: &str) -> Option<String> {
    let mut escaped = String::new();
    for c in path.chars() {
        match c {
            '#' | '?' => return None,
            '%' | ' ' | '"' | '`' | '<' | '>' | '[' | ']' | '^' | '{' | '}' => {
                escaped.push_str(&format!("%{:02x}", u32::from(c)));
            }
            c => escaped.push(c),
        }
    }
    Some(escaped)
}

/// A figure as a float, and whether no digit of it is lost.
pub(super) fn number(cell: &Cell) -> Option<(f64, bool)> {
    const EXACT: u64 = 1_000_000_000_000_000;
    match cell {
        Cell::Count(count) => Some((count.to_f64()?, u64::try_from(*count).is_ok_and(|n| n < EXACT))),
        Cell::Whole(number) | Cell::Plain(number) => Some((number.to_f64()?, number.unsigned_abs() < EXACT)),
        Cell::Money(amount) => Some((amount.0.to_f64()?, amount.0.unsigned_abs() < EXACT)),
        Cell::Number(value) => Some((value.to_f64()?, value.mantissa().unsigned_abs() < u128::from(EXACT))),
        Cell::Share(share) => share.map(|share| (share.0.to_f64().unwrap_or(0.0) / 10.0, true)),
        _ => None,
    }
}

/// A formula's result as it is stored beside it.
pub(super) fn stored(result: &Cell) -> String {
    match result {
        Cell::Count(count) => count.to_string(),
        Cell::Whole(number) | Cell::Plain(number) => number.to_string(),
        Cell::Money(amount) => amount.0.to_string(),
        Cell::Number(value) => value.to_string(),
        Cell::Share(Some(share)) => share.text(),
        Cell::Judgment(code) => code.as_str().to_owned(),
        Cell::Text(text) => text.clone(),
        Cell::Share(None) => crate::report::figures::NOTHING.to_owned(),
        Cell::Blank | Cell::Date(_) | Cell::Link(..) => String::new(),
        Cell::Live(_, result) => stored(result),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::CellRef;

    fn to(file: &str) -> Option<String> {
        let place = Some(("実施計画シート".into(), CellRef::new(18, 2)));
        link(&Target::Submitted(file.into(), place), "../")
    }

    #[test]
    fn links_lead_to_the_cell_of_the_submitted_sheet() {
        assert_eq!(to("提出/a b.xlsx").as_deref(), Some("file:///../提出/a%20b.xlsx#'実施計画シート'!C19"));
        assert_eq!(to("提出/100%.xlsx").as_deref(), Some("file:///../提出/100%25.xlsx#'実施計画シート'!C19"));
        assert_eq!(to("提出/まとめ.zip/a.xlsx").as_deref(), Some("file:///../提出/まとめ.zip"));
        assert_eq!(to("提出/#1.xlsx"), None);
    }

    #[test]
    fn a_number_of_more_than_15_digits_is_not_rounded() {
        assert_eq!(number(&Cell::Whole(1_234)), Some((1234.0, true)));
        assert!(number(&Cell::Whole(1_234_567_890_123_456)).is_some_and(|(_, exact)| !exact));
    }
}
