//! The XML of a part, read as a stream of the few things that matter.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::unreadable::Unreadable;

/// Elements in elements; Excel writes about 20.
const MAX_DEPTH: usize = 200;
/// Elements, ends and texts in a part; a list of 90,000 rows has five million.
const MAX_NODES: usize = 12_000_000;

/// A stream of elements and texts.
pub(super) struct Xml<'a> {
    reader: Reader<&'a [u8]>,
    depth: usize,
    nodes: usize,
}

/// What comes next.
#[derive(Debug)]
pub(super) enum Node<'a> {
    /// An element begins; an empty one ends with the next node.
    Start(BytesStart<'a>),
    /// An element ends.
    End,
    /// A piece of text, entities resolved.
    Text(Cow<'a, str>),
    /// The part ends.
    Eof,
}

impl<'a> Xml<'a> {
    /// Reads the text of a part.
    pub(super) fn new(text: &'a str) -> Self {
        let mut reader = Reader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        Self { reader, depth: 0, nodes: 0 }
    }

    /// How many elements are open.
    pub(super) fn depth(&self) -> usize {
        self.depth
    }

    /// The next node.
    pub(super) fn next(&mut self) -> Result<Node<'a>, Unreadable> {
        loop {
            self.nodes += 1;
            if self.nodes > MAX_NODES {
                return Err(Unreadable::TooMany("要素"));
            }
            return Ok(match self.reader.read_event().map_err(|_| Unreadable::Damaged)? {
                Event::Start(element) => {
                    self.depth += 1;
                    if self.depth > MAX_DEPTH {
                        return Err(Unreadable::Suspicious("極端に深い入れ子"));
                    }
                    Node::Start(element)
                }
                Event::End(_) => {
                    self.depth = self.depth.checked_sub(1).ok_or(Unreadable::Damaged)?;
                    Node::End
                }
                Event::Text(text) => Node::Text(text.xml10_content()),
                Event::CData(text) => Node::Text(text.xml10_content()),
                Event::GeneralRef(reference) => Node::Text(resolve(&reference)?),
                // Excel refuses declarations of entities, and so does this.
                Event::DocType(_) => return Err(Unreadable::Suspicious("DOCTYPE宣言")),
                Event::Eof if self.depth > 0 => return Err(Unreadable::Damaged),
                Event::Eof => Node::Eof,
                _ => continue,
            });
        }
    }

    /// Leaves the element that was just entered.
    pub(super) fn skip(&mut self) -> Result<(), Unreadable> {
        let outside = self.depth - 1;
        while self.depth > outside {
            self.next()?;
        }
        Ok(())
    }

    /// The text of the element that was just entered, up to its end; texts of
    /// elements inside it are left out.
    pub(super) fn text(&mut self) -> Result<Cow<'a, str>, Unreadable> {
        let inside = self.depth;
        let mut text = Cow::Borrowed("");
        loop {
            match self.next()? {
                Node::Text(piece) if self.depth == inside => {
                    if text.is_empty() {
                        text = piece;
                    } else {
                        text.to_mut().push_str(&piece);
                    }
                }
                Node::End if self.depth < inside => return Ok(text),
                _ => {}
            }
        }
    }
}

fn resolve(reference: &quick_xml::events::BytesRef<'_>) -> Result<Cow<'static, str>, Unreadable> {
    if let Ok(Some(character)) = reference.resolve_char_ref() {
        return Ok(Cow::Owned(character.to_string()));
    }
    Ok(Cow::Borrowed(match &*reference.xml10_content() {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "apos" => "'",
        _ => return Err(Unreadable::Damaged),
    }))
}

/// An attribute's value by its name without a namespace's prefix.
pub(super) fn attribute<'a>(
    element: &BytesStart<'a>,
    name: &str,
) -> Result<Option<Cow<'a, str>>, Unreadable> {
    for attribute in element.attributes().with_checks(false) {
        let attribute = attribute.map_err(|_| Unreadable::Damaged)?;
        if attribute.key.local_name().as_ref() == name {
            let value = attribute
                .normalized_value(quick_xml::XmlVersion::Implicit1_0)
                .map_err(|_| Unreadable::Damaged)?;
            return Ok(Some(Cow::Owned(value.into_owned())));
        }
    }
    Ok(None)
}

/// Whether an attribute says yes; `missing` where it is not there.
pub(super) fn flag(element: &BytesStart<'_>, name: &str, missing: bool) -> Result<bool, Unreadable> {
    Ok(attribute(element, name)?.map_or(missing, |v| matches!(&*v, "1" | "true" | "on")))
}

/// The name of an element without its namespace's prefix.
pub(super) fn local_name<'e>(element: &'e BytesStart<'_>) -> &'e str {
    let name = element.name().into_inner();
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_of_too_many_elements_is_refused() {
        let mut xml = Xml { nodes: MAX_NODES - 2, ..Xml::new("<a><b/></a>") };
        assert!(matches!(xml.next(), Ok(Node::Start(_))));
        assert!(matches!(xml.next(), Ok(Node::Start(_))));
        assert_eq!(xml.next().map(|_| ()), Err(Unreadable::TooMany("要素")));
    }
}
