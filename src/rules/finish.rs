//! The last word on all findings: the city's grades, what the secretariat has
//! accepted, and a fixed order.

use crate::diag::{Acceptance, Code, Finding, RuleInfo, Severity};
use crate::model::PlanKey;
use crate::settings::Settings;

use super::catalogue::place;
use crate::characters::fold;

/// The checks found here.
pub(super) static CHECKS: &[&RuleInfo] = &[&UNUSED_ACCEPTANCE];

/// Findings that nobody can accept: a file nobody could read, a ledger that
/// contradicts itself, a judgment that is none.
pub const NEVER_ACCEPTED: [&str; 3] = ["F01", "K11", "V02"];

pub(super) static UNUSED_ACCEPTANCE: RuleInfo = RuleInfo {
    code: Code("F18"),
    name: "unused-acceptance",
    severity: Severity::Warning,
    title: "確認済.xlsxの行を使えない",
    fix: "確認済_候補.xlsxから行を写し直すか、不要な行を削除してください",
    doc: r"
## 何を調べるか
確認済.xlsxの各行に、知られているコードと理由が書かれ、当てはまる確認事項があるかを調べます。
当てはまる確認事項がもうない行は情報、読み取れない行や確認済にできないコードの行は要確認です。
F01、K11、V02は確認済にできません。
## なぜ
確認済にしたつもりの確認事項が残っていると、評価を確定できません。
逆に、直った後に残った行は、次に同じ誤りが起きたときにそれを隠してしまいます。
## 直し方
確認済_候補.xlsxから行を写し直します。直っている確認事項の行は削除します。
## 例
コードに「J1」と書かれた行：「J01」と書きます。
",
};

/// A row of 確認済.xlsx.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AcceptedFinding {
    /// コード.
    pub code: Code,
    /// 改革分野 and 番号; `None` for findings that speak of no plan.
    pub key: Option<PlanKey>,
    /// 欄: the field's name, the cell, or the file; `None` where it was left blank.
    pub place: Option<String>,
    /// 理由, 確認者, 日付.
    pub acceptance: Acceptance,
    /// Row in 確認済.xlsx, from 1.
    pub row: u32,
}

impl AcceptedFinding {
    /// Whether the row speaks of this finding. A blank 欄 speaks of all
    /// findings of the code on the plan.
    fn covers(&self, finding: &Finding) -> bool {
        if finding.code != self.code || finding.key != self.key {
            return false;
        }
        let Some(place) = &self.place else { return true };
        let same = |own: &str| fold(own) == fold(place);
        // `意見/本部.xlsx!C21`, as 確認済_候補.xlsx writes it where there is no plan.
        if let Some((file, cell)) = place.rsplit_once('!') {
            return finding.file.as_deref().is_some_and(|own| fold(own) == fold(file))
                && finding.cell.is_some_and(|own| fold(&own.to_string()) == fold(cell));
        }
        let file_name = finding.file.as_deref().and_then(|path| path.rsplit('/').next());
        finding.field.as_deref().is_some_and(same)
            || finding.file.as_deref().is_some_and(same)
            || file_name.is_some_and(same)
            || finding.cell.is_some_and(|cell| same(&cell.to_string()))
    }
}

/// Applies the city's grades to the findings of every stage, marks the accepted
/// ones, tells which rows of 確認済.xlsx met nothing, and sorts: by plan, then
/// code, then place; findings that speak of no plan come after.
pub fn finish(findings: Vec<Finding>, settings: &Settings, accepted: &[AcceptedFinding]) -> Vec<Finding> {
    let mut all: Vec<Finding> = findings.into_iter().filter_map(|f| regrade(f, settings)).collect();
    for row in accepted {
        let mut used = false;
        for finding in all.iter_mut().filter(|f| row.covers(f)) {
            used = true;
            if !NEVER_ACCEPTED.contains(&finding.code.0) {
                finding.accepted.get_or_insert_with(|| row.acceptance.clone());
            }
        }
        if !used {
            all.extend(regrade(unmatched(row), settings));
        }
    }
    all.sort_by(|a, b| sort_key(a).cmp(&sort_key(b)));
    all.dedup();
    all
}

fn regrade(mut finding: Finding, settings: &Settings) -> Option<Finding> {
    match settings.rules.get(&finding.code) {
        None => Some(finding),
        Some(None) => None,
        Some(Some(severity)) => {
            finding.severity = *severity;
            Some(finding)
        }
    }
}

fn unmatched(row: &AcceptedFinding) -> Finding {
    let plan = row.key.map(|key| format!("（{key}）")).unwrap_or_default();
    let message = format!("確認済.xlsx {}行目：{}{plan}に当てはまる確認事項がありません", row.row, row.code);
    let mut finding = Finding::new(&UNUSED_ACCEPTANCE, message)
        .in_file(&"確認済.xlsx".into())
        .severity(Severity::Info)
        .fix("直っていれば、確認済.xlsxのこの行を削除してください");
    finding.found = Some(row.code.to_string());
    finding
}

