//! A flow → the contents of pages of one height.

use std::collections::VecDeque;

use super::block::Block;
use super::flow::{Flow, Piece, Tear};
use super::page::Point;
use super::work;

/// Rounding slack.
const SLACK_PT: f64 = 0.01;

/// A last page filled less than this looks forgotten.
const LOW_PAGE: f64 = 1.0 / 3.0;

/// Halvings of what is left between too low a page and a full one: to 2 pt.
const BALANCE_TRIES: usize = 8;

/// Cuts a flow into blocks of at most `height_pt`. Nothing is lost: a piece
/// that is too high and may not be cut anywhere stands on a page of its own.
pub(super) fn paginate(flow: Flow, width_pt: f64, height_pt: f64) -> Vec<Block> {
    let mut pages = Pages::new(width_pt, height_pt);
    pages.fill(flow.pieces.into(), false);
    pages.close();
    pages.done
}

/// The same, but a last page with little on it takes from the page before, as
/// much as fills a third of it: no row and no pair of lines stands alone at the
/// end, and no more is left empty before it than must be.
pub(super) fn paginate_balanced(flow: Flow, width_pt: f64, height_pt: f64) -> Vec<Block> {
    let mut pages = Pages::new(width_pt, height_pt);
    pages.fill(flow.pieces.into(), true);
    let used_pt = height_pt - pages.room_pt();
    let is_low = !pages.done.is_empty() && used_pt < LOW_PAGE * height_pt;
    let shared = if is_low { shared(&pages.last_two(), width_pt, height_pt, used_pt) } else { None };
    pages.close();
    if let Some(shared) = shared {
        pages.done.truncate(pages.done.len() - shared.len());
        pages.done.extend(shared);
    }
    pages.done
}

/// What is left of the last page below a flow.
pub(super) fn room_after(flow: Flow, width_pt: f64, height_pt: f64) -> f64 {
    let mut pages = Pages::new(width_pt, height_pt);
    pages.fill(flow.pieces.into(), false);
    pages.room_pt()
}

/// The pieces of two pages with enough of the first moved to fill a third of
/// the second, which never becomes the higher one; what must stand together at
/// the top of the first is not parted.
fn shared(pieces: &[Piece], width_pt: f64, height_pt: f64, last_pt: f64) -> Option<Vec<Block>> {
    let pieces: VecDeque<Piece> = pieces.iter().cloned().collect();
    let over_pt = pieces.front()?.over.as_ref().map_or(0.0, |over| over.height_pt);
    // What is higher than a page is parted on it, too.
    let together_pt = Some(over_pt + least_height(&pieces, height_pt)).filter(|least| *least <= height_pt);
    let left_pt = (1.0 - LOW_PAGE) * height_pt + last_pt;
    let (mut low_pt, mut high_pt) = (together_pt.map_or(left_pt, |least| least.max(left_pt)), height_pt);
    let mut best = None;
    for _ in 0..BALANCE_TRIES {
        let first_pt = f64::midpoint(low_pt, high_pt);
        let mut pages = Pages { first_pt, ..Pages::new(width_pt, height_pt) };
        pages.fill(pieces.clone(), false);
        let fits = pages.done.len() == 1 && height_pt - pages.room_pt() <= first_pt;
        if fits {
            pages.close();
            high_pt = first_pt;
            best = Some(pages.done);
        } else {
            low_pt = first_pt;
        }
    }
    best
}

/// The height that must fit for the next piece to be placed here: itself, or
/// its first part, and whatever must not be parted from it.
fn least_height(rest: &VecDeque<Piece>, page_pt: f64) -> f64 {
    let mut height = 0.0;
    for piece in rest {
        work::add(1 + piece.block.cuts_pt.len());
        height += piece.space_pt;
        if piece.keep_with_next {
            height += piece.block.height_pt;
            continue;
        }
        let first_cut = piece.block.first_cut();
        let whole = piece.block.height_pt + piece.under.as_ref().map_or(0.0, |under| under.height_pt);
        height += match piece.tear {
            Tear::Free => first_cut.unwrap_or(whole),
            Tear::IfTooHigh if whole > page_pt => first_cut.unwrap_or(whole),
            Tear::IfTooHigh => whole,
        };
        break;
    }
    // What is kept together and higher than a page is parted after all.
    if height > page_pt { rest.front().map_or(0.0, |p| p.space_pt + p.block.height_pt) } else { height }
}

