//! A day or time and a section → the text Excel shows in Japan.

use jiff::civil::{Date, Time, Weekday};

use super::Calendar;
use super::section::{Part, Section};
use super::serial::Serial;
use crate::model::Eras;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// What a cell shows that is too narrow, or whose number is no day.
const NO_DAY: &str = "########";

/// Writes a number of days as a section says.
pub(super) fn show(section: &Section, value: f64, calendar: Calendar<'_>) -> String {
    let parts = &section.parts;
    let seconds_places = fraction_places(parts);
    let unit = if seconds_places == 0 { 86_400.0 } else { 86_400_000.0 };
    let Some(serial) = Serial::new((value * unit).round() / unit, calendar.is_1904) else {
        return NO_DAY.to_owned();
    };
    let (day, time, odd_day) = serial.shown();
    let clock = Clock {
        eras: calendar.eras,
        day,
        time,
        day_of_month: odd_day.unwrap_or(day.day()),
        twelve_hours: parts.iter().any(|p| matches!(p, Part::HalfDay(_))),
        gannen: section.gannen,
        elapsed: value,
    };
    let mut shown = String::new();
    let mut skip = 0;
    for (i, part) in parts.iter().enumerate() {
        if skip > 0 {
            skip -= 1;
            continue;
        }
        if *part == Part::Point {
            skip = parts[i + 1..].iter().take_while(|p| matches!(p, Part::Digit('0'))).count();
            shown.push('.');
            let milliseconds = format!("{:03}", clock.time.subsec_nanosecond() / 1_000_000);
            shown.push_str(&milliseconds[..skip.min(3)]);
        } else {
            shown.push_str(&clock.part(part));
        }
    }
    shown.trim_matches(' ').to_owned()
}

/// Digits of fractions of a second.
fn fraction_places(parts: &[Part]) -> usize {
    parts.iter().filter(|p| matches!(p, Part::Digit('0'))).count()
}

/// The moment that is written.
struct Clock<'e> {
    eras: &'e Eras,
    day: Date,
    time: Time,
    /// 29 for the day in 1900 that only Excel has.
    day_of_month: i8,
    twelve_hours: bool,
    gannen: bool,
    /// Days since the calendar's first, or simply a number of days.
    elapsed: f64,
}

impl Clock<'_> {
    fn part(&self, part: &Part) -> String {
        match part {
            Part::Literal(text) => text.clone(),
            Part::Date(letter, count) => self.letters(*letter, *count),
            Part::Elapsed(letter, count) => self.elapsed(*letter, *count),
            Part::HalfDay(long) => match (self.time.hour() < 12, long) {
                (true, true) => "AM".to_owned(),
                (false, true) => "PM".to_owned(),
                (true, false) => "A".to_owned(),
                (false, false) => "P".to_owned(),
            },
            Part::Digit(c) => c.to_string(),
            _ => String::new(),
        }
    }

    fn letters(&self, letter: char, count: usize) -> String {
        let padded = |value: i8| if count == 1 { value.to_string() } else { format!("{value:02}") };
        match letter {
            'y' if count <= 2 => format!("{:02}", self.day.year() % 100),
            'y' => format!("{:04}", self.day.year()),
            'b' if count <= 2 => format!("{:02}", (self.day.year() + 543) % 100),
            'b' => (self.day.year() + 543).to_string(),
            'm' => self.month(count),
            'd' => match count {
                1 | 2 => padded(self.day_of_month),
                3 => english(self.day.weekday())[..3].to_owned(),
                _ => english(self.day.weekday()).to_owned(),
            },
            'a' if count == 3 => japanese(self.day.weekday()).to_owned(),
            'a' if count > 3 => format!("{}曜日", japanese(self.day.weekday())),
            'g' => self.era(count),
            'e' => self.era_year(count),
            'r' if count == 1 => self.era_year(2),
            'r' => format!("{}{}", self.era(3), self.era_year(2)),
            'h' if self.twelve_hours => padded((self.time.hour() + 11) % 12 + 1),
            'h' => padded(self.time.hour()),
            'i' => padded(self.time.minute()),
            's' => padded(self.time.second()),
            other => other.to_string().repeat(count),
        }
    }

    fn month(&self, count: usize) -> String {
        let month = self.day.month();
        let name = MONTHS[usize::try_from(month - 1).expect("months start at 1")];
        match count {
            1 => month.to_string(),
            2 => format!("{month:02}"),
            3 => name[..3].to_owned(),
            5 => name[..1].to_owned(),
            _ => name.to_owned(),
        }
    }

    fn era(&self, count: usize) -> String {
        let Some((era, _)) = self.eras.of_date(self.day) else { return String::new() };
        match count {
            1 => era.letter.to_string(),
            2 => era.name.chars().take(1).collect(),
            _ => era.name.clone(),
        }
    }

    fn era_year(&self, count: usize) -> String {
        match self.eras.of_date(self.day) {
            Some((_, 1)) if self.gannen => "元".to_owned(),
            Some((_, year)) if count >= 2 => format!("{year:02}"),
            Some((_, year)) => year.to_string(),
            None => self.day.year().to_string(),
        }
    }

    fn elapsed(&self, letter: char, count: usize) -> String {
        let per_day = match letter {
            'h' => 24.0,
            'm' => 1_440.0,
            _ => 86_400.0,
        };
        // A full second that the division lost comes back; half a one does not.
        let whole = (self.elapsed * per_day + 1e-6).floor();
        format!("{whole:0count$}")
    }
}

fn english(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "Monday",
        Weekday::Tuesday => "Tuesday",
        Weekday::Wednesday => "Wednesday",
        Weekday::Thursday => "Thursday",
        Weekday::Friday => "Friday",
        Weekday::Saturday => "Saturday",
        Weekday::Sunday => "Sunday",
    }
}

fn japanese(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "月",
        Weekday::Tuesday => "火",
        Weekday::Wednesday => "水",
        Weekday::Thursday => "木",
        Weekday::Friday => "金",
        Weekday::Saturday => "土",
        Weekday::Sunday => "日",
    }
}
