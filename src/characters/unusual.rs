//! Characters that other computers, or this program's fonts, cannot show (X02).

use std::sync::LazyLock;

use regex::Regex;

use crate::fonts::{has_glyph, is_selector};

/// Private use (外字), unassigned, and the sign that stands for a lost character.
static UNUSUAL: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"[\p{Co}\p{Cn}\x{FFFD}]").expect("the pattern is constant"));

/// The characters of a text that cannot be shown everywhere, each once, in
/// order of appearance: private-use and unassigned ones, those that no embedded
/// font has (they are printed as 〓), and selectors of a shape (the usual shape
/// is printed).
pub fn unusual(text: &str) -> Vec<char> {
    let mut found = Vec::new();
    if text.is_ascii() {
        return found;
    }
    for c in text.chars().filter(|c| is_unprintable(*c)) {
        if !found.contains(&c) {
            found.push(c);
        }
    }
    found
}

/// Whether a character is printed otherwise than it was typed, or only here. The selectors
/// that choose between a sign and its picture (☎), and what joins pictures, change no character.
fn is_unprintable(c: char) -> bool {
    let picture = matches!(c, '\u{FE0E}' | '\u{FE0F}' | '\u{200C}' | '\u{200D}');
    // What a font has is assigned, but it may be a font's own sign.
    let own_sign = matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{FFFD}' | '\u{F0000}'..);
    !picture && !c.is_control() && (own_sign || is_selector(c) || !has_glyph(c))
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
    fn finds_what_no_font_prints_as_it_was_typed() {
        assert_eq!(unusual("笑顔😀と葛\u{E0100}城、שלום"), ['😀', '\u{E0100}', 'ש', 'ל', 'ו', 'ם']);
        assert_eq!(unusual("☎\u{FE0F}"), Vec::<char>::new());
        assert_eq!(unusual("👨\u{200D}👧"), ['👨', '👧']);
    }

    #[test]
    fn ordinary_text_has_none() {
        assert_eq!(unusual("髙﨑①㈱℃〇𠮷葛～－\n\t"), Vec::<char>::new());
        assert!(!is_unusual('𠮷'));
    }
}
