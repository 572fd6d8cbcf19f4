//! 8 計画一覧, across the page: one line a plan, areas on a tint.

use std::sync::Arc;

use crate::layout::{
    Align, Block, Flow, Ink, Piece, Point, Role, Scope, Size, Stroke, Tag, line, mm, width_of,
};
use crate::model::Judgments;
use crate::report::council::{List, ListArea, ListRow, StageMark, printed_code};

use super::table::{Columns, TableTags, cell_text, centred, column_head, head, row, row_head, untagged};
use super::type_styles::TypeStyles;
use crate::layout::marks::badge;

const BADGE_MM: f64 = 3.7;

struct Kit<'a> {
    judgments: &'a Judgments,
    types: &'a TypeStyles,
    columns: Columns,
    tags: TableTags,
    /// The column of the judgment that counts.
    leading: usize,
    with_disposition: bool,
}

pub(super) fn push_list(
    flow: &mut Flow,
    list: &List,
    judgments: &Judgments,
    width_pt: f64,
    types: &TypeStyles,
) {
    let stages = list.stages.len();
    let fixed: Vec<f64> = [mm(9.0), mm(84.0), mm(25.0)]
        .into_iter()
        .chain((0..stages).map(|at| mark_width(list, at, at + 1 == stages, judgments, types)))
        .chain(list.with_disposition.then_some(mm(12.0)))
        .collect();
    let rest = width_pt - fixed.iter().sum::<f64>();
    let reason = fixed.len();
    let leading = 2 + stages;
    let columns =
        Columns::new(fixed.into_iter().chain([rest]).collect()).grouped(&[3, reason]).tinted(&[leading]);
    let kit = Kit {
        judgments,
        types,
        columns,
        tags: TableTags::new(),
        leading,
        with_disposition: list.with_disposition,
    };
    let head = list_head(&kit, list);
    let over_head = untagged(&head);
    let mut under = Block::new(width_pt, 0.0);
    under.rule(0.0, 0.0, width_pt, Stroke::TABLE);
    let under = Arc::new(under);
    flow.push_kept(5.0, head);
    let last_area = list.areas.len().saturating_sub(1);
    for (index, area) in list.areas.iter().enumerate() {
        let mut piece = Piece::new(0.0, area_row(&kit, area, false)).kept();
        piece.over = Some(Arc::new(over_head.clone()));
        flow.extend([piece]);
        let mut again = over_head.clone();
        again.stack(0.0, untagged(&area_row(&kit, area, true)));
        let again = Arc::new(again);
        let count = area.rows.len();
        for (at, plan) in area.rows.iter().enumerate() {
            let mut block = plan_row(&kit, plan);
            block.rule(0.0, 0.0, width_pt, Stroke::HAIRLINE);
            let last = index == last_area && at + 1 == count;
            if last {
                let height = block.height_pt;
                block.rule(0.0, height, width_pt, Stroke::TABLE);
            }
            let mut piece = Piece::new(0.0, block);
            piece.over = Some(Arc::clone(&again));
            piece.under = (!last).then(|| Arc::clone(&under));
            piece.keep_with_next = at == 0 && count > 1;
            flow.extend([piece]);
        }
    }
}

/// As wide as the judgments in a column of marks need, arrows included.
fn mark_width(list: &List, at: usize, leading: bool, judgments: &Judgments, types: &TypeStyles) -> f64 {
    let arrow = width_of("→", &types.list) + 1.0;
    let rows = list.areas.iter().flat_map(|area| &area.rows);
    let needed = rows.filter_map(|row| row.marks.get(at)).filter_map(|mark| {
        let code = mark.code.as_ref()?;
        let own = if leading {
            badge(code, judgments, mm(BADGE_MM), None).width_pt
        } else {
            width_of(&printed_code(code), &types.list)
        };
        Some(own + if mark.changed { 2.0 * arrow } else { 0.0 } + 2.0)
    });
    needed.fold(mm(11.7), f64::max)
}

