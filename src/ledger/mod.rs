//! 計画台帳 → [`crate::model::Ledger`]; submitted sheets → the plans they belong to.
//!
//! Enters: the ledger's workbook, normalized sheets. Leaves: the plans due,
//! each with the one sheet that counts. A sheet whose plan is in doubt is held;
//! nothing here ever chooses between two values.

mod area;
mod assign;
mod checks;
mod confirm;
mod due_plans;
mod duplicates;
mod file_name;
mod identity;
mod name_check;
mod read;
#[cfg(test)]
mod read_tests;
mod row_check;
#[cfg(test)]
mod tests;

use crate::diag::RuleInfo;

pub use area::find as find_area;
pub use assign::{Assigned, assign};
pub use file_name::FileOwners;
pub use read::read_ledger;

/// The checks of this room, for the catalogue.
pub static CHECKS: &[&RuleInfo] = &[
    &checks::TWO_SHEETS,
    &checks::REPLACED,
    &checks::NOT_SUBMITTED,
    &checks::FILE_NAME,
    &checks::NOT_IN_LEDGER,
    &checks::PLAN_IN_DOUBT,
    &checks::NAME_DIFFERS,
    &checks::SPELLING,
    &checks::RENAMED,
    &checks::DEPARTMENT_DIFFERS,
    &checks::NUMBER_REUSED,
    &checks::PLAN_ENDED,
    &checks::NEW_PLAN,
    &checks::START_AFTER_YEAR,
    &row_check::LEDGER_ROW,
    &checks::START_DIFFERS,
];
