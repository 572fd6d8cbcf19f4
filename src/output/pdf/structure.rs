//! The tree of tags that the pages' items refer to, and which marked content belongs where.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io;

use lopdf::{Object, ObjectId, dictionary};

use super::element::{Ids, Kid, Node, element, note_id, structure_type};
use super::file::PdfFile;
use super::press::PageRecord;
use crate::layout::{Item, Page, Placed, Role, Tag};

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

/// The tree, in the order in which pages meet it. Nodes go by the numbers of
/// their objects; one at which no page to come can stand is written at once,
/// but where links decide on it, of which some turn out to lead nowhere.
#[derive(Default)]
pub(super) struct Structure {
    /// The tree's root and the document in it, once there is any node.
    top: Option<(ObjectId, ObjectId)>,
    /// Those at which pages to come may stand.
    nodes: BTreeMap<u32, Node>,
    /// Those that wait for their links.
    waiting: Vec<(u32, Node)>,
    roots: Vec<u32>,
    /// By key, from the first that no leaf has.
    owners: Vec<Owner>,
    /// Parts of the tree of owners that are written.
    leaves: Vec<Object>,
    notes: Vec<u32>,
    /// The sections that are open, by the level of their headings.
    sections: Vec<(u8, u32)>,
    /// Node by a tag's identity. Only ever looked up, never walked: its order does not matter.
    known: HashMap<usize, u32>,
}

