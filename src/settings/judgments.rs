//! [[judgment]]: the city's 判定区分.

use std::collections::BTreeMap;

use super::document::{Problems, Section};
use crate::characters::fold;
use crate::model::{Compare, Judgment, JudgmentCode, Judgments, Kind, Next};

/// Characters of a code, which stands in narrow columns and in formulas.
const LONGEST_CODE: usize = 20;
const KEYS: [&str; 6] = ["code", "meaning", "next", "compare", "kind", "aliases"];

/// The judgments of the document; `None` where it lists none.
pub(super) fn judgments(root: &Section<'_>, problems: &mut Problems) -> Option<Judgments> {
    let sections = root.sections("judgment", problems);
    if sections.is_empty() {
        return None;
    }
    // Every spelling stands for one judgment only, or a sheet could be read in two ways.
    let mut spellings: BTreeMap<String, String> = BTreeMap::new();
    let mut judgments = Vec::new();
    for section in &sections {
        let Some(judgment) = judgment(section, problems) else { continue };
        let code = judgment.code.as_str();
        let words = [code, &judgment.meaning].into_iter().chain(judgment.aliases.iter().map(String::as_str));
        for word in words.filter(|word| !word.is_empty()) {
            match spellings.insert(fold(word), code.to_owned()) {
                Some(other) if other != code => {
                    let message = format!("「{word}」が判定区分「{other}」と「{code}」の両方にあります");
                    problems.add(section.line(), message);
                }
                _ => {}
            }
        }
        if judgments.iter().any(|known: &Judgment| known.code == judgment.code) {
            problems.add(section.line_of("code"), format!("判定区分「{code}」が2回あります"));
        }
        judgments.push(judgment);
    }
    Some(Judgments::new(judgments))
}

fn judgment(section: &Section<'_>, problems: &mut Problems) -> Option<Judgment> {
    section.allow(&KEYS, problems);
    let code = section.required_text("code", problems);
    if code.as_ref().is_some_and(|code| code.chars().count() > LONGEST_CODE) {
        let about = format!("判定区分の「code」は{LONGEST_CODE}字までで書いてください");
        problems.add(section.line_of("code"), about);
    }
    let meaning = section.required_text("meaning", problems);
    let next = section.required_text("next", problems);
    let next = choice(section, "next", next?, &[("継続", Next::Continue), ("終了", Next::End)], problems)?;
    let compare = match section.text("compare", problems) {
        None => Compare::None,
        Some(text) => {
            let words = [
                ("above", Compare::Above),
                ("equal", Compare::Equal),
                ("below", Compare::Below),
                ("none", Compare::None),
            ];
            choice(section, "compare", text, &words, problems)?
        }
    };
    let kind = match section.text("kind", problems) {
        None => None,
        Some(text) => {
            let words = [("achieved", Kind::Achieved), ("cancelled", Kind::Cancelled)];
            Some(choice(section, "kind", text, &words, problems)?)
        }
    };
    match (next, kind) {
        (Next::End, None) => problems.add(
            section.line_of("kind"),
            "計画が終了する判定区分の「kind」には achieved（達成）か cancelled（中止）を書いてください",
        ),
        (Next::Continue, Some(_)) => {
            problems.add(section.line_of("kind"), "計画が継続する判定区分に「kind」は書けません");
        }
        _ => {}
    }
    let aliases = section.texts("aliases", problems).into_iter().map(|(alias, _)| alias).collect();
    Some(Judgment { code: JudgmentCode(code?.into()), meaning: meaning?, next, compare, kind, aliases })
}

fn choice<T: Copy>(
    section: &Section<'_>,
    key: &str,
    text: String,
    words: &[(&str, T)],
    problems: &mut Problems,
) -> Option<T> {
    let found = words.iter().find(|(word, _)| *word == text).map(|(_, value)| *value);
    if found.is_none() {
        let words: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
        let message = format!(
            "「{key}」には {} のどれかを書いてください（「{text}」になっています）",
            words.join("、")
        );
        problems.add(section.line_of(key), message);
    }
    found
}
