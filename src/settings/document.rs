//! A TOML document whose every key knows its line, so that a mistake can be
//! shown to the person who typed it.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// What is wrong with the document, by line.
#[derive(Debug, Default)]
pub(super) struct Problems(Vec<(usize, String)>);

impl Problems {
    pub(super) fn add(&mut self, line: usize, message: impl Into<String>) {
        self.0.push((line, message.into()));
    }

    /// All of them in the order of the document, `12行目：…` each; `None` where there is none.
    pub(super) fn told(mut self) -> Option<String> {
        self.0.sort();
        let lines: Vec<String> = self.0.iter().map(|(line, text)| format!("{line}行目：{text}")).collect();
        (!lines.is_empty()).then(|| lines.join("\n　　　　"))
    }
}

/// A table of the document.
#[derive(Debug)]
pub(super) struct Section<'t> {
    /// `[meeting.R5.hq]`; empty for the document itself.
    title: String,
    line: usize,
    text: &'t str,
    entries: Vec<Entry<'t>>,
}

#[derive(Debug)]
struct Entry<'t> {
    key: &'t str,
    line: usize,
    value: &'t Spanned<DeValue<'t>>,
}

impl<'t> Section<'t> {
    /// The document as a table.
    pub(super) fn root(text: &'t str, table: &'t DeTable<'t>) -> Self {
        Self::new(text, table, String::new(), 1)
    }

    fn new(text: &'t str, table: &'t DeTable<'t>, title: String, line: usize) -> Self {
        let entries = table
            .iter()
            .map(|(key, value)| Entry { key: key.get_ref(), line: line_of(text, key.span().start), value })
            .collect();
        Self { title, line, text, entries }
    }

    pub(super) fn line(&self) -> usize {
        self.line
    }

    /// The line of a key, or of the table where it is missing.
    pub(super) fn line_of(&self, key: &str) -> usize {
        self.find(key).map_or(self.line, |e| e.line)
    }

    pub(super) fn keys(&self) -> impl Iterator<Item = (&'t str, usize)> {
        self.entries.iter().map(|e| (e.key, e.line))
    }

