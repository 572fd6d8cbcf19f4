//! 個票の見方, and which department has which plans on which page.

use crate::layout::{
    self, Align, Block, Cell, Flow, Item, ParagraphStyle, Point, Role, Row, Size, Span, Stroke, Table, Tag,
    Target, TextStyle, Vertical, Voice, line, mm, paragraph,
};
use crate::report::council::{Guide, IndexEntry};

use super::headings::section_heading;
use super::tables::{column, headed};
use super::type_styles::TypeStyles;
use crate::layout::headings::push_lead;

/// Entries of the index stand in so many columns.
const INDEX_COLUMNS: usize = 2;

/// Up to this height the index stays on one page.
const INDEX_WHOLE_PT: f64 = 420.0;

pub(super) fn push_guide(flow: &mut Flow, guide: &Guide, width_pt: f64, types: &TypeStyles) {
    push_lead(flow, 9.0, &guide.paragraph, width_pt, &types.body);
    flow.push_kept(12.0, section_heading(Some(1), &guide.titles[0], None, width_pt, types));
    let columns = vec![column(mm(38.0), Align::Left), column(width_pt - mm(38.0), Align::Left)];
    let rows = guide.rows.iter().map(|(label, text)| {
        Row::new(vec![
            Cell::text(&**label, &types.table.bold()).heading_row(),
            Cell::text(&**text, &types.table),
        ])
    });
    let table = Table {
        vertical: Vertical::Top,
        padding_pt: 2.3,
        rows: rows.collect(),
        ..headed(columns, &["欄", "見方"], types)
    };
    flow.extend(layout::table(&table, 3.0, &Tag::new(Role::Table)));
    let unit = Some("番号の右はページ");
    flow.push_kept(16.0, section_heading(Some(2), &guide.titles[1], unit, width_pt, types));
    push_index(flow, &guide.index, width_pt, types);
}

/// Departments down the columns, each with its plans and their pages.
fn push_index(flow: &mut Flow, index: &[IndexEntry], width_pt: f64, types: &TypeStyles) {
    let gap = mm(6.0);
    let width = (width_pt - gap * (INDEX_COLUMNS as f64 - 1.0)) / INDEX_COLUMNS as f64;
    let entries: Vec<Block> = index.iter().map(|entry| index_entry(entry, width, types)).collect();
    let rows = entries.len().div_ceil(INDEX_COLUMNS);
    let height = entries.iter().map(|entry| entry.height_pt).sum::<f64>() / INDEX_COLUMNS as f64;
    let mut entries = entries.into_iter();
    let columns: Vec<Vec<Block>> =
        (0..INDEX_COLUMNS).map(|_| entries.by_ref().take(rows).collect()).collect();
    for at in 0..rows {
        let mut block = Block::new(width_pt, 0.0);
        for (side, entries) in columns.iter().enumerate() {
            if let Some(entry) = entries.get(at) {
                block.height_pt = block.height_pt.max(entry.height_pt);
                block.put(Point::new(side as f64 * (width + gap), 0.0), entry.clone());
            }
        }
        let space = if at == 0 { 4.0 } else { 0.0 };
        // An index of moderate length is not left with a few lines on a page.
        if height <= INDEX_WHOLE_PT && at + 1 < rows {
            flow.push_kept(space, block);
        } else {
            flow.push(space, block);
        }
    }
}

fn index_entry(entry: &IndexEntry, width_pt: f64, types: &TypeStyles) -> Block {
    let tag = Tag::new(Role::Paragraph);
    let (name_width, slot) = (mm(31.0), mm(16.6));
    let name = paragraph(
        &[Span::new(&*entry.department, types.table)],
        name_width,
        &ParagraphStyle::CELL,
        Some(&tag),
    );
    let style = TextStyle::new(Voice::Gothic, types.table.size_pt, types.table.leading_pt);
    let base = name.baseline_pt.unwrap_or_default();
    let mut block = Block::new(width_pt, name.height_pt);
    block.put(Point::default(), name);
    let (mut x, mut y) = (name_width, 0.0);
    for key in &entry.plans {
        if x + slot > width_pt + 0.1 {
            x = name_width;
            y += style.leading_pt;
        }
        let link = tag.child(Role::Link);
        let key_line = line(&key.to_string(), &style, Some(&link));
        let leader = slot - mm(2.6) - 14.0 - key_line.width_pt - 4.0;
        if leader > 0.0 {
            block.rule(
                x + key_line.width_pt + 2.0,
                y + base - 3.0,
                leader,
                Stroke::solid(0.5).dashed(0.6, 1.8),
            );
        }
        block.put(Point::new(x, y), key_line);
        let anchor = format!("plan-{key}");
        let number = Item::PageNumber { anchor: anchor.clone(), style: style.sized(8.0, style.leading_pt) };
        block.add(Point::new(x + slot - mm(2.6), y + base), number, Some(&link));
        let size = Size::new(slot - mm(2.0), style.leading_pt);
        block.add(Point::new(x, y), Item::Link { size, target: Target::Anchor(anchor) }, Some(&link));
        x += slot;
    }
    block.height_pt = block.height_pt.max(y + style.leading_pt) + 1.5;
    block
}
