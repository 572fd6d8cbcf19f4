//! Bars of 100 %, one below the other.

use crate::layout::{
    Align, Block, Ink, Item, ParagraphStyle, Point, Role, Size, Span, Stroke, Tag, TextStyle, Voice, line,
    mm, paragraph,
};
use crate::model::Judgments;
use crate::report::council::{Bar, BarChart, printed_code};

use super::marks::{Look, bar};

const LABEL_MM: f64 = 40.0;
const HEIGHT_MM: f64 = 7.6;
const PITCH_MM: f64 = 11.2;
const APART_MM: f64 = 2.4;

/// The chart as one figure.
pub(super) fn lay_out_bars(chart: &BarChart, judgments: &Judgments, width_pt: f64) -> Block {
    let tag = Tag::new(Role::Figure { alt: chart.alternative.clone() });
    let label_width = mm(LABEL_MM);
    let bars_width = width_pt - label_width;
    let above = names_above(chart, label_width, bars_width, &tag);
    let gap = if above.is_some() { 2.5 } else { 8.0 };
    let mut block = above.unwrap_or_else(|| legend(chart, judgments, width_pt, &tag));
    let top = block.height_pt + gap;
    let mut y = top;
    let mut drawn = Vec::new();
    for one in &chart.bars {
        let label = labels(one, label_width, &tag);
        // A long name pushes the bars apart.
        let over = ((label.height_pt - mm(PITCH_MM)) / 2.0 + 1.0).max(0.0);
        y += over;
        drawn.push((y, one, label));
        y += over + mm(PITCH_MM) + if one.apart { mm(APART_MM) } else { 0.0 };
    }
    let foot = y - mm(PITCH_MM - HEIGHT_MM) + 2.0;
    grid_lines(&mut block, label_width, bars_width, top - 2.0, foot, &tag);
    for (y, one, label) in drawn {
        block.put(Point::new(0.0, y + (mm(HEIGHT_MM) - label.height_pt) / 2.0), label);
        block.put(Point::new(label_width, y), segments(one, chart, judgments, bars_width, &tag));
        if y > top {
            block.cuts_pt.push(y - mm(PITCH_MM - HEIGHT_MM) / 2.0);
        }
    }
    block.figure(&tag)
}

/// The least of a segment over which its name stands.
const UNDER_NAME_PT: f64 = 5.0;

/// Each name once, over its segment of the first bar; none where the first bar
/// has not all segments, or where they are too narrow to tell whose a name is.
fn names_above(chart: &BarChart, left_pt: f64, width_pt: f64, tag: &Tag) -> Option<Block> {
    let counts = &chart.bars.first()?.counts;
    let used = |at: &usize| chart.bars.iter().any(|bar| bar.counts[*at] > 0);
    let total = counts.iter().sum::<usize>().max(1) as f64;
    let style = TextStyle::new(Voice::Gothic, 8.0, 11.0);
    let (mut names, mut from) = (Vec::new(), 0.0);
    for at in (0..chart.codes.len()).filter(used) {
        let wide = width_pt * counts[at] as f64 / total;
        let text = line(&name(&printed_code(&chart.codes[at]), &chart.meanings[at]), &style, Some(tag));
        names.push((from, from + wide, text));
        from += wide;
    }
    let mut places = Vec::new();
    let mut end = width_pt;
    for (from, to, text) in names.iter().rev() {
        let x = (f64::midpoint(*from, *to) - text.width_pt / 2.0).min(end - text.width_pt);
        end = x - 5.0;
        places.push(x);
    }
    // What the names at the right leave no room for goes on to the left of the bars.
    let mut block = Block::new(left_pt + width_pt, style.leading_pt);
    let mut start = -left_pt / 4.0;
    for ((from, to, text), x) in names.into_iter().zip(places.into_iter().rev()) {
        let over = (x + text.width_pt).min(to) - x.max(from);
        if x < start || over < UNDER_NAME_PT.min(to - from) {
            return None;
        }
        start = x + text.width_pt + 5.0;
        block.put(Point::new(left_pt + x, 0.0), text);
    }
    Some(block)
}

