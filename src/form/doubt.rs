//! Labels that stand twice and cannot be told apart.

use std::collections::HashMap;

use super::align::{Alignment, Found};
use super::anchor::{Anchors, LabelRow, Likeness, SlotAnchor};
use super::grid::Grid;
use super::placed::Doubt;

/// With this share of its labels standing twice, a sheet holds the form twice.
const HELD_TWICE: f64 = 0.34;

/// For each label of the form, why its place is in doubt, if it is. `values`
/// tells the cells that hold values: a value may well say what a label says.
pub(super) fn doubtful(
    anchors: &Anchors,
    grid: &Grid<'_>,
    alignment: &Alignment<'_>,
    values: &[bool],
) -> Vec<Option<Doubt>> {
    let torn = torn(anchors, grid, alignment, values);
    let uncounted = uncounted(anchors, grid, alignment);
    let doubles = doubles(grid, alignment, values);
    let found = alignment.found.iter().flatten().count();
    let twice = alignment.found.iter().flatten().filter(|f| !of(&doubles, grid, f).is_empty()).count();
    let held_twice = twice >= 4 && as_f64(twice) >= as_f64(found) * HELD_TWICE;
    (0..anchors.labels.len())
        .map(|label| {
            let found = alignment.found[label].as_ref()?;
            let others = of(&doubles, grid, found);
            let doubled = || others.iter().any(|&other| !told_apart(anchors, grid, alignment, label, other));
            // Of a sheet that holds the form twice, no label says which of the two it is.
            if held_twice || uncounted[label] || doubled() || twin_is_missing(anchors, grid, alignment, label)
            {
                return Some(Doubt::Twice(label));
            }
            torn[label].then_some(Doubt::Scattered(label))
        })
        .collect()
}

/// For each label, whether it stands in a row of which labels changed places
/// while a text was left without any: then nobody can tell whose value is whose.
fn torn(anchors: &Anchors, grid: &Grid<'_>, alignment: &Alignment<'_>, values: &[bool]) -> Vec<bool> {
    let mut torn = vec![false; anchors.labels.len()];
    let as_sent_out = alignment.same_shift();
    for (index, row) in anchors.rows.iter().enumerate() {
        let Some(sheet_row) = alignment.rows[index] else { continue };
        let in_row = |label: &usize| {
            let found = alignment.found[*label].filter(|_| !anchors.labels[*label].inline)?;
            (grid.cells[found.cell].raw.at.row == sheet_row).then_some((*label, found))
        };
        let here: Vec<(usize, Found)> = row.labels.iter().filter_map(in_row).collect();
        let shift = |&(label, found): &(usize, Found)| {
            i64::from(grid.cells[found.cell].raw.at.column) - i64::from(anchors.labels[label].column)
        };
        let uneven = here.windows(2).any(|pair| shift(&pair[0]) != shift(&pair[1]));
        // In a row that moved as a whole, labels that changed places stand in another order.
        let column = |found: &Found| grid.cells[found.cell].raw.at.column;
        let disordered = here.windows(2).any(|pair| column(&pair[0].1) > column(&pair[1].1));
        let changed =
            if alignment.moved_rows[index] { disordered } else { here.iter().any(|(_, found)| found.moved) };
        let orphan = |cell: usize| alignment.label_at[cell].is_none() && !values[cell];
        let missing = row.labels.iter().any(|&l| !anchors.labels[l].inline && alignment.found[l].is_none());
        // A label that changed places without its value is followed by a label or by nothing.
        let followed = |cell: usize| {
            let next = cell + 1;
            grid.in_row(sheet_row).contains(&next) && alignment.label_at[next].is_none()
        };
        let asks = |label: usize| anchors.slots.iter().any(|slot| slot.left == Some(label) && slot.touches);
        let alone = here.iter().any(|&(label, found)| asks(label) && !followed(found.cell));
        // Headings of years say themselves which year they are: R4 of an older
        // form is no reason to doubt R5.
        let years = here.iter().all(|&(label, _)| anchors.labels[label].dated && anchors.labels[label].heads);
        let left_over = !years && grid.in_row(sheet_row).any(orphan);
        let uneven = uneven && !columns_are_gone(anchors, grid, alignment, (row, &here), values);
        if (changed && (alone || left_over)) || (missing && (uneven || (left_over && !as_sent_out))) {
            here.iter().for_each(|&(label, _)| torn[label] = true);
        }
    }
    torn
}

