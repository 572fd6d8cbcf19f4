//! Judgments look alike everywhere, as badge and as bar. What a judgment
//! means decides how it looks, so that other cities' judgments have a look too;
//! frame and pattern alone tell them apart, without colour.

use crate::layout::{Block, Ink, Item, Point, Stroke, Tag, TextStyle, Voice, line, mm};
use crate::layout::{Size, width_of};
use crate::model::{Compare, JudgmentCode, Judgments, Kind};
use crate::report::council::printed_code;

/// How a judgment looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    /// Double frame; diagonal hatching.
    Achieved,
    /// Dashed frame; cross hatching.
    Cancelled,
    /// Tinted; the further above target, the thicker the frame.
    Above(usize),
    /// White.
    Plain,
    /// Solid with a white letter; further below: white with a thick frame, vertical hatching.
    Below(usize),
}

impl Look {
    pub(super) fn of(code: &JudgmentCode, judgments: &Judgments) -> Self {
        let Some(judgment) = judgments.get(code) else { return Self::Plain };
        match (judgment.kind, judgment.compare) {
            (Some(Kind::Achieved), _) => Self::Achieved,
            (Some(Kind::Cancelled), _) => Self::Cancelled,
            (None, Compare::Above) => Self::Above(
                judgments
                    .iter()
                    .rev()
                    .filter(|j| j.compare == Compare::Above)
                    .position(|j| j.code == *code)
                    .unwrap_or(0),
            ),
            (None, Compare::Below) => Self::Below(
                judgments
                    .iter()
                    .filter(|j| j.compare == Compare::Below)
                    .position(|j| j.code == *code)
                    .unwrap_or(0),
            ),
            _ => Self::Plain,
        }
    }

    fn fill(self) -> Option<Ink> {
        match self {
            Self::Above(_) => Some(Ink::Tint(15)),
            Self::Below(0) => Some(Ink::Accent),
            _ => Some(Ink::White),
        }
    }

    fn letter(self) -> Ink {
        if self == Self::Below(0) { Ink::White } else { Ink::Black }
    }
}

/// A badge of a height, at least 1.28 times as wide.
pub(super) fn badge(code: &JudgmentCode, judgments: &Judgments, height_pt: f64, tag: Option<&Tag>) -> Block {
    let look = Look::of(code, judgments);
    let size = height_pt * 0.68;
    let style = TextStyle::new(Voice::GothicBold, size, height_pt).inked(look.letter());
    let text = printed_code(code);
    let width = (height_pt * 1.28).max(width_of(&text, &style) + height_pt * 0.5);
    let mut block = Block::new(width, height_pt);
    let rect = |inset: f64, fill, stroke| Item::Rect {
        size: Size::new(width - 2.0 * inset, height_pt - 2.0 * inset),
        radius_pt: mm(0.7),
        fill,
        stroke: Some(stroke),
    };
    let stroke = match look {
        Look::Cancelled => Stroke::solid(0.5).dashed(1.4, 1.1),
        Look::Above(1..) | Look::Below(1..) => Stroke::solid(1.1),
        Look::Below(0) => Stroke::solid(0.5).with_ink(Ink::Accent),
        _ => Stroke::solid(0.5),
    };
    block.add(Point::default(), rect(0.0, look.fill(), stroke), None);
    if look == Look::Achieved {
        block.add(Point::new(1.3, 1.3), rect(1.3, None, Stroke::solid(0.35)), None);
    }
    let letters = line(&text, &style, tag);
    block.baseline_pt = letters.baseline_pt;
    block.put(Point::new((width - letters.width_pt) / 2.0, 0.0), letters);
    block
}

/// The width of the widest badge of a city.
pub(super) fn widest_badge(judgments: &Judgments, height_pt: f64) -> f64 {
    judgments.iter().map(|j| badge(&j.code, judgments, height_pt, None).width_pt).fold(0.0, f64::max)
}

