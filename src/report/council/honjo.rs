//! The sample's R5 as a [`Year`], from the record of what its sheets say: for
//! tests of what is reported and of how it is composed.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::model::{
    Area, Body, CellRef, ClosedPlan, ClosedYear, Field, FiscalYear, Ledger, Origin, OutlineItem, Plan, Stage,
    WholeOpinion, Year,
};
use crate::report::honjo;
use crate::settings::{Meeting, Meetings, Settings};

/// 令和５年度.
pub(crate) const R5: FiscalYear = FiscalYear(2023);

/// 本庄市 with the meetings of R5.
pub(crate) fn settings() -> Settings {
    let mut settings = honjo::city();
    let meeting = |name: &str, month, day| Meeting {
        name: Some(name.to_owned()),
        date: Some(jiff::civil::date(2024, month, day)),
        document: Some("資料１".to_owned()),
    };
    let meetings = Meetings {
        working: None,
        headquarters: Some(meeting("令和６年度第１回本庄市行政改革推進本部会議", 5, 20)),
        council: Some(meeting("令和６年度第１回本庄市行政改革審議会", 7, 11)),
    };
    settings.meetings.insert(R5, meetings);
    settings
}

/// The year at a stage; what the bodies say is taken out where they have not met.
pub(crate) fn year(stage: Stage) -> Year {
    let all = honjo::year();
    let mut year = Year {
        stage,
        met: BTreeSet::new(),
        ledger: ledger(),
        files: Vec::new(),
        whole_opinions: Vec::new(),
        ..all
    };
    let text = "市民に分かりやすい言葉で公表するとともに、指標のない計画にも、成果を測る物差しを設けること。";
    let origin =
        Origin { file: "意見/審議会.xlsx".into(), sheet: "意見".into(), cell: CellRef::new(1, 5) };
    year.whole_opinions.push(WholeOpinion { body: Body::Council, text: text.to_owned(), origin });
    let hide = match stage {
        Stage::Headquarters => 0,
        Stage::Council => 3,
        Stage::Confirmed => 7,
    };
    let later = [
        Field::HqOpinion,
        Field::HqJudgment,
        Field::HqChangeReason,
        Field::CouncilOpinion,
        Field::FinalJudgment,
        Field::CouncilChangeReason,
        Field::Disposition,
    ];
    for plan in &mut year.plans {
        for field in &later[hide..] {
            plan.fields.remove(field);
        }
    }
    year
}

/// The year after, as headquarters sees it, with R5 closed.
pub(crate) fn second_year() -> Year {
    let first = year(Stage::Confirmed);
    let closed = ClosedYear {
        year: R5,
        plans: first.plans.iter().map(closed_plan).collect(),
        whole_opinions: first.whole_opinions.clone(),
    };
    Year {
        year: R5.next(),
        stage: Stage::Headquarters,
        plans: honjo::plans(include_str!("../../../samples/honjo/expected/R6.json")),
        whole_opinions: Vec::new(),
        earlier: vec![closed],
        has_year_before: true,
        ..first
    }
}

fn closed_plan(plan: &Plan) -> ClosedPlan {
    ClosedPlan {
        key: plan.key,
        area: Arc::clone(&plan.area),
        name: Arc::clone(&plan.name),
        department: Arc::clone(&plan.department),
        status: plan.status,
        fields: plan.fields.clone(),
    }
}

fn ledger() -> Ledger {
    let area = |number, name: &str, content: &str, means: &[&str], effects: &[&str]| Area {
        number,
        name: name.into(),
        content: Some(content.to_owned()),
        means: means.iter().map(|text| (*text).to_owned()).collect(),
        effects: effects.iter().map(|text| (*text).to_owned()).collect(),
    };
    let item = |item: &str, text: &str| OutlineItem { item: item.to_owned(), text: text.to_owned() };
    Ledger {
        areas: vec![
            area(
                1,
                "行政サービス改革",
                "新たなニーズや課題に対し、常に市民の目線に立ち、柔軟に対応できるよう、行政サービスの向上に努めます。",
                &[
                    "行政サービスのデジタル化や窓口のワンストップ化について検討します。",
                    "親切・丁寧で分かりやすい応対に努めます。",
                ],
                &["市民の利便性の向上につながります。"],
            ),
            area(
                2,
                "業務改善・効率化改革",
                "業務の方法を改めていきます。",
                &["ICTを活用し、業務の効率化を進めます。"],
                &[],
            ),
            area(3, "財政改革", "財政運営の質の向上に努めます。", &["市税等の収納率の向上に努めます。"], &[]),
        ],
        outline: vec![
            item("目標", "スマート自治体への転換と持続可能な行政経営への挑戦"),
            item("改革の視点", "ICTの積極的な活用"),
            item("改革の視点", "社会の変化やニーズへの対応"),
            item("改革の視点", "庁内連携の強化・全庁的な課題の共有"),
            item("改革の視点", "より良い未来のための行動"),
        ],
        ..Ledger::default()
    }
}
