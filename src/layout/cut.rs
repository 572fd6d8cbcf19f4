//! Cutting a block in two at the end of a page.

use super::block::Block;
use super::lane::{LaneCut, SLACK_PT};
use super::page::{Item, Placed, Point, Size};
use super::work;

impl Block {
    /// The part above a height and the part below. Lanes that the height
    /// crosses end at their own last line above it. Rectangles and vertical
    /// lines that cross it are divided; everything else goes to the side on
    /// which it starts.
    pub fn cut(self, at_pt: f64) -> (Self, Self) {
        work::add(self.items.len());
        let lanes = LaneCut::new(&self.lanes, at_pt);
        let mut upper = Self::new(self.width_pt, at_pt);
        let mut lower = Self::new(self.width_pt, self.height_pt - at_pt + lanes.grown_pt);
        upper.baseline_pt = self.baseline_pt;
        upper.cuts_pt = self.cuts_pt.iter().copied().filter(|cut| *cut < at_pt - SLACK_PT).collect();
        let below = self.cuts_pt.iter().filter(|cut| **cut > at_pt + SLACK_PT);
        lower.cuts_pt = below.map(|cut| cut + lanes.shift(*cut)).collect();
        lower.lanes = lanes.lanes_below(&self.lanes);
        for placed in self.items {
            let (cut, shift) = lanes.of_item(&placed).unwrap_or_else(|| (at_pt, lanes.shift(placed.at.y_pt)));
            if placed.at.y_pt > cut + SLACK_PT {
                let at = placed.at.moved(Point::new(0.0, shift));
                lower.items.push(Placed { at, ..placed });
                continue;
            }
            match divide(&placed, at_pt, lanes.grown_pt) {
                Some((above, below)) => {
                    upper.items.push(above);
                    lower.items.push(below);
                }
                None => upper.items.push(placed),
            }
        }
        (upper, lower)
    }

    /// The heights at which the block may be cut, its lanes' included, ascending.
    fn all_cuts(&self) -> Vec<f64> {
        let mut cuts = self.cuts_pt.clone();
        cuts.extend(self.lanes.iter().flat_map(|lane| lane.cuts()));
        cuts.retain(|cut| *cut > SLACK_PT && *cut < self.height_pt - SLACK_PT);
        cuts.sort_by(f64::total_cmp);
        cuts
    }

    /// The highest place at which the block may be cut.
    pub(super) fn first_cut(&self) -> Option<f64> {
        self.all_cuts().first().copied()
    }

    /// The lowest place at which the block may be cut so that the part above
    /// is at most so high.
    pub(super) fn last_cut_within(&self, height_pt: f64) -> Option<f64> {
        self.all_cuts().into_iter().rfind(|cut| *cut <= height_pt + SLACK_PT)
    }

    /// The lowest place between things, at most so low, where nothing allows a
    /// cut but the block is higher than a page.
    pub(super) fn last_gap_within(&self, height_pt: f64) -> Option<f64> {
        let mut spans: Vec<(f64, f64)> = self.items.iter().filter_map(extent).collect();
        spans.sort_by(|a, b| a.0.total_cmp(&b.0));
        let (mut foot, mut found) = (0.0_f64, None);
        for (top, bottom) in spans {
            if top >= foot && foot > SLACK_PT && foot <= height_pt + SLACK_PT {
                found = Some(foot);
            }
            foot = foot.max(bottom);
        }
        found.filter(|gap| *gap < self.height_pt - SLACK_PT)
    }
}

/// From where to where something stands that must not be parted.
fn extent(placed: &Placed) -> Option<(f64, f64)> {
    let y = placed.at.y_pt;
    match &placed.item {
        Item::Text(run) => Some((y - 0.88 * run.size_pt, y + 0.12 * run.size_pt)),
        Item::Rect { size, stroke: Some(_), .. } => Some((y, y + size.height_pt)),
        _ => None,
    }
}

/// A tall item in two, if it crosses the height; the part below reaches
/// `grown_pt` further down.
fn divide(placed: &Placed, at_pt: f64, grown_pt: f64) -> Option<(Placed, Placed)> {
    let above_pt = at_pt - placed.at.y_pt;
    let below = Point::new(placed.at.x_pt, 0.0);
    let part = |at: Point, item: Item| Placed { at, item, tag: placed.tag.clone() };
    match &placed.item {
        Item::Rect { size, radius_pt, fill, stroke: None } if size.height_pt > above_pt + SLACK_PT => {
            let rect = |height_pt| Item::Rect {
                size: Size::new(size.width_pt, height_pt),
                radius_pt: *radius_pt,
                fill: *fill,
                stroke: None,
            };
            let rest = size.height_pt - above_pt + grown_pt;
            Some((part(placed.at, rect(above_pt)), part(below, rect(rest))))
        }
        Item::Line { to, stroke } if to.x_pt == 0.0 && to.y_pt > above_pt + SLACK_PT => {
            let line = |y_pt| Item::Line { to: Point::new(0.0, y_pt), stroke: *stroke };
            let rest = to.y_pt - above_pt + grown_pt;
            Some((part(placed.at, line(above_pt)), part(below, line(rest))))
        }
        _ => None,
    }
}