type SortKey<'a> = (
    bool,
    Option<PlanKey>,
    (usize, &'a str),
    (Option<&'a str>, Option<&'a str>, Option<crate::model::CellRef>),
    Option<&'a str>,
    &'a str,
);

fn sort_key(finding: &Finding) -> SortKey<'_> {
    (
        finding.key.is_none(),
        finding.key,
        place(finding.code.0),
        (finding.file.as_deref(), finding.sheet.as_deref(), finding.cell),
        finding.field.as_deref(),
        &finding.message,
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{CellRef, FiscalYear, Period};

    static A: RuleInfo =
        RuleInfo { code: Code("J01"), name: "", severity: Severity::Warning, title: "", fix: "", doc: "" };
    static V02: RuleInfo =
        RuleInfo { code: Code("V02"), name: "", severity: Severity::Error, title: "", fix: "", doc: "" };

    fn settings() -> Settings {
        Settings::new("本庄市", Period { start: FiscalYear(2023), end: FiscalYear(2027) })
    }

    fn on(info: &RuleInfo, area: u32, number: u32) -> Finding {
        Finding::new(info, "……です").on_plan(PlanKey::new(area, number), &"企画課".into()).about("自己評価")
    }

    fn row(code: &'static str, key: Option<PlanKey>, place: Option<&str>) -> AcceptedFinding {
        AcceptedFinding {
            code: Code(code),
            key,
            place: place.map(str::to_owned),
            acceptance: Acceptance { reason: "台風のため".into(), by: None, date: None },
            row: 2,
        }
    }

    #[test]
    fn the_city_grades_findings_of_every_stage() {
        let mut settings = settings();
        settings.rules.insert(Code("J01"), Some(Severity::Error));
        settings.rules.insert(Code("V02"), None);
        let all = finish(vec![on(&A, 1, 1), on(&V02, 1, 1)], &settings, &[]);
        assert_eq!(all.len(), 1);
        assert_eq!((all[0].code, all[0].severity), (Code("J01"), Severity::Error));
    }

    #[test]
    fn plans_come_by_key_and_files_without_a_plan_after_them() {
        let file = Finding::new(&A, "ファイル").in_file(&"提出/a.xlsx".into());
        let all =
            finish(vec![file, on(&A, 2, 1), on(&V02, 1, 10), on(&A, 1, 10), on(&A, 1, 2)], &settings(), &[]);
        let seen: Vec<String> = all
            .iter()
            .map(|f| format!("{} {}", f.key.map(|k| k.to_string()).unwrap_or_default(), f.code))
            .collect();
        assert_eq!(seen, ["1-02 J01", "1-10 V02", "1-10 J01", "2-01 J01", " J01"]);
    }

    #[test]
    fn order_of_arrival_does_not_matter() {
        let one = on(&A, 1, 1).at(&crate::model::Origin {
            file: "a".into(),
            sheet: "s".into(),
            cell: CellRef::new(1, 1),
        });
        let two = on(&A, 1, 1);
        let forth = finish(vec![one.clone(), two.clone()], &settings(), &[]);
        assert_eq!(forth, finish(vec![two, one], &settings(), &[]));
    }

    #[test]
    fn an_accepted_finding_carries_its_reason_and_stops_nothing() {
        let key = Some(PlanKey::new(1, 1));
        let all = finish(vec![on(&A, 1, 1), on(&A, 1, 2)], &settings(), &[row("J01", key, Some("自己評価"))]);
        assert_eq!(all[0].accepted.as_ref().map(|a| a.reason.as_str()), Some("台風のため"));
        assert_eq!(all[1].accepted, None);
        assert_eq!(all.len(), 2);
    }

    #[test]
    fn a_place_may_be_typed_in_any_width() {
        let mut finding = on(&A, 1, 1).about("効果額.R5");
        finding.file = Some("提出/1-01.xlsx".into());
        finding.cell = Some(CellRef::new(18, 2));
        let key = Some(PlanKey::new(1, 1));
        for typed in
            ["効果額．Ｒ５", "効果額.r5", "ｃ１９", "1-01.XLSX", "提出／1-01.xlsx", "提出/1-01.xlsx！C19"]
        {
            let typed = typed.replace('！', "!");
            assert!(row("J01", key, Some(&typed)).covers(&finding), "{typed}");
        }
        assert!(!row("J01", key, Some("C18")).covers(&finding));
    }

    #[test]
    fn a_judgment_that_is_none_cannot_be_accepted() {
        let key = Some(PlanKey::new(1, 1));
        let all = finish(vec![on(&V02, 1, 1)], &settings(), &[row("V02", key, None)]);
        assert!(all[0].is_open_error());
    }

    #[test]
    fn a_row_that_meets_nothing_is_told() {
        let key = Some(PlanKey::new(1, 3));
        let all = finish(vec![on(&A, 1, 1)], &settings(), &[row("J01", key, Some("実施状況"))]);
        assert_eq!(all[1].code, Code("F18"));
        assert_eq!(all[1].message, "確認済.xlsx 2行目：J01（1-03）に当てはまる確認事項がありません");
    }
}
