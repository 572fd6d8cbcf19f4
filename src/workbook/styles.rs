//! The cell styles of a workbook: number formats and struck-through fonts.

use std::collections::BTreeMap;

use super::number_format::Format;

/// Format codes that Excel allows are 255 characters long.
const MAX_CODE: usize = 1_000;

/// A workbook's cell styles, by the number that cells give.
#[derive(Debug, Default)]
pub(super) struct Styles {
    formats: Vec<Format>,
    /// Index into `formats` (`None` is General), and how the text looks.
    cells: Vec<(Option<usize>, Look)>,
}

/// How a style makes its text look.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Look {
    /// Struck through.
    pub(super) struck: bool,
    /// In the colour of its ground.
    pub(super) unseen: bool,
}

impl Styles {
    /// Takes for each style the code of its number format, and how its text looks.
    pub(super) fn of<'c>(styles: impl Iterator<Item = (Option<&'c str>, Look)>) -> Self {
        let mut formats = Vec::new();
        let mut known: BTreeMap<&str, usize> = BTreeMap::new();
        let cells = styles
            .map(|(code, look)| {
                let format = code.filter(|code| !is_general(code)).map(|code| {
                    *known.entry(code).or_insert_with(|| {
                        formats.push(Format::parse(code));
                        formats.len() - 1
                    })
                });
                (format, look)
            })
            .collect();
        Self { formats, cells }
    }

    /// A style's number format; `None` is General.
    pub(super) fn format(&self, style: usize) -> Option<&Format> {
        let (format, _) = self.cells.get(style)?;
        format.map(|i| &self.formats[i])
    }

    /// Whether a style strikes the whole cell through.
    pub(super) fn is_struck(&self, style: usize) -> bool {
        self.cells.get(style).is_some_and(|(_, look)| look.struck)
    }

    /// Whether a style writes in the colour of its ground.
    pub(super) fn is_unseen(&self, style: usize) -> bool {
        self.cells.get(style).is_some_and(|(_, look)| look.unseen)
    }
}

fn is_general(code: &str) -> bool {
    // What Excel set to Japanese calls it, which some programs write as it is.
    let japanese = matches!(code, "標準" | "G/標準");
    japanese || code.eq_ignore_ascii_case("general") || code.is_empty() || code.len() > MAX_CODE
}
