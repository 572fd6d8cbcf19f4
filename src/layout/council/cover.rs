//! 表紙.

use crate::layout::{
    Align, Block, Ink, Item, ParagraphStyle, Point, Role, Size, Span, Stroke, Tag, TextStyle, Voice, line,
    mm, paragraph,
};
use crate::report::council::Cover;

/// The cover as one block of the text's width and height.
pub(super) fn lay_out_cover(cover: &Cover, width_pt: f64, height_pt: f64) -> Block {
    let mut block = Block::new(width_pt, height_pt);
    meeting(cover, &mut block);
    boxes(cover, &mut block);
    let double = mm(77.5);
    block.rule(0.0, double, width_pt, Stroke::solid(2.2).with_ink(Ink::Accent));
    block.rule(0.0, double + 5.0, width_pt, Stroke::solid(0.4).with_ink(Ink::Accent));
    let plan = TextStyle::new(Voice::Mincho, 17.0, 25.0).tracked(0.04);
    let title = TextStyle::new(Voice::Mincho, 31.0, 48.0).tracked(0.06);
    let mut titles = centred(&cover.plan, plan, width_pt, Role::Paragraph);
    titles.stack(mm(4.5), centred(&cover.title, title, width_pt, Role::Heading(1)));
    if let Some(edition) = &cover.edition {
        let style = TextStyle::new(Voice::Mincho, 16.0, 24.0).tracked(0.04);
        titles.stack(mm(2.0), centred(edition, style, width_pt, Role::Paragraph));
    }
    let top = double + mm(17.0);
    let below = (top + titles.height_pt + mm(10.0)).max(mm(144.0));
    block.put(Point::new(0.0, top), titles);
    block.rule(0.0, below, width_pt, Stroke::solid(0.4).with_ink(Ink::Accent));
    let facts = facts(cover, width_pt);
    let under_facts = below + mm(4.0) + facts.height_pt;
    block.put(Point::new(0.0, below + mm(4.0)), facts);
    let notes = notes(cover, width_pt);
    block.put(Point::new(0.0, under_facts + mm(5.0)), notes);
    let issuer = issuer(cover, width_pt);
    block.put(Point::new(0.0, height_pt - issuer.height_pt - mm(2.0)), issuer);
    block
}

fn centred(text: &str, style: TextStyle, width_pt: f64, role: Role) -> Block {
    let tag = Tag::new(role);
    paragraph(&[Span::new(text, style)], width_pt, &ParagraphStyle::CELL.aligned(Align::Centre), Some(&tag))
}

/// Which meeting, on which day.
fn meeting(cover: &Cover, block: &mut Block) {
    let mut lines = Block::default();
    let width = mm(118.0);
    if let Some(name) = &cover.meeting {
        let style = TextStyle::new(Voice::GothicBold, 12.0, 18.0);
        let tag = Tag::new(Role::Paragraph);
        lines.stack(0.0, paragraph(&[Span::new(&**name, style)], width, &ParagraphStyle::CELL, Some(&tag)));
    }
    if let Some(date) = &cover.meeting_date {
        let style = TextStyle::new(Voice::Gothic, 10.5, 18.0);
        lines.stack(1.0, line(date, &style, Some(&Tag::new(Role::Paragraph))));
    }
    block.put(Point::default(), lines);
}

/// 資料番号 at the top right, 未確定 below it.
fn boxes(cover: &Cover, block: &mut Block) {
    let mut top = 0.0;
    let marks = [(cover.document.as_ref(), 0.7, 14.0), (cover.unconfirmed.as_ref(), 1.4, 14.0)];
    for (text, frame, size) in marks {
        let Some(text) = text else { continue };
        let style = TextStyle::new(Voice::GothicBold, size, 20.0).tracked(0.04);
        let text = line(text, &style, Some(&Tag::new(Role::Paragraph)));
        let size = Size::new((text.width_pt + 24.0).max(mm(30.0)), mm(11.0));
        let at = Point::new(block.width_pt - size.width_pt, top);
        block.add(
            at,
            Item::Rect { size, radius_pt: 0.0, fill: None, stroke: Some(Stroke::solid(frame)) },
            None,
        );
        let inset =
            Point::new((size.width_pt - text.width_pt) / 2.0, (size.height_pt - text.height_pt) / 2.0);
        block.put(at.moved(inset), text);
        top += size.height_pt + mm(3.0);
    }
}

/// 計画期間, 対象, 評価 in a row, or below each other where that is too wide.
fn facts(cover: &Cover, width_pt: f64) -> Block {
    let style = TextStyle::new(Voice::Gothic, 9.5, 14.0);
    let texts: Vec<Block> = cover
        .facts
        .iter()
        .map(|(label, value)| line(&format!("{label}　{value}"), &style, Some(&Tag::new(Role::Paragraph))))
        .collect();
    let gap = mm(6.0);
    let total: f64 = texts.iter().map(|text| text.width_pt + 2.0 * gap).sum::<f64>() - 2.0 * gap;
    if total > width_pt {
        return Block::stacked(2.0, texts.into_iter().map(|text| text.centred(width_pt)));
    }
    let mut block = Block::new(width_pt, style.leading_pt);
    let mut x = (width_pt - total) / 2.0;
    for (index, text) in texts.into_iter().enumerate() {
        if index > 0 {
            block.vertical_rule(x - gap, 0.0, style.leading_pt, Stroke::MEDIUM);
        }
        let width = text.width_pt;
        block.put(Point::new(x, 0.0), text);
        x += width + 2.0 * gap;
    }
    block
}

fn notes(cover: &Cover, width_pt: f64) -> Block {
    let style = TextStyle::new(Voice::Gothic, 9.5, 15.0);
    let notes = cover.notes.iter().map(|note| centred(&format!("※　{note}"), style, width_pt, Role::Note));
    Block::stacked(2.0, notes)
}

/// City, month, secretariat at the foot.
fn issuer(cover: &Cover, width_pt: f64) -> Block {
    let city = TextStyle::new(Voice::Mincho, 20.0, 32.0).tracked(0.35);
    let small = TextStyle::new(Voice::Mincho, 11.0, 20.0);
    let lines = [
        Some((&cover.city, city)),
        cover.issued.as_ref().map(|t| (t, small)),
        cover.secretariat.as_ref().map(|t| (t, small)),
    ];
    let lines = lines.into_iter().flatten();
    Block::stacked(0.0, lines.map(|(text, style)| centred(text, style, width_pt, Role::Paragraph)))
}
