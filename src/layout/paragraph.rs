//! Spans of text → lines at their places.

use std::ops::Range;

use crate::fonts::Face;

use super::block::Block;
use super::breaking::{Line, Measure, break_lines, trimmed_end};
use super::list::{Place, Places, list_mark};
use super::page::{Item, Point, TextRun};
use super::style::{Align, Indent, ParagraphStyle, Span, TextStyle};
use super::tag::Tag;
use super::text::{Class, Gap, Unit, units, width_of};

/// Height of a face above its base line, in em: the same for all BIZ UD faces.
const ASCENT_EM: f64 = 0.88;

/// A text in lines of at most `width_pt`: strict kinsoku, typed line breaks
/// kept, list lines (①, ・ …) hanging. The block may be cut between lines, but
/// not so that a single line of a longer paragraph stands alone.
///
/// Painted text carries its span's tag, else `tag`.
pub fn paragraph(spans: &[Span], width_pt: f64, style: &ParagraphStyle, tag: Option<&Tag>) -> Block {
    let mut block = Block::new(width_pt, 0.0);
    let mut places = Places::new(tag);
    for typed in typed_lines(spans) {
        let mut text = units(&typed, spans);
        let mark = list_mark(&text);
        keep_air(&mut text[..mark]);
        let place = places.of_line(mark, &text);
        let leading = leading_of(&typed, spans);
        let size = typed.first().map_or(10.0, |(index, _)| spans[*index].style.size_pt);
        let indent = indents(&text, mark, style, size);
        let measure = Measure {
            first_pt: width_pt - indent.first_pt,
            other_pt: width_pt - indent.other_pt,
            justify: style.align == Align::Justify,
            last_pt: style.last_line_em * size,
            phrases: style.align != Align::Justify,
        };
        let lines = break_lines(&text, &measure);
        let count = lines.len().max(1);
        for index in 0..count {
            let top = block.height_pt;
            if top > 0.0 && may_cut(index, count) {
                block.cuts_pt.push(top);
            }
            let baseline = top + baseline(leading, size);
            block.baseline_pt.get_or_insert(baseline);
            if let Some(line) = lines.get(index) {
                let (left, width) = match index {
                    0 => (indent.first_pt, measure.first_pt),
                    _ => (indent.other_pt, measure.other_pt),
                };
                let set = SetLine::new(&text, line, true);
                let x = left + slack(style.align, width - set.width_pt);
                set.paint(&mut block, Point::new(x, baseline), spans, &place);
            }
            block.height_pt += leading;
        }
    }
    block
}

/// A text in one line, however long; `\n` counts as a space. The block's
/// width is the text's.
pub fn line(text: &str, style: &TextStyle, tag: Option<&Tag>) -> Block {
    let text = text.replace('\n', " ");
    let spans = [Span::new(text.as_str(), *style)];
    let units = units(&[(0, &text)], &spans);
    let baseline = baseline(style.leading_pt, style.size_pt);
    let mut block = Block::new(width_of(&text, style), style.leading_pt);
    block.baseline_pt = Some(baseline);
    let whole = Line::plain(0..units.len(), 0.0);
    let place = Place { label: None, text: tag.cloned() };
    SetLine::new(&units, &whole, false).paint(&mut block, Point::new(0.0, baseline), &spans, &place);
    block
}

/// Where the base line stands in a line of text.
pub(super) fn baseline(leading_pt: f64, size_pt: f64) -> f64 {
    (leading_pt - size_pt) / 2.0 + ASCENT_EM * size_pt
}

/// Typed lines as pieces of spans, each with the index of its span.
fn typed_lines(spans: &[Span]) -> Vec<Vec<(usize, &str)>> {
    let mut lines = vec![Vec::new()];
    for (index, span) in spans.iter().enumerate() {
        for (count, piece) in span.text.split('\n').enumerate() {
            if count > 0 {
                lines.push(Vec::new());
            }
            if let Some(line) = lines.last_mut() {
                line.push((index, piece));
            }
        }
    }
    lines
}

fn leading_of(typed: &[(usize, &str)], spans: &[Span]) -> f64 {
    typed.iter().map(|(index, _)| spans[*index].style.leading_pt).fold(0.0, f64::max)
}

/// The mark of a list line neither gives way nor opens: the texts of all items
/// begin at one edge.
fn keep_air(mark: &mut [Unit]) {
    for unit in mark {
        (unit.squeeze_pt, unit.gap) = (0.0, Gap::Shut);
    }
}

struct Indents {
    first_pt: f64,
    other_pt: f64,
}

fn indents(text: &[Unit], mark: usize, style: &ParagraphStyle, size_pt: f64) -> Indents {
    if mark > 0 {
        // The bracket of `（１）` begins at the edge without its air.
        let hang: f64 = text[..mark].iter().map(|u| u.advance_pt - u.solid_pt).sum();
        return Indents { first_pt: 0.0, other_pt: hang - text[0].head_trim_pt() };
    }
    let spaced = text.first().is_some_and(|u| u.class == Class::Space);
    match style.indent {
        Indent::First(em) if !spaced => Indents { first_pt: em * size_pt, other_pt: 0.0 },
        Indent::Hanging(em) => Indents { first_pt: 0.0, other_pt: em * size_pt },
        Indent::First(_) | Indent::None => Indents { first_pt: 0.0, other_pt: 0.0 },
    }
}

/// No single line alone before or after a cut.
fn may_cut(index: usize, count: usize) -> bool {
    index == 0 || count < 2 || (index >= 2 && count - index >= 2)
}

