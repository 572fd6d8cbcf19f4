//! What is written into a form is read back to the same values.

use std::collections::BTreeMap;
use std::io::Read;

use super::fill_form;
use crate::form::{BUILT_IN_FORM, Form, SheetReading, built_in_form, read_forms, read_sheet};
use crate::model::{
    AfterPeriod, Direction, Eras, Field, FieldKind, FiscalYear, JudgmentCode, Period, Quantity, ThousandYen,
    Value,
};
use crate::normalize::plan_sheet;
use crate::settings::Settings;
use crate::workbook::parse_workbook;

const YEAR: FiscalYear = FiscalYear(2024);

fn settings() -> Settings {
    Settings::new("見本市", Period { start: FiscalYear(2023), end: FiscalYear(2027) })
}

fn number(text: &str) -> Value {
    Value::Number(Quantity { value: text.parse().expect("a number"), unit: None })
}

/// A value of the kind that the field holds.
fn sample(field: &Field) -> Value {
    match (field, field.kind()) {
        (Field::TargetYear, _) => Value::Year(YEAR),
        (Field::Number, _) => Value::Integer(3),
        (_, FieldKind::Text) => Value::Text("一行目 <& 「二」\n・三行目_x0041_".to_owned()),
        (_, FieldKind::Line) => Value::Text("ＳＮＳによる発信（ICT）".to_owned()),
        (_, FieldKind::Integer) => Value::Integer(2),
        (_, FieldKind::Number) => number("87.0"),
        (_, FieldKind::Money) => Value::Money(ThousandYen(-1180)),
        (_, FieldKind::Year) => Value::Year(FiscalYear(2023)),
        (_, FieldKind::Date) => Value::Date(jiff::civil::date(2025, 4, 10)),
        (_, FieldKind::Judgment) => Value::Judgment(JudgmentCode("B".into())),
        (_, FieldKind::Direction) => Value::Direction(Direction::Down),
        (_, FieldKind::AfterPeriod) => Value::AfterPeriod(AfterPeriod::Examining),
    }
}

fn filled(bytes: &[u8], form: &Form, values: &BTreeMap<Field, Value>) -> Vec<u8> {
    fill_form(bytes, form, values, &Eras::default()).expect("fills")
}

fn read_back(bytes: &[u8], form: &Form) -> BTreeMap<Field, Value> {
    let book = parse_workbook("1-03.xlsx", bytes).expect("a workbook");
    let sheet = book.sheets.iter().find(|sheet| sheet.name == form.sheet).expect("the sheet");
    let read = read_sheet(std::slice::from_ref(form), &"提出/1-03.xlsx".into(), sheet).value;
    let SheetReading::Read(reading) = read else { panic!("not read: {read:?}") };
    let plan = plan_sheet(reading.plan, &settings(), YEAR).value;
    plan.fields.iter().map(|(field, value)| (field.clone(), value.value.clone())).collect()
}

fn forms() -> Vec<(Vec<u8>, Form)> {
    let sample = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/honjo");
    let mut forms = vec![(BUILT_IN_FORM.to_vec(), built_in_form(&Eras::default()))];
    for form in read_forms(&sample, &sample.join("R5"), &Eras::default()).expect("forms") {
        let path = form.file.clone().expect("a file");
        forms.push((std::fs::read(path).expect("a file"), form));
    }
    forms
}

#[test]
fn every_field_is_read_back_to_the_same_value() {
    for (bytes, form) in forms() {
        let values: BTreeMap<Field, Value> =
            form.slots.iter().map(|slot| (slot.field.clone(), sample(&slot.field))).collect();
        assert_eq!(read_back(&filled(&bytes, &form, &values), &form), values, "{}", form.name);
    }
}

#[test]
fn a_blank_field_stays_blank() {
    for (bytes, form) in forms() {
        let values: BTreeMap<Field, Value> =
            [Field::Number, Field::PlanName].into_iter().map(|f| (f.clone(), sample(&f))).collect();
        assert_eq!(read_back(&filled(&bytes, &form, &values), &form), values, "{}", form.name);
    }
}

#[test]
fn only_the_sheet_changes() {
    let parts = |bytes: &[u8]| {
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes.to_vec())).expect("a container");
        let mut parts = Vec::new();
        for index in 0..archive.len() {
            let mut entry = archive.by_index(index).expect("a part");
            let mut content = Vec::new();
            entry.read_to_end(&mut content).expect("bytes");
            parts.push((entry.name().expect("a name").into_owned(), content));
        }
        parts
    };
    for (bytes, form) in forms() {
        let values = BTreeMap::from([(Field::PlanName, sample(&Field::PlanName))]);
        let (before, after) = (parts(&bytes), parts(&filled(&bytes, &form, &values)));
        assert_eq!(before.len(), after.len());
        let changed: Vec<&str> = before
            .iter()
            .zip(&after)
            .filter(|(before, after)| before != after)
            .map(|(before, _)| before.0.as_str())
            .collect();
        assert_eq!(changed, ["xl/worksheets/sheet1.xml"]);
        assert_eq!(filled(&bytes, &form, &values), filled(&bytes, &form, &values));
    }
}
