//! Opinions of the reviewing bodies, the stage of the year, merging, and closed years.
//!
//! Enters: the workbooks of 意見/, 確定.json of earlier years, the plans with
//! what their departments wrote. Leaves: plans with opinions, the three
//! judgments and what follows from them; earlier years as typed values.
//! Nothing here writes a file, and no submitted value is changed: what the
//! sheet typed where the program derives is kept beside.

mod checks;
mod checksum;
mod closed;
mod follow_up;
mod identify;
mod json;
mod merge;
mod next_ledger;
mod obstacles;
mod opinion;
#[cfg(test)]
mod opinion_cell_tests;
mod opinion_sheet;
#[cfg(test)]
mod opinion_tests;
mod own_closing;
mod prefill;
mod read_opinions;
mod record_reader;
mod reference;
mod stage;
#[cfg(test)]
mod testing;
mod value_checks;
mod wording;

use crate::diag::RuleInfo;

pub use checksum::{Checksum, checksum};
pub use closed::{
    CLOSED_FILE, CLOSED_SCHEMA, Closed, ClosedRecord, Earlier, earlier_closing_path, parse_closed,
    read_closed, read_earlier, read_earlier_closing, write_closed,
};
pub use follow_up::{Before, FindingId, FollowUp, Standing};
pub use merge::merge;
pub use next_ledger::{ledger_differences, next_ledger};
pub use obstacles::missing_reviews;
pub use opinion::{Opinions, PlanOpinion};
pub use own_closing::{Correction, as_closed, corrections, is_final};
pub use prefill::prefill;
pub use read_opinions::read_opinions;
pub use record_reader::RECORD_SCHEMA;
pub use reference::reference_text;
pub use stage::{OPINIONS, OpinionFile, StageFiles, parse_stage, stage_of};

/// The checks of this room, for the catalogue.
pub static CHECKS: &[&RuleInfo] = &[
    &checks::UNKNOWN_PLAN,
    &checks::NOT_REVIEWED,
    &checks::SECRETARIAT_FIELD,
    &checks::EMPTY_OPINIONS,
    &checks::SELF_JUDGMENT_CHANGED,
    &checks::ROW_MISMATCH,
    &checks::UNKNOWN_FILE,
    &checks::CLOSED_YEAR,
];
