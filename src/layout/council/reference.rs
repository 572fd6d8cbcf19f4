//! 参考 on its page: labels at the left, texts beside them.

use crate::layout::{Flow, ParagraphStyle, Role, Span, Tag, mm, paragraph};
use crate::report::council::Reference;

use super::headings::section_heading;
use super::table::{BodyRow, Columns, top_row};
use super::type_styles::TypeStyles;

pub(super) fn push_reference(
    flow: &mut Flow,
    reference: &Reference,
    title: &str,
    width_pt: f64,
    types: &TypeStyles,
) {
    if !reference.outline.is_empty() {
        flow.push_kept(12.0, section_heading(None, title, None, width_pt, types));
        for (label, texts) in &reference.outline {
            flow.push(4.0, labelled(label, texts, width_pt, types).block);
        }
    }
    for area in &reference.areas {
        flow.push_kept(16.0, section_heading(None, &area.title, None, width_pt, types));
        let content: Vec<String> = area.content.iter().cloned().collect();
        for (label, texts) in
            [("改革の内容", &content), ("主な手段", &area.means), ("期待される効果", &area.effects)]
        {
            if !texts.is_empty() {
                flow.push(4.0, labelled(label, texts, width_pt, types).block);
            }
        }
    }
}

/// Several texts become lines with a mark each.
fn labelled(label: &str, texts: &[String], width_pt: f64, types: &TypeStyles) -> BodyRow {
    let columns = Columns::new(vec![mm(30.0), width_pt - mm(30.0)]);
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
    let style = types.body.sized(9.5, 15.0);
    let text = paragraph(
        &[Span::new(lines.join("\n"), style)],
        width_pt - mm(30.0),
        &ParagraphStyle::FLUSH,
        Some(&Tag::new(Role::Paragraph)),
    );
    BodyRow::plain(top_row(&columns, vec![name, text], 0.0))
}
