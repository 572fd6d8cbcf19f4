//! 計画台帳: which plans there are.

use std::sync::Arc;

use super::plan_key::PlanKey;
use super::year::FiscalYear;

/// A 改革分野 and its texts in the plan document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Area {
    /// From 1, in printing order.
    pub number: u32,
    /// `行政サービス改革`
    pub name: Arc<str>,
    /// 改革の内容.
    pub content: Option<String>,
    /// 主な手段, an item each.
    pub means: Vec<String>,
    /// 期待される効果, an item each.
    pub effects: Vec<String>,
}

/// A plan as the ledger lists it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LedgerPlan {
    /// Area and number.
    pub key: PlanKey,
    /// 計画名, the ledger's spelling.
    pub name: Arc<str>,
    /// 実行課 as the ledger writes it, before any 課名変更.
    pub department: Arc<str>,
    /// 開始.
    pub start: Option<FiscalYear>,
    /// 終了: the year in which the plan ended.
    pub end: Option<FiscalYear>,
    /// The year of its 追加計画 row, if it stands there and not in 計画一覧.
    pub added: Option<FiscalYear>,
    /// Row in the ledger, from 1.
    pub row: u32,
}

/// A row of 課名変更.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Renaming {
    /// From this year on outputs say the new name.
    pub year: FiscalYear,
    /// 旧課名.
    pub old: Arc<str>,
    /// 新課名.
    pub new: Arc<str>,
    /// Set where only this plan was transferred.
    pub plan: Option<PlanKey>,
}

/// A row of 大綱.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutlineItem {
    /// 目標, 改革の視点, 用語, 推進体制.
    pub item: String,
    /// 内容.
    pub text: String,
}

/// 計画台帳.xlsx of one year.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ledger {
    /// In printing order.
    pub areas: Vec<Area>,
    /// 計画一覧 and 追加計画, by key.
    pub plans: Vec<LedgerPlan>,
    /// 課名変更.
    pub renamings: Vec<Renaming>,
    /// 大綱.
    pub outline: Vec<OutlineItem>,
}

impl Ledger {
    /// The area with this number.
    pub fn area(&self, number: u32) -> Option<&Area> {
        self.areas.iter().find(|a| a.number == number)
    }

    /// The plan with this key.
    pub fn plan(&self, key: PlanKey) -> Option<&LedgerPlan> {
        debug_assert!(self.plans.is_sorted_by_key(|plan| plan.key), "the plans of a ledger stand by key");
        self.plans.binary_search_by_key(&key, |plan| plan.key).ok().map(|at| &self.plans[at])
    }

    /// Plans due in a year: started by then and not ended before it, plus that year's 追加計画.
    pub fn due(&self, year: FiscalYear) -> impl Iterator<Item = &LedgerPlan> {
        self.plans.iter().filter(move |plan| {
            let started = match plan.added {
                Some(added) => added <= year,
                None => plan.start.is_none_or(|start| start <= year),
            };
            started && plan.end.is_none_or(|end| end >= year)
        })
    }

    /// The plan's department in `year`, followed through 課名変更.
    pub fn department_in(&self, plan: &LedgerPlan, year: FiscalYear) -> Arc<str> {
        let mut renamings: Vec<&Renaming> = self.renamings.iter().filter(|r| r.year <= year).collect();
        renamings.sort_by_key(|r| r.year);
        let mut name = Arc::clone(&plan.department);
        for renaming in renamings {
            let concerns = renaming.plan.is_none_or(|key| key == plan.key);
            if concerns && renaming.old == name {
                name = Arc::clone(&renaming.new);
            }
        }
        name
    }
}
