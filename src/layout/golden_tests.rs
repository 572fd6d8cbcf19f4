//! Pages of a small year as text, to be read when they change: a line for every
//! line of text, `x y size face words`, in whole points; rules and tints are
//! left to the eye. After a wanted change: run these tests with
//! GYOKAKU_REWRITE_GOLDEN=1, look at the pages, read the difference.

use super::council::lay_out_council_report;
use super::notice::lay_out_notice;
use super::page_checks::runs;
use super::papers::lay_out_paper;
use super::{Page, Size};
use crate::diag::{Finding, RuleInfo};
use crate::model::{CellRef, PlanKey};
use crate::report::council::build_council_report;
use crate::report::notice::notices;
use crate::report::papers::opinion_form_paper;
use crate::report::sample::{city, small_year};

const REWRITE: &str = "GYOKAKU_REWRITE_GOLDEN";

/// Runs that follow each other on a line are one; small shifts are none.
fn dump(page: &Page) -> String {
    let lies = if page.size == Size::A4 { "upright" } else { "across" };
    let mut lines = vec![format!("page {} {lies}", page.label)];
    let mut open: Option<(f64, f64, f64, bool)> = None;
    for (placed, run) in runs(page) {
        let (x, y, bold) = (placed.at.x_pt, placed.at.y_pt, run.face.is_bold());
        let end = x + run.width_pt();
        match (open, lines.last_mut()) {
            (Some((to, base, size, was_bold)), Some(last))
                if (x - to).abs() < 1.0 && base == y && size == run.size_pt && was_bold == bold =>
            {
                last.push_str(&run.text);
            }
            _ => {
                lines.push(format!("{x:.0} {y:.0} {:.1} {:?} {}", run.size_pt, run.face, run.text));
            }
        }
        open = Some((end, y, run.size_pt, bold));
    }
    lines.join("\n") + "\n"
}

fn compare(name: &str, page: &Page) {
    let path = format!("{}/tests/golden/{name}.txt", env!("CARGO_MANIFEST_DIR"));
    let found = dump(page);
    if std::env::var_os(REWRITE).is_some() {
        std::fs::write(&path, found).expect("a written file");
        return;
    }
    let expected = std::fs::read_to_string(&path).expect("the golden page");
    let differs = found.lines().zip(expected.lines()).find(|(found, expected)| found != expected);
    assert!(
        found == expected,
        "{name}: {differs:?}; look at the page, then rewrite with {REWRITE}=1 and read the difference"
    );
}

fn says(page: &Page, words: &str) -> bool {
    runs(page).map(|(_, run)| run.text.as_str()).collect::<String>().contains(words)
}

#[test]
fn the_report_of_a_small_year_stands_as_it_did() {
    let pages = lay_out_council_report(&build_council_report(&small_year(), &city(), &[]));
    compare("cover", &pages[0]);
    compare("contents", &pages[1]);
    compare("overview", &pages[2]);
    let list = pages.iter().find(|page| page.size == Size::A4_LANDSCAPE).expect("計画一覧 lies across");
    compare("list", list);
    let changed = pages.iter().find(|page| says(page, "個票　1-01")).expect("a sheet");
    assert!(says(changed, "変更理由"), "its judgment was changed");
    compare("sheet", changed);
}

#[test]
fn the_form_for_opinions_stands_as_it_did() {
    compare("opinion_form", &lay_out_paper(&opinion_form_paper(&small_year(), &city()))[0]);
}

#[test]
fn a_notice_stands_as_it_did() {
    let year = small_year();
    let plan = year.plan(PlanKey::new(2, 1)).expect("a plan");
    let origin = plan.source.as_ref().expect("submitted").at(CellRef::new(20, 2));
    let finding = Finding::new(&RuleInfo::EXAMPLE, "C判定には課題と改善策が必要です")
        .on_plan(plan.key, &plan.department)
        .at(&origin)
        .about("課題・改善策");
    compare("notice", &lay_out_notice(&notices(&year, &[finding], &city())[0])[0]);
}
