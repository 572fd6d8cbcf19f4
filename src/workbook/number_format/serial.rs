//! Days and times that Excel stores as numbers.

use jiff::civil::{Date, DateTime, Time, date};

/// The day after which numbers of days count from 1904 instead of 1900.
const DAYS_TO_1904: f64 = 1_462.0;
/// 9999-12-31.
const LAST_SERIAL: f64 = 2_958_466.0;
/// Before it, Excel counts a 29 February 1900 that never was; so small a number
/// is a time of day, or a count of hours and days.
pub(super) const FIRST_SURE_SERIAL: f64 = 61.0;

/// A number as Excel's day and time, on the 1900 scale.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::workbook) struct Serial {
    /// Days since 1899-12-30, with the fraction of a day.
    pub(super) days: f64,
}

impl Serial {
    /// `None` for what cannot be a day: negative, not finite, after 9999.
    pub(in crate::workbook) fn new(value: f64, is_1904: bool) -> Option<Self> {
        let days = if is_1904 { value + DAYS_TO_1904 } else { value };
        (value >= 0.0 && days < LAST_SERIAL).then_some(Self { days })
    }

    /// The day and time, rounded to the millisecond; `None` before March 1900,
    /// where Excel's calendar is wrong and only times of day are meant.
    pub(in crate::workbook) fn date_time(self) -> Option<DateTime> {
        if self.days < FIRST_SURE_SERIAL {
            return None;
        }
        let (days, milliseconds) = self.parts();
        let day = date(1899, 12, 30).checked_add(jiff::Span::new().try_days(days).ok()?).ok()?;
        Some(day.to_datetime(time_of(milliseconds)))
    }

    /// Year, month, day and time as Excel shows them, 1900-02-29 included.
    pub(super) fn shown(self) -> (Date, Time, Option<i8>) {
        let (days, milliseconds) = self.parts();
        let time = time_of(milliseconds);
        if let Some(moment) = self.date_time() {
            return (moment.date(), time, None);
        }
        // Serial 60 is 29 February, serial 0 is 0 January.
        let (day, odd_day) = match days {
            60 => (date(1900, 2, 28), Some(29)),
            0 => (date(1900, 1, 1), Some(0)),
            _ => {
                let span = jiff::Span::new().days(days);
                (date(1899, 12, 31).checked_add(span).unwrap_or(date(1900, 1, 1)), None)
            }
        };
        (day, time, odd_day)
    }

    /// Whole days and milliseconds of the day.
    fn parts(self) -> (i64, i64) {
        const DAY: i64 = 86_400_000;
        // At most 2,958,466 days of milliseconds: far below 2^53.
        #[expect(clippy::cast_possible_truncation, reason = "bounded by Serial::new")]
        let total = (self.days * 86_400_000.0).round() as i64;
        (total / DAY, total % DAY)
    }
}

fn time_of(milliseconds: i64) -> Time {
    let part = |value: i64| i8::try_from(value).expect("a part of a day");
    let seconds = milliseconds / 1000;
    let nanoseconds = i32::try_from(milliseconds % 1000 * 1_000_000).expect("less than a second");
    Time::new(part(seconds / 3600), part(seconds / 60 % 60), part(seconds % 60), nanoseconds)
        .expect("the parts of a day are in range")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(value: f64, is_1904: bool) -> Option<String> {
        Serial::new(value, is_1904)?.date_time().map(|m| m.to_string())
    }

    #[test]
    fn counts_days_from_1900() {
        assert_eq!(moment(45_392.0, false).as_deref(), Some("2024-04-10T00:00:00"));
        assert_eq!(moment(45_392.75, false).as_deref(), Some("2024-04-10T18:00:00"));
        assert_eq!(moment(61.0, false).as_deref(), Some("1900-03-01T00:00:00"));
        assert_eq!(moment(2_958_465.0, false).as_deref(), Some("9999-12-31T00:00:00"));
    }

    #[test]
    fn counts_days_from_1904() {
        assert_eq!(moment(43_930.0, true).as_deref(), Some("2024-04-10T00:00:00"));
    }

    #[test]
    fn refuses_what_is_no_day() {
        assert_eq!(moment(60.0, false), None);
        assert!(Serial::new(-1.0, false).is_none());
        assert!(Serial::new(2_958_466.0, false).is_none());
        assert!(Serial::new(f64::NAN, false).is_none());
    }

    #[test]
    fn a_time_just_before_midnight_is_the_next_day() {
        assert_eq!(moment(45_392.999_999_999_9, false).as_deref(), Some("2024-04-11T00:00:00"));
    }
}
