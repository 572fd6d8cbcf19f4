//! Laid-out things of known size, and putting them together.

use super::ink::{Ink, Stroke};
use super::lane::Lane;
use super::page::{Anchor, Item, Placed, Point, Size, Target};
use super::tag::Tag;
use super::work;

/// Items relative to the block's own top left corner, and its size.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Block {
    /// Width.
    pub width_pt: f64,
    /// Height.
    pub height_pt: f64,
    /// In painting and reading order.
    pub items: Vec<Placed>,
    /// Heights at which the block may be cut in two, ascending: between lines.
    pub cuts_pt: Vec<f64>,
    /// What stands side by side, each cut between its own lines.
    pub lanes: Vec<Lane>,
    /// The first base line, by which blocks side by side are aligned.
    pub baseline_pt: Option<f64>,
}

impl Block {
    /// An empty block of a size.
    pub fn new(width_pt: f64, height_pt: f64) -> Self {
        Self { width_pt, height_pt, ..Self::default() }
    }

    /// Adds an item.
    pub fn add(&mut self, at: Point, item: Item, tag: Option<&Tag>) {
        self.items.push(Placed { at, item, tag: tag.cloned() });
    }

    /// Puts another block into this one at a point. Size, cuts and base line
    /// of this block stay as they are.
    pub fn put(&mut self, at: Point, other: Self) {
        work::add(other.items.len());
        self.lanes.extend(other.lanes.into_iter().map(|lane| lane.moved(at)));
        let moved = other.items.into_iter().map(|placed| Placed { at: placed.at.moved(at), ..placed });
        self.items.extend(moved);
    }

    /// Puts a cell of a row: cut between its own lines, whatever stands beside it.
    pub fn put_cell(&mut self, at: Point, cell: Self) {
        self.lanes.extend(Lane::of(&cell, at));
        self.put(at, cell);
    }

    /// Puts another block below this one, after a space. It may be cut where
    /// either may, and between them.
    pub fn stack(&mut self, space_pt: f64, other: Self) {
        let top = self.height_pt + space_pt;
        if self.height_pt > 0.0 {
            self.cuts_pt.push(top);
        }
        self.cuts_pt.extend(other.cuts_pt.iter().map(|cut| cut + top));
        if self.baseline_pt.is_none() {
            self.baseline_pt = other.baseline_pt.map(|baseline| baseline + top);
        }
        self.height_pt = top + other.height_pt;
        self.width_pt = self.width_pt.max(other.width_pt);
        self.put(Point::new(0.0, top), other);
    }

    /// All blocks below each other, with the same space between them.
    pub fn stacked(space_pt: f64, blocks: impl IntoIterator<Item = Self>) -> Self {
        let mut all = Self::default();
        for block in blocks {
            let space = if all.height_pt > 0.0 { space_pt } else { 0.0 };
            all.stack(space, block);
        }
        all
    }

    /// This block with air around it.
    #[must_use]
    pub fn padded(self, left_pt: f64, top_pt: f64, right_pt: f64, bottom_pt: f64) -> Self {
        let mut outer = Self {
            width_pt: left_pt + self.width_pt + right_pt,
            height_pt: top_pt + self.height_pt + bottom_pt,
            items: Vec::new(),
            lanes: Vec::new(),
            cuts_pt: self.cuts_pt.iter().map(|cut| cut + top_pt).collect(),
            baseline_pt: self.baseline_pt.map(|baseline| baseline + top_pt),
        };
        outer.put(Point::new(left_pt, top_pt), self);
        outer
    }

    /// This block in the middle of a width.
    #[must_use]
    pub fn centred(self, width_pt: f64) -> Self {
        let side = ((width_pt - self.width_pt) / 2.0).max(0.0);
        self.padded(side, 0.0, side, 0.0)
    }

    /// A horizontal line, as an artifact.
    pub fn rule(&mut self, x_pt: f64, y_pt: f64, width_pt: f64, stroke: Stroke) {
        self.add(Point::new(x_pt, y_pt), Item::Line { to: Point::new(width_pt, 0.0), stroke }, None);
    }

    /// A vertical line, as an artifact.
    pub fn vertical_rule(&mut self, x_pt: f64, y_pt: f64, height_pt: f64, stroke: Stroke) {
        self.add(Point::new(x_pt, y_pt), Item::Line { to: Point::new(0.0, height_pt), stroke }, None);
    }

