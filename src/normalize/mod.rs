//! Raw text → model types: text, numbers, years and days, choices; and a
//! worksheet with headers → a table.
//!
//! Enters: [`crate::form::RawPlan`] and [`crate::workbook::RawSheet`]. Leaves:
//! [`crate::model::PlanSheet`] and [`Table`], with findings. A text that cannot
//! be read for certain is reported and left out, never guessed; nothing here
//! knows which plans there are.

mod checks;
mod choice;
mod identity;
mod judgment;
mod marks;
mod number;
mod plan_sheet;
#[cfg(test)]
mod plan_sheet_tests;
mod table;
mod year;

pub use checks::CHECKS;
pub use identity::{PlanNumber, plan_number};
pub use judgment::judgment;
pub use marks::check_marks;
pub use plan_sheet::plan_sheet;
pub use table::{Table, TableCell, TableRow, table};
pub use year::{date, fiscal_year};

/// What became of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reading<T> {
    /// Nothing is written, or a dash that stands for nothing.
    Blank,
    /// Read for certain.
    Value(T),
    /// Read by leaving a word away or by converting a unit (V09).
    Rough(T),
    /// Something is written that cannot be read.
    Unreadable,
}

impl<T> Reading<T> {
    /// The same reading of another type.
    fn map<U>(self, convert: impl FnOnce(T) -> U) -> Reading<U> {
        match self {
            Self::Blank => Reading::Blank,
            Self::Value(value) => Reading::Value(convert(value)),
            Self::Rough(value) => Reading::Rough(convert(value)),
            Self::Unreadable => Reading::Unreadable,
        }
    }

    /// The value, if there is one.
    pub fn value(self) -> Option<T> {
        match self {
            Self::Value(value) | Self::Rough(value) => Some(value),
            Self::Blank | Self::Unreadable => None,
        }
    }
}

/// Whether a folded text is nothing but dashes, as people fill empty cells.
pub(crate) fn is_dashes(folded: &str) -> bool {
    folded.chars().all(|c| matches!(c, '-' | '~'))
}

/// Whether a folded text stands for nothing where a number or a choice is asked.
fn means_nothing(folded: &str) -> bool {
    is_dashes(folded) || matches!(folded, "なし" | "無し" | "無" | "該当なし" | "該当無し" | "(なし)")
}
