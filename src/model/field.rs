//! The known names of the form (section 4 of the specification), plus a
//! city's own.

use std::sync::Arc;

use super::year::{Eras, FiscalYear};

/// A field of the 実施計画シート. The order of the variants is the order of keys
/// in 記録.json.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "each variant's Japanese name stands in NAMES and in GLOSSARY.md")]
pub enum Field {
    TargetYear,
    SubmittedOn,
    Version,
    Area,
    Number,
    PlanName,
    Department,
    Author,
    Extension,
    Start,
    End,
    Viewpoint,
    Initiative,
    ExpectedEffect,
    FinalGoal,
    YearlyPlan(FiscalYear),
    /// Indicator number from 1, and which part of it.
    Indicator(u16, IndicatorPart),
    Benefit(FiscalYear),
    YearEndJudgment(FiscalYear),
    Status,
    SelfJudgment,
    Reason,
    Remedy,
    NextActions,
    LastHqOpinion,
    LastCouncilOpinion,
    Response,
    Revision,
    HqOpinion,
    HqJudgment,
    HqChangeReason,
    CouncilOpinion,
    FinalJudgment,
    CouncilChangeReason,
    Disposition,
    AfterPeriod,
    AfterPeriodReason,
    /// A city's own text field, by the name in its form.
    Custom(Arc<str>),
}

/// The parts of an indicator (指標).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "each variant's Japanese name stands in PART_NAMES and in GLOSSARY.md")]
pub enum IndicatorPart {
    Name,
    Unit,
    Direction,
    Base,
    Target(FiscalYear),
    Actual(FiscalYear),
}

/// What kind of value a field holds, hence how its text is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldKind {
    /// Running text; line breaks are kept.
    Text,
    /// One line of text; layout spaces and breaks go.
    Line,
    /// A whole number (番号, 版).
    Integer,
    /// A decimal number with an optional unit.
    Number,
    /// 千円.
    Money,
    /// A fiscal year.
    Year,
    /// A day.
    Date,
    /// One of the city's judgments.
    Judgment,
    /// ↑ or ↓.
    Direction,
    /// 継続, 終了 or 検討中.
    AfterPeriod,
}

/// Fields without parameters, in the order of the specification.
const NAMES: &[(Field, &str)] = &[
    (Field::TargetYear, "対象年度"),
    (Field::SubmittedOn, "提出日"),
    (Field::Version, "版"),
    (Field::Area, "改革分野"),
    (Field::Number, "番号"),
    (Field::PlanName, "計画名"),
    (Field::Department, "実行課"),
    (Field::Author, "記入者"),
    (Field::Extension, "内線"),
    (Field::Start, "開始"),
    (Field::End, "終了"),
    (Field::Viewpoint, "改革の視点"),
    (Field::Initiative, "取組内容"),
    (Field::ExpectedEffect, "期待される効果"),
    (Field::FinalGoal, "最終目標"),
    (Field::Status, "実施状況"),
    (Field::SelfJudgment, "自己評価"),
    (Field::Reason, "評価理由"),
    (Field::Remedy, "課題・改善策"),
    (Field::NextActions, "次年度の取組"),
    (Field::LastHqOpinion, "前年度本部意見"),
    (Field::LastCouncilOpinion, "前年度審議会意見"),
    (Field::Response, "前年度意見への対応"),
    (Field::Revision, "計画の見直し"),
    (Field::HqOpinion, "本部意見"),
    (Field::HqJudgment, "本部評価"),
    (Field::HqChangeReason, "本部変更理由"),
    (Field::CouncilOpinion, "審議会意見"),
    (Field::FinalJudgment, "確定評価"),
    (Field::CouncilChangeReason, "審議会変更理由"),
    (Field::Disposition, "次年度の取扱い"),
    (Field::AfterPeriod, "期間後の取扱い"),
    (Field::AfterPeriodReason, "期間後の理由"),
];

/// Indicator parts without a year.
const PART_NAMES: &[(IndicatorPart, &str)] = &[
    (IndicatorPart::Name, "名称"),
    (IndicatorPart::Unit, "単位"),
    (IndicatorPart::Direction, "方向"),
    (IndicatorPart::Base, "基準値"),
];

impl Field {
    /// Fields without year or indicator number, for completeness checks and suggestions.
    pub fn plain() -> impl Iterator<Item = (&'static Field, &'static str)> {
        NAMES.iter().map(|(field, name)| (field, *name))
    }