    fn find(&self, key: &str) -> Option<&Entry<'t>> {
        self.entries.iter().find(|e| e.key == key)
    }

    /// Reports keys that are not among `known`.
    pub(super) fn allow(&self, known: &[&str], problems: &mut Problems) {
        for (key, line) in self.keys().filter(|(key, _)| !known.contains(key)) {
            problems.add(line, unknown(key, known));
        }
    }

    pub(super) fn text(&self, key: &str, problems: &mut Problems) -> Option<String> {
        let entry = self.find(key)?;
        let text = match entry.value.get_ref() {
            DeValue::String(text) => Some(text.trim().to_owned()),
            DeValue::Datetime(day) => Some(day.to_string()),
            _ => None,
        };
        if text.is_none() {
            problems.add(entry.line, wrong_type(key, "\"\" で囲んだ文字", entry.value.get_ref()));
        }
        // What stands on covers, tabs and running heads is one line, and no workbook can hold the rest.
        if text.as_ref().is_some_and(|text| text.contains(char::is_control)) {
            problems.add(entry.line, format!("「{key}」に改行などの制御文字は書けません"));
            return None;
        }
        text.filter(|text| !text.is_empty())
    }

    pub(super) fn required_text(&self, key: &str, problems: &mut Problems) -> Option<String> {
        let before = problems.0.len();
        let text = self.text(key, problems);
        if text.is_none() && problems.0.len() == before {
            problems.add(self.line_of(key), format!("{}に「{key}」を書いてください", self.named()));
        }
        text
    }

    pub(super) fn flag(&self, key: &str, problems: &mut Problems) -> Option<bool> {
        let entry = self.find(key)?;
        let flag = entry.value.get_ref().as_bool();
        if flag.is_none() {
            problems.add(entry.line, wrong_type(key, "true か false", entry.value.get_ref()));
        }
        flag
    }

    pub(super) fn number(&self, key: &str, problems: &mut Problems) -> Option<f64> {
        let entry = self.find(key)?;
        let number = match entry.value.get_ref() {
            DeValue::Integer(number) => number.as_str().parse().ok(),
            DeValue::Float(number) => number.as_str().parse().ok(),
            _ => None,
        };
        let number = number.filter(|n: &f64| n.is_finite());
        if number.is_none() {
            problems.add(entry.line, wrong_type(key, "数", entry.value.get_ref()));
        }
        number
    }

    /// A list of texts with the line of each.
    pub(super) fn texts(&self, key: &str, problems: &mut Problems) -> Vec<(String, usize)> {
        let Some(entry) = self.find(key) else { return Vec::new() };
        let DeValue::Array(items) = entry.value.get_ref() else {
            problems.add(entry.line, wrong_type(key, "[\"…\", \"…\"] の形の一覧", entry.value.get_ref()));
            return Vec::new();
        };
        let mut texts = Vec::new();
        for item in items.iter() {
            let line = line_of(self.text, item.span().start);
            match item.get_ref().as_str() {
                Some(text) => texts.push((text.trim().to_owned(), line)),
                None => problems.add(line, wrong_type(key, "\"\" で囲んだ文字の一覧", item.get_ref())),
            }
        }
        texts
    }

    /// A table inside this one.
    pub(super) fn section(&self, key: &str, problems: &mut Problems) -> Option<Section<'t>> {
        let entry = self.find(key)?;
        let title = if self.title.is_empty() { key.to_owned() } else { format!("{}.{key}", self.title) };
        match entry.value.get_ref() {
            DeValue::Table(table) => Some(Section::new(self.text, table, title, entry.line)),
            other => {
                problems.add(entry.line, wrong_type(key, &format!("[{title}] という見出し"), other));
                None
            }
        }
    }

    /// Tables of the form `[[key]]`.
    pub(super) fn sections(&self, key: &str, problems: &mut Problems) -> Vec<Section<'t>> {
        let Some(entry) = self.find(key) else { return Vec::new() };
        let tables = match entry.value.get_ref() {
            DeValue::Array(items) => items
                .iter()
                .map(|item| {
                    let line = line_of(self.text, item.span().start);
                    let table = item.get_ref().as_table()?;
                    Some(Section::new(self.text, table, key.to_owned(), line))
                })
                .collect(),
            _ => None,
        };
        tables.unwrap_or_else(|| {
            problems
                .add(entry.line, wrong_type(key, &format!("[[{key}]] という見出し"), entry.value.get_ref()));
            Vec::new()
        })
    }

    fn named(&self) -> String {
        if self.title.is_empty() { "この設定".to_owned() } else { format!("[{}] ", self.title) }
    }
}

pub(super) fn line_of(text: &str, offset: usize) -> usize {
    text.as_bytes().iter().take(offset).filter(|&&b| b == b'\n').count() + 1
}

/// Says that a name is unknown, with the likeliest one, or else all.
pub(super) fn unknown(name: &str, known: &[&str]) -> String {
    match nearest(name, known.iter().copied()) {
        Some(near) => format!("「{name}」という項目はありません（もしかして「{near}」）"),
        None => format!("「{name}」という項目はありません（書けるのは {} です）", known.join("、")),
    }
}

/// The known name that `name` was probably meant to be.
pub(super) fn nearest<'k>(name: &str, known: impl Iterator<Item = &'k str>) -> Option<&'k str> {
    let lower = name.to_lowercase();
    let scored = known.map(|k| (strsim::osa_distance(&lower, &k.to_lowercase()), k));
    let (distance, near) = scored.min_by_key(|(distance, _)| *distance)?;
    let longest = name.chars().count().max(near.chars().count());
    (distance <= 2 && distance * 2 < longest.max(2)).then_some(near)
}

pub(super) fn wrong_type(key: &str, expected: &str, found: &DeValue<'_>) -> String {
    let found = match found {
        DeValue::String(text) => format!("文字「{text}」"),
        DeValue::Integer(number) => format!("数 {number}"),
        DeValue::Float(number) => format!("数 {number}"),
        DeValue::Boolean(flag) => flag.to_string(),
        DeValue::Datetime(day) => format!("日付 {day}"),
        DeValue::Array(_) => "一覧".to_owned(),
        DeValue::Table(_) => "見出し".to_owned(),
    };
    format!("「{key}」には{expected}を書いてください（{found}になっています）")
}
