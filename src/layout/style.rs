//! How texts are set.

use crate::report::council as report;

use super::ink::Ink;
use super::tag::Tag;

/// A composite typeface: kana, kanji, digits and signs of one fixed-width
/// face (digits are half an em: tabular), Latin letters of a proportional
/// face where the family has one, anything missing from the fallback.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Voice {
    /// What structures: headings, labels, numbers, codes.
    Gothic,
    /// The same, bold.
    GothicBold,
    /// What people wrote: prose, reasons, opinions.
    Mincho,
    /// Proportional gothic throughout, for page numbers.
    Proportional,
}

/// Voice, size, leading and ink.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TextStyle {
    /// Typeface.
    pub voice: Voice,
    /// Size.
    pub size_pt: f64,
    /// From base line to base line.
    pub leading_pt: f64,
    /// Ink.
    pub ink: Ink,
    /// Added after every character, in em; for titles set wide.
    pub tracking_em: f64,
}

impl TextStyle {
    /// Body: Mincho 10.5/18.
    pub const BODY: Self = Self::new(Voice::Mincho, 10.5, 18.0);
    /// Chapter heading: 16/21 bold.
    pub const H1: Self = Self::new(Voice::GothicBold, 16.0, 21.0);
    /// Section heading: 11/18 bold.
    pub const H2: Self = Self::new(Voice::GothicBold, 11.0, 18.0);
    /// Heading within a plan's page: 9.5/12 bold.
    pub const H3: Self = Self::new(Voice::GothicBold, 9.5, 12.0);
    /// Table: 9/13.5.
    pub const TABLE: Self = Self::new(Voice::Gothic, 9.0, 13.5);
    /// Table head: 8/11.
    pub const TABLE_HEAD: Self = Self::new(Voice::Gothic, 8.0, 11.0);
    /// Notes and units: 8/12.
    pub const NOTE: Self = Self::new(Voice::Gothic, 8.0, 12.0);

    /// Black text.
    pub const fn new(voice: Voice, size_pt: f64, leading_pt: f64) -> Self {
        Self { voice, size_pt, leading_pt, ink: Ink::Black, tracking_em: 0.0 }
    }

    /// The same in another size.
    #[must_use]
    pub const fn sized(self, size_pt: f64, leading_pt: f64) -> Self {
        Self { size_pt, leading_pt, ..self }
    }

    /// The same in bold gothic.
    #[must_use]
    pub const fn bold(self) -> Self {
        Self { voice: Voice::GothicBold, ..self }
    }

    /// The same in another ink.
    #[must_use]
    pub const fn inked(self, ink: Ink) -> Self {
        Self { ink, ..self }
    }

    /// The same set wide.
    #[must_use]
    pub const fn tracked(self, tracking_em: f64) -> Self {
        Self { tracking_em, ..self }
    }
}

/// Words in one style.
#[derive(Debug, Clone, PartialEq)]
pub struct Span {
    /// As typed; `\n` is a line break that is kept.
    pub text: String,
    /// How it is set.
    pub style: TextStyle,
    /// Its own place in the structure; that of the paragraph where `None`.
    pub tag: Option<Tag>,
}

impl Span {
    /// Words in one style, without a tag of their own.
    pub fn new(text: impl Into<String>, style: TextStyle) -> Self {
        Self { text: text.into(), style, tag: None }
    }
}

/// Where lines stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// At the left.
    Left,
    /// In the middle.
    Centre,
    /// At the right.
    Right,
    /// Filled to both edges but for the last line.
    Justify,
}

impl From<report::Align> for Align {
    fn from(align: report::Align) -> Self {
        match align {
            report::Align::Left => Self::Left,
            report::Align::Centre => Self::Centre,
            report::Align::Right => Self::Right,
        }
    }
}

/// How lines are indented.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Indent {
    /// Not at all.
    None,
    /// The first line of each paragraph by so many em, unless it starts with a
    /// typed space or a list mark (①, ・ …).
    First(f64),
    /// All lines but the first by so many em.
    Hanging(f64),
}

/// How a paragraph is set.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ParagraphStyle {
    /// Where lines stand.
    pub align: Align,
    /// Indents. Lines that start with a list mark always hang by its width.
    pub indent: Indent,
    /// The least length of a last line, in em; it is reached by closing up to
    /// 0.03 em or opening up to 0.06 em, or not at all.
    pub last_line_em: f64,
}

impl ParagraphStyle {
    /// Prose: justified, first line indented by 1 em.
    pub const BODY: Self = Self { align: Align::Justify, indent: Indent::First(1.0), last_line_em: 4.0 };
    /// Justified without indent, for texts beside a label.
    pub const FLUSH: Self = Self { align: Align::Justify, indent: Indent::None, last_line_em: 4.0 };
    /// Narrow columns of a table.
    pub const CELL: Self = Self { align: Align::Left, indent: Indent::None, last_line_em: 2.0 };
    /// Headings and names.
    pub const HEADING: Self = Self::CELL;
    /// A note below a table: `※　…` hangs by 2 em.
    pub const NOTE: Self = Self { align: Align::Justify, indent: Indent::Hanging(2.0), last_line_em: 4.0 };

    /// The same, aligned otherwise.
    #[must_use]
    pub const fn aligned(self, align: Align) -> Self {
        Self { align, ..self }
    }
}
