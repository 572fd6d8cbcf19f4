//! Elements of a part, with the place of each in its text.

use std::ops::Range;

use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};

/// What was met, and which bytes of the part it is.
#[derive(Debug)]
pub(super) struct Met<'a> {
    pub(super) what: What<'a>,
    pub(super) range: Range<usize>,
}

/// What can be met; texts and comments are passed over.
#[derive(Debug)]
pub(super) enum What<'a> {
    /// `<c …>`
    Start(BytesStart<'a>),
    /// `<c …/>`
    Empty(BytesStart<'a>),
    /// `</c>`: the local name.
    End(String),
}

/// Every tag of a part in order; `None` where it is not well-formed.
pub(super) fn tags(text: &str) -> Option<Vec<Met<'_>>> {
    let mut reader = Reader::from_str(text);
    let mut tags = Vec::new();
    loop {
        let start = usize::try_from(reader.buffer_position()).ok()?;
        let event = reader.read_event().ok()?;
        let end = usize::try_from(reader.buffer_position()).ok()?;
        let what = match event {
            Event::Start(tag) => What::Start(tag),
            Event::Empty(tag) => What::Empty(tag),
            Event::End(tag) => What::End(tag.local_name().as_ref().to_owned()),
            Event::Eof => return Some(tags),
            _ => continue,
        };
        tags.push(Met { what, range: start..end });
    }
}

/// The local name of a tag.
pub(super) fn name<'a>(tag: &'a BytesStart<'_>) -> &'a str {
    let name = tag.name().0;
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

/// An attribute by its full name.
pub(super) fn attribute(tag: &BytesStart<'_>, wanted: &str) -> Option<String> {
    let found = tag.attributes().with_checks(false).flatten().find(|a| a.key.as_ref() == wanted)?;
    Some(found.normalized_value(XmlVersion::Implicit1_0).ok()?.into_owned())
}

/// Text for an element: entities, and the `_x000D_` notation of Excel, which
/// would otherwise change a text that happens to look like it.
pub(super) fn escape_text(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        match c {
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            '_' if looks_like_code(&text[at..]) => escaped.push_str("_x005F_"),
            '\t' | '\n' => escaped.push(c),
            // XML has no place for these; Excel's notation has.
            c if c < ' ' || matches!(c, '\u{fffe}' | '\u{ffff}') => {
                escaped.push_str(&format!("_x{:04X}_", u32::from(c)));
            }
            c => escaped.push(c),
        }
    }
    escaped
}

/// Text for an attribute in double quotes, or for what may become one.
pub(super) fn escape_attribute(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

fn looks_like_code(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() >= 7 && bytes[1] == b'x' && bytes[2..6].iter().all(u8::is_ascii_hexdigit) && bytes[6] == b'_'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_come_through_unchanged() {
        assert_eq!(escape_text("A<B & C\n次"), "A&lt;B &amp; C\n次");
        assert_eq!(escape_text("_x000D_"), "_x005F_x000D_");
        assert_eq!(escape_text("a_b_x1_"), "a_b_x1_");
        assert_eq!(escape_text("\u{b}"), "_x000B_");
    }

    #[test]
    fn tags_know_their_place() {
        let text = "<?xml version=\"1.0\"?><a><x:c r=\"A1\"/>行</a>";
        let tags = tags(text).expect("well-formed");
        let What::Empty(tag) = &tags[1].what else { panic!("not the cell") };
        assert_eq!((name(tag), attribute(tag, "r").as_deref()), ("c", Some("A1")));
        assert_eq!(&text[tags[1].range.clone()], "<x:c r=\"A1\"/>");
    }
}
