//! What may be personal is not published: what check P01 looks for, numbers of
//! extensions, and the name of who filled in the sheet.
//!
//! Every text is looked through as it is published, whether a finding was
//! accepted or its check is switched off: 確認済 says that a text may stand in
//! the report, not that a machine may collect it.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use regex::Regex;

use crate::model::{Field, Plan, PlanKey, Year};
use crate::rules::private_data;

/// What stands where something was masked.
pub(super) const MASKED: &str = "●●●";

static EXTENSION: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"内線(?:番号)?[\s　:：はが（(]{0,3}([0-9０-９]{2,}(?:[-－・、,]\s?[0-9０-９]{2,})*)")
        .expect("the pattern is constant")
});

/// Names that must not be published with a plan's texts.
#[derive(Debug, Default)]
pub(super) struct Masks(Vec<String>);

impl Masks {
    /// Who filled in the sheet of each plan. A name that is a word of the
    /// year's plans is none to look for.
    pub(super) fn of_year(year: &Year) -> BTreeMap<PlanKey, Self> {
        let mut names: BTreeMap<PlanKey, Vec<String>> =
            year.plans.iter().map(|plan| (plan.key, author_names(plan))).collect();
        let words = words_among(names.values().flatten(), year);
        names.values_mut().for_each(|names| names.retain(|name| !words.contains(name)));
        names.into_iter().map(|(key, names)| (key, Self(names))).collect()
    }

    /// The text as it may be published.
    pub(super) fn published(&self, text: &str) -> String {
        let mut hits: Vec<Range<usize>> = private_data(text).into_iter().map(|(range, _)| range).collect();
        hits.extend(EXTENSION.captures_iter(text).filter_map(|found| Some(found.get(1)?.range())));
        for name in &self.0 {
            hits.extend(text.match_indices(name.as_str()).map(|(at, name)| at..at + name.len()));
        }
        hits.sort_by_key(|hit| (hit.start, hit.end));
        let (mut result, mut end) = (String::new(), 0);
        for hit in hits {
            if hit.start >= end {
                result.push_str(&text[end..hit.start]);
                result.push_str(MASKED);
            }
            end = end.max(hit.end);
        }
        result.push_str(&text[end..]);
        result
    }
}

/// The author's name as typed, without its space, and the family name where a space ends it.
fn author_names(plan: &Plan) -> Vec<String> {
    let Some(author) = plan.fields.text(&Field::Author) else { return Vec::new() };
    let joined: String = author.split_whitespace().collect();
    let family = author.split_whitespace().next().filter(|family| *family != author);
    let mut names: Vec<String> = vec![author.trim().to_owned(), joined];
    names.extend(family.map(str::to_owned));
    names.retain(|name| name.chars().count() >= 2);
    names
}

/// Those of the names that stand in what plans, departments and areas are
/// called; all are looked for in one pass.
fn words_among<'n>(names: impl Iterator<Item = &'n String>, year: &Year) -> BTreeSet<String> {
    let names: Vec<&String> = names.collect::<BTreeSet<_>>().into_iter().collect();
    let search = AhoCorasick::new(&names).expect("the names of a city's clerks are no long texts");
    let words: BTreeSet<&str> =
        year.plans.iter().flat_map(|plan| [&*plan.name, &*plan.department, &*plan.area]).collect();
    let found = words.iter().flat_map(|word| search.find_overlapping_iter(*word));
    found.map(|found| names[found.pattern().as_usize()].clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample::small_year;

    fn published(text: &str) -> String {
        Masks(vec!["山田 太郎".to_owned(), "山田太郎".to_owned(), "山田".to_owned()]).published(text)
    }

    #[test]
    fn only_the_hit_is_masked() {
        assert_eq!(published("連絡先は0495-25-1111です。"), "連絡先は●●●です。");
        assert_eq!(published("a@example.jp又は090-1234-5678へ"), "●●●又は●●●へ");
        assert_eq!(published("令和６年４月に12回、1,200千円"), "令和６年４月に12回、1,200千円");
    }

    #[test]
    fn extensions_and_authors_are_masked() {
        assert_eq!(published("担当：山田 太郎（内線2115・2116）"), "担当：●●●（内線●●●）");
        assert_eq!(published("山田太郎と山田が内線番号：３２１で受ける"), "●●●と●●●が内線番号：●●●で受ける");
        assert_eq!(published("内線電話を10台減らした"), "内線電話を10台減らした");
    }

    #[test]
    fn a_name_that_is_a_word_of_the_plans_is_left() {
        let mut year = small_year();
        let plan = &mut year.plans[0];
        let mut author = plan.fields.get(&Field::Status).expect("a text").clone();
        author.value = crate::model::Value::Text("市民 花子".to_owned());
        plan.fields.insert(Field::Author, author);
        // 市民課 is a department; 花子 alone is not looked for.
        let key = plan.key;
        assert_eq!(Masks::of_year(&year)[&key].published("市民が市民 花子に"), "市民が●●●に");
    }
}
