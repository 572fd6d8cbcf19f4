//! 提出状況: how many sheets of which area arrived.

use crate::report::figures;
use crate::report::totals::{AreaTotals, Share};

use super::edition::Edition;
use super::parts::{Align, Grid, GridRow};
use super::prose;

pub(super) fn build_submission(edition: &Edition<'_>) -> Grid {
    let held = edition.totals.all.held > 0;
    let mut columns = vec![
        ("改革分野".to_owned(), Align::Left),
        ("対象計画".to_owned(), Align::Right),
        ("提出".to_owned(), Align::Right),
        ("未提出".to_owned(), Align::Right),
    ];
    if held {
        columns.push(("確認中".to_owned(), Align::Right));
    }
    columns.extend([("提出率".to_owned(), Align::Right), ("実行課".to_owned(), Align::Right)]);
    let row = |area: &AreaTotals| {
        let mut cells = vec![
            prose::area_label(area),
            figures::count(area.plans),
            figures::count(area.submitted),
            figures::count(area.missing),
        ];
        if held {
            cells.push(figures::count(area.held));
        }
        // None of some is a value here: 0.0.
        cells.push(
            Share::of(area.submitted, area.plans).map_or_else(|| figures::NOTHING.to_owned(), Share::text),
        );
        cells.push(figures::count(area.departments.len()));
        cells
    };
    let mut rows: Vec<GridRow> = edition.totals.areas.iter().map(|area| GridRow::plain(row(area))).collect();
    rows.push(GridRow::total(row(&edition.totals.all)));
    let note = &edition.wording.note;
    let several = edition.totals.areas.iter().map(|area| area.departments.len()).sum::<usize>();
    let mut notes = vec![note.nothing.clone()];
    if several > edition.totals.all.departments.len() {
        notes[0].insert_str(0, &note.departments);
    }
    if held {
        notes.push(note.held.clone());
    }
    Grid {
        title: edition.wording.heading.submission.clone(),
        unit: Some("単位：計画、％、課".to_owned()),
        columns,
        rows,
        notes,
    }
}
