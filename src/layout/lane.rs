//! Stretches of a block that stand beside each other and are cut each at its
//! own lines: the cells of a row.

use super::block::Block;
use super::page::{Item, Placed, Point};

/// Rounding slack.
pub(super) const SLACK_PT: f64 = 0.01;

/// Above the text of a lane that goes on on the next page.
const AIR_PT: f64 = 2.2;

/// A part of a block with cuts of its own, in the block's coordinates.
#[derive(Debug, Clone, PartialEq)]
pub struct Lane {
    left_pt: f64,
    right_pt: f64,
    top_pt: f64,
    bottom_pt: f64,
    cuts_pt: Vec<f64>,
}

impl Lane {
    /// The place that a cell's content takes when it is put at a point; `None`
    /// where it cannot be cut.
    pub(super) fn of(cell: &Block, at: Point) -> Option<Self> {
        (!cell.cuts_pt.is_empty()).then(|| Self {
            left_pt: at.x_pt,
            right_pt: at.x_pt + cell.width_pt,
            top_pt: at.y_pt,
            bottom_pt: at.y_pt + cell.height_pt,
            cuts_pt: cell.cuts_pt.iter().map(|cut| cut + at.y_pt).collect(),
        })
    }

    pub(super) fn moved(self, by: Point) -> Self {
        let cuts_pt = self.cuts_pt.into_iter().map(|cut| cut + by.y_pt).collect();
        Self {
            left_pt: self.left_pt + by.x_pt,
            right_pt: self.right_pt + by.x_pt,
            top_pt: self.top_pt + by.y_pt,
            bottom_pt: self.bottom_pt + by.y_pt,
            cuts_pt,
        }
    }

    pub(super) fn cuts(&self) -> &[f64] {
        &self.cuts_pt
    }

    fn is_crossed(&self, at_pt: f64) -> bool {
        self.top_pt < at_pt - SLACK_PT && at_pt < self.bottom_pt - SLACK_PT
    }

    /// Where the lane ends above a height: at its last cut, or before its first line.
    fn end_above(&self, at_pt: f64) -> f64 {
        let fits = |cut: &f64| *cut <= at_pt + SLACK_PT;
        self.cuts_pt.iter().copied().rfind(fits).unwrap_or(self.top_pt)
    }

    /// Whether an item is part of the lane's content; tints and rules of the row are wider.
    fn holds(&self, placed: &Placed) -> bool {
        let Point { x_pt, y_pt } = placed.at;
        let (air, width, height) = match &placed.item {
            // A bracket at the start of a line gives up half an em.
            Item::Text(run) => (run.size_pt / 2.0, 0.0, 0.0),
            Item::Rect { size, .. } | Item::Link { size, .. } => (0.0, size.width_pt, size.height_pt),
            Item::Line { to, .. } => (0.0, to.x_pt, to.y_pt),
            _ => (0.0, 0.0, 0.0),
        };
        let across = x_pt >= self.left_pt - air - 0.1 && x_pt + width <= self.right_pt + 0.1;
        let down = y_pt >= self.top_pt - 0.1 && y_pt + height <= self.bottom_pt + 0.1;
        across && down
    }
}

/// What a cut does to the lanes that it crosses.
pub(super) struct LaneCut {
    /// Each with the height at which it ends above.
    crossed: Vec<(Lane, f64)>,
    at_pt: f64,
    /// The lowest end of those lanes.
    foot_pt: f64,
    /// By how much what stands below them comes to stand lower.
    pub(super) grown_pt: f64,
}

impl LaneCut {
    pub(super) fn new(lanes: &[Lane], at_pt: f64) -> Self {
        let crossed: Vec<(Lane, f64)> = lanes
            .iter()
            .filter(|lane| lane.is_crossed(at_pt))
            .map(|lane| (lane.clone(), lane.end_above(at_pt)))
            .collect();
        let foot_pt = crossed.iter().map(|(lane, _)| lane.bottom_pt).fold(at_pt, f64::max);
        let rest = crossed.iter().map(|(lane, end)| lane.bottom_pt - end + AIR_PT).fold(0.0, f64::max);
        let grown_pt = if crossed.is_empty() { 0.0 } else { (rest - (foot_pt - at_pt)).max(0.0) };
        Self { crossed, at_pt, foot_pt, grown_pt }
    }

    /// Where an item's lane is cut, and by how much the part below moves up;
    /// `None` where it is in no lane that is cut.
    pub(super) fn of_item(&self, placed: &Placed) -> Option<(f64, f64)> {
        let (_, end) = self.crossed.iter().find(|(lane, _)| lane.holds(placed))?;
        Some((*end, AIR_PT - end))
    }

    /// By how much what stands at a height below the cut moves.
    pub(super) fn shift(&self, y_pt: f64) -> f64 {
        let below_lanes = y_pt >= self.foot_pt - SLACK_PT;
        if below_lanes { self.grown_pt - self.at_pt } else { -self.at_pt }
    }

    /// The lanes of the part below.
    pub(super) fn lanes_below(&self, lanes: &[Lane]) -> Vec<Lane> {
        let up = |y: f64| Point::new(0.0, y);
        let gone_on = self.crossed.iter().map(|(lane, end)| {
            let mut lane = lane.clone();
            lane.cuts_pt.retain(|cut| *cut > end + SLACK_PT);
            lane.top_pt = *end;
            lane.moved(up(AIR_PT - end))
        });
        let below = lanes.iter().filter(|lane| lane.top_pt >= self.at_pt - SLACK_PT);
        let below = below.map(|lane| lane.clone().moved(up(self.shift(lane.top_pt))));
        gone_on.chain(below).collect()
    }
}
