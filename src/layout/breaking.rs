//! Lines of a given width out of a paragraph's characters.

use std::ops::Range;

use super::phrases::{PHRASED_LINES, phrased};
use super::text::{Class, Gap, TURNS, Unit, never_first, never_last};
use super::work;

/// Rounding slack: a hundredth of a point is not seen.
pub(super) const SLACK_PT: f64 = 0.01;

/// What is asked of the lines.
#[derive(Debug, Clone, Copy)]
pub(super) struct Measure {
    /// Width of the first line.
    pub(super) first_pt: f64,
    /// Width of the others.
    pub(super) other_pt: f64,
    /// Whether lines are filled to the edge.
    pub(super) justify: bool,
    /// The least length of the last line.
    pub(super) last_pt: f64,
    /// Whether lines rather end between words than within them: names.
    pub(super) phrases: bool,
}

impl Measure {
    /// Of the line that starts with a character.
    pub(super) fn width_pt(&self, start: usize) -> f64 {
        if start == 0 { self.first_pt } else { self.other_pt }
    }
}

/// One line: which characters, and how gaps change so that it fits.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    pub(super) range: Range<usize>,
    /// Share of the air of each turn that goes, 0 to 1.
    pub(super) squeeze: [f64; TURNS],
    /// Added to the gaps that open.
    pub(super) open: Opening,
    /// Added to each gap, in em: closes or opens a whole paragraph invisibly.
    pub(super) tracking_em: f64,
}

/// What gaps of a kind open by.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Opening {
    latin_pt: f64,
    even_pt: f64,
    sign_pt: f64,
}

impl Line {
    /// Characters as they come: nothing squeezed, nothing opened.
    pub(super) fn plain(range: Range<usize>, tracking_em: f64) -> Self {
        Self { range, squeeze: [0.0; TURNS], open: Opening::default(), tracking_em }
    }

    /// From the start of a character to that of the next.
    pub(super) fn step_pt(&self, unit: &Unit) -> f64 {
        let open = match unit.gap {
            Gap::Shut => return unit.advance_pt - unit.solid_pt - self.squeeze[unit.turn] * unit.squeeze_pt,
            Gap::Latin => self.open.latin_pt,
            Gap::Even => self.open.even_pt,
            Gap::Sign => self.open.sign_pt,
        };
        let tracking = self.tracking_em * unit.size_pt;
        unit.advance_pt - unit.solid_pt - self.squeeze[unit.turn] * unit.squeeze_pt + open + tracking
    }
}

/// Closing and opening that nobody sees, in the order in which they are tried.
const TRACKINGS: [f64; 9] = [-0.01, -0.02, -0.03, 0.01, 0.02, 0.03, 0.04, 0.05, 0.06];

/// Breaks a typed line into lines. If the last would be shorter than asked,
/// the paragraph is first closed up, then opened a little; if neither helps it
/// stays as it is. A name ends its lines between words.
pub(super) fn break_lines(units: &[Unit], measure: &Measure) -> Vec<Line> {
    let lines = without_short_end(units, measure);
    if !measure.phrases || !(2..=PHRASED_LINES).contains(&lines.len()) {
        return lines;
    }
    phrased(units, measure, &lines).unwrap_or(lines)
}

fn without_short_end(units: &[Unit], measure: &Measure) -> Vec<Line> {
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
    lines.last().map_or(0.0, |line| Sums::new(units, line.tracking_em).natural(units, &line.range))
}

/// Running sums, so that the width of any stretch is a subtraction.
pub(super) struct Sums {
    advance: Vec<f64>,
    squeeze: Vec<f64>,
    /// The end of so many characters without the spaces at their end.
    inked: Vec<usize>,
}

impl Sums {
    pub(super) fn new(units: &[Unit], tracking_em: f64) -> Self {
        let mut sums = Self { advance: vec![0.0], squeeze: vec![0.0], inked: vec![0] };
        let (mut advance, mut squeeze, mut inked) = (0.0, 0.0, 0);
        for (index, unit) in units.iter().enumerate() {
            let tracking = if unit.gap == Gap::Shut { 0.0 } else { tracking_em * unit.size_pt };
            advance += unit.advance_pt - unit.solid_pt + tracking;
            squeeze += unit.squeeze_pt;
            sums.advance.push(advance);
            sums.squeeze.push(squeeze);
            inked = if unit.class == Class::Space { inked } else { index + 1 };
            sums.inked.push(inked);
        }
        sums
    }

