//! The texts that the cells of an .xlsx share.

use crate::workbook::limits::Bounds;
use crate::workbook::rich_text::{self, RichText};
use crate::workbook::unreadable::Unreadable;
use crate::workbook::xml::{Node, Xml, attribute, local_name};

/// Reads the shared strings. A count that no part of this size could hold is
/// refused: calamine takes memory for as many as are promised.
pub(super) fn read(text: &str, bounds: Bounds) -> Result<Vec<RichText>, Unreadable> {
    if text.len() > bounds.strings_part {
        return Err(Unreadable::TooMany("文字"));
    }
    let mut xml = Xml::new(text);
    let mut strings = Vec::new();
    loop {
        match xml.next()? {
            Node::Start(e) if local_name(&e) == "sst" => {
                let promised =
                    attribute(&e, "uniqueCount")?.and_then(|n| n.trim().parse::<u64>().ok()).unwrap_or(0);
                if promised > (text.len() / 4) as u64 {
                    return Err(Unreadable::Suspicious("事実と異なる文字列の数"));
                }
            }
            Node::Start(e) if local_name(&e) == "si" => {
                strings.push(rich_text::read(&mut xml)?);
                if strings.len() > bounds.strings {
                    return Err(Unreadable::TooMany("文字"));
                }
            }
            Node::Eof => return Ok(strings),
            _ => {}
        }
    }
}
