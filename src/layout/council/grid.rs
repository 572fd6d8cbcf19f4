//! A report's simple tables.

use crate::layout::{Align, Block, Piece};
use crate::report::council::{Align as Alignment, Grid};

use super::table::{BodyRow, Columns, TableTags, cell_text, column_head, head, pieces, row, row_head};
use super::type_styles::TypeStyles;

/// Head and rows of a grid. `fixed` are widths of its first columns; without
/// them the first is 50 mm; the others share the rest.
pub(super) fn grid_pieces(
    space_pt: f64,
    grid: &Grid,
    width_pt: f64,
    types: &TypeStyles,
    fixed: &[f64],
) -> Vec<Piece> {
    let columns = Columns::new(widths(grid.columns.len(), width_pt, fixed));
    let tags = TableTags::new();
    let head_row = tags.row();
    let heads = grid.columns.iter().zip(&columns.widths).map(|((text, align), width)| {
        cell_text(text, *width, &types.head, alignment(*align), Some(&column_head(&head_row)))
    });
    let head = head(&columns, heads.collect(), 2.6);
    let rows = grid.rows.iter().map(|grid_row| {
        let row_tag = tags.row();
        let style = if grid_row.total { types.table.bold() } else { types.table };
        let cells: Vec<Block> = grid_row
            .cells
            .iter()
            .enumerate()
            .map(|(index, text)| {
                let tag = if index == 0 { row_head(&row_tag) } else { row_tag.cell() };
                cell_text(text, columns.widths[index], &style, alignment(grid.columns[index].1), Some(&tag))
            })
            .collect();
        BodyRow { block: row(&columns, cells, 2.3), total: grid_row.total, kept: false }
    });
    pieces(space_pt, head, rows.collect())
}

fn widths(count: usize, width_pt: f64, fixed: &[f64]) -> Vec<f64> {
    let fixed = if fixed.is_empty() { vec![crate::layout::mm(50.0)] } else { fixed.to_vec() };
    let rest = (width_pt - fixed.iter().sum::<f64>()) / count.saturating_sub(fixed.len()).max(1) as f64;
    (0..count).map(|index| fixed.get(index).copied().unwrap_or(rest)).collect()
}

fn alignment(align: Alignment) -> Align {
    match align {
        Alignment::Left => Align::Left,
        Alignment::Centre => Align::Centre,
        Alignment::Right => Align::Right,
    }
}
