//! The fields of one plan, with typed access.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::field::{Field, IndicatorPart};
use super::judgment::JudgmentCode;
use super::origin::Origin;
use super::value::{AfterPeriod, Direction, Quantity, Sourced, ThousandYen, Value};
use super::year::FiscalYear;

/// Filled fields by name; a blank field is absent.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Fields(BTreeMap<Field, Sourced<Value>>);

impl Fields {
    /// The field's value with its source.
    pub fn get(&self, field: &Field) -> Option<&Sourced<Value>> {
        self.0.get(field)
    }

    /// Whether the field is filled in.
    pub fn has(&self, field: &Field) -> bool {
        self.0.contains_key(field)
    }

    /// Sets a field, returning what stood there.
    pub fn insert(&mut self, field: Field, value: Sourced<Value>) -> Option<Sourced<Value>> {
        self.0.insert(field, value)
    }

    /// Takes a field out.
    pub fn remove(&mut self, field: &Field) -> Option<Sourced<Value>> {
        self.0.remove(field)
    }

    /// All filled fields in the fixed order of [`Field`].
    pub fn iter(&self) -> impl Iterator<Item = (&Field, &Sourced<Value>)> {
        self.0.iter()
    }

    /// Whether nothing is filled in.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many fields are filled in.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Where the field was read.
    pub fn origin(&self, field: &Field) -> Option<&Origin> {
        self.0.get(field).map(|v| &v.origin)
    }

    /// A text field's text.
    pub fn text(&self, field: &Field) -> Option<&str> {
        match &self.0.get(field)?.value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// A judgment field's code.
    pub fn judgment(&self, field: &Field) -> Option<&JudgmentCode> {
        match &self.0.get(field)?.value {
            Value::Judgment(code) => Some(code),
            _ => None,
        }
    }

    /// A number with its unit.
    pub fn quantity(&self, field: &Field) -> Option<&Quantity> {
        match &self.0.get(field)?.value {
            Value::Number(quantity) => Some(quantity),
            _ => None,
        }
    }

    /// A number.
    pub fn number(&self, field: &Field) -> Option<Decimal> {
        self.quantity(field).map(|q| q.value)
    }

    /// An amount in 千円.
    pub fn money(&self, field: &Field) -> Option<ThousandYen> {
        match &self.0.get(field)?.value {
            Value::Money(amount) => Some(*amount),
            _ => None,
        }
    }

    /// A whole number.
    pub fn integer(&self, field: &Field) -> Option<i64> {
        match &self.0.get(field)?.value {
            Value::Integer(number) => Some(*number),
            _ => None,
        }
    }

    /// A fiscal year.
    pub fn year(&self, field: &Field) -> Option<FiscalYear> {
        match &self.0.get(field)?.value {
            Value::Year(year) => Some(*year),
            _ => None,
        }
    }

    /// A day.
    pub fn date(&self, field: &Field) -> Option<Date> {
        match &self.0.get(field)?.value {
            Value::Date(date) => Some(*date),
            _ => None,
        }
    }

    /// An indicator's direction.
    pub fn direction(&self, field: &Field) -> Option<Direction> {
        match &self.0.get(field)?.value {
            Value::Direction(direction) => Some(*direction),
            _ => None,
        }
    }

    /// 期間後の取扱い.
    pub fn after_period(&self, field: &Field) -> Option<AfterPeriod> {
        match &self.0.get(field)?.value {
            Value::AfterPeriod(choice) => Some(*choice),
            _ => None,
        }
    }

    /// The numbers of the indicators of which anything but unit and direction is filled in.
    pub fn indicators(&self) -> Vec<u16> {
        let numbers: BTreeSet<u16> = self
            .0
            .keys()
            .filter_map(|field| match field {
                Field::Indicator(_, IndicatorPart::Unit | IndicatorPart::Direction) => None,
                Field::Indicator(number, _) => Some(*number),
                _ => None,
            })
            .collect();
        numbers.into_iter().collect()
    }
}

impl FromIterator<(Field, Sourced<Value>)> for Fields {
    fn from_iter<I: IntoIterator<Item = (Field, Sourced<Value>)>>(iter: I) -> Self {
        Self(iter.into_iter().collect())
    }
}
