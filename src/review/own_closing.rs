//! Whether the year under evaluation is the one that was closed.

use std::collections::BTreeSet;
use std::path::Path;

use super::checks::CLOSED_YEAR;
use super::closed::{CLOSED_FILE, Closed, read_closed};
use crate::diag::{Finding, Severity, Staged};
use crate::error::Result;
use crate::model::{
    ClosedPlan, ClosedYear, Field, Fields, Origin, Plan, PlanKey, Sourced, Stage, Value, Year,
};
use crate::settings::Settings;

/// A value of a closed year that a correction has changed.
#[derive(Debug, Clone, PartialEq)]
pub struct Correction {
    /// Which plan.
    pub key: PlanKey,
    /// 計画名, as it is now.
    pub name: std::sync::Arc<str>,
    /// 実行課, as it is now.
    pub department: std::sync::Arc<str>,
    /// Which field; `None` where the plan as a whole came or went.
    pub field: Option<Field>,
    /// 誤: what was closed first; `None` where nothing stood.
    pub before: Option<Sourced<Value>>,
    /// 正: what stands now; `None` where nothing stands.
    pub after: Option<Sourced<Value>>,
}

/// Whether the year is final: its 確定.json is intact and says the same as the
/// year does now. Where it does not, a finding tells (C06, as a warning: it is
/// this close that mends it).
pub fn is_final(year_dir: &Path, year: &Year, settings: &Settings) -> Result<Staged<bool>> {
    let report = |message: String, fix: &str| {
        let finding = Finding::new(&CLOSED_YEAR, message).severity(Severity::Warning).fix(fix);
        Staged { value: false, findings: vec![finding.in_file(&CLOSED_FILE.into())] }
    };
    Ok(match read_closed(year_dir, settings)? {
        Closed::No => Staged::clean(false),
        Closed::Changed => report(
            format!("この年度の{CLOSED_FILE}が、確定した後に書き換えられています"),
            "控えに戻すか、「gyokaku close」で確定をやり直してください",
        ),
        // The paper of an earlier stage is not the confirmed edition.
        Closed::Intact(_) if year.stage != Stage::Confirmed => Staged::clean(false),
        Closed::Intact(closed) => match corrections(&closed.year, &as_closed(year)).len() {
            0 => Staged::clean(true),
            count => report(
                format!("評価を確定した後に、{count}か所の値が変わっています"),
                "変更が正しければ、「gyokaku close」で確定をやり直してください。正誤表が作られます",
            ),
        },
    })
}

/// The year as a closing would keep it.
pub fn as_closed(year: &Year) -> ClosedYear {
    let plan = |plan: &Plan| ClosedPlan {
        key: plan.key,
        area: plan.area.clone(),
        name: plan.name.clone(),
        department: plan.department.clone(),
        status: plan.status,
        fields: plan.fields.clone(),
    };
    ClosedYear {
        year: year.year,
        plans: year.plans.iter().map(plan).collect(),
        whole_opinions: year.whole_opinions.clone(),
    }
}

/// What differs between two closings of a year, by plan and field. Where a
/// value was read does not count; who filled the sheet in neither.
pub fn corrections(before: &ClosedYear, after: &ClosedYear) -> Vec<Correction> {
    let keys: BTreeSet<PlanKey> = before.plans.iter().chain(&after.plans).map(|plan| plan.key).collect();
    let mut found = Vec::new();
    for key in keys {
        let (old, new) = (before.plan(key), after.plan(key));
        let Some(names) = new.or(old) else { continue };
        let correction =
            |field: Option<Field>, before: Option<Sourced<Value>>, after: Option<Sourced<Value>>| {
                Correction {
                    key,
                    name: names.name.clone(),
                    department: names.department.clone(),
                    field,
                    before,
                    after,
                }
            };
        let nothing = Fields::default();
        let (old_fields, new_fields) =
            (old.map_or(&nothing, |plan| &plan.fields), new.map_or(&nothing, |plan| &plan.fields));
        if old.map(|plan| plan.status) != new.map(|plan| plan.status) && old_fields == new_fields {
            found.push(correction(None, None, None));
        }
        let fields: BTreeSet<&Field> = old_fields.iter().chain(new_fields.iter()).map(|(f, _)| f).collect();
        for field in fields.into_iter().filter(|field| !is_about_the_sheet(field)) {
            let (old, new) = (old_fields.get(field), new_fields.get(field));
            if old.map(|v| &v.value) != new.map(|v| &v.value) {
                found.push(correction(Some(field.clone()), old.cloned(), new.cloned()));
            }
        }
    }
    found.extend(whole_corrections(before, after));
    found
}

