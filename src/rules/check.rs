//! Runs the rules over a year.

use std::sync::LazyLock;

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use crate::diag::Finding;
use crate::model::{Plan, PlanStatus, Year};
use crate::settings::Settings;

use super::RULES;
use super::rule::{Context, Reporter, Rule};
use super::words::WORDS;

/// Everything the rules find in the merged year, rule by rule, on every core.
/// Severities are those of the catalogue; [`super::finish`] applies the city's.
pub fn check(year: &Year, settings: &Settings) -> Vec<Finding> {
    let context = Context { year, settings };
    let submitted = |plan: &&Plan| plan.status == PlanStatus::Submitted;
    let check = |rule: &&dyn Rule| {
        let mut findings = Vec::new();
        let mut out = Reporter::new(rule.info(), context, &mut findings);
        rule.check_year(&context, &mut out);
        year.plans.iter().filter(submitted).for_each(|plan| rule.check_plan(plan, &context, &mut out));
        findings
    };
    RULES.par_iter().flat_map_iter(check).collect()
}

/// Makes the word lists ready, which takes as long as reading a dozen sheets,
/// while sheets are being read.
pub fn prepare() {
    rayon::spawn(|| {
        LazyLock::force(&WORDS);
        super::persons::prepare();
    });
}
