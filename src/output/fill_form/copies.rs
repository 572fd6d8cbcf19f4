//! One workbook with a filled sheet for each of several plans: the form's own
//! sheet and copies of it, each with parts of its own.

use std::collections::BTreeMap;

use super::package::{Package, join};
use super::relations::{relations_of, with_targets};
use super::xml::{What, attribute, escape_attribute, name, tags};

/// The parts of a workbook while sheets are added to it.
pub(super) struct Parts {
    /// In the order in which they are written.
    names: Vec<String>,
    bytes: BTreeMap<String, Vec<u8>>,
}

/// The sheet that is copied.
pub(super) struct Original<'a> {
    /// Its name on the tab.
    pub(super) name: &'a str,
    /// Its part.
    pub(super) part: &'a str,
}

/// What is different in a copy.
pub(super) struct SheetCopy<'a> {
    /// From 1; the form's own sheet is no copy.
    pub(super) number: usize,
    /// The name on its tab.
    pub(super) name: &'a str,
    /// The sheet's text, filled.
    pub(super) text: String,
}

impl Parts {
    pub(super) fn read(package: &mut Package<'_>) -> Option<Self> {
        let parts = package.all()?;
        let names = parts.iter().map(|(name, _)| name.clone()).collect();
        Some(Self { names, bytes: parts.into_iter().collect() })
    }

    pub(super) fn text(&self, part: &str) -> Option<&str> {
        std::str::from_utf8(self.bytes.get(part)?).ok()
    }

    pub(super) fn put(&mut self, part: &str, text: impl Into<Vec<u8>>) {
        if self.bytes.insert(part.to_owned(), text.into()).is_none() {
            self.names.push(part.to_owned());
        }
    }

    pub(super) fn into_ordered(mut self) -> Vec<(String, Vec<u8>)> {
        let names = std::mem::take(&mut self.names);
        names.into_iter().filter_map(|name| self.bytes.remove_entry(&name)).collect()
    }

    /// Leads the references of sheets, charts and drawings from one sheet name to another.
    pub(super) fn rename_references(&mut self, from: &str, to: &str) {
        let holds = |part: &str| {
            part.ends_with(".xml")
                && ["/worksheets/", "/charts/", "/drawings/"].iter().any(|f| part.contains(f))
        };
        for (_, bytes) in self.bytes.iter_mut().filter(|(part, _)| holds(part)) {
            if let Ok(text) = std::str::from_utf8(bytes) {
                let changed = renamed(text, from, to);
                if changed != text {
                    *bytes = changed.into_bytes();
                }
            }
        }
    }

    /// Adds a copy of a sheet, with copies of its drawings, comments and
    /// printer settings. `None` where the workbook is not what it should be.
    pub(super) fn add_sheet(
        &mut self,
        workbook: &str,
        original: &Original<'_>,
        copy: &SheetCopy<'_>,
    ) -> Option<()> {
        let part = numbered(original.part, copy.number);
        let mut copied = BTreeMap::from([(original.part.to_owned(), part.clone())]);
        let text = renamed(&ungrouped(&copy.text)?, original.name, copy.name);
        self.put(&part, text);
        self.copy_relations(original.part, &part, original.name, copy, &mut copied)?;
        self.declare(&copied)?;
        self.list(workbook, &part, original, copy)
    }

    /// Copies what a part leads to, but pictures and what lies outside.
    fn copy_relations(
        &mut self,
        from: &str,
        to: &str,
        sheet: &str,
        copy: &SheetCopy<'_>,
        copied: &mut BTreeMap<String, String>,
    ) -> Option<()> {
        let Some(text) = self.text(&relations_of(from)).map(str::to_owned) else { return Some(()) };
        let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
        let mut led_to = Vec::new();
        let text = with_targets(&text, |target| {
            let part = join(folder, target);
            if part.contains("/media/") || !self.bytes.contains_key(&part) {
                return format!("/{part}");
            }
            let known = copied.get(&part).cloned();
            let new = known.unwrap_or_else(|| {
                let new = numbered(&part, copy.number);
                copied.insert(part.clone(), new.clone());
                led_to.push((part.clone(), new.clone()));
                new
            });
            format!("/{new}")
        })?;
        self.put(&relations_of(to), text);
        for (from, to) in led_to {
            let bytes = self.bytes.get(&from)?.clone();
            match String::from_utf8(bytes) {
                Ok(text) => self.put(&to, renamed(&text, sheet, copy.name)),
                Err(other) => self.put(&to, other.into_bytes()),
            }
            self.copy_relations(&from, &to, sheet, copy, copied)?;
        }
        Some(())
    }

