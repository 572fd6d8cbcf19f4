//! Report data → finished pages: measuring, line breaking (kinsoku),
//! paragraphs, tables, figures, pagination.
//!
//! What enters: texts and figures that a report has decided on, with widths.
//! What leaves: [`Page`]s whose items all stand at fixed points; the PDF
//! writer only translates them. What never happens here: deciding what is
//! said, reading or writing a file, shortening or changing a text.
//!
//! # How a page is composed
//!
//! 1. Texts become [`Block`]s: [`paragraph`] breaks [`Span`]s into lines of a
//!    [`ParagraphStyle`]; [`line`] sets one line. A block knows its size and
//!    holds [`Placed`] items relative to its own top left corner. Blocks go
//!    into blocks with [`Block::put`], below each other with [`Block::stack`].
//!    A [`Table`] becomes pieces with [`table()`], a row each.
//! 2. Blocks become a [`Flow`] of [`Piece`]s, each with the space before it
//!    and what must not be parted from it.
//! 3. A [`Book`] cuts flows into pages of a [`PageFormat`] with a
//!    [`RunningHead`]; [`Book::finish`] fills in the page numbers that texts
//!    refer to ([`Item::PageNumber`]).
//!
//! All lengths are in points from the top left corner, y downwards; [`mm`]
//! converts. A painted item either carries a [`Tag`] (its place in the
//! document's logical structure, in the order in which tags are first met) or
//! is an artifact: rules, tints, running heads.

mod block;
mod book;
mod breaking;
#[cfg(test)]
mod breaking_tests;
pub mod council;
mod cut;
mod flow;
#[cfg(test)]
mod golden_tests;
mod headings;
#[cfg(test)]
mod hostile_tests;
mod ink;
#[cfg(test)]
mod jlreq_tests;
mod lane;
mod list;
mod marks;
pub mod notice;
mod page;
#[cfg(test)]
mod page_checks;
mod paginate;
#[cfg(test)]
mod paginate_tests;
pub mod papers;
mod paragraph;
mod phrases;
mod stacked_bars;
mod style;
mod table;
mod table_rows;
mod tag;
mod text;
mod work;

pub use crate::fonts::{Face, has_glyph, missing_characters};
pub use block::Block;
pub use book::{Book, PageFormat, PageNumbers, RunningHead};
pub use flow::{Flow, Piece, Tear};
pub use ink::{Ink, Stroke};
pub use lane::Lane;
pub use page::{Anchor, Item, Page, Placed, Point, Size, Target, TextRun};
pub use paragraph::{line, paragraph};
pub use style::{Align, Indent, ParagraphStyle, Span, TextStyle, Voice};
pub use table::{Cell, Column, Content, Row, Table, Vertical};
pub use table_rows::table;
pub use tag::{Role, Scope, Tag};
pub use text::{never_first, never_last, width_of};

/// Millimetres in points.
pub fn mm(millimetres: f64) -> f64 {
    millimetres * 72.0 / 25.4
}
