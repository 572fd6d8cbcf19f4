//! Pieces that several chapters of the report are made of.

use crate::model::{Body, Field, JudgmentCode, PlanKey};

/// One of the judgments that stand in this edition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StageLabel {
    /// Which judgment.
    pub field: Field,
    /// `自己評価`, `本部評価`, `確定評価`.
    pub name: String,
    /// `自己`, `本部`, `確定`.
    pub short: String,
    /// Who judged; `None` for the department itself.
    pub body: Option<Body>,
}

/// A plan's judgment at one stage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StageMark {
    /// `自己`, `本部`, `確定`.
    pub label: String,
    /// The judgment; `None` where there is none.
    pub code: Option<JudgmentCode>,
    /// Whether it differs from the stage before.
    pub changed: bool,
}

/// Which plan a row speaks of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanRef {
    /// `1-03`
    pub key: PlanKey,
    /// 計画名
    pub name: String,
    /// 実行課
    pub department: String,
}

/// A text with the words that stand before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeadText {
    /// `本部の変更理由`; `None` where the text stands alone.
    pub lead: Option<String>,
    /// What people wrote, line breaks kept.
    pub text: String,
}

impl LeadText {
    pub(super) fn plain(text: impl Into<String>) -> Self {
        Self { lead: None, text: text.into() }
    }

    pub(super) fn led(lead: impl Into<String>, text: impl Into<String>) -> Self {
        Self { lead: Some(lead.into()), text: text.into() }
    }
}

/// A stacked bar: counts by code, in the order of [`BarChart::codes`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bar {
    /// `行政サービス改革`
    pub label: String,
    /// `23計画`
    pub sub_label: String,
    /// Plans by code.
    pub counts: Vec<usize>,
    /// The printed share by code; `－` of nothing.
    pub shares: Vec<String>,
    /// Set apart from the others (the total).
    pub apart: bool,
}

/// Stacked bars of 100 %.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BarChart {
    /// `改革分野別の構成`
    pub title: String,
    /// The judgments in printing order.
    pub codes: Vec<JudgmentCode>,
    /// Their meanings, `目標を上回る`.
    pub meanings: Vec<String>,
    /// From top to bottom.
    pub bars: Vec<Bar>,
    /// What the chart shows, in words, for those who cannot see it.
    pub alternative: String,
}

/// How a column of a [`Grid`] is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// Texts.
    Left,
    /// Marks.
    Centre,
    /// Figures.
    Right,
}

/// A simple table: one head row, text cells, totals last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grid {
    /// Section title.
    pub title: String,
    /// `単位：計画、％`
    pub unit: Option<String>,
    /// Head and alignment of each column.
    pub columns: Vec<(String, Align)>,
    /// The rows.
    pub rows: Vec<GridRow>,
    /// Sentences below.
    pub notes: Vec<String>,
}

/// A row of a [`Grid`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GridRow {
    /// One text a column.
    pub cells: Vec<String>,
    /// Drawn as a total.
    pub total: bool,
}

impl GridRow {
    pub(super) fn plain(cells: Vec<String>) -> Self {
        Self { cells, total: false }
    }

    pub(super) fn total(cells: Vec<String>) -> Self {
        Self { cells, total: true }
    }
}
