//! Actual against target, for J01 and J02. Exact decimals throughout.

use rust_decimal::Decimal;

use super::plan_view::{indicator_prefix, self_judgment, shown};
use super::rule::{Context, Reporter};
use crate::model::{Compare, Direction, Field, IndicatorPart, Plan};

/// How an actual stands to its target, in the sense of the indicator's direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    Better,
    /// Equal, or a miss within the city's threshold.
    Met,
    Missed,
}

/// One indicator's figures of the year.
#[derive(Debug)]
pub(super) struct Figures {
    number: u16,
    direction: Direction,
    target: Decimal,
    actual: Decimal,
    pub(super) outcome: Outcome,
}

/// The plan's indicators that have target, actual and direction.
pub(super) fn figures(plan: &Plan, context: &Context<'_>) -> Vec<Figures> {
    let year = context.year.year;
    let read = |number: u16| {
        let target = plan.fields.number(&Field::Indicator(number, IndicatorPart::Target(year)))?;
        let actual = plan.fields.number(&Field::Indicator(number, IndicatorPart::Actual(year)))?;
        let direction = plan.fields.direction(&Field::Indicator(number, IndicatorPart::Direction))?;
        let outcome = outcome(target, actual, direction, context.settings.thresholds.j01_percent);
        Some(Figures { number, direction, target, actual, outcome })
    };
    plan.fields.indicators().into_iter().filter_map(read).collect()
}

/// Compares exactly; `percent` is the part of the target that a miss may have.
pub(super) fn outcome(target: Decimal, actual: Decimal, direction: Direction, percent: f64) -> Outcome {
    let gain = match direction {
        Direction::Up => actual.checked_sub(target),
        Direction::Down => target.checked_sub(actual),
    };
    let Some(gain) = gain else {
        // Only numbers of 28 digits get here; then the signs differ and order decides.
        let better = (actual > target) == (direction == Direction::Up);
        return if better { Outcome::Better } else { Outcome::Missed };
    };
    // The threshold is typed as a decimal; its shortest decimal form is what was typed.
    let percent = percent.to_string().parse::<Decimal>().unwrap_or_default();
    let allowance = target.abs().checked_mul(percent).map(|part| part / Decimal::ONE_HUNDRED);
    if gain > Decimal::ZERO {
        Outcome::Better
    } else if gain.is_zero() || allowance.is_some_and(|allowed| -gain <= allowed) {
        Outcome::Met
    } else {
        Outcome::Missed
    }
}

/// Reports the indicators of one direction that contradict 自己評価. Where
/// several indicators point different ways, a judgment that one of them
/// supports is no contradiction, except that nothing supports a good judgment
/// beside a missed target.
pub(super) fn report_contradictions(
    plan: &Plan,
    direction: Direction,
    context: &Context<'_>,
    out: &mut Reporter<'_>,
) {
    let Some(judgment) = self_judgment(plan, context) else { return };
    let all = figures(plan, context);
    let some = |outcome| all.iter().any(|f| f.outcome == outcome);
    for figures in all.iter().filter(|f| f.direction == direction) {
        let contradicts = match (judgment.compare, figures.outcome) {
            (Compare::Above | Compare::Equal, Outcome::Missed) => true,
            (Compare::Above, Outcome::Met) => !some(Outcome::Better),
            (Compare::Below, Outcome::Better) => !some(Outcome::Missed) && !some(Outcome::Met),
            _ => false,
        };
        if contradicts {
            let message = message(plan, figures, judgment.code.as_str());
            out.on_field(plan, &Field::SelfJudgment, message);
        }
    }
}

fn message(plan: &Plan, figures: &Figures, code: &str) -> String {
    let (actual, target) = (shown(figures.actual), shown(figures.target));
    let side = match figures.actual.cmp(&figures.target) {
        std::cmp::Ordering::Less => "を下回っています",
        std::cmp::Ordering::Equal => "と同じです",
        std::cmp::Ordering::Greater => "を上回っています",
    };
    let prefix = indicator_prefix(plan, figures.number);
    match figures.direction {
        Direction::Up => {
            format!("{prefix}実績（{actual}）が目標（{target}）{side}が、自己評価は「{code}」です")
        }
        Direction::Down => format!(
            "{prefix}実績（{actual}）が目標（{target}）{side}が、低いほど良い指標で、自己評価は「{code}」です"
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(target: &str, actual: &str, direction: Direction, percent: f64) -> Outcome {
        outcome(target.parse().expect("target"), actual.parse().expect("actual"), direction, percent)
    }

    #[test]
    fn decimals_are_compared_exactly() {
        assert_eq!(of("0.3", "0.30", Direction::Up, 0.0), Outcome::Met);
        assert_eq!(of("87.0", "86.9", Direction::Up, 0.0), Outcome::Missed);
        assert_eq!(of("87.0", "87.1", Direction::Up, 0.0), Outcome::Better);
    }

    #[test]
    fn a_miss_within_the_threshold_counts_as_met_and_one_beyond_does_not() {
        assert_eq!(of("100", "97", Direction::Up, 3.0), Outcome::Met);
        assert_eq!(of("100", "96.9", Direction::Up, 3.0), Outcome::Missed);
        assert_eq!(of("5.5", "5.6", Direction::Down, 3.0), Outcome::Met);
        assert_eq!(of("3900", "4260", Direction::Down, 3.0), Outcome::Missed);
        assert_eq!(of("1000", "997.5", Direction::Up, 0.25), Outcome::Met);
        assert_eq!(of("1000", "997.4", Direction::Up, 0.25), Outcome::Missed);
    }

    #[test]
    fn any_gain_is_better_whatever_the_threshold() {
        assert_eq!(of("100", "101", Direction::Up, 3.0), Outcome::Better);
        assert_eq!(of("12", "7.5", Direction::Down, 3.0), Outcome::Better);
    }

    #[test]
    fn a_target_of_nothing_allows_no_miss() {
        assert_eq!(of("0", "0", Direction::Down, 3.0), Outcome::Met);
        assert_eq!(of("0", "1", Direction::Down, 3.0), Outcome::Missed);
    }

    #[test]
    fn reductions_are_compared_with_their_sign() {
        assert_eq!(of("-120", "-130", Direction::Down, 3.0), Outcome::Better);
        assert_eq!(of("-120", "-110", Direction::Down, 3.0), Outcome::Missed);
    }
}
