//! 計画評価: a row a plan.

use super::Source;
use super::codes::{self, both};
use super::table::{Datum, Item, Kind, Table, identity, item};
use crate::model::{Disposition, Field, Plan};

/// The table.
pub(super) fn table(source: &Source<'_>) -> Table {
    let judgments = source.settings.judgment_fields(source.year.stage);
    let texts = texts(source);
    let rows = source.year.plans.iter().map(|plan| row(source, plan, &judgments, &texts)).collect();
    Table { name: "計画評価", row: "1行は1計画", items: items(source, &judgments, &texts), rows }
}

/// The texts to be published: the form's own, then those of the city's that its settings name.
fn texts(source: &Source<'_>) -> Vec<Field> {
    let mut texts = vec![
        Field::Initiative,
        Field::ExpectedEffect,
        Field::FinalGoal,
        Field::YearlyPlan(source.year.year),
        Field::Status,
        Field::Reason,
        Field::Remedy,
        Field::NextActions,
        Field::Response,
        Field::Revision,
    ];
    let chosen = source.settings.publish.iter().filter(|field| !field.is_private());
    for field in chosen {
        if !texts.contains(field) {
            texts.push(field.clone());
        }
    }
    texts
}

fn items(source: &Source<'_>, judgments: &[Field], texts: &[Field]) -> Vec<Item> {
    let eras = &source.settings.eras;
    let mut items = identity();
    items.extend([
        item("開始_西暦", Kind::Whole, "計画を開始した年度の西暦"),
        item("開始_和暦", Kind::Text, "計画を開始した年度の和暦"),
    ]);
    items.extend(codes::items("提出状況", &codes::statuses(), ""));
    let judgments_of_city: Vec<&str> =
        source.settings.judgments.iter().map(|judgment| judgment.code.as_str()).collect();
    let listed = judgments_of_city.join("、");
    for field in judgments {
        let name = field.name(eras);
        let meaning = format!("{name}の判定区分。{listed}のいずれか。空欄は評価なし");
        items.push(item(format!("{name}_コード"), Kind::Text, meaning));
        items.push(item(format!("{name}_内容"), Kind::Text, "判定区分の意味"));
    }
    items.extend(codes::items("評価の状態", &[codes::state(true), codes::state(false)], ""));
    items.extend(codes::items("次年度の取扱い", &codes::dispositions(), "。空欄は確定前"));
    items.extend([
        item("終了_西暦", Kind::Whole, "計画が終了した年度の西暦。空欄は終了していない"),
        item("終了_和暦", Kind::Text, "計画が終了した年度の和暦"),
    ]);
    for field in texts {
        // An item has the same name every year.
        let (name, meaning) = match field {
            Field::YearlyPlan(_) => {
                ("年度別計画".to_owned(), "対象年度の年度別計画。空欄は記入なし".to_owned())
            }
            field => (field.name(eras), format!("実施計画シートの「{}」。空欄は記入なし", field.name(eras))),
        };
        items.push(item(name, Kind::Text, meaning));
    }
    items.extend([
        item("効果額", Kind::Whole, "対象年度の効果額。負の値は経費の増又は収入の減。空欄は記入なし"),
        item("効果額_単位", Kind::Text, "効果額の単位。千円のみ"),
    ]);
    items
}

fn row(source: &Source<'_>, plan: &Plan, judgments: &[Field], texts: &[Field]) -> Vec<Datum> {
    let mut row = identify(source, plan, "");
    row.extend(source.both(plan.start));
    row.extend(both(Some(codes::status(plan.status))));
    for field in judgments {
        row.extend(source.judged(plan.fields.judgment(field)));
    }
    row.extend(both(Some(codes::state(source.year.is_final))));
    row.extend(both(plan.fields.text(&Field::Disposition).and_then(disposition)));
    let ends = plan.fields.judgment(&Field::FinalJudgment);
    let ends = ends.is_some_and(|code| source.settings.judgments.ends(code));
    row.extend(source.both(ends.then_some(source.year.year)));
    for field in texts {
        row.push(source.text(plan, field));
    }
    let benefit = plan.fields.money(&Field::Benefit(source.year.year));
    row.push(benefit.map_or(Datum::Blank, |amount| Datum::Whole(amount.0)));
    row.push(benefit.map_or(Datum::Blank, |_| Datum::Text("千円".to_owned())));
    row
}

/// City, year and number of the row: what a row on the whole has of [`identity`].
///
/// The underline keeps a spreadsheet from taking the number for a day.
pub(super) fn head(source: &Source<'_>, id: &str) -> Vec<Datum> {
    let city = &source.settings.city;
    let mut head = vec![
        Datum::maybe(city.code.as_deref()),
        Datum::Text(format!("{}_{id}", source.year.year.0)),
        Datum::Text(city.name.clone()),
    ];
    head.extend(source.both(Some(source.year.year)));
    head
}

/// City, year and plan, in the order of [`identity`]; `part` tells a plan's rows apart.
pub(super) fn identify(source: &Source<'_>, plan: &Plan, part: &str) -> Vec<Datum> {
    let mut row = head(source, &format!("{}{part}", plan.key));
    row.extend([
        Datum::Text(plan.key.to_string()),
        Datum::Whole(i64::from(plan.key.area)),
        Datum::Text(plan.area.to_string()),
        Datum::Whole(i64::from(plan.key.number)),
        Datum::Text(plan.name.to_string()),
        Datum::Text(plan.department.to_string()),
    ]);
    row
}

/// The derived text, which is one of three, with its code.
fn disposition(text: &str) -> Option<(&'static str, &'static str)> {
    let all = [Disposition::Continue, Disposition::End, Disposition::Examine];
    all.into_iter().find(|known| known.as_str() == text).map(codes::disposition)
}
