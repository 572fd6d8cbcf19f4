//! templates/words.toml: the words by which texts are judged. Data, compiled once.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex::Regex;
use serde::Deserialize;
use unicode_normalization::UnicodeNormalization;

use super::patterns::{Lists, Patterns};

/// The compiled lists. A mistake in the built-in file is a mistake of the
/// program; a test compiles every list.
pub(super) static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let file: File = toml::from_str(include_str!("../../templates/words.toml"))
        .expect("the built-in word lists are tested to be readable");
    Words::compile(file)
});

/// All lists.
#[derive(Debug)]
pub(super) struct Words {
    pub(super) empty: Empty,
    pub(super) vague: Vague,
    pub(super) setback: Setback,
    pub(super) judgment: Judgment,
    pub(super) private: Private,
}

/// V06.
#[derive(Debug)]
pub(super) struct Empty {
    pub(super) whole: Vec<String>,
    pub(super) none: Vec<String>,
    /// A sentence that is wholly made of words that say nothing.
    pub(super) stock: Regex,
    /// A sentence that is wholly made of words that say that the plan ends.
    pub(super) ended: Regex,
    pub(super) nothing: Patterns,
    pub(super) later: Patterns,
    /// Longest first.
    pub(super) around: Vec<String>,
    pub(super) elsewhere: Patterns,
    pub(super) placeholders: Patterns,
}

/// O02.
#[derive(Debug)]
pub(super) struct Vague {
    pub(super) endings: Patterns,
    pub(super) clauses: Patterns,
    pub(super) concrete: Patterns,
}

/// J11.
#[derive(Debug)]
pub(super) struct Setback {
    pub(super) phrases: Vec<Phrase>,
    /// What each phrase is told by, in the same order.
    pub(super) told_by: Lists,
    pub(super) not_own: Patterns,
    pub(super) not_own_late: Patterns,
    pub(super) not_own_dropped: Patterns,
    pub(super) past: Patterns,
    pub(super) compared: Patterns,
    pub(super) hypothetical: Patterns,
    pub(super) describes: Patterns,
    pub(super) outcome: Patterns,
    pub(super) made_good: Patterns,
    pub(super) for_saving: Patterns,
    pub(super) planned: Patterns,
    pub(super) saves: Patterns,
    pub(super) made_good_late: Patterns,
    pub(super) held: Patterns,
    pub(super) goes_on: Patterns,
}

/// J13.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Judgment {
    pub(super) elsewhere: Patterns,
}

/// P01.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Private {
    /// With spaces between.
    pub(super) surnames: String,
    /// Alternatives of a regular expression.
    pub(super) called: String,
    pub(super) not_given: Patterns,
    pub(super) not_called: Patterns,
    pub(super) public_before: Patterns,
    pub(super) public_after: Patterns,
    pub(super) things: Patterns,
    pub(super) my_number: Patterns,
    pub(super) account: Patterns,
    pub(super) person_number: Patterns,
    pub(super) birth_date: Patterns,
    pub(super) address: Patterns,
}

/// What befell the work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum SetbackKind {
    /// Not done at all.
    Undone,
    /// Behind its time.
    Late,
    /// Put off to another day.
    Postponed,
    /// To be done in a later year: no setback where a text speaks of what comes next.
    Deferred,
    /// Given up, or left to a later year.
    Dropped,
}