impl Structure {
    /// Adds a page; `links` are the numbers of the objects of its links.
    pub(super) fn add_page(
        &mut self,
        file: &mut PdfFile<'_>,
        (number, page): (u32, &Page),
        links: &[ObjectId],
    ) -> Marked {
        let (mut marks, mut owners) = (Vec::with_capacity(page.items.len()), Vec::new());
        let (mut last, mut links, mut owning) = (None, links.iter(), Vec::new());
        for placed in &page.items {
            let link = match &placed.item {
                Item::Link { .. } => links.next(),
                _ => None,
            };
            let artifact = placed.tag.as_ref().map_or(Some(Artifact::Layout), |tag| artifact(tag.role()));
            let node = match (&placed.tag, artifact) {
                (Some(tag), None) => Some(self.node(file, tag)),
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
                    let tag = placed.tag.as_ref().map_or("Span", |tag| structure_type(tag.role()));
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
        let key = self.key();
        self.owners.push(Owner::Page(owners));
        let first = self.key();
        let keys = (first..first + owning.len()).collect();
        self.owners.extend(owning.into_iter().map(|node| Owner::Link(node.unwrap_or(u32::MAX))));
        Marked { marks, key, links: keys }
    }

    /// The key of the page or link that comes next.
    fn key(&self) -> usize {
        self.leaves.len() * OWNERS_A_LEAF + self.owners.len()
    }

    /// Makes a figure's bounds reach around an item; those of other tags nobody asks for.
    fn enclose(&mut self, node: u32, placed: &Placed, page_pt: f64) {
        let Some(node) = self.nodes.get_mut(&node) else { return };
        let Role::Figure { .. } = node.role else { return };
        let Some((low, high)) = placed.bounds() else { return };
        let [left, foot, right, top] = [low.x_pt, page_pt - high.y_pt, high.x_pt, page_pt - low.y_pt];
        let [l, f, r, t] = node.bounds.as_deref().copied().unwrap_or([left, foot, right, top]);
        node.bounds = Some(Box::new([l.min(left), f.min(foot), r.max(right), t.max(top)]));
    }

    fn kid(&mut self, node: u32, kid: Kid) {
        self.nodes.get_mut(&node).expect("a place that pages still meet").kids.push(kid);
    }

    /// The node of a tag, made together with those it is in when first met.
    fn node(&mut self, file: &mut PdfFile<'_>, tag: &Tag) -> u32 {
        if let Some(node) = self.known.get(&tag.identity()) {
            return *node;
        }
        let parent = match tag.parent() {
            Some(parent) => Some(self.node(file, parent)),
            None => self.section(file, tag.role()),
        };
        let number = self.add(file, tag.clone(), parent);
        self.known.insert(tag.identity(), number);
        number
    }

    /// The section of what stands at the top of the structure. A heading opens
    /// one, within that of the heading above it, and closes those of its level.
    fn section(&mut self, file: &mut PdfFile<'_>, role: &Role) -> Option<u32> {
        if let Role::Heading(level) = role {
            self.sections.retain(|(open, _)| open < level);
            let parent = self.sections.last().map(|(_, node)| *node);
            let section = self.add(file, Tag::new(Role::Section), parent);
            self.sections.push((*level, section));
        }
        self.sections.last().map(|(_, node)| *node)
    }

    fn add(&mut self, file: &mut PdfFile<'_>, tag: Tag, parent: Option<u32>) -> u32 {
        let number = file.reserve().0;
        let role = tag.role().clone();
        if matches!(role, Role::Note) {
            self.notes.push(number);
        }
        self.nodes.insert(number, Node { tag: Some(tag), role, parent, kids: Vec::new(), bounds: None });
        match parent {
            Some(parent) => self.kid(parent, Kid::Node(number)),
            None => self.roots.push(number),
        }
        number
    }

    fn top(&mut self, file: &mut PdfFile<'_>) -> (ObjectId, ObjectId) {
        *self.top.get_or_insert_with(|| (file.reserve(), file.reserve()))
    }

    /// Writes what no page to come can change.
    pub(super) fn write_what_stands(
        &mut self,
        file: &mut PdfFile<'_>,
        pages: &[PageRecord],
    ) -> io::Result<()> {
        let document = self.top(file).1;
        let mut left = Vec::new();
        // What is within a place came after it: seen from the end, the inner ones leave first.
        for (number, node) in self.nodes.iter_mut().rev() {
            let is_open = self.sections.iter().any(|(_, open)| open == number);
            if !is_open && let Some(tag) = node.tag.take_if(|tag| tag.is_left()) {
                self.known.remove(&tag.identity());
                left.push(*number);
            }
        }
        let page = |page: u32| pages[page as usize].id;
        let ids = Ids { page: &page, dead: &BTreeSet::new() };
        for number in left.into_iter().rev() {
            let Some(node) = self.nodes.remove(&number) else { continue };
            if node.kids.iter().any(|kid| matches!(kid, Kid::Link { .. })) {
                self.waiting.push((number, node));
            } else {
                file.put((number, 0), element(number, &node, document, &ids))?;
            }
        }
        while self.owners.len() >= OWNERS_A_LEAF {
            let rest = self.owners.split_off(OWNERS_A_LEAF);
            let leaf = std::mem::replace(&mut self.owners, rest);
            self.write_leaf(file, &leaf)?;
        }
        Ok(())
    }

    /// Writes the rest of the tree; `dead` are links that lead nowhere. Gives the root.
    pub(super) fn write(
        mut self,
        file: &mut PdfFile<'_>,
        pages: &[PageRecord],
        dead: &BTreeSet<ObjectId>,
    ) -> io::Result<ObjectId> {
        let (root, document) = self.top(file);
        let page = |page: u32| pages[page as usize].id;
        for (number, node) in
            std::mem::take(&mut self.waiting).into_iter().chain(std::mem::take(&mut self.nodes))
        {
            file.put((number, 0), element(number, &node, document, &Ids { page: &page, dead }))?;
        }
        let tops: Vec<Object> = self.roots.iter().map(|node| (*node, 0).into()).collect();
        file.put(
            document,
            dictionary! { "Type" => "StructElem", "S" => "Document", "P" => root, "K" => tops },
        )?;
        let next = self.key() as i64;
        let owners = std::mem::take(&mut self.owners);
        for leaf in owners.chunks(OWNERS_A_LEAF) {
            self.write_leaf(file, leaf)?;
        }
        let owners = file.add(dictionary! { "Kids" => self.leaves })?;
        let mut tree = dictionary! {
            "Type" => "StructTreeRoot",
            "K" => document,
            "ParentTree" => owners,
            "ParentTreeNextKey" => next,
        };
        let notes = self.notes.iter().flat_map(|note| [note_id(*note), (*note, 0).into()]);
        let notes: Vec<Object> = notes.collect();
        if !notes.is_empty() {
            tree.set("IDTree", dictionary! { "Names" => notes });
        }
        file.put(root, tree)?;
        Ok(root)
    }

    /// Writes the nodes of pages and links by their keys, of which no leaf has any yet.
    fn write_leaf(&mut self, file: &mut PdfFile<'_>, owners: &[Owner]) -> io::Result<()> {
        let start = self.leaves.len() * OWNERS_A_LEAF;
        let mut numbers: Vec<Object> = Vec::new();
        for (key, owner) in (start as i64..).zip(owners) {
            let nodes = match owner {
                Owner::Page(nodes) => Object::Array(nodes.iter().map(|node| (*node, 0).into()).collect()),
                Owner::Link(u32::MAX) => continue,
                Owner::Link(node) => (*node, 0).into(),
            };
            numbers.extend([Object::Integer(key), nodes]);
        }
        let limits = vec![Object::from(start as i64), ((start + owners.len() - 1) as i64).into()];
        self.leaves.push(file.add(dictionary! { "Limits" => limits, "Nums" => numbers })?.into());
        Ok(())
    }
}

/// Pages and links under one leaf of the tree of owners.
const OWNERS_A_LEAF: usize = 64;

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
