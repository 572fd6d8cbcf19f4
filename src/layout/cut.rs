//! Cutting a block in two at the end of a page.

use super::block::Block;
use super::page::{Item, Placed, Point, Size};

/// Items this close to a cut belong to the side on which they start.
const SLACK_PT: f64 = 0.01;

impl Block {
    /// The part above a height and the part below. Rectangles and vertical
    /// lines that cross it are divided; everything else goes to the side on
    /// which it starts.
    pub fn cut(self, at_pt: f64) -> (Self, Self) {
        let mut upper = Self::new(self.width_pt, at_pt);
        let mut lower = Self::new(self.width_pt, self.height_pt - at_pt);
        upper.baseline_pt = self.baseline_pt;
        upper.cuts_pt = self.cuts_pt.iter().copied().filter(|cut| *cut < at_pt - SLACK_PT).collect();
        lower.cuts_pt =
            self.cuts_pt.iter().filter(|cut| **cut > at_pt + SLACK_PT).map(|cut| cut - at_pt).collect();
        let up = Point::new(0.0, -at_pt);
        for placed in self.items {
            let starts_below = placed.at.y_pt > at_pt + SLACK_PT;
            if starts_below {
                lower.items.push(Placed { at: placed.at.moved(up), ..placed });
                continue;
            }
            match divide(&placed, at_pt) {
                Some((above, below)) => {
                    upper.items.push(above);
                    lower.items.push(Placed { at: below.at.moved(up), ..below });
                }
                None => upper.items.push(placed),
            }
        }
        (upper, lower)
    }

    /// The lowest place at which the block may be cut so that the part above
    /// is at most so high.
    pub(super) fn last_cut_within(&self, height_pt: f64) -> Option<f64> {
        let fits = |cut: &f64| *cut <= height_pt + SLACK_PT && *cut > SLACK_PT;
        self.cuts_pt.iter().copied().rfind(fits)
    }
}

/// A tall item in two, if it crosses the height.
fn divide(placed: &Placed, at_pt: f64) -> Option<(Placed, Placed)> {
    let above_pt = at_pt - placed.at.y_pt;
    let below = Point::new(placed.at.x_pt, at_pt);
    let part = |at: Point, item: Item| Placed { at, item, tag: placed.tag.clone() };
    match &placed.item {
        Item::Rect { size, radius_pt, fill, stroke: None } if size.height_pt > above_pt + SLACK_PT => {
            let rect = |height_pt| Item::Rect {
                size: Size::new(size.width_pt, height_pt),
                radius_pt: *radius_pt,
                fill: *fill,
                stroke: None,
            };
            Some((part(placed.at, rect(above_pt)), part(below, rect(size.height_pt - above_pt))))
        }
        Item::Line { to, stroke } if to.x_pt == 0.0 && to.y_pt > above_pt + SLACK_PT => {
            let line = |y_pt| Item::Line { to: Point::new(0.0, y_pt), stroke: *stroke };
            Some((part(placed.at, line(above_pt)), part(below, line(to.y_pt - above_pt))))
        }
        _ => None,
    }
}
