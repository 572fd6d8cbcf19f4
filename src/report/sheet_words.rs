//! What departments' own sheets call their fields, for the 確認票.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diag::Finding;
use crate::form::Form;
use crate::model::{Eras, Field, Year};

/// The captions of each form, by the fields' names. Fields of tables have no caption of their own.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SheetWords(BTreeMap<Arc<str>, BTreeMap<String, String>>);

impl SheetWords {
    /// The words of the forms that sheets are read with.
    pub fn of(forms: &[Form], eras: &Eras) -> Self {
        let words = |form: &Form| (Arc::clone(&form.name), captions(form, eras));
        Self(forms.iter().map(words).collect())
    }

    /// What the finding's sheet calls its field.
    pub(super) fn caption(&self, finding: &Finding, year: &Year) -> Option<&str> {
        let field = finding.field.as_deref()?;
        self.of_sheet(finding, year)?.get(field).map(String::as_str)
    }

    /// A message in which fields in 「」 are called what the finding's sheet calls them.
    pub(super) fn say(&self, text: &str, finding: &Finding, year: &Year) -> String {
        let Some(captions) = self.of_sheet(finding, year) else { return text.to_owned() };
        let mut said = String::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('「') {
            said.push_str(before);
            said.push('「');
            rest = after;
            if let Some((quoted, behind)) = after.split_once('」')
                // 終了 may be what the sheet says instead of its field.
                && quoted != "終了"
                && let Some(caption) = captions.get(quoted)
            {
                said.push_str(caption);
                said.push('」');
                rest = behind;
            }
        }
        said + rest
    }

    fn of_sheet(&self, finding: &Finding, year: &Year) -> Option<&BTreeMap<String, String>> {
        let (path, sheet) = (finding.file.as_ref()?, finding.sheet.as_ref()?);
        let file = year.files.iter().find(|file| file.path == *path)?;
        let entry = file.sheets.iter().find(|entry| entry.name == *sheet)?;
        self.0.get(entry.form.as_ref()?)
    }
}

/// Captions by field name; two fields of one caption keep their names.
fn captions(form: &Form, eras: &Eras) -> BTreeMap<String, String> {
    let of_table = |field: &Field| field.name(eras).contains('.');
    let fields: Vec<&Field> =
        form.slots.iter().map(|slot| &slot.field).filter(|field| !of_table(field)).collect();
    let named: Vec<(String, String)> =
        fields.iter().filter_map(|field| Some((field.name(eras), form.caption(field)?))).collect();
    let is_own = |caption: &str| named.iter().filter(|(_, other)| other == caption).count() == 1;
    named.iter().filter(|(_, caption)| is_own(caption)).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::RuleInfo;
    use crate::model::{CellRef, FileStatus, PlanKey, SheetEntry, SheetStatus, SubmittedFile};
    use crate::report::notice::notices_in_words;
    use crate::report::sample::{city, small_year};

    #[test]
    fn a_notice_calls_fields_what_the_departments_sheet_calls_them() {
        let (mut year, settings) = (small_year(), city());
        let plan = year.plan(PlanKey::new(2, 1)).expect("a plan").clone();
        let source = plan.source.clone().expect("submitted");
        let entry = SheetEntry {
            name: Arc::clone(&source.sheet),
            form: Some("様式".into()),
            status: SheetStatus::Read,
        };
        year.files = vec![SubmittedFile {
            path: Arc::clone(&source.file),
            sha256: String::new(),
            status: FileStatus::Read,
            sheets: vec![entry],
        }];
        let captions = [("課題・改善策", "残った課題"), ("終了", "終了年度"), ("評価理由", "わけ")];
        let captions = captions.map(|(name, caption)| (name.to_owned(), caption.to_owned()));
        let words = SheetWords([("様式".into(), captions.into())].into());
        let finding = Finding::new(&RuleInfo::EXAMPLE, "「課題・改善策」が「終了」とだけ書かれています")
            .fix("「評価理由」でなく「課題・改善策」に記入してください")
            .on_plan(plan.key, &plan.department)
            .at(&source.at(CellRef::new(20, 2)))
            .about("課題・改善策");
        let told = |words: &SheetWords| {
            let row = notices_in_words(&year, std::slice::from_ref(&finding), &settings, words)[0].groups[0]
                .rows[0]
                .clone();
            (row.label.unwrap_or_default(), row.problem, row.fix)
        };
        assert_eq!(
            told(&words),
            (
                "残った課題".to_owned(),
                "「残った課題」が「終了」とだけ書かれています".to_owned(),
                "「わけ」でなく「残った課題」に記入してください".to_owned()
            )
        );
        assert_eq!(told(&SheetWords::default()).0, "課題・改善策");
    }
}
