//! What stands in the way of closing a year.

use jiff::civil::Date;

use super::checks::NOT_REVIEWED;
use super::stage::OPINIONS;
use crate::diag::Finding;
use crate::model::{Body, Year};
use crate::settings::Settings;

/// The reviews that are not done (O06): a body whose workbook is missing, a
/// meeting that is still to come. `today` is the day of closing.
pub fn missing_reviews(year: &Year, settings: &Settings, today: Date) -> Vec<Finding> {
    let meetings = settings.meetings(year.year);
    let mut findings = Vec::new();
    for body in settings.bodies() {
        let Some(names) = settings.body(body) else { continue };
        let short = &names.short;
        if !year.met.contains(&body) {
            let message =
                format!("{short}の審議が登録されていません（{OPINIONS}/{short}.xlsx がありません）");
            findings.push(Finding::new(&NOT_REVIEWED, message));
        }
        let meeting = match body {
            Body::Headquarters => meetings.headquarters.as_ref(),
            Body::Council => meetings.council.as_ref(),
        };
        if let Some(date) = meeting.and_then(|meeting| meeting.date).filter(|date| *date > today) {
            let message = format!(
                "{short}の開催日（{}）より前（{}）です",
                settings.eras.long_date(date),
                settings.eras.long_date(today)
            );
            findings.push(Finding::new(&NOT_REVIEWED, message).fix(
                "開催日の後に確定してください。開催日の誤りであれば、gyokaku.tomlの[meeting]を直してください",
            ));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::testing::{R6, settings, year};
    use crate::settings::{Meeting, Meetings};
    use jiff::civil::date;

    fn messages(year: &Year, settings: &Settings, today: Date) -> Vec<String> {
        missing_reviews(year, settings, today).into_iter().map(|finding| finding.message).collect()
    }

    #[test]
    fn a_body_without_workbook_has_not_reviewed() {
        let (mut year, mut settings) = (year(), settings());
        assert_eq!(messages(&year, &settings, date(2025, 8, 1)), Vec::<String>::new());
        year.met.remove(&Body::Council);
        assert_eq!(
            messages(&year, &settings, date(2025, 8, 1)),
            ["審議会の審議が登録されていません（意見/審議会.xlsx がありません）"]
        );
        year.met.clear();
        settings.headquarters = None;
        assert_eq!(messages(&year, &settings, date(2025, 8, 1)).len(), 1);
    }

    #[test]
    fn the_day_of_the_meeting_itself_is_late_enough() {
        let (year, mut settings) = (year(), settings());
        let meeting = Meeting { date: Some(date(2025, 8, 20)), ..Meeting::default() };
        settings.meetings.insert(R6, Meetings { council: Some(meeting), ..Meetings::default() });
        assert_eq!(messages(&year, &settings, date(2025, 8, 20)), Vec::<String>::new());
        assert_eq!(
            messages(&year, &settings, date(2025, 8, 19)),
            ["審議会の開催日（令和７年８月20日）より前（令和７年８月19日）です"]
        );
    }
}
