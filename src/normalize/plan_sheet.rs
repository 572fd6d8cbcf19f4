//! One submitted sheet, field by field.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::checks;
use super::choice::{after_period, direction};
use super::identity::{plan_number, version};
use super::judgment::judgment;
use super::number::{money, number};
use super::year::{date, fiscal_year};
use super::{Reading, is_dashes, means_nothing};
use crate::characters::{Mended, Stored, code_point, fold, one_line, store, unusual};
use crate::diag::{Finding, RuleInfo, Severity, Staged};
use crate::form::{RawField, RawPlan};
use crate::model::{
    Field, FieldKind, Fields, FiscalYear, IndicatorPart, PlanSheet, SheetSource, Sourced, Unread, Value,
};
use crate::settings::Settings;
use crate::workbook::CellContent;

/// Reads every field of a sheet. A field that is blank is left out; one that
/// cannot be read is named in `unreadable` and reported. A sheet of another
/// year than `year` is reported (F03) and read all the same: who takes sheets
/// in has to look at its 対象年度.
pub fn plan_sheet(raw: RawPlan, settings: &Settings, year: FiscalYear) -> Staged<PlanSheet> {
    let mut reader = Reader {
        settings,
        year,
        source: raw.source.clone(),
        units: units(&raw),
        several: raw.values.keys().any(|field| matches!(field, Field::Indicator(2.., _))),
        findings: Vec::new(),
        mended: Vec::new(),
        spaced: Vec::new(),
    };
    let mut fields = Fields::default();
    let text = |field: &Field| raw.values.get(field).map(|raw| raw.text.clone()).unwrap_or_default();
    let mut unreadable: Unread = raw.unreadable.iter().map(|field| (field.clone(), text(field))).collect();
    for (field, text) in &raw.values {
        match reader.value(field, text) {
            Reading::Value(value) | Reading::Rough(value) => {
                let shown = if text.cell.shown.is_empty() { &text.text } else { &text.cell.shown };
                let origin = raw.source.at(text.cell.at);
                fields.insert(field.clone(), Sourced::read(value, shown.as_str(), origin));
            }
            Reading::Blank => {}
            Reading::Unreadable => {
                unreadable.insert_text(field.clone(), one_line(&store(&text.text).text));
            }
        }
    }
    reader.check_year(&fields);
    reader.sum_up();
    let value = PlanSheet { source: raw.source, fields, slots: raw.slots, unreadable };
    Staged { value, findings: reader.findings }
}

/// The unit of each indicator, so that 千人 behind a number is not worked out.
fn units(raw: &RawPlan) -> BTreeMap<u16, String> {
    let unit = |(field, text): (&Field, &RawField)| match field {
        Field::Indicator(number, IndicatorPart::Unit) => Some((*number, text.text.clone())),
        _ => None,
    };
    raw.values.iter().filter_map(unit).collect()
}

struct Reader<'a> {
    settings: &'a Settings,
    year: FiscalYear,
    source: SheetSource,
    units: BTreeMap<u16, String>,
    /// Whether the sheet has several indicators, so that messages have to say which.
    several: bool,
    findings: Vec<Finding>,
    mended: Vec<Mended>,
    spaced: Vec<String>,
}

