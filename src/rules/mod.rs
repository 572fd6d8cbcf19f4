//! [`Year`](crate::model::Year) → findings: one file a rule, and the catalogue of every check.
//!
//! Enters: the merged year. Leaves: findings. A rule never changes a value,
//! and a reporter is bound to one rule, so none can report under another's code.

mod acceptances;
mod carry_over;
mod catalogue;
mod check;
mod empty;
mod figures;
mod finish;
mod likeness;
mod markdown;
mod needles;
mod patterns;
mod persons;
mod plan_view;
mod privacy;
mod rule;
#[cfg(test)]
mod samples_are_clean;
#[cfg(test)]
mod sentences;
mod setback;
#[cfg(test)]
mod testing;
mod unexplained_change;
mod vague;
mod words;

mod c01_continued_plan_missing;
mod c02_ended_plan_still_listed;
mod c03_plan_count_mismatch;
mod c04_target_changed;
mod c05_closed_value_changed;
mod e01_after_period_missing;
mod e02_after_period_too_early;
mod e03_ended_but_continued;
mod j01_judgment_against_figures;
mod j02_judgment_against_reversed_figures;
mod j03_achieved_with_next_actions;
mod j04_c_without_remedy;
mod j05_cancelled_without_reason;
mod j06_achieved_without_reason;
mod j07_end_year_mismatch;
mod j08_continued_with_end_year;
mod j09_disposition_mismatch;
mod j10_actual_missing;
mod j11_setback_in_good_judgment;
mod j12_continued_without_next_actions;
mod j13_reason_for_another_judgment;
mod j14_year_end_judgment_differs;
mod o01_opinion_unanswered;
mod o02_vague_response;
mod o04_hq_change_without_reason;
mod o05_council_change_without_reason;
mod o07_dates_out_of_order;
mod o13_reason_without_change;
mod p01_personal_data;
mod v01_required_blank;
mod v04_indicator_changed;
mod v05_copied_from_last_year;
mod v06_empty_phrase;
mod v07_too_long_to_print;
mod v11_unit_or_scale_mismatch;
mod v12_same_text_in_two_plans;
mod v13_value_ahead_of_its_year;

pub use acceptances::{ACCEPTANCES_FILE, read_acceptances};
pub use catalogue::{catalogue, find_rule, suggestion};
pub use check::{check, prepare};
pub use finish::{AcceptedFinding, NEVER_ACCEPTED, finish};
pub use markdown::markdown;
pub use privacy::{PrivateKind, mask_private, private_data};
pub use rule::{Context, Reporter, Rule};

/// The rules that look at the merged year, by code. The other checks are found
/// while reading, in the rooms that read; [`catalogue`] lists them all.
pub static RULES: &[&dyn Rule] = &[
    &v01_required_blank::RequiredBlank,
    &v04_indicator_changed::IndicatorChanged,
    &v05_copied_from_last_year::CopiedFromLastYear,
    &v06_empty_phrase::EmptyPhrase,
    &v07_too_long_to_print::TooLongToPrint,
    &v11_unit_or_scale_mismatch::UnitOrScaleMismatch,
    &v12_same_text_in_two_plans::SameTextInTwoPlans,
    &v13_value_ahead_of_its_year::ValueAheadOfItsYear,
    &j01_judgment_against_figures::JudgmentAgainstFigures,
    &j02_judgment_against_reversed_figures::JudgmentAgainstReversedFigures,
    &j03_achieved_with_next_actions::AchievedWithNextActions,
    &j04_c_without_remedy::CWithoutRemedy,
    &j05_cancelled_without_reason::CancelledWithoutReason,
    &j06_achieved_without_reason::AchievedWithoutReason,
    &j07_end_year_mismatch::EndYearMismatch,
    &j08_continued_with_end_year::ContinuedWithEndYear,
    &j09_disposition_mismatch::DispositionMismatch,
    &j10_actual_missing::ActualMissing,
    &j11_setback_in_good_judgment::SetbackInGoodJudgment,
    &j12_continued_without_next_actions::ContinuedWithoutNextActions,
    &j13_reason_for_another_judgment::ReasonForAnotherJudgment,
    &j14_year_end_judgment_differs::YearEndJudgmentDiffers,
    &o01_opinion_unanswered::OpinionUnanswered,
    &o02_vague_response::VagueResponse,
    &o04_hq_change_without_reason::HqChangeWithoutReason,
    &o05_council_change_without_reason::CouncilChangeWithoutReason,
    &o07_dates_out_of_order::DatesOutOfOrder,
    &o13_reason_without_change::ReasonWithoutChange,
    &c01_continued_plan_missing::ContinuedPlanMissing,
    &c02_ended_plan_still_listed::EndedPlanStillListed,
    &c03_plan_count_mismatch::PlanCountMismatch,
    &c04_target_changed::TargetChanged,
    &c05_closed_value_changed::ClosedValueChanged,
    &e01_after_period_missing::AfterPeriodMissing,
    &e02_after_period_too_early::AfterPeriodTooEarly,
    &e03_ended_but_continued::EndedButContinued,
    &p01_personal_data::PersonalData,
];
