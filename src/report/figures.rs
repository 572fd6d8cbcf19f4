//! Figures as Japanese official tables print them: thousands separators, ▲ for
//! negatives, － for nothing, one number of decimals a column.

use rust_decimal::Decimal;

use crate::model::ThousandYen;
use crate::report::totals::Share;

/// What stands in a printed cell where there is nothing (該当なし); data cells hold 0 or stay blank.
pub const NOTHING: &str = "－";

/// A count; none is －.
pub fn count(number: usize) -> String {
    if number == 0 { NOTHING.to_owned() } else { grouped(&number.to_string()) }
}

/// A whole number or a difference; 0 is a value.
pub fn whole(number: i64) -> String {
    let digits = grouped(&number.unsigned_abs().to_string());
    if number < 0 { format!("▲{digits}") } else { digits }
}

/// An amount in 千円; `None` is －, 0 is a value or less than the unit.
pub fn money(amount: Option<ThousandYen>) -> String {
    amount.map_or_else(|| NOTHING.to_owned(), |amount| whole(amount.0))
}

/// The share of `part` in `whole` without its sign; nothing is －, also nothing of something.
pub fn share(part: usize, whole: usize) -> String {
    if part == 0 {
        NOTHING.to_owned()
    } else {
        Share::of(part, whole).map_or_else(|| NOTHING.to_owned(), Share::text)
    }
}

/// A number with at least so many decimals; digits that the cell shows are never cut.
pub fn number(value: Decimal, decimals: u32) -> String {
    let mut shown = value.abs();
    if shown.scale() < decimals {
        shown.rescale(decimals);
    }
    let text = shown.to_string();
    let digits = match text.split_once('.') {
        Some((whole, fraction)) => format!("{}.{fraction}", grouped(whole)),
        None => grouped(&text),
    };
    if value.is_sign_negative() && !value.is_zero() { format!("▲{digits}") } else { digits }
}

/// The decimals that a column of such numbers is printed with: those of its most exact one.
pub fn decimals<'a>(column: impl IntoIterator<Item = &'a Decimal>) -> u32 {
    column.into_iter().map(Decimal::scale).max().unwrap_or(0)
}

fn grouped(digits: &str) -> String {
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.char_indices() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_a_dash_and_zero_a_value() {
        assert_eq!(count(0), "－");
        assert_eq!(count(1234), "1,234");
        assert_eq!([share(1, 3), share(0, 3), share(0, 0)], ["33.3", "－", "－"]);
        assert_eq!(money(None), "－");
        assert_eq!(money(Some(ThousandYen(0))), "0");
        assert_eq!(money(Some(ThousandYen(-1_234_567))), "▲1,234,567");
        assert_eq!(whole(i64::MIN), "▲9,223,372,036,854,775,808");
    }

    #[test]
    fn one_number_of_decimals_a_column() {
        let column = [Decimal::new(870, 1), Decimal::new(-5, 0), Decimal::new(123_456, 2)];
        let decimals = decimals(&column);
        let texts: Vec<String> = column.iter().map(|value| number(*value, decimals)).collect();
        assert_eq!(texts, ["87.00", "▲5.00", "1,234.56"]);
        assert_eq!(number(Decimal::new(-0, 1), 1), "0.0");
        assert_eq!(number(Decimal::new(12_345, 3), 1), "12.345");
    }
}
