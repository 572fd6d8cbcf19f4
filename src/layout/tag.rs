//! The logical structure that screen readers follow and programs search.

use std::sync::Arc;

/// What a header cell is the header of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// The column below.
    Column,
    /// The row beside.
    Row,
    /// Both.
    Both,
}

/// What a part of the document is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Role {
    /// A part of the report: everything below one chapter heading.
    Section,
    /// A heading of level 1 to 6.
    Heading(u8),
    /// A paragraph.
    Paragraph,
    /// A table.
    Table,
    /// A row of a table.
    Row,
    /// A header cell with the columns and rows it spans.
    HeaderCell {
        /// Of which cells.
        scope: Scope,
        /// At least 1.
        columns: u16,
        /// At least 1.
        rows: u16,
    },
    /// A cell with the columns and rows it spans.
    Cell {
        /// At least 1.
        columns: u16,
        /// At least 1.
        rows: u16,
    },
    /// A table's or figure's caption.
    Caption,
    /// A list.
    List,
    /// An item of a list.
    ListItem,
    /// The mark of a list item (①, ・).
    ListLabel,
    /// The text of a list item.
    ListBody,
    /// The table of contents.
    Contents,
    /// An entry of the table of contents.
    ContentsItem,
    /// A link with its text.
    Link,
    /// A picture or chart, with the words that stand for it.
    Figure {
        /// What it shows, for people who do not see it.
        alt: String,
    },
    /// A note below a table.
    Note,
    /// Words within a paragraph.
    Span,
    /// 柱: stands on every page and is no part of the document's text.
    RunningHead,
    /// The page's number, likewise.
    PageNumber,
}

impl Role {
    /// Whether it has no place in the structure.
    pub fn is_artifact(&self) -> bool {
        matches!(self, Self::RunningHead | Self::PageNumber)
    }
}

/// A place in the structure. Tags are made where texts are made, without
/// knowing the page: `let table = Tag::new(Role::Table); let row =
/// table.child(Role::Row);`. Two tags are the same place only if one is a
/// clone of the other; their order is the order in which pages meet them.
#[derive(Debug, Clone)]
pub struct Tag(Arc<Node>);

#[derive(Debug)]
struct Node {
    role: Role,
    parent: Option<Tag>,
}

impl Tag {
    /// A place at the top of the structure.
    pub fn new(role: Role) -> Self {
        Self(Arc::new(Node { role, parent: None }))
    }

    /// A place within this one.
    #[must_use]
    pub fn child(&self, role: Role) -> Self {
        Self(Arc::new(Node { role, parent: Some(self.clone()) }))
    }

    /// A plain cell of this row.
    #[must_use]
    pub fn cell(&self) -> Self {
        self.child(Role::Cell { columns: 1, rows: 1 })
    }

    /// The header cell of a column of this row's table.
    #[must_use]
    pub fn column_head(&self) -> Self {
        self.child(Role::HeaderCell { scope: Scope::Column, columns: 1, rows: 1 })
    }

    /// The header cell of this row.
    #[must_use]
    pub fn row_head(&self) -> Self {
        self.child(Role::HeaderCell { scope: Scope::Row, columns: 1, rows: 1 })
    }

    /// What it is.
    pub fn role(&self) -> &Role {
        &self.0.role
    }

    /// What it is in.
    pub fn parent(&self) -> Option<&Self> {
        self.0.parent.as_ref()
    }

    /// Whether both are the same place.
    pub fn is(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }

    /// Whether nobody else has this place or one within it any more, so that no
    /// page to come can stand there.
    pub(crate) fn is_left(&self) -> bool {
        Arc::strong_count(&self.0) == 1
    }

    /// Tells places apart while the tag lives; not stable between runs.
    pub(crate) fn identity(&self) -> usize {
        Arc::as_ptr(&self.0).addr()
    }
}

impl PartialEq for Tag {
    fn eq(&self, other: &Self) -> bool {
        self.is(other)
    }
}
