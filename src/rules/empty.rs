//! Whether a text says nothing (V06).

use super::words::{WORDS, plain, without_quotations};

/// Brackets and signs around words that change nothing.
const TRIM: &[char] = &[
    '。', '.', '、', ',', '(', ')', '[', ']', '【', '】', '「', '」', '『', '』', ':', ';', '*', '-', '・',
    '※',
];

/// Whether a text only says that there is nothing, that it is as elsewhere, or
/// that all went as planned: every sentence, or every item of a sentence.
pub(super) fn says_nothing(text: &str) -> bool {
    let words = &WORDS.empty;
    consists_of(text, &|phrase| {
        is_around(phrase, &|core| {
            words.whole.iter().any(|known| known == core)
                || words.elsewhere.found_in(core)
                || words.nothing.found_in(core)
                || words.later.found_in(core)
                || words.stock.is_match(core)
        })
    })
}

/// Whether a text only says that there is none: 「なし」「－」「計画終了のため、なし」.
pub(super) fn says_none(text: &str) -> bool {
    let words = &WORDS.empty;
    consists_of(text, &|phrase| {
        is_around(phrase, &|core| {
            words.none.iter().any(|known| known == core)
                || words.nothing.found_in(core)
                || words.ended.is_match(core)
        })
    })
}

/// Whether `is_empty` holds of every sentence, or of every item of a sentence.
fn consists_of(text: &str, is_empty: &dyn Fn(&str) -> bool) -> bool {
    let folded: Vec<String> = text.split('\n').map(plain).collect();
    let mut sentences = folded.iter().flat_map(|line| line.split(['。', '!'])).filter(|s| !s.is_empty());
    sentences.all(|sentence| {
        is_empty(sentence) || sentence.split('、').filter(|item| !item.is_empty()).all(is_empty)
    })
}

/// Whether a placeholder sign was left in the text: 「令和○年○月に実施」.
pub(super) fn has_placeholder(text: &str) -> bool {
    WORDS.empty.placeholders.found_in(&without_quotations(&plain(text)))
}

/// Whether a phrase is `known`, or is so without signs and words around it.
fn is_around(phrase: &str, known: &dyn Fn(&str) -> bool) -> bool {
    let core = phrase.trim_matches(TRIM);
    if core.is_empty() || known(core) || known(phrase) {
        return true;
    }
    WORDS.empty.around.iter().any(|around| {
        let rest = core.strip_prefix(around.as_str()).or_else(|| core.strip_suffix(around.as_str()));
        rest.is_some_and(|rest| !rest.is_empty() && is_around(rest, known))
    })
}
