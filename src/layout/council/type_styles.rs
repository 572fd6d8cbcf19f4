//! The report's type: the template's sizes in their voices.

use crate::layout::{TextStyle, Voice};
use crate::report::council::{Size, Sizes};

/// Every style that the report's pages use.
#[derive(Debug, Clone, Copy)]
pub(super) struct TypeStyles {
    pub(super) body: TextStyle,
    pub(super) chapter: TextStyle,
    pub(super) section: TextStyle,
    pub(super) subsection: TextStyle,
    pub(super) table: TextStyle,
    pub(super) head: TextStyle,
    pub(super) note: TextStyle,
    pub(super) row_text: TextStyle,
    pub(super) list: TextStyle,
    pub(super) list_reason: TextStyle,
}

impl TypeStyles {
    pub(super) fn new(sizes: &Sizes) -> Self {
        let style = |voice, (points, leading): Size| TextStyle::new(voice, points, leading);
        Self {
            body: style(Voice::Mincho, sizes.body),
            chapter: style(Voice::GothicBold, sizes.chapter),
            section: style(Voice::GothicBold, sizes.section),
            subsection: style(Voice::GothicBold, sizes.subsection),
            table: style(Voice::Gothic, sizes.table),
            head: style(Voice::Gothic, sizes.table_head),
            note: style(Voice::Gothic, sizes.note),
            row_text: style(Voice::Mincho, sizes.row_text),
            list: style(Voice::Gothic, sizes.list),
            list_reason: style(Voice::Mincho, sizes.list_reason),
        }
    }
}
