//! Bytes → [`RawWorkbook`]: file kinds told by content, guards against hostile
//! files, calamine, and what Excel hides from it.
//!
//! Enters: the bytes of one submitted file. Leaves: its sheets as a person
//! sees them, and findings. Nothing here knows forms or fields, and no other
//! room names calamine.

mod raw;

pub use raw::{CellContent, Floating, FloatingKind, RawCell, RawSheet, RawWorkbook, WorkbookKind};