/// A dash where there is no judgment, as wide as a badge.
pub(super) fn no_badge(height_pt: f64, tag: Option<&Tag>) -> Block {
    let style = TextStyle::new(Voice::Gothic, 9.0, height_pt);
    let mut block = Block::new(height_pt * 1.28, height_pt);
    let dash = line("－", &style, tag);
    block.baseline_pt = dash.baseline_pt;
    block.put(Point::new((block.width_pt - dash.width_pt) / 2.0, 0.0), dash);
    block
}

/// A judgment as an area: tint, ground or clipped hatching in a frame.
pub(super) fn bar(look: Look, width_pt: f64, height_pt: f64) -> Block {
    let mut block = Block::new(width_pt, height_pt);
    let size = Size::new(width_pt, height_pt);
    block.add(Point::default(), Item::Rect { size, radius_pt: 0.0, fill: look.fill(), stroke: None }, None);
    let lines = match look {
        Look::Achieved => hatching(size, mm(0.95), &[Slope::Up]),
        Look::Cancelled => hatching(size, mm(1.2), &[Slope::Up, Slope::Down]),
        Look::Above(1..) => hatching(size, mm(1.6), &[Slope::Level]),
        Look::Below(1..) => hatching(size, mm(1.0), &[Slope::Upright]),
        _ => Vec::new(),
    };
    if !lines.is_empty() {
        let item = Item::Lines { segments: lines, stroke: Stroke::solid(0.35) };
        block.add(Point::default(), item, None);
    }
    let frame = Item::Rect { size, radius_pt: 0.0, fill: None, stroke: Some(Stroke::solid(0.5)) };
    block.add(Point::default(), frame, None);
    block
}

#[derive(Clone, Copy)]
enum Slope {
    Up,
    Down,
    Level,
    Upright,
}

/// Parallel lines clipped to a rectangle: a pattern fill prints differently on every printer.
fn hatching(size: Size, pitch_pt: f64, slopes: &[Slope]) -> Vec<(Point, Point)> {
    let (w, h) = (size.width_pt, size.height_pt);
    let mut segments = Vec::new();
    for slope in slopes {
        let reach = match slope {
            Slope::Up | Slope::Down => w + h,
            Slope::Level => h,
            Slope::Upright => w,
        };
        let step = match slope {
            Slope::Up | Slope::Down => pitch_pt * std::f64::consts::SQRT_2,
            _ => pitch_pt,
        };
        let count = (reach / step) as usize;
        for index in 1..=count {
            let c = step * index as f64;
            if c >= reach - 0.05 {
                continue;
            }
            // On x + y = c between the rectangle's edges; mirrored for the other slope.
            let (x0, x1) = ((c - h).max(0.0), c.min(w));
            segments.push(match slope {
                Slope::Up => (Point::new(x0, c - x0), Point::new(x1, c - x1)),
                Slope::Down => (Point::new(w - x0, c - x0), Point::new(w - x1, c - x1)),
                Slope::Level => (Point::new(0.0, c), Point::new(w, c)),
                Slope::Upright => (Point::new(c, 0.0), Point::new(c, h)),
            });
        }
    }
    segments
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn judgments_of_other_cities_have_looks_of_their_own() {
        let judgments = crate::layout::council::tests::five_grades();
        let look = |code: &str| Look::of(&JudgmentCode(code.into()), &judgments);
        assert_eq!(look("S"), Look::Above(1));
        assert_eq!(look("A"), Look::Above(0));
        assert_eq!(look("B"), Look::Plain);
        assert_eq!(look("C"), Look::Below(0));
        assert_eq!(look("D"), Look::Below(1));
    }

    #[test]
    fn hatching_stays_within_its_bar() {
        for slope in [Slope::Up, Slope::Down, Slope::Level, Slope::Upright] {
            let segments = hatching(Size::new(30.0, 20.0), 2.7, &[slope]);
            assert!(!segments.is_empty());
            for (a, b) in segments {
                for p in [a, b] {
                    assert!((-0.01..=30.01).contains(&p.x_pt) && (-0.01..=20.01).contains(&p.y_pt), "{p:?}");
                }
            }
        }
    }
}