fn list_head(kit: &Kit<'_>, list: &List) -> Block {
    let tag = kit.tags.row();
    let mut heads = vec![("番号", Align::Right), ("計画名", Align::Left), ("実行課", Align::Left)];
    heads.extend(list.stages.iter().map(|stage| (stage.as_str(), Align::Centre)));
    if list.with_disposition {
        heads.push(("次年度", Align::Centre));
    }
    heads.push(("評価理由", Align::Left));
    let cells = heads.iter().zip(&kit.columns.widths);
    let cells = cells.map(|((text, align), width)| {
        cell_text(text, *width, &kit.types.head, *align, Some(&column_head(&tag)))
    });
    head(&kit.columns, cells.collect(), 2.6)
}

/// Number, name and count of an area, its judgments at the right.
fn area_row(kit: &Kit<'_>, area: &ListArea, again: bool) -> Block {
    let tag = kit.tags.row();
    let columns = u16::try_from(kit.columns.widths.len()).unwrap_or(u16::MAX);
    let cell = tag.child(Role::HeaderCell { scope: Scope::Row, columns, rows: 1 });
    let bold = kit.types.list.bold();
    let name = format!("{}　{}{}", area.number, area.name, if again { "（続き）" } else { "" });
    let name = line(&name, &bold, Some(&cell));
    let plans = line(&area.plans, &kit.types.list, Some(&cell));
    let counts = line(&area.counts, &kit.types.list, Some(&cell));
    let width = kit.columns.total();
    let mut block = Block::new(width, kit.types.list.leading_pt + 5.0);
    let size = Size::new(width, block.height_pt);
    block.tint_behind(Point::default(), size, Ink::Tint(10));
    let (plans_left, counts_left) = (8.0 + name.width_pt + 16.0, width - counts.width_pt - 4.5);
    block.put(Point::new(8.0, 2.5), name);
    block.put(Point::new(plans_left, 2.5), plans);
    block.put(Point::new(counts_left, 2.5), counts);
    block.rule(0.0, 0.0, width, Stroke::HAIRLINE);
    block
}

fn plan_row(kit: &Kit<'_>, plan: &ListRow) -> Block {
    let tag = kit.tags.row();
    let widths = &kit.columns.widths;
    let list = &kit.types.list;
    let mut cells = vec![
        cell_text(&plan.number, widths[0], list, Align::Right, Some(&row_head(&tag))),
        cell_text(&plan.plan.name, widths[1], list, Align::Left, Some(&tag.cell())),
        cell_text(&plan.plan.department, widths[2], list, Align::Left, Some(&tag.cell())),
    ];
    for (index, mark) in plan.marks.iter().enumerate() {
        let at = 3 + index;
        cells.push(mark_cell(kit, mark, widths[at], at == kit.leading, plan.status.as_deref(), &tag.cell()));
    }
    if kit.with_disposition {
        let at = widths.len() - 2;
        let style = if plan.disposition == "終了" { list.bold() } else { *list };
        let text = if plan.disposition.is_empty() { "－" } else { &plan.disposition };
        cells.push(cell_text(text, widths[at], &style, Align::Centre, Some(&tag.cell())));
    }
    let reason = widths.len() - 1;
    cells.push(cell_text(
        &plan.reason,
        widths[reason],
        &kit.types.list_reason,
        Align::Left,
        Some(&tag.cell()),
    ));
    row(&kit.columns, cells, 1.15)
}

/// A plain letter, the one that counts as a badge; an arrow before a changed one.
fn mark_cell(
    kit: &Kit<'_>,
    mark: &StageMark,
    width_pt: f64,
    leading: bool,
    status: Option<&str>,
    tag: &Tag,
) -> Block {
    let style = kit.types.list;
    let drawn = match &mark.code {
        Some(code) if leading => badge(code, kit.judgments, mm(BADGE_MM), Some(tag)),
        Some(code) => line(&printed_code(code), &style, Some(tag)),
        None if leading && status.is_some() => {
            line(status.unwrap_or("－"), &style.sized(8.0, 11.5), Some(tag))
        }
        None => line("－", &style, Some(tag)),
    };
    let left = (width_pt - drawn.width_pt) / 2.0;
    let height = drawn.height_pt;
    let mut cell = centred(drawn, width_pt);
    if mark.changed {
        let arrow = line("→", &style, None);
        cell.put(Point::new(left - arrow.width_pt - 1.0, (height - arrow.height_pt) / 2.0), arrow);
    }
    cell
}
