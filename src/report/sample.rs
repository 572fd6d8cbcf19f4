//! A small year, written by hand, that the tests of what is reported share.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rust_decimal::Decimal;

use crate::model::{
    Area, Body, CellRef, ClosedPlan, ClosedYear, Direction, Disposition, Field, Fields, FileStatus,
    FiscalYear, IndicatorPart, JudgmentCode, Ledger, LedgerPlan, Origin, Period, Plan, PlanKey, PlanStatus,
    Quantity, SheetEntry, SheetSource, SheetStatus, Sourced, Stage, SubmittedFile, ThousandYen, Value,
    WholeOpinion, Year,
};
use crate::settings::Settings;

/// The year of the sample, R6.
pub(crate) const YEAR: FiscalYear = FiscalYear(2024);

/// 見本市, period R5 to R9.
pub(crate) fn city() -> Settings {
    let mut settings = Settings::new("見本市", Period { start: FiscalYear(2023), end: FiscalYear(2027) });
    settings.city.secretariat = "総務部企画課".to_owned();
    settings
}

/// A text.
pub(crate) fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

/// A judgment.
pub(crate) fn judgment(code: &str) -> Value {
    Value::Judgment(JudgmentCode(code.into()))
}

/// A number with the decimals it is written with.
pub(crate) fn number(text: &str, unit: Option<&str>) -> Value {
    let value: Decimal = text.parse().expect("a decimal number");
    Value::Number(Quantity { value, unit: unit.map(str::to_owned) })
}

/// The year: three areas (the third without a plan), six plans, of which one
/// is missing and one held; headquarters and the council have met.
pub(crate) fn small_year() -> Year {
    let plans = vec![
        plan(1, 1, "窓口の改善", "市民課", "B", "B", "A"),
        plan(1, 2, "申請の電子化", "企画課", "達成", "達成", "達成"),
        plan(1, 3, "=SUM(A1)を名に持つ計画", "市民課", "B", "B", "B"),
        plan(2, 1, "職員研修", "人事課", "C", "B", "C"),
        silent(2, 2, "組織の見直し", "人事課", PlanStatus::Missing),
        silent(2, 3, "会議の削減", "総務課", PlanStatus::Held),
    ];
    let opinion = |body, text: &str, file: &str| WholeOpinion {
        body,
        text: text.to_owned(),
        origin: Origin { file: file.into(), sheet: "意見".into(), cell: CellRef::new(1, 5) },
    };
    let mut year = Year {
        year: YEAR,
        stage: Stage::Confirmed,
        is_final: false,
        met: BTreeSet::from([Body::Headquarters, Body::Council]),
        ledger: ledger(&plans),
        files: plans.iter().filter_map(file_of).collect(),
        plans,
        whole_opinions: vec![
            opinion(Body::Headquarters, "数値目標の根拠を示すこと", "意見/本部.xlsx"),
            opinion(Body::Council, "市民に分かりやすく公表すること", "意見/審議会.xlsx"),
        ],
        earlier: vec![year_before()],
        has_year_before: true,
    };
    enrich(&mut year);
    year
}

fn ledger(plans: &[Plan]) -> Ledger {
    let area = |number, name: &str| Area {
        number,
        name: name.into(),
        content: Some(format!("{name}の内容")),
        means: vec!["手段その１".to_owned(), "手段その２".to_owned()],
        effects: vec!["効果その１".to_owned()],
    };
    let row = |(at, plan): (usize, &Plan)| LedgerPlan {
        key: plan.key,
        name: Arc::clone(&plan.name),
        department: Arc::clone(&plan.department),
        start: plan.start,
        end: None,
        added: None,
        row: u32::try_from(at).expect("a short ledger") + 2,
    };
    Ledger {
        areas: vec![area(1, "サービス改革"), area(2, "組織改革"), area(3, "財政改革")],
        plans: plans.iter().enumerate().map(row).collect(),
        ..Ledger::default()
    }
}

fn area_name(number: u32) -> Arc<str> {
    if number == 1 { "サービス改革".into() } else { "組織改革".into() }
}

fn silent(area: u32, number: u32, name: &str, department: &str, status: PlanStatus) -> Plan {
    Plan {
        key: PlanKey::new(area, number),
        area: area_name(area),
        name: name.into(),
        department: department.into(),
        start: Some(FiscalYear(2023)),
        added: false,
        status,
        source: None,
        fields: Fields::default(),
        typed: Fields::default(),
        slots: BTreeMap::new(),
        unreadable: Default::default(),
    }
}

