//! The elements of the structure's tree: what a node is in the file.

use std::collections::BTreeSet;

use lopdf::{Dictionary, Object, ObjectId, dictionary};

use crate::layout::{Role, Scope, Tag};

/// What stands in a node.
pub(super) enum Kid {
    Node(u32),
    Content { page: u32, id: u32 },
    Link { page: u32, id: u32 },
}

pub(super) struct Node {
    /// While pages to come may stand here.
    pub(super) tag: Option<Tag>,
    pub(super) role: Role,
    pub(super) parent: Option<u32>,
    pub(super) kids: Vec<Kid>,
    /// What a figure takes of its page: left, foot, right, top.
    pub(super) bounds: Option<Box<[f64; 4]>>,
}

/// What elements refer to.
pub(super) struct Ids<'a> {
    pub(super) page: &'a dyn Fn(u32) -> ObjectId,
    pub(super) dead: &'a BTreeSet<ObjectId>,
}

/// The name of a note in the tree of names.
pub(super) fn note_id(number: u32) -> Object {
    Object::string_literal(format!("note-{number:010}"))
}

/// A node as an element of the tree; without a parent it stands in the document.
pub(super) fn element(number: u32, node: &Node, document: ObjectId, ids: &Ids<'_>) -> Dictionary {
    let role = &node.role;
    let parent = node.parent.map_or(document, |parent| (parent, 0));
    let mut element = dictionary! { "S" => structure_type(role), "P" => parent };
    if matches!(role, Role::Note) {
        element.set("ID", note_id(number));
    }
    let first = node.kids.iter().find_map(|kid| match kid {
        Kid::Content { page, .. } => Some(*page),
        Kid::Node(_) | Kid::Link { .. } => None,
    });
    if let Some(page) = first {
        element.set("Pg", (ids.page)(page));
    }
    let mut kids: Vec<Object> = Vec::new();
    for kid in &node.kids {
        match kid {
            Kid::Node(number) => kids.push((*number, 0).into()),
            Kid::Content { page, id } if Some(*page) == first => kids.push(i64::from(*id).into()),
            Kid::Content { page, id } => kids.push(
                dictionary! { "Type" => "MCR", "Pg" => (ids.page)(*page), "MCID" => i64::from(*id) }.into(),
            ),
            Kid::Link { id, .. } if ids.dead.contains(&(*id, 0)) => {}
            Kid::Link { page, id } => {
                kids.push(
                    dictionary! { "Type" => "OBJR", "Pg" => (ids.page)(*page), "Obj" => (*id, 0) }.into(),
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
pub(super) fn structure_type(role: &Role) -> &'static str {
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
