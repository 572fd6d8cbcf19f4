//! 8 計画一覧, across the page: one line a plan, areas on a tint.

use crate::layout::marks::badge;
use crate::layout::{
    self, Align, Block, Cell, Column, Flow, Ink, Point, Role, Row, Table, Tag, line, mm, width_of,
};
use crate::model::Judgments;
use crate::report::council::{List, ListArea, ListRow, StageMark, printed_code};

use super::tables::{CELL_PAD_PT, column, headed, with_arrow};
use super::type_styles::TypeStyles;

const BADGE_MM: f64 = 3.7;
const ARROW_GAP_PT: f64 = 1.0;

struct Kit<'a> {
    judgments: &'a Judgments,
    types: &'a TypeStyles,
    width_pt: f64,
}

pub(super) fn push_list(
    flow: &mut Flow,
    list: &List,
    judgments: &Judgments,
    width_pt: f64,
    types: &TypeStyles,
) {
    let kit = Kit { judgments, types, width_pt };
    let columns = kit.columns(list);
    let count = columns.len();
    let heads: Vec<&str> = columns.iter().map(|(head, _)| *head).collect();
    let columns = columns.iter().map(|(_, column)| *column).collect();
    let mut table = Table { padding_pt: 1.15, ..headed(columns, &heads, types) };
    for area in &list.areas {
        table.rows.push(kit.area_row(area, count));
        table.rows.extend(area.rows.iter().map(|plan| kit.plan_row(plan, list.with_disposition)));
    }
    flow.extend(layout::table(&table, 5.0, &Tag::new(Role::Table)));
}

impl Kit<'_> {
    /// What a plan is, its judgments, what becomes of it, and why; the column
    /// of the judgment that counts on a tint.
    fn columns<'a>(&self, list: &'a List) -> Vec<(&'a str, Column)> {
        let mut columns = vec![
            ("番号", column(mm(9.0), Align::Right)),
            ("計画名", column(mm(84.0), Align::Left)),
            ("実行課", column(department_width(list, self.types), Align::Left)),
        ];
        for (at, stage) in list.stages.iter().enumerate() {
            let leads = at + 1 == list.stages.len();
            let plain = column(mark_width(list, at, leads, self.judgments, self.types), Align::Centre);
            let grouped = if at == 0 { plain.ruled() } else { plain };
            columns.push((stage.as_str(), if leads { grouped.tinted(Ink::Tint(6)) } else { grouped }));
        }
        if list.with_disposition {
            columns.push(("次年度", column(mm(12.0), Align::Centre).padded(0.0, 0.0)));
        }
        let rest = self.width_pt - columns.iter().map(|(_, column)| column.width_pt).sum::<f64>();
        columns.push(("評価理由", column(rest, Align::Left).ruled()));
        columns
    }

    /// Number, name and count of an area, its judgments at the right.
    fn area_row(&self, area: &ListArea, columns: usize) -> Row {
        let cell = |again: &str| {
            Cell::block(self.area_block(area, again)).across(columns).aligned(Align::Left).heading_row()
        };
        Row::new(vec![cell("")]).opening_group(vec![cell("（続き）")]).padded(2.5, 2.5)
    }

    fn area_block(&self, area: &ListArea, again: &str) -> Block {
        let list = &self.types.list;
        let name = line(&format!("{}　{}{again}", area.number, area.name), &list.bold(), None);
        let plans = line(&area.plans, list, None);
        let counts = line(&area.counts, list, None);
        let indent = 8.0 - CELL_PAD_PT;
        let mut block = Block::new(self.width_pt - 2.0 * CELL_PAD_PT, list.leading_pt);
        let (plans_left, counts_left) = (indent + name.width_pt + 16.0, block.width_pt - counts.width_pt);
        block.put(Point::new(indent, 0.0), name);
        block.put(Point::new(plans_left, 0.0), plans);
        block.put(Point::new(counts_left, 0.0), counts);
        block
    }

    fn plan_row(&self, plan: &ListRow, with_disposition: bool) -> Row {
        let list = &self.types.list;
        let mut cells = vec![
            Cell::text(&*plan.number, list).heading_row(),
            Cell::text(&*plan.plan.name, list),
            Cell::text(&*plan.plan.department, list),
        ];
        for (index, mark) in plan.marks.iter().enumerate() {
            let leads = index + 1 == plan.marks.len();
            cells.push(self.mark_cell(mark, leads, plan.status.as_deref()));
        }
        if with_disposition {
            let style = if plan.disposition == "終了" { list.bold() } else { *list };
            cells
                .push(Cell::text(if plan.disposition.is_empty() { "－" } else { &plan.disposition }, &style));
        }
        cells.push(Cell::text(&*plan.reason, &self.types.list_reason));
        Row::new(cells)
    }

    /// A plain letter, the one that counts as a badge; an arrow before a changed one.
    fn mark_cell(&self, mark: &StageMark, leads: bool, status: Option<&str>) -> Cell {
        let style = self.types.list;
        let drawn = match (&mark.code, status) {
            (Some(code), _) if leads => badge(code, self.judgments, mm(BADGE_MM), None),
            (Some(code), _) => line(&printed_code(code), &style, None),
            (None, Some(status)) if leads => line(status, &style.sized(8.0, 11.5), None),
            (None, _) => line("－", &style, None),
        };
        Cell::block(with_arrow(drawn, mark.changed, &style, ARROW_GAP_PT))
    }
}

/// As wide as the longest name, so that few are broken: the reasons have room.
fn department_width(list: &List, types: &TypeStyles) -> f64 {
    let rows = list.areas.iter().flat_map(|area| &area.rows);
    let names = rows.map(|row| width_of(&row.plan.department, &types.list) + 2.0 * CELL_PAD_PT + 0.1);
    names.fold(mm(25.0), f64::max).min(mm(34.0))
}

/// As wide as the judgments in a column of marks need, arrows included.
fn mark_width(list: &List, at: usize, leading: bool, judgments: &Judgments, types: &TypeStyles) -> f64 {
    let arrow = width_of("→", &types.list) + ARROW_GAP_PT;
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
    needed.fold(mm(10.8), f64::max)
}
