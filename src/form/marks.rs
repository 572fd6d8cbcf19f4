//! Marks: ○ in a mark cell, and choices with boxes in one cell.

use crate::characters::fold;

/// What stands in a mark cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// ○, ✓, 1 …: this choice.
    Yes,
    /// －, □, ×: not this choice.
    No,
    /// Something that is neither.
    Unknown,
}

const YES: &str = "○◯〇●◎⭕✓✔☑☒✅レ■◉OoＯｏ1１VvＶｖ丸有";
const NO: &str = "-－ー―×✕✖□☐▢◻無";

/// Reads a mark cell that is not blank. `choice` is what the mark means: who
/// types the choice itself into its cell has chosen it.
pub(super) fn read_mark(text: &str, folded: &str, folded_choice: &str) -> Mark {
    let text: String = text.chars().filter(|c| !c.is_whitespace() && !is_variation(*c)).collect();
    let mut letters = text.chars();
    let single = letters.next().filter(|_| letters.next().is_none());
    match single {
        Some('0' | '０') => Mark::No,
        Some(c) if YES.contains(c) => Mark::Yes,
        Some(c) if NO.contains(c) => Mark::No,
        _ if folded == folded_choice || fold(bare(&text)) == folded_choice => Mark::Yes,
        _ => match text.as_str() {
            "該当" | "TRUE" | "レ点" | "丸" | "はい" => Mark::Yes,
            "FALSE" | "非該当" | "なし" | "いいえ" | "--" => Mark::No,
            _ => Mark::Unknown,
        },
    }
}

/// `○A`, `(A)`: the choice typed along with its mark.
fn bare(text: &str) -> &str {
    text.trim_matches(|c: char| !c.is_alphanumeric() && (YES.contains(c) || "()（）「」・".contains(c)))
}

/// Emoji and text forms of one sign differ by an invisible character.
fn is_variation(c: char) -> bool {
    matches!(c, '\u{FE0E}' | '\u{FE0F}')
}

/// A cell that lists choices with boxes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Boxes {
    /// The marked choices, as written.
    pub(super) marked: Vec<String>,
}

const EMPTY_BOX: &str = "□☐▢◻◽⬜";
const FULL_BOX: &str = "■☑☒✅▣◼◾⬛✓✔";

/// Reads `□達成　■Ａ　□Ｂ`; `None` where the text is no such list: at least
/// two boxes, each followed by a choice.
pub(super) fn read_boxes(text: &str) -> Option<Boxes> {
    let signs: Vec<char> = text.chars().filter(|c| !is_variation(*c)).collect();
    let square = signs.iter().any(|c| EMPTY_BOX.contains(*c) || FULL_BOX.contains(*c));
    let filled_circle = signs.iter().any(|c| "●◉".contains(*c));
    let open_circle = signs.iter().any(|c| "○◯〇".contains(*c));
    let role = |c: char| -> Option<bool> {
        match c {
            _ if EMPTY_BOX.contains(c) => Some(false),
            _ if FULL_BOX.contains(c) => Some(true),
            '●' | '◉' => Some(true),
            // Among squares an open circle is a mark; among filled circles it is none.
            '○' | '◯' | '〇' if filled_circle => Some(false),
            '○' | '◯' | '〇' if square => Some(true),
            _ => None,
        }
    };
    let circles = filled_circle && open_circle;
    if !square && !circles {
        return None;
    }
    let is_box = |index: usize| {
        let starts_word = index == 0 || signs[index - 1].is_whitespace();
        // レ in place of a box; inside a word it is a letter.
        let tick = signs[index] == 'レ' && square && starts_word;
        role(signs[index]).or(tick.then_some(true))
    };
    let boxes: Vec<Option<bool>> = (0..signs.len()).map(is_box).collect();
    let written = |index: &usize| !trim_choice(&signs[*index].to_string()).is_empty();
    let first = (0..signs.len()).find(written)?;
    let last = (0..signs.len()).rev().find(written)?;
    let mut items = match (boxes[first], boxes[last]) {
        (Some(_), Some(_)) => return None,
        // 「達成□　Ａ■」: each box stands behind its choice.
        (None, Some(_)) => choices(signs.iter().rev().zip(boxes.iter().rev()), true),
        _ => choices(signs.iter().zip(&boxes), false),
    };
    items.retain(|(_, choice)| !trim_choice(choice).is_empty());
    if items.len() < 2 {
        return None;
    }
    let marked = items.into_iter().filter(|(marked, _)| *marked);
    Some(Boxes { marked: marked.map(|(_, choice)| trim_choice(&choice).to_owned()).collect() })
}

/// Each box with the text up to the next one; `backwards` where the text is read from its end.
fn choices<'s>(
    signs: impl Iterator<Item = (&'s char, &'s Option<bool>)>,
    backwards: bool,
) -> Vec<(bool, String)> {
    let mut items: Vec<(bool, String)> = Vec::new();
    for (&c, role) in signs {
        match (role, items.last_mut()) {
            // 「□✓達成」: the tick stands in the box before it.
            (&Some(marked), Some(last)) if last.1.trim().is_empty() => last.0 |= marked,
            (&Some(marked), _) => items.push((marked, String::new())),
            (None, Some((_, choice))) => choice.push(c),
            (None, None) => {}
        }
    }
    if backwards {
        items.iter_mut().for_each(|(_, choice)| *choice = choice.chars().rev().collect());
        items.reverse();
    }
    items
}

