//! What a sheet says, by field, untouched.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{CellRef, Field, SheetSource};
use crate::workbook::RawCell;

/// One submitted sheet read with a form, before normalizing.
#[derive(Debug, Clone, PartialEq)]
pub struct RawPlan {
    /// File, sheet and form.
    pub source: SheetSource,
    /// The fields in which something stands.
    pub values: BTreeMap<Field, RawField>,
    /// Where each located field stands in this sheet, filled or blank.
    pub slots: BTreeMap<Field, CellRef>,
    /// Fields of the form in which something stands that could not be taken
    /// (several marks, an Excel error, no certain place): a finding says so.
    pub unreadable: BTreeSet<Field>,
}

/// What stands in one field.
#[derive(Debug, Clone, PartialEq)]
pub struct RawField {
    /// The text to interpret: what the cell shows without the form's own text
    /// around the placeholder; for a marked choice, the choice.
    pub text: String,
    /// The cell it was read from.
    pub cell: RawCell,
}
