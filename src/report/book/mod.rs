//! Workbooks as data: which sheets, which tables, which cells, and what a
//! reader may type. Addresses, fonts and files are `output::xlsx`'s affair.

mod cell;
mod further;
mod look;
mod sheet;

pub use cell::{Cell, Criterion, Is, Live, Target};
pub use further::{Further, Rows};
pub use look::{Look, Mark, marks};
pub use sheet::{Block, Book, Chart, ChartKind, Column, Input, Kind, Page, Row, RowLook, Sheet};
