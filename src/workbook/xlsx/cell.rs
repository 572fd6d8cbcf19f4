//! What a cell of an .xlsx stores → what it shows.

use jiff::civil::{Date, DateTime, date};

use crate::model::{CellRef, Eras};
use crate::workbook::cell::{UNREADABLE, Workbook, bad_value, show_number};
use crate::workbook::limits::Limits;
use crate::workbook::number_format::{Calendar, Format};
use crate::workbook::raw::{CellContent, RawCell};
use crate::workbook::rich_text::{self, RichText};
use crate::workbook::unreadable::Unreadable;

/// A cell's type (`t`).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Kind {
    #[default]
    Number,
    Shared,
    Inline,
    FormulaText,
    Bool,
    Error,
    Date,
    /// A type that Excel does not know.
    Unknown,
}

impl Kind {
    pub(super) fn of(name: &str) -> Self {
        match name {
            "n" | "" => Self::Number,
            "s" => Self::Shared,
            "inlineStr" => Self::Inline,
            "str" => Self::FormulaText,
            "b" => Self::Bool,
            "e" => Self::Error,
            "d" => Self::Date,
            _ => Self::Unknown,
        }
    }
}

/// A cell as it is stored.
#[derive(Debug)]
pub(super) struct Stored {
    pub(super) at: CellRef,
    pub(super) style: usize,
    pub(super) kind: Kind,
    pub(super) value: Option<String>,
    pub(super) inline: Option<RichText>,
    pub(super) formula: bool,
    pub(super) external: bool,
}

impl Default for Stored {
    fn default() -> Self {
        Self {
            at: CellRef::new(0, 0),
            style: 0,
            kind: Kind::Number,
            value: None,
            inline: None,
            formula: false,
            external: false,
        }
    }
}

impl Stored {
    /// The cell as it shows itself; `None` where it shows nothing.
    pub(super) fn show(
        self,
        workbook: &Workbook<'_>,
        limits: &mut Limits,
    ) -> Result<Option<RawCell>, Unreadable> {
        let Some((content, shown, struck)) = self.content(workbook) else { return Ok(None) };
        if shown.is_empty() && content != CellContent::NoStoredValue {
            return Ok(None);
        }
        limits.cell(shown.len())?;
        let unseen = workbook.styles.is_unseen(self.style);
        let Self { at, formula, external, .. } = self;
        Ok(Some(RawCell { at, content, shown, struck, formula, external, unseen }))
    }

    fn content(&self, workbook: &Workbook<'_>) -> Option<(CellContent, String, Option<String>)> {
        let format = workbook.styles.format(self.style);
        let by_cell = workbook.styles.is_struck(self.style);
        let whole = |content, shown: String| {
            let struck = (by_cell && !shown.is_empty()).then(|| shown.clone());
            Some((content, shown, struck))
        };
        let bad = || Some((bad_value(), UNREADABLE.to_owned(), None));
        if let (Kind::Inline, Some(rich)) = (self.kind, &self.inline) {
            return Some(text(rich, format, by_cell));
        }
        let value = match self.value.as_deref() {
            // A formula that gives an empty text has an empty value of the type text.
            Some("") if self.kind == Kind::FormulaText => return None,
            Some(value) if !value.trim().is_empty() || self.kind == Kind::FormulaText => value,
            _ if self.formula => return Some((CellContent::NoStoredValue, String::new(), None)),
            _ => return None,
        };
        match self.kind {
            Kind::Shared => {
                let index = value.trim().parse::<usize>().ok();
                match index.and_then(|i| workbook.strings.get(i)) {
                    Some(rich) => Some(text(rich, format, by_cell)),
                    None => bad(),
                }
            }
            Kind::FormulaText | Kind::Inline => {
                let plain = rich_text::unescape(value);
                whole(CellContent::Text, format.map_or(plain.clone(), |f| f.show_text(&plain)))
            }
            Kind::Bool => match value.trim() {
                "0" | "false" => whole(CellContent::Bool(false), "FALSE".to_owned()),
                "1" | "true" => whole(CellContent::Bool(true), "TRUE".to_owned()),
                _ => bad(),
            },
            Kind::Error => Some((CellContent::Error(value.to_owned()), value.to_owned(), None)),
            Kind::Number => match value.trim().parse::<f64>().ok().filter(|n| n.is_finite()) {
                Some(number) => {
                    let (content, shown) = show_number(number, format, workbook.calendar);
                    whole(content, shown)
                }
                None => bad(),
            },
            Kind::Date => match parse_iso(value.trim()) {
                Some(moment) => {
                    whole(CellContent::DateTime(moment), show_moment(moment, format, workbook.calendar.eras))
                }
                None => bad(),
            },
            Kind::Unknown => bad(),
        }
    }
}

fn text(rich: &RichText, format: Option<&Format>, by_cell: bool) -> (CellContent, String, Option<String>) {
    let shown = match format {
        Some(format) if !format.keeps_text() => format.show_text(&rich.text),
        _ => rich.text.clone(),
    };
    (CellContent::Text, shown, rich.struck(by_cell))
}

/// `2024-04-10`, `2024-04-10T18:00:00.000Z`.
fn parse_iso(text: &str) -> Option<DateTime> {
    let text = text.trim_end_matches('Z');
    text.parse::<DateTime>()
        .ok()
        .or_else(|| text.parse::<Date>().ok().map(|d| d.to_datetime(jiff::civil::Time::midnight())))
}

/// A stored day and time in the cell's format.
fn show_moment(moment: DateTime, format: Option<&Format>, eras: &Eras) -> String {
    let calendar = Calendar { is_1904: false, eras };
    let origin = date(1899, 12, 30).at(0, 0, 0, 0);
    let days = moment.duration_since(origin).as_secs_f64() / 86_400.0;
    let fallback = if days.fract() == 0.0 { "yyyy/m/d" } else { "yyyy/m/d h:mm" };
    let fallback = Format::parse(fallback);
    let shown = format.map(|f| f.show_number(days, calendar)).filter(|shown| shown.moment.is_some());
    shown.unwrap_or_else(|| fallback.show_number(days, calendar)).text
}
