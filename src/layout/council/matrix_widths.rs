//! How wide the columns of 分野×判定 are: no count and no share ever breaks.

use crate::layout::{TextStyle, mm, width_of};
use crate::report::council::{AreaMatrix, MatrixRow};

use super::tables::CELL_PAD_PT;
use super::type_styles::TypeStyles;

/// Sizes of counts and shares, from what is read best to the least.
const SIZES: [(f64, f64); 3] = [(9.5, 8.5), (8.5, 8.0), (8.0, 8.0)];
/// The least air beside a figure.
const LEAST_PAD_PT: f64 = 0.6;
/// Rounding slack of a cell's width.
const SLACK_PT: f64 = 0.1;

/// Widths in points, and the sizes of what stands in them.
pub(super) struct MatrixWidths {
    pub(super) label_pt: f64,
    pub(super) plans_pt: f64,
    /// Count and share of each judgment.
    pub(super) pairs_pt: Vec<(f64, f64)>,
    pub(super) pad_pt: f64,
    pub(super) counts: TextStyle,
    pub(super) shares: TextStyle,
}

/// Alike for all judgments where that is wide enough for the widest figures,
/// else each as wide as its own figures ask; then in smaller type.
pub(super) fn matrix_widths(matrix: &AreaMatrix, width_pt: f64, types: &TypeStyles) -> MatrixWidths {
    let (label_pt, plans_pt) = match matrix.codes.len() {
        0..=5 => (mm(40.0), mm(15.0)),
        6..=8 => (mm(30.0), mm(12.0)),
        _ => (mm(25.0), mm(10.0)),
    };
    let set = |(count, share): (f64, f64)| {
        let counts = types.table.sized(count, types.table.leading_pt);
        let shares = types.table.sized(share, types.table.leading_pt);
        let plans_pt = plans_pt.max(widest(matrix, &counts, |row| &row.plans) + 2.0 * CELL_PAD_PT);
        let room = width_pt - label_pt - plans_pt;
        let needs = (0..matrix.codes.len()).map(|at| {
            let count = widest(matrix, &counts, |row| &row.cells[at].0);
            (count, widest(matrix, &shares, |row| &row.cells[at].1))
        });
        let needs: Vec<(f64, f64)> = needs.collect();
        let pairs = alike(&needs, room).or_else(|| by_need(&needs, room));
        let fits = pairs.is_some();
        let each = room / (2 * needs.len().max(1)) as f64;
        let (pairs_pt, pad_pt) = pairs.unwrap_or_else(|| (vec![(each, each); needs.len()], LEAST_PAD_PT));
        (fits, MatrixWidths { label_pt, plans_pt, pairs_pt, pad_pt, counts, shares })
    };
    let fitting = SIZES.into_iter().map(set).find(|(fits, _)| *fits);
    fitting.unwrap_or_else(|| set(SIZES[SIZES.len() - 1])).1
}

fn widest<'a>(matrix: &'a AreaMatrix, style: &TextStyle, text: impl Fn(&'a MatrixRow) -> &'a String) -> f64 {
    let width = |row: &'a MatrixRow| width_of(text(row), &if row.total { style.bold() } else { *style });
    matrix.rows.iter().map(width).fold(0.0, f64::max) + SLACK_PT
}

/// All judgments with the same widths, if they are wide enough.
fn alike(needs: &[(f64, f64)], room_pt: f64) -> Option<(Vec<(f64, f64)>, f64)> {
    let pair = room_pt / needs.len().max(1) as f64;
    let count = needs.iter().map(|(count, _)| *count).fold(0.0, f64::max);
    let share = needs.iter().map(|(_, share)| *share).fold(0.0, f64::max);
    let air = (pair - count - share) / 4.0;
    if air < LEAST_PAD_PT {
        return None;
    }
    // Many judgments share the width with less air.
    let tight = pair < mm(19.5);
    let wanted = if tight { ((pair - 36.0) / 4.0).clamp(LEAST_PAD_PT, CELL_PAD_PT) } else { CELL_PAD_PT };
    let pad = wanted.min(air);
    let own = pair * if tight { 0.345 } else { 0.44 };
    let own = own.min(pair - share - 2.0 * pad).max(count + 2.0 * pad);
    Some((vec![(own, pair - own); needs.len()], pad))
}

/// Each judgment as wide as its figures, what is left being shared.
fn by_need(needs: &[(f64, f64)], room_pt: f64) -> Option<(Vec<(f64, f64)>, f64)> {
    let needed: f64 = needs.iter().map(|(count, share)| count + share).sum();
    let air = (room_pt - needed) / (4 * needs.len().max(1)) as f64;
    let pair = |(count, share): &(f64, f64)| (count + 2.0 * air, share + 2.0 * air);
    (air >= LEAST_PAD_PT).then(|| (needs.iter().map(pair).collect(), air))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::PageFormat;
    use crate::model::JudgmentCode;
    use crate::report::council::wording;

    fn widths(codes: usize, cells: &[[&str; 2]]) -> MatrixWidths {
        let cell = |at: usize| (cells[at % cells.len()][0].to_owned(), cells[at % cells.len()][1].to_owned());
        let matrix = AreaMatrix {
            title: String::new(),
            unit: String::new(),
            codes: (0..codes)
                .map(|at| (JudgmentCode(at.to_string().into()), "目標どおり".to_owned()))
                .collect(),
            rows: vec![MatrixRow {
                label: "合　計".to_owned(),
                plans: "1,234".to_owned(),
                cells: (0..codes).map(cell).collect(),
                total: true,
            }],
        };
        let width = PageFormat::portrait().width_pt;
        let widths = matrix_widths(&matrix, width, &TypeStyles::new(&wording().size));
        let pairs: f64 = widths.pairs_pt.iter().map(|(count, share)| count + share).sum();
        assert!(widths.label_pt + widths.plans_pt + pairs <= width + 0.01, "{codes}: wider than the page");
        let fits = |text: &str, style: &TextStyle, own: f64| {
            width_of(text, &style.bold()) + 2.0 * widths.pad_pt <= own
        };
        assert!(width_of("1,234", &widths.counts.bold()) + 2.0 * CELL_PAD_PT <= widths.plans_pt);
        for (at, (count, share)) in widths.pairs_pt.iter().enumerate() {
            let [counted, shared] = cells[at % cells.len()];
            assert!(fits(counted, &widths.counts, *count), "{codes}: {counted} in {count}");
            assert!(fits(shared, &widths.shares, *share), "{codes}: {shared} in {share}");
        }
        widths
    }

    #[test]
    fn no_figure_breaks_however_many_judgments_and_plans_there_are() {
        for codes in 1..=11 {
            widths(codes, &[["99", "99.9"]]);
            widths(codes, &[["100", "100.0"], ["－", "－"]]);
            widths(codes, &[["1,234", "100.0"], ["12", "1.0"], ["123", "10.0"]]);
        }
    }

    #[test]
    fn five_judgments_keep_their_columns_and_sizes() {
        let widths = widths(5, &[["30", "60.0"]]);
        let pair = (PageFormat::portrait().width_pt - mm(55.0)) / 5.0;
        assert_eq!((widths.pad_pt, widths.counts.size_pt, widths.shares.size_pt), (CELL_PAD_PT, 9.5, 8.5));
        assert!(widths.pairs_pt.iter().all(|(count, _)| (count - pair * 0.44).abs() < 0.01));
    }
}
