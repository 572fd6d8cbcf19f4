//! Workbooks as data ([`crate::report::book`]) → xlsx. The only room that names rust_xlsxwriter.
//!
//! Enters: a [`Book`]. Leaves: the bytes of a workbook. Nothing here counts,
//! words or decides; a text is written as a text whatever it begins with, and
//! one that Excel cannot hold is continued on a sheet of its own, never cut.

mod cell;
mod charts;
mod form_proposal;
mod formula;
mod head;
mod height;
mod overflow;
mod pages;
mod place;
mod print;
mod sheet;
mod splice;
mod styles;
mod tail;
mod widths;
mod workbook;

#[cfg(test)]
mod dump;
#[cfg(test)]
mod recalculation;
#[cfg(test)]
mod tail_tests;
#[cfg(test)]
mod tests;

pub use form_proposal::{PROPOSAL_NOTES, write_form_proposal};
pub use workbook::{Links, print_book, write_book};
