//! A template workbook → [`Form`]; a [`crate::workbook::RawSheet`] read with a
//! form → [`RawPlan`]; a form proposed from filled sheets.
//!
//! Enters: raw sheets. Leaves: raw texts by field, where each stands, what
//! moved. Nothing here interprets a value.

mod raw_plan;

pub use raw_plan::{RawField, RawPlan};
