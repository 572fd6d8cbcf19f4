//! Names for the boxes of a proposed form.

use std::collections::BTreeMap;

use super::boxes::FieldBox;
use super::claim::{Claim, Claims, group_label};
use super::labels::YEARLY;
use super::pattern::{Around, around_number, closing_bracket, inline_label};
use super::sense::{Sense, quoted};
use super::value::{fits, says_nothing};
use super::{ProposedCell, ProposedKind};
use crate::characters::fold;
use crate::form::anchor::Anchors;
use crate::form::placeholder::parse_placeholder;
use crate::form::template::{Label, Slot};
use crate::model::{Eras, Field, FiscalYear, IndicatorPart};

/// Names all boxes; those that are no fields are left out.
pub(super) fn name_boxes(
    labels: &[Label],
    senses: &[Sense],
    boxes: &[FieldBox<'_>],
    sheets: usize,
    eras: &Eras,
) -> Vec<ProposedCell> {
    let slots: Vec<Slot> = boxes.iter().map(|found| slot(found)).collect();
    let anchors = Anchors::new(labels, &slots, eras);
    let claims = Claims { labels, senses, slots: &slots, boxes, anchors: &anchors, eras };
    let mut found: Vec<Option<Claim>> = (0..boxes.len()).map(|slot| claims.claim(slot)).collect();
    drop_second_names(boxes, &mut found);
    set_missing_years(&mut found, claims.year_of_sheet(), eras);
    let fields = Fields { boxes, eras }.settle(&found);
    let mut groups: BTreeMap<usize, (Field, String)> = BTreeMap::new();
    let mut used: Vec<Field> = fields.iter().flatten().map(|(field, _)| field.clone()).collect();
    let mut cells = Vec::new();
    for (index, found) in boxes.iter().enumerate() {
        let (field, doubt) = match &fields[index] {
            Some((field, doubt)) => (field.clone(), doubt.clone()),
            None => {
                let label = label_of(&claims, found, index);
                if is_stray(found, label.is_some(), sheets) {
                    continue;
                }
                // All mark cells of a group are one field.
                let known = found.group.and_then(|(group, _)| groups.get(&group).cloned());
                let (field, doubt) = known.unwrap_or_else(|| custom(found, label.as_deref(), &used, eras));
                used.push(field.clone());
                if let Some((group, _)) = found.group {
                    groups.insert(group, (field.clone(), doubt.clone()));
                }
                (field, Some(doubt))
            }
        };
        let doubt = doubt.or_else(|| {
            (sheets < 2).then(|| {
                "シートが1枚だけなので、見出しと記入内容を見分けられません。確認してください".to_owned()
            })
        });
        let kind = doubt.map_or(ProposedKind::Field, ProposedKind::Unsure);
        cells.push(ProposedCell { range: found.range, text: written(found, &field, eras), kind });
    }
    cells
}

/// An indicator has one name: a guess beside a sure one is something else.
fn drop_second_names(boxes: &[FieldBox<'_>], found: &mut [Option<Claim>]) {
    let names = |claim: &Option<Claim>, sure: bool| {
        claim.as_ref().is_some_and(|c| c.concept == "指標.名称" && c.doubt.is_none() == sure)
    };
    let rows: Vec<u32> = (0..boxes.len())
        .filter(|&index| names(&found[index], true))
        .map(|index| boxes[index].range.start.row)
        .collect();
    for (found, its) in found.iter_mut().zip(boxes) {
        if names(found, false) && rows.contains(&its.range.start.row) {
            *found = None;
        }
    }
}

/// A value a year at a label without one is of the sheet's year, as far as one can tell.
fn set_missing_years(found: &mut [Option<Claim>], sheet: Option<FiscalYear>, eras: &Eras) {
    let Some(year) = sheet else { return };
    for claim in found.iter_mut().flatten().filter(|claim| claim.year.is_none() && claim.strength >= 3) {
        if YEARLY.contains(&claim.concept) {
            claim.year = Some(year);
            claim.doubt = Some(format!(
                "見出しに年度がないので、シートの年度（{}）の欄としました。確認してください",
                eras.short(year)
            ));
        }
    }
}

fn slot(found: &FieldBox<'_>) -> Slot {
    Slot {
        at: found.range.start,
        range: found.range,
        field: Field::Custom("".into()),
        mark: found.mark.as_ref().map(|mark| mark.choice.clone()),
        prefix: String::new(),
        suffix: String::new(),
    }
}

/// The placeholder with the form's own text around it.
fn written(found: &FieldBox<'_>, field: &Field, eras: &Eras) -> String {
    let name = field.name(eras);
    if let Some(mark) = &found.mark {
        return format!("{{{{{name}={}}}}}{}", mark.choice, mark.suffix);
    }
    if let Some(label) = inline_label(&found.values) {
        let close = closing_bracket(&label, &found.values);
        return format!("{label}{{{{{name}}}}}{close}");
    }
    let Around { prefix, suffix } = around_number(field, &found.values);
    format!("{prefix}{{{{{name}}}}}{suffix}")
}

/// What one or two of many sheets carry at no label is their own, not the form's.
fn is_stray(found: &FieldBox<'_>, labelled: bool, sheets: usize) -> bool {
    !labelled && found.mark.is_none() && sheets >= 4 && found.values.len() * 4 <= sheets
}

/// What a box without a known field is called: its label, with what its row is
/// about and the year over it.
fn label_of(claims: &Claims<'_, '_>, found: &FieldBox<'_>, slot: usize) -> Option<String> {
    let (labels, senses) = (claims.labels, claims.senses);
    if let Some((_, extent)) = found.group {
        return group_label(labels, extent).map(|label| labels[label].text.clone());
    }
    let anchor = &claims.anchors.slots[slot];
    let beside = anchor.left.filter(|&left| {
        anchor.touches && anchor.alone || !senses[left].concepts.is_empty() && !senses[left].bare_year
    });
    let head = anchor.head.filter(|&head| !senses[head].bare_year);
    let over = head.filter(|&head| labels[head].range.end.row + 1 == found.range.start.row);
    let own = beside.filter(|_| anchor.touches && anchor.alone);
    let label = own.or(over).or(beside).or(head).or(anchor.left)?;
    Some(claims.said_with_year(slot, label))
}

/// A name of the city's own, which must be neither known nor nearly so.
fn custom(found: &FieldBox<'_>, label: Option<&str>, used: &[Field], eras: &Eras) -> (Field, String) {
    let plain: String = label
        .unwrap_or_default()
        .chars()
        .filter(|c| !c.is_whitespace() && !"{}｛｝=＝.．:：".contains(*c))
        .take(30)
        .collect();
    let known = label.filter(|_| !plain.is_empty());
    let first = match known {
        Some(_) => plain,
        None => format!("項目{}", found.range.start),
    };
    let more = (2..1000).map(|n| format!("{first}の欄{n}"));
    let own = format!("独自の{first}");
    let names = [first.clone(), format!("{first}の欄"), own].into_iter().chain(more);
    let free = |name: String| {
        let read = parse_placeholder(&format!("{{{{{name}}}}}"), eras).ok().flatten()?;
        let own = matches!(read.field, Field::Custom(_)) && !used.contains(&read.field);
        own.then_some(read.field)
    };
    let field = names.into_iter().find_map(free);
    let field = field.unwrap_or_else(|| Field::Custom(format!("項目{}", found.range.start).into()));
    let doubt = match known {
        Some(label) => format!(
            "決まった項目に当てはまりません。このままなら独自の項目「{}」として読みます。項目でなければ消してください",
            quoted(label)
        ),
        None => "見出しが見付かりません。項目でなければ消してください".to_owned(),
    };
    (field, doubt)
}

type Named = Option<(Field, Option<String>)>;

/// Claims → fields, each taken once.
struct Fields<'n, 'a> {
    boxes: &'n [FieldBox<'a>],
    eras: &'n Eras,
}

impl Fields<'_, '_> {
    fn settle(&self, claims: &[Option<Claim>]) -> Vec<Named> {
        let mut fields = self.fields(claims);
        let mut claimants: BTreeMap<Field, Vec<usize>> = BTreeMap::new();
        for (index, named) in fields.iter().enumerate() {
            if let Some((field, _)) = named {
                claimants.entry(field.clone()).or_default().push(index);
            }
        }
        for (field, boxes) in claimants {
            // All mark cells of a group are one field.
            let marks = boxes.iter().all(|&index| self.boxes[index].mark.is_some());
            if boxes.len() > 1 && !marks {
                self.part(&mut fields, claims, &field, &boxes);
            }
        }
        for (index, named) in fields.iter_mut().enumerate() {
            if let Some((field, doubt)) = named
                && doubt.is_none()
            {
                *doubt = self.doubt_values(index, field);
            }
        }
        fields
    }

    /// Of several boxes that claim a field, the one with the surest label has it.
    fn part(&self, fields: &mut [Named], claims: &[Option<Claim>], field: &Field, boxes: &[usize]) {
        let strength = |index: usize| claims[index].as_ref().map_or(0, |claim| claim.strength);
        let best = boxes.iter().map(|&index| strength(index)).max().unwrap_or(0);
        let tied = boxes.iter().filter(|&&index| strength(index) == best).count() > 1;
        let mut owner = None;
        for &index in boxes {
            if owner.is_none() && strength(index) == best {
                owner = Some(index);
                if tied && let Some((_, doubt)) = &mut fields[index] {
                    let name = field.name(self.eras);
                    doubt.get_or_insert(format!(
                        "「{name}」と読める欄がほかにもあります。どちらか一つに直してください"
                    ));
                }
                continue;
            }
            let of_group = owner
                .is_some_and(|owner| self.boxes[owner].mark.is_some() && self.boxes[index].mark.is_some());
            if !of_group {
                fields[index] = None;
            }
        }
    }

    fn fields(&self, claims: &[Option<Claim>]) -> Vec<Named> {
        let mut indicators = 0u16;
        let mut fields: Vec<Named> = Vec::with_capacity(claims.len());
        for claim in claims {
            let field = claim.as_ref().and_then(|claim| self.field(claim, &mut indicators));
            fields.push(field.map(|field| (field, claim.as_ref().and_then(|claim| claim.doubt.clone()))));
        }
        fields
    }

    fn field(&self, claim: &Claim, indicators: &mut u16) -> Option<Field> {
        if let Some(number) = claim.number {
            *indicators = (*indicators).max(number.saturating_sub(1));
        }
        let number = claim.number.unwrap_or((*indicators).max(1));
        let indicator = |part| Field::Indicator(number, part);
        Some(match claim.concept {
            "年度別計画" => Field::YearlyPlan(claim.year?),
            "効果額" => Field::Benefit(claim.year?),
            "年度末評価" => Field::YearEndJudgment(claim.year?),
            "指標.名称" => {
                let number = claim.number.unwrap_or(*indicators + 1);
                *indicators = (*indicators).max(number);
                Field::Indicator(number, IndicatorPart::Name)
            }
            "指標.単位" => indicator(IndicatorPart::Unit),
            "指標.方向" => indicator(IndicatorPart::Direction),
            "指標.基準値" => indicator(IndicatorPart::Base),
            "指標.目標値" => indicator(IndicatorPart::Target(claim.year?)),
            "指標.実績値" => indicator(IndicatorPart::Actual(claim.year?)),
            plain => Field::parse(plain, self.eras)?,
        })
    }

    /// Why what the sheets say speaks against a field's name.
    fn doubt_values(&self, index: usize, field: &Field) -> Option<String> {
        let found = &self.boxes[index];
        let name = field.name(self.eras);
        if found.mark.is_some() {
            return None;
        }
        let label = inline_label(&found.values);
        if label.is_some() {
            return None;
        }
        // A blank box may show the form's own text.
        let Around { prefix, suffix } = around_number(field, &found.values);
        let own = fold(&format!("{prefix}{suffix}"));
        let other = found.values.iter().filter(|cell| fold(&cell.shown) != own);
        let other: Vec<_> = other.filter(|cell| !fits(field, cell, self.eras)).collect();
        if let Some(cell) = other.first()
            && other.len() * 4 > found.values.len()
        {
            return Some(format!(
                "「{name}」としましたが、「{}」と記入したシートがあります",
                quoted(&cell.shown)
            ));
        }
        let filled: Vec<String> = found
            .values
            .iter()
            .filter(|cell| !says_nothing(&cell.shown))
            .map(|cell| fold(&cell.shown))
            .collect();
        let mut different = filled.clone();
        different.sort();
        different.dedup();
        let same = filled.len() >= 3 && different.len() == 1;
        if same && matches!(field, Field::PlanName | Field::Status | Field::Reason | Field::Initiative) {
            return Some(format!(
                "すべてのシートで「{}」です。「{name}」の欄か確認してください",
                quoted(&found.values[0].shown)
            ));
        }
        let with_extension = found.values.iter().filter(|cell| cell.shown.contains("内線")).count();
        if *field == Field::Department && with_extension > 0 {
            return Some(
                "課名のほかに内線も書かれています。欄を分けるか、課名だけを書くよう直してください".to_owned(),
            );
        }
        None
    }
}
