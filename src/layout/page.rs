//! Finished pages: items at fixed points.

use crate::fonts::Face;

use super::ink::{Ink, Stroke};
use super::style::TextStyle;
use super::tag::Tag;

/// A point, from the top left corner of its page or block, y downwards.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Point {
    /// To the right.
    pub x_pt: f64,
    /// Downwards.
    pub y_pt: f64,
}

impl Point {
    /// The point (x, y).
    pub const fn new(x_pt: f64, y_pt: f64) -> Self {
        Self { x_pt, y_pt }
    }

    /// The point moved by `by`.
    #[must_use]
    pub fn moved(self, by: Self) -> Self {
        Self::new(self.x_pt + by.x_pt, self.y_pt + by.y_pt)
    }
}

/// A width and a height.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Size {
    /// Width.
    pub width_pt: f64,
    /// Height.
    pub height_pt: f64,
}

impl Size {
    /// A4 upright.
    pub const A4: Self = Self::new(595.28, 841.89);
    /// A4 across.
    pub const A4_LANDSCAPE: Self = Self::new(841.89, 595.28);

    /// Width and height.
    pub const fn new(width_pt: f64, height_pt: f64) -> Self {
        Self { width_pt, height_pt }
    }
}

/// Characters of one face in a row.
#[derive(Debug, Clone, PartialEq)]
pub struct TextRun {
    /// Whose glyphs.
    pub face: Face,
    /// Size.
    pub size_pt: f64,
    /// Ink.
    pub ink: Ink,
    /// Every character has a glyph in `face`.
    pub text: String,
    /// Added to the advance after each character, in 1/1000 em; as many as
    /// the text has characters, the last one included in the width.
    pub kerns: Vec<i32>,
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// To the [`Anchor`] of this name.
    Anchor(String),
    /// To an address outside.
    Uri(String),
}

/// A named place on a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Anchor {
    /// Unique in the document; links name it.
    pub name: String,
    /// Level (1 is the top) and title in the outline beside the pages (しおり).
    pub outline: Option<(u8, String)>,
}

/// What is painted, relative to the point where it is placed.
#[derive(Debug, Clone, PartialEq)]
pub enum Item {
    /// Text; the point is the start of its base line.
    Text(TextRun),
    /// A straight line from the point to the point plus `to`.
    Line {
        /// The other end.
        to: Point,
        /// How it is drawn.
        stroke: Stroke,
    },
    /// Many straight lines in one stroke, for hatching.
    Lines {
        /// Both ends of each.
        segments: Vec<(Point, Point)>,
        /// How they are drawn.
        stroke: Stroke,
    },
    /// A rectangle; the point is its top left corner.
    Rect {
        /// Size.
        size: Size,
        /// Radius of the corners.
        radius_pt: f64,
        /// What it is filled with.
        fill: Option<Ink>,
        /// How its frame is drawn.
        stroke: Option<Stroke>,
    },
    /// A polygon, or a line with corners.
    Polygon {
        /// Corners.
        points: Vec<Point>,
        /// Whether the last corner is joined to the first.
        closed: bool,
        /// What it is filled with.
        fill: Option<Ink>,
        /// How its edge is drawn.
        stroke: Option<Stroke>,
    },
    /// An area that can be clicked; the point is its top left corner.
    Link {
        /// Size.
        size: Size,
        /// Where it leads.
        target: Target,
    },
    /// Paints nothing: links and the outline lead here.
    Anchor(Anchor),
    /// Paints nothing: makes its tag stand in the structure, for empty cells.
    Mark,
    /// The number of the page on which an anchor stands, filled in when all
    /// pages stand; the point is the right end of its base line.
    PageNumber {
        /// The anchor's name.
        anchor: String,
        /// How it is set.
        style: TextStyle,
    },
}

/// An item at its point.
#[derive(Debug, Clone, PartialEq)]
pub struct Placed {
    /// Where.
    pub at: Point,
    /// What.
    pub item: Item,
    /// Its place in the structure; `None` for an artifact (rules, tints, running heads).
    pub tag: Option<Tag>,
}

impl TextRun {
    /// How far it advances, its last kern included.
    pub fn width_pt(&self) -> f64 {
        let advance = |c: char| f64::from(self.face.advance(c).unwrap_or(1000));
        let set = self.text.chars().zip(&self.kerns).map(|(c, kern)| advance(c) + f64::from(*kern));
        set.sum::<f64>() / 1000.0 * self.size_pt
    }
}

impl Placed {
    /// The top left and the bottom right corner of what is painted; lines
    /// without their thickness. `None` for what is not painted.
    pub fn bounds(&self) -> Option<(Point, Point)> {
        let around = |points: &mut dyn Iterator<Item = Point>| {
            let first = points.next()?;
            Some(points.fold((first, first), |(low, high), point| {
                (
                    Point::new(low.x_pt.min(point.x_pt), low.y_pt.min(point.y_pt)),
                    Point::new(high.x_pt.max(point.x_pt), high.y_pt.max(point.y_pt)),
                )
            }))
        };
        let (low, high) = match &self.item {
            Item::Text(run) => {
                (Point::new(0.0, -0.88 * run.size_pt), Point::new(run.width_pt(), 0.12 * run.size_pt))
            }
            Item::Rect { size, .. } => (Point::default(), Point::new(size.width_pt, size.height_pt)),
            Item::Line { to, .. } => around(&mut [Point::default(), *to].into_iter())?,
            Item::Lines { segments, .. } => around(&mut segments.iter().flat_map(|(from, to)| [*from, *to]))?,
            Item::Polygon { points, .. } => around(&mut points.iter().copied())?,
            Item::Link { .. } | Item::Anchor(_) | Item::Mark | Item::PageNumber { .. } => return None,
        };
        Some((low.moved(self.at), high.moved(self.at)))
    }
}

/// A finished page.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// Size of the paper.
    pub size: Size,
    /// In painting order, which is also the reading order.
    pub items: Vec<Placed>,
    /// The number printed on it, also shown by viewers (`12`).
    pub label: String,
}