/// Whether a row of headings lost nothing but columns: where a heading is
/// missing, the next ones stand nearer by no more than its columns, and no
/// value was left without a heading.
fn columns_are_gone(
    anchors: &Anchors,
    grid: &Grid<'_>,
    alignment: &Alignment<'_>,
    (row, here): (&LabelRow, &[(usize, Found)]),
    values: &[bool],
) -> bool {
    let labels = &anchors.labels;
    let range = |found: &Found| grid.cells[found.cell].range;
    let nearer = |a: &(usize, Found), b: &(usize, Found)| {
        let now = i64::from(range(&b.1).start.column) - i64::from(range(&a.1).start.column);
        i64::from(labels[b.0].column) - i64::from(labels[a.0].column) - now
    };
    let gone = |a: usize, b: usize| {
        let missing = row.labels.iter().filter(|&&label| alignment.found[label].is_none());
        let between =
            missing.filter(|&&l| labels[a].column < labels[l].column && labels[l].column < labels[b].column);
        between.map(|&l| i64::from(labels[l].end_column - labels[l].column + 1)).sum::<i64>()
    };
    let narrower = |(label, found): &(usize, Found)| {
        i64::from(labels[*label].end_column - labels[*label].column + 1) - i64::from(range(found).width())
    };
    let explained = |pair: &[(usize, Found)]| {
        let (a, b) = (&pair[0], &pair[1]);
        let rest = nearer(a, b) - narrower(a).max(0);
        // Where nothing is missing, columns may have been put in.
        (0..=gone(a.0, b.0)).contains(&rest) || (rest < 0 && gone(a.0, b.0) == 0)
    };
    let is_beside = |slot: &SlotAnchor| slot.left.is_some_and(|left| row.labels.contains(&left));
    let heads_only = !anchors.slots.iter().any(is_beside);
    let ends = here.iter().map(|(label, found)| (range(found), *label));
    let Some((last, label)) = ends.max_by_key(|(range, _)| range.end.row) else { return false };
    let first = here.iter().map(|(_, found)| range(found).start.column).min().unwrap_or(0);
    let reach = anchors.reach[label].saturating_sub(labels[label].end_row);
    let mut orphans = grid.in_rows(last.end.row + 1, last.end.row + reach).filter(|&cell| {
        let column = grid.cells[cell].raw.at.column;
        column >= first && alignment.label_at[cell].is_none() && !values[cell]
    });
    heads_only && here.windows(2).all(explained) && orphans.next().is_none()
}

/// For each label, whether it stands again in its column of the form, and of
/// these rows some are missing: nobody can tell which ones are left. A certain
/// row between two of them tells them apart.
fn uncounted(anchors: &Anchors, grid: &Grid<'_>, alignment: &Alignment<'_>) -> Vec<bool> {
    let labels = &anchors.labels;
    let mut uncounted = vec![false; labels.len()];
    let is_twin = |a: usize, b: usize| {
        !labels[a].inline
            && labels[a].column == labels[b].column
            && labels[a].key.exact == labels[b].key.exact
    };
    let complete = |label: usize| {
        labels[label].unique || (0..labels.len()).all(|l| !is_twin(l, label) || alignment.found[l].is_some())
    };
    let certain = |index: usize| {
        let here = |&label: &usize| alignment.found[label].is_some_and(|f| f.likeness > Likeness::Similar);
        let mut found = anchors.rows[index].labels.iter().copied().filter(here);
        alignment.rows[index].is_some() && !alignment.moved_rows[index] && found.any(complete)
    };
    let is_parted = |a: usize, b: usize| {
        let between = |row: u32| labels[a].row < row && row < labels[b].row;
        (0..anchors.rows.len()).any(|index| between(anchors.rows[index].row) && certain(index))
    };
    // A label that stands once in the same row tells which row it is.
    let named = |label: usize| {
        let Some(found) = alignment.found[label] else { return false };
        let row = grid.cells[found.cell].raw.at.row;
        (0..labels.len()).any(|other| {
            let beside = labels[other].row == labels[label].row && labels[other].unique;
            beside
                && alignment.found[other]
                    .is_some_and(|f| f.likeness > Likeness::Similar && grid.cells[f.cell].raw.at.row == row)
        })
    };
    for first in (0..labels.len()).filter(|&label| !labels[label].unique) {
        let mut twins: Vec<usize> = (0..labels.len()).filter(|&l| is_twin(l, first)).collect();
        twins.sort_by_key(|&label| labels[label].row);
        if twins.len() < 2 || twins.iter().any(|&twin| twin < first) || complete(first) {
            continue;
        }
        for run in twins.chunk_by(|&a, &b| !is_parted(a, b)) {
            if run.len() > 1 && run.iter().any(|&label| alignment.found[label].is_none()) {
                run.iter().filter(|&&label| !named(label)).for_each(|&label| uncounted[label] = true);
            }
        }
    }
    uncounted
}

