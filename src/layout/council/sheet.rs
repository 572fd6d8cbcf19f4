//! 10 個票: one plan a page. Long texts are set a little smaller, one setting
//! for the whole sheet, then go on on a second page; nothing is ever cut.

use std::sync::Arc;

use crate::layout::{
    Block, Flow, Ink, Item, PageFormat, ParagraphStyle, Piece, Point, Role, Span, Stroke, Tag, TextStyle,
    Voice, line, mm, paragraph,
};
use crate::model::Judgments;
use crate::report::council::{PageText, PlanPage, Size};

use super::entries::lead_paragraph;
use super::headings::wide_number;
use super::sheet_band::{band, band_again};
use super::type_styles::TypeStyles;
use super::year_matrix::lay_out_years;
use crate::layout::marks::badge;
use crate::layout::paginate::room_after;

/// Width of the labels; texts stand right of it.
pub(super) const LABEL_MM: f64 = 24.0;
/// The least space to write on where a sheet takes one page …
const LINES_MM: f64 = 18.0;
/// … and at the end of a second one.
const LEAST_LINES_MM: f64 = 9.0;
const LINE_PITCH_MM: f64 = 7.0;
const LEAST_PITCH_MM: f64 = 6.5;

/// What a sheet is drawn with.
#[derive(Clone, Copy)]
pub(super) struct Kit<'a> {
    pub(super) judgments: &'a Judgments,
    pub(super) types: &'a TypeStyles,
    /// Of the texts.
    pub(super) text: TextStyle,
    pub(super) width_pt: f64,
}

impl Kit<'_> {
    /// Bold labels at the left.
    pub(super) fn label(&self) -> TextStyle {
        TextStyle::new(Voice::GothicBold, 8.5, 13.0)
    }

    /// What stands below a label.
    pub(super) fn small(&self) -> TextStyle {
        TextStyle::new(Voice::Gothic, 8.0, 11.5)
    }
}

/// A plan's pages as a flow: on one page where one of the settings fits.
pub(super) fn lay_out_sheet(
    page: &PlanPage,
    judgments: &Judgments,
    types: &TypeStyles,
    steps: &[Size],
    format: &PageFormat,
) -> Flow {
    let mut flow = Flow::new();
    for (index, (size, leading)) in steps.iter().enumerate() {
        let text = TextStyle::new(Voice::Mincho, *size, *leading);
        let kit = Kit { judgments, types, text, width_pt: format.width_pt };
        let parts = parts(page, &kit);
        let least: f64 = parts.iter().map(|part| part.height_pt).sum::<f64>() + mm(LINES_MM);
        if least <= format.height_pt || index + 1 == steps.len() {
            flow = sheet_flow(page, parts, &kit, format);
            break;
        }
    }
    flow
}

/// Band with 取組内容 and years; the year's work; the bodies' review.
fn parts(page: &PlanPage, kit: &Kit<'_>) -> Vec<Block> {
    let mut first = band(page, kit);
    for (index, text) in page.intro.iter().enumerate() {
        first.stack(0.0, labelled(text, kit, index > 0));
    }
    let years = &page.years;
    first.stack(5.0, part_head(1, "年度別の計画と実績", &years.start, kit));
    first.stack(0.0, lay_out_years(years, kit));
    let mut parts = vec![first];
    if !page.work.is_empty() {
        parts.push(texts_part(2, &page.work_title, &page.submitted, &page.work, kit));
    }
    let mut review = Block::new(kit.width_pt, 0.0);
    if !page.review.is_empty() {
        let number = parts.len() + 1;
        review = texts_part(number, "審議の結果", "", &page.review, kit);
    }
    parts.push(review);
    parts
}

fn texts_part(number: usize, title: &str, note: &str, texts: &[PageText], kit: &Kit<'_>) -> Block {
    let mut block = Block::new(kit.width_pt, 0.0);
    let head = part_head(number, title, note, kit).padded(0.0, 5.0, 0.0, 0.0);
    block.height_pt = head.height_pt;
    block.put(Point::default(), head);
    for (index, text) in texts.iter().enumerate() {
        let labelled = labelled(text, kit, index > 0);
        if index == 0 {
            // A heading is not parted from its first text's first lines.
            let top = block.height_pt;
            block.cuts_pt.extend(labelled.cuts_pt.iter().map(|cut| cut + top));
            block.height_pt = top + labelled.height_pt;
            block.put(Point::new(0.0, top), labelled);
        } else {
            block.stack(0.0, labelled);
        }
    }
    block
}

/// `１　年度別の計画と実績` with a note at the right, over a rule.
fn part_head(number: usize, title: &str, note: &str, kit: &Kit<'_>) -> Block {
    let style = kit.types.subsection;
    let tag = Tag::new(Role::Heading(3));
    let title = line(&format!("{}　{title}", wide_number(number)), &style, Some(&tag));
    let mut block = Block::new(kit.width_pt, style.leading_pt + 3.5);
    block.put(Point::default(), title);
    if !note.is_empty() {
        let note = line(note, &kit.types.note, Some(&Tag::new(Role::Paragraph)));
        block.put(Point::new(kit.width_pt - note.width_pt, 0.5), note);
    }
    block.rule(0.0, block.height_pt, kit.width_pt, Stroke::MEDIUM);
    block
}

