//! The secretariat, which types opinions after a meeting.

use std::path::Path;

use crate::support::PlanFolder;
use crate::typing::{Shown, Workbook};

/// What a body said: on a plan by its key, or on the whole.
pub(crate) struct Said<'a> {
    pub(crate) on: &'a str,
    pub(crate) opinion: &'a str,
    pub(crate) judgment: &'a str,
    pub(crate) reason: &'a str,
}

/// An opinion that leaves the judgment.
pub(crate) const fn says<'a>(on: &'a str, opinion: &'a str) -> Said<'a> {
    Said { on, opinion, judgment: "", reason: "" }
}

/// A judgment that is changed, for a reason.
pub(crate) const fn judges<'a>(on: &'a str, judgment: &'a str, reason: &'a str) -> Said<'a> {
    Said { on, opinion: "", judgment, reason }
}

/// The row of a plan in an opinion workbook, or the first free one of 全体.
pub(crate) fn row_of(shown: &Shown, areas: &[&str], on: &str) -> u32 {
    let (area, number) = (shown.column("改革分野"), shown.column("番号"));
    let found = (2..=shown.rows()).find(|row| {
        let number = shown.text(&format!("{number}{row}"));
        if on == "全体" {
            return number == "全体";
        }
        let area = areas.iter().position(|name| *name == shown.text(&format!("{area}{row}")));
        area.is_some_and(|at| format!("{}-{:0>2}", at + 1, number) == on)
    });
    found.unwrap_or_else(|| panic!("no row for {on}"))
}

/// Types opinions into 意見入力_BODY.xlsx and saves it as 意見/BODY.xlsx.
pub(crate) fn review(folder: &PlanFolder, year: &str, body: &str, areas: &[&str], said: &[Said<'_>]) {
    let entry = folder.path(&format!("{year}/出力/意見入力_{body}.xlsx"));
    let saved = folder.path(&format!("{year}/意見/{body}.xlsx"));
    type_opinions(&entry, areas, said).save(&saved);
}

/// The workbook with the opinions typed in.
pub(crate) fn type_opinions(entry: &Path, areas: &[&str], said: &[Said<'_>]) -> Workbook {
    let shown = Shown::of(entry);
    let mut workbook = Workbook::open(entry);
    for said in said {
        let row = row_of(&shown, areas, said.on);
        for (heading, text) in [("意見", said.opinion), ("評価", said.judgment), ("変更理由", said.reason)]
        {
            if !text.is_empty() {
                workbook.type_in(&format!("{}{row}", shown.column(heading)), text);
            }
        }
    }
    workbook
}

/// The areas of Honjo, in their order.
pub(crate) const HONJO: [&str; 3] = ["行政サービス改革", "業務改善・効率化改革", "財政改革"];