/// Between the names of a legend.
const LEGEND_GAP_PT: f64 = 12.0;

/// Names stand once, in the order of the segments, each with a sample of its
/// bar, in rows of about the same length.
fn legend(chart: &BarChart, judgments: &Judgments, width: f64, tag: &Tag) -> Block {
    let style = TextStyle::new(Voice::Gothic, 8.0, 11.0);
    let used = |at: usize| chart.bars.iter().any(|bar| bar.counts[at] > 0);
    let entries = chart.codes.iter().enumerate().filter(|(at, _)| used(*at)).map(|(at, code)| {
        let name = line(&name(&printed_code(code), &chart.meanings[at]), &style, Some(tag));
        let mut entry = Block::new(mm(6.0) + 3.0 + name.width_pt, style.leading_pt);
        entry.put(Point::new(0.0, 1.5), bar(Look::of(code, judgments), mm(6.0), mm(2.8)));
        entry.put(Point::new(mm(6.0) + 3.0, 0.0), name);
        entry
    });
    let entries: Vec<Block> = entries.collect();
    let widths: Vec<f64> = entries.iter().map(|entry| entry.width_pt).collect();
    let breaks = even_rows(&widths, width);
    let mut block = Block::new(width, style.leading_pt);
    let mut x = 0.0;
    for (index, entry) in entries.into_iter().enumerate() {
        if breaks.contains(&index) {
            x = 0.0;
            block.height_pt += style.leading_pt + 2.0;
        }
        let wide = entry.width_pt;
        block.put(Point::new(x, block.height_pt - style.leading_pt), entry);
        x += wide + LEGEND_GAP_PT;
    }
    block
}

/// Which entries begin a row: as few rows as possible, the widest of them as
/// narrow as possible.
fn even_rows(widths: &[f64], most_pt: f64) -> Vec<usize> {
    let rows = |limit: f64| {
        let (mut starts, mut x) = (Vec::new(), 0.0);
        for (index, wide) in widths.iter().enumerate() {
            if x > 0.0 && x + wide > limit {
                starts.push(index);
                x = 0.0;
            }
            x += wide + LEGEND_GAP_PT;
        }
        starts
    };
    let fewest = rows(most_pt);
    let stretches = (0..widths.len()).flat_map(|from| (from + 1..=widths.len()).map(move |to| from..to));
    let lengths = stretches.map(|stretch| {
        let gaps = (stretch.len() - 1) as f64 * LEGEND_GAP_PT;
        widths[stretch].iter().sum::<f64>() + gaps
    });
    let narrowest = lengths.filter(|length| *length <= most_pt && rows(*length).len() == fewest.len());
    narrowest.min_by(f64::total_cmp).map_or(fewest, rows)
}

/// `Ａ　目標を上回る`; 達成 needs no 計画達成 beside it.
fn name(code: &str, meaning: &str) -> String {
    if meaning.contains(code) { code.to_owned() } else { format!("{code}　{meaning}") }
}

/// A gridline every 20 %, behind the bars, with its number at the foot.
fn grid_lines(block: &mut Block, left: f64, width: f64, top: f64, foot: f64, tag: &Tag) {
    let style = TextStyle::new(Voice::Gothic, 8.0, 11.0);
    for step in 0..=5_u32 {
        let x = left + width * f64::from(step) / 5.0;
        block.vertical_rule(x, top, foot - top, Stroke::solid(0.25).dashed(0.8, 1.6));
        let text = if step == 5 { "100％".to_owned() } else { (step * 20).to_string() };
        let text = line(&text, &style, Some(tag));
        let x = (x - text.width_pt / 2.0).min(left + width - text.width_pt);
        block.put(Point::new(x, foot + 1.0), text);
    }
    block.height_pt = foot + 1.0 + style.leading_pt;
}

