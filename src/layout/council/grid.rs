//! A report's simple tables.

use crate::layout::{self, Cell, Piece, Role, Row, Table, Tag, TextStyle, mm, width_of};
use crate::report::council::{Grid, GridRow};

use super::tables::{CELL_PAD_PT, column, headed};
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
    let widths = widths(grid, width_pt, fixed, &body);
    let columns = widths.iter().zip(&grid.columns).map(|(width, (_, align))| column(*width, (*align).into()));
    let heads: Vec<&str> = grid.columns.iter().map(|(text, _)| text.as_str()).collect();
    let mut table = Table { padding_pt: pad, ..headed(columns.collect(), &heads, types) };
    table.rows = grid.rows.iter().map(|row| grid_row(row, &body)).collect();
    layout::table(&table, space_pt, &Tag::new(Role::Table))
}

fn grid_row(row: &GridRow, body: &TextStyle) -> Row {
    let style = if row.total { body.bold() } else { *body };
    let cells = row.cells.iter().enumerate().map(|(index, text)| {
        let cell = Cell::text(text.as_str(), &style);
        if index == 0 { cell.heading_row() } else { cell }
    });
    let set = Row::new(cells.collect());
    if row.total { set.total() } else { set }
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
