//! 目次: chapters with their pages, each a link.

use crate::layout::{
    Block, Flow, Item, ParagraphStyle, Point, Role, Span, Stroke, Tag, Target, TextStyle, Voice, mm,
    paragraph,
};
use crate::model::PlanKey;
use crate::report::council::{AreaSheets, ChapterBody, CouncilReport};

use super::headings::{chapter_anchor, wide_number};
use super::type_styles::TypeStyles;

/// Title and one line a chapter; 個票 also by area.
pub(super) fn lay_out_contents(report: &CouncilReport, width_pt: f64, types: &TypeStyles) -> Flow {
    let mut flow = Flow::new();
    let heading = Tag::new(Role::Heading(1));
    let style = types.chapter.tracked(0.5);
    let mut title = crate::layout::line(&report.contents, &style, Some(&heading));
    title.width_pt = width_pt;
    title.height_pt += 4.0;
    title.rule(0.0, title.height_pt, width_pt, Stroke::HEADING);
    title.anchor("contents", Some((1, report.contents.clone())));
    flow.push_kept(0.0, title);
    let contents = Tag::new(Role::Contents);
    for (index, chapter) in report.chapters.iter().enumerate() {
        let number = chapter.number.map(wide_number).unwrap_or_default();
        let space = if index == 0 { 14.0 } else { 9.0 };
        let style = TextStyle::new(Voice::Gothic, 11.0, 16.0);
        flow.push(
            space,
            entry(&number, &chapter.title, &chapter_anchor(chapter), &style, width_pt, &contents),
        );
        if let ChapterBody::Sheets(sheets) = &chapter.body {
            for (name, anchor) in sheets.areas.iter().map(line_of_area) {
                let style = TextStyle::new(Voice::Gothic, 9.5, 14.0);
                flow.push(4.0, entry("", &name, &anchor, &style, width_pt, &contents));
            }
        }
    }
    flow
}

/// `行政サービス改革（1-01～1-23）` with the first plan's page.
fn line_of_area(area: &AreaSheets) -> (String, String) {
    (format!("{}（{}～{}）", area.name, area.first, area.last), sheet_anchor(area.first))
}

/// The name by which links find a plan's page.
pub(super) fn sheet_anchor(plan: PlanKey) -> String {
    format!("plan-{plan}")
}

fn entry(number: &str, title: &str, anchor: &str, style: &TextStyle, width_pt: f64, contents: &Tag) -> Block {
    let tag = contents.child(Role::ContentsItem).child(Role::Link);
    let (left, right) = (mm(9.0), mm(14.0));
    let spans = [Span::new(title, *style)];
    let title = paragraph(&spans, width_pt - left - right, &ParagraphStyle::CELL, Some(&tag));
    let base = title.height_pt - style.leading_pt + title.baseline_pt.unwrap_or_default();
    let end = title.items.iter().filter_map(|placed| match &placed.item {
        Item::Text(run) if (placed.at.y_pt - base).abs() < 0.1 => {
            let style = TextStyle::new(style.voice, run.size_pt, run.size_pt);
            Some(placed.at.x_pt + crate::layout::width_of(&run.text, &style))
        }
        _ => None,
    });
    let end = left + end.fold(0.0, f64::max);
    let mut block = Block::new(width_pt, title.height_pt);
    if !number.is_empty() {
        block.put(Point::default(), crate::layout::line(number, &style.bold(), Some(&tag)));
    }
    block.put(Point::new(left, 0.0), title);
    let leader = width_pt - right - end - 8.0;
    if leader > 0.0 {
        block.rule(end + 6.0, base - 3.0, leader, Stroke::solid(0.6).dashed(0.6, 3.0));
    }
    let at = Point::new(width_pt, base);
    block.add(at, Item::PageNumber { anchor: anchor.to_owned(), style: *style }, Some(&tag));
    block.link(Target::Anchor(anchor.to_owned()), Some(&tag));
    block
}
