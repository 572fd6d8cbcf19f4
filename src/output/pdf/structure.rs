//! The tree of tags that the pages' items refer to, and which marked content belongs where.

use std::collections::HashMap;

use lopdf::{Dictionary, Object, ObjectId, dictionary};

use crate::layout::{Item, Page, Role, Scope, Tag};

/// What a page's item belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Mark {
    /// Marked content of a page, by its number there.
    Content {
        /// The structure type.
        tag: &'static str,
        /// MCID.
        id: i64,
    },
    /// Painted, but no part of the text.
    Artifact(Artifact),
    /// Not painted.
    Nothing,
}

/// What is painted beside the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Artifact {
    /// Rules, tints, heads of tables that come again.
    Layout,
    /// The running head.
    Header,
    /// The page's number.
    Footer,
}

/// What stands in a node.
enum Kid {
    Node(usize),
    Content { page: usize, id: i64 },
    Link { page: usize, item: usize },
}

struct Node {
    tag: Tag,
    parent: Option<usize>,
    kids: Vec<Kid>,
}

/// The tree, in the order in which pages meet it, and the marks of every page.
pub(super) struct Structure {
    nodes: Vec<Node>,
    roots: Vec<usize>,
    marks: Vec<Vec<Mark>>,
    /// For every page, the node of each marked content.
    owners: Vec<Vec<usize>>,
    /// The sections that are open, by the level of their headings.
    sections: Vec<(u8, usize)>,
}

impl Structure {
    pub(super) fn of(pages: &[Page]) -> Self {
        let mut all = Self {
            nodes: Vec::new(),
            roots: Vec::new(),
            marks: Vec::new(),
            owners: Vec::new(),
            sections: Vec::new(),
        };
        // Only ever looked up, never walked: its order does not matter.
        let mut known = HashMap::new();
        for (number, page) in pages.iter().enumerate() {
            all.add_page(number, page, &mut known);
        }
        all
    }

    /// For each page, one mark for each of its items.
    pub(super) fn into_marks(self) -> Vec<Vec<Mark>> {
        self.marks
    }

    fn add_page(&mut self, number: usize, page: &Page, known: &mut HashMap<usize, usize>) {
        let (mut marks, mut owners) = (Vec::new(), Vec::new());
        let mut last: Option<usize> = None;
        for (index, placed) in page.items.iter().enumerate() {
            let artifact = placed.tag.as_ref().map_or(Some(Artifact::Layout), |tag| artifact(tag.role()));
            if let Some(artifact) = artifact {
                marks.push(if is_painted(&placed.item) { Mark::Artifact(artifact) } else { Mark::Nothing });
                last = None;
                continue;
            }
            let node = placed.tag.as_ref().map(|tag| self.node(tag, known));
            if let (Item::Link { .. }, Some(node)) = (&placed.item, node) {
                self.nodes[node].kids.push(Kid::Link { page: number, item: index });
            }
            if !is_painted(&placed.item) {
                marks.push(Mark::Nothing);
                continue;
            }
            let Some(node) = node else { continue };
            if last != Some(node) {
                let id = owners.len() as i64;
                owners.push(node);
                self.nodes[node].kids.push(Kid::Content { page: number, id });
                last = Some(node);
            }
            let id = owners.len() as i64 - 1;
            marks.push(Mark::Content { tag: structure_type(self.nodes[node].tag.role()), id });
        }
        self.marks.push(marks);
        self.owners.push(owners);
    }

    /// The node of a tag, made together with those it is in when first met.
    fn node(&mut self, tag: &Tag, known: &mut HashMap<usize, usize>) -> usize {
        if let Some(node) = known.get(&tag.identity()) {
            return *node;
        }
        let parent = match tag.parent() {
            Some(parent) => Some(self.node(parent, known)),
            None => self.section(tag.role()),
        };
        let index = self.add(tag.clone(), parent);
        known.insert(tag.identity(), index);
        index
    }

    /// The section of what stands at the top of the structure. A heading opens
    /// one, within that of the heading above it, and closes those of its level.
    fn section(&mut self, role: &Role) -> Option<usize> {
        if let Role::Heading(level) = role {
            self.sections.retain(|(open, _)| open < level);
            let parent = self.sections.last().map(|(_, node)| *node);
            let section = self.add(Tag::new(Role::Section), parent);
            self.sections.push((*level, section));
        }
        self.sections.last().map(|(_, node)| *node)
    }

    fn add(&mut self, tag: Tag, parent: Option<usize>) -> usize {
        let index = self.nodes.len();
        self.nodes.push(Node { tag, parent, kids: Vec::new() });
        match parent {
            Some(parent) => self.nodes[parent].kids.push(Kid::Node(index)),
            None => self.roots.push(index),
        }
        index
    }

