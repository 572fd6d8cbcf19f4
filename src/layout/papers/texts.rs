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

/// Prose.
pub(super) const BODY: TextStyle = TextStyle::BODY.sized(10.5, 17.0);

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
    Block::beside(width_pt, mm(LABEL_MM), label, text)
}

fn marked(text: &str, item: bool) -> String {
    if item && !text.starts_with('○') { format!("○{text}") } else { text.to_owned() }
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
