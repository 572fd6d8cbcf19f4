//! Lines of a given width out of a paragraph's characters.

use std::ops::Range;

use super::text::{Class, Unit, never_first, never_last};
use super::work;

/// Rounding slack: a hundredth of a point is not seen.
const SLACK_PT: f64 = 0.01;

/// What is asked of the lines.
#[derive(Debug, Clone, Copy)]
pub(super) struct Measure {
    /// Width of the first line.
    pub(super) first_pt: f64,
    /// Width of the others.
    pub(super) other_pt: f64,
    /// Whether lines are filled to the edge.
    pub(super) justify: bool,
    /// Whether a bracket that opens the first line gives up the air before it.
    pub(super) trim_first: bool,
    /// The least length of the last line.
    pub(super) last_pt: f64,
}

/// One line: which characters, and how gaps change so that it fits.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    pub(super) range: Range<usize>,
    /// Share of the squeezable air that goes, 0 to 1.
    pub(super) squeeze: f64,
    /// Added to each gap that opens.
    pub(super) open_pt: f64,
    /// Added to each gap, in em: closes or opens a whole paragraph invisibly.
    pub(super) tracking_em: f64,
}

/// Closing and opening that nobody sees, in the order in which they are tried.
const TRACKINGS: [f64; 9] = [-0.01, -0.02, -0.03, 0.01, 0.02, 0.03, 0.04, 0.05, 0.06];

/// Breaks a typed line into lines. If the last would be shorter than asked,
/// the paragraph is first closed up, then opened a little; if neither helps it
/// stays as it is.
pub(super) fn break_lines(units: &[Unit], measure: &Measure) -> Vec<Line> {
    let plain = break_at(units, measure, 0.0);
    let short = |lines: &[Line]| lines.len() > 1 && last_width(units, lines) < measure.last_pt - SLACK_PT;
    if !short(&plain) {
        return plain;
    }
    for tracking in TRACKINGS {
        let lines = break_at(units, measure, tracking);
        if !short(&lines) && lines.len() <= plain.len() {
            return lines;
        }
    }
    plain
}

fn last_width(units: &[Unit], lines: &[Line]) -> f64 {
    lines.last().map_or(0.0, |line| Sums::new(units, line.tracking_em).natural(units, &line.range, true))
}

/// Running sums, so that the width of any stretch is a subtraction.
struct Sums {
    advance: Vec<f64>,
    squeeze: Vec<f64>,
    /// The end of so many characters without the spaces at their end.
    inked: Vec<usize>,
}

impl Sums {
    fn new(units: &[Unit], tracking_em: f64) -> Self {
        let mut sums = Self { advance: vec![0.0], squeeze: vec![0.0], inked: vec![0] };
        let (mut advance, mut squeeze, mut inked) = (0.0, 0.0, 0);
        for (index, unit) in units.iter().enumerate() {
            let tracking = if unit.stretches { tracking_em * unit.size_pt } else { 0.0 };
            advance += unit.advance_pt - unit.solid_pt + tracking;
            squeeze += unit.squeeze_pt;
            sums.advance.push(advance);
            sums.squeeze.push(squeeze);
            inked = if unit.class == Class::Space { inked } else { index + 1 };
            sums.inked.push(inked);
        }
        sums
    }

    /// The width of a line before it is filled or squeezed; spaces at its end do not count.
    fn natural(&self, units: &[Unit], range: &Range<usize>, trim_head: bool) -> f64 {
        let end = self.trimmed_end(range);
        let Some(last) = units[range.start..end].last() else { return 0.0 };
        let head = if trim_head { units[range.start].head_trim_pt() } else { 0.0 };
        let before_last = self.advance[end - 1] - self.advance[range.start];
        before_last + last.advance_pt - last.tail_trim_pt() - head
    }

    fn squeezable(&self, range: &Range<usize>) -> f64 {
        let end = self.trimmed_end(range);
        if end <= range.start { 0.0 } else { self.squeeze[end - 1] - self.squeeze[range.start] }
    }

    fn trimmed_end(&self, range: &Range<usize>) -> usize {
        self.inked[range.end].max(range.start)
    }