impl Reader<'_> {
    fn value(&mut self, field: &Field, raw: &RawField) -> Reading<Value> {
        // Excel's errors and formulas without a result are reported where the sheet is read.
        if matches!(raw.cell.content, CellContent::Error(_) | CellContent::NoStoredValue) {
            return Reading::Unreadable;
        }
        let stored = store(&raw.text);
        self.note_characters(field, raw, &stored);
        let kind = field.kind();
        if kind != FieldKind::Text && one_line(&stored.text) != stored.text {
            self.spaced.push(field.label(&self.settings.eras, self.several));
        }
        let (settings, content) = (self.settings, &raw.cell.content);
        let reading = match kind {
            FieldKind::Text => text(stored.text),
            FieldKind::Line => line(field, &one_line(&stored.text)),
            FieldKind::Integer if *field == Field::Version => version(&raw.text).map(Value::Integer),
            // 1-10 typed as 1.10 is the number 1.1 to Excel: which plan was meant is lost.
            FieldKind::Integer if matches!(content, CellContent::Number(n) if n.fract() != 0.0) => {
                Reading::Unreadable
            }
            FieldKind::Integer => plan_number(&raw.text).map(|n| Value::Integer(i64::from(n.number))),
            FieldKind::Number => number(&raw.text, content, self.unit(field)).map(Value::Number),
            FieldKind::Money => money(&raw.text, content).map(Value::Money),
            FieldKind::Year => {
                let bare = |number| self.bare_year(field, number);
                fiscal_year(&raw.text, content, &settings.eras, bare).map(Value::Year)
            }
            FieldKind::Date => date(&raw.text, content, &settings.eras).map(Value::Date),
            FieldKind::Judgment => judgment(&raw.text, &settings.judgments).map(Value::Judgment),
            FieldKind::Direction => direction(&raw.text).map(Value::Direction),
            FieldKind::AfterPeriod => after_period(&raw.text).map(Value::AfterPeriod),
        };
        match &reading {
            Reading::Unreadable => self.report_unreadable(field, raw),
            Reading::Rough(value) => self.report_rough(field, raw, value),
            Reading::Value(_) | Reading::Blank => {}
        }
        reading
    }

    fn unit(&self, field: &Field) -> Option<&str> {
        match field {
            Field::Indicator(number, _) => self.units.get(number).map(String::as_str),
            _ => None,
        }
    }

    /// A bare `5` in a year field: the form prints the era around 対象年度; in
    /// other fields it is a year only if it lies in the period.
    fn bare_year(&self, field: &Field, number: i16) -> Option<FiscalYear> {
        let (era, _) = self.settings.eras.of(self.year)?;
        let year = self.settings.eras.fiscal_year(&era.letter.to_string(), number)?;
        (*field == Field::TargetYear || self.settings.period.contains(year)).then_some(year)
    }

    fn report(&mut self, info: &RuleInfo, field: &Field, raw: &RawField, message: String) -> &mut Finding {
        let finding = Finding::new(info, message)
            .at(&self.source.at(raw.cell.at))
            .about(field.name(&self.settings.eras))
            .found(one_line(&store(&raw.text).text));
        self.findings.push(finding);
        self.findings.last_mut().expect("one was just pushed")
    }

    fn report_unreadable(&mut self, field: &Field, raw: &RawField) {
        let name = field.label(&self.settings.eras, self.several);
        let found = excerpt(&raw.text);
        match field.kind() {
            // What a department types into the secretariat's fields is not taken in (O08).
            FieldKind::Judgment if field.is_for_secretariat() => {}
            FieldKind::Judgment => {
                let listed = self.settings.judgments.listed();
                let message = format!("「{name}」の判定区分は{listed}から一つ選んでください：「{found}」");
                self.report(&checks::NOT_A_JUDGMENT, field, raw, message);
            }
            FieldKind::Direction => {
                let message = format!("「{name}」は「↑」か「↓」で記入してください：「{found}」");
                let finding = self.report(&checks::NOT_A_JUDGMENT, field, raw, message);
                finding.severity = Severity::Warning;
                finding.fix =
                    "数値が高いほど良い指標は「↑」、低いほど良い指標は「↓」としてください".to_owned();
            }
            FieldKind::Year => {
                let message =
                    format!("「{name}」の年度「{found}」を読み取れません（「R5」の形を想定しています）");
                self.report(&checks::NOT_A_DATE, field, raw, message);
            }
            FieldKind::Date => {
                let message =
                    format!("「{name}」の日付「{found}」を読み取れません（「R6.4.10」の形を想定しています）");
                self.report(&checks::NOT_A_DATE, field, raw, message);
            }
            FieldKind::Money => {
                let message = format!("「{name}」の「{found}」は千円単位の整数として読み取れません");
                self.report(&checks::NOT_A_NUMBER, field, raw, message);
            }
            FieldKind::Number | FieldKind::Integer => {
                // Excel takes 1-4 for the fourth of January and 1.10 for 1.1.
                let day = matches!(raw.cell.content, CellContent::DateTime(_));
                let shortened =
                    field.kind() == FieldKind::Integer && matches!(raw.cell.content, CellContent::Number(_));
                let why = if day { "（Excelが日付に変えたようです）" } else { "" };
                let message = format!("「{name}」の「{found}」は数値として読み取れません{why}");
                let finding = self.report(&checks::NOT_A_NUMBER, field, raw, message);
                if day || shortened {
                    finding.fix = "セルの表示形式を「文字列」にしてから、記入し直してください".to_owned();
                }
            }
            // 期間後の取扱い is judged by E01 and E02; texts can always be read.
            FieldKind::AfterPeriod | FieldKind::Text | FieldKind::Line => {}
        }
    }

    fn report_rough(&mut self, field: &Field, raw: &RawField, value: &Value) {
        let read = match value {
            Value::Money(amount) => format!("{}千円", grouped(Decimal::from(amount.0))),
            Value::Number(quantity) => {
                format!("{}{}", grouped(quantity.value), quantity.unit.as_deref().unwrap_or_default())
            }
            _ => return,
        };
        let name = field.label(&self.settings.eras, self.several);
        let message = format!("「{name}」の「{}」を{read}と読み取りました", excerpt(&raw.text));
        self.report(&checks::ROUGH_NUMBER, field, raw, message);
    }

    fn note_characters(&mut self, field: &Field, raw: &RawField, stored: &Stored) {
        for mended in &stored.mended {
            match self.mended.iter_mut().find(|m| m.from == mended.from && m.to == mended.to) {
                Some(known) => known.count += mended.count,
                None => self.mended.push(*mended),
            }
        }
        let strange = unusual(&stored.text);
        if !strange.is_empty() {
            let points: Vec<String> = strange.into_iter().map(code_point).collect();
            let name = field.label(&self.settings.eras, self.several);
            let message = format!("「{name}」に表示できない文字があります（{}）", points.join("、"));
            self.report(&checks::UNSHOWABLE_CHARACTERS, field, raw, message);
        }
    }

    fn check_year(&mut self, fields: &Fields) {
        let Some(found) = fields.get(&Field::TargetYear) else { return };
        let Value::Year(typed) = found.value else { return };
        if typed != self.year {
            let eras = &self.settings.eras;
            let (typed, expected) = (eras.long(typed), eras.long(self.year));
            let finding = Finding::new(
                &checks::OTHER_YEAR,
                format!("{typed}の様式で提出されています（対象は{expected}です）"),
            )
            .at(&found.origin)
            .about(Field::TargetYear.name(eras))
            .found(found.raw.as_str())
            .fix(format!("{expected}の様式に転記して再提出してください"));
            self.findings.push(finding);
        }
    }

    /// One finding a sheet for what needs no action.
    fn sum_up(&mut self) {
        let (file, sheet) = (&self.source.file, &self.source.sheet);
        if !self.mended.is_empty() {
            const SHOWN: usize = 5;
            let kinds = self.mended.iter().take(SHOWN).map(|m| format!("「{}」を「{}」", m.from, m.to));
            let told: Vec<String> = kinds.collect();
            let more = if self.mended.len() > SHOWN { "など" } else { "" };
            let count: usize = self.mended.iter().map(|m| m.count).sum();
            let message = format!("{}{more}に直しました（{count}か所）", told.join("、"));
            self.findings.push(Finding::new(&checks::MENDED_CHARACTERS, message).in_sheet(file, sheet));
        }
        if !self.spaced.is_empty() {
            let message = format!("体裁のための空白・改行を除きました（{}）", self.spaced.join("、"));
            self.findings.push(Finding::new(&checks::LAYOUT_SPACES, message).in_sheet(file, sheet));
        }
    }
}

