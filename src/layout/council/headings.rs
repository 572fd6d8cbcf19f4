//! Headings of chapters and sections with their numbers and places.

use crate::layout::headings::Heading;
use crate::layout::{Block, Stroke, TextStyle, Voice};
use crate::report::council::Chapter;

use super::type_styles::TypeStyles;

/// The name by which links find a chapter.
pub(super) fn chapter_anchor(chapter: &Chapter) -> String {
    chapter.number.map_or_else(|| "reference".to_owned(), |number| format!("chapter-{number}"))
}

/// `１　評価の概要`, as running heads and the outline say it.
pub(super) fn chapter_name(chapter: &Chapter) -> String {
    match chapter.number {
        Some(number) => format!("{}　{}", wide_number(number), chapter.title),
        None => chapter.title.clone(),
    }
}

/// One digit full-width, two half-width.
pub(super) fn wide_number(number: usize) -> String {
    match u32::try_from(number) {
        Ok(digit @ 0..=9) => char::from_u32(u32::from('０') + digit).map(String::from).unwrap_or_default(),
        _ => number.to_string(),
    }
}

/// Number and title over a rule; a long title takes two lines.
pub(super) fn chapter_heading(
    chapter: &Chapter,
    width_pt: f64,
    types: &TypeStyles,
    note: Option<&str>,
) -> Block {
    let number = chapter.number.map(wide_number);
    let style = TextStyle::new(Voice::GothicBold, types.chapter.size_pt, types.chapter.leading_pt);
    let heading = Heading {
        number: number.as_deref(),
        beside: note.map(|note| (note, types.note)),
        rule: Some((4.0, Stroke::HEADING)),
        ..Heading::new(&chapter.title, style, 1)
    };
    let mut block = heading.block(width_pt);
    block.anchor(chapter_anchor(chapter), Some((1, chapter_name(chapter))));
    block
}

/// `（１）評価の流れ` with a unit at the right.
pub(super) fn section_heading(
    number: Option<usize>,
    title: &str,
    unit: Option<&str>,
    width_pt: f64,
    types: &TypeStyles,
) -> Block {
    let title = match number {
        Some(number) => format!("（{}）{title}", wide_number(number)),
        None => title.to_owned(),
    };
    let unit = unit.map(|unit| format!("（{unit}）"));
    let beside = unit.as_deref().map(|unit| (unit, types.note));
    Heading { beside, ..Heading::new(&title, types.section, 2) }.block(width_pt)
}
