//! Paragraphs, labels with texts, notes, and room to write by hand.

use crate::layout::{
    Block, Flow, Item, ParagraphStyle, Piece, Point, Role, Span, Stroke, Tag, TextStyle, Voice, line, mm,
    paragraph,
};
use crate::report::papers::Fact;

/// From one handwritten line to the next.
pub(super) const WRITING_MM: f64 = 9.0;

const LABEL_MM: f64 = 34.0;

/// Up to this height facts stay on one page.
const TOGETHER_PT: f64 = 260.0;

pub(super) fn push_body(flow: &mut Flow, text: &str, width_pt: f64) {
    let tag = Tag::new(Role::Paragraph);
    let spans = [Span::new(text, TextStyle::BODY.sized(10.5, 17.0))];
    flow.push_prose(8.0, paragraph(&spans, width_pt, &ParagraphStyle::BODY, Some(&tag)));
}

/// Labels at the left, texts beside them, which go on over the page where they are long.
pub(super) fn push_facts(flow: &mut Flow, facts: &[Fact], width_pt: f64) {
    let blocks: Vec<Block> = facts.iter().map(|fact| fact_block(fact, width_pt)).collect();
    // What is short stays together, so that no label goes on alone.
    let whole = blocks.iter().map(|block| block.height_pt).sum::<f64>() <= TOGETHER_PT;
    let count = blocks.len();
    for (index, block) in blocks.into_iter().enumerate() {
        let piece = Piece::new(if index == 0 { 6.0 } else { 4.0 }, block);
        flow.extend([match whole {
            true => Piece { keep_with_next: index + 1 < count, ..piece },
            false => piece.torn(),
        }]);
    }
}

fn fact_block(fact: &Fact, width_pt: f64) -> Block {
    let label_tag = Tag::new(Role::Paragraph);
    let label = TextStyle::TABLE.bold().sized(9.0, 15.0);
    let label = paragraph(
        &[Span::new(&*fact.label, label)],
        mm(LABEL_MM) - 6.0,
        &ParagraphStyle::CELL,
        Some(&label_tag),
    );
    let lines: Vec<String> = fact.texts.iter().map(|text| marked(text, fact.items)).collect();
    let style = TextStyle::BODY.sized(9.5, 15.0);
    let text = paragraph(
        &[Span::new(lines.join("\n"), style)],
        width_pt - mm(LABEL_MM),
        &ParagraphStyle::FLUSH,
        Some(&Tag::new(Role::Paragraph)),
    );
    let base = label.baseline_pt.unwrap_or_default().max(text.baseline_pt.unwrap_or_default());
    let drop = |block: &Block| base - block.baseline_pt.unwrap_or_default();
    let text_top = drop(&text);
    let label_bottom = drop(&label) + label.height_pt;
    let mut block = Block::new(width_pt, (text_top + text.height_pt).max(label_bottom));
    block.cuts_pt =
        text.cuts_pt.iter().map(|cut| cut + text_top).filter(|cut| *cut >= label_bottom).collect();
    block.put(Point::new(0.0, drop(&label)), label);
    block.put(Point::new(mm(LABEL_MM), text_top), text);
    block
}

fn marked(text: &str, item: bool) -> String {
    if item && !text.starts_with('○') { format!("○{text}") } else { text.to_owned() }
}

/// `※　…`, a little below a table and never parted from its last row.
pub(super) fn push_notes(flow: &mut Flow, notes: &[String], width_pt: f64) {
    for (index, text) in notes.iter().enumerate() {
        let tag = Tag::new(Role::Note);
        let spans = [Span::new(format!("※　{text}"), TextStyle::NOTE)];
        let note = paragraph(&spans, width_pt, &ParagraphStyle::NOTE, Some(&tag));
        let space = if index == 0 { 4.0 } else { 0.0 };
        match flow.pieces.last_mut() {
            Some(last) => last.block.stack(space, note),
            None => flow.push(space, note),
        }
    }
}

/// Labels side by side, each with a line to write on.
pub(super) fn push_blanks(flow: &mut Flow, labels: &[String], width_pt: f64) {
    let style = TextStyle::new(Voice::Gothic, 9.5, 12.0);
    let width = width_pt / labels.len().max(1) as f64;
    let mut block = Block::new(width_pt, mm(WRITING_MM) + 2.0);
    for (index, label) in labels.iter().enumerate() {
        let left = width * index as f64;
        let label = line(label, &style, Some(&Tag::new(Role::Paragraph)));
        let start = left + label.width_pt + 8.0;
        block.put(Point::new(left, block.height_pt - label.height_pt - 1.0), label);
        block.rule(start, block.height_pt, left + width - start - 10.0, Stroke::MEDIUM);
    }
    flow.push(6.0, block);
}

/// Dotted lines to write on.
pub(super) fn push_writing_lines(flow: &mut Flow, count: usize, width_pt: f64) {
    flow.push(2.0, writing(count, true, width_pt));
}

/// Room for so many handwritten lines, with dotted lines between them; below the
/// last one where no rule stands there.
pub(super) fn writing(count: usize, closed: bool, width_pt: f64) -> Block {
    let mut block = Block::new(width_pt, mm(WRITING_MM) * count as f64);
    for index in 1..count + usize::from(closed) {
        let at = Point::new(0.0, mm(WRITING_MM) * index as f64 - 1.5);
        let stroke = Stroke::HAIRLINE.dashed(0.8, 1.6);
        block.add(at, Item::Line { to: Point::new(width_pt, 0.0), stroke }, None);
    }
    block
}
