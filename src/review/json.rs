//! Reads JSON and keeps the digits of its numbers, which a reader that turns
//! numbers into binary fractions would lose (`87.00`).

use std::str::FromStr;

use rust_decimal::Decimal;

/// A JSON value as it is written.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Json {
    Null,
    Bool(bool),
    Number(Decimal),
    Text(String),
    List(Vec<Json>),
    Object(Vec<(String, Json)>),
}

impl Json {
    /// The value under a key of an object.
    pub(super) fn get(&self, key: &str) -> Option<&Self> {
        match self {
            Self::Object(entries) => entries.iter().find(|(name, _)| name == key).map(|(_, value)| value),
            _ => None,
        }
    }

    /// The text under a key of an object.
    pub(super) fn text(&self, key: &str) -> Option<&str> {
        match self.get(key)? {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The items under a key of an object; none where there is no list.
    pub(super) fn list(&self, key: &str) -> &[Self] {
        match self.get(key) {
            Some(Self::List(items)) => items,
            _ => &[],
        }
    }

    /// The entries under a key of an object; none where there is no object.
    pub(super) fn entries(&self, key: &str) -> &[(String, Self)] {
        match self.get(key) {
            Some(Self::Object(entries)) => entries,
            _ => &[],
        }
    }
}

/// Deeper than any file of this program, and shallow enough for the stack.
const MAX_DEPTH: usize = 64;

/// Reads a whole text; `None` where it is not JSON.
pub(super) fn parse(text: &str) -> Option<Json> {
    let mut reader = Reader { rest: text.strip_prefix('\u{feff}').unwrap_or(text) };
    let value = reader.value(0)?;
    reader.skip_space();
    reader.rest.is_empty().then_some(value)
}

struct Reader<'a> {
    rest: &'a str,
}

impl Reader<'_> {
    fn skip_space(&mut self) {
        self.rest = self.rest.trim_start_matches([' ', '\t', '\r', '\n']);
    }

    /// Takes `expected` if it comes next.
    fn take(&mut self, expected: &str) -> Option<()> {
        self.skip_space();
        self.rest = self.rest.strip_prefix(expected)?;
        Some(())
    }

    fn value(&mut self, depth: usize) -> Option<Json> {
        self.skip_space();
        if depth > MAX_DEPTH {
            return None;
        }
        match self.rest.as_bytes().first()? {
            b'{' => self.object(depth),
            b'[' => self.list(depth),
            b'"' => self.quoted().map(Json::Text),
            b't' => self.take("true").map(|()| Json::Bool(true)),
            b'f' => self.take("false").map(|()| Json::Bool(false)),
            b'n' => self.take("null").map(|()| Json::Null),
            _ => self.number(),
        }
    }

    fn object(&mut self, depth: usize) -> Option<Json> {
        self.take("{")?;
        let mut entries = Vec::new();
        if self.take("}").is_some() {
            return Some(Json::Object(entries));
        }
        loop {
            self.skip_space();
            let key = self.quoted()?;
            self.take(":")?;
            entries.push((key, self.value(depth + 1)?));
            if self.take(",").is_none() {
                self.take("}")?;
                return Some(Json::Object(entries));
            }
        }
    }

    fn list(&mut self, depth: usize) -> Option<Json> {
        self.take("[")?;
        let mut items = Vec::new();
        if self.take("]").is_some() {
            return Some(Json::List(items));
        }
        loop {
            items.push(self.value(depth + 1)?);
            if self.take(",").is_none() {
                self.take("]")?;
                return Some(Json::List(items));
            }
        }
    }

    fn number(&mut self) -> Option<Json> {
        let end = self.rest.find(|c: char| !matches!(c, '0'..='9' | '-' | '+' | '.' | 'e' | 'E'));
        let (digits, rest) = self.rest.split_at(end.unwrap_or(self.rest.len()));
        let number = if digits.contains(['e', 'E']) {
            Decimal::from_scientific(digits)
        } else {
            Decimal::from_str(digits)
        };
        self.rest = rest;
        number.ok().map(Json::Number)
    }

    fn quoted(&mut self) -> Option<String> {
        self.rest = self.rest.strip_prefix('"')?;
        let mut text = String::new();
        loop {
            let end = self.rest.find(['"', '\\'])?;
            text.push_str(&self.rest[..end]);
            let quote = self.rest.as_bytes()[end] == b'"';
            self.rest = &self.rest[end + 1..];
            if quote {
                return Some(text);
            }
            text.push(self.escaped()?);
        }
    }

    fn escaped(&mut self) -> Option<char> {
        let c = self.rest.chars().next()?;
        self.rest = &self.rest[c.len_utf8()..];
        Some(match c {
            'n' => '\n',
            't' => '\t',
            'r' => '\r',
            'b' => '\u{8}',
            'f' => '\u{c}',
            '"' | '\\' | '/' => c,
            'u' => {
                let first = self.hex()?;
                if !(0xd800..0xdc00).contains(&first) {
                    return char::from_u32(first);
                }
                self.rest = self.rest.strip_prefix("\\u")?;
                let second = self.hex()?.checked_sub(0xdc00).filter(|low| *low < 0x400)?;
                char::from_u32(0x10000 + ((first - 0xd800) << 10) + second)?
            }
            _ => return None,
        })
    }

    fn hex(&mut self) -> Option<u32> {
        let digits = self.rest.get(..4).filter(|d| d.bytes().all(|b| b.is_ascii_hexdigit()))?;
        self.rest = &self.rest[4..];
        u32::from_str_radix(digits, 16).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn keeps_digits_and_order() {
        let json =
            parse(" {\"b\": 87.00, \"a\": [true, null, -1.5e2], \"行\": \"\\u884c\\n\\ud83d\\ude00\"}\r\n");
        let json = json.expect("JSON");
        let Some(Json::Number(number)) = json.get("b") else { panic!("no number") };
        assert_eq!(number.to_string(), "87.00");
        assert_eq!(json.text("行"), Some("行\n😀"));
        assert_eq!(json.list("a").len(), 3);
        assert_eq!(json.list("a")[2], Json::Number(Decimal::from(-150)));
    }

    #[test]
    fn refuses_what_is_not_json() {
        for text in ["", "{", "{\"a\":1,}", "[1 2]", "\"\\ud800\"", "1 1", "{\"a\" 1}", "nul", "\"\\x\""] {
            assert_eq!(parse(text), None, "{text}");
        }
        assert_eq!(parse(&"[".repeat(100_000)), None);
    }

    proptest! {
        #[test]
        fn reads_any_text_that_another_writer_quotes(text in ".*") {
            let quoted = serde_json::to_string(&text).expect("text");
            prop_assert_eq!(parse(&quoted), Some(Json::Text(text)));
        }

        #[test]
        fn never_panics(text in "[\\[\\]{}\",:0-9eE.u\\\\ a-f-]{0,40}") {
            let _ = parse(&text);
        }
    }
}
