//! What each output says: rows, totals, captions. No coordinates, no file formats.
//!
//! Enters: the merged year, the settings, the findings. Leaves: tables, texts
//! and figures as data. Nothing is counted or worded outside this room, so
//! that no two outputs can differ, and nothing here touches a file.

mod benefits;
pub mod book;
pub mod candidates;
pub mod corrections;
pub mod council;
pub mod figures;
pub mod ledger_book;
mod next_steps;
pub mod notice;
pub mod notice_book;
mod notice_groups;
pub mod open_data;
pub mod opinion_entry;
pub mod papers;
pub mod period_summary;
pub mod plan_list;
pub mod result_notice;
pub mod results;
pub mod sheet_words;
pub mod totals;

pub use next_steps::next_steps;

#[cfg(test)]
pub(crate) mod honjo;
#[cfg(test)]
pub(crate) mod sample;
