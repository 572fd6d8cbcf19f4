//! What `gyokaku inspect --format json` gives.

use serde_json::{Value as Json, json};

use super::inspect::{Inspected, Place, cell_of, fields, status, value_text};
use crate::form::SheetReading;
use crate::model::{Eras, Value};

/// A value as 記録.json writes it: numbers as numbers, everything else as its text.
fn value_json(value: &Value, eras: &Eras) -> Json {
    let number = match value {
        Value::Integer(number) => number.to_string(),
        Value::Number(quantity) => quantity.value.to_string(),
        Value::Money(amount) => amount.0.to_string(),
        _ => return json!(value_text(value, eras)),
    };
    serde_json::from_str(&number).unwrap_or_else(|_| json!(number))
}

pub(super) fn as_json(place: &Place, file: &str, sheets: &[Inspected]) -> Json {
    let sheets: Vec<Json> = sheets.iter().map(|sheet| sheet_json(place, sheet)).collect();
    json!({
        "file": file,
        "forms": place.forms.iter().map(|form| form.name.to_string()).collect::<Vec<_>>(),
        "sheets": sheets,
    })
}

fn sheet_json(place: &Place, sheet: &Inspected) -> Json {
    let mut json = json!({ "name": &*sheet.name, "status": status(&sheet.reading).0 });
    if let (SheetReading::Read(reading), Some(values)) = (&sheet.reading, &sheet.values) {
        let eras = &place.settings.eras;
        json["form"] = json!(&*values.source.form);
        json["fit"] = json!((reading.fit * 1000.0).round() / 1000.0);
        json["moves"] = reading.moves.iter().map(|change| json!(change.to_string())).collect();
        json["fields"] = fields(reading)
            .into_iter()
            .map(|field| {
                let raw = reading.plan.values.get(field);
                let value = values.fields.get(field).map(|value| value_json(&value.value, eras));
                json!({
                    "name": field.name(eras),
                    "cell": cell_of(reading, field).map(|at| at.to_string()),
                    "raw": raw.map(|raw| raw.cell.shown.clone()),
                    "value": value,
                    "unreadable": values.unreadable.contains(field),
                })
            })
            .collect();
        let ignored = reading.ignored.iter().map(|ignored| {
            json!({
                "cell": ignored.at.map(|at| at.to_string()),
                "text": ignored.text,
                "why": ignored.why.label(),
            })
        });
        json["ignored"] = ignored.collect();
    }
    let findings = sheet.findings.iter().map(|finding| {
        json!({
            "code": finding.code.0,
            "severity": finding.severity.as_str(),
            "field": finding.field,
            "cell": finding.cell.map(|at| at.to_string()),
            "message": finding.message,
            "fix": finding.fix,
        })
    });
    json["findings"] = findings.collect();
    json
}