fn as_f64(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::MAX, f64::from)
}

/// Texts that are neither label nor value, by key, where a label says the same.
fn doubles<'g>(
    grid: &'g Grid<'_>,
    alignment: &Alignment<'_>,
    values: &[bool],
) -> HashMap<&'g str, Vec<usize>> {
    let mut doubles: HashMap<&str, Vec<usize>> = HashMap::new();
    for (cell, grid_cell) in grid.cells.iter().enumerate() {
        if let Some(key) = &grid_cell.key
            && alignment.label_at[cell].is_none()
            && !values[cell]
        {
            doubles.entry(&key.exact).or_default().push(cell);
        }
    }
    doubles
}

fn of<'d>(doubles: &'d HashMap<&str, Vec<usize>>, grid: &Grid<'_>, found: &Found) -> &'d [usize] {
    let key = grid.cells[found.cell].key.as_ref();
    key.and_then(|key| doubles.get(key.exact.as_str())).map_or(&[], Vec::as_slice)
}

/// Whether the surroundings say that `label` is not the text in the cell `other`.
fn told_apart(
    anchors: &Anchors,
    grid: &Grid<'_>,
    alignment: &Alignment<'_>,
    label: usize,
    other: usize,
) -> bool {
    let Some(found) = alignment.found[label] else { return false };
    let info = &anchors.labels[label];
    let (here, there) = (grid.cells[found.cell].raw.at, grid.cells[other].raw.at);
    if here.row == there.row {
        let column = alignment.column(info.column);
        return here.column == column && there.column != column;
    }
    if found.moved {
        return false;
    }
    // Where rows were moved, their order says nothing of which row is which.
    let in_order = !alignment.moved_rows.contains(&true);
    if in_order && !between_neighbours(anchors, alignment, info.row, info.row, there.row) {
        return true;
    }
    let others: Vec<&Found> = alignment
        .found
        .iter()
        .enumerate()
        .filter(|&(l, _)| l != label && anchors.labels[l].row == info.row)
        .filter_map(|(_, found)| found.as_ref())
        .filter(|f| grid.cells[f.cell].raw.at.row == here.row)
        .collect();
    let repeated = |f: &&Found| {
        let key = grid.cells[f.cell].key.as_ref();
        grid.in_row(there.row)
            .any(|cell| grid.cells[cell].key.as_ref().map(|k| &k.exact) == key.map(|k| &k.exact))
    };
    !others.is_empty() && !others.iter().any(repeated)
}

/// Whether a row of the sheet lies between those rows that the form's labels
/// before and behind `form_row` became; the form's row `without` is not asked.
fn between_neighbours(
    anchors: &Anchors,
    alignment: &Alignment<'_>,
    form_row: u32,
    without: u32,
    sheet_row: u32,
) -> bool {
    let known = |index: &usize| {
        !alignment.moved_rows[*index]
            && alignment.rows[*index].is_some()
            && anchors.rows[*index].row != without
    };
    let sheet = |index: usize| alignment.rows[index];
    let indices = 0..anchors.rows.len();
    let before =
        indices.clone().rev().filter(known).find(|&i| anchors.rows[i].row < form_row).and_then(sheet);
    let behind = indices.clone().filter(known).find(|&i| anchors.rows[i].row > form_row).and_then(sheet);
    before.is_none_or(|row| row < sheet_row) && behind.is_none_or(|row| sheet_row < row)
}

/// Whether the form has the same label again, that one is missing, and the
/// place of this one would fit it as well: 「評価」 of one reviewing body alone.
fn twin_is_missing(anchors: &Anchors, grid: &Grid<'_>, alignment: &Alignment<'_>, label: usize) -> bool {
    let info = &anchors.labels[label];
    let Some(found) = alignment.found[label] else { return false };
    if info.unique {
        return false;
    }
    let row = grid.cells[found.cell].raw.at.row;
    let named_by_its_row = alignment.found.iter().enumerate().any(|(other, found)| {
        let other_info = &anchors.labels[other];
        other_info.row == info.row
            && other_info.unique
            && found.is_some_and(|f| f.likeness > Likeness::Similar && grid.cells[f.cell].raw.at.row == row)
    });
    let fits = |other: usize| {
        let twin = &anchors.labels[other];
        let missing = alignment.found[other].is_none() && twin.key.exact == info.key.exact;
        missing
            && if twin.row == info.row {
                grid.cells[found.cell].raw.at.column != alignment.column(info.column)
            } else {
                !named_by_its_row && between_neighbours(anchors, alignment, twin.row, info.row, row)
            }
    };
    (0..anchors.labels.len()).any(|other| other != label && fits(other))
}
