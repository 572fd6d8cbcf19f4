//! A template workbook → [`Form`]; a [`crate::workbook::RawSheet`] read with a
//! form → [`RawPlan`]; a form proposed from filled sheets.
//!
//! Enters: raw sheets. Leaves: raw texts by field, where each stands, what
//! moved. Nothing here interprets a value.

mod align;
mod anchor;
mod anchoring;
mod bare_places;
mod bare_rows;
mod by_order;
mod candidates;
mod caption;
mod chain;
mod checks;
mod choose;
mod doubt;
mod extract;
mod fill;
mod floating;
mod folder;
mod gone_columns;
mod grid;
mod inline;
mod label_key;
mod marks;
mod moved;
mod moves;
mod outside;
mod pattern;
mod place;
mod placed;
mod placeholder;
mod plausible;
mod propose;
mod raw_plan;
mod read_sheet;
mod reading;
mod region;
mod remarks;
mod slipped;
mod template;
mod words;
mod year_words;

#[cfg(test)]
mod alteration_tests;
#[cfg(test)]
mod block_tests;
#[cfg(test)]
mod column_tests;
#[cfg(test)]
mod corpus_tests;
#[cfg(test)]
mod mistake_tests;
#[cfg(test)]
mod plausible_tests;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod property_changes;
#[cfg(test)]
mod read_sheet_tests;
#[cfg(test)]
mod sample;

pub use checks::{CHECKS, no_sheet_fits};
pub use folder::{BUILT_IN_FORM, built_in_form, read_forms};
pub use moves::Move;
pub use propose::{FilledSheet, Proposal, ProposedCell, ProposedKind, propose_form};
pub use raw_plan::{RawField, RawPlan};
pub use read_sheet::read_sheet;
pub use reading::{Ignored, IgnoredWhy, Reading, SheetReading};
pub use template::{Form, Label, Slot, read_form};

/// Whether a sheet's name says that it is an example or an instruction.
pub fn is_example(sheet: &str) -> bool {
    words::words().names_example(sheet)
}
