//! Layout spaces in one-line fields.

/// A stored text as one line: spaces and breaks that only spread it out
/// (`障　害　福　祉　課`) go, between Latin words or numbers a single space stays
/// (`Web API`). Letters that stand apart one by one are spread out too (`S N S`).
pub fn one_line(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut line = String::with_capacity(text.len());
    for (i, word) in words.iter().enumerate() {
        if i > 0 && parts_words(words[i - 1], word) {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

fn parts_words(left: &str, right: &str) -> bool {
    left.chars().next_back().is_some_and(is_latin)
        && right.chars().next().is_some_and(is_latin)
        && (left.chars().nth(1).is_some() || right.chars().nth(1).is_some())
}

/// ASCII and its full-width forms, and Latin letters with accents.
fn is_latin(c: char) -> bool {
    c.is_ascii_graphic() || matches!(c, '！'..='～' | '\u{C0}'..='\u{24F}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn layout_spaces_and_breaks_go() {
        assert_eq!(one_line("障　害　福　祉　課"), "障害福祉課");
        assert_eq!(one_line(" 令和 5 年度\n末 "), "令和5年度末");
        assert_eq!(one_line("S N S　の活用"), "SNSの活用");
        assert_eq!(one_line("ＳＮＳ 活用"), "ＳＮＳ活用");
        assert_eq!(one_line("　"), "");
    }

    #[test]
    fn words_of_latin_letters_stay_apart() {
        assert_eq!(one_line("Web  API\n2.0 の利用"), "Web API 2.0の利用");
        assert_eq!(one_line("Plan　B"), "Plan B");
    }
}
