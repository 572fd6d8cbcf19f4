//! Formats with a fraction: `# ?/?`, `# ??/16`.

use rust_decimal::prelude::ToPrimitive;

use super::number::as_written;
use super::section::Part;

/// The largest denominator that is searched for.
const MAX_DENOMINATOR: u32 = 9_999;

/// Writes a magnitude as a fraction; `slash` is the index of its `/`.
pub(super) fn show(parts: &[Part], slash: usize, magnitude: f64) -> String {
    let is_digit = |p: &Part| matches!(p, Part::Digit(_));
    let numerator_start = parts[..slash].iter().rposition(|p| !is_digit(p)).map_or(0, |i| i + 1);
    let has_whole = parts[..numerator_start].iter().any(is_digit);
    let after = &parts[slash + 1..];
    let (fixed, denominator_length) = fixed_denominator(after);
    let whole = magnitude.trunc();
    let rest = magnitude - whole;
    let (mut numerator, denominator) = match fixed {
        Some(denominator) => ((rest * f64::from(denominator)).round(), denominator),
        None => {
            let digits = after.iter().take_while(|p| is_digit(p)).count().min(4);
            nearest(rest, 10_u32.pow(u32::try_from(digits).unwrap_or(4)) - 1)
        }
    };
    let mut whole = whole;
    if numerator >= f64::from(denominator) {
        numerator = 0.0;
        whole += 1.0;
    }
    let prefix: String = parts[..numerator_start].iter().filter(|p| !is_blank(p)).map(as_written).collect();
    let suffix: String = after[denominator_length..].iter().map(as_written).collect();
    let number = if !has_whole {
        format!("{}/{denominator}", whole * f64::from(denominator) + numerator)
    } else if numerator == 0.0 {
        format!("{whole}")
    } else if whole == 0.0 {
        format!("{numerator}/{denominator}")
    } else {
        format!("{whole} {numerator}/{denominator}")
    };
    format!("{prefix}{number}{suffix}")
}

/// The gap between the whole number and the fraction.
fn is_blank(part: &Part) -> bool {
    matches!(part, Part::Literal(text) if text.trim().is_empty())
}

/// A denominator that the format states, and how many parts state it.
fn fixed_denominator(after: &[Part]) -> (Option<u32>, usize) {
    let mut text = String::new();
    let mut length = 0;
    for part in after {
        match part {
            Part::Digit('0') => text.push('0'),
            Part::Literal(t) if t.bytes().all(|b| b.is_ascii_digit()) => text.push_str(t),
            Part::Digit(_) => {}
            _ => break,
        }
        length += 1;
    }
    let stated = text.parse().ok().filter(|&n: &u32| n > 0 && text.len() <= 4);
    (stated, length)
}

/// The fraction nearest to `rest` (0 to 1) with a denominator up to `limit`;
/// of equally near ones the simplest. By continued fractions: a sheet of such
/// cells must not try every denominator for each.
fn nearest(rest: f64, limit: u32) -> (f64, u32) {
    const EXACT: f64 = 1e-12;
    let limit = f64::from(limit.clamp(1, MAX_DENOMINATOR));
    let away = |(numerator, denominator): (f64, f64)| (rest - numerator / denominator).abs();
    let (mut before, mut last) = ((1.0, 0.0), (rest.floor(), 1.0));
    let mut remainder = rest - rest.floor();
    while remainder > EXACT {
        let term = (1.0 / remainder).floor();
        let times = term.min(((limit - before.1) / last.1).floor());
        let next = (before.0 + times * last.0, before.1 + times * last.1);
        if next.1 > 0.0 && away(next) + EXACT < away(last) {
            (before, last) = (last, next);
        } else {
            break;
        }
        if times < term {
            break;
        }
        remainder = 1.0 / remainder - term;
    }
    (last.0, last.1.to_u32().unwrap_or(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// By trying every denominator.
    fn tried(rest: f64, limit: u32) -> (f64, u32) {
        let mut best = (rest.round(), 1);
        for denominator in 2..=limit {
            let numerator = (rest * f64::from(denominator)).round();
            let away = |n: f64, d: u32| (rest - n / f64::from(d)).abs();
            if away(numerator, denominator) + 1e-12 < away(best.0, best.1) {
                best = (numerator, denominator);
            }
        }
        best
    }

    #[test]
    fn no_other_fraction_is_nearer() {
        for step in 0..997_u32 {
            let rest = f64::from(step) / 997.0;
            for limit in [1, 9, 99] {
                assert_eq!(nearest(rest, limit), tried(rest, limit), "{rest} {limit}");
            }
        }
        for rest in [0.0, 0.5, 0.1, 1.0 / 3.0, 0.333_333, 0.999_99, 0.000_05, 0.123_456_789] {
            assert_eq!(nearest(rest, 9_999), tried(rest, 9_999), "{rest}");
        }
    }
}
