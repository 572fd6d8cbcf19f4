//! [`Year`] → findings: one file a rule, and the catalogue of every check.
//!
//! Enters: the merged year. Leaves: findings. A rule never changes a value,
//! and a reporter is bound to one rule, so none can report under another's code.

mod rule;

pub use rule::{Context, Reporter, Rule};