fn labels(one: &Bar, width: f64, tag: &Tag) -> Block {
    let voice = if one.apart { Voice::GothicBold } else { Voice::Gothic };
    let text = |text: &str, style: TextStyle| {
        paragraph(
            &[Span::new(text, style)],
            width - 6.0,
            &ParagraphStyle::CELL.aligned(Align::Left),
            Some(tag),
        )
    };
    let mut block = text(&one.label, TextStyle::new(voice, 8.5, 10.5));
    block.stack(0.0, text(&one.sub_label, TextStyle::new(Voice::Gothic, 8.0, 10.0)));
    block
}

fn segments(one: &Bar, chart: &BarChart, judgments: &Judgments, width: f64, tag: &Tag) -> Block {
    let height = mm(HEIGHT_MM);
    let mut block = Block::new(width, height);
    let total: usize = one.counts.iter().sum();
    let mut x = 0.0;
    for ((code, &count), share) in chart.codes.iter().zip(&one.counts).zip(&one.shares) {
        if count == 0 || total == 0 {
            continue;
        }
        let wide = width * count as f64 / total as f64;
        let look = Look::of(code, judgments);
        let mut segment = bar(look, wide, height);
        let full = format!("{count}（{share}）");
        label(&mut segment, look, &full, &count.to_string(), tag);
        block.put(Point::new(x, 0.0), segment);
        x += wide;
    }
    block
}

/// Count and share where there is room, else the count alone; on hatching on a white plate.
fn label(segment: &mut Block, look: Look, full: &str, short: &str, tag: &Tag) {
    let ink = if look == Look::Below(0) { Ink::White } else { Ink::Black };
    let style = TextStyle::new(Voice::Gothic, 8.5, 11.0).inked(ink);
    let wide = segment.width_pt >= mm(13.5);
    let mut text = line(if wide { full } else { short }, &style, Some(tag));
    if wide && text.width_pt + 4.0 > segment.width_pt {
        text = line(short, &style, Some(tag));
    }
    if text.width_pt + 1.0 > segment.width_pt {
        return;
    }
    let at = Point::new((segment.width_pt - text.width_pt) / 2.0, (segment.height_pt - text.height_pt) / 2.0);
    if matches!(look, Look::Achieved | Look::Cancelled | Look::Above(1..) | Look::Below(1..)) {
        let plate = Size::new((text.width_pt + 3.0).min(segment.width_pt - 1.0), 11.0);
        let x = (segment.width_pt - plate.width_pt) / 2.0;
        let item = Item::Rect { size: plate, radius_pt: 0.0, fill: Some(Ink::White), stroke: None };
        segment.add(Point::new(x, (segment.height_pt - plate.height_pt) / 2.0), item, None);
    }
    segment.put(at, text);
}

#[cfg(test)]
mod tests {
    use crate::layout::PageFormat;
    use crate::model::JudgmentCode;

    use super::*;

    fn judgments() -> Judgments {
        crate::report::honjo::city().judgments
    }

    fn chart(bars: &[[usize; 5]]) -> BarChart {
        let codes = ["達成", "A", "B", "C", "中止"];
        let meanings = ["計画達成", "目標を上回る", "目標どおり", "目標を下回る", "計画中止"];
        let bar = |(index, counts): (usize, &[usize; 5])| {
            let total: usize = counts.iter().sum();
            let share = |count: &usize| match total {
                0 => "－".to_owned(),
                _ => format!("{:.1}", *count as f64 * 100.0 / total as f64),
            };
            Bar {
                label: format!("分野{index}"),
                sub_label: format!("{total}計画"),
                apart: index == 0,
                counts: counts.to_vec(),
                shares: counts.iter().map(share).collect(),
            }
        };
        BarChart {
            title: "改革分野別の構成".to_owned(),
            alternative: "構成の図".to_owned(),
            codes: codes.map(|code| JudgmentCode(code.into())).to_vec(),
            meanings: meanings.map(str::to_owned).to_vec(),
            bars: bars.iter().enumerate().map(bar).collect(),
        }
    }

