//! Native charts, told apart by pattern and not by colour.

use rust_xlsxwriter::{
    Chart as ExcelChart, ChartAxisLabelPosition, ChartDataLabel, ChartFont, ChartFormat, ChartLegendPosition,
    ChartLine, ChartPatternFill, ChartPatternFillType, ChartSolidFill, ChartType, Color, XlsxError,
};

use super::cell::Writer;
use super::place::{BlockPlace, column};
use crate::report::book::{Block, Chart, ChartKind, Look};

const INK: Color = Color::RGB(0x001D_3557);
const TINT: Color = Color::RGB(0x00D9_D9D9);

impl Writer<'_, '_> {
    /// The table's chart, below it.
    pub(super) fn chart(&mut self, block: &Block, place: BlockPlace, sheet: &str) -> Result<(), XlsxError> {
        let Some(chart) = block.chart.as_ref().filter(|_| !block.rows.is_empty()) else { return Ok(()) };
        let mut drawn = ExcelChart::new(match chart.kind {
            ChartKind::SharesByRow => ChartType::BarPercentStacked,
            ChartKind::ColumnsByRow => ChartType::Column,
        });
        let (head, first, last) = (place.first - 1, place.first, place.end - 1);
        let labels = column(chart.labels);
        for at in chart.series.0..=chart.series.1 {
            let Some(col) = block.columns.get(at) else { continue };
            let look = self.context.book.marks.iter().find(|mark| mark.code.as_str() == col.head);
            let look = look.map_or(Look::Equal, |mark| mark.look);
            let col = column(at);
            drawn
                .add_series()
                .set_name((sheet, head, col))
                .set_categories((sheet, first, labels, last, labels))
                .set_values((sheet, first, col, last, col))
                .set_format(&mut pattern(look))
                .set_gap(if chart.kind == ChartKind::SharesByRow { 60 } else { 80 })
                .set_data_label(&label(look));
        }
        finish(&mut drawn, chart);
        self.worksheet.insert_chart_with_offset(place.end, 0, &drawn, 4, 10)?;
        Ok(())
    }
}

fn finish(drawn: &mut ExcelChart, chart: &Chart) {
    let mut font = ChartFont::new();
    font.set_name("BIZ UDゴシック").set_size(9);
    let mut title = ChartFont::new();
    title.set_name("BIZ UDゴシック").set_size(11).set_bold();
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

/// What tells a judgment's bars apart on a black-and-white page.
fn pattern(look: Look) -> ChartFormat {
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

/// The count in or on its bar, on a white plate where the bar is hatched.
fn label(look: Look) -> ChartDataLabel {
    let mut font = ChartFont::new();
    font.set_name("BIZ UDゴシック").set_size(9);
    let mut label = ChartDataLabel::new();
    label.show_value().set_num_format("#,##0;;");
    if look == Look::Below {
        font.set_color(Color::White);
    }
    if matches!(look, Look::Achieved | Look::Cancelled) {
        let mut plate = ChartSolidFill::new();
        plate.set_color(Color::White);
        let mut format = ChartFormat::new();
        format.set_solid_fill(&plate);
        label.set_format(&mut format);
    }
    label.set_font(&font);
    label
}
