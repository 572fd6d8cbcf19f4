//! Numbers with their units, and money.

use std::sync::LazyLock;

use regex::Regex;
use rust_decimal::Decimal;

use super::{Reading, means_nothing};
use crate::characters::{fold, one_line, store};
use crate::model::{Quantity, ThousandYen};
use crate::workbook::CellContent;

static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^((?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|\.\d+)(?:[eE]([+-]?\d{1,2}))?")
        .expect("the pattern is constant")
});

const BEFORE: [&str; 8] = ["約", "およそ", "おおよそ", "概ね", "おおむね", "ほぼ", "延べ", "計"];
const AFTER: [&str; 16] = [
    "程度",
    "以上",
    "以下",
    "未満",
    "超",
    "弱",
    "強",
    "ほど",
    "前後",
    "余り",
    "余",
    "(見込み)",
    "(見込)",
    "見込み",
    "見込",
    "くらい",
];
/// What is said of a figure in brackets behind it: 27.8（速報値）. None of it is a unit.
const STANDING: [&str; 12] =
    ["見込", "速報", "暫定", "推計", "推定", "概数", "概算", "予定", "現在", "時点", "仮", "参考"];
/// Units with hiragana; other hiragana is a remark.
const KANA_UNITS: [&str; 6] = ["か所", "か月", "か国", "か年", "か国語", "つ"];
const MULTIPLES: [(&str, i64); 4] = [("億", 100_000_000), ("百万", 1_000_000), ("万", 10_000), ("千", 1_000)];

/// A number as the cell shows it, with the unit behind it: `1,234件`, `▲120`,
/// `85.3%`, `約120`, `1万2千`. `unit` is the unit that is expected, so that
/// `120千人` is 120 where 千人 is counted, and 120,000 elsewhere.
pub(super) fn number(text: &str, content: &CellContent, unit: Option<&str>) -> Reading<Quantity> {
    let shown = one_line(&store(text).text);
    if means_nothing(&fold(&shown)) {
        return Reading::Blank;
    }
    let plain: String = shown.chars().map(ascii).collect();
    match parse(&plain, content, unit) {
        None => Reading::Unreadable,
        Some((mut quantity, rough)) => {
            // The tail is as many characters from the end, whatever their width.
            if let Some(unit) = &mut quantity.unit {
                let chars: Vec<char> = shown.chars().collect();
                let tail: String = chars[chars.len().saturating_sub(unit.chars().count())..].iter().collect();
                if !rough && tail.chars().map(ascii).collect::<String>() == *unit {
                    *unit = tail;
                }
            }
            if rough { Reading::Rough(quantity) } else { Reading::Value(quantity) }
        }
    }
}

/// An amount in 千円. Other units of money are converted exactly; what does not
/// come out even in 千円 is not read.
pub(super) fn money(text: &str, content: &CellContent) -> Reading<ThousandYen> {
    let (quantity, rough) = match number(text, content, Some("千円")) {
        Reading::Value(quantity) => (quantity, false),
        Reading::Rough(quantity) => (quantity, true),
        Reading::Blank => return Reading::Blank,
        Reading::Unreadable => return Reading::Unreadable,
    };
    let unit = quantity.unit.as_deref().map(fold).unwrap_or_default();
    let (times, per, converted) = match unit.as_str() {
        "" | "千円" => (1, 1, false),
        "円" => (1, 1_000, true),
        "万円" => (10, 1, true),
        "百万円" => (1_000, 1, true),
        "億円" => (100_000, 1, true),
        _ => return Reading::Unreadable,
    };
    let amount =
        quantity.value.checked_mul(Decimal::from(times)).map(|v| (v / Decimal::from(per)).normalize());
    // 640千 may be 640千円, or as many thousands of the form's 千円.
    if unit.is_empty() && MULTIPLES.iter().any(|(word, _)| text.contains(word)) {
        return Reading::Unreadable;
    }
    let whole = amount.filter(Decimal::is_integer).and_then(|v| i64::try_from(v).ok());
    match whole {
        None => Reading::Unreadable,
        Some(amount) if rough || converted => Reading::Rough(ThousandYen(amount)),
        Some(amount) => Reading::Value(ThousandYen(amount)),
    }
}

/// Full-width ASCII and the many minus signs, one character for one.
fn ascii(c: char) -> char {
    match c {
        '！'..='～' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        '￥' => '¥',
        '−' | '‐' | '–' | '—' | '―' => '-',
        other => other,
    }
}

fn parse(plain: &str, content: &CellContent, unit: Option<&str>) -> Option<(Quantity, bool)> {
    let stored_negative = matches!(content, CellContent::Number(n) if *n < 0.0);
    let (rest, mut rough) = strip_before(plain);
    // Brackets mean a minus in a number format only; a typed (120) may be a remark.
    let rest = match rest.strip_prefix('(').and_then(|r| r.strip_suffix(')')) {
        Some(inner) if stored_negative => inner,
        _ => rest,
    };
    let (rest, yen) = strip(rest, &['¥']);
    let (rest, minus) = strip_minus(rest);
    let (rest, _) = strip(rest, if minus { &[] } else { &['+'] });
    let (rest, yen_after) = strip(rest, &['¥']);
    let (mut value, tail, multiplied) = numeral(rest, unit)?;
    rough |= multiplied;
    // A format such as #,##0;[Red]#,##0 shows a negative number by its colour alone.
    if minus || stored_negative {
        value.set_sign_negative(!value.is_zero());
    }
    let (unit, left_out) = if yen || yen_after { yen_unit(tail)? } else { unit_of(tail)? };
    Some((Quantity { value, unit }, rough || left_out))
}

