//! 参考 on its page: labels at the left, texts beside them.

use crate::layout::{Block, Flow, ParagraphStyle, Piece, Role, Span, Tag, mm, paragraph};
use crate::report::council::Reference;

use super::headings::section_heading;
use super::type_styles::TypeStyles;

/// Leading, space between texts and space between areas …
const SPACES: [Spaces; 2] = [
    Spaces { leading_pt: 15.0, text_pt: 4.0, area_pt: 16.0 },
    // … and what they are drawn in to where the chapter then fits on one page.
    Spaces { leading_pt: 13.75, text_pt: 3.0, area_pt: 12.0 },
];

#[derive(Clone, Copy)]
struct Spaces {
    leading_pt: f64,
    text_pt: f64,
    area_pt: f64,
}

/// The chapter below what stands on its page already, drawn in a little
/// where that saves a page with a few lines on it.
pub(super) fn push_reference(
    flow: &mut Flow,
    reference: &Reference,
    title: &str,
    width_pt: f64,
    page_pt: f64,
    types: &TypeStyles,
) {
    let height = |flow: &Flow| -> f64 { flow.pieces.iter().map(|p| p.space_pt + p.block.height_pt).sum() };
    let room_pt = page_pt - height(flow);
    let [wide, close] = SPACES.map(|spaces| texts(reference, title, width_pt, types, spaces));
    let chosen = if height(&wide) > room_pt && height(&close) <= room_pt { close } else { wide };
    flow.extend(chosen.pieces);
}

/// Every group with its heading; a group is not parted while it fits a page.
fn texts(reference: &Reference, title: &str, width_pt: f64, types: &TypeStyles, spaces: Spaces) -> Flow {
    let mut flow = Flow::new();
    let mut push = |space_pt: f64, title: &str, rows: Vec<(&str, &[String])>| {
        flow.push_kept(space_pt, section_heading(None, title, None, width_pt, types));
        let last = rows.len().saturating_sub(1);
        for (index, (label, texts)) in rows.into_iter().enumerate() {
            let row = labelled(label, texts, width_pt, types, spaces.leading_pt);
            let piece = Piece::new(spaces.text_pt, row);
            flow.extend([if index < last { piece.kept() } else { piece }]);
        }
    };
    if !reference.outline.is_empty() {
        let rows = reference.outline.iter().map(|(label, texts)| (label.as_str(), texts.as_slice()));
        push(12.0, title, rows.collect());
    }
    for area in &reference.areas {
        let content = area.content.as_slice();
        let rows = [("改革の内容", content), ("主な手段", &area.means), ("期待される効果", &area.effects)];
        push(spaces.area_pt, &area.title, rows.into_iter().filter(|(_, texts)| !texts.is_empty()).collect());
    }
    flow
}

/// Several texts become lines with a mark each.
fn labelled(label: &str, texts: &[String], width_pt: f64, types: &TypeStyles, leading_pt: f64) -> Block {
    let name = paragraph(
        &[Span::new(label, types.table.bold())],
        mm(28.0),
        &ParagraphStyle::CELL,
        Some(&Tag::new(Role::Paragraph)),
    );
    let lines: Vec<String> = match texts {
        [one] => vec![one.clone()],
        several => several
            .iter()
            .map(|text| if text.starts_with('○') { text.clone() } else { format!("○{text}") })
            .collect(),
    };
    let style = types.body.sized(9.5, leading_pt);
    let text = paragraph(
        &[Span::new(lines.join("\n"), style)],
        width_pt - mm(30.0),
        &ParagraphStyle::FLUSH,
        Some(&Tag::new(Role::Paragraph)),
    );
    Block::beside(width_pt, mm(30.0), name, text)
}