/// Label, what stands below it, and the texts beside it.
fn labelled(text: &PageText, kit: &Kit<'_>, ruled: bool) -> Block {
    let tag = Tag::new(Role::Paragraph);
    let left = mm(LABEL_MM);
    let label = label_block(text, kit, &tag);
    let style = if text.strong { kit.text.bold() } else { kit.text };
    let mut body = Block::new(kit.width_pt - left, 0.0);
    for one in &text.texts {
        let tag = Tag::new(Role::Paragraph);
        body.stack(0.0, lead_paragraph(one, kit.width_pt - left, style, &tag));
    }
    let mut block = Block::beside(kit.width_pt, left, label, body).padded(0.0, 2.6, 0.0, 2.6);
    if ruled {
        block.rule(0.0, 0.0, kit.width_pt, Stroke::HAIRLINE);
    }
    block
}

fn label_block(text: &PageText, kit: &Kit<'_>, tag: &Tag) -> Block {
    let width = mm(LABEL_MM) - 4.0;
    let spans = [Span::new(&*text.label, kit.label())];
    let mut block = paragraph(&spans, width, &ParagraphStyle::CELL, Some(tag));
    block.cuts_pt.clear();
    let room = mm(LABEL_MM) - 2.0;
    if let Some((code, note)) = &text.badge {
        let badge = badge(code, kit.judgments, mm(4.4), Some(tag));
        let beside = crate::layout::width_of(&text.label, &kit.label()) + 5.0;
        let y = (kit.label().leading_pt - badge.height_pt) / 2.0;
        if note.is_none() && beside + badge.width_pt <= room {
            block.put(Point::new(beside, y), badge);
        } else {
            put_below(&mut block, badge, note.as_ref().map(|note| line(note, &kit.small(), Some(tag))), room);
        }
    }
    if let Some(sub) = &text.sub_label {
        let sub = paragraph(&[Span::new(&**sub, kit.small())], width + 3.0, &ParagraphStyle::CELL, Some(tag));
        let top = block.height_pt;
        block.height_pt = top + sub.height_pt;
        block.put(Point::new(0.0, top), sub);
    }
    block
}

/// A badge below a label; what is said of it beside it, or below where it is too wide.
fn put_below(block: &mut Block, badge: Block, note: Option<Block>, room_pt: f64) {
    let top = block.height_pt + 2.0;
    block.height_pt = top + badge.height_pt;
    let (wide, high) = (badge.width_pt, badge.height_pt);
    block.put(Point::new(0.0, top), badge);
    let Some(note) = note else { return };
    let beside = wide + 4.0;
    if beside + note.width_pt <= room_pt {
        block.put(Point::new(beside, top + (high - note.height_pt) / 2.0), note);
    } else {
        let below = block.height_pt;
        block.height_pt += note.height_pt;
        block.put(Point::new(0.0, below), note);
    }
}

/// How many lines share a height evenly, the sheet's last rule being one.
fn line_count(height_pt: f64) -> u32 {
    let count = (height_pt / mm(LINE_PITCH_MM)).round() as u32;
    let narrow = height_pt < f64::from(count) * mm(LEAST_PITCH_MM);
    (if narrow { count - 1 } else { count }).max(1)
}

/// Lines to write on, as high as asked, over the sheet's last rule.
fn lines_block(page: &PlanPage, kit: &Kit<'_>, height_pt: f64, ruled: bool) -> Block {
    let (label, note) = &page.lines;
    let tag = Tag::new(Role::Paragraph);
    let mut block = Block::new(kit.width_pt, height_pt);
    block.put(Point::new(0.0, 2.6), line(label, &kit.label(), Some(&tag)));
    block.put(Point::new(0.0, 2.6 + kit.label().leading_pt), line(note, &kit.small(), Some(&tag)));
    let left = mm(LABEL_MM);
    let count = line_count(height_pt);
    for nth in 1..count {
        let y = height_pt * f64::from(nth) / f64::from(count);
        block.rule(left, y, kit.width_pt - left, Stroke::solid(0.25).dashed(1.0, 1.6));
    }
    if ruled {
        block.rule(0.0, 0.0, kit.width_pt, Stroke::HAIRLINE);
    }
    let foot =
        Item::Line { to: Point::new(kit.width_pt, 0.0), stroke: Stroke::solid(1.2).with_ink(Ink::Accent) };
    block.add(Point::new(0.0, height_pt), foot, None);
    block
}

/// The parts, then lines down to the foot of the page on which they end. Where
/// they take more than a page, the first is filled before the next begins.
fn sheet_flow(page: &PlanPage, parts: Vec<Block>, kit: &Kit<'_>, format: &PageFormat) -> Flow {
    let again = Arc::new(band_again(page, kit).untagged());
    let space: f64 = if page.review.is_empty() { 5.0 } else { 0.0 };
    let mut flow = Flow::new();
    for (index, part) in parts.into_iter().enumerate().filter(|(_, part)| part.height_pt > 0.0) {
        let mut piece = Piece::new(0.0, part);
        if index > 0 {
            piece = piece.torn();
            piece.over = Some(Arc::clone(&again));
        }
        piece.over_again = Some(Arc::clone(&again));
        flow.extend([piece]);
    }
    let room = room_after(flow.clone(), format.width_pt, format.height_pt);
    let lines_pt = room - space.min((room - mm(LINES_MM)).max(0.0));
    if lines_pt >= mm(LEAST_LINES_MM) {
        flow.push(room - lines_pt, lines_block(page, kit, lines_pt, true));
    }
    flow
}