fn plan(area: u32, number: u32, name: &str, department: &str, own: &str, hq: &str, last: &str) -> Plan {
    let mut plan = silent(area, number, name, department, PlanStatus::Submitted);
    let source = SheetSource {
        file: format!("提出/{}_{department}.xlsx", plan.key).into(),
        sheet: "実施計画シート".into(),
        form: "実施計画シート".into(),
    };
    let mut read = |field: Field, value: Value, raw: &str, cell: &str| {
        let origin = source.at(CellRef::parse(cell).expect("a cell"));
        plan.fields.insert(field, Sourced::read(value, raw, origin));
    };
    read(Field::PlanName, text(name), name, "C3");
    read(
        Field::Status,
        text("計画のとおり実施した。\n市民の評価もよい。"),
        "計画のとおり実施した。\n市民の評価もよい。",
        "C18",
    );
    read(Field::SelfJudgment, judgment(own), own, "C19");
    read(Field::Reason, text("目標の件数に達した。"), "目標の件数に達した。", "C20");
    read(Field::HqJudgment, judgment(hq), hq, "C30");
    read(Field::FinalJudgment, judgment(last), last, "C33");
    plan.source = Some(source);
    plan
}

/// Figures, opinions and derived values of single plans.
fn enrich(year: &mut Year) {
    let origin = |plan: &Plan, cell: &str| {
        plan.source.as_ref().expect("submitted").at(CellRef::parse(cell).expect("a cell"))
    };
    let mut set = |at: usize, field: Field, value: Value, raw: &str, cell: &str| {
        let origin = origin(&year.plans[at], cell);
        year.plans[at].fields.insert(field, Sourced::read(value, raw, origin));
    };
    let part = |part| Field::Indicator(1, part);
    set(0, part(IndicatorPart::Name), text("窓口の待ち時間"), "窓口の待ち時間", "B10");
    set(0, part(IndicatorPart::Unit), text("分"), "分", "C10");
    set(0, part(IndicatorPart::Direction), Value::Direction(Direction::Down), "↓", "D10");
    set(0, part(IndicatorPart::Base), number("20.5", None), "20.5", "E10");
    set(0, part(IndicatorPart::Target(YEAR)), number("15", None), "15", "G10");
    set(0, part(IndicatorPart::Actual(YEAR)), number("12.0", None), "12.0", "G11");
    set(0, Field::Benefit(FiscalYear(2023)), Value::Money(ThousandYen(1200)), "1,200", "F14");
    set(0, Field::Benefit(YEAR), Value::Money(ThousandYen(-300)), "▲300", "G14");
    set(3, Field::Benefit(YEAR), Value::Money(ThousandYen(2500)), "2,500", "G14");
    set(0, Field::CouncilOpinion, text("待ち時間の短縮を評価する"), "待ち時間の短縮を評価する", "C32");
    set(0, Field::CouncilChangeReason, text("目標を大きく上回っている"), "目標を大きく上回っている", "C34");
    set(3, Field::Remedy, text("研修の日程を増やす"), "研修の日程を増やす", "C21");
    set(3, Field::HqOpinion, text("参加率の分析が必要"), "参加率の分析が必要", "C29");
    set(3, Field::HqChangeReason, text("ほぼ目標に達した"), "ほぼ目標に達した", "C31");
    set(3, Field::CouncilChangeReason, text("目標に達していない"), "目標に達していない", "C34");
    set(0, Field::LastCouncilOpinion, text("分かりやすい案内を"), "分かりやすい案内を", "C24");
    set(0, Field::Response, text("案内板を改めた"), "案内板を改めた", "C25");
    for (at, disposition) in [
        (0, Disposition::Continue),
        (1, Disposition::End),
        (2, Disposition::Continue),
        (3, Disposition::Continue),
    ] {
        let origin = origin(&year.plans[at], "C33");
        let value = Sourced::derived(text(disposition.as_str()), disposition.as_str(), origin);
        year.plans[at].fields.insert(Field::Disposition, value);
    }
}

/// The file of a plan that was submitted.
pub(crate) fn file_of(plan: &Plan) -> Option<SubmittedFile> {
    let source = plan.source.as_ref()?;
    Some(SubmittedFile {
        path: Arc::clone(&source.file),
        sha256: "0".repeat(64),
        status: FileStatus::Read,
        sheets: vec![SheetEntry {
            name: Arc::clone(&source.sheet),
            form: Some(Arc::clone(&source.form)),
            status: SheetStatus::Read,
        }],
    })
}

fn year_before() -> ClosedYear {
    let closed = |area: u32, number: u32, name: &str, department: &str, code: &str| {
        let mut fields = Fields::default();
        let origin = Origin { file: "確定.json".into(), sheet: "".into(), cell: CellRef::new(0, 0) };
        for field in [Field::SelfJudgment, Field::HqJudgment, Field::FinalJudgment] {
            fields.insert(field, Sourced::read(judgment(code), code, origin.clone()));
        }
        fields.insert(
            Field::Benefit(FiscalYear(2023)),
            Sourced::read(Value::Money(ThousandYen(1200)), "1,200", origin),
        );
        ClosedPlan {
            key: PlanKey::new(area, number),
            area: area_name(area),
            name: name.into(),
            department: department.into(),
            status: PlanStatus::Submitted,
            fields,
        }
    };
    ClosedYear {
        year: FiscalYear(2023),
        plans: vec![
            closed(1, 1, "窓口の改善", "市民課", "B"),
            closed(1, 2, "申請の電子化", "企画課", "A"),
            closed(2, 1, "職員研修", "人事課", "C"),
        ],
        whole_opinions: Vec::new(),
    }
}
