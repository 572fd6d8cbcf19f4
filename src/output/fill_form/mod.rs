//! Fills a city's own form in place: the values go into the cells of its
//! sheet, and everything else of the workbook stays as it is, byte for byte.
//!
//! Enters: the bytes of an .xlsx form, its slots and values by field. Leaves:
//! the bytes of the filled form. The form itself is never changed.

mod cells;
mod copies;
mod number_format;
mod package;
mod proposal;
mod relations;
mod sheet_list;
mod slots;
#[cfg(test)]
mod tests;
mod xml;
mod years;

pub use proposal::form_in_place;
pub use slots::{fill_form, fill_form_for_plans};
pub use years::form_for_years;
