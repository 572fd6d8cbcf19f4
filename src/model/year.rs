//! Fiscal years and Japanese eras.

use jiff::civil::Date;

/// A fiscal year (April to March), by the Gregorian year in which it begins:
/// 令和5年度 is 2023.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FiscalYear(pub i16);

impl FiscalYear {
    /// The fiscal year a day belongs to; January to March belong to the one before.
    pub fn of(date: Date) -> Self {
        Self(if date.month() <= 3 { date.year() - 1 } else { date.year() })
    }

    /// The year after.
    pub fn next(self) -> Self {
        Self(self.0 + 1)
    }

    /// The year before.
    pub fn previous(self) -> Self {
        Self(self.0 - 1)
    }
}

/// The years a plan runs over, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// First fiscal year.
    pub start: FiscalYear,
    /// Last fiscal year.
    pub end: FiscalYear,
}

impl Period {
    /// Whether `year` lies in the period.
    pub fn contains(self, year: FiscalYear) -> bool {
        self.start <= year && year <= self.end
    }

    /// Every year of the period, in order.
    pub fn years(self) -> impl DoubleEndedIterator<Item = FiscalYear> + Clone {
        (self.start.0..=self.end.0).map(FiscalYear)
    }
}

/// One era (元号).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Era {
    /// 令和
    pub name: String,
    /// R
    pub letter: char,
    /// First day, 2019-05-01.
    pub first: Date,
}

/// The eras that years are read and printed in, oldest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Eras(Vec<Era>);

impl Default for Eras {
    fn default() -> Self {
        let era = |name: &str, letter, (year, month, day)| Era {
            name: name.to_owned(),
            letter,
            first: jiff::civil::date(year, month, day),
        };
        Self(vec![
            era("明治", 'M', (1868, 1, 25)),
            era("大正", 'T', (1912, 7, 30)),
            era("昭和", 'S', (1926, 12, 25)),
            era("平成", 'H', (1989, 1, 8)),
            era("令和", 'R', (2019, 5, 1)),
        ])
    }
}

impl Eras {
    /// Adds an era from the settings, replacing one of the same letter.
    pub fn add(&mut self, era: Era) {
        self.0.retain(|e| e.letter != era.letter);
        self.0.push(era);
        self.0.sort_by_key(|e| e.first);
    }

    /// All eras, oldest first.
    pub fn all(&self) -> &[Era] {
        &self.0
    }

    /// Year `number` (1 = 元年) of an era, by its letter or name.
    pub fn fiscal_year(&self, era: &str, number: i16) -> Option<FiscalYear> {
        let mut letters = era.chars();
        let letter = letters.next()?.to_ascii_uppercase();
        let by_letter = letters.next().is_none();
        let found = self.0.iter().find(|e| if by_letter { e.letter == letter } else { e.name == era });
        let year = found?.first.year().checked_add(number.checked_sub(1)?)?;
        (number >= 1).then_some(FiscalYear(year))
    }

    /// Era and year number of a fiscal year: the era in force on the last day
    /// of December, so that 2019 is 令和元年度 and 1988 昭和63年度.
    pub fn of(&self, year: FiscalYear) -> Option<(&Era, i16)> {
        let last_day = Date::new(year.0, 12, 31).ok()?;
        self.of_date(last_day)
    }

    /// Era and year number of a day.
    pub fn of_date(&self, date: Date) -> Option<(&Era, i16)> {
        let era = self.0.iter().rev().find(|e| e.first <= date)?;
        Some((era, date.year() - era.first.year() + 1))
    }

    /// `R5`, for tables, keys and field names.
    pub fn short(&self, year: FiscalYear) -> String {
        match self.of(year) {
            Some((era, number)) => format!("{}{number}", era.letter),
            None => year.0.to_string(),
        }
    }

    /// `令和５年度`, `令和10年度`, `令和元年度`, for running text: one digit is
    /// full-width, two are half-width, as the city's documents write them.
    pub fn long(&self, year: FiscalYear) -> String {
        match self.of(year) {
            Some((era, number)) => format!("{}{}年度", era.name, year_number(number)),
            None => format!("{}年度", year.0),
        }
    }

    /// `令和６年４月10日`, in the same digits.
    pub fn long_date(&self, date: Date) -> String {
        let (month, day) = (i16::from(date.month()), i16::from(date.day()));
        let year = match self.of_date(date) {
            Some((era, number)) => format!("{}{}", era.name, year_number(number)),
            None => date.year().to_string(),
        };
        format!("{year}年{}月{}日", digits(month), digits(day))
    }

    /// Reads `R5` as [`Eras::short`] prints it. What people type is read in `normalize`.
    pub fn parse_short(&self, text: &str) -> Option<FiscalYear> {
        let letter = text.get(..1)?;
        let number = text.get(1..)?;
        if !letter.bytes().all(|b| b.is_ascii_alphabetic()) || !number.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        self.fiscal_year(letter, number.parse().ok()?)
    }
}

fn year_number(number: i16) -> String {
    if number == 1 { "元".to_owned() } else { digits(number) }
}

fn digits(number: i16) -> String {
    match u32::try_from(number) {
        Ok(n @ 0..=9) => char::from_u32('０' as u32 + n).map(String::from).unwrap_or_default(),
        _ => number.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn january_to_march_belong_to_the_year_before() {
        assert_eq!(FiscalYear::of(date(2024, 3, 31)), FiscalYear(2023));
        assert_eq!(FiscalYear::of(date(2024, 4, 1)), FiscalYear(2024));
    }

    #[test]
    fn fiscal_years_take_the_era_of_their_december() {
        let eras = Eras::default();
        assert_eq!(eras.long(FiscalYear(2019)), "令和元年度");
        assert_eq!(eras.short(FiscalYear(2019)), "R1");
        assert_eq!(eras.short(FiscalYear(1988)), "S63");
        assert_eq!(eras.long(FiscalYear(2023)), "令和５年度");
        assert_eq!(eras.long(FiscalYear(2028)), "令和10年度");
        assert_eq!(eras.long_date(date(2024, 4, 10)), "令和６年４月10日");
        assert_eq!(eras.parse_short("R5"), Some(FiscalYear(2023)));
        assert_eq!(eras.parse_short("H31"), eras.parse_short("R1"));
        assert_eq!(eras.parse_short("R0"), None);
    }
}
