//! Marks: ○ in a mark cell, and choices with boxes in one cell.

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
        _ if folded == folded_choice => Mark::Yes,
        _ => match text.as_str() {
            "該当" | "TRUE" | "レ点" | "丸" | "はい" => Mark::Yes,
            "FALSE" | "非該当" | "なし" | "いいえ" | "--" => Mark::No,
            _ => Mark::Unknown,
        },
    }
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
    let mut items: Vec<(bool, String)> = Vec::new();
    for (index, &c) in signs.iter().enumerate() {
        let starts_word = index == 0 || signs[index - 1].is_whitespace();
        // レ in place of a box; inside a word it is a letter.
        let tick = c == 'レ' && square && starts_word;
        match role(c).or(tick.then_some(true)) {
            // 「□✓達成」: the tick stands in the box before it.
            Some(marked) if items.last().is_some_and(|(_, choice)| choice.trim().is_empty()) => {
                if let Some(last) = items.last_mut() {
                    last.0 |= marked;
                }
            }
            Some(marked) => items.push((marked, String::new())),
            None => {
                if let Some((_, choice)) = items.last_mut() {
                    choice.push(c);
                }
            }
        }
    }
    items.retain(|(_, choice)| !trim_choice(choice).is_empty());
    if items.len() < 2 {
        return None;
    }
    let marked = items.into_iter().filter(|(marked, _)| *marked);
    Some(Boxes { marked: marked.map(|(_, choice)| trim_choice(&choice).to_owned()).collect() })
}

fn trim_choice(choice: &str) -> &str {
    choice
        .trim_matches(|c: char| c.is_whitespace() || matches!(c, '・' | '、' | ',' | '，' | '/' | '／' | '|'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(text: &str) -> Option<Vec<String>> {
        read_boxes(text).map(|boxes| boxes.marked)
    }

    #[test]
    fn the_usual_marks_are_marks() {
        for text in ["○", "◯", "〇", "●", "✓", "✔", "✔\u{FE0F}", "☑", "レ", "■", "1", "１", " ○ ", "◎"]
        {
            assert_eq!(read_mark(text, text, "a"), Mark::Yes, "{text}");
        }
        for text in ["-", "－", "×", "□", "0"] {
            assert_eq!(read_mark(text, text, "a"), Mark::No, "{text}");
        }
        assert_eq!(read_mark("Ａ", "a", "a"), Mark::Yes);
        assert_eq!(read_mark("？", "?", "a"), Mark::Unknown);
        assert_eq!(read_mark("未定", "未定", "a"), Mark::Unknown);
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
