//! A workbook's package, part by part, with no help from the library that wrote it.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::Path;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// The parts by name.
pub(crate) struct Package {
    pub(crate) parts: BTreeMap<String, Vec<u8>>,
}

/// An element.
#[derive(Debug, Default)]
pub(crate) struct Node {
    /// Without its prefix.
    pub(crate) name: String,
    attributes: BTreeMap<String, String>,
    pub(crate) children: Vec<Node>,
    /// Text directly inside.
    pub(crate) text: String,
}

impl Node {
    pub(crate) fn get(&self, attribute: &str) -> Option<&str> {
        self.attributes.get(attribute).map(String::as_str)
    }

    /// The first child of that name.
    pub(crate) fn child(&self, name: &str) -> Option<&Node> {
        self.children.iter().find(|child| child.name == name)
    }

    /// Every element of that name below this one.
    pub(crate) fn all(&self, name: &str) -> Vec<&Node> {
        let mut found = Vec::new();
        for child in &self.children {
            if child.name == name {
                found.push(child);
            }
            found.extend(child.all(name));
        }
        found
    }

    /// All text inside.
    pub(crate) fn whole_text(&self) -> String {
        let below: String = self.children.iter().map(Node::whole_text).collect();
        format!("{}{below}", self.text)
    }
}

/// Parses a part; fails where it is not well-formed.
pub(crate) fn parse(xml: &str) -> Node {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().check_end_names = true;
    let mut open = vec![Node::default()];
    loop {
        match reader.read_event().expect("well-formed XML") {
            Event::Eof => break,
            Event::Start(tag) => open.push(element(&tag)),
            Event::Empty(tag) => {
                let node = element(&tag);
                open.last_mut().expect("a parent").children.push(node);
            }
            Event::End(_) => {
                let node = open.pop().expect("an open element");
                open.last_mut().expect("a parent").children.push(node);
            }
            Event::Text(text) => open.last_mut().expect("a parent").text.push_str(&text),
            Event::GeneralRef(name) => {
                let text =
                    quick_xml::escape::unescape(&format!("&{};", &*name)).expect("an entity").into_owned();
                open.last_mut().expect("a parent").text.push_str(&text);
            }
            _ => {}
        }
    }
    assert_eq!(open.len(), 1, "every element is closed");
    open.pop().and_then(|root| root.children.into_iter().next()).expect("a root element")
}

fn element(tag: &BytesStart<'_>) -> Node {
    let attribute = |attribute: quick_xml::events::attributes::Attribute<'_>| {
        let value = quick_xml::escape::unescape(&attribute.value).expect("escapes").into_owned();
        (attribute.key.as_ref().to_owned(), value)
    };
    Node {
        name: tag.local_name().as_ref().to_owned(),
        attributes: tag.attributes().map(|a| attribute(a.expect("an attribute"))).collect(),
        ..Node::default()
    }
}

