//! What check P01 takes for personal information is not published.

use std::collections::BTreeMap;

use crate::diag::Finding;
use crate::model::{Field, Origin, PlanKey};

/// What stands where something was masked.
const PART: &str = "●●●";
/// What stands for a text in which the place is not known.
const WHOLE: &str = "（個人情報の可能性があるため公開していません）";

/// The findings of P01 that nobody has accepted, by place.
pub(super) struct Masks<'a> {
    fields: BTreeMap<(PlanKey, &'a str), Vec<&'a Finding>>,
    all: Vec<&'a Finding>,
}

impl<'a> Masks<'a> {
    /// An accepted finding (確認済) masks nothing: someone has looked and said that it may stand.
    pub(super) fn of(findings: &'a [Finding]) -> Self {
        let all: Vec<&Finding> =
            findings.iter().filter(|f| f.code.0 == "P01" && f.accepted.is_none()).collect();
        let mut fields: BTreeMap<(PlanKey, &str), Vec<&Finding>> = BTreeMap::new();
        for finding in &all {
            if let (Some(key), Some(field)) = (finding.key, finding.field.as_deref()) {
                fields.entry((key, field)).or_default().push(finding);
            }
        }
        Self { fields, all }
    }

    /// The field's text as it may be published.
    pub(super) fn field(&self, key: PlanKey, name: &str, field: &Field, text: &str) -> String {
        if field.is_private() {
            return WHOLE.to_owned();
        }
        match self.fields.get(&(key, name)) {
            Some(findings) => masked(text, findings),
            None => text.to_owned(),
        }
    }

    /// A text that stands at `origin`, as it may be published.
    pub(super) fn at(&self, origin: &Origin, text: &str) -> String {
        let stands = |finding: &&&Finding| {
            finding.file.as_ref() == Some(&origin.file)
                && finding.sheet.as_ref() == Some(&origin.sheet)
                && finding.cell == Some(origin.cell)
        };
        let findings: Vec<&Finding> = self.all.iter().filter(stands).copied().collect();
        if findings.is_empty() { text.to_owned() } else { masked(text, &findings) }
    }
}

fn masked(text: &str, findings: &[&Finding]) -> String {
    let mut result = text.to_owned();
    for finding in findings {
        match finding.found.as_deref() {
            Some(hit) if !hit.is_empty() && hit != text && text.contains(hit) => {
                result = result.replace(hit, PART);
            }
            _ => return WHOLE.to_owned(),
        }
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::{Acceptance, Code, Severity};

    fn finding(found: &str) -> Finding {
        Finding {
            code: Code("P01"),
            severity: Severity::Warning,
            key: Some(PlanKey::new(1, 1)),
            department: None,
            field: Some("実施状況".to_owned()),
            file: None,
            sheet: None,
            cell: None,
            found: Some(found.to_owned()),
            message: String::new(),
            fix: String::new(),
            accepted: None,
        }
    }

    fn published(findings: &[Finding]) -> String {
        let text = "連絡先は0495-25-1111です。";
        Masks::of(findings).field(PlanKey::new(1, 1), "実施状況", &Field::Status, text)
    }

    #[test]
    fn only_the_hit_is_masked() {
        assert_eq!(published(&[finding("0495-25-1111")]), "連絡先は●●●です。");
    }

    #[test]
    fn where_the_place_is_not_known_the_whole_text_is() {
        assert_eq!(published(&[finding("090-0000-0000")]), WHOLE);
        assert_eq!(published(&[finding("連絡先は0495-25-1111です。")]), WHOLE);
    }

    #[test]
    fn what_was_looked_into_and_accepted_stays() {
        let mut accepted = finding("0495-25-1111");
        accepted.accepted =
            Some(Acceptance { reason: "市の代表番号".to_owned(), by: None, date: None });
        assert_eq!(published(&[accepted]), "連絡先は0495-25-1111です。");
    }
}
