//! Values by field → contents of the form's cells.

use std::collections::BTreeMap;
use std::path::Path;

use super::cells::{Content, replace_cells};
use super::copies::{Original, Parts, SheetCopy};
use super::number_format::NumberFormats;
use super::package::{Package, packed};
use super::relations::{leads_to, relations_of};
use super::sheet_list::with_name;
use crate::error::{Error, Result};
use crate::form::{Form, Slot};
use crate::model::{CellRef, Eras, Field, FieldKind, FiscalYear, Value};

const TRIED: &str = "様式に値を書き込みます";

/// What is written into a mark cell that says the value.
const MARK: &str = "○";

/// Fills the form `bytes` with the values; a slot without a value is left
/// blank but for the form's own text around it.
pub fn fill_form(bytes: &[u8], form: &Form, values: &BTreeMap<Field, Value>, eras: &Eras) -> Result<Vec<u8>> {
    let template = Template::open(bytes, form, eras)?;
    let filled = template.filled(values)?;
    let package = Package::open(bytes).ok_or_else(|| failed(form, NO_WORKBOOK))?;
    package
        .with_part(&template.part, &filled)
        .map_err(|error| failed(form, &format!("書き込めません（{error}）")))
}

/// Fills the form once for each of several plans, in one workbook: a sheet a
/// plan, by the given names. The first is the form's own sheet, the others
/// stand behind the form's last sheet. `plans` is not empty.
pub fn fill_form_for_plans(
    bytes: &[u8],
    form: &Form,
    plans: &[(String, BTreeMap<Field, Value>)],
    eras: &Eras,
) -> Result<Vec<u8>> {
    let template = Template::open(bytes, form, eras)?;
    let broken = || failed(form, "様式のシートを写せません");
    let mut package = Package::open(bytes).ok_or_else(|| failed(form, NO_WORKBOOK))?;
    let workbook = package.workbook_part().ok_or_else(broken)?;
    let mut parts = Parts::read(&mut package).ok_or_else(broken)?;
    let relations = parts.text(&relations_of(&template.part)).unwrap_or_default();
    if plans.len() > 1 && leads_to(relations, "table") {
        return Err(Error::new(
            TRIED,
            "様式に「テーブル」があるため、一つのブックに何枚も作ることができません",
            "様式のテーブルを範囲に変換するか、「--by 課」を外してください",
        ));
    }
    let Some((first, first_values)) = plans.first() else { return Err(broken()) };
    let own = Original { name: &form.sheet, part: &template.part };
    for (number, (name, values)) in plans.iter().enumerate().skip(1) {
        let copy = SheetCopy { number, name, text: template.filled(values)? };
        parts.add_sheet(&workbook, &own, &copy).ok_or_else(broken)?;
    }
    parts.put(&template.part, template.filled(first_values)?);
    parts.rename_references(&form.sheet, first);
    let listed = parts.text(&workbook).and_then(|text| with_name(text, &form.sheet, first));
    parts.put(&workbook, listed.ok_or_else(broken)?);
    packed(parts.into_ordered()).map_err(|error| failed(form, &format!("書き込めません（{error}）")))
}

const NO_WORKBOOK: &str = ".xlsx形式のファイルとして開けません";

fn failed(form: &Form, why: &str) -> Error {
    let path = form.file.as_deref().unwrap_or(Path::new(&*form.name));
    Error::at(path, TRIED, why, "様式をExcelで開き、.xlsx形式で保存し直してから、もう一度実行してください")
}

/// A form's sheet, ready to be filled.
struct Template<'a> {
    form: &'a Form,
    eras: &'a Eras,
    part: String,
    sheet: String,
    formats: NumberFormats,
}

