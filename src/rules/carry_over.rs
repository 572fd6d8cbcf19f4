//! What the closed year before hands on, for C01 to C03.

use super::rule::Context;
use crate::model::{ClosedPlan, ClosedYear, Field};

/// Whether the plan ended with that year. A plan that was never judged did not.
pub(super) fn ended(plan: &ClosedPlan, context: &Context<'_>) -> bool {
    let code = plan.fields.judgment(&Field::FinalJudgment);
    code.is_some_and(|code| context.settings.judgments.ends(code))
}

/// The plans that go on.
pub(super) fn carried_over<'a>(
    closed: &'a ClosedYear,
    context: &Context<'a>,
) -> impl Iterator<Item = &'a ClosedPlan> {
    let context = *context;
    closed.plans.iter().filter(move |plan| !ended(plan, &context))
}