struct Pages {
    width_pt: f64,
    height_pt: f64,
    /// What of the first page may be filled.
    first_pt: f64,
    done: Vec<Block>,
    open: Option<Open>,
    /// What stands on the open page, and on the one before it …
    pieces: [Vec<Piece>; 2],
    /// … where the first of the open page may go on from the one before.
    goes_on: bool,
}

struct Open {
    block: Block,
    y_pt: f64,
    under: Option<std::sync::Arc<Block>>,
}

impl Pages {
    fn new(width_pt: f64, height_pt: f64) -> Self {
        let pieces = [Vec::new(), Vec::new()];
        Self {
            width_pt,
            height_pt,
            first_pt: height_pt,
            done: Vec::new(),
            open: None,
            pieces,
            goes_on: false,
        }
    }

    /// Places pieces; the last page stays open. `keep` the pieces of the last
    /// two pages.
    fn fill(&mut self, mut rest: VecDeque<Piece>, keep: bool) {
        while !rest.is_empty() {
            if self.has_content() && least_height(&rest, self.height_pt) > self.room_pt() + SLACK_PT {
                self.close();
            }
            let Some(piece) = rest.pop_front() else { break };
            if keep {
                self.pieces[0].push(piece.clone());
            }
            if let Some(remainder) = self.place(piece) {
                rest.push_front(remainder);
                self.goes_on = true;
            }
        }
    }

    /// The kept pieces of the open page and the one before.
    fn last_two(&self) -> Vec<Piece> {
        let [here, before] = &self.pieces;
        before.iter().chain(here.iter().skip(usize::from(self.goes_on))).cloned().collect()
    }

    fn has_content(&self) -> bool {
        self.open.is_some()
    }

    /// The height of the page that is open or comes next.
    fn limit_pt(&self) -> f64 {
        if self.done.is_empty() { self.first_pt } else { self.height_pt }
    }

    fn room_pt(&self) -> f64 {
        self.limit_pt() - self.open.as_ref().map_or(0.0, |open| open.y_pt)
    }

    /// Ends the page; a table that goes on gets its last rule.
    fn close(&mut self) {
        let Some(mut open) = self.open.take() else { return };
        self.pieces[1] = std::mem::take(&mut self.pieces[0]);
        self.goes_on = false;
        if let Some(under) = open.under {
            open.block.put(Point::new(0.0, open.y_pt), (*under).clone());
        }
        self.done.push(open.block);
    }

    /// Places a piece; what does not fit comes back for the next page.
    fn place(&mut self, mut piece: Piece) -> Option<Piece> {
        let at_top = self.open.is_none();
        let mut open = self.open.take().unwrap_or_else(|| Open {
            block: Block::new(self.width_pt, self.height_pt),
            y_pt: 0.0,
            under: None,
        });
        if at_top {
            if let Some(over) = &piece.over {
                open.block.put(Point::default(), (**over).clone());
                open.y_pt += over.height_pt;
            }
        } else {
            open.y_pt += piece.space_pt;
        }
        let room = self.limit_pt() - open.y_pt;
        let too_high = piece.block.height_pt > room + SLACK_PT;
        let cut = if too_high { cut_for(&piece.block, room, at_top) } else { None };
        let Some(cut) = cut else {
            let height = piece.block.height_pt;
            open.block.put(Point::new(0.0, open.y_pt), piece.block);
            open.y_pt += height;
            open.under = piece.under.take();
            self.open = Some(open);
            return None;
        };
        let (upper, lower) = piece.block.cut(cut);
        open.block.put(Point::new(0.0, open.y_pt), upper);
        open.y_pt += cut;
        open.under = piece.under.clone();
        self.open = Some(open);
        self.close();
        let over = piece.over_again.clone().or(piece.over);
        Some(Piece { block: lower, space_pt: 0.0, over, ..piece })
    }
}

/// Where a block that is too high is cut. At the top of a page there must be
/// progress: a gap between lines counts where no cut is allowed, then the
/// first cut even where it is too low.
fn cut_for(block: &Block, room_pt: f64, at_top: bool) -> Option<f64> {
    let within = block.last_cut_within(room_pt);
    if !at_top {
        return within;
    }
    within.or_else(|| block.last_gap_within(room_pt)).or_else(|| block.first_cut())
}
