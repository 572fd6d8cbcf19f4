//! Lists of regular expressions, compiled when a text comes that one may match.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use aho_corasick::AhoCorasick;
use regex::{Match, Regex};
use serde::Deserialize;

use super::needles::needles;

/// A regular expression.
#[derive(Debug)]
struct Pattern {
    source: String,
    /// Every match holds one of these; empty where nothing is sure.
    needles: Vec<String>,
    regex: OnceLock<Regex>,
}

impl Pattern {
    fn new(source: String) -> Self {
        Self { needles: needles(&source), source, regex: OnceLock::new() }
    }

    fn may_match(&self, text: &str) -> bool {
        self.needles.is_empty() || self.needles.iter().any(|needle| text.contains(needle.as_str()))
    }

    fn regex(&self) -> &Regex {
        self.regex
            .get_or_init(|| Regex::new(&self.source).expect("the built-in word lists are tested to compile"))
    }
}

/// Regular expressions of which one has to match.
#[derive(Debug, Deserialize)]
#[serde(from = "Vec<String>")]
pub(super) struct Patterns(Vec<Pattern>);

impl From<Vec<String>> for Patterns {
    fn from(patterns: Vec<String>) -> Self {
        Self(patterns.into_iter().map(Pattern::new).collect())
    }
}

impl Patterns {
    /// Patterns in which `{name}` stands for a part.
    pub(super) fn of_parts(patterns: &[String], parts: &BTreeMap<String, String>) -> Self {
        let whole = |pattern: &String| {
            // A part may name another part; two rounds reach all of them.
            let mut whole = pattern.clone();
            for _ in 0..2 {
                for (name, part) in parts {
                    whole = whole.replace(&format!("{{{name}}}"), part);
                }
            }
            Pattern::new(whole)
        };
        Self(patterns.iter().map(whole).collect())
    }

    /// Those that may match, compiled.
    fn possible(&self, text: &str) -> impl Iterator<Item = &Regex> {
        self.0.iter().filter(|pattern| pattern.may_match(text)).map(Pattern::regex)
    }

    /// Whether one of them is found in the text.
    pub(super) fn found_in(&self, text: &str) -> bool {
        self.possible(text).any(|regex| regex.is_match(text))
    }

    /// Whether one of them ends where the text ends.
    pub(super) fn found_at_end(&self, text: &str) -> bool {
        self.possible(text).any(|regex| regex.find_iter(text).any(|found| found.end() == text.len()))
    }

    /// Where the first group of each is found, by bytes.
    pub(super) fn first_groups_in(&self, text: &str) -> impl Iterator<Item = std::ops::Range<usize>> {
        let groups = |regex: &Regex| -> Vec<_> {
            regex.captures_iter(text).filter_map(|found| Some(found.get(1)?.range())).collect()
        };
        self.possible(text).flat_map(groups)
    }

    /// Every expression as it is written.
    #[cfg(test)]
    pub(super) fn compiled(&self) -> impl Iterator<Item = &Regex> {
        self.0.iter().map(Pattern::regex)
    }
}

/// Many lists, looked through for all their needles at once.
#[derive(Debug)]
pub(super) struct Lists {
    lists: Vec<Patterns>,
    needles: AhoCorasick,
    /// The list and the pattern of each needle.
    owners: Vec<(usize, usize)>,
}

impl Lists {
    pub(super) fn new(lists: Vec<Patterns>) -> Self {
        let (mut all, mut owners) = (Vec::new(), Vec::new());
        for (list, patterns) in lists.iter().enumerate() {
            for (number, pattern) in patterns.0.iter().enumerate() {
                // Without needles a pattern is a candidate everywhere, as the empty text is.
                let needles =
                    if pattern.needles.is_empty() { &[String::new()][..] } else { &pattern.needles };
                all.extend(needles.iter().cloned());
                owners.extend(needles.iter().map(|_| (list, number)));
            }
        }
        let needles = AhoCorasick::new(all).expect("the built-in word lists are tested to compile");
        Self { lists, needles, owners }
    }

    /// Every expression as it is written.
    #[cfg(test)]
    pub(super) fn compiled(&self) -> impl Iterator<Item = &Regex> {
        self.lists.iter().flat_map(Patterns::compiled)
    }

    /// Every place where a pattern is found, with the number of its list; by
    /// list, then by pattern, then by place.
    pub(super) fn all_in<'t>(&self, text: &'t str) -> impl Iterator<Item = (usize, Match<'t>)> {
        let found = self.needles.find_overlapping_iter(text);
        let mut possible: Vec<(usize, usize)> =
            found.map(|needle| self.owners[needle.pattern().as_usize()]).collect();
        possible.sort_unstable();
        possible.dedup();
        possible.into_iter().flat_map(move |(list, pattern)| {
            self.lists[list].0[pattern].regex().find_iter(text).map(move |found| (list, found))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(patterns: &[&str]) -> Patterns {
        Patterns::from(patterns.iter().map(|pattern| (*pattern).to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn places_come_list_by_list_whatever_their_needles() {
        let lists =
            Lists::new(vec![list(&["延期(した|、)", "[0-9]+回"]), list(&["[0-9]{2,3}"]), list(&["中止"])]);
        let found: Vec<_> =
            lists.all_in("12回は中止、34回を延期した").map(|(n, m)| (n, m.as_str())).collect();
        assert_eq!(found, [(0, "延期した"), (0, "12回"), (0, "34回"), (1, "12"), (1, "34"), (2, "中止")]);
        assert_eq!(lists.all_in("延期").count(), 0);
    }

    #[test]
    fn parts_may_name_parts() {
        let parts = [("verb", "(する|{past})"), ("past", "(した|しました)")];
        let parts = parts.map(|(name, part)| (name.to_owned(), part.to_owned())).into();
        let patterns = Patterns::of_parts(&["実施{verb}$".to_owned()], &parts);
        assert!(patterns.found_in("訓練を実施しました"));
        assert!(patterns.found_at_end("実施する"));
        assert!(!patterns.found_in("実施しない"));
    }
}
