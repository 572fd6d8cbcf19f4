//! A report's simple tables.

use crate::layout::{Align, Block, Piece, TextStyle, mm, width_of};
use crate::report::council::{Align as Alignment, Grid};

use super::table::{
    BodyRow, CELL_PAD_PT, Columns, TableTags, cell_text, column_head, head, pieces, row, row_head,
};
use super::type_styles::TypeStyles;

/// More rows than this are a list.
const LONG_ROWS: usize = 15;

/// Head and rows of a grid. `fixed` are widths of its first columns; without
/// them the first is 50 mm; the others share the rest. A long list is set closer.
pub(super) fn grid_pieces(
    space_pt: f64,
    grid: &Grid,
    width_pt: f64,
    types: &TypeStyles,
    fixed: &[f64],
) -> Vec<Piece> {
    let long = grid.rows.len() > LONG_ROWS;
    let (body, pad) = if long { (types.list, 1.7) } else { (types.table, 2.3) };
    let columns = Columns::new(widths(grid, width_pt, fixed, &body));
    let tags = TableTags::new();
    let head_row = tags.row();
    let heads = grid.columns.iter().zip(&columns.widths).map(|((text, align), width)| {
        cell_text(text, *width, &types.head, alignment(*align), Some(&column_head(&head_row)))
    });
    let head = head(&columns, heads.collect(), 2.6);
    let rows = grid.rows.iter().map(|grid_row| {
        let row_tag = tags.row();
        let style = if grid_row.total { body.bold() } else { body };
        let cells: Vec<Block> = grid_row
            .cells
            .iter()
            .enumerate()
            .map(|(index, text)| {
                let tag = if index == 0 { row_head(&row_tag) } else { row_tag.cell() };
                cell_text(text, columns.widths[index], &style, alignment(grid.columns[index].1), Some(&tag))
            })
            .collect();
        BodyRow { block: row(&columns, cells, pad), total: grid_row.total, kept: false }
    });
    pieces(space_pt, head, rows.collect())
}

/// The first columns as asked, the others sharing the rest; but a figure is
/// never broken: what its column lacks is taken from the widest of the first.
fn widths(grid: &Grid, width_pt: f64, fixed: &[f64], style: &TextStyle) -> Vec<f64> {
    let count = grid.columns.len();
    let fixed = if fixed.is_empty() { vec![mm(50.0)] } else { fixed.to_vec() };
    let rest = (width_pt - fixed.iter().sum::<f64>()) / count.saturating_sub(fixed.len()).max(1) as f64;
    let mut widths: Vec<f64> = (0..count).map(|index| fixed.get(index).copied().unwrap_or(rest)).collect();
    let bold = style.bold();
    let natural = |column: usize| {
        let cells = grid.rows.iter().filter_map(|row| row.cells.get(column));
        cells.map(|text| width_of(text, &bold)).fold(0.0, f64::max) + 2.0 * CELL_PAD_PT + 1.0
    };
    for (column, width) in widths.iter_mut().enumerate().skip(fixed.len()) {
        *width = width.max(natural(column));
    }
    let over = widths.iter().sum::<f64>() - width_pt;
    let widest = (0..fixed.len().min(count)).max_by(|a, b| fixed[*a].total_cmp(&fixed[*b]));
    if let Some(widest) = widest {
        widths[widest] = (widths[widest] - over).max(mm(20.0));
    }
    widths
}

fn alignment(align: Alignment) -> Align {
    match align {
        Alignment::Left => Align::Left,
        Alignment::Centre => Align::Centre,
        Alignment::Right => Align::Right,
    }
}
