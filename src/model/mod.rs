//! The domain: fiscal years, plans, judgments, fields and their values, the
//! ledger and the year under evaluation. `GLOSSARY.md` in this folder gives
//! the Japanese word for each.
//!
//! Nothing here reads or writes a file, and nothing here judges.

mod field;
mod fields;
mod judgment;
mod ledger;
mod origin;
mod plan_key;
mod unread;
mod value;
mod year;
mod year_record;

pub use field::{Field, FieldKind, IndicatorPart};
pub use fields::Fields;
pub use judgment::{Compare, Disposition, Judgment, JudgmentCode, Judgments, Kind, Next};
pub use ledger::{Area, Ledger, LedgerPlan, OutlineItem, Renaming};
pub use origin::{CellRange, CellRef, Origin};
pub use plan_key::PlanKey;
pub use unread::Unread;
pub use value::{AfterPeriod, Direction, Quantity, Sourced, ThousandYen, Value};
pub use year::{Era, Eras, FiscalYear, Period};
pub use year_record::{
    Body, ClosedPlan, ClosedYear, FileStatus, Plan, PlanSheet, PlanStatus, SheetEntry, SheetSource,
    SheetStatus, Stage, SubmittedFile, WholeOpinion, Year,
};
