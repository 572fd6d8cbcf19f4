//! A plan's identity: numbers restart in each area.

use std::fmt;

/// (改革分野, 番号), printed `1-03`. Ordered by area, then number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PlanKey {
    /// Number of the 改革分野 in the ledger, from 1.
    pub area: u32,
    /// 番号 within the area, from 1.
    pub number: u32,
}

impl PlanKey {
    /// The key of plan `number` in area `area`.
    pub const fn new(area: u32, number: u32) -> Self {
        Self { area, number }
    }

    /// Reads `1-03` or `1-3`, as this program prints it.
    pub fn parse(text: &str) -> Option<Self> {
        let (area, number) = text.split_once('-')?;
        Some(Self::new(area.parse().ok()?, number.parse().ok()?))
    }
}

impl fmt::Display for PlanKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{:02}", self.area, self.number)
    }
}
