//! 確認票: what one department has to correct or confirm, in the words and
//! cells of its own sheets.

use std::sync::Arc;

use jiff::civil::Date;

use super::notice_groups::groups;
use super::sheet_words::SheetWords;
use crate::diag::{Finding, Severity};
use crate::model::{CellRef, PlanKey, PlanStatus, Year};
use crate::settings::Settings;

/// The 確認票 of one department.
#[derive(Debug, Clone, PartialEq)]
pub struct Notice {
    /// `下水道課`
    pub department: Arc<str>,
    /// `令和５年度`
    pub year: String,
    /// 回答期限.
    pub due: Option<Date>,
    /// 回答期限 in words: `令和６年５月13日（月）`, or who will tell it.
    pub due_text: String,
    /// Where the day of the answer is written by hand: `令和６年　　月　　日`.
    pub answered_on: String,
    /// Whom to ask: `企画課（内線2115）`.
    pub contact: Option<String>,
    /// `行政改革推進本部`, whose 事務局 sends it; for a city without headquarters, the council.
    pub body: String,
    /// `企画財政部企画課`
    pub secretariat: String,
    /// Findings that need a corrected sheet (要修正).
    pub errors: usize,
    /// Findings to correct or to confirm (要確認).
    pub warnings: usize,
    /// Plans of which a sheet was taken.
    pub submitted: usize,
    /// By plan and sheet, files without a plan last.
    pub groups: Vec<NoticeGroup>,
}

/// One plan's part of a 確認票.
#[derive(Debug, Clone, PartialEq)]
pub struct NoticeGroup {
    /// The plan; `None` for a file of which the plan is not known.
    pub key: Option<PlanKey>,
    /// 計画名.
    pub name: Option<Arc<str>>,
    /// File name without its folder.
    pub file: Option<String>,
    /// The file's path in the year folder.
    pub path: Option<Arc<str>>,
    /// Sheet name.
    pub sheet: Option<Arc<str>>,
    /// Errors first, then by cell.
    pub rows: Vec<NoticeRow>,
}

/// One point to correct or to confirm.
#[derive(Debug, Clone, PartialEq)]
pub struct NoticeRow {
    /// Counts through the whole 確認票, from 1.
    pub number: usize,
    /// `J12`
    pub code: &'static str,
    /// Error or warning.
    pub severity: Severity,
    /// The cell of the submitted sheet.
    pub cell: Option<CellRef>,
    /// The field in words: `実績値（R5）`.
    pub label: Option<String>,
    /// What is written: `「約120」`, `（空欄）`; empty where it does not apply.
    pub written: String,
    /// What is wrong.
    pub problem: String,
    /// How to correct it.
    pub fix: String,
}

impl NoticeGroup {
    /// Where the submitted file is from inside 確認票/, percent-encoded: `../../%E6%8F%90%E5%87%BA/a.xlsx`.
    /// What lies in a .zip is reached by opening the .zip.
    pub fn link(&self) -> Option<String> {
        let path = self.path.as_deref()?;
        let inside = path.to_ascii_lowercase().find(".zip/").map(|at| &path[..at + ".zip".len()]);
        let encoded = inside.unwrap_or(path).bytes().map(|byte| match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' | b'/' => {
                char::from(byte).to_string()
            }
            _ => format!("%{byte:02X}"),
        });
        Some(format!("../../{}", encoded.collect::<String>()))
    }
}

impl NoticeRow {
    /// `要修正` or `要確認`.
    pub fn mark(&self) -> &'static str {
        match self.severity {
            Severity::Error => "要修正",
            Severity::Warning | Severity::Info => "要確認",
        }
    }
}

/// What the 確認票 asks for, above its table.
pub const NOTICE_LEAD: &str = "提出していただいた実施計画シートについて、次の点を確認してください。\
「要修正」は直したシートの再提出が必要です。「要確認」は、直すか、このままでよい理由を回答欄に記入してください。";

/// What to do, step by step.
pub const NOTICE_STEPS: [&str; 2] = [
    "元のファイルの該当するセルを直し、「版」を一つ増やしてください（第１版→第２版）。",
    "直したファイルと、回答欄に記入したこの確認票を、期限までに事務局へ送ってください。",
];

/// Below the table.
pub const NOTICE_NOTE: &str = "※　セルは、提出していただいたシートでの位置です。行や列を挿入したシートでは、様式の位置と異なることがあります。";

/// The same where nothing is known of the forms: fields go by their own names.
pub fn notices(year: &Year, findings: &[Finding], settings: &Settings) -> Vec<Notice> {
    notices_in_words(year, findings, settings, &SheetWords::default())
}

