//! 判定区分: whatever spelling of one of the city's judgments.

use super::{Reading, means_nothing};
use crate::characters::{fold, store};
use crate::model::{Judgment, JudgmentCode, Judgments};

/// Boxes that are ticked, and boxes that are not.
const TICKED: [char; 8] = ['■', '☑', '☒', '✓', '✔', '●', '◉', '▣'];
const EMPTY: [char; 3] = ['□', '☐', '○'];

/// A judgment as people write it: `Ａ`, `a`, `Ａ評価`, `A（目標を上回る）`, `○A`,
/// `□達成　■Ａ`. Every word in it has to mean the same judgment; `A（目標どおり）`,
/// `B'` and 目標達成 for 達成 are unreadable.
pub fn judgment(text: &str, judgments: &Judgments) -> Reading<JudgmentCode> {
    let stored = store(text).text;
    let key = fold(&stored);
    let key = key.trim_end_matches(['。', '.']).to_owned();
    if means_nothing(&key) && one(&key, judgments).is_none() {
        return Reading::Blank;
    }
    if let Some(code) = one(&key, judgments) {
        return Reading::Value(code.clone());
    }
    if stored.contains(EMPTY[0]) || stored.contains(EMPTY[1]) {
        return ticked(&stored, judgments);
    }
    agreeing(&key, judgments)
}

/// The one ticked choice among boxes.
fn ticked(stored: &str, judgments: &Judgments) -> Reading<JudgmentCode> {
    // Boxes behind their choices, or one without a choice, are not told here.
    let is_box = |c: char| TICKED.contains(&c) || EMPTY.contains(&c);
    if !stored.starts_with(is_box) || stored.ends_with(is_box) {
        return Reading::Unreadable;
    }
    let mut found = None;
    let mut choices = stored.split_inclusive(|c| TICKED.contains(&c) || EMPTY.contains(&c)).peekable();
    while let Some(part) = choices.next() {
        let is_ticked = part.ends_with(TICKED);
        let Some(choice) = choices.peek().filter(|_| is_ticked) else { continue };
        let choice = fold(choice.trim_end_matches(TICKED).trim_end_matches(EMPTY));
        match (agreeing(&choice, judgments), found.is_some()) {
            (Reading::Value(code), false) => found = Some(code),
            _ => return Reading::Unreadable,
        }
    }
    found.map_or(Reading::Blank, Reading::Value)
}

/// The judgment that all words of a folded text mean.
fn agreeing(key: &str, judgments: &Judgments) -> Reading<JudgmentCode> {
    let separators = ['(', ')', ':', '=', '[', ']', '「', '」', '【', '】', '『', '』', '、', ',', '/'];
    let mut meant: Option<&JudgmentCode> = None;
    for word in key.split(separators).filter(|word| !word.is_empty()) {
        let Some(code) = whole(word, judgments) else {
            // The heading of the cell typed along with the value says nothing.
            if matches!(word, "評価" | "判定" | "判定区分" | "自己評価" | "○" | "●") {
                continue;
            }
            return Reading::Unreadable;
        };
        if meant.is_some_and(|other| other != code) {
            return Reading::Unreadable;
        }
        meant = Some(code);
    }
    meant.map_or(Reading::Unreadable, |code| Reading::Value(code.clone()))
}

/// The judgment of one word, marks and 評価 around it aside; or of a code with
/// its meaning behind it.
fn whole<'j>(word: &str, judgments: &'j Judgments) -> Option<&'j JudgmentCode> {
    if let Some(code) = one(word, judgments) {
        return Some(code);
    }
    let marks = ['○', '◎', '◯', '〇', '●', '■', '☑', '✓', '✔', 'レ', '・', '※'];
    let mut bare = word.trim_matches(marks);
    for heading in ["自己評価", "評価", "判定"] {
        bare = bare.strip_prefix(heading).filter(|rest| !rest.is_empty()).unwrap_or(bare);
    }
    for heading in ["評価", "判定", "ランク"] {
        bare = bare.strip_suffix(heading).filter(|rest| !rest.is_empty()).unwrap_or(bare);
    }
    one(bare, judgments).or_else(|| {
        judgments.iter().find_map(|judgment| {
            let rest = bare.strip_prefix(fold(judgment.code.as_str()).as_str())?;
            let rest = rest.trim_start_matches(['-', '・', '…', '.', '~']);
            // 「BB」 is a slip of the hand, not a code with its meaning.
            (one(rest, judgments)? == &judgment.code && !is_code(rest, judgment)).then_some(&judgment.code)
        })
    })
}

