//! The head of a plan's page: which plan, whose, and how it was judged.

use crate::layout::{
    Block, Ink, Item, ParagraphStyle, Point, Role, Size, Span, Stroke, Tag, TextStyle, Voice, line, mm,
    paragraph,
};
use crate::report::council::{PlanPage, StageMark};

use super::sheet::{Kit, LABEL_MM};
use crate::layout::marks::{badge, no_badge};

const STAGE_MM: f64 = 12.2;
const DISPOSITION_MM: f64 = 17.5;
/// The judgment that counts is the largest sign of the page.
const LAST_MM: f64 = 7.0;

/// Number, area and department, name, trail of judgments, between two rules.
pub(super) fn band(page: &PlanPage, kit: &Kit<'_>) -> Block {
    let mut block = Block::new(kit.width_pt, 0.0);
    let trail = trail(page, kit);
    let left = mm(LABEL_MM);
    let name_width = kit.width_pt - left - trail.width_pt - 6.0;
    let heading = Tag::new(Role::Heading(2));
    let number = TextStyle::new(Voice::GothicBold, 21.0, 26.0).inked(Ink::Accent);
    let number = line(&page.key.to_string(), &number, Some(&heading));
    let small = TextStyle::new(Voice::Gothic, 8.5, 13.0);
    let whose = paragraph(
        &[Span::new(format!("{}｜{}", page.area, page.department), small)],
        name_width,
        &ParagraphStyle::CELL,
        Some(&Tag::new(Role::Paragraph)),
    );
    let name = TextStyle::new(Voice::GothicBold, 13.5, 18.5);
    let mut identity = whose;
    identity.stack(
        0.0,
        paragraph(&[Span::new(&*page.name, name)], name_width, &ParagraphStyle::CELL, Some(&heading)),
    );
    for note in &page.notes {
        identity.stack(3.0, remark(note, kit));
    }
    let height = identity.height_pt.max(trail.height_pt).max(30.0) + 8.0;
    block.height_pt = height;
    let trail_left = kit.width_pt - trail.width_pt;
    block.put(Point::new(0.0, (height - number.height_pt) / 2.0), number);
    block.put(Point::new(left, (height - identity.height_pt) / 2.0), identity);
    block.vertical_rule(trail_left - 2.0, 4.0, height - 8.0, Stroke::MEDIUM);
    block.put(Point::new(trail_left, (height - trail.height_pt) / 2.0), trail);
    block.rule(0.0, 0.0, kit.width_pt, Stroke::solid(1.8).with_ink(Ink::Accent));
    block.rule(0.0, height, kit.width_pt, Stroke::MEDIUM);
    block
}

/// 未提出 and the like, framed so that it is not overlooked.
fn remark(text: &str, kit: &Kit<'_>) -> Block {
    let text = line(text, &kit.label().sized(8.5, 11.0), Some(&Tag::new(Role::Paragraph)));
    let mut block = text.padded(4.0, 1.0, 4.0, 1.0);
    let size = Size::new(block.width_pt, block.height_pt);
    block.add(
        Point::default(),
        Item::Rect { size, radius_pt: 0.0, fill: None, stroke: Some(Stroke::TABLE) },
        None,
    );
    block
}

/// The band in one line, for the pages on which a sheet goes on.
pub(super) fn band_again(page: &PlanPage, kit: &Kit<'_>) -> Block {
    let number = TextStyle::new(Voice::GothicBold, 13.0, 18.0).inked(Ink::Accent);
    let name = TextStyle::new(Voice::GothicBold, 10.0, 14.0);
    let number = line(&page.key.to_string(), &number, None);
    let spans = [Span::new(format!("{}（続き）", page.name), name)];
    let name = paragraph(&spans, kit.width_pt - mm(LABEL_MM), &ParagraphStyle::CELL, None);
    let height = name.height_pt.max(number.height_pt) + 6.0;
    let mut block = Block::new(kit.width_pt, height + 2.0);
    block.put(Point::new(0.0, (height - number.height_pt) / 2.0), number);
    block.put(Point::new(mm(LABEL_MM), (height - name.height_pt) / 2.0), name);
    block.rule(0.0, 0.0, kit.width_pt, Stroke::solid(1.8).with_ink(Ink::Accent));
    block.rule(0.0, height, kit.width_pt, Stroke::MEDIUM);
    block
}

