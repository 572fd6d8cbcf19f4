//! The papers beside the council's report on their pages.
//!
//! Enters: a [`Paper`]. Leaves: pages. Each kind of part has one way to stand
//! on a page, so that all papers look alike.

mod grid;
mod heads;
#[cfg(test)]
mod tests;
mod texts;

use crate::report::papers::{Paper, Part};

use super::headings::{push_body, push_notes};
use super::paginate::paginate_balanced;
use super::stacked_bars::lay_out_bars;
use super::{Block, Book, Flow, Item, Page, PageFormat, RunningHead, TextStyle, mm, width_of};

/// A paper as pages: the first without running head, below the title.
pub fn lay_out_paper(paper: &Paper) -> Vec<Page> {
    let format = if paper.across { PageFormat::landscape() } else { PageFormat::portrait() };
    let mark = paper.mark.as_ref().map_or_else(String::new, |mark| format!("　【{mark}】"));
    let title = format!("{}{mark}", paper.title);
    let title_pt = width_of(&title, &TextStyle::NOTE) + mm(6.0);
    let mut book = Book::new();
    let mut current = String::new();
    for flow in flows(paper, format.width_pt) {
        for block in paginate_balanced(flow, format.width_pt, format.height_pt) {
            let mut section = section_of(&block, paper, &mut current);
            if width_of(&section, &TextStyle::NOTE) > format.width_pt - title_pt {
                section.clear();
            }
            let head = RunningHead { section, title: title.clone() };
            let first = book.next_number() == 1;
            book.add_page(&format, (!first).then_some(&head), block);
        }
    }
    book.finish()
}

/// The chapter that goes on from the page before unless one begins at the
/// very top, and those that begin on the page.
fn section_of(page: &Block, paper: &Paper, current: &mut String) -> String {
    let is_chapter = |name: &str| {
        paper.parts.iter().any(|part| matches!(part, Part::Chapter { title, .. } if title == name))
    };
    let mut names: Vec<String> = Vec::new();
    let mut top = f64::INFINITY;
    for placed in &page.items {
        let Item::Anchor(anchor) = &placed.item else { continue };
        if let Some((_, name)) = anchor.outline.as_ref().filter(|(_, name)| is_chapter(name)) {
            top = top.min(placed.at.y_pt);
            names.push(name.clone());
        }
    }
    if top > mm(1.0) && !current.is_empty() {
        names.insert(0, current.clone());
    }
    if let Some(last) = names.last() {
        current.clone_from(last);
    }
    names.join("　")
}

/// The parts up to each chapter that begins a page.
fn flows(paper: &Paper, width_pt: f64) -> Vec<Flow> {
    let mut flows = vec![Flow::new()];
    let mut chapters = 0;
    let mut open = Vec::new();
    for part in &paper.parts {
        if matches!(part, Part::Chapter { new_page: true, .. }) {
            flows.push(Flow::new());
        }
        if matches!(part, Part::Chapter { .. } | Part::PlanHead(_)) {
            chapters += 1;
        }
        if let Some(flow) = flows.last_mut() {
            let level = heading_level(part, &mut open);
            push_part(flow, part, (chapters, level), paper, width_pt);
        }
    }
    flows.retain(|flow| !flow.pieces.is_empty());
    flows
}

/// The level of a part's heading: one below that of the heading it stands
/// under, so that no level is left out; `open` are the kinds it stands under.
fn heading_level(part: &Part, open: &mut Vec<u8>) -> u8 {
    let rank = match part {
        Part::Title { .. } => 1,
        Part::Chapter { .. } => 2,
        Part::Section { .. } => 3,
        Part::PlanHead(_) => 4,
        _ => return 0,
    };
    open.retain(|above| *above < rank);
    open.push(rank);
    u8::try_from(open.len()).unwrap_or(6)
}

fn push_part(flow: &mut Flow, part: &Part, (number, level): (usize, u8), paper: &Paper, width_pt: f64) {
    match part {
        Part::Addressee(text) => heads::push_addressee(flow, text, width_pt),
        Part::Sender(lines) => heads::push_sender(flow, lines, width_pt),
        Part::Title { above, title, below } => heads::push_title(flow, above, title, below, width_pt),
        Part::Chapter { title, unit, .. } => {
            heads::push_chapter(flow, title, unit.as_deref(), (number, level), width_pt);
        }
        Part::Section { title, unit } => heads::push_section(flow, title, unit.as_deref(), level, width_pt),
        Part::PlanHead(head) => heads::push_plan(flow, head, (number, level), &paper.judgments, width_pt),
        Part::Body(text) => push_body(flow, 8.0, text, width_pt, &texts::BODY),
        Part::Facts(facts) => texts::push_facts(flow, facts, width_pt),
        Part::Notes(notes) => push_notes(flow, notes, width_pt, &TextStyle::NOTE),
        Part::Blanks(labels) => texts::push_blanks(flow, labels, width_pt),
        Part::WritingLines(count) => texts::push_writing_lines(flow, *count, width_pt),
        Part::Table(table) => grid::push_table(flow, table, &paper.judgments, width_pt),
        Part::Bars(chart) => flow.push(6.0, lay_out_bars(chart, &paper.judgments, width_pt)),
    }
}
