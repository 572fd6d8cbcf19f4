//! 表紙: which meeting, which paper, of which year, in which state.

use crate::model::{Body, Stage};
use crate::settings::Meeting;

use super::edition::Edition;
use super::prose;
use super::wording::fill;

/// What the cover says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cover {
    /// `令和６年度第２回本庄市行政改革審議会`
    pub meeting: Option<String>,
    /// `令和６年８月22日（木）`
    pub meeting_date: Option<String>,
    /// `資料１`
    pub document: Option<String>,
    /// `本庄市行政改革大綱実施計画`
    pub plan: String,
    /// `令和５年度　評価報告書`
    pub title: String,
    /// `行政改革審議会　審議資料`; `None` on the confirmed edition.
    pub edition: Option<String>,
    /// Label and value: 計画期間, 対象, 評価.
    pub facts: Vec<(String, String)>,
    /// `未確定` until the year is closed.
    pub unconfirmed: Option<String>,
    /// What the reader has to know before reading on.
    pub notes: Vec<String>,
    /// `本庄市`
    pub city: String,
    /// `令和６年８月`
    pub issued: Option<String>,
    /// `事務局　企画財政部企画課`
    pub secretariat: Option<String>,
}

pub(super) fn build_cover(edition: &Edition<'_>) -> Cover {
    let (settings, eras) = (edition.settings, &edition.settings.eras);
    let document = &edition.wording.document;
    let meeting = meeting(edition);
    let period = settings.period;
    let mut notes = Vec::new();
    if edition.open_error_count > 0 {
        let count = prose::number(edition.open_error_count);
        notes.push(fill(&edition.wording.note.open_errors, &[("count", &count)]));
    } else if !edition.year.is_final {
        notes.push(edition.wording.note.unconfirmed.clone());
    }
    let body = match edition.year.stage {
        Stage::Headquarters => Some(settings.bodies()[0]),
        Stage::Council => Some(Body::Council),
        Stage::Confirmed => None,
    };
    let secretariat = &settings.city.secretariat;
    Cover {
        meeting_date: meeting.date.map(|date| prose::date_with_weekday(date, eras)),
        issued: meeting.date.map(|date| prose::month(date, eras)),
        meeting: meeting.name,
        document: meeting.document,
        plan: settings.city.plan.clone(),
        title: format!("{}　{}", edition.this_year(), document.name),
        edition: body.map(|body| fill(&document.paper, &[("body", edition.name(body))])),
        facts: vec![
            ("計画期間".to_owned(), format!("{}～{}", eras.long(period.start), eras.long(period.end))),
            ("対象".to_owned(), prose::plans(edition.year.plans.len())),
            ("評価".to_owned(), state(edition)),
        ],
        unconfirmed: (!edition.year.is_final).then(|| document.unconfirmed.clone()),
        notes,
        city: settings.city.name.clone(),
        secretariat: (!secretariat.is_empty()).then(|| format!("事務局　{secretariat}")),
    }
}

/// The meeting that this edition is made for; the confirmed one reports on the council's.
fn meeting(edition: &Edition<'_>) -> Meeting {
    let meetings = edition.settings.meetings(edition.year.year);
    let of_headquarters =
        edition.year.stage == Stage::Headquarters && edition.settings.headquarters.is_some();
    let meeting = if of_headquarters { meetings.headquarters } else { meetings.council };
    meeting.unwrap_or_default()
}

/// In which state the evaluation is: `確定（令和６年７月11日）`, `自己評価（審議前）`.
fn state(edition: &Edition<'_>) -> String {
    let council = edition.settings.meetings(edition.year.year).council;
    match (edition.year.stage, edition.year.is_final) {
        (Stage::Confirmed, true) => match council.and_then(|meeting| meeting.date) {
            Some(date) => format!("確定（{}）", edition.settings.eras.long_date(date)),
            None => "確定".to_owned(),
        },
        (Stage::Confirmed, false) => "確定前（審議後）".to_owned(),
        _ => match edition.leading().body {
            Some(body) => format!("{}の審議後", edition.short(body)),
            None => "自己評価（審議前）".to_owned(),
        },
    }
}
