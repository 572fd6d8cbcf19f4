//! What labels are called: `templates/label_words.toml`, folded once.

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use serde::Deserialize;

use super::label_key::loose_key;
use crate::characters::fold;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    examples: Vec<String>,
    labels: BTreeMap<String, Vec<String>>,
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
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let text = include_str!("../../templates/label_words.toml");
    let file: File = toml::from_str(text).expect("the built-in list of label words is tested");
    let mut concepts: HashMap<String, Vec<u16>> = HashMap::new();
    let mut names = Vec::new();
    for (number, (name, words)) in (0u16..).zip(&file.labels) {
        for word in std::iter::once(name).chain(words) {
            let known = concepts.entry(loose_key(&fold(word))).or_default();
            if !known.contains(&number) {
                known.push(number);
            }
        }
        names.push(name.clone());
    }
    Words { examples: file.examples.iter().map(|word| fold(word)).collect(), concepts, names }
});

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

    /// The concepts a label may stand for, by its loose key.
    pub(super) fn concepts_of(&self, loose: &str) -> &[u16] {
        self.concepts.get(loose).map_or(&[], Vec::as_slice)
    }

    /// The same where a label begins with a year (令和10年度以降の取扱い): only
    /// for proposing, as labels of two years are not the same label.
    pub(super) fn concepts_of_any_year(&self, loose: &str) -> &[u16] {
        let known = self.concepts_of(loose);
        let after_year = loose.split_once("年度").map(|(_, rest)| rest).filter(|rest| !rest.is_empty());
        match after_year {
            Some(rest) if known.is_empty() => self.concepts_of(rest),
            _ => known,
        }
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
