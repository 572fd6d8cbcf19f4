//! Paragraphs, comments and shapes of an .ods.

use quick_xml::events::BytesStart;

use super::styles::Styles;
use crate::model::CellRef;
use crate::workbook::raw::{Floating, FloatingKind};
use crate::workbook::unreadable::Unreadable;
use crate::workbook::xml::{Node, Xml, attribute, local_name};

/// A paragraph's text and its struck-through part.
#[derive(Debug, Default)]
pub(super) struct Paragraph {
    pub(super) text: String,
    pub(super) struck: String,
}

impl Paragraph {
    /// Adds text in which a row of blanks counts as one space, as in HTML.
    fn push_text(&mut self, text: &str, struck: bool) {
        for c in text.chars() {
            if matches!(c, ' ' | '\t' | '\n' | '\r') {
                if !self.text.is_empty() && !self.text.ends_with([' ', '\n']) {
                    self.push(' ', struck);
                }
            } else {
                self.push(c, struck);
            }
        }
    }

    fn push(&mut self, c: char, struck: bool) {
        self.text.push(c);
        if struck {
            self.struck.push(c);
        }
    }
}

/// Reads the paragraph that was just entered.
pub(super) fn paragraph(xml: &mut Xml<'_>, styles: &Styles, by_cell: bool) -> Result<Paragraph, Unreadable> {
    let outside = xml.depth() - 1;
    let mut paragraph = Paragraph::default();
    // For each open element that may change it, whether text in it is struck.
    let mut struck = vec![by_cell];
    loop {
        match xml.next()? {
            Node::Start(e) => {
                let now = struck.last().copied().unwrap_or(by_cell);
                let own = match attribute(&e, "style-name")? {
                    Some(style) if local_name(&e) == "span" => styles.strikes(&style),
                    _ => None,
                };
                struck.push(own.unwrap_or(now));
                match local_name(&e) {
                    // More than a cell can hold is not written out.
                    "s" => {
                        let count = attribute(&e, "c")?.and_then(|c| c.parse().ok()).unwrap_or(1_u32);
                        (0..count.min(32_767)).for_each(|_| paragraph.push(' ', now));
                    }
                    "tab" => paragraph.push('\t', now),
                    "line-break" => paragraph.push('\n', now),
                    // Furigana.
                    "ruby-text" | "annotation" => {
                        xml.skip()?;
                        struck.pop();
                    }
                    _ => {}
                }
            }
            Node::Text(text) => paragraph.push_text(&text, struck.last().copied().unwrap_or(by_cell)),
            Node::End if xml.depth() == outside => return Ok(paragraph),
            Node::End => {
                struck.pop();
            }
            Node::Eof => return Err(Unreadable::Damaged),
        }
    }
}

/// What stands inside an element that lies over cells.
struct Texts {
    text: String,
    picture: bool,
    outline: bool,
}

/// Elements that draw what may be a circle around a choice.
fn is_outline(name: &str) -> bool {
    matches!(name, "ellipse" | "circle" | "custom-shape" | "path" | "polygon" | "rect" | "control")
}

/// Reads the element that was just entered.
fn texts(xml: &mut Xml<'_>) -> Result<Texts, Unreadable> {
    let outside = xml.depth() - 1;
    let mut lines = Vec::new();
    let (mut picture, mut outline) = (false, false);
    loop {
        match xml.next()? {
            Node::Start(e) => match local_name(&e) {
                "p" | "h" => lines.push(paragraph(xml, &Styles::default(), false)?.text),
                "image" => picture = true,
                name => outline |= is_outline(name),
            },
            Node::End if xml.depth() == outside => {
                return Ok(Texts { text: lines.join("\n").trim().to_owned(), picture, outline });
            }
            Node::End | Node::Text(_) => {}
            Node::Eof => return Err(Unreadable::Damaged),
        }
    }
}

/// Reads the comment that was just entered.
pub(super) fn comment(xml: &mut Xml<'_>, at: CellRef) -> Result<Option<Floating>, Unreadable> {
    let Texts { text, .. } = texts(xml)?;
    let comment = || Floating { kind: FloatingKind::Comment, at: Some(at), end: None, text: text.clone() };
    Ok((!text.is_empty()).then(comment))
}

/// Reads the shape that was just entered.
pub(super) fn shape(
    element: &BytesStart<'_>,
    xml: &mut Xml<'_>,
    at: Option<CellRef>,
) -> Result<Option<Floating>, Unreadable> {
    let drawn = is_outline(local_name(element));
    let end = attribute(element, "end-cell-address")?;
    let end = end.and_then(|end| CellRef::parse(end.rsplit('.').next().unwrap_or_default()));
    let Texts { text, picture, outline } = texts(xml)?;
    let kind = match (text.is_empty(), picture, outline || drawn) {
        (false, _, _) => FloatingKind::Shape,
        (true, true, _) => FloatingKind::Picture,
        (true, false, true) => FloatingKind::Shape,
        (true, false, false) => return Ok(None),
    };
    Ok(Some(Floating { kind, at, end, text }))
}

/// Reads the shapes inside the element that was just entered.
pub(super) fn shapes(xml: &mut Xml<'_>, at: Option<CellRef>) -> Result<Vec<Floating>, Unreadable> {
    let outside = xml.depth() - 1;
    let mut found = Vec::new();
    loop {
        match xml.next()? {
            Node::Start(e) => found.extend(shape(&e, xml, at)?),
            Node::End if xml.depth() == outside => return Ok(found),
            Node::End | Node::Text(_) => {}
            Node::Eof => return Err(Unreadable::Damaged),
        }
    }
}
