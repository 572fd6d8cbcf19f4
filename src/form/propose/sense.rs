//! What a label says: the known fields it may name, and the year.

use std::sync::LazyLock;

use regex::Regex;

use crate::characters::fold;
use crate::form::label_key::LabelKey;
use crate::form::words::words;
use crate::model::{Eras, FiscalYear};
use crate::settings::parse_year;

/// A text, taken for a label.
#[derive(Debug, Clone)]
pub(super) struct Sense {
    pub(super) key: LabelKey,
    /// The concepts it may name, as `label_words.toml` calls them.
    pub(super) concepts: Vec<&'static str>,
    /// Those of them that are only guessed: from a part of it, or from a word
    /// that means different things in different cities.
    pub(super) weak: Vec<&'static str>,
    /// The year it names.
    pub(super) year: Option<FiscalYear>,
    /// Whether it says nothing but the year.
    pub(super) bare_year: bool,
    /// The number behind its word: 2 of 指標②.
    pub(super) number: Option<u16>,
    /// Whether it is usual as a heading.
    pub(super) heading: bool,
}

/// A year before the words of a label: `令和６年度の実績`, `R6目標`, `今年度の取組`.
static YEAR_BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:([^\d]{0,2}(?:\d{1,4}|元)(?:年度|年)?)末?|今年度|本年度|当該年度|当年度|年度)(\D.*)$")
        .expect("the pattern is constant")
});

/// A year anywhere: with an era or in four digits, or in two digits before 年度.
static YEAR_WITHIN: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"([a-z]|\p{Han}{2})?(\d{1,4})(年度|年)?").expect("the pattern is constant"));

/// Labels longer than this say more than a field's name.
const LONGEST_NAME: usize = 24;

impl Sense {
    /// What `text` says if it is a label.
    pub(super) fn of(text: &str, eras: &Eras) -> Self {
        let key = LabelKey::new(text);
        let bare = parse_year(&key.exact, eras).or_else(|| of_newest_era(&key.exact, eras));
        let year = bare.or_else(|| only_year(&key.exact, eras));
        let (names, number) = match bare {
            Some(_) => (Vec::new(), None),
            None => known(&key.loose, eras),
        };
        // A usual heading is what it says, however much of a name it contains.
        let resembles = names.is_empty() && bare.is_none() && !words().is_heading(&key.loose);
        let (concepts, weak) = match resembles {
            true => {
                let found = resembling(&key.loose);
                (found.clone(), found)
            }
            false => {
                let weak = names.iter().filter(|(_, weak)| *weak).map(|(concept, _)| *concept).collect();
                (names.into_iter().map(|(concept, _)| concept).collect(), weak)
            }
        };
        let word = !concepts.is_empty() && !resembles;
        let heading = bare.is_some() || word || words().is_heading(&key.loose);
        let named = |found: Vec<u16>| found.into_iter().map(|concept| words().name(concept)).collect();
        Self {
            concepts: named(concepts),
            weak: named(weak),
            year,
            bare_year: bare.is_some(),
            number,
            heading,
            key,
        }
    }

    /// Whether a usual word for a known field, or a usual heading, is all it says.
    pub(super) fn is_word(&self) -> bool {
        self.heading
    }

    /// Whether it names a field for certain.
    pub(super) fn is_sure(&self) -> bool {
        self.concepts.iter().any(|concept| !self.weak.contains(concept))
    }

    /// Whether it parts the two ends of a period.
    pub(super) fn is_wave(&self) -> bool {
        matches!(self.key.exact.as_str(), "~" | "～" | "〜" | "から" | "→" | "-" | "ー")
    }

    /// Whether it is a note to whoever fills in the sheet.
    pub(super) fn is_note(&self) -> bool {
        let text = self.key.exact.trim_start();
        text.starts_with(['※', '*', '(', '注', '＊', '↑', '←', '→']) && text.chars().count() > 2
    }
}

/// The concepts that a text may name, guessed from a part of it.
fn resembling(loose: &str) -> Vec<u16> {
    let found = words().resembling(loose, LONGEST_NAME);
    if !found.is_empty() {
        return found;
    }
    // プログラムNo is the number, プログラム名 the name, of what a city calls its plans.
    let named = |ends: &[&str]| ends.iter().any(|end| loose.len() > end.len() && loose.ends_with(end));
    let concept = match () {
        () if named(&["番号", "no", "id", "コード", "コ-ド", "ナンバー"]) => "番号",
        () if named(&["名", "名称", "タイトル"]) => "計画名",
        () => return Vec::new(),
    };
    words().concept_named(concept).into_iter().collect()
}

/// `5年度` is of the newest era.
fn of_newest_era(exact: &str, eras: &Eras) -> Option<FiscalYear> {
    let number = exact.strip_suffix("年度")?.parse().ok().filter(|n| (1..=99).contains(n))?;
    eras.fiscal_year(&eras.all().last()?.name, number)
}

/// The only year that a text names; several, as in 令和5～9年度, are none.
pub(super) fn only_year(exact: &str, eras: &Eras) -> Option<FiscalYear> {
    if exact.chars().filter(|c| matches!(c, '~' | '～' | '〜')).count() > 0 {
        return None;
    }
    let mut years = YEAR_WITHIN.captures_iter(exact).filter_map(|parts| {
        let whole = parts.get(0)?;
        let rest = &exact[whole.end()..];
        let is_day = rest.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '月' | '.' | '/'));
        let text = whole.as_str();
        // 計画5年度 has no era before its number.
        let bare = text.trim_start_matches(|c: char| !c.is_ascii_digit());
        let read = parse_year(text, eras).or_else(|| parse_year(bare, eras));
        let read = read.or_else(|| of_newest_era(bare, eras));
        read.filter(|_| !is_day)
    });
    let first = years.next()?;
    years.all(|year| year == first).then_some(first)
}