impl<'a> Template<'a> {
    fn open(bytes: &[u8], form: &'a Form, eras: &'a Eras) -> Result<Self> {
        let failed = |why| failed(form, why);
        let mut package = Package::open(bytes).ok_or_else(|| failed(NO_WORKBOOK))?;
        let part = package.sheet_part(&form.sheet).ok_or_else(|| failed("様式のシートが見つかりません"))?;
        let sheet = package.text(&part).ok_or_else(|| failed("様式のシートを読み取れません"))?;
        let formats = package.text("xl/styles.xml").map(|styles| NumberFormats::read(&styles));
        Ok(Self { form, eras, part, sheet, formats: formats.unwrap_or_default() })
    }

    /// The text of the sheet with these values.
    fn filled(&self, values: &BTreeMap<Field, Value>) -> Result<String> {
        let slots = self.form.slots.iter();
        let contents: BTreeMap<CellRef, Content> =
            slots.map(|slot| (slot.at, content(slot, values.get(&slot.field), self.eras))).collect();
        let filled = replace_cells(&self.sheet, &contents, &self.formats);
        let (filled, missing) = filled.ok_or_else(|| failed(self.form, "様式のシートを読み取れません"))?;
        match missing.first() {
            Some(cell) => Err(failed(self.form, &format!("様式のシートにセル{cell}がありません"))),
            None => Ok(filled),
        }
    }
}

fn content(slot: &Slot, value: Option<&Value>, eras: &Eras) -> Content {
    let is_plain = slot.prefix.is_empty() && slot.suffix.is_empty();
    let text = match (&slot.mark, value) {
        (Some(mark), Some(Value::Judgment(code))) if code.as_str() == mark => MARK.to_owned(),
        (Some(mark), Some(Value::AfterPeriod(choice))) if choice.as_str() == mark => MARK.to_owned(),
        (Some(_), _) | (None, None) => String::new(),
        (None, Some(Value::Number(quantity))) if is_plain && quantity.unit.is_none() => {
            return Content::Number(quantity.value);
        }
        (None, Some(Value::Integer(number))) if is_plain => return Content::Number((*number).into()),
        (None, Some(Value::Money(amount))) if is_plain => return Content::Number(amount.0.into()),
        (None, Some(value)) => text_of(slot, value, eras),
    };
    let whole = format!("{}{text}{}", slot.prefix, slot.suffix);
    if whole.is_empty() { Content::Blank } else { Content::Text(whole) }
}

fn text_of(slot: &Slot, value: &Value, eras: &Eras) -> String {
    match value {
        Value::Text(text) => text.clone(),
        Value::Integer(number) => number.to_string(),
        Value::Number(quantity) => {
            format!("{}{}", quantity.value, quantity.unit.as_deref().unwrap_or_default())
        }
        Value::Money(amount) => amount.0.to_string(),
        Value::Year(year) => year_text(slot, *year, eras),
        Value::Date(date) => eras.long_date(*date),
        Value::Judgment(code) => code.as_str().to_owned(),
        Value::Direction(direction) => direction.as_str().to_owned(),
        Value::AfterPeriod(choice) => choice.as_str().to_owned(),
    }
}

/// A year as the text around it asks for: `令和{{対象年度}}年度` takes the
/// number alone, `{{対象年度}}年度` the era too.
fn year_text(slot: &Slot, year: FiscalYear, eras: &Eras) -> String {
    debug_assert_eq!(slot.field.kind(), FieldKind::Year, "only years are written as years");
    let long = eras.long(year);
    let long = long.strip_suffix("年度").unwrap_or(&long);
    let era = eras.of(year).map(|(era, _)| era);
    let prefix = slot.prefix.trim_end();
    match era {
        Some(era) if prefix.ends_with(&era.name) => long.trim_start_matches(&era.name).to_owned(),
        Some(era) if prefix.ends_with(era.letter) => {
            eras.short(year).trim_start_matches(era.letter).to_owned()
        }
        _ if slot.suffix.trim_start().starts_with('年') => long.to_owned(),
        _ => eras.short(year),
    }
}
