//! The few inks of a page: black, one accent, tints of black.

/// What something is painted with. Nothing depends on colour alone: the accent
/// prints as about 85 % black.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Ink {
    /// Solid black; all text but that on a solid ground.
    Black,
    /// Paper white, for letters on a solid ground and halos.
    White,
    /// Dark indigo.
    Accent,
    /// So many percent of black; for areas only, up to 15.
    Tint(u8),
}

impl Ink {
    /// Red, green and blue between 0 and 1.
    pub fn rgb(self) -> [f64; 3] {
        match self {
            Self::Black => [0.0; 3],
            Self::White => [1.0; 3],
            Self::Accent => [0x1d as f64 / 255.0, 0x35 as f64 / 255.0, 0x57 as f64 / 255.0],
            Self::Tint(percent) => [1.0 - f64::from(percent.min(100)) / 100.0; 3],
        }
    }
}

/// A line's width, ink and dashes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stroke {
    /// Width.
    pub width_pt: f64,
    /// Always solid: a tinted hairline breaks into dots on an office printer.
    pub ink: Ink,
    /// Dash and gap.
    pub dash_pt: Option<(f64, f64)>,
}

impl Stroke {
    /// 罫: between rows and groups of columns.
    pub const HAIRLINE: Self = Self::solid(0.25);
    /// Foot of a table head, head of a totals row.
    pub const MEDIUM: Self = Self::solid(0.5);
    /// Top and bottom of a table.
    pub const TABLE: Self = Self::solid(0.8);
    /// Below a chapter's heading.
    pub const HEADING: Self = Self::solid(1.4).with_ink(Ink::Accent);

    /// A solid black line.
    pub const fn solid(width_pt: f64) -> Self {
        Self { width_pt, ink: Ink::Black, dash_pt: None }
    }

    /// The same line dashed.
    pub const fn dashed(self, dash_pt: f64, gap_pt: f64) -> Self {
        Self { dash_pt: Some((dash_pt, gap_pt)), ..self }
    }

    /// The same line in another ink.
    pub const fn with_ink(self, ink: Ink) -> Self {
        Self { ink, ..self }
    }
}
