//! Fields with a text that could not be read.

use std::collections::{BTreeMap, btree_map};

use super::field::Field;

/// Fields in which something stands that could not be read, each with what is
/// written there (empty where not even its place is certain).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Unread(BTreeMap<Field, String>);

impl Unread {
    /// Whether the field could not be read.
    pub fn contains(&self, field: &Field) -> bool {
        self.0.contains_key(field)
    }

    /// What is written there.
    pub fn text(&self, field: &Field) -> Option<&str> {
        self.0.get(field).map(String::as_str).filter(|text| !text.is_empty())
    }

    /// Adds a field of which nothing more is known.
    pub fn insert(&mut self, field: Field) {
        self.0.entry(field).or_default();
    }

    /// Adds a field and what is written there.
    pub fn insert_text(&mut self, field: Field, text: impl Into<String>) {
        self.0.insert(field, text.into());
    }

    /// Takes a field away.
    pub fn remove(&mut self, field: &Field) {
        self.0.remove(field);
    }

    /// The fields, in order.
    pub fn iter(&self) -> btree_map::Keys<'_, Field, String> {
        self.0.keys()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether every field could be read.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<'a> IntoIterator for &'a Unread {
    type Item = &'a Field;
    type IntoIter = btree_map::Keys<'a, Field, String>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl FromIterator<(Field, String)> for Unread {
    fn from_iter<T: IntoIterator<Item = (Field, String)>>(fields: T) -> Self {
        Self(fields.into_iter().collect())
    }
}
