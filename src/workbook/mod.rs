//! Bytes → [`RawWorkbook`]: file kinds told by content, guards against hostile
//! files, calamine, and what Excel hides from it.
//!
//! Enters: the bytes of one submitted file. Leaves: its sheets as a person
//! sees them, and findings. Nothing here knows forms or fields, and no other
//! room names calamine.

mod archive;
mod cell;
mod checks;
mod child;
mod compound;
mod formula_tokens;
mod grid;
mod limits;
mod list;
mod margin;
mod merges;
mod number_format;
mod ods;
mod package;
mod raw;
mod read;
mod rich_text;
mod sniff;
mod styles;
mod unreadable;
mod wire;
mod xls;
mod xlsb;
mod xlsx;
mod xml;

#[cfg(test)]
mod hostile_tests;
#[cfg(test)]
mod testing;

use crate::diag::RuleInfo;

pub use child::{CHILD_COMMAND, child_main, use_executable};
pub use list::{SUBMISSIONS, Source, Submission, list_folder, list_submissions};
pub use raw::{CellContent, Floating, FloatingKind, RawCell, RawSheet, RawWorkbook, Struck, WorkbookKind};
pub use read::{ReadFile, parse_workbook, read_list, read_submission, read_workbook, read_workbook_with};
pub use unreadable::Unreadable;

/// The checks of this room, for the catalogue.
pub static CHECKS: &[&RuleInfo] = &[&checks::UNREADABLE_FILE, &checks::OTHER_FORMAT, &checks::NOT_A_WORKBOOK];