    /// Whether no end at or after this one can fit a line, however it is squeezed:
    /// a run without a break is not walked to its end for every line.
    fn is_hopeless(&self, range: &Range<usize>, width_pt: f64, size_pt: f64) -> bool {
        let end = self.trimmed_end(range);
        let squeezed = self.squeeze[end] - self.squeeze[range.start];
        self.advance[end] - self.advance[range.start] - squeezed > width_pt + 3.0 * size_pt
    }
}

/// The end of a line without the spaces that vanish there.
pub(super) fn trimmed_end(units: &[Unit], range: &Range<usize>) -> usize {
    let spaces = units[range.clone()].iter().rev().take_while(|u| u.class == Class::Space).count();
    range.end - spaces
}

fn break_at(units: &[Unit], measure: &Measure, tracking_em: f64) -> Vec<Line> {
    let sums = Sums::new(units, tracking_em);
    let mut lines = Vec::new();
    let mut start = 0;
    while start < units.len() {
        let is_first = start == 0;
        let width = if is_first { measure.first_pt } else { measure.other_pt };
        let trim_head = !is_first || measure.trim_first;
        let end = line_end(units, &sums, start, width, trim_head, measure.justify);
        let range = start..end;
        let natural = sums.natural(units, &range, trim_head);
        let mut line = Line { range: range.clone(), squeeze: 0.0, open_pt: 0.0, tracking_em };
        let over = natural - width;
        if over > SLACK_PT {
            let squeezable = sums.squeezable(&range);
            line.squeeze = if squeezable > 0.0 { (over / squeezable).min(1.0) } else { 0.0 };
        } else if measure.justify && end < units.len() {
            line.open_pt = opening(units, &range, -over);
        }
        lines.push(line);
        start = end;
    }
    lines
}

/// What each gap opens by to fill the line; nothing where the holes would be seen.
fn opening(units: &[Unit], range: &Range<usize>, missing: f64) -> f64 {
    let end = trimmed_end(units, range);
    if end <= range.start + 1 {
        return 0.0;
    }
    let gaps = units[range.start..end - 1].iter().filter(|u| u.stretches).count();
    let open = missing / gaps.max(1) as f64;
    if gaps == 0 || open > units[range.start].size_pt / 3.0 { 0.0 } else { open }
}

/// Where the line that starts at `start` ends: the last place where it fits,
/// or one further if squeezing the air of signs costs less than opening gaps.
fn line_end(units: &[Unit], sums: &Sums, start: usize, width: f64, trim_head: bool, justify: bool) -> usize {
    let mut fits = None;
    for end in start + 1..=units.len() {
        work::add(1);
        let (last, range) = (end == units.len(), start..end);
        if !last && !units[end - 1].breaks {
            if sums.is_hopeless(&range, width, units[start].size_pt) {
                break;
            }
            continue;
        }
        let natural = sums.natural(units, &range, trim_head);
        if natural <= width + SLACK_PT {
            fits = Some((end, width - natural));
            continue;
        }
        let over = natural - width;
        let squeezes = over <= sums.squeezable(&range) + SLACK_PT;
        let worth = last || justify && fits.is_none_or(|(_, hole)| over < hole);
        if squeezes && worth {
            return end;
        }
        break;
    }
    match fits {
        Some((end, _)) => end,
        None => forced_end(units, sums, start, width, trim_head),
    }
}

/// A word wider than the line breaks anywhere, if possible not before or after
/// a sign that must not stand there.
fn forced_end(units: &[Unit], sums: &Sums, start: usize, width: f64, trim_head: bool) -> usize {
    let fits = |end: &usize| sums.natural(units, &(start..*end), trim_head) <= width + SLACK_PT;
    let furthest = (start + 1..=units.len()).take_while(fits).last().unwrap_or(start + 1);
    let allowed = |end: &usize| {
        units.get(*end).is_none_or(|next| !never_first(next.c)) && !never_last(units[*end - 1].c)
    };
    (start + 1..=furthest).rev().find(allowed).unwrap_or(furthest)
}
