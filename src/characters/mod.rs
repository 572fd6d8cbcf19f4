//! The one place that knows how Japanese text varies on its way through Excel:
//! a raw text → the text to store, and a folded key to compare by.
//!
//! Enters: text as a cell shows it. Leaves: [`store`]d text (radicals, vertical
//! forms and half-width katakana mended, line ends put in order), one-line text
//! and keys. The stored text is never brought into a Unicode compatibility form:
//! that would turn （ into (, ① into 1 and ＳＮＳ into SNS.

mod fold;
mod line;
mod mend;
mod store;
mod unusual;

pub use fold::{digits, fold};
pub use line::one_line;
pub use store::{Mended, Stored, store};
pub use unusual::{code_point, is_unusual, unusual};

#[cfg(test)]
mod properties;