impl Package {
    pub(crate) fn open(path: &Path) -> Self {
        Self::of(&fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display())))
    }

    /// Fails where a part is there twice.
    pub(crate) fn of(bytes: &[u8]) -> Self {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("a zip");
        let mut parts = BTreeMap::new();
        for at in 0..archive.len() {
            let mut entry = archive.by_index(at).expect("a part");
            let mut content = Vec::new();
            entry.read_to_end(&mut content).expect("a readable part");
            let name = entry.name().expect("a name").to_string();
            assert!(parts.insert(name.clone(), content).is_none(), "{name} twice");
        }
        Self { parts }
    }

    pub(crate) fn bytes(&self) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in &self.parts {
            writer.start_file(name.as_str(), SimpleFileOptions::default()).expect("a part");
            writer.write_all(bytes).expect("a written part");
        }
        writer.finish().expect("a workbook").into_inner()
    }

    pub(crate) fn text(&self, part: &str) -> &str {
        let bytes = self.parts.get(part).unwrap_or_else(|| panic!("no part {part}"));
        std::str::from_utf8(bytes).expect("UTF-8")
    }

    pub(crate) fn node(&self, part: &str) -> Node {
        parse(self.text(part))
    }

    /// The sheets' names with their parts, in order.
    pub(crate) fn sheets(&self) -> Vec<(String, String)> {
        let links = self.links("xl/workbook.xml");
        let workbook = self.node("xl/workbook.xml");
        let sheet = |node: &&Node| {
            let (_, target) = &links[node.get("r:id").expect("a relationship")];
            (node.get("name").expect("a name").to_owned(), target.clone())
        };
        workbook.all("sheet").iter().map(sheet).collect()
    }

    /// The part of a sheet.
    pub(crate) fn sheet_part(&self, name: &str) -> String {
        let sheets = self.sheets();
        let found = sheets.into_iter().find(|(sheet, _)| sheet == name);
        found.unwrap_or_else(|| panic!("no sheet {name}")).1
    }

    pub(crate) fn sheet(&self, name: &str) -> Node {
        self.node(&self.sheet_part(name))
    }

    /// Relationships of a part: id → (whether outside the package, target as a part's name).
    pub(crate) fn links(&self, part: &str) -> BTreeMap<String, (bool, String)> {
        let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
        let rels = format!("{folder}/_rels/{file}.rels");
        let rels = rels.trim_start_matches('/').to_owned();
        let Some(bytes) = self.parts.get(&rels) else { return BTreeMap::new() };
        let mut links = BTreeMap::new();
        for link in parse(std::str::from_utf8(bytes).expect("UTF-8")).all("Relationship") {
            let target = link.get("Target").expect("a target");
            let outside = link.get("TargetMode") == Some("External");
            let target = if outside { target.to_owned() } else { resolved(folder, target) };
            let id = link.get("Id").expect("an id").to_owned();
            assert!(links.insert(id.clone(), (outside, target)).is_none(), "{rels}: {id} twice");
        }
        links
    }

    /// Shared strings by index.
    pub(crate) fn strings(&self) -> Vec<String> {
        if !self.parts.contains_key("xl/sharedStrings.xml") {
            return Vec::new();
        }
        let strings = self.node("xl/sharedStrings.xml");
        let text = |item: &Node| item.all("t").iter().map(|t| t.text.as_str()).collect::<String>();
        strings.children.iter().filter(|node| node.name == "si").map(text).collect()
    }

    /// Address → what the cell holds: a text, a number as written, or `=formula → result`.
    pub(crate) fn cells(&self, sheet: &str) -> BTreeMap<String, String> {
        let strings = self.strings();
        let mut cells = BTreeMap::new();
        for cell in self.sheet(sheet).all("c") {
            let value = cell.child("v").map(|v| v.text.clone());
            let shown = match cell.get("t") {
                Some("s") => strings[value.expect("an index").parse::<usize>().expect("an index")].clone(),
                Some("inlineStr") => cell.whole_text(),
                _ => match (cell.child("f"), value) {
                    (Some(formula), value) => format!("={} → {}", formula.text, value.unwrap_or_default()),
                    (None, Some(value)) => value,
                    (None, None) => continue,
                },
            };
            cells.insert(cell.get("r").expect("an address").to_owned(), shown);
        }
        cells
    }

    /// The table whose heads hold `head`: a map a row, by head.
    pub(crate) fn table(&self, sheet: &str, head: &str) -> Vec<BTreeMap<String, (String, String)>> {
        let cells = self.cells(sheet);
        let split = |address: &str| {
            let at = address.find(|c: char| c.is_ascii_digit()).expect("a row");
            (address[..at].to_owned(), address[at..].parse::<u32>().expect("a row"))
        };
        let top = cells.iter().find(|(_, text)| *text == head).map(|(address, _)| split(address).1);
        let top = top.unwrap_or_else(|| panic!("{sheet}: no head {head}"));
        let heads: BTreeMap<String, String> = cells
            .iter()
            .filter(|(address, _)| split(address).1 == top)
            .map(|(address, text)| (split(address).0, text.clone()))
            .collect();
        let mut rows: BTreeMap<u32, BTreeMap<String, (String, String)>> = BTreeMap::new();
        for (address, text) in &cells {
            let (column, row) = split(address);
            if let Some(head) = heads.get(&column).filter(|_| row > top) {
                rows.entry(row).or_default().insert(head.clone(), (address.clone(), text.clone()));
            }
        }
        rows.into_values().collect()
    }
}

/// `xl/worksheets` and `../drawings/drawing1.xml` → `xl/drawings/drawing1.xml`.
fn resolved(folder: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut path: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in target.split('/') {
        match part {
            ".." => drop(path.pop()),
            "." | "" => {}
            part => path.push(part),
        }
    }
    path.join("/")
}