/// The 確認票 of every department that has an open error or warning, in the
/// order of their plans. Findings for the secretariat are in none.
pub fn notices_in_words(
    year: &Year,
    findings: &[Finding],
    settings: &Settings,
    words: &SheetWords,
) -> Vec<Notice> {
    let open: Vec<&Finding> = findings
        .iter()
        .filter(|finding| finding.accepted.is_none() && finding.severity != Severity::Info)
        .collect();
    let mut departments: Vec<&Arc<str>> = Vec::new();
    for department in open.iter().filter_map(|finding| finding.department.as_ref()) {
        if !departments.contains(&department) {
            departments.push(department);
        }
    }
    departments.into_iter().map(|department| notice(department, year, &open, settings, words)).collect()
}

fn notice(
    department: &Arc<str>,
    year: &Year,
    open: &[&Finding],
    settings: &Settings,
    words: &SheetWords,
) -> Notice {
    let own: Vec<&Finding> =
        open.iter().copied().filter(|finding| finding.department.as_ref() == Some(department)).collect();
    let count = |severity| own.iter().filter(|finding| finding.severity == severity).count();
    let is_taken = |status: PlanStatus, by: &Arc<str>| by == department && status == PlanStatus::Submitted;
    let body = settings.headquarters.as_ref().unwrap_or(&settings.council);
    let mut notice = Notice {
        department: Arc::clone(department),
        year: settings.eras.long(year.year),
        due: settings.notice.due,
        due_text: due_text(settings),
        answered_on: answered_on(settings),
        contact: settings.notice.contact.clone(),
        body: body.name.clone(),
        secretariat: settings.city.secretariat.clone(),
        errors: count(Severity::Error),
        warnings: count(Severity::Warning),
        submitted: year.plans.iter().filter(|plan| is_taken(plan.status, &plan.department)).count(),
        groups: Vec::new(),
    };
    notice.groups = groups(&own, year, settings, words);
    notice.groups.sort_by_key(|group| (group.key.is_none(), group.key));
    let rows = notice.groups.iter_mut().flat_map(|group| {
        group.rows.sort_by_key(|row| (row.severity, row.cell));
        &mut group.rows
    });
    for (i, row) in rows.enumerate() {
        row.number = i + 1;
    }
    notice
}

fn due_text(settings: &Settings) -> String {
    settings.notice.due.map_or_else(
        || "事務局から連絡する日".to_owned(),
        |due| format!("{}（{}）", settings.eras.long_date(due), weekday(due)),
    )
}

fn weekday(date: Date) -> &'static str {
    const NAMES: [&str; 7] = ["月", "火", "水", "木", "金", "土", "日"];
    usize::try_from(date.weekday().to_monday_zero_offset()).ok().and_then(|day| NAMES.get(day)).unwrap_or(&"")
}

