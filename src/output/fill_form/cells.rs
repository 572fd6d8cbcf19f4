//! The text of a sheet with some cells' contents replaced.

use std::collections::BTreeMap;

use quick_xml::events::BytesStart;
use rust_decimal::Decimal;

use super::number_format::NumberFormats;
use super::xml::{What, attribute, escape_text, name, tags};
use crate::model::CellRef;

/// What goes into a cell.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Content {
    Blank,
    Text(String),
    Number(Decimal),
}

/// Replaces the contents of cells; formats and everything around stay. Gives
/// the cells that the sheet does not have, which were not written.
pub(super) fn replace_cells(
    sheet: &str,
    contents: &BTreeMap<CellRef, Content>,
    formats: &NumberFormats,
) -> Option<(String, Vec<CellRef>)> {
    let mut written = String::with_capacity(sheet.len() + 4096);
    let mut missing: Vec<CellRef> = contents.keys().copied().collect();
    let mut copied = 0;
    let mut next = CellRef::new(0, 0);
    // The cell whose end is looked for, with the text to put in its place.
    let mut open: Option<(usize, String)> = None;
    for met in tags(sheet)? {
        match &met.what {
            What::Start(tag) | What::Empty(tag) if name(tag) == "row" => next = row_start(tag, next)?,
            What::Start(tag) | What::Empty(tag) if name(tag) == "c" => {
                let at = match attribute(tag, "r") {
                    Some(address) => CellRef::parse(&address)?,
                    None => next,
                };
                next = CellRef::new(at.row, at.column + 1);
                let Some(content) = contents.get(&at) else { continue };
                missing.retain(|cell| *cell != at);
                let cell = cell_text(tag, content, formats);
                if matches!(met.what, What::Empty(_)) {
                    written.push_str(&sheet[copied..met.range.start]);
                    written.push_str(&cell);
                    copied = met.range.end;
                } else {
                    open = Some((met.range.start, cell));
                }
            }
            What::End(end) if end == "row" => next = CellRef::new(next.row + 1, 0),
            What::End(end) if end == "c" => {
                if let Some((start, cell)) = open.take() {
                    written.push_str(&sheet[copied..start]);
                    written.push_str(&cell);
                    copied = met.range.end;
                }
            }
            _ => {}
        }
    }
    written.push_str(&sheet[copied..]);
    Some((written, missing))
}

/// The first cell of a row; rows without a number follow one another.
fn row_start(tag: &BytesStart<'_>, next: CellRef) -> Option<CellRef> {
    match attribute(tag, "r") {
        Some(number) => Some(CellRef::new(number.parse::<u32>().ok()?.checked_sub(1)?, 0)),
        None => Some(CellRef::new(next.row, 0)),
    }
}

/// A cell with the attributes it had, but for its type.
fn cell_text(tag: &BytesStart<'_>, content: &Content, formats: &NumberFormats) -> String {
    let tag_name = tag.name().0.to_owned();
    let prefix = tag_name.strip_suffix('c').unwrap_or_default();
    let mut head = format!("<{tag_name}");
    for kept in tag.attributes().with_checks(false).flatten() {
        // `cm` and `vm` speak of the content that goes.
        if !matches!(kept.key.as_ref(), "t" | "cm" | "vm") {
            head.push_str(&format!(" {}=\"{}\"", kept.key.as_ref(), kept.value));
        }
    }
    let style = attribute(tag, "s").and_then(|s| s.parse().ok());
    match content {
        Content::Blank => format!("{head}/>"),
        Content::Number(number) if formats.shows_exactly(style, *number) => {
            format!("{head}><{prefix}v>{number}</{prefix}v></{tag_name}>")
        }
        Content::Number(number) => inline(&head, &tag_name, prefix, &number.to_string()),
        Content::Text(text) => inline(&head, &tag_name, prefix, text),
    }
}

fn inline(head: &str, tag_name: &str, prefix: &str, text: &str) -> String {
    let text = escape_text(text);
    format!(
        "{head} t=\"inlineStr\"><{prefix}is><{prefix}t xml:space=\"preserve\">{text}</{prefix}t></{prefix}is></{tag_name}>"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fill(sheet: &str, contents: &[(&str, Content)]) -> (String, Vec<CellRef>) {
        let contents = contents.iter().map(|(at, c)| (CellRef::parse(at).expect("an address"), c.clone()));
        replace_cells(sheet, &contents.collect(), &NumberFormats::default()).expect("well-formed")
    }

    #[test]
    fn only_the_named_cells_change() {
        let sheet = "<?xml version=\"1.0\"?>\r\n<worksheet><sheetData><row r=\"2\" ht=\"26\">\
            <c r=\"A2\" s=\"3\" t=\"s\"><v>7</v></c><c r=\"B2\" s=\"4\" t=\"s\"><v>8</v></c>\
            <c r=\"C2\" s=\"5\" /></row></sheetData><mergeCells/></worksheet>";
        let (filled, missing) = fill(
            sheet,
            &[("B2", Content::Text("A & B\n次".to_owned())), ("C2", Content::Number(Decimal::new(875, 1)))],
        );
        assert_eq!(
            filled,
            "<?xml version=\"1.0\"?>\r\n<worksheet><sheetData><row r=\"2\" ht=\"26\">\
            <c r=\"A2\" s=\"3\" t=\"s\"><v>7</v></c>\
            <c r=\"B2\" s=\"4\" t=\"inlineStr\"><is><t xml:space=\"preserve\">A &amp; B\n次</t></is></c>\
            <c r=\"C2\" s=\"5\"><v>87.5</v></c></row></sheetData><mergeCells/></worksheet>"
        );
        assert_eq!(missing, []);
    }

    #[test]
    fn a_number_that_the_cell_would_show_otherwise_is_text() {
        let (filled, _) =
            fill("<s><row><c r=\"A1\"/></row></s>", &[("A1", Content::Number(Decimal::new(870, 1)))]);
        assert!(filled.contains("<t xml:space=\"preserve\">87.0</t>"), "{filled}");
    }

    #[test]
    fn cells_without_address_and_with_prefix_are_found() {
        let sheet = "<x:s><x:row><x:c t=\"str\"><x:v>a</x:v></x:c><x:c/></x:row><x:row><x:c/></x:row></x:s>";
        let (filled, missing) = fill(
            sheet,
            &[
                ("A1", Content::Blank),
                ("B1", Content::Text("b".to_owned())),
                ("A2", Content::Number(Decimal::from(3))),
                ("D9", Content::Blank),
            ],
        );
        assert_eq!(
            filled,
            "<x:s><x:row><x:c/><x:c t=\"inlineStr\"><x:is><x:t xml:space=\"preserve\">b</x:t></x:is></x:c>\
            </x:row><x:row><x:c><x:v>3</x:v></x:c></x:row></x:s>"
        );
        assert_eq!(missing, [CellRef::parse("D9").expect("an address")]);
    }
}
