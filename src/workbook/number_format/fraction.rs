//! Formats with a fraction: `# ?/?`, `# ??/16`.

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
/// of equally near ones the simplest.
fn nearest(rest: f64, limit: u32) -> (f64, u32) {
    let mut best = (rest.round(), 1);
    let mut distance = (rest - best.0).abs();
    for denominator in 2..=limit.clamp(1, MAX_DENOMINATOR) {
        let numerator = (rest * f64::from(denominator)).round();
        let away = (rest - numerator / f64::from(denominator)).abs();
        if away + 1e-12 < distance {
            best = (numerator, denominator);
            distance = away;
        }
    }
    best
}