fn strip<'t>(text: &'t str, signs: &[char]) -> (&'t str, bool) {
    match text.strip_prefix(signs) {
        Some(rest) => (rest.trim_start(), true),
        None => (text, false),
    }
}

fn strip_minus(text: &str) -> (&str, bool) {
    if let Some(rest) = text.strip_prefix("マイナス") {
        return (rest, true);
    }
    strip(text, &['-', '▲', '△', '▼', 'ー'])
}

fn strip_before(text: &str) -> (&str, bool) {
    match BEFORE.iter().find_map(|word| text.strip_prefix(word)) {
        Some(rest) => (rest.trim_start(), true),
        None => (text, false),
    }
}

/// Digits with their multiples; what stands behind; whether a multiple was worked out.
fn numeral<'t>(text: &'t str, unit: Option<&str>) -> Option<(Decimal, &'t str, bool)> {
    let (first, tail) = digits(text)?;
    let multiple = |tail: &str| MULTIPLES.iter().position(|(word, _)| tail.starts_with(word));
    let expected = unit.is_some_and(|unit| fold(unit) == fold(tail));
    let Some(mut place) = multiple(tail).filter(|_| !expected) else { return Some((first, tail, false)) };
    // 120万円: the multiple belongs to the unit of money.
    if &tail[MULTIPLES[place].0.len()..] == "円" {
        return Some((first, tail, false));
    }
    let mut sum = first.checked_mul(Decimal::from(MULTIPLES[place].1))?;
    let mut tail = &tail[MULTIPLES[place].0.len()..];
    while let Some((next, after)) = digits(tail) {
        match multiple(after) {
            Some(smaller) if smaller > place => {
                sum = sum.checked_add(next.checked_mul(Decimal::from(MULTIPLES[smaller].1))?)?;
                tail = &after[MULTIPLES[smaller].0.len()..];
                place = smaller;
            }
            None if next < Decimal::from(MULTIPLES[place].1) => {
                return Some((sum.checked_add(next)?.normalize(), after, true));
            }
            _ => return None,
        }
    }
    Some((sum.normalize(), tail, true))
}

fn digits(text: &str) -> Option<(Decimal, &str)> {
    let found = NUMBER.captures(text)?;
    let whole = found.get(0)?;
    let mantissa = found[1].replace(',', "");
    let mantissa = if mantissa.starts_with('.') { format!("0{mantissa}") } else { mantissa };
    let value = match found.get(2) {
        None => mantissa.parse().ok()?,
        Some(exponent) => {
            Decimal::from_scientific(&format!("{mantissa}e{}", exponent.as_str().trim_start_matches('+')))
                .ok()?
        }
    };
    Some((value, text[whole.end()..].trim_start()))
}

fn yen_unit(tail: &str) -> Option<(Option<String>, bool)> {
    let tail = tail.trim_start_matches(['-', ',']);
    matches!(tail, "" | "円").then(|| (Some("円".to_owned()), false))
}

/// The unit in what follows a number, and whether words were left out; `None`
/// where a further number follows, as in 120（うち新規20）.
fn unit_of(tail: &str) -> Option<(Option<String>, bool)> {
    let tail = tail.trim();
    let (tail, stripped) = match AFTER.iter().find_map(|word| tail.strip_suffix(word)) {
        Some(rest) => (rest.trim_end(), true),
        None => (tail, false),
    };
    let bare = tail.strip_prefix('(').and_then(|t| t.strip_suffix(')')).unwrap_or(tail);
    if bare.is_empty() {
        return Some((None, stripped));
    }
    let counted =
        ["m2", "m3", "CO2", "co2"].iter().fold(bare.to_owned(), |text, word| text.replace(word, ""));
    if counted.chars().any(is_number) || is_mistyped_digit(bare) {
        return None;
    }
    if is_unit(bare) { Some((Some(bare.to_owned()), stripped)) } else { Some((None, true)) }
}

/// 12O and 12I件 hold letters typed for 0 and 1; OA and IP are words.
fn is_mistyped_digit(tail: &str) -> bool {
    let mut chars = tail.chars();
    matches!(chars.next(), Some('O' | 'o' | 'I')) && chars.next().is_none_or(|c| !c.is_ascii_alphabetic())
}

fn is_number(c: char) -> bool {
    c.is_ascii_digit() || ('①'..='⑳').contains(&c) || "〇一二三四五六七八九十".contains(c)
}

fn is_unit(text: &str) -> bool {
    let hiragana = text.chars().any(|c| ('ぁ'..='ん').contains(&c));
    let mark = |c: char| ",.、。:;~～〜?!()「」*<>=".contains(c);
    text.chars().count() <= 10
        && !text.chars().any(mark)
        && !STANDING.iter().any(|word| text.contains(word))
        && (!hiragana || KANA_UNITS.iter().any(|unit| text.starts_with(unit)))
}

#[cfg(test)]
#[path = "number_tests.rs"]
mod tests;
