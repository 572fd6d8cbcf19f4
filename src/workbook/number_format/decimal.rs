//! The decimal digits of a stored number, as Excel sees them: 15 significant
//! ones, so that 0.1 + 0.2 is 0.3 and 2.675 rounds up.

/// A non-negative decimal number: `0.d1d2d3… × 10^point`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Decimal {
    /// Values 0 to 9, no leading and no trailing zero; none for 0.
    digits: Vec<u8>,
    /// How many digits stand before the decimal point; negative for 0.00x.
    point: i32,
}

impl Decimal {
    /// The magnitude of a finite number.
    pub(super) fn of(value: f64) -> Self {
        let text = format!("{:.14e}", value.abs());
        let (mantissa, exponent) = text.split_once('e').expect("this format has an exponent");
        let digits = mantissa.bytes().filter(u8::is_ascii_digit).map(|b| b - b'0').collect();
        let exponent: i32 = exponent.parse().expect("the exponent is an integer");
        Self { digits, point: exponent + 1 }.trimmed()
    }

    fn trimmed(mut self) -> Self {
        while self.digits.last() == Some(&0) {
            self.digits.pop();
        }
        let zeros = self.digits.iter().take_while(|&&d| d == 0).count();
        self.digits.drain(..zeros);
        self.point -= i32::try_from(zeros).expect("15 digits at most, and a carry");
        if self.digits.is_empty() {
            self.point = 0;
        }
        self
    }

    /// Whether it is 0.
    pub(super) fn is_zero(&self) -> bool {
        self.digits.is_empty()
    }

    /// The power of ten of the first digit: 0 for 1 to 9, -1 for 0.1 to 0.9.
    pub(super) fn exponent(&self) -> i32 {
        if self.is_zero() { 0 } else { self.point - 1 }
    }

    /// Times 10^`places`.
    pub(super) fn shifted(mut self, places: i32) -> Self {
        if !self.is_zero() {
            self.point += places;
        }
        self
    }

    /// Rounded half up to so many digits after the point.
    pub(super) fn rounded(mut self, places: i32) -> Self {
        let keep = self.point.saturating_add(places);
        let Ok(keep) = usize::try_from(keep) else {
            return Self { digits: Vec::new(), point: 0 };
        };
        if keep >= self.digits.len() {
            return self;
        }
        let up = self.digits[keep] >= 5;
        self.digits.truncate(keep);
        if up {
            self.carry();
        }
        self.trimmed()
    }

    fn carry(&mut self) {
        for digit in self.digits.iter_mut().rev() {
            if *digit < 9 {
                *digit += 1;
                return;
            }
            *digit = 0;
        }
        self.digits.insert(0, 1);
        self.point += 1;
    }

    /// The digits before the point, none for less than 1.
    pub(super) fn integer_digits(&self) -> String {
        (0..self.point).map(|i| self.digit(i)).collect()
    }

    /// So many digits after the point.
    pub(super) fn fraction_digits(&self, places: i32) -> String {
        (self.point..self.point.saturating_add(places)).map(|i| self.digit(i)).collect()
    }

    /// How many digits stand after the point.
    pub(super) fn places(&self) -> i32 {
        let length = i32::try_from(self.digits.len()).expect("15 digits at most, and a carry");
        (length - self.point).max(0)
    }

    fn digit(&self, index: i32) -> char {
        let digit = usize::try_from(index).ok().and_then(|i| self.digits.get(i)).copied().unwrap_or(0);
        char::from(b'0' + digit)
    }

    /// Plain: `1234.5`, `0.05`, `0`.
    pub(super) fn plain(&self) -> String {
        let integer = self.integer_digits();
        let fraction = self.fraction_digits(self.places());
        let integer = if integer.is_empty() { "0" } else { &integer };
        if fraction.is_empty() { integer.to_owned() } else { format!("{integer}.{fraction}") }
    }
}

/// Characters that the format General has for a number without its sign.
const GENERAL_WIDTH: usize = 11;

/// A number in the format General.
pub(in crate::workbook) fn general(value: f64) -> String {
    let exact = Decimal::of(value);
    let sign = if value < 0.0 && !exact.is_zero() { "-" } else { "" };
    let exponent = exact.exponent();
    let plain_fits = (-9..=10).contains(&exponent) && exact.plain().len() <= GENERAL_WIDTH;
    if plain_fits {
        return format!("{sign}{}", exact.plain());
    }
    if (-4..=10).contains(&exponent) {
        // The point takes one character, and so does the 0 before it.
        let integer_digits = exponent.max(0) + 1;
        let shortened = exact.rounded((10 - integer_digits).max(0));
        if shortened.exponent() <= 10 {
            return format!("{sign}{}", shortened.plain());
        }
        return format!("{sign}1E+11");
    }
    let mantissa = exact.shifted(-exponent).rounded(5);
    let (mantissa, exponent) =
        if mantissa.exponent() > 0 { (mantissa.shifted(-1), exponent + 1) } else { (mantissa, exponent) };
    let power = if exponent < 0 { '-' } else { '+' };
    format!("{sign}{}E{power}{:02}", mantissa.plain(), exponent.abs())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn general_shows_what_excel_shows() {
        let pairs = [
            (0.0, "0"),
            (-0.0, "0"),
            (5.0, "5"),
            (-120.0, "-120"),
            (0.1 + 0.2, "0.3"),
            (85.3, "85.3"),
            (1.0 / 3.0, "0.333333333"),
            (2.0 / 3.0, "0.666666667"),
            (12_345.678_901_234, "12345.6789"),
            (123_456.789_012, "123456.789"),
            (12_345_678_901.0, "12345678901"),
            (99_999_999_999.5, "1E+11"),
            (123_456_789_012.0, "1.23457E+11"),
            (1e20, "1E+20"),
            (0.000_01, "0.00001"),
            (0.000_123_456_78, "0.000123457"),
            (0.000_012_345_678, "1.23457E-05"),
            (1.5e-10, "1.5E-10"),
            (-9.999_999e-10, "-1E-09"),
            (f64::MAX, "1.79769E+308"),
            (f64::MIN_POSITIVE, "2.22507E-308"),
        ];
        for (value, shown) in pairs {
            assert_eq!(general(value), shown, "{value:e}");
        }
    }

    #[test]
    fn rounds_the_decimal_digits_half_up() {
        let round = |value, places| Decimal::of(value).rounded(places).plain();
        assert_eq!(round(2.675, 2), "2.68");
        assert_eq!(round(0.5, 0), "1");
        assert_eq!(round(0.49, 0), "0");
        assert_eq!(round(99.95, 1), "100");
        assert_eq!(round(0.04, 1), "0");
        assert_eq!(round(1234.0, 2), "1234");
    }
}
