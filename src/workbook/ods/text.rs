//! Paragraphs, comments and shapes of an .ods.

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

/// The paragraphs inside the element that was just entered, and whether there
/// is a picture among them.
fn texts(xml: &mut Xml<'_>) -> Result<(String, bool), Unreadable> {
    let outside = xml.depth() - 1;
    let mut lines = Vec::new();
    let mut picture = false;
    loop {
        match xml.next()? {
            Node::Start(e) => match local_name(&e) {
                "p" | "h" => lines.push(paragraph(xml, &Styles::default(), false)?.text),
                "image" => picture = true,
                _ => {}
            },
            Node::End if xml.depth() == outside => return Ok((lines.join("\n").trim().to_owned(), picture)),
            Node::End | Node::Text(_) => {}
            Node::Eof => return Err(Unreadable::Damaged),
        }
    }
}

/// Reads the comment that was just entered.
pub(super) fn comment(xml: &mut Xml<'_>, at: CellRef) -> Result<Option<Floating>, Unreadable> {
    let (text, _) = texts(xml)?;
    Ok((!text.is_empty()).then_some(Floating { kind: FloatingKind::Comment, at: Some(at), text }))
}

/// Reads the shape that was just entered.
pub(super) fn shape(xml: &mut Xml<'_>, at: Option<CellRef>) -> Result<Option<Floating>, Unreadable> {
    let (text, picture) = texts(xml)?;
    let kind = match (text.is_empty(), picture) {
        (false, _) => FloatingKind::Shape,
        (true, true) => FloatingKind::Picture,
        (true, false) => return Ok(None),
    };
    Ok(Some(Floating { kind, at, text }))
}

/// Reads the shapes inside the element that was just entered.
pub(super) fn shapes(xml: &mut Xml<'_>, at: Option<CellRef>) -> Result<Vec<Floating>, Unreadable> {
    let outside = xml.depth() - 1;
    let mut found = Vec::new();
    loop {
        match xml.next()? {
            Node::Start(_) => found.extend(shape(xml, at)?),
            Node::End if xml.depth() == outside => return Ok(found),
            Node::End | Node::Text(_) => {}
            Node::Eof => return Err(Unreadable::Damaged),
        }
    }
}
