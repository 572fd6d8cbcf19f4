//! The relations of a part: which parts it leads to.

use super::xml::{What, attribute, escape_attribute, name, tags};

/// Where a part's relations stand.
pub(super) fn relations_of(part: &str) -> String {
    let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
    let folder = if folder.is_empty() { String::new() } else { format!("{folder}/") };
    format!("{folder}_rels/{file}.rels")
}

/// Relations with other targets; those that lead out of the workbook stay.
pub(super) fn with_targets(relations: &str, mut target: impl FnMut(&str) -> String) -> Option<String> {
    let mut text = String::new();
    let mut end = 0;
    for met in tags(relations)? {
        let (What::Start(tag) | What::Empty(tag)) = &met.what else { continue };
        let outside = attribute(tag, "TargetMode").as_deref() == Some("External");
        let (Some(id), Some(kind), Some(to)) =
            (attribute(tag, "Id"), attribute(tag, "Type"), attribute(tag, "Target"))
        else {
            continue;
        };
        if name(tag) != "Relationship" || outside {
            continue;
        }
        text.push_str(&relations[end..met.range.start]);
        let close = if matches!(met.what, What::Empty(_)) { "/" } else { "" };
        text.push_str(&format!(
            "<Relationship Id=\"{}\" Type=\"{}\" Target=\"{}\"{close}>",
            escape_attribute(&id),
            escape_attribute(&kind),
            escape_attribute(&target(&to))
        ));
        end = met.range.end;
    }
    text.push_str(&relations[end..]);
    Some(text)
}

/// Whether a part leads to a part of a kind: `table`.
pub(super) fn leads_to(relations: &str, kind: &str) -> bool {
    let ends = format!("/{kind}");
    tags(relations).unwrap_or_default().iter().any(|met| match &met.what {
        What::Start(tag) | What::Empty(tag) => {
            attribute(tag, "Type").is_some_and(|found| found.ends_with(&ends))
        }
        What::End(_) => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const RELATIONS: &str = "<R><Relationship Id=\"a\" Type=\"x/drawing\" Target=\"../drawings/d.xml\"/><Relationship Id=\"b\" Type=\"x/hyperlink\" Target=\"https://example.jp/?a&amp;b\" TargetMode=\"External\"/></R>";

    #[test]
    fn targets_are_replaced_and_those_outside_stay() {
        let text = with_targets(RELATIONS, |_| "/xl/drawings/e.xml".to_owned()).expect("relations");
        assert_eq!(text, RELATIONS.replace("../drawings/d.xml", "/xl/drawings/e.xml"));
    }

    #[test]
    fn relations_stand_beside_their_part() {
        assert_eq!(relations_of("xl/worksheets/sheet1.xml"), "xl/worksheets/_rels/sheet1.xml.rels");
        assert_eq!(relations_of("a.xml"), "_rels/a.xml.rels");
        assert!(leads_to(RELATIONS, "drawing") && !leads_to(RELATIONS, "table"));
    }
}
