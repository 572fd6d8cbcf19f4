//! The year that the form is for, where it stands in a title and no label asks for it.

use super::overlay::Overlay;
use super::pattern::around_year;
use super::sense::{Sense, only_year};
use super::value::fits;
use super::{ProposedCell, ProposedKind};
use crate::characters::fold;
use crate::model::{Eras, Field, FiscalYear};

/// Titles stand in the first rows.
const TITLE_ROWS: u32 = 4;

/// Turns a title's year into {{対象年度}}, if the form does not ask for it elsewhere.
pub(super) fn find_target_year(overlay: &Overlay<'_>, cells: &mut [ProposedCell], eras: &Eras) {
    if cells.iter().any(|cell| cell.names("対象年度")) {
        return;
    }
    let first = cells.iter().map(|cell| cell.range.start.row).min().unwrap_or(0);
    let candidates: Vec<usize> =
        (0..cells.len()).filter(|&cell| cells[cell].range.start.row < first + TITLE_ROWS).collect();
    for index in candidates {
        if names_something(cells, index, eras) || heads_years(cells, index, eras) {
            continue;
        }
        if let Some((text, doubt)) = with_placeholder(overlay, &cells[index], eras) {
            cells[index].text = text;
            cells[index].kind = doubt.map_or(ProposedKind::Field, ProposedKind::Unsure);
            return;
        }
    }
}

/// Whether a cell is one of the years over a table.
fn heads_years(cells: &[ProposedCell], index: usize, eras: &Eras) -> bool {
    let year = |cell: &ProposedCell| Sense::of(&cell.text, eras).bare_year;
    let row = cells[index].range.start.row;
    year(&cells[index])
        && cells
            .iter()
            .enumerate()
            .any(|(other, cell)| other != index && cell.range.start.row == row && year(cell))
}

/// Whether a label names the box beside or below it, or a field has its name already.
fn names_something(cells: &[ProposedCell], index: usize, eras: &Eras) -> bool {
    let cell = &cells[index];
    let range = cell.range;
    let named = match &cell.kind {
        ProposedKind::Field => true,
        // A year of its own at no label but the title on its left.
        ProposedKind::Unsure(_) => cells.iter().any(|other| {
            let beside = other.range.end.column + 1 == range.start.column;
            beside && other.range.start.row == range.start.row && Sense::of(&other.text, eras).is_word()
        }),
        ProposedKind::Label => Sense::of(&cell.text, eras).is_sure(),
    };
    let asked = cells.iter().any(|other| {
        let field = other.kind != ProposedKind::Label;
        let right =
            other.range.start.row == range.start.row && other.range.start.column == range.end.column + 1;
        let below =
            other.range.start.row == range.end.row + 1 && other.range.start.column == range.start.column;
        field && (right || (below && other.range.end.column == range.end.column))
    });
    named || (asked && cell.kind == ProposedKind::Label && range.start.row > 0)
}

fn with_placeholder(
    overlay: &Overlay<'_>,
    cell: &ProposedCell,
    eras: &Eras,
) -> Option<(String, Option<String>)> {
    let values: Vec<_> = overlay.values(cell.range).into_iter().flatten().collect();
    let years: Vec<FiscalYear> =
        values.iter().filter_map(|cell| only_year(&fold(&cell.shown), eras)).collect();
    let others = values
        .iter()
        .all(|cell| only_year(&fold(&cell.shown), eras).is_some() || fits(&Field::TargetYear, cell, eras));
    if values.is_empty() || !others {
        return None;
    }
    let Some(&year) = years.first() else {
        // A lone 6 in the title's row may be the year, if it is 6 in every sheet
        // and not the year of a date.
        let same = values.iter().all(|cell| fold(&cell.shown) == fold(&values[0].shown));
        if !same || is_part_of_date(overlay, cell) {
            return None;
        }
        let doubt = "年度を表す数字のようなので「対象年度」としました。違えば元の文字に戻してください";
        return Some(("{{対象年度}}".to_owned(), Some(doubt.to_owned())));
    };
    if years.iter().any(|other| *other != year) {
        return None;
    }
    let spelled = values.iter().filter_map(|cell| {
        only_year(&fold(&cell.shown), eras)?;
        around_year(&cell.shown)
    });
    let around =
        spelled.max_by_key(|around| around.prefix.chars().count() + around.suffix.chars().count())?;
    let text = format!("{}{{{{対象年度}}}}{}", around.prefix, around.suffix);
    let whole = values.iter().all(|cell| fits(&Field::TargetYear, cell, eras));
    let doubt = (!whole || values.len() < 2).then(|| {
        "題名の年度を「対象年度」としました。計画期間などの年度であれば、元の文字に戻してください".to_owned()
    });
    Some((text, doubt))
}

/// 令和 | 7 | 年 | 4 | 月: one of the cells of a date.
fn is_part_of_date(overlay: &Overlay<'_>, cell: &ProposedCell) -> bool {
    let next = |text: &str| ["年", "月", "日"].contains(&text);
    overlay.base().cells.iter().any(|other| {
        let beside = other.range.start.row == cell.range.start.row
            && other.range.start.column == cell.range.end.column + 1;
        beside && other.key.as_ref().is_some_and(|key| next(&key.exact))
    })
}
