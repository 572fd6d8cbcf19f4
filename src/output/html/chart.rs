//! The 100 % bars by area, as inline SVG: patterns and numbers, never colour alone.

use maud::{Markup, html};
use unicode_width::UnicodeWidthStr;

use crate::model::{Compare, Judgments, Kind, Next};
use crate::report::totals::{AreaTotals, StageCounts, Totals};

const WIDTH: usize = 1000;
/// The size of a bar's name, and the least and most room for all names.
const NAME: usize = 17;
const LABEL: (usize, usize) = (150, 420);
const BAR: usize = 30;
const PITCH: usize = 44;

/// One bar an area, all areas first.
pub(super) fn bars(totals: &Totals, stage: usize, judgments: &Judgments) -> Markup {
    let areas: Vec<&AreaTotals> = std::iter::once(&totals.all).chain(&totals.areas).collect();
    let height = areas.len() * PITCH + 8;
    let names = Names::of(&areas);
    let label = areas.iter().map(|area| in_words(area, stage, totals)).collect::<Vec<_>>().join("。");
    html! {
        svg viewBox={ "0 0 " (WIDTH) " " (height) } role="img" aria-label=(label) {
            defs {
                pattern id="hatch" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)" {
                    rect width="8" height="8" fill="#fff" {}
                    line x1="0" y1="0" x2="0" y2="8" stroke="#1a1a1a" stroke-width="3" {}
                }
                pattern id="cross" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)" {
                    rect width="8" height="8" fill="#fff" {}
                    path d="M0 0V8M0 0H8" stroke="#1a1a1a" stroke-width="1.5" {}
                }
                pattern id="dots" width="7" height="7" patternUnits="userSpaceOnUse" {
                    rect width="7" height="7" fill="#fff" {}
                    circle cx="3" cy="3" r="1.3" fill="#1a1a1a" {}
                }
            }
            @for (row, area) in areas.iter().enumerate() {
                (bar(area, stage, row * PITCH + 4, &names, totals, judgments))
            }
        }
    }
}

fn in_words(area: &AreaTotals, stage: usize, totals: &Totals) -> String {
    let counts = &area.stages[stage].counts;
    let parts = totals.codes.iter().zip(counts).map(|(code, count)| format!("{code} {count}"));
    format!("{}：{}", area.name, parts.collect::<Vec<_>>().join("、"))
}

/// How the areas' names stand before the bars: the room for the longest, and
/// their size, smaller where that room is not enough.
struct Names {
    room: usize,
    size: usize,
}

impl Names {
    fn of(areas: &[&AreaTotals]) -> Self {
        // Half an em a column of a terminal, and a little air before the bar.
        let halves = areas.iter().map(|area| name(area).width()).max().unwrap_or_default().max(1);
        let room = ((halves * NAME).div_ceil(2) + NAME).clamp(LABEL.0, LABEL.1);
        Self { room, size: NAME.min((room - NAME) * 2 / halves).max(1) }
    }
}

fn name(area: &AreaTotals) -> String {
    format!("{}（{}）", area.name, area.plans)
}

fn bar(
    area: &AreaTotals,
    stage: usize,
    y: usize,
    names: &Names,
    totals: &Totals,
    judgments: &Judgments,
) -> Markup {
    let counts: &StageCounts = &area.stages[stage];
    let judged = counts.judged().max(1);
    let room = WIDTH - names.room;
    let mut before = 0;
    let mut segments = Vec::new();
    for (code, &count) in totals.codes.iter().zip(&counts.counts) {
        if count > 0 {
            let (x, end) =
                (names.room + room * before / judged, names.room + room * (before + count) / judged);
            segments.push((
                x,
                end - x,
                format!("{code} {count}"),
                judgments.get(code).map(fill).unwrap_or(("#fff", "#1a1a1a")),
            ));
        }
        before += count;
    }
    html! {
        text x="0" y=(y + 21) font-size=(names.size) { (name(area)) }
        @for (x, width, label, (fill, ink)) in &segments {
            rect x=(x) y=(y) width=(width) height=(BAR) fill=(fill) stroke="#1a1a1a" {}
            @let plate = 11 * label.chars().count();
            @if *width > plate {
                @if fill.starts_with("url") {
                    rect x=(x + (width - plate) / 2) y=(y + 5) width=(plate) height=(BAR - 10) fill="#fff" {}
                }
                text x=(x + width / 2) y=(y + 21) font-size="15" text-anchor="middle" fill=(ink) { (label) }
            }
        }
    }
}

/// Fill and ink by what a judgment means, so that every city's set reads alike.
fn fill(judgment: &crate::model::Judgment) -> (&'static str, &'static str) {
    match (judgment.next, judgment.kind, judgment.compare) {
        (Next::End, Some(Kind::Cancelled), _) => ("url(#cross)", "#1a1a1a"),
        (Next::End, ..) => ("url(#hatch)", "#1a1a1a"),
        (_, _, Compare::Above) => ("#d9d9d9", "#1a1a1a"),
        (_, _, Compare::Below) => ("#1d3557", "#fff"),
        (_, _, Compare::Equal) => ("#fff", "#1a1a1a"),
        (_, _, Compare::None) => ("url(#dots)", "#1a1a1a"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;

    #[test]
    fn a_name_of_any_length_ends_before_the_bar() {
        let settings = sample::city();
        let mut area = Totals::of(&sample::small_year(), &settings).all;
        for length in [1, 8, 14, 23, 24, 40, 120] {
            area.name = "改".repeat(length).into();
            let names = Names::of(&[&area]);
            // 改 is one em wide, and so are the brackets; a digit is half an em.
            let ems = length + 2 + 1;
            assert!(names.size * ems <= names.room, "{length}: {} of {}", names.size * ems, names.room);
            assert!(length > 20 || names.size == NAME, "{length}: small without need");
            assert!(names.room <= LABEL.1 && names.room >= LABEL.0);
        }
    }
}
