//! Number formats: what a stored number looks like in Excel set to Japanese.
//!
//! Enters: a format's code and a stored value. Leaves: the text in the cell,
//! and the day and time where the format makes the number one.

mod date;
mod decimal;
mod fraction;
mod number;
mod section;
mod serial;

use jiff::civil::DateTime;

use crate::model::Eras;

pub(super) use decimal::general;
use section::{Condition, Operator, Part, Section};
use serial::FIRST_SURE_SERIAL;
pub(super) use serial::Serial;

/// A number format, ready to be applied.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Format {
    /// Those for numbers.
    numbers: Vec<Section>,
    /// The one for text.
    text: Option<Section>,
}

/// What days are counted from and written in.
#[derive(Debug, Clone, Copy)]
pub(super) struct Calendar<'e> {
    /// Whether days count from 1904 instead of 1900.
    pub(super) is_1904: bool,
    pub(super) eras: &'e Eras,
}

/// What a cell shows.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Shown {
    pub(super) text: String,
    /// Where the format makes the number a day or a time.
    pub(super) moment: Option<DateTime>,
}

impl Format {
    /// Reads a format code such as `#,##0;▲#,##0`.
    pub(super) fn parse(code: &str) -> Self {
        let mut sections = section::sections(code);
        sections.truncate(4);
        let is_text = |s: &Section| {
            s.parts.contains(&Part::Text)
                && !s.parts.iter().any(|p| matches!(p, Part::Digit(_) | Part::General))
        };
        let last_is_text = sections.len() == 4 || sections.last().is_some_and(is_text);
        let text = if last_is_text { sections.pop() } else { None };
        Self { numbers: sections, text }
    }

    /// A number as the cell shows it.
    pub(super) fn show_number(&self, value: f64, calendar: Calendar<'_>) -> Shown {
        let Some((section, unsigned)) = self.section_for(value) else {
            return Shown { text: general(value), moment: None };
        };
        if section.is_date() {
            // Elapsed hours are no day, however many they are.
            let serial = Serial::new(value, calendar.is_1904).filter(|_| !section.is_elapsed());
            let moment = serial.and_then(Serial::date_time).filter(|_| value >= FIRST_SURE_SERIAL);
            return Shown { text: date::show(section, value, calendar), moment };
        }
        Shown { text: number::show(section, value, unsigned), moment: None }
    }

    /// A text as the cell shows it.
    pub(super) fn show_text(&self, text: &str) -> String {
        match &self.text {
            None => text.to_owned(),
            Some(section) => section
                .parts
                .iter()
                .map(|part| if *part == Part::Text { text.to_owned() } else { number::as_written(part) })
                .collect(),
        }
    }

    /// Whether texts are shown as they are.
    pub(super) fn keeps_text(&self) -> bool {
        self.text.as_ref().is_none_or(|section| section.parts == [Part::Text])
    }

    /// The section for a number, and whether that section stands for negative
    /// numbers, so that their sign is not written.
    fn section_for(&self, value: f64) -> Option<(&Section, bool)> {
        let count = self.numbers.len();
        let conditional = self.numbers.iter().any(|s| s.condition.is_some());
        for (i, section) in self.numbers.iter().enumerate() {
            let implied = match (i, count) {
                (0, 1) => None,
                (0, 2) if !conditional => Some((Operator::GreaterOrEqual, 0.0)),
                (0, _) => Some((Operator::Greater, 0.0)),
                (1, 3..) => Some((Operator::Less, 0.0)),
                _ => None,
            };
            let implied = implied.map(|(operator, limit)| Condition { operator, limit });
            match section.condition.or(implied) {
                Some(condition) if condition.holds(value) => {
                    return Some((section, condition.only_negative()));
                }
                Some(_) => {}
                None => return Some((section, i > 0 && self.covers_all_but_negative(i))),
            }
        }
        None
    }

    /// Whether the sections before `index` leave only negative numbers to it.
    fn covers_all_but_negative(&self, index: usize) -> bool {
        let first = self.numbers[0].condition;
        index == 1
            && first.is_none_or(|c| {
                matches!(c.operator, Operator::Greater | Operator::GreaterOrEqual) && c.limit <= 0.0
            })
    }
}

/// The code of a built-in format as Excel set to Japanese applies it; `None`
/// for those that every workbook spells out.
pub(super) fn built_in(id: u32) -> Option<&'static str> {
    Some(match id {
        5 => "¥#,##0;¥-#,##0",
        6 => "¥#,##0;[Red]¥-#,##0",
        7 => "¥#,##0.00;¥-#,##0.00",
        8 => "¥#,##0.00;[Red]¥-#,##0.00",
        14 => "yyyy/m/d",
        18 => "h:mm AM/PM",
        19 => "h:mm:ss AM/PM",
        20 => "h:mm",
        21 => "h:mm:ss",
        22 => "yyyy/m/d h:mm",
        27 | 36 | 50 | 57 => "[$-411]ge.m.d",
        28 | 29 | 51 | 54 | 58 => "[$-411]ggge\"年\"m\"月\"d\"日\"",
        30 => "m/d/yy",
        31 => "yyyy\"年\"m\"月\"d\"日\"",
        32 => "h\"時\"mm\"分\"",
        33 => "h\"時\"mm\"分\"ss\"秒\"",
        34 | 52 | 55 => "yyyy\"年\"m\"月\"",
        35 | 53 | 56 => "m\"月\"d\"日\"",
        37 => "#,##0;-#,##0",
        38 => "#,##0;[Red]-#,##0",
        39 => "#,##0.00;-#,##0.00",
        40 => "#,##0.00;[Red]-#,##0.00",
        41 => "_ * #,##0_ ;_ * -#,##0_ ;_ * \"-\"_ ;_ @_ ",
        42 => "_ ¥* #,##0_ ;_ ¥* -#,##0_ ;_ ¥* \"-\"_ ;_ @_ ",
        43 => "_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * \"-\"??_ ;_ @_ ",
        44 => "_ ¥* #,##0.00_ ;_ ¥* -#,##0.00_ ;_ ¥* \"-\"??_ ;_ @_ ",
        45 => "mm:ss",
        46 => "[h]:mm:ss",
        47 => "mm:ss.0",
        _ => return None,
    })
}

/// The code of a format that no file spells out; `None` for General and for
/// numbers that mean nothing by themselves.
pub(super) fn of_id(id: u32) -> Option<&'static str> {
    built_in(id).or(Some(match id {
        1 => "0",
        2 => "0.00",
        3 => "#,##0",
        4 => "#,##0.00",
        9 => "0%",
        10 => "0.00%",
        11 => "0.00E+00",
        12 => "# ?/?",
        13 => "# ??/??",
        15 => "d-mmm-yy",
        16 => "d-mmm",
        17 => "mmm-yy",
        48 => "##0.0E+0",
        49 => "@",
        _ => return None,
    }))
}

#[cfg(test)]
mod tests;
