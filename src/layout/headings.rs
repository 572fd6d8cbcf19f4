//! Headings, paragraphs and notes: one way to stand on a page for the report
//! and all papers.

use super::block::Block;
use super::flow::{Flow, Tear};
use super::ink::{Ink, Stroke};
use super::page::Point;
use super::paragraph::{line, paragraph};
use super::style::{ParagraphStyle, Span, TextStyle};
use super::tag::{Role, Tag};

/// From a heading's number to its text.
const NUMBER_GAP_PT: f64 = 12.0;

/// A heading that takes more lines where it is long.
#[derive(Debug, Clone, Copy)]
pub(super) struct Heading<'a> {
    /// What it says.
    pub(super) title: &'a str,
    /// How that is set.
    pub(super) style: TextStyle,
    /// In the document's structure, 1 to 6.
    pub(super) level: u8,
    /// Stands before all lines, in the accent.
    pub(super) number: Option<&'a str>,
    /// At the right of the last line: a unit, a remark.
    pub(super) beside: Option<(&'a str, TextStyle)>,
    /// Below it, after so much air.
    pub(super) rule: Option<(f64, Stroke)>,
}

impl<'a> Heading<'a> {
    /// Words alone.
    pub(super) fn new(title: &'a str, style: TextStyle, level: u8) -> Self {
        Self { title, style, level, number: None, beside: None, rule: None }
    }

    /// Laid out in a width.
    pub(super) fn block(&self, width_pt: f64) -> Block {
        let tag = Tag::new(Role::Heading(self.level));
        let number = self.number.map(|number| line(number, &self.style.inked(Ink::Accent), Some(&tag)));
        let own = |number: &Block| number.width_pt.max(self.style.size_pt) + NUMBER_GAP_PT;
        let indent = number.as_ref().map_or(0.0, own);
        let beside_tag = Tag::new(Role::Paragraph);
        let beside = self.beside.map(|(text, style)| line(text, &style, Some(&beside_tag)));
        let room = width_pt - indent - beside.as_ref().map_or(0.0, |beside| beside.width_pt + NUMBER_GAP_PT);
        let spans = [Span::new(self.title, self.style)];
        let title = paragraph(&spans, room, &ParagraphStyle::HEADING, Some(&tag));
        let mut block = Block::new(width_pt, title.height_pt);
        block.baseline_pt = title.baseline_pt;
        if let Some(number) = number {
            block.put(Point::default(), number);
        }
        block.put(Point::new(indent, 0.0), title);
        if let Some(beside) = beside {
            let at = Point::new(width_pt - beside.width_pt, block.height_pt - beside.height_pt - 1.0);
            block.put(at, beside);
        }
        if let Some((air_pt, stroke)) = self.rule {
            block.height_pt += air_pt;
            block.rule(0.0, block.height_pt, width_pt, stroke);
        }
        block
    }
}

/// A paragraph of prose.
pub(super) fn push_body(flow: &mut Flow, space_pt: f64, text: &str, width_pt: f64, style: &TextStyle) {
    let tag = Tag::new(Role::Paragraph);
    let spans = [Span::new(text, *style)];
    flow.push_prose(space_pt, paragraph(&spans, width_pt, &ParagraphStyle::BODY, Some(&tag)));
}

/// A sentence that introduces a table: never parted from it.
pub(super) fn push_lead(flow: &mut Flow, space_pt: f64, text: &str, width_pt: f64, style: &TextStyle) {
    push_body(flow, space_pt, text, width_pt, style);
    if let Some(piece) = flow.pieces.last_mut() {
        piece.keep_with_next = true;
        piece.tear = Tear::IfTooHigh;
    }
}

/// All notes of a table (`※　…`), a little below it, never parted from its last row.
pub(super) fn push_notes(flow: &mut Flow, notes: &[String], width_pt: f64, style: &TextStyle) {
    for (index, text) in notes.iter().enumerate() {
        let tag = Tag::new(Role::Note);
        let spans = [Span::new(format!("※　{text}"), *style)];
        let note = paragraph(&spans, width_pt, &ParagraphStyle::NOTE, Some(&tag));
        let space = if index == 0 { 3.0 } else { 0.0 };
        match flow.pieces.last_mut() {
            Some(last) => last.block.stack(space, note),
            None => flow.push(space, note),
        }
    }
}
