//! Native charts, told apart by pattern and not by colour.

use rust_xlsxwriter::{
    Chart as ExcelChart, ChartAxisLabelPosition, ChartDataLabel, ChartDataLabelPosition, ChartFont,
    ChartFormat, ChartLegendPosition, ChartLine, ChartPatternFill, ChartPatternFillType, ChartSolidFill,
    ChartType, Color, XlsxError,
};

use super::cell::Writer;
use super::place::{BlockPlace, column};
use super::styles::FONT;
use crate::report::book::{Block, Chart, ChartKind, Look, Mark};

const INK: Color = Color::RGB(0x001D_3557);
const TINT: Color = Color::RGB(0x00D9_D9D9);

impl Writer<'_, '_> {
    /// The table's chart, below it.
    pub(super) fn chart(&mut self, block: &Block, place: BlockPlace, sheet: &str) -> Result<(), XlsxError> {
        let Some(chart) = block.chart.as_ref().filter(|_| !block.is_empty()) else { return Ok(()) };
        let mut native = ExcelChart::new(match chart.kind {
            ChartKind::SharesByRow => ChartType::BarPercentStacked,
            ChartKind::ColumnsByRow => ChartType::Column,
        });
        let (head, first, last) = (place.first - 1, place.first, place.end - 1);
        let labels = column(chart.labels);
        for at in chart.series.0..=chart.series.1 {
            let Some(col) = block.columns.get(at) else { continue };
            let look = drawn(&self.context.book.marks, &col.head);
            let col = column(at);
            native
                .add_series()
                .set_name((sheet, head, col))
                .set_categories((sheet, first, labels, last, labels))
                .set_values((sheet, first, col, last, col))
                .set_format(&mut pattern(look))
                .set_gap(if chart.kind == ChartKind::SharesByRow { 60 } else { 80 })
                .set_data_label(&label(look, chart.kind));
        }
        finish(&mut native, chart);
        self.worksheet.insert_chart_with_offset(place.end, 0, &native, 4, 10)?;
        Ok(())
    }
}

fn finish(drawn: &mut ExcelChart, chart: &Chart) {
    let mut font = ChartFont::new();
    font.set_name(FONT).set_size(9);
    let mut title = ChartFont::new();
    title.set_name(FONT).set_size(11).set_bold();
    drawn.title().set_name(&chart.title).set_font(&title);
    drawn.legend().set_position(ChartLegendPosition::Bottom).set_font(&font);
    drawn.x_axis().set_font(&font);
    drawn.y_axis().set_font(&font);
    if chart.kind == ChartKind::SharesByRow {
        // The first row stands uppermost, as in the table, and the scale stays below.
        drawn.y_axis().set_reverse();
        drawn.x_axis().set_label_position(ChartAxisLabelPosition::High);
    } else {
        // The counts stand on the columns; a scale beside them would show halves of plans.
        drawn.y_axis().set_label_position(ChartAxisLabelPosition::None);
    }
    drawn.set_width(760).set_height(340).set_alt_text(&chart.alternative);
}

/// How a judgment's bars are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Drawn {
    /// As its look says.
    Look(Look),
    /// A judgment before it has its look, as where several fall short of the
    /// target: the further pattern of this number.
    Further(usize),
}

fn drawn(marks: &[Mark], code: &str) -> Drawn {
    let is_first = |at: usize| marks[..at].iter().all(|before| before.look != marks[at].look);
    match marks.iter().position(|mark| mark.code.as_str() == code) {
        Some(at) if is_first(at) => Drawn::Look(marks[at].look),
        Some(at) => Drawn::Further((0..at).filter(|before| !is_first(*before)).count()),
        None => Drawn::Look(Look::Equal),
    }
}

/// Told from each other and from those of the looks.
const FURTHER: [ChartPatternFillType; 6] = [
    ChartPatternFillType::VerticalStripesDark,
    ChartPatternFillType::LargeGrid,
    ChartPatternFillType::HorizontalStripesDark,
    ChartPatternFillType::Dotted25Percent,
    ChartPatternFillType::LargeCheckerboard,
    ChartPatternFillType::HorizontalBrick,
];

/// What tells a judgment's bars apart on a black-and-white page.
fn pattern(drawn: Drawn) -> ChartFormat {
    let mut line = ChartLine::new();
    line.set_color(Color::Black).set_width(0.75);
    let mut format = ChartFormat::new();
    format.set_border(&line);
    let solid = |color| {
        let mut fill = ChartSolidFill::new();
        fill.set_color(color);
        fill
    };
    let hatched = |pattern| {
        let mut fill = ChartPatternFill::new();
        fill.set_pattern(pattern).set_foreground_color(Color::Black).set_background_color(Color::White);
        fill
    };
    let look = match drawn {
        Drawn::Look(look) => look,
        Drawn::Further(at) => {
            format.set_pattern_fill(&hatched(FURTHER[at % FURTHER.len()]));
            return format;
        }
    };
    match look {
        Look::Achieved => format.set_pattern_fill(&hatched(ChartPatternFillType::DiagonalStripesWideUpwards)),
        Look::Above => format.set_solid_fill(&solid(TINT)),
        Look::Equal => format.set_solid_fill(&solid(Color::White)),
        Look::Below => format.set_solid_fill(&solid(INK)),
        Look::Cancelled => {
            format.set_pattern_fill(&hatched(ChartPatternFillType::DiagonalStripesLightDownwards))
        }
    };
    format
}

/// The count in its bar, on a white plate where the bar is hatched; above a column.
fn label(drawn: Drawn, kind: ChartKind) -> ChartDataLabel {
    let mut font = ChartFont::new();
    font.set_name(FONT).set_size(9);
    let mut label = ChartDataLabel::new();
    label.show_value().set_num_format("#,##0;;");
    let inside = kind == ChartKind::SharesByRow;
    label.set_position(if inside {
        ChartDataLabelPosition::Center
    } else {
        ChartDataLabelPosition::OutsideEnd
    });
    if inside && drawn == Drawn::Look(Look::Below) {
        font.set_color(Color::White);
    }
    let hatched = matches!(drawn, Drawn::Further(_) | Drawn::Look(Look::Achieved | Look::Cancelled));
    if inside && hatched {
        let mut plate = ChartSolidFill::new();
        plate.set_color(Color::White);
        let mut format = ChartFormat::new();
        format.set_solid_fill(&plate);
        label.set_format(&mut format);
    }
    label.set_font(&font);
    label
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::JudgmentCode;

    #[test]
    fn judgments_of_one_look_have_patterns_of_their_own() {
        let looks = [Look::Achieved, Look::Above, Look::Equal, Look::Below, Look::Below, Look::Below];
        let mark = |(code, look): (&str, Look)| Mark {
            code: JudgmentCode(code.into()),
            meaning: String::new(),
            look,
        };
        let codes = ["達成", "S", "A", "B", "C", "D"];
        let marks: Vec<Mark> = codes.into_iter().zip(looks).map(mark).collect();
        let found: Vec<Drawn> = codes.iter().map(|code| drawn(&marks, code)).collect();
        assert_eq!(found[3..], [Drawn::Look(Look::Below), Drawn::Further(0), Drawn::Further(1)]);
        assert_eq!(drawn(&marks, "Z"), Drawn::Look(Look::Equal));
    }
}