    /// Writes the tree; `links` are the annotations by page and item. Gives the root.
    pub(super) fn write(
        &self,
        lopdf: &mut lopdf::Document,
        pages: &[ObjectId],
        links: &HashMap<(usize, usize), ObjectId>,
    ) -> ObjectId {
        let root = lopdf.new_object_id();
        let document = lopdf.new_object_id();
        let ids: Vec<ObjectId> = self.nodes.iter().map(|_| lopdf.new_object_id()).collect();
        let (mut numbers, mut notes): (Vec<Object>, Vec<Object>) = (Vec::new(), Vec::new());
        for (page, owners) in self.owners.iter().enumerate() {
            let list: Vec<Object> = owners.iter().map(|node| ids[*node].into()).collect();
            numbers.extend([Object::Integer(page as i64), Object::Array(list)]);
        }
        let mut key = pages.len() as i64;
        for (index, node) in self.nodes.iter().enumerate() {
            let parent = node.parent.map_or(document, |parent| ids[parent]);
            let mut element = element(node, parent, &ids, pages, links);
            if matches!(node.tag.role(), Role::Note) {
                let id = format!("note-{index:06}");
                element.set("ID", Object::string_literal(id.as_str()));
                notes.extend([Object::string_literal(id), ids[index].into()]);
            }
            for link in node.kids.iter().filter_map(|kid| link_of(kid, links)) {
                if let Ok(annotation) = lopdf.get_object_mut(link).and_then(Object::as_dict_mut) {
                    annotation.set("StructParent", key);
                }
                numbers.extend([Object::Integer(key), ids[index].into()]);
                key += 1;
            }
            lopdf.set_object(ids[index], element);
        }
        let tops: Vec<Object> = self.roots.iter().map(|node| ids[*node].into()).collect();
        lopdf.set_object(
            document,
            dictionary! { "Type" => "StructElem", "S" => "Document", "P" => root, "K" => tops },
        );
        let parent_tree = lopdf.add_object(dictionary! { "Nums" => numbers });
        let mut tree = dictionary! {
            "Type" => "StructTreeRoot",
            "K" => document,
            "ParentTree" => parent_tree,
            "ParentTreeNextKey" => key,
        };
        if !notes.is_empty() {
            tree.set("IDTree", dictionary! { "Names" => notes });
        }
        lopdf.set_object(root, tree);
        root
    }
}

fn is_painted(item: &Item) -> bool {
    !matches!(item, Item::Link { .. } | Item::Anchor(_) | Item::Mark | Item::PageNumber { .. })
}

/// Which artifact a role is, if it has no place in the structure.
fn artifact(role: &Role) -> Option<Artifact> {
    match role {
        Role::RunningHead => Some(Artifact::Header),
        Role::PageNumber => Some(Artifact::Footer),
        _ => None,
    }
}

fn link_of(kid: &Kid, links: &HashMap<(usize, usize), ObjectId>) -> Option<ObjectId> {
    let Kid::Link { page, item } = kid else { return None };
    links.get(&(*page, *item)).copied()
}

fn element(
    node: &Node,
    parent: ObjectId,
    ids: &[ObjectId],
    pages: &[ObjectId],
    links: &HashMap<(usize, usize), ObjectId>,
) -> Dictionary {
    let role = node.tag.role();
    let mut element = dictionary! { "S" => structure_type(role), "P" => parent };
    let first = node.kids.iter().find_map(|kid| match kid {
        Kid::Content { page, .. } => Some(*page),
        Kid::Node(_) | Kid::Link { .. } => None,
    });
    if let Some(page) = first {
        element.set("Pg", pages[page]);
    }
    let mut kids: Vec<Object> = Vec::new();
    for kid in &node.kids {
        match kid {
            Kid::Node(index) => kids.push(ids[*index].into()),
            Kid::Content { page, id } if Some(*page) == first => kids.push(Object::Integer(*id)),
            Kid::Content { page, id } => {
                kids.push(dictionary! { "Type" => "MCR", "Pg" => pages[*page], "MCID" => *id }.into());
            }
            Kid::Link { page, .. } => {
                if let Some(link) = link_of(kid, links) {
                    kids.push(dictionary! { "Type" => "OBJR", "Pg" => pages[*page], "Obj" => link }.into());
                }
            }
        }
    }
    match kids.len() {
        0 => {}
        1 => element.set("K", kids.remove(0)),
        _ => element.set("K", kids),
    }
    if let Role::Figure { alt } = role {
        element.set("Alt", lopdf::text_string(alt));
    }
    if let Some(attributes) = cell_attributes(role) {
        element.set("A", attributes);
    }
    element
}

fn cell_attributes(role: &Role) -> Option<Dictionary> {
    let (scope, columns, rows) = match role {
        Role::HeaderCell { scope, columns, rows } => (Some(*scope), *columns, *rows),
        Role::Cell { columns, rows } if *columns > 1 || *rows > 1 => (None, *columns, *rows),
        _ => return None,
    };
    let mut attributes = dictionary! { "O" => "Table" };
    if let Some(scope) = scope {
        let name = match scope {
            Scope::Column => "Column",
            Scope::Row => "Row",
            Scope::Both => "Both",
        };
        attributes.set("Scope", Object::Name(name.into()));
    }
    if columns > 1 {
        attributes.set("ColSpan", i64::from(columns));
    }
    if rows > 1 {
        attributes.set("RowSpan", i64::from(rows));
    }
    Some(attributes)
}

/// The standard structure type of a role.
fn structure_type(role: &Role) -> &'static str {
    match role {
        Role::Section => "Sect",
        Role::Heading(1) => "H1",
        Role::Heading(2) => "H2",
        Role::Heading(3) => "H3",
        Role::Heading(4) => "H4",
        Role::Heading(5) => "H5",
        Role::Heading(_) => "H6",
        Role::Paragraph => "P",
        Role::Table => "Table",
        Role::Row => "TR",
        Role::HeaderCell { .. } => "TH",
        Role::Cell { .. } => "TD",
        Role::Caption => "Caption",
        Role::List => "L",
        Role::ListItem => "LI",
        Role::ListLabel => "Lbl",
        Role::ListBody => "LBody",
        Role::Contents => "TOC",
        Role::ContentsItem => "TOCI",
        Role::Link => "Link",
        Role::Figure { .. } => "Figure",
        Role::Note => "Note",
        Role::Span => "Span",
        Role::RunningHead | Role::PageNumber => "Artifact",
    }
}
