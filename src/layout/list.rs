//! Lines that begin with a mark (①, ・) are items of a list.

use super::tag::{Role, Tag};
use super::text::{Class, Unit};

/// How many characters the mark of a list line has (`①`, `・`, `（１）`, `１．`), with the
/// space after it; 0 where the line is no list line.
pub(super) fn list_mark(text: &[Unit]) -> usize {
    let digit = |u: &Unit| u.c.is_ascii_digit() || ('０'..='９').contains(&u.c);
    let at = |i: usize| text.get(i).map(|u| u.c);
    let digits_from = |start: usize| text[start.min(text.len())..].iter().take_while(|u| digit(u)).count();
    let length = match at(0) {
        Some('①'..='⑳' | '㉑'..='㉟' | '・' | '○' | '●' | '■' | '□' | '◆' | '◇' | '※') => {
            1
        }
        // A number below zero is none.
        Some('-' | '－') if digits_from(1) == 0 => 1,
        Some('（' | '(') if matches!(digits_from(1), 1..=2) => {
            let close = 1 + digits_from(1);
            if matches!(at(close), Some('）' | ')')) { close + 1 } else { 0 }
        }
        _ if matches!(digits_from(0), 1..=2) => {
            let dot = digits_from(0);
            let decimal = digits_from(dot + 1) > 0;
            if matches!(at(dot), Some('．' | '.')) && !decimal { dot + 1 } else { 0 }
        }
        _ => 0,
    };
    if length > 0 && length < text.len() && text[length].class == Class::Space { length + 1 } else { length }
}

/// Where a typed line stands in the structure.
pub(super) struct Place {
    /// Of its mark, and how many characters that has.
    pub(super) label: Option<(usize, Tag)>,
    /// Of its text.
    pub(super) text: Option<Tag>,
}

/// The places of a paragraph's typed lines: those with a mark are items of a
/// list, within the paragraph's cell or beside the paragraph.
pub(super) struct Places {
    given: Option<Tag>,
    /// Of lines without a mark.
    plain: Option<Tag>,
    /// The list that goes on.
    list: Option<Tag>,
}

impl Places {
    pub(super) fn new(tag: Option<&Tag>) -> Self {
        Self { given: tag.cloned(), plain: tag.cloned(), list: None }
    }

    /// The place of a line whose mark has so many characters.
    pub(super) fn of_line(&mut self, mark: usize, text: &[Unit]) -> Place {
        let plain = Place { label: None, text: self.plain.clone() };
        let Some(given) = &self.given else { return plain };
        let beside = match given.role() {
            Role::Paragraph => true,
            Role::Cell { .. } => false,
            _ => return plain,
        };
        let has_body = text[mark..].iter().any(|unit| unit.class != Class::Space);
        if mark > 0 && has_body {
            let list = self.list.get_or_insert_with(|| sibling_or_child(given, Role::List, beside));
            let item = list.child(Role::ListItem);
            let label = item.child(Role::ListLabel);
            return Place { label: Some((mark, label)), text: Some(item.child(Role::ListBody)) };
        }
        if !text.is_empty() && self.list.take().is_some() && beside {
            self.plain = Some(sibling_or_child(given, Role::Paragraph, true));
        }
        Place { label: None, text: self.plain.clone() }
    }
}

fn sibling_or_child(tag: &Tag, role: Role, beside: bool) -> Tag {
    match (beside, tag.parent()) {
        (false, _) => tag.child(role),
        (true, Some(parent)) => parent.child(role),
        (true, None) => Tag::new(role),
    }
}