fn slack(align: Align, free_pt: f64) -> f64 {
    match align {
        Align::Left | Align::Justify => 0.0,
        Align::Centre => free_pt / 2.0,
        Align::Right => free_pt,
    }
}

/// A line with the advance of every character decided.
struct SetLine<'a> {
    units: &'a [Unit],
    /// Whether it is the first of its typed line.
    is_first: bool,
    /// What each character moves on by.
    steps_pt: Vec<f64>,
    /// The air before an opening bracket at the line's start.
    head_pt: f64,
    width_pt: f64,
}

impl<'a> SetLine<'a> {
    fn new(all: &'a [Unit], line: &Line, trim_head: bool) -> Self {
        let units = &all[line.range.clone()];
        let visible = trimmed_end(all, &line.range) - line.range.start;
        let step = |(index, unit): (usize, &Unit)| {
            if index + 1 == visible {
                return unit.advance_pt - unit.tail_trim_pt();
            }
            if index >= visible {
                // Stays in the text, but does not stand out of the line.
                return 0.0;
            }
            line.step_pt(unit)
        };
        let steps_pt: Vec<f64> = units.iter().enumerate().map(step).collect();
        let head_pt = if trim_head { units.first().map_or(0.0, Unit::head_trim_pt) } else { 0.0 };
        let width_pt = steps_pt[..visible].iter().sum::<f64>() - head_pt;
        Self { units, is_first: line.range.start == 0, steps_pt, head_pt, width_pt }
    }

    /// Paints runs of one span and face each.
    fn paint(&self, block: &mut Block, at: Point, spans: &[Span], place: &Place) {
        let mut x = at.x_pt - self.head_pt;
        let mut start = 0;
        while start < self.units.len() {
            let first = &self.units[start];
            let same = |u: &&Unit| u.span == first.span && u.face == first.face;
            let mut end = start + self.units[start..].iter().take_while(same).count();
            let label = place.label.as_ref().filter(|(mark, _)| self.is_first && start < *mark);
            if let Some((mark, _)) = label {
                end = end.min(*mark);
            }
            let (run, width) = self.run(start..end, first.face, &spans[first.span].style);
            let own = spans[first.span].tag.as_ref();
            let own = own.or(label.map(|(_, tag)| tag)).or(place.text.as_ref());
            block.add(Point::new(x, at.y_pt), Item::Text(run), own);
            x += width;
            start = end;
        }
    }

    /// The run and its width as a PDF sets it: kerns are whole thousandths of
    /// an em, and what rounding leaves over goes into the next gap.
    fn run(&self, range: Range<usize>, face: Face, style: &TextStyle) -> (TextRun, f64) {
        let (mut text, mut kerns) = (String::new(), Vec::new());
        let (mut wanted, mut set) = (0.0, 0.0);
        for (unit, step) in self.units[range.clone()].iter().zip(&self.steps_pt[range]) {
            let own = f64::from(unit.face.advance(unit.c).unwrap_or(1000)) / 1000.0 * unit.size_pt;
            wanted += step;
            let kern = ((wanted - set - own) / unit.size_pt * 1000.0).round();
            set += own + kern / 1000.0 * unit.size_pt;
            text.push(unit.c);
            kerns.push(kern as i32);
        }
        (TextRun { face, size_pt: style.size_pt, ink: style.ink, text, kerns }, set)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::style::TextStyle;

    fn lines_of(text: &str, em: f64) -> Vec<String> {
        let spans = [Span::new(text, TextStyle::BODY)];
        let block = paragraph(&spans, em * 10.5, &ParagraphStyle::FLUSH, None);
        let mut lines: Vec<(f64, String)> = Vec::new();
        for placed in &block.items {
            let Item::Text(run) = &placed.item else { continue };
            match lines.last_mut() {
                Some((y, line)) if *y == placed.at.y_pt => line.push_str(&run.text),
                _ => lines.push((placed.at.y_pt, run.text.clone())),
            }
        }
        lines.into_iter().map(|(_, line)| line).collect()
    }

    #[test]
    fn breaks_at_the_measure() {
        assert_eq!(
            lines_of("あいうえおかきくけこさしすせそ", 5.0),
            ["あいうえお", "かきくけこ", "さしすせそ"]
        );
    }

    #[test]
    fn keeps_a_full_stop_off_the_start_of_a_line() {
        assert_eq!(lines_of("あいうえお。かきくけこ", 5.0), ["あいうえ", "お。かきく", "けこ"]);
    }

    #[test]
    fn keeps_full_width_numbers_whole() {
        assert_eq!(lines_of("月額を４，０００円に", 6.0), ["月額を", "４，０００円", "に"]);
    }

    #[test]
    fn the_texts_of_a_list_begin_at_one_edge_however_full_their_lines() {
        // The second line is squeezed by as much as the air of its ・ and 、.
        let spans = [Span::new("・回収枚数\n・多かった、要望あ", TextStyle::BODY)];
        let block = paragraph(&spans, 8.5 * 10.5, &ParagraphStyle::FLUSH, None);
        let first: Vec<i32> = block
            .items
            .iter()
            .filter_map(|placed| match &placed.item {
                Item::Text(run) if run.text.starts_with('・') => run.kerns.first().copied(),
                _ => None,
            })
            .collect();
        assert_eq!(first, [0, 0]);
    }

    #[test]
    fn hangs_the_lines_of_a_list() {
        let spans = [Span::new("①あいうえお", TextStyle::BODY)];
        let block = paragraph(&spans, 4.0 * 10.5, &ParagraphStyle::FLUSH, None);
        let starts: Vec<f64> = block.items.iter().map(|placed| placed.at.x_pt).collect();
        assert_eq!(starts, [0.0, 10.5]);
    }
}
