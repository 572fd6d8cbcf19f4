//! What a form calls its fields.

use super::template::Form;
use crate::model::Field;

/// A longer label explains its field rather than naming it.
const LONGEST: usize = 24;

impl Form {
    /// A field in the words beside its cell, or right above it. `None` where
    /// the words are shared with another cell, explain at length, or the field
    /// has several cells.
    pub fn caption(&self, field: &Field) -> Option<String> {
        let mut of_field = self.slots.iter().enumerate().filter(|(_, slot)| slot.field == *field);
        let (index, slot) = of_field.next()?;
        if of_field.next().is_some() || slot.mark.is_some() {
            return None;
        }
        let anchor = &self.plan.slots[index];
        let text = if anchor.inline.is_some() {
            // 「計画名：」 names the value behind it, 「第」 does not.
            slot.prefix.trim_end().strip_suffix(['：', ':'])?
        } else if anchor.touches && anchor.alone {
            &self.labels.get(anchor.left?)?.text
        } else if anchor.touches {
            return None;
        } else {
            let head = self.labels.get(anchor.head?)?;
            let column = slot.range.start.column;
            let covers = (head.range.start.column..=head.range.end.column).contains(&column);
            (covers && head.range.end.row + 1 == slot.range.start.row).then_some(&head.text)?
        };
        let words: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        let length = words.chars().count();
        (1..=LONGEST).contains(&length).then_some(words)
    }
}

#[cfg(test)]
mod tests {
    use crate::form::built_in_form;
    use crate::model::{Eras, Field};

    #[test]
    fn a_field_is_called_what_stands_beside_it() {
        let form = built_in_form(&Eras::default());
        let caption = |name: &str| form.caption(&Field::parse(name, &Eras::default()).expect("a field"));
        assert_eq!(caption("評価理由").as_deref(), Some("評価理由"));
        assert_eq!(caption("期間後の取扱い").as_deref(), Some("計画期間後の取扱い"));
        // 「第{{版}}版」 is named by what stands beside its cell at most, never by 「第」.
        assert_ne!(caption("版").as_deref(), Some("第"));
    }
}
