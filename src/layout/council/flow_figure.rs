//! The figure of the evaluation's flow: boxes, arrows, and the way back.

use crate::layout::{
    Align, Block, Ink, Item, ParagraphStyle, Point, Role, Size, Span, Stroke, Tag, TextStyle, Voice, line,
    mm, paragraph,
};
use crate::report::council::{Flow, FlowBox};

const GAP_MM: f64 = 16.0;
const BOX_HEIGHT_MM: f64 = 23.5;

/// The figure, as wide as the text.
pub(super) fn lay_out_flow(flow: &Flow, width_pt: f64) -> Block {
    let tag = Tag::new(Role::Figure { alt: flow.alternative.clone() });
    let count = flow.boxes.len().max(2) as f64;
    let gap = mm(GAP_MM);
    let box_width = ((width_pt - (count - 1.0) * gap) / count).min(mm(40.0));
    let gap = (width_pt - count * box_width) / (count - 1.0);
    let boxes: Vec<Block> = flow.boxes.iter().map(|flow_box| draw_box(flow_box, box_width, &tag)).collect();
    let height = boxes.iter().map(|b| b.height_pt).fold(mm(BOX_HEIGHT_MM), f64::max);
    let left = |index: usize| index as f64 * (box_width + gap);
    let mut block = Block::new(width_pt, 0.0);
    for (index, drawn) in boxes.into_iter().enumerate() {
        frame(&mut block, Point::new(left(index), 0.0), Size::new(box_width, height), flow.boxes[index].last);
        block.put(Point::new(left(index), (height - drawn.height_pt) / 2.0), drawn);
    }
    for (index, label) in flow.arrows.iter().enumerate() {
        arrow(&mut block, left(index) + box_width, gap, height / 2.0, label, &tag);
    }
    way_back(&mut block, flow, height, box_width, &left, &tag);
    block.figure(&tag)
}

fn frame(block: &mut Block, at: Point, size: Size, last: bool) {
    let (fill, stroke) = if last { (Some(Ink::Tint(10)), 1.2) } else { (None, 0.6) };
    block.add(at, Item::Rect { size, radius_pt: 0.0, fill, stroke: Some(Stroke::solid(stroke)) }, None);
}

/// Who, what, a hairline, when, result.
fn draw_box(flow_box: &FlowBox, width_pt: f64, tag: &Tag) -> Block {
    let centre = ParagraphStyle::CELL.aligned(Align::Centre);
    let text = |text: &str, style: TextStyle| {
        paragraph(&[Span::new(text, style)], width_pt - 4.0, &centre, Some(tag))
    };
    let small = TextStyle::new(Voice::Gothic, 8.0, 11.5);
    let mut block = Block::new(width_pt - 4.0, 0.0);
    block.stack(0.0, text(&flow_box.who, TextStyle::new(Voice::GothicBold, 9.5, 13.0)));
    block.stack(1.0, text(&flow_box.what, TextStyle::new(Voice::Gothic, 8.5, 12.0)));
    let y = block.height_pt + 4.0;
    block.rule(9.0, y, width_pt - 22.0, Stroke::HAIRLINE);
    block.height_pt = y + 3.0;
    if !flow_box.when.is_empty() {
        block.stack(0.0, text(&flow_box.when, small));
    }
    block.stack(0.0, text(&flow_box.result, small));
    block.padded(2.0, 3.0, 2.0, 3.0)
}

/// A solid arrow with its label: the last line below it, the others above.
fn arrow(block: &mut Block, x_pt: f64, gap_pt: f64, y_pt: f64, label: &[String], tag: &Tag) {
    let style = TextStyle::new(Voice::Gothic, 8.0, 10.5);
    let (from, to) = (x_pt + 2.5, x_pt + gap_pt - 2.0);
    let head = 6.5;
    let item = Item::Line { to: Point::new(to - from - head + 0.5, 0.0), stroke: Stroke::solid(1.1) };
    block.add(Point::new(from, y_pt), item, None);
    arrow_head(block, Point::new(to, y_pt), Point::new(-head, -3.2), Point::new(-head, 3.2));
    let centre = |block: &mut Block, text: &str, y: f64| {
        let text = line(text, &style, Some(tag));
        let x = x_pt + (gap_pt - text.width_pt) / 2.0;
        block.put(Point::new(x, y), text);
    };
    let (above, below) = label.split_at(label.len().min(1));
    for text in above {
        centre(block, text, y_pt - 4.5 - style.leading_pt);
    }
    for (index, text) in below.iter().enumerate() {
        centre(block, text, y_pt + 4.0 + index as f64 * style.leading_pt);
    }
}

fn arrow_head(block: &mut Block, tip: Point, a: Point, b: Point) {
    let points = vec![Point::default(), a, b];
    block.add(tip, Item::Polygon { points, closed: true, fill: Some(Ink::Black), stroke: None }, None);
}

/// Opinions go back on one dashed line to the department.
fn way_back(
    block: &mut Block,
    flow: &Flow,
    top: f64,
    box_width: f64,
    left: &dyn Fn(usize) -> f64,
    tag: &Tag,
) {
    let dashed = Stroke::solid(0.8).dashed(3.0, 2.0);
    let style = TextStyle::new(Voice::Gothic, 8.0, 11.0);
    let foot = top + mm(8.0);
    let middle = |index: usize| left(index) + box_width / 2.0;
    for (index, label) in &flow.opinions {
        let down = Item::Line { to: Point::new(0.0, foot - top), stroke: dashed };
        block.add(Point::new(middle(*index), top), down, None);
        block.put(Point::new(middle(*index) + 4.0, top + 7.0), line(label, &style, Some(tag)));
    }
    let Some(last) = flow.opinions.iter().map(|(index, _)| *index).max() else {
        block.height_pt = top;
        return;
    };
    block.rule(middle(0), foot, middle(last) - middle(0), dashed);
    let up = Item::Line { to: Point::new(0.0, top + 6.0 - foot), stroke: dashed };
    block.add(Point::new(middle(0), foot), up, None);
    arrow_head(block, Point::new(middle(0), top + 1.0), Point::new(-3.2, 6.5), Point::new(3.2, 6.5));
    let label = line(&flow.back, &style, Some(tag));
    block.height_pt = foot + 4.0 + label.height_pt;
    block.put(Point::new(middle(0) + 6.0, foot + 3.0), label);
}
