//! Which characters can be printed at all.

use super::Face;

/// Whether some embedded font can print the character; what cannot be printed
/// is shown as 〓 and reported by the reading rooms (X02).
///
/// A variation selector cannot: the character before it is printed in its
/// usual shape, which may not be the one that was meant.
pub fn has_glyph(c: char) -> bool {
    is_invisible(c) || Face::BUILT_IN.iter().any(|face| face.glyph(c).is_some())
}

/// The characters of a text that no embedded font has, each once, in order.
pub fn missing_characters(text: &str) -> Vec<char> {
    let mut missing = Vec::new();
    for c in text.chars() {
        if !has_glyph(c) && !missing.contains(&c) {
            missing.push(c);
        }
    }
    missing
}

/// What is laid out, or means nothing on paper, and is not painted.
pub fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\n' | '\t' | '\u{AD}' | '\u{61C}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}'
    )
}

/// Variation selectors choose among shapes of the character before them and
/// have no glyph of their own.
pub fn is_selector(c: char) -> bool {
    matches!(c, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_people_and_companies_have_glyphs() {
        assert_eq!(missing_characters("髙橋﨑𠮷①㈱㋿ⅢⅣ〜～−－▲△↑↓→※〓"), Vec::<char>::new());
    }

    #[test]
    fn tells_private_characters_and_selectors_once() {
        assert_eq!(missing_characters("外\u{E000}字\u{E000}葛\u{E0100}"), ['\u{E000}', '\u{E0100}']);
    }
}
