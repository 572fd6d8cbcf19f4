//! A flow → the contents of pages of one height.

use std::collections::VecDeque;

use super::block::Block;
use super::flow::{Flow, Piece, Tear};
use super::page::Point;
use super::work;

/// Rounding slack.
const SLACK_PT: f64 = 0.01;

/// Cuts a flow into blocks of at most `height_pt`. Nothing is lost: a piece
/// that is too high and may not be cut anywhere stands on a page of its own.
pub(super) fn paginate(flow: Flow, width_pt: f64, height_pt: f64) -> Vec<Block> {
    let mut pages = fill(flow, width_pt, height_pt);
    pages.close();
    pages.done
}

/// What is left of the last page below a flow.
pub(super) fn room_after(flow: Flow, width_pt: f64, height_pt: f64) -> f64 {
    fill(flow, width_pt, height_pt).room_pt()
}

/// Pages with a flow on them, the last still open.
fn fill(flow: Flow, width_pt: f64, height_pt: f64) -> Pages {
    let mut pages = Pages { width_pt, height_pt, done: Vec::new(), open: None };
    let mut rest: VecDeque<Piece> = flow.pieces.into();
    while !rest.is_empty() {
        if pages.has_content() && least_height(&rest, height_pt) > pages.room_pt() + SLACK_PT {
            pages.close();
        }
        let Some(piece) = rest.pop_front() else { break };
        if let Some(remainder) = pages.place(piece) {
            rest.push_front(remainder);
        }
    }
    pages
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
    done: Vec<Block>,
    open: Option<Open>,
}

struct Open {
    block: Block,
    y_pt: f64,
    under: Option<std::sync::Arc<Block>>,
}

impl Pages {
    fn has_content(&self) -> bool {
        self.open.is_some()
    }

    fn room_pt(&self) -> f64 {
        self.height_pt - self.open.as_ref().map_or(0.0, |open| open.y_pt)
    }

    /// Ends the page; a table that goes on gets its last rule.
    fn close(&mut self) {
        let Some(mut open) = self.open.take() else { return };
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
        let room = self.height_pt - open.y_pt;
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
