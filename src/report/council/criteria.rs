//! 判定基準: what each judgment means, with how many plans got it.

use crate::model::{JudgmentCode, Next};
use crate::report::figures;

use super::edition::Edition;
use super::prose;
use super::wording::fill;

/// The table of judgments with its bars.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Criteria {
    /// Section title.
    pub title: String,
    /// `単位：計画、％`
    pub unit: String,
    /// One a judgment.
    pub rows: Vec<CriteriaRow>,
    /// Sentences below.
    pub notes: Vec<String>,
}

/// One judgment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CriteriaRow {
    /// Its code.
    pub code: JudgmentCode,
    /// `目標を上回る`
    pub meaning: String,
    /// `計画継続` as published on every edition; the note says what the last year is.
    pub next: String,
    /// Plans, for the bar.
    pub plans: usize,
    /// `9`
    pub count: String,
    /// `18.0`
    pub share: String,
}

pub(super) fn build_criteria(edition: &Edition<'_>) -> Criteria {
    let counts = edition.leading_counts();
    let rows = edition.settings.judgments.iter().zip(&counts.counts);
    let rows = rows
        .map(|(judgment, &plans)| CriteriaRow {
            code: judgment.code.clone(),
            meaning: judgment.meaning.clone(),
            next: match judgment.next {
                Next::Continue => "計画継続",
                Next::End => "計画終了",
            }
            .to_owned(),
            plans,
            count: figures::count(plans),
            share: figures::share(plans, counts.judged()),
        })
        .collect();
    Criteria {
        title: fill(&edition.wording.heading.criteria, &[("stage", stage_words(edition))]),
        unit: "単位：計画、％".to_owned(),
        rows,
        notes: notes(edition),
    }
}

/// What the leading judgment is called in a heading.
pub(super) fn stage_words<'a>(edition: &'a Edition<'_>) -> &'a str {
    if edition.is_settled() { "確定した評価" } else { &edition.leading().name }
}

/// The published note on the last year stands on every edition; then what this year's figures need.
fn notes(edition: &Edition<'_>) -> Vec<String> {
    let period = edition.settings.period;
    let codes = prose::codes(&edition.codes_with(Next::Continue));
    let (last, after) = (edition.long(period.end), edition.long(period.end.next()));
    let values = [("last", last.as_str()), ("codes", codes.as_str()), ("after", after.as_str())];
    let mut notes = vec![fill(&edition.wording.note.last_year, &values)];
    notes.extend(judged_note(edition));
    notes
}

/// Says what shares are taken of where some plans have no judgment.
pub(super) fn judged_note(edition: &Edition<'_>) -> Option<String> {
    let without = edition.leading_counts().without;
    let count = prose::number(without);
    (without > 0).then(|| fill(&edition.wording.note.judged, &[("count", &count)]))
}
