//! Judges the structure of a tagged PDF: what a screen reader relies on.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, ObjectId};

/// Everything that is wrong with a PDF's structure, a line each.
pub(crate) fn faults(bytes: &[u8]) -> Vec<String> {
    let document = Document::load_mem(bytes).expect("the PDF can be read");
    let mut check =
        Check { document: &document, faults: Vec::new(), contents: HashMap::new(), links: HashMap::new() };
    check.catalog();
    check.tree();
    check.pages();
    check.faults
}

/// What belongs to a page's marked content: the page and its number there.
type Place = (ObjectId, i64);

struct Check<'a> {
    document: &'a Document,
    faults: Vec<String>,
    /// Which element holds a marked content.
    contents: HashMap<Place, ObjectId>,
    /// Which element holds an annotation.
    links: HashMap<ObjectId, ObjectId>,
}

/// An element as far as it is judged.
struct Element {
    id: ObjectId,
    role: String,
    kids: Vec<Element>,
    has_content: bool,
    dict: Dictionary,
}

impl Check<'_> {
    fn fault(&mut self, text: impl Into<String>) {
        self.faults.push(text.into());
    }

    fn expect(&mut self, holds: bool, text: &str) {
        if !holds {
            self.fault(text);
        }
    }

    fn dict(&self, object: &Object) -> Dictionary {
        let (_, object) = self.document.dereference(object).expect("a reference leads somewhere");
        object.as_dict().cloned().unwrap_or_default()
    }

    fn get(&self, dict: &Dictionary, key: &str) -> Option<Object> {
        let object = dict.get(key.as_bytes()).ok()?;
        Some(self.document.dereference(object).ok()?.1.clone())
    }

    fn name(&self, dict: &Dictionary, key: &str) -> String {
        let found = self.get(dict, key);
        found
            .and_then(|o| o.as_name().map(|n| String::from_utf8_lossy(n).into_owned()).ok())
            .unwrap_or_default()
    }

    fn list(&self, dict: &Dictionary, key: &str) -> Vec<Object> {
        match self.get(dict, key) {
            Some(Object::Array(list)) => list,
            Some(_) => vec![dict.get(key.as_bytes()).expect("it is there").clone()],
            None => Vec::new(),
        }
    }

    fn catalog(&mut self) {
        let catalog = self.document.catalog().expect("a catalogue").clone();
        let language = self.get(&catalog, "Lang").and_then(|o| o.as_str().map(<[u8]>::to_vec).ok());
        self.expect(language.as_deref() == Some(b"ja-JP"), "the language is not ja-JP");
        let marks = self.get(&catalog, "MarkInfo").unwrap_or(Object::Null);
        let marked = marks.as_dict().ok().and_then(|d| d.get(b"Marked").ok()).and_then(|o| o.as_bool().ok());
        self.expect(marked == Some(true), "MarkInfo does not say Marked");
        let viewer = self.get(&catalog, "ViewerPreferences").unwrap_or(Object::Null);
        let shown = viewer.as_dict().ok().and_then(|d| d.get(b"DisplayDocTitle").ok());
        self.expect(shown.and_then(|o| o.as_bool().ok()) == Some(true), "the title is not displayed");
        self.expect(catalog.has(b"Metadata"), "there is no metadata");
    }

    fn tree(&mut self) {
        let catalog = self.document.catalog().expect("a catalogue").clone();
        let Some(Object::Dictionary(root)) = self.get(&catalog, "StructTreeRoot") else {
            self.fault("there is no structure");
            return;
        };
        let root_id = catalog.get(b"StructTreeRoot").and_then(Object::as_reference).expect("a reference");
        let tops = self.list(&root, "K");
        let tops: Vec<Element> = tops.iter().map(|kid| self.element(kid, root_id, None)).collect();
        let names: Vec<&str> = tops.iter().map(|top| top.role.as_str()).collect();
        self.expect(names == ["Document"], "the structure is not one Document");
        for top in &tops {
            self.judge(top, &mut Vec::new());
        }
        let mut headings = Vec::new();
        tops.iter().for_each(|top| collect_headings(top, &mut headings));
        let mut before = 0;
        for level in headings {
            if level > before + 1 {
                self.fault(format!("H{level} follows H{before}"));
            }
            before = level;
        }
    }

    fn element(&mut self, object: &Object, parent: ObjectId, page: Option<ObjectId>) -> Element {
        let id = object.as_reference().expect("elements are referred to");
        let dict = self.dict(object);
        let role = self.name(&dict, "S");
        if dict.get(b"P").and_then(Object::as_reference).ok() != Some(parent) {
            self.fault(format!("{role} does not know its parent"));
        }
        let page = dict.get(b"Pg").and_then(Object::as_reference).ok().or(page);
        let mut element = Element { id, role, kids: Vec::new(), has_content: false, dict: dict.clone() };
        for kid in self.list(&dict, "K") {
            match &kid {
                Object::Integer(mcid) => self.claim(&mut element, page, *mcid),
                Object::Dictionary(kid) if self.name(kid, "Type") == "MCR" => {
                    let page = kid.get(b"Pg").and_then(Object::as_reference).ok();
                    let mcid = kid.get(b"MCID").and_then(Object::as_i64).unwrap_or(-1);
                    self.claim(&mut element, page, mcid);
                }
                Object::Dictionary(kid) if self.name(kid, "Type") == "OBJR" => {
                    let link = kid.get(b"Obj").and_then(Object::as_reference).expect("an annotation");
                    element.has_content = true;
                    if self.links.insert(link, id).is_some() {
                        self.fault("an annotation belongs to two elements");
                    }
                }
                kid => {
                    let kid = self.element(kid, id, page);
                    element.kids.push(kid);
                }
            }
        }
        element
    }

    fn claim(&mut self, element: &mut Element, page: Option<ObjectId>, mcid: i64) {
        element.has_content = true;
        let Some(page) = page else {
            self.fault(format!("{} has content on no page", element.role));
            return;
        };
        if self.contents.insert((page, mcid), element.id).is_some() {
            self.fault(format!("content {mcid} belongs to two elements"));
        }
    }

    /// One element and what is in it; `above` are the roles it stands in.
    fn judge(&mut self, element: &Element, above: &mut Vec<String>) {
        let role = element.role.as_str();
        let parent = above.last().map_or("", String::as_str).to_owned();
        if !may_stand_in(role, &parent) {
            self.fault(format!("{role} stands in {}", if parent.is_empty() { "the root" } else { &parent }));
        }
        let empty = element.kids.is_empty() && !element.has_content;
        if empty && !matches!(role, "TD" | "TH") {
            self.fault(format!("{role} is empty"));
        }
        let attributes = self.get(&element.dict, "A").unwrap_or(Object::Null);
        let attributes = attributes.as_dict().cloned().unwrap_or_default();
        match role {
            "TH" => {
                let scope = self.name(&attributes, "Scope");
                self.expect(matches!(scope.as_str(), "Column" | "Row" | "Both"), "a TH has no scope");
            }
            "Figure" => {
                let alt = self.get(&element.dict, "Alt");
                let said = alt.is_some_and(|alt| alt.as_str().is_ok_and(|alt| alt.len() > 2));
                self.expect(said, "a figure has no words for it");
            }
            "Note" => {
                let id = element.dict.has(b"ID");
                self.expect(id, "a note has no ID");
            }
            "Table" => self.grid(element),
            "Sect" => {
                let first = element.kids.first().map_or("", |kid| kid.role.as_str());
                let depth = above.iter().filter(|role| *role == "Sect").count() + 1;
                let level = first.strip_prefix('H').and_then(|level| level.parse::<usize>().ok());
                self.expect(level == Some(depth), "a section does not open with the heading of its depth");
            }
            _ => {}
        }
        above.push(role.to_owned());
        for kid in &element.kids {
            self.judge(kid, above);
        }
        above.pop();
    }

    /// Every row of a table fills all columns, spans counted.
    fn grid(&mut self, table: &Element) {
        let mut taken: BTreeSet<(usize, usize)> = BTreeSet::new();
        let mut widths = Vec::new();
        for (row, element) in table.kids.iter().filter(|kid| kid.role == "TR").enumerate() {
            let mut column = 0;
            for cell in &element.kids {
                let span = |key: &str| -> usize {
                    let attributes = self.get(&cell.dict, "A").unwrap_or(Object::Null);
                    let span = attributes.as_dict().ok().and_then(|d| d.get(key.as_bytes()).ok().cloned());
                    span.and_then(|span| span.as_i64().ok()).map_or(1, |span| span as usize)
                };
                let (columns, rows) = (span("ColSpan"), span("RowSpan"));
                while taken.contains(&(row, column)) {
                    column += 1;
                }
                for r in row..row + rows {
                    for c in column..column + columns {
                        if !taken.insert((r, c)) {
                            self.fault("two cells of a table overlap");
                        }
                    }
                }
                column += columns;
            }
            widths.push(taken.iter().filter(|(r, _)| *r == row).count());
        }
        if widths.iter().any(|width| Some(width) != widths.first()) {
            let head: Vec<&str> =
                table.kids.iter().take(2).flat_map(|row| &row.kids).map(|c| c.role.as_str()).collect();
            self.fault(format!("a table's rows have {widths:?} columns (it begins {head:?})"));
        }
    }

    fn pages(&mut self) {
        let tree = self.parent_tree();
        let mut seen = BTreeSet::new();
        for (number, page) in self.document.get_pages() {
            let dict = self.document.get_dictionary(page).expect("a page").clone();
            self.expect(self.name(&dict, "Tabs") == "S", "the tab order is not that of the structure");
            let key = dict.get(b"StructParents").and_then(Object::as_i64).unwrap_or(-1);
            let owners: Vec<Option<ObjectId>> = match tree.get(&key) {
                Some(Object::Array(list)) => list.iter().map(|owner| owner.as_reference().ok()).collect(),
                _ => Vec::new(),
            };
            let marked = self.marked_content(number, page);
            for mcid in &marked {
                let owner = self.contents.get(&(page, *mcid)).copied();
                let said = usize::try_from(*mcid).ok().and_then(|at| owners.get(at).copied().flatten());
                if owner.is_none() || owner != said {
                    self.fault(format!(
                        "page {number}: content {mcid} is of {owner:?}, the tree says {said:?}"
                    ));
                }
                seen.insert((page, *mcid));
            }
            if owners.len() != marked.len() {
                self.fault(format!("page {number}: {} contents, {} owners", marked.len(), owners.len()));
            }
            for link in self.list(&dict, "Annots") {
                self.link(number, &link, &tree);
            }
        }
        let lost = self.contents.keys().filter(|content| !seen.contains(*content)).count();
        self.expect(lost == 0, "elements refer to content that no page has");
    }

    fn parent_tree(&self) -> BTreeMap<i64, Object> {
        let catalog = self.document.catalog().expect("a catalogue");
        let Some(Object::Dictionary(root)) = self.get(catalog, "StructTreeRoot") else {
            return BTreeMap::new();
        };
        let Some(Object::Dictionary(tree)) = self.get(&root, "ParentTree") else { return BTreeMap::new() };
        // A tree of one level: its leaves have the numbers.
        let leaves = self.list(&tree, "Kids");
        let leaves = leaves.iter().filter_map(|leaf| match self.document.dereference(leaf) {
            Ok((_, Object::Dictionary(leaf))) => Some(leaf.clone()),
            _ => None,
        });
        let numbers: Vec<Object> =
            leaves.chain([tree.clone()]).flat_map(|leaf| self.list(&leaf, "Nums")).collect();
        let pairs = numbers.chunks(2).filter_map(|pair| match pair {
            [key, value] => Some((key.as_i64().ok()?, value.clone())),
            _ => None,
        });
        let resolve = |value: Object| match self.document.dereference(&value) {
            Ok((_, Object::Array(list))) => Object::Array(list.clone()),
            _ => value,
        };
        pairs.map(|(key, value)| (key, resolve(value))).collect()
    }

    /// The numbers of a page's marked contents; everything painted is in one or in an artifact.
    fn marked_content(&mut self, number: u32, page: ObjectId) -> BTreeSet<i64> {
        let content = self.document.get_page_content(page);
        let mut open: Vec<String> = Vec::new();
        let mut numbers = BTreeSet::new();
        let mut pagination = 0;
        for operation in Content::decode(&content).expect("content can be read").operations {
            match operation.operator.as_str() {
                "BMC" | "BDC" => {
                    let tag = operation.operands.first().and_then(|o| o.as_name().ok()).unwrap_or_default();
                    let tag = String::from_utf8_lossy(tag).into_owned();
                    let properties = operation.operands.get(1).and_then(|o| o.as_dict().ok());
                    let mcid = properties.and_then(|p| p.get(b"MCID").ok()).and_then(|o| o.as_i64().ok());
                    match (tag.as_str(), mcid) {
                        ("Artifact", None) => {
                            let kind = properties.and_then(|p| p.get(b"Type").ok());
                            let kind = kind.and_then(|o| o.as_name().ok()).unwrap_or_default();
                            pagination += usize::from(kind == b"Pagination");
                            self.expect(!kind.is_empty(), "an artifact does not say what it is");
                        }
                        (_, Some(mcid)) if numbers.insert(mcid) => {}
                        _ => self.fault(format!("page {number}: {tag} without a number of its own")),
                    }
                    open.push(tag);
                }
                "EMC" if open.pop().is_none() => self.fault(format!("page {number}: EMC closes nothing")),
                "Tj" | "TJ" | "'" | "\"" | "S" | "s" | "f" | "F" | "f*" | "B" | "B*" | "b" | "b*" | "sh"
                | "Do"
                    if open.len() != 1 =>
                {
                    self.fault(format!("page {number}: painted in {} marks", open.len()));
                }
                _ => {}
            }
        }
        self.expect(open.is_empty(), "a mark is not closed");
        if number > 1 && pagination == 0 {
            self.fault(format!("page {number} has neither running head nor number as pagination"));
        }
        numbers
    }

    fn link(&mut self, number: u32, link: &Object, tree: &BTreeMap<i64, Object>) {
        let id = link.as_reference().expect("annotations are referred to");
        let dict = self.dict(link);
        let key = dict.get(b"StructParent").and_then(Object::as_i64).unwrap_or(-1);
        let said = tree.get(&key).and_then(|owner| owner.as_reference().ok());
        let owner = self.links.get(&id).copied();
        if owner.is_none() || owner != said {
            self.fault(format!("page {number}: a link stands outside the structure"));
        }
        let role = owner.map(|owner| self.name(&self.dict(&Object::Reference(owner)), "S"));
        self.expect(role.as_deref() == Some("Link"), "an annotation is not under Link");
        let words = self.get(&dict, "Contents").and_then(|o| o.as_str().map(<[u8]>::len).ok());
        self.expect(words.unwrap_or(0) > 2, "a link has no words");
    }
}

fn collect_headings(element: &Element, headings: &mut Vec<u32>) {
    if let Some(level) = element.role.strip_prefix('H').and_then(|level| level.parse().ok()) {
        headings.push(level);
    }
    element.kids.iter().for_each(|kid| collect_headings(kid, headings));
}

/// The nesting that the standard allows, as far as the program uses it.
fn may_stand_in(role: &str, parent: &str) -> bool {
    let block = matches!(parent, "Document" | "Sect");
    let cell = matches!(parent, "TD" | "TH");
    match role {
        "Document" => parent.is_empty(),
        "Sect" | "Table" | "TOC" | "H1" | "H2" | "H3" | "H4" | "H5" | "H6" => block,
        "P" | "Note" => block || cell || parent == "LBody",
        "L" => block || cell || parent == "LBody",
        "LI" => parent == "L",
        "Lbl" | "LBody" => parent == "LI",
        "TR" => parent == "Table",
        "TD" | "TH" => parent == "TR",
        "TOCI" => parent == "TOC",
        "Figure" => block || cell,
        "Link" => matches!(parent, "P" | "TOCI" | "TD" | "LBody"),
        "Span" => !parent.is_empty(),
        _ => false,
    }
}