    /// The width of a line before it is filled or squeezed; spaces at its end do
    /// not count, nor does the air before a bracket at its start: it begins at the
    /// edge, in a first line at the indent (JLREQ 3.1.5, the first pattern).
    pub(super) fn natural(&self, units: &[Unit], range: &Range<usize>) -> f64 {
        let end = self.trimmed_end(range);
        let Some(last) = units[range.start..end].last() else { return 0.0 };
        let head = units[range.start].head_trim_pt();
        let before_last = self.advance[end - 1] - self.advance[range.start];
        before_last + last.advance_pt - last.tail_trim_pt() - head
    }

    pub(super) fn squeezable(&self, range: &Range<usize>) -> f64 {
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
        let end = line_end(units, &sums, start, measure.width_pt(start), measure.justify);
        lines.push(set_line(units, &sums, start..end, measure, tracking_em));
        start = end;
    }
    lines
}

/// A line of these characters, squeezed or opened to its measure.
pub(super) fn set_line(
    units: &[Unit],
    sums: &Sums,
    range: Range<usize>,
    measure: &Measure,
    tracking_em: f64,
) -> Line {
    let over = sums.natural(units, &range) - measure.width_pt(range.start);
    let mut line = Line::plain(range.clone(), tracking_em);
    if over > SLACK_PT {
        line.squeeze = squeezing(units, &range, over);
    } else if measure.justify && range.end < units.len() {
        line.open = opening(units, &range, -over);
    }
    line
}

/// What goes of the air of each turn; the next turn begins where one is used up.
fn squeezing(units: &[Unit], range: &Range<usize>, over_pt: f64) -> [f64; TURNS] {
    let end = trimmed_end(units, range);
    let inner = &units[range.start..end.saturating_sub(1).max(range.start)];
    let mut left_pt = over_pt;
    std::array::from_fn(|turn| {
        let air: f64 = inner.iter().filter(|unit| unit.turn == turn).map(|unit| unit.squeeze_pt).sum();
        let taken = left_pt.min(air).max(0.0);
        left_pt -= taken;
        if air > 0.0 { taken / air } else { 0.0 }
    })
}

/// What gaps open by to fill the line: those between Japanese and Latin first,
/// up to half an em in all, then those between characters, up to a quarter,
/// then all alike; nothing where the holes would be seen.
fn opening(units: &[Unit], range: &Range<usize>, missing_pt: f64) -> Opening {
    let end = trimmed_end(units, range);
    if end <= range.start + 1 {
        return Opening::default();
    }
    let size = units[range.start].size_pt;
    let inner = &units[range.start..end - 1];
    let count = |gap: Gap| inner.iter().filter(|unit| unit.gap == gap).count() as f64;
    let (latin, even, sign) = (count(Gap::Latin), count(Gap::Even), count(Gap::Sign));
    if latin + even + sign == 0.0 {
        return Opening::default();
    }
    let share =
        |missing: f64, gaps: f64, most: f64| if gaps > 0.0 { (missing / gaps).min(most) } else { 0.0 };
    let first = share(missing_pt, latin, size / 4.0);
    let second = share(missing_pt - first * latin, even, size / 4.0);
    let rest = missing_pt - first * latin - second * even;
    let all = rest / (latin + even + sign);
    let widest = all + first.max(second);
    if widest > size / 3.0 {
        return Opening::default();
    }
    Opening { latin_pt: first + all, even_pt: second + all, sign_pt: all }
}

/// Where the line that starts at `start` ends: the last place where it fits,
/// or one further if squeezing the air of signs costs less than opening gaps.
fn line_end(units: &[Unit], sums: &Sums, start: usize, width: f64, justify: bool) -> usize {
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
        let natural = sums.natural(units, &range);
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
        None => forced_end(units, sums, start, width),
    }
}

/// A word wider than the line breaks anywhere, if possible not before or after
/// a sign that must not stand there.
fn forced_end(units: &[Unit], sums: &Sums, start: usize, width: f64) -> usize {
    let fits = |end: &usize| sums.natural(units, &(start..*end)) <= width + SLACK_PT;
    let furthest = (start + 1..=units.len()).take_while(fits).last().unwrap_or(start + 1);
    let allowed = |end: &usize| {
        units.get(*end).is_none_or(|next| !never_first(next.c)) && !never_last(units[*end - 1].c)
    };
    (start + 1..=furthest).rev().find(allowed).unwrap_or(furthest)
}