    /// The names that take a year: `年度別計画.R5`.
    pub const YEARLY: [&'static str; 3] = ["年度別計画", "効果額", "年度末評価"];

    /// Reads a known name (`指標1.目標値.R5`); `None` for a name that is not known.
    pub fn parse(name: &str, eras: &Eras) -> Option<Self> {
        if let Some((field, _)) = NAMES.iter().find(|(_, known)| *known == name) {
            return Some(field.clone());
        }
        let mut parts = name.split('.');
        let (head, second, third) = (parts.next()?, parts.next()?, parts.next());
        if parts.next().is_some() {
            return None;
        }
        if let Some(number) = head.strip_prefix("指標") {
            let number: u16 = number.parse().ok().filter(|n| *n >= 1)?;
            let part = match (second, third) {
                ("目標値", Some(year)) => IndicatorPart::Target(eras.parse_short(year)?),
                ("実績値", Some(year)) => IndicatorPart::Actual(eras.parse_short(year)?),
                (part, None) => PART_NAMES.iter().find(|(_, known)| *known == part)?.0,
                _ => return None,
            };
            return Some(Self::Indicator(number, part));
        }
        if third.is_some() {
            return None;
        }
        let year = eras.parse_short(second)?;
        match head {
            "年度別計画" => Some(Self::YearlyPlan(year)),
            "効果額" => Some(Self::Benefit(year)),
            "年度末評価" => Some(Self::YearEndJudgment(year)),
            _ => None,
        }
    }

    /// The name of section 4, `指標1.目標値.R5`.
    pub fn name(&self, eras: &Eras) -> String {
        match self {
            Self::YearlyPlan(year) => format!("年度別計画.{}", eras.short(*year)),
            Self::Benefit(year) => format!("効果額.{}", eras.short(*year)),
            Self::YearEndJudgment(year) => format!("年度末評価.{}", eras.short(*year)),
            Self::Indicator(number, part) => match part {
                IndicatorPart::Target(year) => format!("指標{number}.目標値.{}", eras.short(*year)),
                IndicatorPart::Actual(year) => format!("指標{number}.実績値.{}", eras.short(*year)),
                part => {
                    let name = PART_NAMES.iter().find(|(known, _)| known == part);
                    format!("指標{number}.{}", name.map_or("", |(_, name)| name))
                }
            },
            Self::Custom(name) => name.to_string(),
            plain => NAMES
                .iter()
                .find(|(known, _)| known == plain)
                .map_or_else(String::new, |(_, name)| (*name).to_owned()),
        }
    }

    /// The name as people say it: 指標1.実績値.R5 is 実績値（R5）, 指標1の実績値（R5）
    /// where a sheet has `several` indicators.
    pub fn label(&self, eras: &Eras, several: bool) -> String {
        let of_year = |name: &str, year: FiscalYear| format!("{name}（{}）", eras.short(year));
        match self {
            Self::YearlyPlan(year) => of_year("年度別計画", *year),
            Self::Benefit(year) => of_year("効果額", *year),
            Self::YearEndJudgment(year) => of_year("年度末評価", *year),
            Self::Indicator(number, part) => {
                let prefix = if several { format!("指標{number}の") } else { String::new() };
                match part {
                    IndicatorPart::Target(year) => prefix + &of_year("目標値", *year),
                    IndicatorPart::Actual(year) => prefix + &of_year("実績値", *year),
                    part => {
                        let name = PART_NAMES.iter().find(|(known, _)| known == part);
                        let prefix = if several { prefix } else { "指標の".to_owned() };
                        prefix + name.map_or("", |(_, name)| name)
                    }
                }
            }
            plain => plain.name(eras),
        }
    }

    /// How the field's text is read.
    pub fn kind(&self) -> FieldKind {
        match self {
            Self::TargetYear | Self::Start | Self::End => FieldKind::Year,
            Self::SubmittedOn => FieldKind::Date,
            Self::Version | Self::Number => FieldKind::Integer,
            Self::Area | Self::PlanName | Self::Department | Self::Author | Self::Extension => {
                FieldKind::Line
            }
            Self::Benefit(_) => FieldKind::Money,
            Self::SelfJudgment | Self::HqJudgment | Self::FinalJudgment | Self::YearEndJudgment(_) => {
                FieldKind::Judgment
            }
            Self::Disposition => FieldKind::Line,
            Self::AfterPeriod => FieldKind::AfterPeriod,
            Self::Indicator(_, part) => match part {
                IndicatorPart::Name | IndicatorPart::Unit => FieldKind::Line,
                IndicatorPart::Direction => FieldKind::Direction,
                IndicatorPart::Base | IndicatorPart::Target(_) | IndicatorPart::Actual(_) => {
                    FieldKind::Number
                }
            },
            _ => FieldKind::Text,
        }
    }

    /// Whether the secretariat alone fills the field in (事務局記入欄).
    pub fn is_for_secretariat(&self) -> bool {
        matches!(
            self,
            Self::HqOpinion
                | Self::HqJudgment
                | Self::HqChangeReason
                | Self::CouncilOpinion
                | Self::FinalJudgment
                | Self::CouncilChangeReason
        )
    }

    /// Whether the field names a person and is never printed or published.
    pub fn is_private(&self) -> bool {
        matches!(self, Self::Author | Self::Extension)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_read_back() {
        let eras = Eras::default();
        let year = FiscalYear(2023);
        let mut fields: Vec<Field> = Field::plain().map(|(field, _)| field.clone()).collect();
        fields.extend([Field::YearlyPlan(year), Field::Benefit(year), Field::YearEndJudgment(year)]);
        for part in [
            IndicatorPart::Name,
            IndicatorPart::Unit,
            IndicatorPart::Direction,
            IndicatorPart::Base,
            IndicatorPart::Target(year),
            IndicatorPart::Actual(year),
        ] {
            fields.push(Field::Indicator(12, part));
        }
        for field in fields {
            assert_eq!(Field::parse(&field.name(&eras), &eras), Some(field));
        }
    }

    #[test]
    fn labels_are_what_people_say() {
        let eras = Eras::default();
        let actual = Field::Indicator(2, IndicatorPart::Actual(FiscalYear(2023)));
        assert_eq!(actual.label(&eras, false), "実績値（R5）");
        assert_eq!(actual.label(&eras, true), "指標2の実績値（R5）");
        assert_eq!(Field::Indicator(1, IndicatorPart::Unit).label(&eras, false), "指標の単位");
        assert_eq!(Field::Benefit(FiscalYear(2023)).label(&eras, false), "効果額（R5）");
        assert_eq!(Field::Reason.label(&eras, true), "評価理由");
    }

    #[test]
    fn unknown_names_are_not_read() {
        let eras = Eras::default();
        for name in [
            "",
            "番　号",
            "年度別計画",
            "年度別計画.R",
            "指標0.名称",
            "指標1.目標値",
            "指標1.名称.R5",
            "効果額.R5.R6",
        ] {
            assert_eq!(Field::parse(name, &eras), None, "{name}");
        }
    }
}
