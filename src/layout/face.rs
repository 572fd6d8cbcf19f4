//! The embedded fonts (SIL OFL 1.1): which glyph a character has and how far it advances.

use std::sync::OnceLock;

use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider};

/// One font file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Face {
    /// BIZ UDGothic, fixed width.
    Gothic,
    /// BIZ UDGothic Bold, fixed width.
    GothicBold,
    /// BIZ UDPGothic.
    Proportional,
    /// BIZ UDPGothic Bold.
    ProportionalBold,
    /// BIZ UDMincho, fixed width.
    Mincho,
    /// Noto Sans JP, for the characters that BIZ UD lacks.
    Fallback,
}

/// 〓 (geta): printed where no font has the character.
pub(super) const GETA: char = '〓';

impl Face {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Gothic,
        Self::GothicBold,
        Self::Proportional,
        Self::ProportionalBold,
        Self::Mincho,
        Self::Fallback,
    ];

    /// The font file.
    pub fn bytes(self) -> &'static [u8] {
        match self {
            Self::Gothic => include_bytes!("../../templates/fonts/BIZUDGothic-Regular.ttf"),
            Self::GothicBold => include_bytes!("../../templates/fonts/BIZUDGothic-Bold.ttf"),
            Self::Proportional => include_bytes!("../../templates/fonts/BIZUDPGothic-Regular.ttf"),
            Self::ProportionalBold => include_bytes!("../../templates/fonts/BIZUDPGothic-Bold.ttf"),
            Self::Mincho => include_bytes!("../../templates/fonts/BIZUDMincho-Regular.ttf"),
            Self::Fallback => include_bytes!("../../templates/fonts/NotoSansJP-Regular.ttf"),
        }
    }

    /// PostScript name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Gothic => "BIZUDGothic-Regular",
            Self::GothicBold => "BIZUDGothic-Bold",
            Self::Proportional => "BIZUDPGothic-Regular",
            Self::ProportionalBold => "BIZUDPGothic-Bold",
            Self::Mincho => "BIZUDMincho-Regular",
            Self::Fallback => "NotoSansJP-Regular",
        }
    }

    /// The glyph of a character, if the font has it.
    pub fn glyph(self, c: char) -> Option<u16> {
        self.entry(c).map(|e| e.glyph)
    }

    /// The advance of a character in 1/1000 em, truncated as in the PDF's width table.
    pub fn advance(self, c: char) -> Option<u16> {
        self.entry(c).map(|e| e.advance)
    }

    fn entry(self, c: char) -> Option<Entry> {
        static TABLES: [OnceLock<Table>; 6] = [const { OnceLock::new() }; 6];
        let table = TABLES[self as usize].get_or_init(|| Table::of(self));
        table.entries.get(c as usize).copied().filter(|e| e.glyph != 0).or_else(|| {
            let at = table.astral.binary_search_by_key(&(c as u32), |(code, _)| *code).ok()?;
            Some(table.astral[at].1)
        })
    }
}

#[derive(Debug, Clone, Copy, Default)]
struct Entry {
    glyph: u16,
    advance: u16,
}

/// Glyph and advance by character, so that measuring is one look-up: a page
/// asks for thousands. Made when a face is first asked for.
struct Table {
    entries: Vec<Entry>,
    /// Characters beyond U+FFFF, sorted.
    astral: Vec<(u32, Entry)>,
}

impl Table {
    fn of(face: Face) -> Self {
        let font = FontRef::new(face.bytes()).expect("the embedded fonts are well-formed");
        let metrics = font.glyph_metrics(Size::unscaled(), LocationRef::default());
        let units = f64::from(font.metrics(Size::unscaled(), LocationRef::default()).units_per_em);
        let mut table = Self { entries: vec![Entry::default(); 0x1_0000], astral: Vec::new() };
        for (code, glyph) in font.charmap().mappings() {
            let Ok(id) = u16::try_from(glyph.to_u32()) else { continue };
            let advance = f64::from(metrics.advance_width(glyph).unwrap_or_default());
            let entry = Entry { glyph: id, advance: (advance * 1000.0 / units) as u16 };
            match table.entries.get_mut(code as usize) {
                Some(slot) => *slot = entry,
                None => table.astral.push((code, entry)),
            }
        }
        table.astral.sort_by_key(|(code, _)| *code);
        table
    }
}

/// Whether some embedded font can print the character; what cannot be printed
/// is shown as 〓 and reported by the reading rooms (X02).
///
/// A variation selector cannot: the character before it is printed in its
/// usual shape, which may not be the one that was meant.
pub fn has_glyph(c: char) -> bool {
    is_invisible(c) || Face::ALL.iter().any(|face| face.glyph(c).is_some())
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
pub(super) fn is_invisible(c: char) -> bool {
    matches!(c, '\n' | '\t' | '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}')
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

    #[test]
    fn fixed_width_digits_are_half_an_em() {
        for face in [Face::Gothic, Face::GothicBold, Face::Mincho] {
            assert_eq!("0123456789,.".chars().map(|c| face.advance(c)).collect::<Vec<_>>(), [Some(500); 12]);
        }
    }
}
