//! What labels are called: `templates/label_words.toml`, folded once.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::LazyLock;

use serde::Deserialize;

use super::label_key::loose_key;
use crate::characters::fold;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    examples: Vec<String>,
    headings: Vec<String>,
    bodies: BodyWords,
    labels: BTreeMap<String, Vec<String>>,
    contextual: BTreeMap<String, Vec<String>>,
}

/// Words in the names of reviewing bodies.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BodyWords {
    pub(super) headquarters: Vec<String>,
    pub(super) council: Vec<String>,
    /// Words for the year before.
    pub(super) last_year: Vec<String>,
}

/// The words, ready for comparing.
#[derive(Debug)]
pub(super) struct Words {
    /// Folded words that mark a sheet as an example.
    examples: Vec<String>,
    /// Loose key → the concepts it may name.
    concepts: HashMap<String, Vec<u16>>,
    /// Concept names (`実行課`, `指標.名称`), by number.
    names: Vec<String>,
    /// Loose keys of words that head columns or rows without naming a field.
    headings: HashSet<String>,
    pub(super) bodies: BodyWords,
    /// Loose key → the concepts that it names in some forms and not in others:
    /// only for proposing a form.
    contextual: HashMap<String, Vec<u16>>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let text = include_str!("../../templates/label_words.toml");
    let file: File = toml::from_str(text).expect("the built-in list of label words is tested");
    let mut concepts: HashMap<String, Vec<u16>> = HashMap::new();
    let mut names = Vec::new();
    for (number, (name, words)) in (0u16..).zip(&file.labels) {
        for word in std::iter::once(name).chain(words) {
            add(&mut concepts, word, number);
        }
        names.push(name.clone());
    }
    let mut contextual: HashMap<String, Vec<u16>> = HashMap::new();
    for (name, words) in &file.contextual {
        let number = names.iter().position(|known| known == name).and_then(|n| u16::try_from(n).ok());
        let number = number.expect("the built-in list names known fields: tested");
        words.iter().for_each(|word| add(&mut contextual, word, number));
    }
    Words {
        examples: file.examples.iter().map(|word| fold(word)).collect(),
        headings: file.headings.iter().map(|word| loose_key(&fold(word))).collect(),
        bodies: file.bodies,
        concepts,
        contextual,
        names,
    }
});

fn add(concepts: &mut HashMap<String, Vec<u16>>, word: &str, number: u16) {
    let known = concepts.entry(loose_key(&fold(word))).or_default();
    if !known.contains(&number) {
        known.push(number);
    }
}

/// The built-in words.
pub(super) fn words() -> &'static Words {
    &WORDS
}

impl Words {
    /// Whether a sheet's name says that it is an example or an instruction.
    pub(super) fn names_example(&self, sheet: &str) -> bool {
        let name = fold(sheet);
        self.examples.iter().any(|word| name.contains(word.as_str()))
    }

    /// Whether a heading, by its loose key, says that what it heads is an example.
    pub(super) fn is_example(&self, loose: &str) -> bool {
        loose == "例" || self.examples.iter().any(|word| word == loose)
    }

    /// The concepts a label may stand for, by its loose key.
    pub(super) fn concepts_of(&self, loose: &str) -> &[u16] {
        self.concepts.get(loose).map_or(&[], Vec::as_slice)
    }

    /// The same for proposing a form, with the words whose meaning depends on
    /// what stands around them, which are guesses.
    pub(super) fn concepts_for_form(&self, loose: &str) -> Vec<(u16, bool)> {
        let contextual = self.contextual.get(loose).map_or(&[][..], Vec::as_slice);
        let known = self.concepts_of(loose);
        let guesses = contextual.iter().filter(|concept| !known.contains(concept));
        known.iter().map(|&concept| (concept, false)).chain(guesses.map(|&concept| (concept, true))).collect()
    }

    /// Whether a word heads columns or rows.
    pub(super) fn is_heading(&self, loose: &str) -> bool {
        self.headings.contains(loose)
    }

    /// The concepts whose words a longer label of at most `longest` characters
    /// contains, or resembles most; the longest word decides.
    pub(super) fn resembling(&self, loose: &str, longest: usize) -> Vec<u16> {
        let length = loose.chars().count();
        if !(3..=longest).contains(&length) {
            return Vec::new();
        }
        let score = |word: &str| -> Option<(usize, usize)> {
            let size = word.chars().count();
            let within = size >= 2 && size * 3 >= length && loose.contains(word);
            let alike = size >= 3 && strsim::normalized_levenshtein(word, loose) >= 0.75;
            // What stands last in a label says what it is: 取組の成果目標.
            let last = usize::from(loose.ends_with(word));
            (within || alike).then_some((last, size))
        };
        let scored = self.concepts.iter().filter_map(|(word, found)| Some((score(word)?, word, found)));
        let best = scored.max_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(a.1)));
        best.map_or_else(Vec::new, |(_, word, _)| {
            self.concepts_for_form(word).into_iter().map(|(concept, _)| concept).collect()
        })
    }

    /// The number of the concept called `name` in the file.
    pub(super) fn concept_named(&self, name: &str) -> Option<u16> {
        self.names.iter().position(|known| known == name).and_then(|n| u16::try_from(n).ok())
    }

    /// The concept's name.
    pub(super) fn name(&self, concept: u16) -> &str {
        &self.names[usize::from(concept)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Field;

    #[test]
    fn every_known_name_has_its_words() {
        for (_, name) in Field::plain() {
            assert!(words().concept_named(name).is_some(), "{name}");
        }
        for name in Field::YEARLY {
            assert!(words().concept_named(name).is_some(), "{name}");
        }
    }

    #[test]
    fn example_sheets_are_told_by_their_names() {
        for name in ["記入例", "【記載例】企画課", "見 本", "ｻﾝﾌﾟﾙ"] {
            assert!(words().names_example(name), "{name}");
        }
        assert!(!words().names_example("実施計画シート"));
    }
}