    fn drawn(bars: &[[usize; 5]]) -> Block {
        lay_out_bars(&chart(bars), &judgments(), PageFormat::portrait().width_pt)
    }

    fn texts(block: &Block) -> Vec<(f64, String)> {
        let run = |placed: &crate::layout::Placed| match &placed.item {
            Item::Text(run) => Some((placed.at.x_pt, run.text.clone())),
            _ => None,
        };
        block.items.iter().filter_map(run).collect()
    }

    /// Left edge and width of the framed segments of a height.
    fn bars_of(block: &Block) -> Vec<(f64, f64)> {
        let rect = |placed: &crate::layout::Placed| match &placed.item {
            Item::Rect { size, stroke: Some(_), .. } if (size.height_pt - mm(HEIGHT_MM)).abs() < 0.01 => {
                Some((placed.at.x_pt, size.width_pt))
            }
            _ => None,
        };
        block.items.iter().filter_map(rect).collect()
    }

    #[test]
    fn segments_stand_side_by_side_as_wide_as_their_counts() {
        let bars = bars_of(&drawn(&[[2, 9, 30, 8, 1]]));
        let whole = PageFormat::portrait().width_pt - mm(LABEL_MM);
        let (mut left, counts) = (mm(LABEL_MM), [2.0, 9.0, 30.0, 8.0, 1.0]);
        assert_eq!(bars.len(), 5);
        for ((x, wide), count) in bars.into_iter().zip(counts) {
            assert!((x - left).abs() < 0.01 && (wide - whole * count / 50.0).abs() < 0.01, "{x} {wide}");
            left += wide;
        }
    }

    #[test]
    fn a_count_of_nothing_has_no_segment() {
        assert_eq!(bars_of(&drawn(&[[0, 0, 4, 0, 0]])).len(), 1);
        assert_eq!(bars_of(&drawn(&[[1, 1, 1, 1, 1], [0, 0, 0, 0, 0]])).len(), 5);
    }

    #[test]
    fn a_wide_segment_says_count_and_share_a_narrow_one_its_count() {
        let texts: Vec<String> =
            texts(&drawn(&[[12, 300, 1200, 160, 3]])).into_iter().map(|(_, text)| text).collect();
        for label in ["300（17.9）", "1200（71.6）"] {
            assert!(texts.iter().any(|text| text == label), "{label}: {texts:?}");
        }
        assert!(texts.iter().any(|text| text == "160"), "{texts:?}");
        // No room even for a figure: the bar says it, and the table does.
        assert!(!texts.iter().any(|text| text == "3"), "{texts:?}");
    }

    #[test]
    fn names_stand_over_the_segments_of_the_first_bar() {
        let block = drawn(&[[2, 9, 30, 8, 1]]);
        let texts = texts(&block);
        let x = |name: &str| texts.iter().find(|(_, text)| text.starts_with(name)).expect("a name").0;
        assert!(x("達成") < x("Ａ") && x("Ａ") < x("Ｂ") && x("Ｂ") < x("Ｃ") && x("Ｃ") < x("中止"));
    }

    #[test]
    fn a_legend_tells_the_names_where_the_first_bar_lacks_a_segment() {
        let samples = |block: &Block| {
            let sample = |placed: &&crate::layout::Placed| matches!(&placed.item, Item::Rect { size, .. } if (size.height_pt - mm(2.8)).abs() < 0.01);
            block.items.iter().filter(sample).count()
        };
        assert_eq!(samples(&drawn(&[[2, 9, 30, 8, 1]])), 0);
        assert!(samples(&drawn(&[[1, 1, 1, 30, 0], [0, 0, 0, 0, 4]])) >= 5);
    }

    #[test]
    fn the_rows_of_a_legend_are_about_as_long() {
        assert_eq!(even_rows(&[50.0, 50.0, 50.0], 200.0), Vec::<usize>::new());
        // Five and one fit; three and three are even.
        assert_eq!(even_rows(&[60.0; 6], 350.0), [3]);
        assert_eq!(even_rows(&[500.0, 20.0], 100.0), [1]);
    }
}