    /// Gives the new parts the content types of the old ones.
    fn declare(&mut self, copied: &BTreeMap<String, String>) -> Option<()> {
        const TYPES: &str = "[Content_Types].xml";
        let types = self.text(TYPES)?.to_owned();
        let mut added = String::new();
        for met in tags(&types)? {
            let (What::Start(tag) | What::Empty(tag)) = &met.what else { continue };
            let part = attribute(tag, "PartName").unwrap_or_default();
            let new = copied.get(part.trim_start_matches('/'));
            if let (Some(new), Some(kind)) = (new, attribute(tag, "ContentType")) {
                added.push_str(&format!(
                    "<Override PartName=\"/{}\" ContentType=\"{}\"/>",
                    escape_attribute(new),
                    escape_attribute(&kind)
                ));
            }
        }
        self.put(TYPES, before_last(&types, "</", &added)?);
        Some(())
    }

    /// Puts the sheet into the workbook's list, with print titles and areas like the original's.
    fn list(
        &mut self,
        workbook: &str,
        part: &str,
        original: &Original<'_>,
        copy: &SheetCopy<'_>,
    ) -> Option<()> {
        let relations = relations_of(workbook);
        let id = format!("rIdPlan{}", copy.number);
        let kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet";
        let relation =
            format!("<Relationship Id=\"{id}\" Type=\"{kind}\" Target=\"/{}\"/>", escape_attribute(part));
        let text = before_last(self.text(&relations)?, "</", &relation)?;
        self.put(&relations, text);
        let text = super::sheet_list::with_sheet(self.text(workbook)?, original.name, copy.name, &id)?;
        self.put(workbook, text);
        Some(())
    }
}

/// `xl/drawings/drawing1.xml` → `xl/drawings/drawing1_plan2.xml`.
fn numbered(part: &str, number: usize) -> String {
    match part.rsplit_once('.') {
        Some((stem, ending)) => format!("{stem}_plan{number}.{ending}"),
        None => format!("{part}_plan{number}"),
    }
}

/// A text with another inserted before the last place of a third.
pub(super) fn before_last(text: &str, place: &str, added: &str) -> Option<String> {
    let at = text.rfind(place)?;
    Some(format!("{}{added}{}", &text[..at], &text[at..]))
}

/// References to a sheet led to another: `様式!$A$1` → `'1-03'!$A$1`.
pub(super) fn renamed(text: &str, from: &str, to: &str) -> String {
    let to = format!("'{}'!", escape_attribute(&to.replace('\'', "''")));
    let plain = escape_attribute(from);
    let doubled = escape_attribute(&from.replace('\'', "''"));
    let mut text = text.to_owned();
    for quote in ["'", "&apos;", "&#39;"] {
        text = text.replace(&format!("{quote}{doubled}{quote}!"), &to);
    }
    let mut kept = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(at) = rest.find(&format!("{plain}!")) {
        let (before, found) = rest.split_at(at);
        let own = before.chars().next_back().is_none_or(|c| !c.is_alphanumeric() && !"_.']".contains(c));
        kept.push_str(before);
        kept.push_str(if own { &to } else { &found[..plain.len() + 1] });
        rest = &found[plain.len() + 1..];
    }
    kept.push_str(rest);
    kept
}

/// The sheet as one that is neither chosen together with the first nor bears its name in macros.
fn ungrouped(sheet: &str) -> Option<String> {
    let mut text = sheet.to_owned();
    for met in tags(sheet)?.iter().rev() {
        let (What::Start(tag) | What::Empty(tag)) = &met.what else { continue };
        let unwanted = match name(tag) {
            "sheetView" => "tabSelected",
            "sheetPr" => "codeName",
            _ => continue,
        };
        if attribute(tag, unwanted).is_none() {
            continue;
        }
        let element = &text[met.range.clone()];
        let start = element.find(&format!(" {unwanted}="))?;
        let quote = element[start + unwanted.len() + 2..].chars().next()?;
        let value = start + unwanted.len() + 3;
        let end = value + element[value..].find(quote)? + 1;
        let without = format!("{}{}", &element[..start], &element[end..]);
        text.replace_range(met.range.clone(), &without);
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_follow_the_sheet_and_no_other() {
        let text = "様式!$A$1 '様式'!B2 &apos;様式&apos;!C3 別様式!D4 '別 様式'!E5 様式2!F6";
        assert_eq!(
            renamed(text, "様式", "1-03"),
            "'1-03'!$A$1 '1-03'!B2 '1-03'!C3 別様式!D4 '別 様式'!E5 様式2!F6"
        );
    }

    #[test]
    fn a_copy_is_not_chosen_together_with_the_original() {
        let sheet = "<w><sheetPr codeName=\"Sheet1\"><x/></sheetPr><sheetViews><sheetView tabSelected=\"1\" workbookViewId=\"0\"/></sheetViews></w>";
        assert_eq!(
            ungrouped(sheet).as_deref(),
            Some("<w><sheetPr><x/></sheetPr><sheetViews><sheetView workbookViewId=\"0\"/></sheetViews></w>")
        );
    }
}