    /// A tinted area behind everything so far, as an artifact.
    pub fn tint_behind(&mut self, at: Point, size: Size, ink: Ink) {
        let item = Item::Rect { size, radius_pt: 0.0, fill: Some(ink), stroke: None };
        self.items.insert(0, Placed { at, item, tag: None });
    }

    /// A frame around the whole block, as an artifact.
    pub fn frame(&mut self, stroke: Stroke) {
        let size = Size::new(self.width_pt, self.height_pt);
        let item = Item::Rect { size, radius_pt: 0.0, fill: None, stroke: Some(stroke) };
        self.add(Point::default(), item, None);
    }

    /// Makes the top left corner a place that links and the outline lead to.
    pub fn anchor(&mut self, name: impl Into<String>, outline: Option<(u8, String)>) {
        let anchor = Item::Anchor(Anchor { name: name.into(), outline });
        self.items.insert(0, Placed { at: Point::default(), item: anchor, tag: None });
    }

    /// Makes the whole block a link.
    pub fn link(&mut self, target: Target, tag: Option<&Tag>) {
        let size = Size::new(self.width_pt, self.height_pt);
        self.add(Point::default(), Item::Link { size, target }, tag);
    }

    /// Makes an empty cell stand in the structure.
    pub fn mark(&mut self, tag: &Tag) {
        self.add(Point::default(), Item::Mark, Some(tag));
    }

    /// The same with this tag on all text that has none.
    #[must_use]
    pub fn tagged(mut self, tag: &Tag) -> Self {
        for placed in &mut self.items {
            if placed.tag.is_none() && matches!(placed.item, Item::Text(_) | Item::PageNumber { .. }) {
                placed.tag = Some(tag.clone());
            }
        }
        self
    }

    /// The same with this tag on whatever is painted and has none: the lines of
    /// a chart are as much a part of it as its words.
    #[must_use]
    pub fn figure(mut self, tag: &Tag) -> Self {
        let painted = |item: &Item| {
            !matches!(item, Item::Link { .. } | Item::Anchor(_) | Item::Mark | Item::PageNumber { .. })
        };
        for placed in self.items.iter_mut().filter(|placed| placed.tag.is_none() && painted(&placed.item)) {
            placed.tag = Some(tag.clone());
        }
        self
    }

    /// The same as an artifact: what is repeated is not read twice.
    #[must_use]
    pub fn untagged(mut self) -> Self {
        self.items.retain(|placed| !matches!(placed.item, Item::Mark | Item::Anchor(_)));
        for placed in &mut self.items {
            placed.tag = None;
        }
        self
    }

    /// A label at the left edge and a text from `left_pt` on, their first base
    /// lines on one line. It may be cut where the text may, but not beside the
    /// label: that would part it from its text.
    pub fn beside(width_pt: f64, left_pt: f64, label: Self, text: Self) -> Self {
        let base = label.baseline_pt.unwrap_or_default().max(text.baseline_pt.unwrap_or_default());
        let drop = |block: &Self| base - block.baseline_pt.unwrap_or_default();
        let (label_top, text_top) = (drop(&label), drop(&text));
        let label_foot = label_top + label.height_pt;
        let mut all = Self::new(width_pt, label_foot.max(text_top + text.height_pt));
        all.baseline_pt = Some(base);
        all.cuts_pt =
            text.cuts_pt.iter().map(|cut| cut + text_top).filter(|cut| *cut >= label_foot).collect();
        all.put(Point::new(0.0, label_top), label);
        all.put(Point::new(left_pt, text_top), text);
        all
    }

    /// A block at the left edge and one at the right, on one base line: a
    /// heading and its unit.
    pub fn ends(width_pt: f64, left: Self, right: Self) -> Self {
        let base = left.baseline_pt.unwrap_or_default().max(right.baseline_pt.unwrap_or_default());
        let mut all = Self::new(width_pt, 0.0);
        all.baseline_pt = Some(base);
        let right_x = width_pt - right.width_pt;
        for (x, block) in [(0.0, left), (right_x, right)] {
            let y = base - block.baseline_pt.unwrap_or_default();
            all.height_pt = all.height_pt.max(y + block.height_pt);
            all.put(Point::new(x, y), block);
        }
        all
    }
}