/// Ways to say that something befell the work.
#[derive(Debug)]
pub(super) struct Phrase {
    /// How the message calls it.
    pub(super) word: String,
    pub(super) kind: SetbackKind,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    empty: EmptyFile,
    vague: VagueFile,
    setback: SetbackFile,
    judgment: Judgment,
    private: Private,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EmptyFile {
    whole: Vec<String>,
    none: Vec<String>,
    stock: Vec<String>,
    ended: Vec<String>,
    nothing: Vec<String>,
    later: Vec<String>,
    around: Vec<String>,
    elsewhere: Vec<String>,
    placeholders: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct VagueFile {
    endings: Vec<String>,
    clauses: Vec<String>,
    concrete: Vec<String>,
    parts: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SetbackFile {
    not_own: Vec<String>,
    not_own_late: Vec<String>,
    not_own_dropped: Vec<String>,
    past: Vec<String>,
    compared: Vec<String>,
    hypothetical: Vec<String>,
    describes: Vec<String>,
    outcome: Vec<String>,
    made_good: Vec<String>,
    for_saving: Vec<String>,
    planned: Vec<String>,
    saves: Vec<String>,
    made_good_late: Vec<String>,
    held: Vec<String>,
    goes_on: Vec<String>,
    parts: BTreeMap<String, String>,
    phrases: Vec<PhraseFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PhraseFile {
    word: String,
    kind: SetbackKind,
    patterns: Vec<String>,
}

impl Words {
    fn compile(file: File) -> Self {
        let list = |patterns: &[String]| Patterns::from(patterns.to_vec());
        let mut around: Vec<String> = file.empty.around.iter().map(|word| plain(word)).collect();
        around.sort_by_key(|word| std::cmp::Reverse(word.chars().count()));
        let vague = file.vague;
        // An ending has to reach the end of its sentence.
        let endings: Vec<String> = vague.endings.iter().map(|ending| format!("({ending})$")).collect();
        let setback = file.setback;
        let told_by = setback.phrases.iter().map(|p| Patterns::of_parts(&p.patterns, &setback.parts));
        let told_by = Lists::new(told_by.collect());
        let phrases = setback.phrases.into_iter().map(|p| Phrase { word: p.word, kind: p.kind }).collect();
        Self {
            empty: Empty {
                whole: file.empty.whole.iter().map(|word| plain(word)).collect(),
                none: file.empty.none.iter().map(|word| plain(word)).collect(),
                stock: made_of(&file.empty.stock),
                ended: made_of(&file.empty.ended),
                nothing: list(&file.empty.nothing),
                later: list(&file.empty.later),
                around,
                elsewhere: list(&file.empty.elsewhere),
                placeholders: list(&file.empty.placeholders),
            },
            vague: Vague {
                endings: Patterns::of_parts(&endings, &vague.parts),
                clauses: list(&vague.clauses),
                concrete: list(&vague.concrete),
            },
            setback: Setback {
                phrases,
                told_by,
                not_own: list(&setback.not_own),
                not_own_late: list(&setback.not_own_late),
                not_own_dropped: list(&setback.not_own_dropped),
                past: list(&setback.past),
                compared: list(&setback.compared),
                hypothetical: list(&setback.hypothetical),
                describes: list(&setback.describes),
                outcome: list(&setback.outcome),
                made_good: list(&setback.made_good),
                for_saving: list(&setback.for_saving),
                planned: list(&setback.planned),
                saves: list(&setback.saves),
                made_good_late: list(&setback.made_good_late),
                held: list(&setback.held),
                goes_on: list(&setback.goes_on),
            },
            judgment: file.judgment,
            private: file.private,
        }
    }
}

/// A text that consists of these words and nothing else.
fn made_of(words: &[String]) -> Regex {
    let words: Vec<String> = words.iter().map(|word| format!("(?:{word})")).collect();
    Regex::new(&format!("^(?:{})+$", words.join("|"))).expect("the built-in word lists are tested to compile")
}

/// The form in which texts meet the lists: half-width, lower case, no spaces.
/// Dashes stay as they are, since ー belongs to words.
pub(super) fn plain(text: &str) -> String {
    text.nfkc().flat_map(char::to_lowercase).filter(|c| !c.is_whitespace()).collect()
}

/// The same, line by line: a line that opens with a bullet opens a sentence,
/// any other line goes on where the line before it was broken off.
pub(super) fn plain_sentences(text: &str) -> Vec<String> {
    let mut whole = String::new();
    for line in text.split('\n') {
        let line = plain(line);
        if line.starts_with(is_bullet) && !whole.is_empty() {
            whole.push('。');
        }
        whole.push_str(&line);
    }
    let sentences = whole.split(['。', '!', '?']).filter(|sentence| !sentence.is_empty());
    sentences.map(str::to_owned).collect()
}

fn is_bullet(c: char) -> bool {
    matches!(c, '・' | '●' | '○' | '◯' | '■' | '□' | '◆' | '◇' | '-' | '※' | '(' | '【' | '0'..='9')
}

/// The text with what stands in 「」 taken out: names, and other people's words.
pub(super) fn without_quotations(text: &str) -> String {
    let mut depth = 0_usize;
    let mut kept = String::new();
    for c in text.chars() {
        match c {
            '「' | '『' => {
                depth += 1;
                kept.push(c);
            }
            '」' | '』' => {
                depth = depth.saturating_sub(1);
                kept.push(c);
            }
            _ if depth > 0 => {}
            c => kept.push(c),
        }
    }
    // An opening bracket that is never closed would swallow the rest.
    if depth > 0 { text.to_owned() } else { kept }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_compiles_and_names_its_parts() {
        assert!(!WORDS.setback.phrases.is_empty());
        let named = Regex::new(r"\{[a-z_]+\}").expect("a pattern");
        let Words { empty, vague, setback, judgment, private } = &*WORDS;
        let lists = [&empty.nothing, &empty.later, &empty.elsewhere, &empty.placeholders]
            .into_iter()
            .chain([&vague.endings, &vague.clauses, &vague.concrete, &judgment.elsewhere])
            .chain([&setback.not_own, &setback.not_own_late, &setback.not_own_dropped, &setback.past])
            .chain([&setback.compared, &setback.hypothetical, &setback.describes, &setback.outcome])
            .chain([&setback.made_good, &setback.for_saving, &setback.planned, &setback.saves])
            .chain([&setback.made_good_late, &setback.held, &setback.goes_on])
            .chain([&private.not_given, &private.not_called, &private.public_before, &private.public_after])
            .chain([&private.things, &private.my_number, &private.account, &private.person_number])
            .chain([&private.birth_date, &private.address]);
        for pattern in lists.flat_map(Patterns::compiled).chain(setback.told_by.compiled()) {
            assert!(!named.is_match(pattern.as_str()), "{pattern}");
        }
    }

    #[test]
    fn a_wrapped_line_goes_on_and_a_bullet_opens_a_sentence() {
        assert_eq!(plain_sentences("実施でき\nなかった"), ["実施できなかった"]);
        assert_eq!(plain_sentences("・研修 ５回\n・会議"), ["・研修5回", "・会議"]);
    }

    #[test]
    fn quotations_are_taken_out_unless_a_bracket_is_missing() {
        assert_eq!(without_quotations("「遅れた」との声"), "「」との声");
        assert_eq!(without_quotations("「遅れた"), "「遅れた");
    }
}
