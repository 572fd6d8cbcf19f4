//! The small chart of one indicator: target as a tick, actual as a bar, base
//! as a dashed line. The numbers stand in the rows above it.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::layout::{Block, Ink, Item, Point, Role, Size, Stroke, Tag, line, mm};
use crate::report::council::IndicatorHistory;

use super::sheet::{Kit, LABEL_MM};

const HEIGHT_MM: f64 = 15.0;

/// The chart; `None` where there is nothing to compare, or where the values
/// are too uneven to be seen beside each other.
pub(super) fn lay_out_chart(indicator: &IndicatorHistory, kit: &Kit<'_>, column_pt: f64) -> Option<Block> {
    let number =
        |value: &Option<Decimal>| value.and_then(|value| value.to_f64()).filter(|value| value.is_finite());
    let targets: Vec<Option<f64>> = indicator.chart.targets.iter().map(number).collect();
    let actuals: Vec<Option<f64>> = indicator.chart.actuals.iter().map(number).collect();
    // A base of zero is the foot of the chart itself.
    let base = number(&indicator.chart.base).filter(|base| *base != 0.0);
    let values: Vec<f64> = targets.iter().chain(&actuals).flatten().copied().collect();
    let scale = Scale::of(&values, base)?;
    let tag = Tag::new(Role::Figure { alt: indicator.alternative.clone() });
    let mut block = Block::new(kit.width_pt, mm(HEIGHT_MM) + 4.0);
    let room = Point::new(mm(LABEL_MM), 2.0);
    if let Some(base) = base {
        let y = room.y_pt + scale.y(base);
        block.rule(room.x_pt, y, kit.width_pt - room.x_pt, Stroke::solid(0.4).dashed(2.0, 1.6));
    }
    let zero = room.y_pt + scale.y(0.0);
    for (index, (target, actual)) in targets.iter().zip(&actuals).enumerate() {
        let centre = room.x_pt + column_pt * (index as f64 + 0.5);
        if let Some(actual) = actual {
            let y = room.y_pt + scale.y(*actual);
            bar(&mut block, centre, y.min(zero), (zero - y).abs());
        }
        if let Some(target) = target {
            tick(&mut block, centre, room.y_pt + scale.y(*target), column_pt);
        }
    }
    if scale.lowest < 0.0 {
        block.rule(room.x_pt, zero, kit.width_pt - room.x_pt, Stroke::HAIRLINE);
    }
    legend(&mut block, base.is_some(), kit, &tag);
    Some(block.figure(&tag))
}

/// Values → heights.
struct Scale {
    lowest: f64,
    highest: f64,
}

impl Scale {
    /// Zero is always on the scale.
    fn of(values: &[f64], base: Option<f64>) -> Option<Self> {
        let largest = values.iter().map(|value| value.abs()).fold(0.0, f64::max);
        let smallest = values.iter().map(|v| v.abs()).filter(|v| *v > 0.0).fold(f64::INFINITY, f64::min);
        if values.len() < 2 || largest == 0.0 || largest / smallest > 200.0 {
            return None;
        }
        let all = values.iter().copied().chain(base);
        let (lowest, highest) =
            all.fold((0.0_f64, 0.0_f64), |(low, high), value| (low.min(value), high.max(value)));
        Some(Self { lowest, highest })
    }

    /// From the top of the chart.
    fn y(&self, value: f64) -> f64 {
        mm(HEIGHT_MM) * (self.highest - value) / (self.highest - self.lowest)
    }
}

fn bar(block: &mut Block, centre: f64, top: f64, height: f64) {
    let size = Size::new(mm(8.0), height.max(0.3));
    let item = Item::Rect { size, radius_pt: 0.0, fill: Some(Ink::Accent), stroke: None };
    block.add(Point::new(centre - mm(4.0), top), item, None);
}

/// A tick with a white halo, so that it is seen across the bar.
fn tick(block: &mut Block, centre: f64, y: f64, column_pt: f64) {
    let width = mm(15.0).min(column_pt - 8.0);
    for (ink, thick) in [(Ink::White, 3.2), (Ink::Black, 1.7)] {
        let item = Item::Line { to: Point::new(width, 0.0), stroke: Stroke::solid(thick).with_ink(ink) };
        block.add(Point::new(centre - width / 2.0, y), item, None);
    }
}

fn legend(block: &mut Block, with_base: bool, kit: &Kit<'_>, tag: &Tag) {
    let (x, text_x, wide) = (3.0, 26.0, 16.0);
    let row = |index: f64| 2.0 + index * 13.0;
    let put = |block: &mut Block, y: f64, text: &str| {
        block.put(Point::new(text_x, y), line(text, &kit.small(), Some(tag)))
    };
    let middle = kit.small().leading_pt / 2.0;
    let target = Item::Line { to: Point::new(wide, 0.0), stroke: Stroke::solid(1.7) };
    block.add(Point::new(x, row(0.0) + middle), target, None);
    put(block, row(0.0), "目標値");
    let item =
        Item::Rect { size: Size::new(9.0, 6.0), radius_pt: 0.0, fill: Some(Ink::Accent), stroke: None };
    block.add(Point::new(x + 3.5, row(1.0) + middle - 3.0), item, None);
    put(block, row(1.0), "実績値");
    if with_base {
        block.rule(x, row(2.0) + middle, wide, Stroke::solid(0.4).dashed(2.0, 1.6));
        put(block, row(2.0), "基準値");
    }
}