fn answered_on(settings: &Settings) -> String {
    let due = settings.notice.due.map(|due| settings.eras.long_date(due)).unwrap_or_default();
    let year = due.split_once('年').map_or_else(|| "　　　　".to_owned(), |(year, _)| year.to_owned());
    format!("{year}年　　月　　日")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::{Acceptance, Code, RuleInfo};
    use crate::model::{Field, Origin};
    use crate::report::honjo;

    const J04: RuleInfo = RuleInfo::EXAMPLE;
    const V09: RuleInfo = RuleInfo { code: Code("V09"), severity: Severity::Warning, ..J04 };

    fn on(info: &RuleInfo, year: &Year, number: u32, field: &str, cell: &str) -> Finding {
        let plan = year.plan(PlanKey::new(3, number)).expect("a plan of the sample");
        let source = plan.source.as_ref().expect("submitted");
        let origin: Origin = source.at(CellRef::parse(cell).expect("an address"));
        Finding::new(info, "確認が必要です").on_plan(plan.key, &plan.department).at(&origin).about(field)
    }

    #[test]
    fn lists_a_departments_points_by_plan_with_errors_first() {
        let (year, city) = (honjo::year(), honjo::city());
        let findings = [
            on(&V09, &year, 9, "効果額.R5", "C15").found("約▲225千円"),
            on(&J04, &year, 9, "課題・改善策", "C20"),
        ];
        let all = notices(&year, &findings, &city);
        assert_eq!(all.len(), 1);
        let notice = &all[0];
        assert_eq!(
            (&*notice.department, notice.errors, notice.warnings, notice.submitted),
            ("下水道課", 1, 1, 2)
        );
        assert_eq!((notice.year.as_str(), notice.body.as_str()), ("令和５年度", "行政改革推進本部"));
        let group = &notice.groups[0];
        assert_eq!(group.name.as_deref(), Some("マンホール蓋広告の募集"));
        assert_eq!(group.file.as_deref(), Some("3-09_下水道課.xlsx"));
        let rows: Vec<_> = group.rows.iter().map(|r| (r.number, r.mark(), r.code)).collect();
        assert_eq!(rows, [(1, "要修正", "J04"), (2, "要確認", "V09")]);
        assert_eq!(group.rows[1].label.as_deref(), Some("効果額（R5）"));
        assert_eq!(group.rows[1].written, "「約▲225千円」");
    }

    #[test]
    fn the_due_date_is_said_with_its_day_of_the_week() {
        let (year, mut city) = (honjo::year(), honjo::city());
        city.notice.due = Some(jiff::civil::date(2024, 5, 13));
        let findings = [on(&J04, &year, 9, "課題・改善策", "C20")];
        let notice = &notices(&year, &findings, &city)[0];
        assert_eq!(notice.due_text, "令和６年５月13日（月）");
        assert_eq!(notice.answered_on, "令和６年　　月　　日");
        city.notice.due = None;
        assert_eq!(notices(&year, &findings, &city)[0].due_text, "事務局から連絡する日");
    }

    #[test]
    fn a_blank_cell_is_called_blank() {
        let (mut year, city) = (honjo::year(), honjo::city());
        let plan = year.plans.iter_mut().find(|p| p.key == PlanKey::new(3, 9)).expect("a plan");
        plan.fields.remove(&Field::Remedy);
        plan.slots.insert(Field::Remedy, CellRef::new(19, 2));
        let findings = [on(&J04, &year, 9, "課題・改善策", "C20")];
        assert_eq!(notices(&year, &findings, &city)[0].groups[0].rows[0].written, "（空欄）");
    }

    #[test]
    fn accepted_points_information_and_the_secretariats_points_are_left_out() {
        let (year, city) = (honjo::year(), honjo::city());
        let mut accepted = on(&V09, &year, 9, "効果額.R5", "C15");
        accepted.accepted = Some(Acceptance { reason: "確認した".into(), by: None, date: None });
        let mut own = on(&J04, &year, 8, "課題・改善策", "C20");
        own.department = None;
        let info = on(&V09, &year, 7, "効果額.R5", "C15").severity(Severity::Info);
        assert_eq!(notices(&year, &[accepted, own, info], &city), []);
    }

    #[test]
    fn what_concerns_the_file_stands_with_its_sheet() {
        let (year, city) = (honjo::year(), honjo::city());
        let of_sheet = on(&J04, &year, 9, "課題・改善策", "C20");
        let mut of_file = on(&V09, &year, 9, "課題・改善策", "C20");
        (of_file.sheet, of_file.cell, of_file.field) = (None, None, None);
        let notice = &notices(&year, &[of_file, of_sheet], &city)[0];
        assert_eq!(notice.groups.len(), 1);
        assert_eq!((notice.groups[0].rows.len(), notice.groups[0].sheet.is_some()), (2, true));
    }

    #[test]
    fn a_group_leads_to_the_submitted_file() {
        let (year, city) = (honjo::year(), honjo::city());
        let finding = on(&J04, &year, 9, "課題・改善策", "C20");
        let link = |path: &str| {
            let mut finding = finding.clone();
            finding.file = Some(path.into());
            notices(&year, &[finding], &city)[0].groups[0].link()
        };
        assert_eq!(link("提出/a #1%.xlsx").as_deref(), Some("../../%E6%8F%90%E5%87%BA/a%20%231%25.xlsx"));
        assert_eq!(link("x/A.ZIP/課/c.xlsx").as_deref(), Some("../../x/A.ZIP"));
    }

    #[test]
    fn a_formula_without_a_result_is_not_quoted_as_nothing() {
        let (year, city) = (honjo::year(), honjo::city());
        let findings = [on(&V09, &year, 9, "実施状況", "C18").found("")];
        assert_eq!(notices(&year, &findings, &city)[0].groups[0].rows[0].written, "");
    }

    #[test]
    fn long_texts_are_quoted_in_part() {
        let (year, city) = (honjo::year(), honjo::city());
        let findings = [on(&V09, &year, 9, "実施状況", "C18").found("長".repeat(41))];
        let written = &notices(&year, &findings, &city)[0].groups[0].rows[0].written;
        assert_eq!(*written, format!("「{}…」", "長".repeat(40)));
    }

    #[test]
    fn the_sample_city_has_one_point_to_confirm() {
        let (year, mut city) = (honjo::year(), honjo::city());
        city.thresholds.j01_percent = 3.0;
        let findings = crate::rules::finish(crate::rules::check(&year, &city), &city, &[]);
        let seen: Vec<String> =
            findings.iter().map(|f| format!("{} {}", f.code, f.key.expect("a plan"))).collect();
        assert_eq!(seen, ["J01 2-02"]);
    }
}
