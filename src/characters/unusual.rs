//! Characters that other computers may not show (X02).

use std::sync::LazyLock;

use regex::Regex;

/// Private use (外字), unassigned, and the sign that stands for a lost character.
static UNUSUAL: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"[\p{Co}\p{Cn}\x{FFFD}]").expect("the pattern is constant"));

/// The private-use and unassigned characters of a text, each once, in order of appearance.
pub fn unusual(text: &str) -> Vec<char> {
    let mut found = Vec::new();
    if text.is_ascii() {
        return found;
    }
    for c in UNUSUAL.find_iter(text).filter_map(|m| m.as_str().chars().next()) {
        if !found.contains(&c) {
            found.push(c);
        }
    }
    found
}

/// Whether one character is for private use, unassigned or a replacement character.
pub fn is_unusual(c: char) -> bool {
    !c.is_ascii() && UNUSUAL.is_match(c.encode_utf8(&mut [0; 4]))
}

/// `U+E000`, to name a character that cannot be shown.
pub fn code_point(c: char) -> String {
    format!("U+{:04X}", u32::from(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_private_use_and_unassigned_characters_once() {
        assert_eq!(unusual("外字\u{E000}と\u{E000}\u{0378}\u{FFFD}"), ['\u{E000}', '\u{378}', '\u{FFFD}']);
        assert!(is_unusual('\u{F8FF}'));
        assert_eq!(code_point('\u{E000}'), "U+E000");
    }

    #[test]
    fn ordinary_text_has_none() {
        assert_eq!(unusual("髙﨑①㈱℃〇𠮷葛\u{E0100}～－"), Vec::<char>::new());
        assert!(!is_unusual('𠮷'));
    }
}
