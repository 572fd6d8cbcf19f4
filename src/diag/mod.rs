//! Findings: what a department, or the secretariat asking one, has to look at.
//!
//! A stage returns its value *and* its findings ([`Staged`]); findings never
//! stop the run. Every code is declared once as a [`RuleInfo`], in the room
//! that finds it, and all of them appear in one catalogue (`rules`).

mod finding;
mod rule_info;

pub use finding::{Acceptance, Finding, Staged};
pub use rule_info::{Code, RuleInfo, Severity};
