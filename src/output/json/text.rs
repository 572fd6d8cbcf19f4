//! JSON as text: keys in the order given, numbers with the digits given.
//!
//! serde_json reads every JSON file; it does not write these, because its
//! numbers lose digits (87.00 would become 87.0) unless a feature changes them
//! for every crate that uses it, and because the checksum of 確定.json is that
//! of these very bytes: they must not depend on another crate's version.

use std::io::{self, Write};

/// A JSON value that keeps the digits of its numbers: `87.0` stays `87.0`.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Json {
    Bool(bool),
    /// Digits as they are to be printed.
    Number(String),
    Text(String),
    List(Vec<Json>),
    Object(Object),
}

/// An object in the order in which its keys were added.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Object(Vec<(String, Json)>);

impl Object {
    /// Adds a key; the caller adds each once.
    pub(super) fn with(mut self, key: impl Into<String>, value: impl Into<Json>) -> Self {
        self.0.push((key.into(), value.into()));
        self
    }

    /// Adds a key if there is something to say under it.
    pub(super) fn with_some(self, key: &str, value: Option<impl Into<Json>>) -> Self {
        match value {
            Some(value) => self.with(key, value),
            None => self,
        }
    }
}

impl From<&str> for Json {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Json {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<bool> for Json {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<usize> for Json {
    fn from(number: usize) -> Self {
        Self::Number(number.to_string())
    }
}

impl From<Object> for Json {
    fn from(object: Object) -> Self {
        Self::Object(object)
    }
}

impl From<Vec<Json>> for Json {
    fn from(list: Vec<Json>) -> Self {
        Self::List(list)
    }
}

/// Pretty-printed with two spaces, ending in a line break.
pub(super) fn print(json: &Json) -> String {
    let mut text = String::new();
    append(json, 0, &mut text);
    text.push('\n');
    text
}

/// An object that is printed while it is made, so that a long list never
/// stands in memory as a whole.
pub(super) struct Printer<'a> {
    out: &'a mut dyn Write,
    is_empty: bool,
}

impl<'a> Printer<'a> {
    pub(super) fn new(out: &'a mut dyn Write) -> Self {
        Self { out, is_empty: true }
    }

    /// Prints a key and its value; the caller prints each once.
    pub(super) fn entry(&mut self, key: &str, value: impl Into<Json>) -> io::Result<()> {
        let mut text = self.head(key);
        append(&value.into(), 1, &mut text);
        self.out.write_all(text.as_bytes())
    }

    /// Prints a key and a list of values.
    pub(super) fn list(&mut self, key: &str, items: impl Iterator<Item = Json>) -> io::Result<()> {
        let mut text = self.head(key);
        text.push('[');
        let mut is_empty = true;
        for item in items {
            text.push_str(if is_empty { "\n    " } else { ",\n    " });
            append(&item, 2, &mut text);
            self.out.write_all(text.as_bytes())?;
            text.clear();
            is_empty = false;
        }
        text.push_str(if is_empty { "]" } else { "\n  ]" });
        self.out.write_all(text.as_bytes())
    }

    /// Closes the object, with a line break behind it.
    pub(super) fn finish(self) -> io::Result<()> {
        self.out.write_all(if self.is_empty { b"{}\n" } else { b"\n}\n" })
    }

    fn head(&mut self, key: &str) -> String {
        let mut text = if self.is_empty { "{\n  " } else { ",\n  " }.to_owned();
        self.is_empty = false;
        append_quoted(key, &mut text);
        text.push_str(": ");
        text
    }
}

fn append(json: &Json, depth: usize, text: &mut String) {
    match json {
        Json::Bool(value) => text.push_str(if *value { "true" } else { "false" }),
        Json::Number(digits) => text.push_str(digits),
        Json::Text(value) => append_quoted(value, text),
        Json::List(items) => {
            append_block(('[', ']'), items, depth, text, |item, text| append(item, depth + 1, text));
        }
        Json::Object(Object(entries)) => {
            append_block(('{', '}'), entries, depth, text, |(key, value), text| {
                append_quoted(key, text);
                text.push_str(": ");
                append(value, depth + 1, text);
            });
        }
    }
}

fn append_block<T>(
    (open, close): (char, char),
    items: &[T],
    depth: usize,
    text: &mut String,
    append_item: impl Fn(&T, &mut String),
) {
    text.push(open);
    for (index, item) in items.iter().enumerate() {
        text.push_str(if index == 0 { "\n" } else { ",\n" });
        text.push_str(&"  ".repeat(depth + 1));
        append_item(item, text);
    }
    if !items.is_empty() {
        text.push('\n');
        text.push_str(&"  ".repeat(depth));
    }
    text.push(close);
}

fn append_quoted(value: &str, text: &mut String) {
    text.push('"');
    for c in value.chars() {
        match c {
            '"' => text.push_str("\\\""),
            '\\' => text.push_str("\\\\"),
            '\n' => text.push_str("\\n"),
            '\r' => text.push_str("\\r"),
            '\t' => text.push_str("\\t"),
            c if c < ' ' || c == '\u{7f}' => text.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => text.push(c),
        }
    }
    text.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_order_and_digits() {
        let object = Object::default()
            .with("b", Json::Number("87.00".to_owned()))
            .with("a", vec![Json::from(true), Json::from("行\n\"\u{1}")])
            .with("空", Object::default());
        assert_eq!(
            print(&object.into()),
            "{\n  \"b\": 87.00,\n  \"a\": [\n    true,\n    \"行\\n\\\"\\u0001\"\n  ],\n  \"空\": {}\n}\n"
        );
    }

    #[test]
    fn what_is_printed_bit_by_bit_is_what_is_printed_at_once() {
        let items = || (1..4_usize).map(|n| Object::default().with("n", n).with("空", Vec::new()).into());
        let whole = Object::default()
            .with("a", "b")
            .with("list", items().collect::<Vec<Json>>())
            .with("none", Vec::new())
            .with("c", Object::default().with("d", true));
        let mut bytes = Vec::new();
        let mut printer = Printer::new(&mut bytes);
        printer.entry("a", "b").expect("memory");
        printer.list("list", items()).expect("memory");
        printer.list("none", std::iter::empty()).expect("memory");
        printer.entry("c", Object::default().with("d", true)).expect("memory");
        printer.finish().expect("memory");
        assert_eq!(String::from_utf8(bytes).expect("text"), print(&whole.into()));
        let mut bytes = Vec::new();
        Printer::new(&mut bytes).finish().expect("memory");
        assert_eq!(bytes, b"{}\n");
    }

    #[test]
    fn any_text_is_read_back_by_another_reader() {
        let text: String = (0..0x3000).filter_map(char::from_u32).collect();
        let printed = print(&Json::from(text.as_str()));
        assert_eq!(serde_json::from_str::<String>(&printed).expect("valid JSON"), text);
    }
}