/// 自己 – 本部 – 確定: a hairline joins equal judgments, an arrow marks a change.
fn trail(page: &PlanPage, kit: &Kit<'_>) -> Block {
    let count = page.trail.len();
    let marks = page.trail.iter().enumerate();
    let drawn: Vec<Block> = marks.map(|(index, mark)| trail_mark(mark, index + 1 == count, kit)).collect();
    // Long judgments take more room, so that they never touch.
    let widest = drawn.iter().map(|mark| mark.width_pt).fold(0.0, f64::max);
    let stage = mm(STAGE_MM).max(widest + mm(1.8));
    let disposition = if page.disposition.is_some() { mm(DISPOSITION_MM) } else { 0.0 };
    let label_pt = kit.small().leading_pt + 1.0;
    let mut block = Block::new(2.0 + stage * count as f64 + disposition, label_pt + mm(LAST_MM));
    let mut before: Option<f64> = None;
    for (index, (mark, drawn)) in page.trail.iter().zip(drawn).enumerate() {
        let last = index + 1 == count;
        let centre = 2.0 + stage * (index as f64 + 0.5);
        let label = trail_label(mark, last, kit);
        let middle = label_pt + mm(LAST_MM / 2.0);
        let edge = centre - drawn.width_pt / 2.0;
        if let Some(from) = before {
            join(&mut block, from, edge, middle, mark.changed);
        }
        before = Some(centre + drawn.width_pt / 2.0);
        block.put(Point::new(centre - label.width_pt / 2.0, 0.0), label);
        block.put(Point::new(edge, middle - drawn.height_pt / 2.0), drawn);
    }
    if let Some(text) = &page.disposition {
        let tag = Tag::new(Role::Paragraph);
        let left = 2.0 + stage * count as f64;
        let label = line("次年度", &kit.small(), Some(&tag));
        let style = TextStyle::new(Voice::GothicBold, 10.0, 14.0);
        let text = line(text, &style, Some(&tag));
        let x = left + disposition - text.width_pt.max(label.width_pt);
        block.put(Point::new(x, 0.0), label);
        block.put(Point::new(x, label_pt + mm(LAST_MM / 2.0) - text.height_pt / 2.0), text);
    }
    block
}

fn trail_mark(mark: &StageMark, last: bool, kit: &Kit<'_>) -> Block {
    let height = mm(if last { LAST_MM } else { 5.2 });
    let tag = Tag::new(Role::Paragraph);
    match &mark.code {
        Some(code) => badge(code, kit.judgments, height, Some(&tag)),
        None => no_badge(height, Some(&tag)),
    }
}

fn trail_label(mark: &StageMark, last: bool, kit: &Kit<'_>) -> Block {
    let text = if last { format!("{}評価", mark.label) } else { mark.label.clone() };
    line(&text, &kit.small(), Some(&Tag::new(Role::Paragraph)))
}

fn join(block: &mut Block, from: f64, to: f64, y: f64, changed: bool) {
    let (from, to) = (from + 1.5, to - 1.5);
    if to <= from {
        return;
    }
    let width = if changed { 1.0 } else { 0.6 };
    block.rule(from, y, (to - from - if changed { 4.0 } else { 0.0 }).max(0.0), Stroke::solid(width));
    if changed {
        let points = vec![Point::default(), Point::new(-5.0, -2.6), Point::new(-5.0, 2.6)];
        let item = Item::Polygon { points, closed: true, fill: Some(Ink::Black), stroke: None };
        block.add(Point::new(to, y), item, None);
    }
}