/// Fields that say who sent the sheet and when, not what it reports.
fn is_about_the_sheet(field: &Field) -> bool {
    field.is_private() || matches!(field, Field::SubmittedOn | Field::Version)
}

/// Opinions on the whole, which belong to no plan: their key is that of none.
fn whole_corrections(before: &ClosedYear, after: &ClosedYear) -> Vec<Correction> {
    let texts = |year: &ClosedYear| -> Vec<(crate::model::Body, String, Origin)> {
        year.whole_opinions.iter().map(|o| (o.body, o.text.clone(), o.origin.clone())).collect()
    };
    let (old, new) = (texts(before), texts(after));
    let said = |list: &[(crate::model::Body, String, Origin)], body, text: &str| {
        list.iter().any(|(b, t, _)| *b == body && t == text)
    };
    let correction = |body, text: &str, origin: &Origin, gone: bool| {
        let value = Some(Sourced::read(Value::Text(text.to_owned()), text, origin.clone()));
        let field = match body {
            crate::model::Body::Headquarters => Field::HqOpinion,
            crate::model::Body::Council => Field::CouncilOpinion,
        };
        Correction {
            key: PlanKey::new(0, 0),
            name: "全体意見".into(),
            department: "".into(),
            field: Some(field),
            before: value.clone().filter(|_| gone),
            after: value.filter(|_| !gone),
        }
    };
    let gone = old.iter().filter(|(body, text, _)| !said(&new, *body, text));
    let came = new.iter().filter(|(body, text, _)| !said(&old, *body, text));
    gone.map(|(body, text, origin)| correction(*body, text, origin, true))
        .chain(came.map(|(body, text, origin)| correction(*body, text, origin, false)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{CellRef, FiscalYear, JudgmentCode, PlanStatus};

    fn year(fields: &[(Field, &str)]) -> ClosedYear {
        let origin =
            Origin { file: "提出/1.xlsx".into(), sheet: "シート".into(), cell: CellRef::new(0, 0) };
        let fields = fields.iter().map(|(field, text)| {
            let value = match field {
                Field::FinalJudgment => Value::Judgment(JudgmentCode((*text).into())),
                _ => Value::Text((*text).to_owned()),
            };
            (field.clone(), Sourced::read(value, *text, origin.clone()))
        });
        let plan = ClosedPlan {
            key: PlanKey::new(1, 1),
            area: "改革".into(),
            name: "計画".into(),
            department: "企画課".into(),
            status: PlanStatus::Submitted,
            fields: fields.collect(),
        };
        ClosedYear { year: FiscalYear(2023), plans: vec![plan], whole_opinions: vec![] }
    }

    fn told(before: &ClosedYear, after: &ClosedYear) -> Vec<(Option<Field>, String, String)> {
        let raw = |value: Option<Sourced<Value>>| value.map(|v| v.raw).unwrap_or_default();
        corrections(before, after).into_iter().map(|c| (c.field, raw(c.before), raw(c.after))).collect()
    }

    #[test]
    fn names_each_value_that_changed_came_or_went() {
        let before = year(&[(Field::Status, "実施"), (Field::FinalJudgment, "B"), (Field::Remedy, "課題")]);
        let after = year(&[(Field::Status, "実施"), (Field::FinalJudgment, "A"), (Field::Reason, "理由")]);
        assert_eq!(
            told(&before, &after),
            [
                (Some(Field::Reason), String::new(), "理由".to_owned()),
                (Some(Field::Remedy), "課題".to_owned(), String::new()),
                (Some(Field::FinalJudgment), "B".to_owned(), "A".to_owned()),
            ]
        );
        assert_eq!(told(&before, &before), []);
    }

    #[test]
    fn another_cell_or_clerk_is_no_correction() {
        let before = year(&[(Field::Status, "実施"), (Field::Author, "山田")]);
        let mut after = year(&[(Field::Status, "実施"), (Field::Author, "鈴木")]);
        let mut moved = after.plans[0].fields.get(&Field::Status).cloned().expect("a text");
        moved.origin.cell = CellRef::new(9, 9);
        after.plans[0].fields.insert(Field::Status, moved);
        assert_eq!(told(&before, &after), []);
    }
}
