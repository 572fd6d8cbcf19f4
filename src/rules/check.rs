//! Runs the rules over a year.

use crate::diag::Finding;
use crate::model::{PlanStatus, Year};
use crate::settings::Settings;

use super::RULES;
use super::rule::{Context, Reporter};

/// Everything the rules find in the merged year, rule by rule. Severities are
/// those of the catalogue; [`super::finish`] applies the city's.
pub fn check(year: &Year, settings: &Settings) -> Vec<Finding> {
    let context = Context { year, settings };
    let mut findings = Vec::new();
    for rule in RULES {
        let mut out = Reporter::new(rule.info(), context, &mut findings);
        rule.check_year(&context, &mut out);
        for plan in year.plans.iter().filter(|plan| plan.status == PlanStatus::Submitted) {
            rule.check_plan(plan, &context, &mut out);
        }
    }
    findings
}
