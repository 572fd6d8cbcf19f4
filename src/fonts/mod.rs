//! Font files: which characters they have, how far each advances.
//!
//! Enters: the embedded fonts (SIL OFL 1.1), and font files that a city names
//! in 報告書.toml. Leaves: [`Face`]s, cheap to copy, and [`Typefaces`], which
//! say what a city's faces are used for. Never here: sizes, lines, pages.

mod coverage;
mod face;
mod own;
mod typefaces;

pub use coverage::{has_glyph, is_invisible, is_selector, missing_characters};
pub use face::Face;
pub use own::{OwnFace, read_face};
pub use typefaces::{FontUse, Typefaces, typefaces};