/// The concepts of a loose key, each with whether it is a guess, and the number
/// behind its word.
fn known(loose: &str, eras: &Eras) -> (Vec<(u16, bool)>, Option<u16>) {
    let own = words().concepts_for_form(loose);
    if !own.is_empty() {
        return (own, None);
    }
    if let Ok(number) = loose.parse::<u16>() {
        return (Vec::new(), Some(number).filter(|n| (1..=20).contains(n)));
    }
    let last_year = ["前年度", "昨年度", "来年度", "翌年度", "次年度"];
    if !last_year.iter().any(|word| loose.starts_with(word)) {
        let after = loose.split_once("年度").map(|(_, rest)| words().concepts_for_form(rest));
        let stripped = || {
            let parts = YEAR_BEFORE.captures(loose)?;
            let year = parts.get(1).is_none_or(|year| parse_year(year.as_str(), eras).is_some());
            year.then(|| words().concepts_for_form(&parts[2]))
        };
        let found = after.filter(|found| !found.is_empty()).or_else(stripped).unwrap_or_default();
        if !found.is_empty() {
            return (found, None);
        }
    }
    let word = loose.trim_end_matches(|c: char| c.is_ascii_digit());
    if word.len() == loose.len() {
        return (Vec::new(), None);
    }
    let number = loose[word.len()..].parse().ok().filter(|n| (1..=20).contains(n));
    // 指標2 is the second indicator; No.2 is a plan's number.
    let mut found = words().concepts_for_form(word);
    found.retain(|&(concept, _)| words().name(concept).starts_with("指標."));
    if !found.is_empty() {
        return (found, number);
    }
    // 目標R6
    let word = word.trim_end_matches(|c: char| c.is_ascii_lowercase());
    let era = eras.all().iter().find_map(|era| word.strip_suffix(era.name.as_str()));
    let year = parse_year(loose.strip_prefix(era.unwrap_or(word)).unwrap_or_default(), eras);
    (year.map_or_else(Vec::new, |_| words().concepts_for_form(era.unwrap_or(word))), None)
}

/// Whether two texts may be one label in different words.
pub(super) fn same_concept(one: &str, other: &str) -> bool {
    let concepts = |text: &str| words().concepts_of(&LabelKey::new(text).loose);
    let theirs = concepts(other);
    concepts(one).iter().any(|concept| theirs.contains(concept))
}

/// A text without its breaks and outer spaces, as a label quotes it.
pub(super) fn quoted(text: &str) -> String {
    const LONGEST: usize = 20;
    let line: String = text.split_whitespace().collect();
    match line.chars().count() > LONGEST {
        true => line.chars().take(LONGEST).chain(['…']).collect(),
        false => line,
    }
}

/// A label's choice: `Ａ（目標を上回る）` is `A`.
pub(super) fn choice_of(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    let line: String = text.nfkc().filter(|c| !c.is_whitespace()).collect();
    let short = line.split(['(', ':', '…', '【', '、']).next().unwrap_or_default();
    // `A　計画以上`: the letter is the choice.
    let mut letters = short.chars();
    if let (Some(letter), Some(next)) = (letters.next(), letters.next())
        && letter.is_ascii_uppercase()
        && !next.is_ascii()
    {
        return letter.to_string();
    }
    if short.is_empty() || fold(short).is_empty() { line } else { short.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sense(text: &str) -> (Vec<&'static str>, Option<i16>, Option<u16>) {
        let sense = Sense::of(text, &Eras::default());
        (sense.concepts, sense.year.map(|year| year.0), sense.number)
    }

    #[test]
    fn labels_say_field_year_and_number() {
        assert_eq!(sense("担当課"), (vec!["実行課"], None, None));
        assert_eq!(sense("R6").1, Some(2024));
        assert_eq!(sense("令和６年度の取組実績"), (vec!["実施状況"], Some(2024), None));
        assert!(sense("R7目標").0.contains(&"指標.目標値") && sense("R7目標").1 == Some(2025));
        assert_eq!(sense("成果指標②"), (vec!["指標.名称"], None, Some(2)));
        assert_eq!(sense("令和10年度以降\nの取扱い"), (vec!["期間後の取扱い"], Some(2028), None));
        assert_eq!(sense("５年度").1, Some(2023));
        assert_eq!(sense("第1版").0, Vec::<&str>::new());
        assert!(!Sense::of("No.4", &Eras::default()).is_word());
        assert_eq!(sense("目標R6").1, Some(2024));
        assert!(sense("目標R6").0.contains(&"指標.目標値"));
        assert_eq!(sense("計画期間（令和５～９年度）").1, None);
        assert_eq!(sense("令和6年4月策定").1, None);
    }

    #[test]
    fn last_years_results_are_not_this_years() {
        let sense = Sense::of("前年度の取組実績", &Eras::default());
        assert!(!sense.is_sure(), "{:?}", sense.concepts);
    }

    #[test]
    fn a_choice_is_read_without_its_explanation() {
        assert_eq!(choice_of("Ａ（目標を上回る）"), "A");
        assert_eq!(choice_of("Ｓ\n：期待以上"), "S");
        assert_eq!(choice_of("達 成"), "達成");
        assert_eq!(choice_of("Ｂ　計画どおり"), "B");
    }
}
