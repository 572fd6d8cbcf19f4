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

use super::council::landscape;
use super::stacked_bars::lay_out_bars;
use super::{Book, Flow, Page, PageFormat, RunningHead};

/// A paper as pages: the first without running head, below the title.
pub fn lay_out_paper(paper: &Paper) -> Vec<Page> {
    let format = if paper.across { landscape() } else { PageFormat::portrait() };
    let mark = paper.mark.as_ref().map_or_else(String::new, |mark| format!("　【{mark}】"));
    let title = format!("{}{mark}", paper.title);
    let mut book = Book::new();
    for (section, flow) in flows(paper, format.width_pt) {
        let head = RunningHead { section, title: title.clone() };
        let opens = book.next_number() == 1;
        for block in super::paginate::paginate(flow, format.width_pt, format.height_pt) {
            let first = opens && book.next_number() == 1;
            book.add_page(&format, (!first).then_some(&head), block);
        }
    }
    book.finish()
}

/// The parts up to each chapter that begins a page, with what the running head says of them.
fn flows(paper: &Paper, width_pt: f64) -> Vec<(String, Flow)> {
    let mut flows = vec![(String::new(), Flow::new())];
    let mut chapters = 0;
    for part in &paper.parts {
        if let Part::Chapter { title, new_page: true, .. } = part {
            flows.push((title.clone(), Flow::new()));
        }
        if matches!(part, Part::Chapter { .. } | Part::PlanHead(_)) {
            chapters += 1;
        }
        if let Some((_, flow)) = flows.last_mut() {
            push_part(flow, part, chapters, paper, width_pt);
        }
    }
    flows.retain(|(_, flow)| !flow.pieces.is_empty());
    flows
}

fn push_part(flow: &mut Flow, part: &Part, number: usize, paper: &Paper, width_pt: f64) {
    match part {
        Part::Addressee(text) => heads::push_addressee(flow, text, width_pt),
        Part::Sender(lines) => heads::push_sender(flow, lines, width_pt),
        Part::Title { above, title, below } => heads::push_title(flow, above, title, below, width_pt),
        Part::Chapter { title, unit, .. } => {
            heads::push_chapter(flow, title, unit.as_deref(), number, width_pt);
        }
        Part::Section { title, unit } => heads::push_section(flow, title, unit.as_deref(), width_pt),
        Part::PlanHead(head) => heads::push_plan(flow, head, number, &paper.judgments, width_pt),
        Part::Body(text) => texts::push_body(flow, text, width_pt),
        Part::Facts(facts) => texts::push_facts(flow, facts, width_pt),
        Part::Notes(notes) => texts::push_notes(flow, notes, width_pt),
        Part::Blanks(labels) => texts::push_blanks(flow, labels, width_pt),
        Part::WritingLines(count) => texts::push_writing_lines(flow, *count, width_pt),
        Part::Table(table) => grid::push_table(flow, table, &paper.judgments, width_pt),
        Part::Bars(chart) => flow.push(6.0, lay_out_bars(chart, &paper.judgments, width_pt)),
    }
}
