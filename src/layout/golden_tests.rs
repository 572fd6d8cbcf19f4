//! Pages of a small year as text, to be read when they change: page, then
//! `x y face size text` of every run.

use super::council::lay_out_council_report;
use super::page_checks::runs;
use super::papers::lay_out_paper;
use super::{Page, Size};
use crate::report::council::build_council_report;
use crate::report::papers::plan_list_paper;
use crate::report::sample;

/// Set to write what is found instead of comparing it.
const REWRITE: &str = "GYOKAKU_REWRITE_GOLDEN";

fn dump(pages: &[Page]) -> String {
    let mut lines = String::new();
    for page in pages {
        let lies = if page.size == Size::A4 { "upright" } else { "across" };
        lines.push_str(&format!("page {} {lies}\n", page.label));
        for (placed, run) in runs(page) {
            let (x, y) = (placed.at.x_pt, placed.at.y_pt);
            lines.push_str(&format!("{x:.1} {y:.1} {:?} {} {}\n", run.face, run.size_pt, run.text));
        }
    }
    lines
}

fn compare(name: &str, pages: &[Page]) {
    let path = format!("{}/tests/golden/{name}", env!("CARGO_MANIFEST_DIR"));
    let found = dump(pages);
    if std::env::var_os(REWRITE).is_some() {
        std::fs::write(&path, found).expect("a written file");
        return;
    }
    let expected = std::fs::read_to_string(&path).expect("the golden pages");
    let differs = found.lines().zip(expected.lines()).find(|(found, expected)| found != expected);
    assert!(
        found == expected,
        "{name}: {differs:?}; look at the pages, then rewrite with {REWRITE}=1 and read the difference"
    );
}

#[test]
fn the_report_of_a_small_year_stands_as_it_did() {
    let report = build_council_report(&sample::small_year(), &sample::city(), &[]);
    compare("report_small_year.txt", &lay_out_council_report(&report));
}

#[test]
fn the_plan_list_of_a_small_year_stands_as_it_did() {
    let paper = plan_list_paper(&sample::small_year(), &sample::city());
    compare("plan_list_small_year.txt", &lay_out_paper(&paper));
}
