//! Whether a text admits that the plan's own work was not done, late or put off (J11).

use std::sync::LazyLock;

use regex::Regex;

use super::words::{SetbackKind, WORDS, plain_sentences, without_quotations};
use crate::model::{Eras, FiscalYear};

/// What a text admits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Admitted {
    /// `延期`
    pub(super) word: &'static str,
    /// The words around it, in half-width letters.
    pub(super) excerpt: String,
}

/// Where a cause ends and what it befell begins: 「国の通知の遅れにより」着手が.
static CAUSE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new("により|によって|のため|ため|ので|から|した|する|される|された")
        .expect("the pattern is constant")
});

static NAMED_YEAR: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new("(明治|大正|昭和|平成|令和|[mtshr])([0-9]{1,2}|元)年度").expect("the pattern is constant")
});

/// A phrase found in a sentence, with what stands around it.
struct Place<'a> {
    kind: SetbackKind,
    sentence_before: &'a str,
    /// From the last comma or bracket to the end of the phrase.
    clause: &'a str,
    /// What comes directly before the phrase: the clause without the cause it names.
    before: &'a str,
    after: &'a str,
    next_sentence: &'a str,
}

/// The first setback of the year `year` that the text admits. Where a text is
/// asked what comes next (課題・改善策), work that is left to a later year is none.
pub(super) fn admitted(text: &str, asks_what_next: bool, year: FiscalYear, eras: &Eras) -> Option<Admitted> {
    let sentences: Vec<String> =
        plain_sentences(text).iter().map(|sentence| format!("{}。", without_quotations(sentence))).collect();
    for (i, sentence) in sentences.iter().enumerate() {
        let next_sentence = sentences.get(i + 1).map_or("", String::as_str);
        for (number, found) in WORDS.setback.told_by.all_in(sentence) {
            let phrase = &WORDS.setback.phrases[number];
            if asks_what_next && phrase.kind == SetbackKind::Deferred {
                continue;
            }
            let clause_start = sentence[..found.start()]
                .rfind(['、', ',', '(', ')'])
                .map_or(0, |at| at + sentence[at..].chars().next().map_or(0, char::len_utf8));
            let before = &sentence[clause_start..found.start()];
            let cause = CAUSE.find_iter(before).last().map_or(0, |cause| cause.end());
            let place = Place {
                kind: phrase.kind,
                sentence_before: &sentence[..found.start()],
                clause: &sentence[clause_start..found.end()],
                before: &before[cause..],
                after: &sentence[found.end()..],
                next_sentence,
            };
            if place.is_own() && place.is_of_the_year(year, eras) && !place.is_made_good() {
                let excerpt = excerpt(sentence, found.start(), found.end());
                return Some(Admitted { word: &phrase.word, excerpt });
            }
        }
    }
    None
}

impl Place<'_> {
    /// Whether it befell the plan's own work, and did happen.
    fn is_own(&self) -> bool {
        let words = &WORDS.setback;
        let foreign = match self.kind {
            SetbackKind::Undone | SetbackKind::Deferred => false,
            SetbackKind::Postponed => words.not_own.found_in(self.before),
            SetbackKind::Late => {
                words.not_own.found_in(self.before) || words.not_own_late.found_in(self.before)
            }
            SetbackKind::Dropped => {
                let chosen = words.for_saving.found_in(self.sentence_before)
                    && !words.planned.found_in(self.sentence_before);
                chosen || words.not_own.found_in(self.before) || words.not_own_dropped.found_in(self.before)
            }
        };
        !foreign && !words.hypothetical.found_in(self.after) && !self.only_describes()
    }

    /// Whether it only says of which things the sentence speaks: 「提出されなかった書類を」.
    fn only_describes(&self) -> bool {
        let words = &WORDS.setback;
        let end: String = self.clause.chars().next_back().into_iter().chain(self.after.chars()).collect();
        words.describes.found_in(&end) && !words.outcome.found_in(self.after)
    }

    /// Whether it happened in the year judged, as far as the clause tells.
    fn is_of_the_year(&self, year: FiscalYear, eras: &Eras) -> bool {
        let words = &WORDS.setback;
        let earlier = NAMED_YEAR.captures_iter(self.clause).any(|named| {
            let number = if &named[2] == "元" { Some(1) } else { named[2].parse().ok() };
            let named_year = number.and_then(|number| eras.fiscal_year(&named[1], number));
            named_year.is_some_and(|named_year| named_year < year)
        });
        let past = earlier || words.past.found_in(self.clause);
        !past || words.compared.found_in(self.clause)
    }

    /// Whether the text goes on to say that it was made good within the year.
    fn is_made_good(&self) -> bool {
        let words = &WORDS.setback;
        let late = matches!(self.kind, SetbackKind::Late | SetbackKind::Postponed);
        let says_so = |text: &str| {
            words.made_good.found_in(text)
                || (late && words.made_good_late.found_in(text))
                || (self.kind == SetbackKind::Postponed && words.held.found_in(text))
                || (self.kind == SetbackKind::Dropped && words.saves.found_in(text))
        };
        says_so(self.after) || (words.goes_on.found_in(self.next_sentence) && says_so(self.next_sentence))
    }
}

/// Some twenty characters before and a few after, with marks where something is left out.
fn excerpt(sentence: &str, start: usize, end: usize) -> String {
    let (before, rest) = (&sentence[..start], &sentence[end..]);
    let skip = before.chars().count().saturating_sub(24);
    let shown: String = before.chars().skip(skip).collect();
    let rest = rest.trim_end_matches('。');
    let tail: String = rest.chars().take(6).collect();
    let found = sentence[start..end].trim_end_matches('。');
    let lead = if skip > 0 { "…" } else { "" };
    let more = if rest.chars().count() > 6 { "…" } else { "" };
    format!("{lead}{shown}{found}{tail}{more}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(text: &str) -> Option<&'static str> {
        admitted(text, false, FiscalYear(2023), &Eras::default()).map(|found| found.word)
    }

    #[test]
    fn quotes_the_words_around_the_phrase() {
        let found = admitted(
            "10月の打合せは担当者の都合により年度末に延期した。",
            false,
            FiscalYear(2023),
            &Eras::default(),
        );
        assert_eq!(
            found,
            Some(Admitted {
                word: "延期",
                excerpt: "10月の打合せは担当者の都合により年度末に延期した".to_owned()
            })
        );
    }

    #[test]
    fn a_broken_line_does_not_hide_the_phrase() {
        assert_eq!(word("説明会は実施でき\nなかった。"), Some("実施できなかった"));
    }
}
