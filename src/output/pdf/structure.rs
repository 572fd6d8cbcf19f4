//! The tree of tags that the pages' items refer to, and which marked content belongs where.

use std::collections::{BTreeSet, HashMap};
use std::io;

use lopdf::{Dictionary, Object, ObjectId, dictionary};

use super::file::PdfFile;
use crate::layout::{Item, Page, Placed, Role, Scope, Tag};

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
    Node(u32),
    Content { page: u32, id: u32 },
    Link { page: u32, id: u32 },
}

struct Node {
    tag: Tag,
    parent: Option<u32>,
    kids: Vec<Kid>,
    /// What a figure takes of its page: left, foot, right, top.
    bounds: Option<Box<[f64; 4]>>,
}

/// Which nodes a page or an annotation belongs to.
enum Owner {
    /// A page: the node of each marked content.
    Page(Vec<u32>),
    /// A link.
    Link(u32),
}

/// A page's place in the structure.
pub(super) struct Marked {
    /// One mark for each of its items.
    pub(super) marks: Vec<Mark>,
    /// Its key among pages and links.
    pub(super) key: usize,
    /// For each of its links, in the order of its items, the link's own key.
    pub(super) links: Vec<usize>,
}

/// The tree, in the order in which pages meet it.
#[derive(Default)]
pub(super) struct Structure {
    nodes: Vec<Node>,
    roots: Vec<u32>,
    /// By key.
    owners: Vec<Owner>,
    /// The sections that are open, by the level of their headings.
    sections: Vec<(u8, u32)>,
    /// Node by a tag's identity. Only ever looked up, never walked: its order does not matter.
    known: HashMap<usize, u32>,
}

impl Structure {
    /// Adds a page; `links` are the numbers of the objects of its links.
    pub(super) fn add_page(&mut self, number: u32, page: &Page, links: &[ObjectId]) -> Marked {
        let (mut marks, mut owners) = (Vec::with_capacity(page.items.len()), Vec::new());
        let (mut last, mut links, mut owning) = (None, links.iter(), Vec::new());
        for placed in &page.items {
            let link = match &placed.item {
                Item::Link { .. } => links.next(),
                _ => None,
            };
            let artifact = placed.tag.as_ref().map_or(Some(Artifact::Layout), |tag| artifact(tag.role()));
            let node = match (&placed.tag, artifact) {
                (Some(tag), None) => Some(self.node(tag)),
                _ => None,
            };
            if let Some(link) = link {
                owning.push(node);
                if let Some(node) = node {
                    self.kid(node, Kid::Link { page: number, id: link.0 });
                }
            }
            let mark = match (is_painted(&placed.item), artifact, node) {
                (true, Some(artifact), _) => Mark::Artifact(artifact),
                (true, None, Some(node)) => {
                    self.enclose(node, placed, page.size.height_pt);
                    if last != Some(node) {
                        let id = owners.len() as u32;
                        owners.push(node);
                        self.kid(node, Kid::Content { page: number, id });
                    }
                    let tag = structure_type(self.nodes[node as usize].tag.role());
                    Mark::Content { tag, id: owners.len() as i64 - 1 }
                }
                _ => Mark::Nothing,
            };
            match (&mark, artifact) {
                (Mark::Content { .. }, _) => last = node,
                (_, Some(_)) => last = None,
                _ => {}
            }
            marks.push(mark);
        }
        let key = self.owners.len();
        self.owners.push(Owner::Page(owners));
        let first = self.owners.len();
        let keys = (first..first + owning.len()).collect();
        self.owners.extend(owning.into_iter().map(|node| Owner::Link(node.unwrap_or(u32::MAX))));
        Marked { marks, key, links: keys }
    }

    /// Makes a figure's bounds reach around an item; those of other tags nobody asks for.
    fn enclose(&mut self, node: u32, placed: &Placed, page_pt: f64) {
        let node = &mut self.nodes[node as usize];
        let Role::Figure { .. } = node.tag.role() else { return };
        let Some((low, high)) = placed.bounds() else { return };
        let [left, foot, right, top] = [low.x_pt, page_pt - high.y_pt, high.x_pt, page_pt - low.y_pt];
        let [l, f, r, t] = node.bounds.as_deref().copied().unwrap_or([left, foot, right, top]);
        node.bounds = Some(Box::new([l.min(left), f.min(foot), r.max(right), t.max(top)]));
    }

    fn kid(&mut self, node: u32, kid: Kid) {
        self.nodes[node as usize].kids.push(kid);
    }

    /// The node of a tag, made together with those it is in when first met.
    fn node(&mut self, tag: &Tag) -> u32 {
        if let Some(node) = self.known.get(&tag.identity()) {
            return *node;
        }
        let parent = match tag.parent() {
            Some(parent) => Some(self.node(parent)),
            None => self.section(tag.role()),
        };
        let index = self.add(tag.clone(), parent);
        self.known.insert(tag.identity(), index);
        index
    }

    /// The section of what stands at the top of the structure. A heading opens
    /// one, within that of the heading above it, and closes those of its level.
    fn section(&mut self, role: &Role) -> Option<u32> {
        if let Role::Heading(level) = role {
            self.sections.retain(|(open, _)| open < level);
            let parent = self.sections.last().map(|(_, node)| *node);
            let section = self.add(Tag::new(Role::Section), parent);
            self.sections.push((*level, section));
        }
        self.sections.last().map(|(_, node)| *node)
    }

