//! What a field holds once it has been read.

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::judgment::JudgmentCode;
use super::origin::Origin;
use super::year::FiscalYear;

/// An amount of money in 千円; negative for additional cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ThousandYen(pub i64);

/// A number as the cell shows it (its scale is kept), with the unit typed behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quantity {
    /// The number; `87.0` keeps its zero.
    pub value: Decimal,
    /// `件` of `1,234件`; `%` where the cell shows a percentage.
    pub unit: Option<String>,
}

/// Which way an indicator is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Direction {
    /// ↑ 高いほど良い
    Up,
    /// ↓ 低いほど良い
    Down,
}

impl Direction {
    /// `↑` or `↓`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Up => "↑",
            Self::Down => "↓",
        }
    }
}

/// 期間後の取扱い, filled in the period's last year only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AfterPeriod {
    /// 継続
    Continue,
    /// 終了
    End,
    /// 検討中
    Examining,
}

impl AfterPeriod {
    /// `継続`, `終了`, `検討中`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Continue => "継続",
            Self::End => "終了",
            Self::Examining => "検討中",
        }
    }
}

/// A normalized value. A blank field has none at all, never an empty one.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Stored text, never empty; line breaks are `\n`.
    Text(String),
    /// 番号, 版.
    Integer(i64),
    /// Base, target and actual values.
    Number(Quantity),
    /// 効果額.
    Money(ThousandYen),
    /// 対象年度, 開始, 終了.
    Year(FiscalYear),
    /// 提出日.
    Date(Date),
    /// A judgment of the city.
    Judgment(JudgmentCode),
    /// 方向.
    Direction(Direction),
    /// 期間後の取扱い.
    AfterPeriod(AfterPeriod),
}

/// A value and where it comes from.
#[derive(Debug, Clone, PartialEq)]
pub struct Sourced<T> {
    /// What was read.
    pub value: T,
    /// The text the cell shows.
    pub raw: String,
    /// Where it stands. For a derived value, where that stands from which it was derived.
    pub origin: Origin,
    /// Whether the program derived the value (次年度の取扱い, a judgment carried over) instead of reading it.
    pub derived: bool,
}

impl<T> Sourced<T> {
    /// A value that was read at `origin` from the text `raw`.
    pub fn read(value: T, raw: impl Into<String>, origin: Origin) -> Self {
        Self { value, raw: raw.into(), origin, derived: false }
    }

    /// A value that follows from one that stands at `origin`.
    pub fn derived(value: T, raw: impl Into<String>, origin: Origin) -> Self {
        Self { value, raw: raw.into(), origin, derived: true }
    }
}
