//! What stands over texts: addressee, sender, title, headings.

use crate::layout::headings::Heading;
use crate::layout::marks::{badge, no_badge};
use crate::layout::{
    Align, Block, Flow, Ink, ParagraphStyle, Point, Role, Span, Stroke, Tag, TextStyle, Voice, line, mm,
    paragraph,
};
use crate::model::Judgments;
use crate::report::papers::PlanHead;

const LETTER: TextStyle = TextStyle::new(Voice::Mincho, 10.5, 17.0);
const CHAPTER: TextStyle = TextStyle::H1.sized(13.5, 19.0);

pub(super) fn push_addressee(flow: &mut Flow, text: &str, width_pt: f64) {
    let tag = Tag::new(Role::Paragraph);
    let spans = [Span::new(text, LETTER.sized(12.0, 20.0))];
    flow.push_kept(0.0, paragraph(&spans, width_pt, &ParagraphStyle::CELL, Some(&tag)));
}

/// Lines at the right edge.
pub(super) fn push_sender(flow: &mut Flow, lines: &[String], width_pt: f64) {
    if lines.is_empty() {
        return;
    }
    let tag = Tag::new(Role::Paragraph);
    let spans = [Span::new(lines.join("\n"), LETTER)];
    let style = ParagraphStyle::CELL.aligned(Align::Right);
    flow.push_kept(6.0, paragraph(&spans, width_pt, &style, Some(&tag)));
}

/// The title between smaller lines, in the middle, over a rule.
pub(super) fn push_title(flow: &mut Flow, above: &str, title: &str, below: &[String], width_pt: f64) {
    let centred = ParagraphStyle::CELL.aligned(Align::Centre);
    let small = TextStyle::new(Voice::Gothic, 10.5, 16.0);
    let mut block = Block::new(width_pt, 0.0);
    let text = |text: &str, style: TextStyle, tag: Tag| {
        paragraph(&[Span::new(text, style)], width_pt, &centred, Some(&tag))
    };
    if !above.is_empty() {
        block.stack(0.0, text(above, small, Tag::new(Role::Paragraph)));
    }
    let large = TextStyle::new(Voice::GothicBold, 17.0, 25.0);
    block.stack(if above.is_empty() { 0.0 } else { 3.0 }, text(title, large, Tag::new(Role::Heading(1))));
    for extra in below.iter().filter(|line| !line.is_empty()) {
        block.stack(1.0, text(extra, small, Tag::new(Role::Paragraph)));
    }
    block.cuts_pt.clear();
    block.height_pt += 6.0;
    block.rule(0.0, block.height_pt, width_pt, Stroke::HEADING);
    let space = if flow.pieces.is_empty() { 0.0 } else { 14.0 };
    flow.push_kept(space, block);
}

/// A heading over a rule, in the outline.
pub(super) fn push_chapter(
    flow: &mut Flow,
    title: &str,
    unit: Option<&str>,
    (number, level): (usize, u8),
    width_pt: f64,
) {
    let rule = Some((3.0, Stroke::solid(0.8).with_ink(Ink::Accent)));
    let mut block = with_unit(Heading { rule, ..Heading::new(title, CHAPTER, level) }, unit, width_pt);
    block.height_pt += 3.0;
    block.anchor(format!("part-{number}"), Some((1, title.to_owned())));
    flow.push_kept(15.0, block);
}

/// A smaller heading with the unit of what follows at the right.
pub(super) fn push_section(flow: &mut Flow, title: &str, unit: Option<&str>, level: u8, width_pt: f64) {
    flow.push_kept(12.0, with_unit(Heading::new(title, TextStyle::H2, level), unit, width_pt));
}

fn with_unit(heading: Heading<'_>, unit: Option<&str>, width_pt: f64) -> Block {
    let unit = unit.map(|unit| format!("（{unit}）"));
    let beside = unit.as_deref().map(|unit| (unit, TextStyle::NOTE));
    Heading { beside, ..heading }.block(width_pt)
}

/// Number and name of a plan, its judgments at the right, an arrow between.
pub(super) fn push_plan(
    flow: &mut Flow,
    head: &PlanHead,
    (number, level): (usize, u8),
    judgments: &Judgments,
    width_pt: f64,
) {
    let tag = Tag::new(Role::Heading(level));
    let marks = marks(head, judgments);
    let key = line(&head.key.to_string(), &TextStyle::H2.inked(Ink::Accent), Some(&tag));
    let left = key.width_pt.max(mm(11.0)) + 4.0;
    let spans = [Span::new(&*head.name, TextStyle::H2.sized(10.5, 15.0))];
    let room = width_pt - left - marks.width_pt - 10.0;
    let name = paragraph(&spans, room, &ParagraphStyle::CELL, Some(&tag));
    let height = name.height_pt.max(marks.height_pt) + 8.0;
    let mut block = Block::new(width_pt, height);
    block.rule(0.0, 0.0, width_pt, Stroke::TABLE);
    let top = 5.0;
    let drop = name.baseline_pt.unwrap_or_default() - key.baseline_pt.unwrap_or_default();
    block.put(Point::new(0.0, top + drop), key);
    block.put(Point::new(left, top), name);
    block.put(Point::new(width_pt - marks.width_pt, top - 0.5), marks);
    block.anchor(format!("part-{number}"), Some((1, format!("{}　{}", head.key, head.name))));
    flow.push_kept(12.0, block);
}

/// `審議前 [Ｂ] → 審議後 [Ａ]`; the arrow only where they differ.
fn marks(head: &PlanHead, judgments: &Judgments) -> Block {
    let tag = Tag::new(Role::Paragraph);
    let style = TextStyle::new(Voice::Gothic, 8.5, mm(5.0));
    let mut block = Block::new(0.0, mm(5.0));
    let mut before = None;
    for (label, code) in &head.marks {
        let changed = before.is_some_and(|before: &Option<_>| before != code);
        let label = if changed { format!("→ {label}") } else { label.clone() };
        let label = line(&label, &style, Some(&tag));
        let drawn = match code {
            Some(code) => badge(code, judgments, mm(5.0), Some(&tag)),
            None => no_badge(mm(5.0), Some(&tag)),
        };
        for (space, part) in [(if before.is_some() { 7.0 } else { 0.0 }, label), (4.0, drawn)] {
            let x = block.width_pt + space;
            block.width_pt = x + part.width_pt;
            block.put(Point::new(x, 0.0), part);
        }
        before = Some(code);
    }
    block
}
