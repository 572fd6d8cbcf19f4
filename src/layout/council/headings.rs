//! Headings of chapters and sections, paragraphs and notes.

use crate::layout::{
    Align, Block, Flow, Ink, ParagraphStyle, Point, Role, Span, Stroke, Tag, Tear, TextStyle, Voice, line,
    paragraph,
};
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
    let tag = Tag::new(Role::Heading(1));
    let mut block = Block::new(width_pt, 0.0);
    let indent = match chapter.number {
        Some(number) => {
            let style = TextStyle::new(Voice::GothicBold, types.chapter.size_pt, types.chapter.leading_pt);
            let number = line(&wide_number(number), &style.inked(Ink::Accent), Some(&tag));
            let indent = number.width_pt.max(types.chapter.size_pt) + 12.0;
            block.put(Point::default(), number);
            indent
        }
        None => 0.0,
    };
    let note = note.map(|note| line(note, &types.note, None));
    let note_width = note.as_ref().map_or(0.0, |note| note.width_pt + 12.0);
    let spans = [Span::new(&*chapter.title, types.chapter)];
    let style = ParagraphStyle::CELL;
    let title = paragraph(&spans, width_pt - indent - note_width, &style, Some(&tag));
    block.height_pt = title.height_pt + 4.0;
    block.baseline_pt = title.baseline_pt;
    block.put(Point::new(indent, 0.0), title);
    if let Some(note) = note {
        let at = Point::new(width_pt - note.width_pt, block.height_pt - note.height_pt - 2.0);
        block.put(at, note);
    }
    block.rule(0.0, block.height_pt, width_pt, Stroke::HEADING);
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
    let tag = Tag::new(Role::Heading(2));
    let text = match number {
        Some(number) => format!("（{}）{title}", wide_number(number)),
        None => title.to_owned(),
    };
    let unit = unit.map(|unit| line(&format!("（{unit}）"), &types.note, None));
    let unit_width = unit.as_ref().map_or(0.0, |unit| unit.width_pt + 6.0);
    let spans = [Span::new(text, types.section)];
    let mut block = paragraph(&spans, width_pt - unit_width, &ParagraphStyle::CELL, Some(&tag));
    block.width_pt = width_pt;
    block.cuts_pt.clear();
    if let Some(unit) = unit {
        let at = Point::new(width_pt - unit.width_pt, block.height_pt - unit.height_pt - 1.0);
        block.put(at, unit);
    }
    block
}

/// A paragraph of the report's own prose.
pub(super) fn push_body(flow: &mut Flow, space_pt: f64, text: &str, width_pt: f64, types: &TypeStyles) {
    let tag = Tag::new(Role::Paragraph);
    let block = paragraph(&[Span::new(text, types.body)], width_pt, &ParagraphStyle::BODY, Some(&tag));
    flow.push_prose(space_pt, block);
}

/// `※　…`, below a table.
pub(super) fn note(text: &str, width_pt: f64, types: &TypeStyles) -> Block {
    let tag = Tag::new(Role::Note);
    let text = format!("※　{text}");
    paragraph(
        &[Span::new(text, types.note)],
        width_pt,
        &ParagraphStyle::NOTE.aligned(Align::Justify),
        Some(&tag),
    )
}

/// A sentence that introduces a table: never parted from it.
pub(super) fn push_lead(flow: &mut Flow, space_pt: f64, text: &str, width_pt: f64, types: &TypeStyles) {
    push_body(flow, space_pt, text, width_pt, types);
    if let Some(piece) = flow.pieces.last_mut() {
        piece.keep_with_next = true;
        piece.tear = Tear::IfTooHigh;
    }
}

/// All notes of a table, a little below it, never parted from its last row.
pub(super) fn push_notes(flow: &mut Flow, notes: &[String], width_pt: f64, types: &TypeStyles) {
    for (index, text) in notes.iter().enumerate() {
        let space = if index == 0 { 3.0 } else { 0.0 };
        let note = note(text, width_pt, types);
        match flow.pieces.last_mut() {
            Some(last) => last.block.stack(space, note),
            None => flow.push(space, note),
        }
    }
}
