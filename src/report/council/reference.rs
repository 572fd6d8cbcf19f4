//! 参考: the outline that the plans carry out, and what each area is for.

use super::edition::Edition;

/// The last chapter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// 目標, 改革の視点 …, each with its texts.
    pub outline: Vec<(String, Vec<String>)>,
    /// Areas with their texts in the plan document.
    pub areas: Vec<ReferenceArea>,
}

/// One area.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReferenceArea {
    /// `１　行政サービス改革`
    pub title: String,
    /// 改革の内容.
    pub content: Option<String>,
    /// 主な手段.
    pub means: Vec<String>,
    /// 期待される効果.
    pub effects: Vec<String>,
}

pub(super) fn build_reference(edition: &Edition<'_>) -> Reference {
    let ledger = &edition.year.ledger;
    let mut outline: Vec<(String, Vec<String>)> = Vec::new();
    for item in &ledger.outline {
        match outline.iter_mut().find(|(name, _)| *name == item.item) {
            Some((_, texts)) => texts.push(item.text.clone()),
            None => outline.push((item.item.clone(), vec![item.text.clone()])),
        }
    }
    let areas = ledger.areas.iter().map(|area| ReferenceArea {
        title: format!(
            "{}　{}",
            super::prose::number(usize::try_from(area.number).unwrap_or(usize::MAX)),
            area.name
        ),
        content: area.content.clone(),
        means: area.means.clone(),
        effects: area.effects.clone(),
    });
    Reference { outline, areas: areas.collect() }
}