    fn add(&mut self, tag: Tag, parent: Option<u32>) -> u32 {
        let index = u32::try_from(self.nodes.len()).expect("a document has fewer objects than numbers");
        self.nodes.push(Node { tag, parent, kids: Vec::new(), bounds: None });
        match parent {
            Some(parent) => self.kid(parent, Kid::Node(index)),
            None => self.roots.push(index),
        }
        index
    }

    /// Writes the tree, element by element; `dead` are links that lead nowhere. Gives the root.
    pub(super) fn write(
        self,
        file: &mut PdfFile<'_>,
        pages: &[ObjectId],
        dead: &BTreeSet<ObjectId>,
    ) -> io::Result<ObjectId> {
        let (root, document) = (file.reserve(), file.reserve());
        let first = file.reserve_all(self.nodes.len());
        let ids = Ids { first: first.0, pages, dead };
        let mut notes: Vec<Object> = Vec::new();
        for (index, node) in (0..).zip(&self.nodes) {
            let parent = node.parent.map_or(document, |parent| ids.of(parent));
            let mut element = element(node, parent, &ids);
            if matches!(node.tag.role(), Role::Note) {
                let id = format!("note-{index:09}");
                element.set("ID", Object::string_literal(id.as_str()));
                notes.extend([Object::string_literal(id), ids.of(index).into()]);
            }
            file.put(ids.of(index), element)?;
        }
        let tops: Vec<Object> = self.roots.iter().map(|node| ids.of(*node).into()).collect();
        file.put(
            document,
            dictionary! { "Type" => "StructElem", "S" => "Document", "P" => root, "K" => tops },
        )?;
        let mut tree = dictionary! {
            "Type" => "StructTreeRoot",
            "K" => document,
            "ParentTree" => self.write_owners(file, &ids)?,
            "ParentTreeNextKey" => self.owners.len() as i64,
        };
        if !notes.is_empty() {
            tree.set("IDTree", dictionary! { "Names" => notes });
        }
        file.put(root, tree)?;
        Ok(root)
    }

    /// The nodes of every page and link by their keys, in leaves of some size.
    fn write_owners(&self, file: &mut PdfFile<'_>, ids: &Ids<'_>) -> io::Result<ObjectId> {
        let mut leaves: Vec<Object> = Vec::new();
        for (number, part) in self.owners.chunks(OWNERS_A_LEAF).enumerate() {
            let start = number * OWNERS_A_LEAF;
            let mut numbers: Vec<Object> = Vec::new();
            for (key, owner) in (start as i64..).zip(part) {
                let nodes = match owner {
                    Owner::Page(nodes) => Object::Array(nodes.iter().map(|n| ids.of(*n).into()).collect()),
                    Owner::Link(u32::MAX) => continue,
                    Owner::Link(node) => ids.of(*node).into(),
                };
                numbers.extend([Object::Integer(key), nodes]);
            }
            let limits = vec![Object::from(start as i64), ((start + part.len() - 1) as i64).into()];
            leaves.push(file.add(dictionary! { "Limits" => limits, "Nums" => numbers })?.into());
        }
        file.add(dictionary! { "Kids" => leaves })
    }
}

/// Pages and links under one leaf of the tree of owners.
const OWNERS_A_LEAF: usize = 64;

/// The objects' numbers while the tree is written.
struct Ids<'a> {
    /// Of the first node.
    first: u32,
    pages: &'a [ObjectId],
    dead: &'a BTreeSet<ObjectId>,
}

impl Ids<'_> {
    fn of(&self, node: u32) -> ObjectId {
        (self.first + node, 0)
    }

    fn page(&self, page: u32) -> ObjectId {
        self.pages[page as usize]
    }
}

/// A page's number that is not filled in yet will be.
fn is_painted(item: &Item) -> bool {
    !matches!(item, Item::Link { .. } | Item::Anchor(_) | Item::Mark)
}

/// Which artifact a role is, if it has no place in the structure.
fn artifact(role: &Role) -> Option<Artifact> {
    match role {
        Role::RunningHead => Some(Artifact::Header),
        Role::PageNumber => Some(Artifact::Footer),
        _ => None,
    }
}

fn element(node: &Node, parent: ObjectId, ids: &Ids<'_>) -> Dictionary {
    let role = node.tag.role();
    let mut element = dictionary! { "S" => structure_type(role), "P" => parent };
    let first = node.kids.iter().find_map(|kid| match kid {
        Kid::Content { page, .. } => Some(*page),
        Kid::Node(_) | Kid::Link { .. } => None,
    });
    if let Some(page) = first {
        element.set("Pg", ids.page(page));
    }
    let mut kids: Vec<Object> = Vec::new();
    for kid in &node.kids {
        match kid {
            Kid::Node(index) => kids.push(ids.of(*index).into()),
            Kid::Content { page, id } if Some(*page) == first => kids.push(i64::from(*id).into()),
            Kid::Content { page, id } => kids.push(
                dictionary! { "Type" => "MCR", "Pg" => ids.page(*page), "MCID" => i64::from(*id) }.into(),
            ),
            Kid::Link { id, .. } if ids.dead.contains(&(*id, 0)) => {}
            Kid::Link { page, id } => {
                kids.push(
                    dictionary! { "Type" => "OBJR", "Pg" => ids.page(*page), "Obj" => (*id, 0) }.into(),
                );
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
        if let Some(bounds) = &node.bounds {
            let sides: Vec<Object> =
                bounds.iter().map(|pt| Object::Real((pt * 100.0).round() as f32 / 100.0)).collect();
            element.set("A", dictionary! { "O" => "Layout", "Placement" => "Block", "BBox" => sides });
        }
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
