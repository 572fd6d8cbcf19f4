//! A number and a section → the text Excel shows.

use super::decimal::{Decimal, general};
use super::section::{Part, Section};

/// Writes a number as a section says. `unsigned` where the section itself
/// stands for negative numbers.
pub(super) fn show(section: &Section, value: f64, unsigned: bool) -> String {
    let parts = &section.parts;
    let sign = if value < 0.0 && !unsigned { "-" } else { "" };
    let magnitude = value.abs();
    let has_digits = parts.iter().any(|p| matches!(p, Part::Digit(_)));
    let body = if parts.iter().any(|p| matches!(p, Part::General | Part::Text)) {
        parts.iter().map(|part| literal_or(part, &general(magnitude))).collect()
    } else if let Some(slash) = parts.iter().position(|p| *p == Part::Slash).filter(|_| has_digits) {
        super::fraction::show(parts, slash, magnitude)
    } else if let Some(e) = parts.iter().position(|p| matches!(p, Part::Exponent(_))) {
        scientific(parts, e, magnitude)
    } else {
        plain(parts, Decimal::of(magnitude))
    };
    format!("{sign}{body}").trim_matches(' ').to_owned()
}

fn literal_or(part: &Part, number: &str) -> String {
    match part {
        Part::General | Part::Text => number.to_owned(),
        other => as_written(other),
    }
}

/// A part where it does not stand for digits.
pub(super) fn as_written(part: &Part) -> String {
    match part {
        Part::Literal(text) => text.clone(),
        Part::Percent => "%".to_owned(),
        Part::Slash => "/".to_owned(),
        Part::Point => ".".to_owned(),
        _ => String::new(),
    }
}

/// Where digits, point and commas stand in a section.
struct Layout {
    point: Option<usize>,
    integers: Vec<usize>,
    fractions: Vec<usize>,
    /// Whether thousands are separated.
    grouped: bool,
    /// Powers of ten by which the number is shifted: percent signs up, trailing commas down.
    shift: i32,
}

impl Layout {
    fn of(parts: &[Part]) -> Self {
        let point = parts.iter().position(|p| *p == Part::Point);
        let digits: Vec<usize> = (0..parts.len()).filter(|&i| matches!(parts[i], Part::Digit(_))).collect();
        let (integers, fractions): (Vec<usize>, Vec<usize>) =
            digits.iter().partition(|&&i| point.is_none_or(|p| i < p));
        let trailing = |last: Option<&usize>| {
            last.map_or(0, |&i| parts[i + 1..].iter().take_while(|p| **p == Part::Comma).count())
        };
        let scaling = trailing(integers.last()) + trailing(fractions.last());
        let grouped = match (integers.first(), integers.last()) {
            (Some(&first), Some(&last)) => parts[first..last].contains(&Part::Comma),
            _ => false,
        };
        let percents = parts.iter().filter(|p| **p == Part::Percent).count();
        let shift = i32::try_from(2 * percents).unwrap_or(0) - i32::try_from(3 * scaling).unwrap_or(0);
        Self { point, integers, fractions, grouped, shift }
    }
}

fn plain(parts: &[Part], number: Decimal) -> String {
    let layout = Layout::of(parts);
    let places = i32::try_from(layout.fractions.len()).unwrap_or(i32::MAX);
    let number = number.shifted(layout.shift).rounded(places);
    let integer = number.integer_digits();
    let fraction = fraction_text(parts, &layout, &number.fraction_digits(places));
    let mut integer_texts = integer_text(parts, &layout, &integer).into_iter();
    let mut fraction_texts = fraction.iter();
    let mut shown = String::new();
    for (i, part) in parts.iter().enumerate() {
        match part {
            Part::Digit(_) if layout.point.is_none_or(|p| i < p) => {
                shown.extend(integer_texts.next());
            }
            Part::Digit(_) => shown.extend(fraction_texts.next().map(String::as_str)),
            Part::Point if Some(i) == layout.point => {
                if layout.integers.is_empty() {
                    shown.push_str(&integer);
                }
                // Excel leaves a dangling point (`5.` under `0.##`); it says nothing.
                if layout.fractions.is_empty() || fraction.iter().any(|t| !t.is_empty()) {
                    shown.push('.');
                }
            }
            other => shown.push_str(&as_written(other)),
        }
    }
    shown
}

/// What each digit before the point stands for, from the left. The first one
/// takes all digits that are left over.
fn integer_text(parts: &[Part], layout: &Layout, integer: &str) -> Vec<String> {
    let digits: Vec<char> = integer.chars().collect();
    let holders = layout.integers.len();
    let mut texts = Vec::with_capacity(holders);
    for (n, &index) in layout.integers.iter().enumerate() {
        // How many holders stand to the right of this one.
        let right = holders - 1 - n;
        let mut text = String::new();
        let first = if n == 0 { digits.len().max(holders) - 1 } else { right };
        for place in (right..=first).rev() {
            let shown = match digits.len().checked_sub(place + 1) {
                Some(i) => Some(digits[i]),
                None => match parts[index] {
                    Part::Digit('0') => Some('0'),
                    Part::Digit('?') => Some(' '),
                    _ => None,
                },
            };
            text.extend(shown);
            if layout.grouped && place > 0 && place % 3 == 0 && shown.is_some_and(|c| c != ' ') {
                text.push(',');
            }
        }
        texts.push(text);
    }
    texts
}

/// What each digit after the point stands for.
fn fraction_text(parts: &[Part], layout: &Layout, fraction: &str) -> Vec<String> {
    let digits: Vec<char> = fraction.chars().collect();
    layout
        .fractions
        .iter()
        .enumerate()
        .map(|(n, &index)| {
            let rest_is_zero = digits[n..].iter().all(|&d| d == '0');
            match parts[index] {
                Part::Digit('#') if rest_is_zero => String::new(),
                Part::Digit('?') if rest_is_zero => " ".to_owned(),
                _ => digits[n].to_string(),
            }
        })
        .collect()
}

fn scientific(parts: &[Part], e: usize, magnitude: f64) -> String {
    let (mantissa_parts, exponent_parts) = (&parts[..e], &parts[e + 1..]);
    let layout = Layout::of(mantissa_parts);
    let step = i32::try_from(layout.integers.len()).unwrap_or(1).max(1);
    let places = i32::try_from(layout.fractions.len()).unwrap_or(0);
    let exact = Decimal::of(magnitude);
    let mut exponent = exact.exponent().div_euclid(step) * step;
    let mantissa = exact.clone().shifted(-exponent).rounded(places);
    if mantissa.exponent() >= step {
        exponent += step;
    }
    let mantissa = plain(mantissa_parts, exact.shifted(-exponent));
    let sign = match (exponent < 0, &parts[e]) {
        (true, _) => "-",
        (false, Part::Exponent(true)) => "+",
        _ => "",
    };
    let exponent = plain(exponent_parts, Decimal::of(f64::from(exponent.abs())));
    format!("{mantissa}E{sign}{exponent}")
}
