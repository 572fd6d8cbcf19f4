//! 記録.json of an earlier run or year → typed values.

use std::sync::Arc;

use super::json::Json;
use crate::model::{
    AfterPeriod, Body, CellRef, ClosedPlan, ClosedYear, Direction, Eras, Field, FieldKind, Fields,
    JudgmentCode, Origin, PlanKey, PlanStatus, Quantity, Sourced, Stage, ThousandYen, Value, WholeOpinion,
};

/// The name of the record's format.
pub const RECORD_SCHEMA: &str = "gyokaku-record/1";

/// Reads a record as a closed year; `None` where it is not one, or where a
/// value in it is not what its field holds: then nothing of it can be trusted.
pub(super) fn read_record(json: &Json, eras: &Eras) -> Option<ClosedYear> {
    if json.text("schema")? != RECORD_SCHEMA {
        return None;
    }
    let plans: Option<Vec<ClosedPlan>> =
        json.list("plans").iter().map(|plan| read_plan(plan, eras)).collect();
    let mut plans = plans?;
    plans.sort_by_key(|plan| plan.key);
    let whole = json.get("opinions").map(|opinions| opinions.list("全体")).unwrap_or_default();
    Some(ClosedYear {
        year: eras.parse_short(json.text("year")?)?,
        plans,
        whole_opinions: whole.iter().map(read_whole).collect::<Option<Vec<_>>>()?,
    })
}

fn read_plan(json: &Json, eras: &Eras) -> Option<ClosedPlan> {
    let status = json.text("status")?;
    let known = [PlanStatus::Submitted, PlanStatus::Missing, PlanStatus::Held];
    let mut fields = Fields::default();
    for (name, value) in json.entries("fields") {
        let field = Field::parse(name, eras).unwrap_or_else(|| Field::Custom(Arc::from(name.as_str())));
        fields.insert(field.clone(), read_sourced(value, &field, eras)?);
    }
    Some(ClosedPlan {
        key: PlanKey::parse(json.text("key")?)?,
        area: json.text("area")?.into(),
        name: json.text("name")?.into(),
        department: json.text("department")?.into(),
        status: known.into_iter().find(|s| s.as_str() == status)?,
        fields,
    })
}

fn read_sourced(json: &Json, field: &Field, eras: &Eras) -> Option<Sourced<Value>> {
    let unit = json.text("unit").map(str::to_owned);
    Some(Sourced {
        value: read_value(json.get("value")?, unit, field, eras)?,
        raw: json.text("raw")?.to_owned(),
        origin: read_origin(json)?,
        derived: json.get("derived") == Some(&Json::Bool(true)),
    })
}

fn read_origin(json: &Json) -> Option<Origin> {
    Some(Origin {
        file: json.text("file")?.into(),
        sheet: json.text("sheet")?.into(),
        cell: CellRef::parse(json.text("cell")?)?,
    })
}

fn read_value(json: &Json, unit: Option<String>, field: &Field, eras: &Eras) -> Option<Value> {
    let value = match (field.kind(), json) {
        (FieldKind::Integer, Json::Number(number)) => Value::Integer(i64::try_from(*number).ok()?),
        (FieldKind::Number, Json::Number(number)) => Value::Number(Quantity { value: *number, unit }),
        (FieldKind::Money, Json::Number(number)) => Value::Money(ThousandYen(i64::try_from(*number).ok()?)),
        (FieldKind::Text | FieldKind::Line, Json::Text(text)) => Value::Text(text.clone()),
        (FieldKind::Year, Json::Text(text)) => Value::Year(eras.parse_short(text)?),
        (FieldKind::Date, Json::Text(text)) => Value::Date(text.parse().ok()?),
        (FieldKind::Judgment, Json::Text(text)) => Value::Judgment(JudgmentCode(text.as_str().into())),
        (FieldKind::Direction, Json::Text(text)) => {
            let known = [Direction::Up, Direction::Down];
            Value::Direction(known.into_iter().find(|d| d.as_str() == text)?)
        }
        (FieldKind::AfterPeriod, Json::Text(text)) => {
            let known = [AfterPeriod::Continue, AfterPeriod::End, AfterPeriod::Examining];
            Value::AfterPeriod(known.into_iter().find(|c| c.as_str() == text)?)
        }
        _ => return None,
    };
    Some(value)
}

fn read_whole(json: &Json) -> Option<WholeOpinion> {
    let stage = json.text("stage")?;
    let body = [(Stage::Headquarters, Body::Headquarters), (Stage::Council, Body::Council)]
        .into_iter()
        .find(|(known, _)| known.as_str() == stage)?
        .1;
    Some(WholeOpinion { body, text: json.text("text")?.to_owned(), origin: read_origin(json)? })
}
