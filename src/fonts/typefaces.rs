//! What a city's own fonts are used for.

use std::cell::Cell;

use super::Face;

/// What a font can be named for in 報告書.toml.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FontUse {
    /// Prose.
    Body,
    /// Headings and whatever is bold.
    Heading,
    /// Tables, figures, notes, labels.
    Table,
    /// Digits in tables and figures.
    Figures,
    /// The same, bold.
    FiguresBold,
}

impl FontUse {
    /// By the key under [font].
    pub fn parse(key: &str) -> Option<Self> {
        match key {
            "body" => Some(Self::Body),
            "heading" => Some(Self::Heading),
            "table" => Some(Self::Table),
            "figures" => Some(Self::Figures),
            "figures_bold" => Some(Self::FiguresBold),
            _ => None,
        }
    }

    /// Whether it prints digits alone.
    pub(super) fn is_figures(self) -> bool {
        matches!(self, Self::Figures | Self::FiguresBold)
    }
}

/// A city's own faces; where there is none, the program's stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Typefaces {
    body: Option<Face>,
    heading: Option<Face>,
    table: Option<Face>,
    figures: Option<Face>,
    figures_bold: Option<Face>,
}

thread_local! {
    static CURRENT: Cell<Typefaces> = const {
        Cell::new(Typefaces { body: None, heading: None, table: None, figures: None, figures_bold: None })
    };
}

/// The faces with which pages are being made on this thread.
pub fn typefaces() -> Typefaces {
    CURRENT.get()
}

impl Typefaces {
    /// The same with a face for a use.
    #[must_use]
    pub fn with(mut self, font_use: FontUse, face: Face) -> Self {
        *match font_use {
            FontUse::Body => &mut self.body,
            FontUse::Heading => &mut self.heading,
            FontUse::Table => &mut self.table,
            FontUse::Figures => &mut self.figures,
            FontUse::FiguresBold => &mut self.figures_bold,
        } = Some(face);
        self
    }

    /// The city's face for a character in a use. Digits in tables are of one
    /// width: a face whose digits are not leaves them to the program's.
    pub fn face(&self, font_use: FontUse, c: char) -> Option<Face> {
        let figure = c.is_ascii_digit() || matches!(c, ',' | '.');
        let even = |face: &Face| !figure || has_even_digits(*face);
        match font_use {
            FontUse::Body => self.body,
            FontUse::Heading => self.figures_bold.filter(|_| figure).or(self.heading.filter(even)),
            FontUse::Table => self.figures.filter(|_| figure).or(self.table.filter(even)),
            FontUse::Figures => self.figures,
            FontUse::FiguresBold => self.figures_bold,
        }
    }

    /// Makes pages with these faces.
    pub fn while_making<T>(self, make: impl FnOnce() -> T) -> T {
        struct Before(Typefaces);
        impl Drop for Before {
            fn drop(&mut self) {
                CURRENT.set(self.0);
            }
        }
        let _before = Before(CURRENT.replace(self));
        make()
    }
}

/// Whether all digits advance by the same.
pub(super) fn has_even_digits(face: Face) -> bool {
    let zero = face.advance('0');
    zero.is_some() && ('1'..='9').all(|digit| face.advance(digit) == zero)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_of_uneven_width_stay_the_programs() {
        let faces = Typefaces::default().with(FontUse::Table, Face::Proportional);
        assert_eq!(faces.face(FontUse::Table, '課'), Some(Face::Proportional));
        assert_eq!(faces.face(FontUse::Table, '1'), None);
        let faces = faces.with(FontUse::Figures, Face::Gothic);
        assert_eq!(faces.face(FontUse::Table, '1'), Some(Face::Gothic));
        assert_eq!(faces.face(FontUse::Heading, '1'), None);
    }

    #[test]
    fn faces_count_only_while_pages_are_made_with_them() {
        let faces = Typefaces::default().with(FontUse::Body, Face::Fallback);
        let seen = faces.while_making(|| typefaces().face(FontUse::Body, 'あ'));
        assert_eq!((seen, typefaces()), (Some(Face::Fallback), Typefaces::default()));
    }
}
