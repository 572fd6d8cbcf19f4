//! What must hold for every page, whatever stands on it: shared by the tests
//! of the report, of the papers and of hostile texts.

use std::collections::HashMap;

use super::{Item, Page, Placed, Point, Size, Tag, TextRun, mm};

pub(super) fn runs(page: &Page) -> impl Iterator<Item = (&Placed, &TextRun)> {
    page.items.iter().filter_map(|placed| match &placed.item {
        Item::Text(run) => Some((placed, run)),
        _ => None,
    })
}

/// What a reader of the structure meets, place by place, without white space:
/// no running heads, no heads that come again; a cell that goes on over the
/// page is read on, before the cell beside it.
pub(super) fn read_aloud(pages: &[Page]) -> String {
    let mut tree = Tree { nodes: vec![Vec::new()], known: HashMap::new() };
    for (placed, run) in pages.iter().flat_map(runs) {
        if let Some(tag) = placed.tag.as_ref().filter(|tag| !tag.role().is_artifact()) {
            let node = tree.node(tag);
            tree.nodes[node].push(Kid::Text(run.text.clone()));
        }
    }
    squeezed(&tree.text(0))
}

/// The structure as a reader walks it; the first node is the document.
struct Tree {
    nodes: Vec<Vec<Kid>>,
    known: HashMap<usize, usize>,
}

enum Kid {
    Text(String),
    Node(usize),
}

impl Tree {
    fn node(&mut self, tag: &Tag) -> usize {
        if let Some(node) = self.known.get(&tag.identity()) {
            return *node;
        }
        let parent = tag.parent().map_or(0, |parent| self.node(parent));
        self.nodes.push(Vec::new());
        let node = self.nodes.len() - 1;
        self.nodes[parent].push(Kid::Node(node));
        self.known.insert(tag.identity(), node);
        node
    }

    fn text(&self, node: usize) -> String {
        let kid = |kid: &Kid| match kid {
            Kid::Text(text) => text.clone(),
            Kid::Node(node) => self.text(*node),
        };
        self.nodes[node].iter().map(kid).collect()
    }
}

pub(super) fn squeezed(text: &str) -> String {
    text.split_whitespace().collect()
}

/// Left, right, head and foot of the text on a page. The lower of the two
/// upright formats counts for both.
fn type_area(page: &Page) -> (f64, f64, f64, f64) {
    let odd = page.label.parse::<usize>().expect("a page number") % 2 == 1;
    match (page.size == Size::A4, odd) {
        (true, true) => (mm(24.0), mm(192.0), mm(21.5), mm(275.5)),
        (true, false) => (mm(18.0), mm(186.0), mm(21.5), mm(275.5)),
        (false, true) => (mm(15.0), mm(282.0), mm(24.0), mm(190.0)),
        (false, false) => (mm(15.0), mm(282.0), mm(18.0), mm(184.0)),
    }
}

/// Text outside the type area; running heads and page numbers outside the paper.
fn outside_the_type_area(pages: &[Page]) -> Vec<String> {
    let mut faults = Vec::new();
    for page in pages {
        let (left, right, head, foot) = type_area(page);
        for (placed, run) in runs(page) {
            // The air before a bracket at the start of a line is not ink.
            let opens = run.text.starts_with(['（', '「', '『', '【', '〔', '《', '〈', '［', '｛']);
            let air = if opens { run.size_pt / 2.0 } else { 0.0 };
            let (x, end, y) = (placed.at.x_pt + air, placed.at.x_pt + run.width_pt(), placed.at.y_pt);
            let (head, foot) = match placed.tag {
                Some(ref tag) if !tag.role().is_artifact() => (head, foot),
                _ => (mm(6.0), page.size.height_pt - mm(8.0)),
            };
            let across = x >= left - 0.5 && end <= right + 0.5;
            if !across || y - 0.7 * run.size_pt < head - 0.5 || y > foot + 0.5 {
                faults.push(format!("page {}: {x:.0} to {end:.0}, {y:.0} down: {}", page.label, run.text));
            }
        }
    }
    faults
}

/// Text that stands on another.
fn overlaps(pages: &[Page]) -> Vec<String> {
    let mut faults = Vec::new();
    for page in pages {
        let mut boxes: Vec<(f64, f64, f64, f64, &str)> = runs(page)
            .map(|(placed, run)| {
                let (x, y) = (placed.at.x_pt, placed.at.y_pt);
                (x, x + run.width_pt(), y - 0.72 * run.size_pt, y, run.text.as_str())
            })
            .collect();
        boxes.sort_by(|a, b| a.2.total_cmp(&b.2));
        for (index, a) in boxes.iter().enumerate() {
            for b in boxes[index + 1..].iter().take_while(|b| b.2 < a.3) {
                let across = a.1.min(b.1) - a.0.max(b.0);
                let down = a.3.min(b.3) - a.2.max(b.2);
                if across >= 0.6 && down >= 0.6 {
                    faults.push(format!("page {}: {} on {}", page.label, a.4, b.4));
                }
            }
        }
    }
    faults
}

/// Runs with a character that the run's face does not have.
fn without_glyph(pages: &[Page]) -> Vec<String> {
    let lacks = |run: &&TextRun| run.text.chars().any(|c| run.face.glyph(c).is_none());
    pages.iter().flat_map(runs).map(|(_, run)| run).filter(lacks).map(|run| run.text.clone()).collect()
}

/// All that is wrong with pages, whatever stands on them.
pub(super) fn faults(pages: &[Page]) -> Vec<String> {
    [outside_the_type_area(pages), overlaps(pages), without_glyph(pages)].concat()
}

/// Points and items, to compare pages of two runs.
pub(super) fn stripped(pages: Vec<Page>) -> Vec<(Point, Item)> {
    pages.into_iter().flat_map(|page| page.items).map(|placed| (placed.at, placed.item)).collect()
}