fn trim_choice(choice: &str) -> &str {
    choice.trim_matches(|c: char| {
        c.is_whitespace() || matches!(c, '・' | '、' | ',' | '，' | '/' | '／' | '|' | '：' | ':')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(text: &str) -> Option<Vec<String>> {
        read_boxes(text).map(|boxes| boxes.marked)
    }

    fn mark(text: &str) -> Mark {
        read_mark(text, &fold(text), "a")
    }

    #[test]
    fn every_usual_mark_is_a_mark() {
        let marks = "○ ◯ 〇 ● ◎ ⭕ ✓ ✔ ✔\u{FE0F} ☑ ☒ ✅ レ ■ ◉ 1 １ v V o O 丸 有 該当 TRUE レ点 はい";
        for text in marks.split(' ').chain([" ○ ", "○\n", "\u{3000}✓"]) {
            assert_eq!(mark(text), Mark::Yes, "{text}");
        }
        for text in "- － ― × ✕ □ ☐ 0 ０ 無 なし 非該当 FALSE いいえ".split(' ') {
            assert_eq!(mark(text), Mark::No, "{text}");
        }
    }

    #[test]
    fn the_choice_typed_into_its_own_cell_is_chosen() {
        for text in ["A", "Ａ", "a", " Ａ "] {
            assert_eq!(mark(text), Mark::Yes, "{text}");
        }
    }

    #[test]
    fn a_marked_choice_in_its_own_cell_is_chosen_and_another_is_not_understood() {
        for text in ["○A", "Ａ○", "■Ａ", "✓ A", "●ａ", "(A)", "Ⓐ"] {
            assert_eq!(mark(text), Mark::Yes, "{text}");
        }
        for text in ["B", "○B", "？", "未定", "11", "○○", "○×", "○A B", "２"] {
            assert_eq!(mark(text), Mark::Unknown, "{text}");
        }
    }

    #[test]
    fn the_marked_box_is_the_choice() {
        assert_eq!(marked("□達成　■Ａ　□Ｂ　□Ｃ　□中止"), Some(vec!["Ａ".to_owned()]));
        assert_eq!(marked("☐達成 ☑A ☐B"), Some(vec!["A".to_owned()]));
        assert_eq!(marked("☐達成 ☒A ☐B"), Some(vec!["A".to_owned()]));
        assert_eq!(marked("□達成・✔Ａ・□Ｂ"), Some(vec!["Ａ".to_owned()]));
        assert_eq!(marked("□達成\nレＡ\n□Ｂ"), Some(vec!["Ａ".to_owned()]));
        assert_eq!(marked("○達成　●Ａ　○Ｂ"), Some(vec!["Ａ".to_owned()]));
        assert_eq!(marked("□達成　□✓Ａ　□Ｂ"), Some(vec!["Ａ".to_owned()]));
    }

    #[test]
    fn every_full_box_marks_its_choice() {
        for mark in ["■", "☑", "☒", "✅", "▣", "◼", "⬛", "✓", "✔", "✔\u{FE0F}", "レ", "●", "○", "◯", "〇"]
        {
            let text = format!("□達成　□Ａ　{mark}Ｂ　□Ｃ");
            assert_eq!(marked(&text), Some(vec!["Ｂ".to_owned()]), "{text}");
        }
        for (empty, full) in [("☐", "☑"), ("▢", "■"), ("◻", "◼"), ("⬜", "⬛"), ("○", "●")]
        {
            let text = format!("{empty}S {full}A {empty}B");
            assert_eq!(marked(&text), Some(vec!["A".to_owned()]), "{text}");
        }
    }

    #[test]
    fn boxes_may_stand_in_lines_or_without_spaces() {
        for text in [
            "□達成□Ａ■Ｂ□Ｃ",
            "□達成\n□Ａ\n■Ｂ\n□Ｃ",
            "□ 達成　□ Ａ　■ Ｂ",
            "□達成、□Ａ、■Ｂ",
            "□達成/□Ａ/■Ｂ/□Ｃ",
        ] {
            assert_eq!(marked(text), Some(vec!["Ｂ".to_owned()]), "{text}");
        }
        let meant = "□Ａ（目標を上回る）　■Ｂ（目標どおり）";
        assert_eq!(marked(meant), Some(vec!["Ｂ（目標どおり）".to_owned()]));
    }

    #[test]
    fn boxes_behind_their_choices_are_read_from_the_left() {
        for (text, choice) in
            [("達成□　Ａ□　Ｂ■　Ｃ□", "Ｂ"), ("達成■ Ａ□ Ｂ□", "達成"), ("Ａ：□ Ｂ：☑", "Ｂ")]
        {
            assert_eq!(marked(text), Some(vec![choice.to_owned()]), "{text}");
        }
    }

    #[test]
    fn no_box_and_two_boxes_are_told() {
        assert_eq!(marked("□達成　□Ａ　□Ｂ"), Some(Vec::new()));
        assert_eq!(marked("■達成　■Ａ　□Ｂ"), Some(vec!["達成".to_owned(), "Ａ".to_owned()]));
    }

    #[test]
    fn plain_text_is_no_list_of_boxes() {
        for text in ["A", "○A", "A（目標を上回る）", "■A", "計画達成"] {
            assert_eq!(marked(text), None, "{text}");
        }
    }
}
