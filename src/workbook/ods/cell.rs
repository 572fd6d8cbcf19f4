//! One cell of an .ods.

use jiff::civil::{Date, DateTime, Time};
use quick_xml::events::BytesStart;

use super::styles::Styles;
use super::text;
use crate::model::{CellRef, Eras};
use crate::workbook::cell::{UNREADABLE, bad_value};
use crate::workbook::number_format::{Calendar, Format, general};
use crate::workbook::raw::{CellContent, Floating, RawCell};
use crate::workbook::unreadable::Unreadable;
use crate::workbook::xml::{Node, Xml, local_name};

/// What a cell's own attributes say.
#[derive(Default)]
struct Attributes {
    kind: String,
    /// Number, day, truth value or text, as its kind has it.
    value: Option<String>,
    formula: Option<String>,
    style: Option<String>,
    is_error: bool,
}

/// Reads the cell that was just entered: itself, unless it shows nothing, and
/// what is fixed to it.
pub(super) fn read(
    element: &BytesStart<'_>,
    at: CellRef,
    xml: &mut Xml<'_>,
    (styles, of_column): (&Styles, Option<&str>),
) -> Result<(Option<RawCell>, Vec<Floating>), Unreadable> {
    let attributes = attributes(element)?;
    let style = attributes.style.as_deref().or(of_column);
    let by_cell = style.and_then(|s| styles.strikes(s)).unwrap_or(false);
    let outside = xml.depth() - 1;
    let mut floating = Vec::new();
    let mut lines: Vec<text::Paragraph> = Vec::new();
    loop {
        match xml.next()? {
            Node::Start(e) => match local_name(&e) {
                "p" => lines.push(text::paragraph(xml, styles, by_cell)?),
                "annotation" => floating.extend(text::comment(xml, at)?),
                _ => floating.extend(text::shape(&e, xml, Some(at))?),
            },
            Node::End if xml.depth() == outside => break,
            Node::End | Node::Text(_) => {}
            Node::Eof => return Err(Unreadable::Damaged),
        }
    }
    let unseen = style.is_some_and(|s| styles.is_unseen(s));
    Ok((show(at, &attributes, &lines).map(|cell| RawCell { unseen, ..cell }), floating))
}

fn attributes(element: &BytesStart<'_>) -> Result<Attributes, Unreadable> {
    let mut found = Attributes::default();
    for attribute in element.attributes().with_checks(false) {
        let attribute = attribute.map_err(|_| Unreadable::Damaged)?;
        let value = || -> Result<String, Unreadable> {
            let value = attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0);
            Ok(value.map_err(|_| Unreadable::Damaged)?.into_owned())
        };
        // LibreOffice repeats the kind under a prefix of its own, where it
        // alone tells an error from a text.
        match attribute.key.into_inner() {
            "calcext:value-type" => found.is_error = value()? == "error",
            "office:value-type" => found.kind = value()?,
            "office:value"
            | "office:date-value"
            | "office:boolean-value"
            | "office:string-value"
            | "office:time-value" => found.value = Some(value()?),
            "table:formula" => found.formula = Some(value()?),
            "table:style-name" => found.style = Some(value()?),
            _ => {}
        }
    }
    Ok(found)
}

fn show(at: CellRef, attributes: &Attributes, lines: &[text::Paragraph]) -> Option<RawCell> {
    let join = |part: fn(&text::Paragraph) -> &str| lines.iter().map(part).collect::<Vec<_>>().join("\n");
    let mut shown = join(|line| &line.text);
    let struck = Some(join(|line| &line.struck)).filter(|s| !s.trim().is_empty());
    let formula = attributes.formula.is_some();
    let external = attributes.formula.as_deref().is_some_and(is_external);
    let stored = attributes.value.as_deref();
    let content = if attributes.is_error || (formula && is_error(&shown)) {
        CellContent::Error(shown.clone())
    } else {
        match attributes.kind.as_str() {
            "float" | "percentage" | "currency" => {
                match stored.and_then(|v| v.trim().parse::<f64>().ok()).filter(|n| n.is_finite()) {
                    // A value that nobody can read is no blank.
                    None if stored.is_some() || !shown.is_empty() => {
                        shown = UNREADABLE.to_owned();
                        bad_value()
                    }
                    None => return None,
                    Some(number) => {
                        if lines.is_empty() {
                            shown = without_format(number, &attributes.kind);
                        }
                        CellContent::Number(number)
                    }
                }
            }
            "date" => stored.and_then(moment).map_or(CellContent::Text, CellContent::DateTime),
            "boolean" => CellContent::Bool(stored == Some("true")),
            _ if shown.is_empty() && formula && attributes.kind.is_empty() => CellContent::NoStoredValue,
            _ => CellContent::Text,
        }
    };
    if lines.is_empty() && shown.is_empty() {
        shown = stored.unwrap_or_default().to_owned();
    }
    let is_blank = shown.is_empty() && content != CellContent::NoStoredValue;
    (!is_blank).then_some(RawCell { at, content, shown, struck, formula, external, unseen: false })
}

/// What a number shows of which the file does not store the text: at least a
/// percentage is told from a number a hundred times as large.
fn without_format(number: f64, kind: &str) -> String {
    if kind == "percentage" {
        let calendar = Calendar { is_1904: false, eras: &Eras::default() };
        return Format::parse("0.##########%").show_number(number, calendar).text;
    }
    general(number)
}

/// `2024-04-10`, `2024-04-10T18:00:00`; days before March 1900 are times of day.
fn moment(text: &str) -> Option<DateTime> {
    let text = text.trim();
    let whole = text.parse::<DateTime>().ok();
    let moment = whole.or_else(|| text.parse::<Date>().ok().map(|d| d.to_datetime(Time::midnight())))?;
    (moment.year() > 1900 || (moment.year() == 1900 && moment.month() > 2)).then_some(moment)
}

fn is_error(shown: &str) -> bool {
    const ERRORS: [&str; 7] = ["#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#N/A", "#NUM!", "#NULL!"];
    ERRORS.contains(&shown) || shown.starts_with("Err:")
}

/// `of:=['file:///C:/R4.ods'#$計画.A1]`.
fn is_external(formula: &str) -> bool {
    formula.contains("'#") || formula.contains("file:")
}
