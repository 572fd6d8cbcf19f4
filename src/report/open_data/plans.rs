//! 計画評価: a row a plan.

use super::Source;
use super::table::{Datum, Item, Kind, Table, identity, item};
use crate::model::{Field, Plan, PlanStatus};

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
        item("提出状況_コード", Kind::Text, "submitted、missing、heldのいずれか"),
        item("提出状況", Kind::Text, "提出済、未提出、保留のいずれか"),
    ]);
    let codes: Vec<&str> = source.settings.judgments.iter().map(|judgment| judgment.code.as_str()).collect();
    let codes = codes.join("、");
    for field in judgments {
        let name = field.name(eras);
        let meaning = format!("{name}の判定区分。{codes}のいずれか。空欄は評価なし");
        items.push(item(format!("{name}_コード"), Kind::Text, meaning));
        items.push(item(format!("{name}_内容"), Kind::Text, "判定区分の意味"));
    }
    items.extend([
        item("評価の状態", Kind::Text, "確定又は未確定"),
        item("次年度の取扱い", Kind::Text, "計画継続、計画終了、検討のいずれか。空欄は確定前"),
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
    let mut row = identify(source, plan);
    row.extend(source.both(plan.start));
    row.push(Datum::Text(plan.status.as_str().to_owned()));
    row.push(Datum::Text(status(plan.status).to_owned()));
    for field in judgments {
        let code = plan.fields.judgment(field);
        let meaning = code.and_then(|code| source.settings.judgments.get(code));
        row.push(Datum::maybe(code.map(|code| code.as_str())));
        row.push(Datum::maybe(meaning.map(|judgment| judgment.meaning.as_str())));
    }
    row.push(Datum::Text(if source.year.is_final { "確定" } else { "未確定" }.to_owned()));
    row.push(Datum::maybe(plan.fields.text(&Field::Disposition)));
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

/// City and year: what a row on the whole has of [`identity`].
pub(super) fn head(source: &Source<'_>) -> Vec<Datum> {
    let city = &source.settings.city;
    let mut head = vec![Datum::maybe(city.code.as_deref()), Datum::Text(city.name.clone())];
    head.extend(source.both(Some(source.year.year)));
    head
}

/// City, year and plan, in the order of [`identity`].
pub(super) fn identify(source: &Source<'_>, plan: &Plan) -> Vec<Datum> {
    let mut row = head(source);
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

fn status(status: PlanStatus) -> &'static str {
    match status {
        PlanStatus::Submitted => "提出済",
        PlanStatus::Missing => "未提出",
        PlanStatus::Held => "保留",
    }
}
