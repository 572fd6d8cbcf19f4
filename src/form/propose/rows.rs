//! Which row of a sheet is which row of the base: the best sequence of row
//! pairs that say the same, in the order of both.

use std::collections::HashMap;

use super::sense::same_concept;
use crate::form::grid::Grid;

/// Added for rows that keep their distance to the pair before, so that of two
/// equally good pairings the one with fewer changes wins.
const SAME_DISTANCE: f64 = 0.4;

/// More rows with texts than this are no form.
const MOST_ROWS: usize = 600;

/// A row with its texts: column and folded key, and the text as shown.
struct Row<'g> {
    row: u32,
    texts: Vec<(u32, &'g str, &'g str)>,
}

fn rows_of<'g>(grid: &'g Grid<'_>) -> Vec<Row<'g>> {
    let mut rows: Vec<Row<'g>> = Vec::new();
    for cell in &grid.cells {
        let Some(key) = &cell.key else { continue };
        let text = (cell.raw.at.column, key.exact.as_str(), cell.raw.shown.as_str());
        match rows.last_mut() {
            Some(row) if row.row == cell.raw.at.row => row.texts.push(text),
            _ => rows.push(Row { row: cell.raw.at.row, texts: vec![text] }),
        }
    }
    rows.truncate(MOST_ROWS);
    rows
}

/// The row of `other` for each row of the base up to `last`. `columns` are those
/// of the other sheet by the base's; `weight` is how much a text says, by its key.
pub(super) fn mapped_rows(
    base: &Grid<'_>,
    other: &Grid<'_>,
    columns: &[u32],
    weight: impl Fn(&str) -> f64,
    last: u32,
) -> Vec<Option<u32>> {
    let (ours, theirs) = (rows_of(base), rows_of(other));
    let pairs = best_pairs(&ours, &theirs, |ours, theirs| {
        let by_text: HashMap<&str, u32> =
            theirs.texts.iter().map(|(column, key, _)| (*key, *column)).collect();
        let mut score = 0.0;
        for (column, key, shown) in &ours.texts {
            let there = usize::try_from(*column).ok().and_then(|column| columns.get(column)).copied();
            match by_text.get(key) {
                Some(found) if Some(*found) == there => score += weight(key),
                Some(_) => score += weight(key) * 0.3,
                None => {
                    let beside = theirs.texts.iter().find(|(column, ..)| Some(*column) == there);
                    let reworded = beside.is_some_and(|(_, _, other)| same_concept(shown, other));
                    score += if reworded { weight(key) * 0.7 } else { 0.0 };
                }
            }
        }
        score
    });
    fill_gaps(&pairs, last)
}

/// The heaviest sequence of pairs in which both rows grow, as row numbers.
fn best_pairs(
    ours: &[Row<'_>],
    theirs: &[Row<'_>],
    score: impl Fn(&Row<'_>, &Row<'_>) -> f64,
) -> Vec<(u32, u32)> {
    let width = theirs.len() + 1;
    // Best value up to a pair of positions, and best value of a chain that ends in the pair.
    let mut best = vec![0.0f64; (ours.len() + 1) * width];
    let mut ends = vec![0.0f64; (ours.len() + 1) * width];
    let at = |i: usize, j: usize| i * width + j;
    for (i, our) in ours.iter().enumerate() {
        for (j, their) in theirs.iter().enumerate() {
            let own = score(our, their);
            if own > 0.0 {
                let steady = i > 0
                    && j > 0
                    && ends[at(i, j)] > 0.0
                    && our.row - ours[i - 1].row == their.row - theirs[j - 1].row;
                let chained = if steady { ends[at(i, j)] + SAME_DISTANCE } else { 0.0 };
                ends[at(i + 1, j + 1)] = own + chained.max(best[at(i, j)]);
            }
            let skipped = best[at(i, j + 1)].max(best[at(i + 1, j)]);
            best[at(i + 1, j + 1)] = skipped.max(ends[at(i + 1, j + 1)]);
        }
    }
    let mut pairs = Vec::new();
    let (mut i, mut j) = (ours.len(), theirs.len());
    while i > 0 && j > 0 {
        let here = best[at(i, j)];
        if here > 0.0 && ends[at(i, j)] >= here {
            pairs.push((ours[i - 1].row, theirs[j - 1].row));
            (i, j) = (i - 1, j - 1);
        } else if best[at(i - 1, j)] >= here {
            i -= 1;
        } else {
            j -= 1;
        }
    }
    pairs.reverse();
    pairs
}

/// Rows between two pairs that kept their distance moved along with them.
fn fill_gaps(pairs: &[(u32, u32)], last: u32) -> Vec<Option<u32>> {
    let shift = |pair: Option<&(u32, u32)>| pair.map(|&(ours, theirs)| i64::from(theirs) - i64::from(ours));
    (0..=last)
        .map(|row| {
            let after = pairs.partition_point(|(ours, _)| *ours < row);
            if let Some((ours, theirs)) = pairs.get(after)
                && *ours == row
            {
                return Some(*theirs);
            }
            let before = shift(after.checked_sub(1).and_then(|index| pairs.get(index)));
            let behind = shift(pairs.get(after));
            let moved = match (before, behind) {
                (Some(before), Some(behind)) if before != behind => return None,
                (one, other) => one.or(other)?,
            };
            u32::try_from(i64::from(row) + moved).ok()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::sample::sheet;

    fn mapped(base: &str, other: &str) -> Vec<Option<u32>> {
        let (base, other) = (sheet(base, &[]), sheet(other, &[]));
        let (base, other) = (Grid::new(&base, 100), Grid::new(&other, 100));
        mapped_rows(&base, &other, &[0, 1, 2], |_| 1.0, 4)
    }

    #[test]
    fn an_inserted_row_parts_those_around_it() {
        let base = "番号|1\n計画名|あ\n年度|計画\nR5|検討\nR6|実施";
        assert_eq!(mapped(base, base), [0, 1, 2, 3, 4].map(Some));
        let other = "番号|2\n|係\n計画名|い\n年度|計画\nR5|実施\nR6|検討";
        assert_eq!(mapped(base, other), [0, 2, 3, 4, 5].map(Some));
    }

    #[test]
    fn a_reworded_label_keeps_its_row() {
        assert_eq!(
            mapped("番号|1\n担当課|あ\n\n計画名|う", "番号|2\n所管課|い\n\n取組|え\n計画名|う")[..2],
            [Some(0), Some(1)]
        );
    }
}
