//! What the styles of an .ods say that changes how a cell is read.

use std::collections::{BTreeMap, BTreeSet};

use super::margins::Margins;
use crate::workbook::unreadable::Unreadable;
use crate::workbook::xml::{Node, Xml, attribute, local_name};

/// Styles that a workbook may have, as many as in an .xlsx.
const MAX_STYLES: usize = 65_490;

/// Names of styles that strike through, hide, or write and fill in a colour.
#[derive(Debug, Default)]
pub(super) struct Styles {
    struck: BTreeSet<String>,
    not_struck: BTreeSet<String>,
    hidden_tables: BTreeSet<String>,
    /// Colours of text and ground, where a style names them.
    colours: BTreeMap<String, Colours>,
    /// What is printed around the pages.
    pub(super) margins: Margins,
    count: usize,
}

/// Colours as the file writes them: `#ffffff`, `transparent`.
#[derive(Debug, Clone, Default)]
struct Colours {
    ink: Option<String>,
    ground: Option<String>,
}

impl Styles {
    /// Takes the styles of `content.xml` or `styles.xml`. A style follows its
    /// parent where it says nothing itself; parents come first.
    pub(super) fn read(&mut self, text: &str) -> Result<(), Unreadable> {
        let mut xml = Xml::new(text);
        let mut name = String::new();
        loop {
            match xml.next()? {
                Node::Start(e) => match local_name(&e) {
                    "style" => {
                        self.count += 1;
                        if self.count > MAX_STYLES {
                            return Err(Unreadable::TooMany("書式"));
                        }
                        name = attribute(&e, "name")?.unwrap_or_default().into_owned();
                        self.margins.style(&name, &e)?;
                        if let Some(parent) = attribute(&e, "parent-style-name")? {
                            if self.struck.contains(&*parent) {
                                self.struck.insert(name.clone());
                            }
                            if let Some(colours) = self.colours.get(&*parent).cloned() {
                                self.colours.insert(name.clone(), colours);
                            }
                        }
                    }
                    "master-page" => self.margins.page(&e)?,
                    "header" | "footer" | "header-left" | "footer-left" | "header-first" | "footer-first" => {
                        self.margins.read(&e, &mut xml)?
                    }
                    "table-cell-properties" => {
                        if let Some(ground) = attribute(&e, "background-color")? {
                            let ground = Some(ground.to_ascii_lowercase());
                            self.colours.entry(name.clone()).or_default().ground = ground;
                        }
                    }
                    "text-properties" => {
                        if let Some(ink) = attribute(&e, "color")? {
                            let ink = Some(ink.to_ascii_lowercase());
                            self.colours.entry(name.clone()).or_default().ink = ink;
                        }
                        let line = attribute(&e, "text-line-through-style")?
                            .or(attribute(&e, "text-line-through-type")?);
                        if let Some(line) = line {
                            let (into, out_of) = if line == "none" {
                                (&mut self.not_struck, &mut self.struck)
                            } else {
                                (&mut self.struck, &mut self.not_struck)
                            };
                            out_of.remove(&name);
                            into.insert(name.clone());
                        }
                    }
                    "table-properties" if attribute(&e, "display")?.is_some_and(|d| d == "false") => {
                        self.hidden_tables.insert(name.clone());
                    }
                    // The sheets themselves; no style comes after them.
                    "body" => return Ok(()),
                    _ => {}
                },
                Node::Eof => return Ok(()),
                Node::End | Node::Text(_) => {}
            }
        }
    }

    /// Whether a style strikes through; `None` where it says nothing.
    pub(super) fn strikes(&self, style: &str) -> Option<bool> {
        if self.struck.contains(style) {
            Some(true)
        } else {
            self.not_struck.contains(style).then_some(false)
        }
    }

    /// Whether a style writes in the colour of its ground, or white on paper.
    pub(super) fn is_unseen(&self, style: &str) -> bool {
        let Some(Colours { ink: Some(ink), ground }) = self.colours.get(style) else { return false };
        match ground.as_deref() {
            None | Some("transparent" | "none") => ink == "#ffffff",
            Some(ground) => ink == ground,
        }
    }

    /// Whether a table of this style is hidden.
    pub(super) fn hides_table(&self, style: &str) -> bool {
        self.hidden_tables.contains(style)
    }
}
