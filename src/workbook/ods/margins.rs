//! Headers and footers of an .ods: they belong to a page style, which a table
//! names through its own style.

use std::collections::BTreeMap;

use quick_xml::events::BytesStart;

use crate::workbook::grid::margin_of;
use crate::workbook::raw::Floating;
use crate::workbook::unreadable::Unreadable;
use crate::workbook::xml::{Node, Xml, attribute, local_name};

/// Page styles that a workbook may have.
const MAX_PAGES: usize = 1_000;

/// What the program fills in where the page is printed.
const FILLED_IN: [&str; 8] =
    ["page-number", "page-count", "date", "time", "sheet-name", "file-name", "title", "page-continuation"];

/// What is printed around the pages of each style.
#[derive(Debug, Default)]
pub(super) struct Margins {
    /// Style of a table → its page style.
    pages: BTreeMap<String, String>,
    /// Page style → what its headers and footers say.
    said: BTreeMap<String, Vec<String>>,
    page: String,
}

impl Margins {
    /// Takes the style that was just entered.
    pub(super) fn style(&mut self, name: &str, element: &BytesStart<'_>) -> Result<(), Unreadable> {
        if let Some(page) = attribute(element, "master-page-name")? {
            self.pages.insert(name.to_owned(), page.into_owned());
        }
        Ok(())
    }

    /// Takes the page style that was just entered.
    pub(super) fn page(&mut self, element: &BytesStart<'_>) -> Result<(), Unreadable> {
        if self.said.len() == MAX_PAGES {
            return Err(Unreadable::TooMany("書式"));
        }
        self.page = attribute(element, "name")?.unwrap_or_default().into_owned();
        Ok(())
    }

    /// Reads the header or footer that was just entered.
    pub(super) fn read(&mut self, element: &BytesStart<'_>, xml: &mut Xml<'_>) -> Result<(), Unreadable> {
        if attribute(element, "display")?.is_some_and(|display| display == "false") {
            return xml.skip();
        }
        let outside = xml.depth() - 1;
        let mut said = String::new();
        loop {
            match xml.next()? {
                Node::Start(e) if FILLED_IN.contains(&local_name(&e)) => xml.skip()?,
                Node::Start(e) if local_name(&e) == "p" => said.push(' '),
                Node::Start(_) => {}
                Node::Text(text) => said.push_str(&text),
                Node::End if xml.depth() == outside => break,
                Node::End => {}
                Node::Eof => return Err(Unreadable::Damaged),
            }
        }
        self.said.entry(self.page.clone()).or_default().push(said);
        Ok(())
    }

    /// What stands around the pages of a table of this style.
    pub(super) fn of_table(&self, style: &str) -> Vec<Floating> {
        let said = self.pages.get(style).and_then(|page| self.said.get(page));
        // An ampersand begins a code in the headers of Excel, not in these.
        said.into_iter().flatten().filter_map(|text| margin_of(&text.replace('&', "&&"))).collect()
    }
}
