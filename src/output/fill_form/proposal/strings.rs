//! The workbook's texts: those that departments filled in are emptied.

use std::collections::BTreeSet;

use super::super::xml::{What, name, tags};

/// xl/sharedStrings.xml with nothing but the `kept` texts; the others stay as
/// blank entries, so that numbers still hold.
pub(super) fn only(strings: &str, kept: &BTreeSet<usize>) -> Option<String> {
    let mut text = String::with_capacity(strings.len() / 2);
    let mut copied = 0;
    let mut number = 0;
    let mut open = None;
    for met in tags(strings)? {
        match &met.what {
            What::Empty(tag) if name(tag) == "si" => number += 1,
            What::Start(tag) if name(tag) == "si" => {
                let prefix = tag.name().0.strip_suffix("si").unwrap_or_default().to_owned();
                open = Some((met.range.start, prefix));
            }
            What::End(tag) if tag == "si" => {
                let (start, prefix) = open.take()?;
                if !kept.contains(&number) {
                    text.push_str(&strings[copied..start]);
                    text.push_str(&format!("<{prefix}si><{prefix}t/></{prefix}si>"));
                    copied = met.range.end;
                }
                number += 1;
            }
            _ => {}
        }
    }
    text.push_str(&strings[copied..]);
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_kept_texts_stay() {
        let strings = "<sst><si><t>計画名</t></si><si><r><t>秘</t></r></si><si/><si><t>番号</t></si></sst>";
        assert_eq!(
            only(strings, &BTreeSet::from([0, 3])).expect("well-formed"),
            "<sst><si><t>計画名</t></si><si><t/></si><si/><si><t>番号</t></si></sst>"
        );
    }
}