fn text(mut stored: String) -> Reading<Value> {
    // It is kept to the end, and so would be the room that it grew in.
    stored.shrink_to_fit();
    // A dash fills a cell in which nothing is to be said; other words are for V06 to judge.
    if is_dashes(&fold(&stored)) { Reading::Blank } else { Reading::Value(Value::Text(stored)) }
}

fn line(field: &Field, line: &str) -> Reading<Value> {
    let key = fold(line);
    // An indicator called なし is no indicator.
    let indicator = matches!(field, Field::Indicator(..));
    if is_dashes(&key) || (indicator && means_nothing(&key)) {
        return Reading::Blank;
    }
    Reading::Value(Value::Text(line.to_owned()))
}

/// What is quoted in a message: one line, not too long.
fn excerpt(text: &str) -> String {
    const LONGEST: usize = 30;
    let line = one_line(&store(text).text);
    if line.chars().count() <= LONGEST {
        return line;
    }
    let start: String = line.chars().take(LONGEST).collect();
    format!("{start}…")
}

/// `1,234.5`
fn grouped(value: Decimal) -> String {
    let text = value.abs().to_string();
    let (whole, fraction) = text.split_once('.').map_or((text.as_str(), None), |(w, f)| (w, Some(f)));
    let mut grouped = String::new();
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    let sign = if value.is_sign_negative() && !value.is_zero() { "▲" } else { "" };
    let fraction = fraction.map(|f| format!(".{f}")).unwrap_or_default();
    format!("{sign}{grouped}{fraction}")
}