/// The judgment of which `key` is the code, the meaning or an alias.
fn one<'j>(key: &str, judgments: &'j Judgments) -> Option<&'j JudgmentCode> {
    let shape = shaped(key);
    judgments
        .iter()
        .find(|judgment| {
            let words = [judgment.code.as_str(), &judgment.meaning];
            let mut words = words.into_iter().chain(judgment.aliases.iter().map(String::as_str));
            words.any(|word| !word.is_empty() && shaped(&fold(word)) == shape)
        })
        .map(|judgment| &judgment.code)
}

fn is_code(key: &str, judgment: &Judgment) -> bool {
    shaped(&fold(judgment.code.as_str())) == shaped(key)
}

/// Circles, crosses and どおり in one shape each: input methods offer several.
fn shaped(key: &str) -> String {
    key.replace("通り", "どおり")
        .chars()
        .map(|c| match c {
            '◯' | '〇' | '⭕' => '○',
            '✕' | '✖' | '☓' | '╳' => '×',
            other => other,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Compare, Next};

    fn read(text: &str) -> Reading<JudgmentCode> {
        judgment(text, &Judgments::default())
    }

    fn code(code: &str) -> Reading<JudgmentCode> {
        Reading::Value(JudgmentCode(code.into()))
    }

    fn city(codes: &[(&str, &str)]) -> Judgments {
        let judgment = |(code, meaning): &(&str, &str)| Judgment {
            code: JudgmentCode((*code).into()),
            meaning: (*meaning).to_owned(),
            next: Next::Continue,
            compare: Compare::None,
            kind: None,
            aliases: vec![],
        };
        Judgments::new(codes.iter().map(judgment).collect())
    }

    #[test]
    fn every_spelling_of_a_judgment_is_read() {
        for text in [
            "A",
            "Ａ",
            "a",
            "Ａ評価",
            "A（目標を上回る）",
            "○A",
            "A：目標を上回る",
            "目標を上回る",
            "上回る",
            "Ａ　目標を上回る",
            "「Ａ」",
            "評価：A",
            "Ａ．",
            "A（目標を上回る）。",
            "Ａ判定",
            "A\n（目標を上回る）",
            "自己評価A",
            "A(上回る)",
            "◎Ａ",
        ] {
            assert_eq!(read(text), code("A"), "{text}");
        }
        assert_eq!(read("計画達成"), code("達成"));
        assert_eq!(read("達　成"), code("達成"));
        assert_eq!(read("達成（計画達成）"), code("達成"));
        assert_eq!(read("目標通り"), code("B"));
        assert_eq!(read("計画中⽌"), code("中止"));
    }

    #[test]
    fn letter_and_words_must_agree() {
        for text in [
            "A（目標どおり）",
            "目標達成",
            "B'",
            "B+",
            "BB",
            "B・B",
            "Ｂ。Ｃ",
            "AB",
            "A～B",
            "A又はB",
            "D",
            "達成済",
            "Ａ、Ｂ",
            "概ねB",
            "？",
            "中止・達成",
        ] {
            assert_eq!(read(text), Reading::Unreadable, "{text}");
        }
    }

    #[test]
    fn the_ticked_box_is_the_judgment() {
        assert_eq!(read("□達成　■Ａ　□Ｂ　□Ｃ　□中止"), code("A"));
        assert_eq!(read("☐達成\n☐A\n☑B（目標どおり）"), code("B"));
        assert_eq!(read("□達成　□Ａ　□Ｂ"), Reading::Blank);
        assert_eq!(read("■達成　■Ａ　□Ｂ"), Reading::Unreadable);
    }

    #[test]
    fn nothing_is_nothing() {
        for text in ["", "－", "ー", "なし", "　\n"] {
            assert_eq!(read(text), Reading::Blank, "{text}");
        }
    }

    #[test]
    fn other_cities_judgments_are_read() {
        let letters = city(&[("S", "大幅に上回る"), ("A", "上回る"), ("B", "どおり"), ("E", "未着手")]);
        assert_eq!(judgment("Ｓ評価", &letters), code("S"));
        assert_eq!(judgment("未着手", &letters), code("E"));
        assert_eq!(judgment("B（通り）", &letters), code("B"));
        assert_eq!(judgment("C", &letters), Reading::Unreadable);
        let marks = city(&[("◎", "順調"), ("○", "概ね順調"), ("△", "遅れ"), ("×", "未実施")]);
        assert_eq!(judgment("◎", &marks), code("◎"));
        assert_eq!(judgment("◯", &marks), code("○"));
        assert_eq!(judgment("○（概ね順調）", &marks), code("○"));
        assert_eq!(judgment("○（順調）", &marks), Reading::Unreadable);
        assert_eq!(judgment("✕", &marks), code("×"));
        assert_eq!(judgment("△", &marks), code("△"));
    }
}
