//! One font file: which glyph a character has and how far it advances.

use std::sync::OnceLock;

use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider};

use super::own::OwnFace;

// As statics they are in the program once; constants would be again in every part of it that asks for them.
static GOTHIC: &[u8] = include_bytes!("../../templates/fonts/BIZUDGothic-Regular.ttf");
static GOTHIC_BOLD: &[u8] = include_bytes!("../../templates/fonts/BIZUDGothic-Bold.ttf");
static PROPORTIONAL: &[u8] = include_bytes!("../../templates/fonts/BIZUDPGothic-Regular.ttf");
static PROPORTIONAL_BOLD: &[u8] = include_bytes!("../../templates/fonts/BIZUDPGothic-Bold.ttf");
static MINCHO: &[u8] = include_bytes!("../../templates/fonts/BIZUDMincho-Regular.ttf");
static FALLBACK: &[u8] = include_bytes!("../../templates/fonts/NotoSansJP-Regular.ttf");

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
    /// A font that the city has put beside its settings.
    Own(OwnFace),
}

impl Face {
    /// All that come with the program.
    pub const BUILT_IN: [Self; 6] = [
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
            Self::Gothic => GOTHIC,
            Self::GothicBold => GOTHIC_BOLD,
            Self::Proportional => PROPORTIONAL,
            Self::ProportionalBold => PROPORTIONAL_BOLD,
            Self::Mincho => MINCHO,
            Self::Fallback => FALLBACK,
            Self::Own(own) => own.bytes(),
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
            Self::Own(own) => own.name(),
        }
    }

    /// Whether it is a bold one.
    pub fn is_bold(self) -> bool {
        match self {
            Self::GothicBold | Self::ProportionalBold => true,
            Self::Own(own) => own.is_bold(),
            _ => false,
        }
    }

    /// A name that is the same in every document: of letters and digits.
    pub fn id(self) -> String {
        match self {
            Self::Gothic => "Face0".to_owned(),
            Self::GothicBold => "Face1".to_owned(),
            Self::Proportional => "Face2".to_owned(),
            Self::ProportionalBold => "Face3".to_owned(),
            Self::Mincho => "Face4".to_owned(),
            Self::Fallback => "Face5".to_owned(),
            Self::Own(own) => format!("Own{}", own.checksum()),
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
        let built_in = |index: usize| {
            TABLES[index].get_or_init(|| {
                Table::of(&FontRef::new(self.bytes()).expect("the embedded fonts are well-formed"))
            })
        };
        let table = match self {
            Self::Gothic => built_in(0),
            Self::GothicBold => built_in(1),
            Self::Proportional => built_in(2),
            Self::ProportionalBold => built_in(3),
            Self::Mincho => built_in(4),
            Self::Fallback => built_in(5),
            Self::Own(own) => own.table(),
        };
        table.entry(c)
    }
}

#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Entry {
    pub(super) glyph: u16,
    pub(super) advance: u16,
}

/// Glyph and advance by character, so that measuring is one look-up: a page
/// asks for thousands. Made when a face is first asked for.
#[derive(Debug)]
pub(super) struct Table {
    entries: Vec<Entry>,
    /// Characters beyond U+FFFF, sorted.
    astral: Vec<(u32, Entry)>,
}

impl Table {
    pub(super) fn of(font: &FontRef<'_>) -> Self {
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

    pub(super) fn entry(&self, c: char) -> Option<Entry> {
        self.entries.get(c as usize).copied().filter(|e| e.glyph != 0).or_else(|| {
            let at = self.astral.binary_search_by_key(&(c as u32), |(code, _)| *code).ok()?;
            Some(self.astral[at].1)
        })
    }

    /// Every glyph that a character has.
    pub(super) fn glyphs(&self) -> impl Iterator<Item = u16> {
        let astral = self.astral.iter().map(|(_, entry)| entry.glyph);
        self.entries.iter().map(|entry| entry.glyph).filter(|glyph| *glyph != 0).chain(astral)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fixed_width_digits_are_half_an_em() {
        for face in [Face::Gothic, Face::GothicBold, Face::Mincho] {
            assert_eq!("0123456789,.".chars().map(|c| face.advance(c)).collect::<Vec<_>>(), [Some(500); 12]);
        }
    }
}
