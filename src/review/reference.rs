//! 自己評価の内容（参考）: the self-evaluation beside the box to type in, and
//! what was typed into it by mistake.

use super::checks::ROW_MISMATCH;
use super::opinion_sheet::{Column, Row};
use crate::characters::{fold, one_line};
use crate::diag::Finding;
use crate::model::{Eras, Field, Plan, PlanKey};

/// Its parts, in the order of the form.
const PARTS: [Field; 6] =
    [Field::Status, Field::Reason, Field::Remedy, Field::NextActions, Field::Response, Field::Revision];
/// Longest quotation of what was typed.
const QUOTED: usize = 40;

/// The whole text of a plan's self-evaluation, part by part.
pub fn reference_text(plan: &Plan, eras: &Eras) -> String {
    let part = |field: &Field| Some(format!("{}{}", mark(field, eras), plan.fields.text(field)?));
    let parts: Vec<String> = PARTS.iter().filter_map(part).collect();
    parts.join("\n")
}

fn mark(field: &Field, eras: &Eras) -> String {
    format!("【{}】", field.name(eras))
}

/// Tells of a text that stands in the column and not in the plan's sheet;
/// `plan` is none in a row of 全体, which has nothing there.
pub(super) fn check_reference(row: Row<'_>, plan: Option<&Plan>, eras: &Eras, findings: &mut Vec<Finding>) {
    let Some(shown) = row.text(Column::Reference) else { return };
    let typed = match plan {
        Some(plan) => typed_beside(shown, plan, eras),
        None => Some(shown),
    };
    let Some(typed) = typed else { return };
    let line = one_line(typed);
    let quoted: String = line.chars().take(QUOTED).collect();
    let more = if line.chars().count() > QUOTED { "…" } else { "" };
    let name = Column::Reference.name();
    let message = format!(
        "{}行目：「{name}」に、シートにない記入があります：「{quoted}{more}」。取り込んでいません",
        row.number()
    );
    let mut finding = Finding::new(&ROW_MISMATCH, message)
        .at(&row.origin(Column::Reference))
        .about(name)
        .found(typed)
        .fix("意見であれば「意見」の欄に移し、この欄からは消してください");
    finding.key = plan.map(|plan| plan.key);
    findings.push(finding);
}

/// What was typed before, after or instead of the plan's parts. A part that
/// the department has changed since is not what it was: nothing is said of it.
fn typed_beside<'t>(shown: &'t str, plan: &Plan, eras: &Eras) -> Option<&'t str> {
    if fold(shown) == fold(&reference_text(plan, eras)) {
        return None;
    }
    let mut starts: Vec<(usize, usize, &Field)> = PARTS
        .iter()
        .filter_map(|field| {
            let mark = mark(field, eras);
            shown.find(&mark).map(|at| (at, at + mark.len(), field))
        })
        .collect();
    starts.sort_by_key(|(at, ..)| *at);
    let first = starts.first().map_or(shown.len(), |(at, ..)| *at);
    let before = std::iter::once(&shown[..first]);
    let ends = starts.iter().skip(1).map(|(at, ..)| *at).chain([shown.len()]);
    let after = starts.iter().zip(ends).filter_map(|((_, from, field), to)| {
        beyond(&shown[*from..to], plan.fields.text(field).unwrap_or_default())
    });
    before.chain(after).map(str::trim).find(|typed| !typed.is_empty())
}

/// What follows `text` in `part`, which begins with it.
fn beyond<'t>(part: &'t str, text: &str) -> Option<&'t str> {
    let text = fold(text);
    if !fold(part).starts_with(&text) {
        return None;
    }
    let ends = part.char_indices().map(|(at, c)| at + c.len_utf8());
    let end = std::iter::once(0).chain(ends).find(|end| fold(&part[..*end]) == text)?;
    Some(&part[end..])
}

/// The plan of a row, where its sheet is there to compare with.
pub(super) fn shown_plan(plans: &[Plan], key: PlanKey) -> Option<&Plan> {
    let at = plans.binary_search_by_key(&key, |plan| plan.key).ok()?;
    Some(&plans[at]).filter(|plan| plan.source.is_some())
}
