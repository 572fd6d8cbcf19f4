//! The cell styles of a workbook: number formats and struck-through fonts.

use std::collections::BTreeMap;

use super::number_format::Format;

/// Format codes that Excel allows are 255 characters long.
const MAX_CODE: usize = 1_000;

/// A workbook's cell styles, by the number that cells give.
#[derive(Debug, Default)]
pub(super) struct Styles {
    formats: Vec<Format>,
    /// Index into `formats` (`None` is General), and whether the font is struck through.
    cells: Vec<(Option<usize>, bool)>,
}

impl Styles {
    /// Takes for each style the code of its number format, and whether its
    /// font is struck through.
    pub(super) fn of<'c>(styles: impl Iterator<Item = (Option<&'c str>, bool)>) -> Self {
        let mut formats = Vec::new();
        let mut known: BTreeMap<&str, usize> = BTreeMap::new();
        let cells = styles
            .map(|(code, struck)| {
                let format = code.filter(|code| !is_general(code)).map(|code| {
                    *known.entry(code).or_insert_with(|| {
                        formats.push(Format::parse(code));
                        formats.len() - 1
                    })
                });
                (format, struck)
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
        self.cells.get(style).is_some_and(|(_, struck)| *struck)
    }
}

fn is_general(code: &str) -> bool {
    code.eq_ignore_ascii_case("general") || code.is_empty() || code.len() > MAX_CODE
}
