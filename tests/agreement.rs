//! The report, the workbook and the record say the same: totals are read back
//! from the three files and compared.

mod support;

use std::collections::BTreeMap;
use std::process::Command;

use gyokaku::model::CellRef;
use gyokaku::workbook::{RawSheet, read_workbook, use_executable};
use serde_json::Value;
use support::PlanFolder;

/// A year as its three outputs tell it.
struct Outputs {
    record: Value,
    book: Vec<RawSheet>,
    /// Lines of the report, spaces within one line closed up to one.
    lines: Vec<String>,
}

impl Outputs {
    fn of(folder: &PlanFolder, year: &str) -> Self {
        use_executable(env!("CARGO_BIN_EXE_gyokaku"));
        let book = read_workbook(&folder.path(&format!("{year}/出力/評価結果.xlsx"))).expect("a workbook");
        let pdf = folder.path(&format!("{year}/出力/評価報告書.pdf"));
        let text = Command::new("pdftotext").arg("-layout").arg(pdf).arg("-").output();
        let text = text.expect("pdftotext is not installed: install the package poppler-utils").stdout;
        let text = String::from_utf8(text).expect("text in UTF-8");
        let lines = text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
        Self { record: folder.record(year), book: book.sheets, lines: lines.collect() }
    }

    fn plans(&self) -> &[Value] {
        self.record["plans"].as_array().expect("plans")
    }

    /// What the first row below a heading that starts with these words shows, without blanks.
    fn book_row(&self, sheet: &str, heading: &str, first: &str) -> Vec<String> {
        let sheet = self.book.iter().find(|raw| &*raw.name == sheet).unwrap_or_else(|| panic!("no {sheet}"));
        let shown = |row, column| {
            let cell = sheet.cell(CellRef::new(row, column)).map(|cell| cell.shown.trim().to_owned());
            cell.unwrap_or_default()
        };
        let top = (0..200).find(|row| shown(*row, 0).starts_with(heading)).expect("the table's heading");
        let row = (top..top + 60).find(|row| shown(*row, 0) == first);
        let row = row.unwrap_or_else(|| panic!("no row {first} below {heading}"));
        (1..20).map(|column| shown(row, column)).filter(|text| !text.is_empty()).collect()
    }

    /// The words behind these at the start of a line, below a line that starts with a heading.
    fn printed_row(&self, heading: &str, first: &str) -> Vec<String> {
        let top = self.lines.iter().position(|line| line.starts_with(heading)).expect("the section");
        let row = self.lines[top..].iter().find_map(|line| line.strip_prefix(first)?.strip_prefix(' '));
        let row = row.unwrap_or_else(|| panic!("no line {first} below {heading}"));
        row.split(' ').map(str::to_owned).collect()
    }

    /// Every sentence of the report in one.
    fn prose(&self) -> String {
        self.lines.concat().replace(' ', "")
    }
}

/// A figure as all three write it: no separators, ▲ as minus, nothing as 0.
fn plain(figure: &str) -> String {
    match figure {
        "－" | "" => "0".to_owned(),
        figure => {
            let number: f64 = figure.replace(',', "").replace('▲', "-").parse().expect("a figure");
            number.to_string()
        }
    }
}

fn plain_all(figures: &[String]) -> Vec<String> {
    figures.iter().map(|figure| plain(figure)).collect()
}

/// `12.3` of a part and a whole, half up.
fn share(part: u64, whole: u64) -> String {
    if whole == 0 {
        return "0".to_owned();
    }
    ((part * 2000 + whole) / (2 * whole))
        .to_string()
        .parse::<f64>()
        .map(|mille| (mille / 10.0).to_string())
        .expect("a share")
}

fn wide(code: &str) -> String {
    let wide = |c: char| match c {
        '!'..='~' => char::from_u32(u32::from(c) + 0xFEE0).expect("a wide character"),
        c => c,
    };
    code.chars().map(wide).collect()
}

/// Areas in the record's order of plans, the total last.
fn areas(outputs: &Outputs) -> Vec<Option<String>> {
    let mut areas: Vec<Option<String>> = Vec::new();
    for plan in outputs.plans() {
        let area = plan["area"].as_str().map(str::to_owned);
        if !areas.contains(&area) {
            areas.push(area);
        }
    }
    areas.push(None);
    areas
}

/// Plans of an area, or all, by judgment, counted plan by plan.
fn counted(outputs: &Outputs, area: Option<&str>, stage: &str, codes: &[&str]) -> (u64, Vec<u64>) {
    let of_area = outputs.plans().iter().filter(|plan| area.is_none_or(|area| plan["area"] == area));
    let mut by_code: BTreeMap<&str, u64> = BTreeMap::new();
    let mut due = 0;
    for plan in of_area {
        due += 1;
        if let Some(code) = plan["fields"][stage]["value"].as_str() {
            *by_code.entry(code).or_default() += 1;
        }
    }
    assert!(by_code.keys().all(|code| codes.contains(code)), "{by_code:?}");
    (due, codes.iter().map(|code| by_code.get(code).copied().unwrap_or(0)).collect())
}

/// 総括表, 提出状況 and 効果額 of a year agree; `stage` is the judgment that counts.
fn assert_agree(outputs: &Outputs, stage: &str, codes: &[&str], heading: &str) {
    for area in areas(outputs) {
        let (due, counts) = counted(outputs, area.as_deref(), stage, codes);
        let judged: u64 = counts.iter().sum();
        let name = area.as_deref().unwrap_or("合計");
        let printed_name = area.as_deref().unwrap_or("合 計");

        // 記録.json counts itself, too.
        if let Some(area) = &area {
            let total = &outputs.record["totals"]["by_area"][area][stage];
            let recorded: Vec<u64> =
                codes.iter().map(|code| total[code].as_u64().expect("a count")).collect();
            assert_eq!(recorded, counts, "記録.json, {name}");
        }

        // 評価結果.xlsx: due, counts, those without a judgment, shares.
        let mut expected = vec![due.to_string()];
        expected.extend(counts.iter().map(u64::to_string));
        expected.push((due - judged).to_string());
        expected.extend(counts.iter().map(|count| share(*count, judged)));
        let sheet_heading = format!("改革分野別の{stage}");
        assert_eq!(
            plain_all(&outputs.book_row("総括表", &sheet_heading, name)),
            expected,
            "評価結果.xlsx, {name}"
        );

        // 評価報告書.pdf: due, then count and share a judgment.
        let mut expected = vec![due.to_string()];
        for count in &counts {
            expected.extend([count.to_string(), share(*count, judged)]);
        }
        let title = format!("（１）改革分野別の{heading}");
        assert_eq!(plain_all(&outputs.printed_row(&title, printed_name)), expected, "評価報告書.pdf, {name}");

        let is_submitted = |plan: &&Value| {
            area.as_ref().is_none_or(|area| plan["area"] == **area) && plan["status"] == "submitted"
        };
        let submitted = outputs.plans().iter().filter(is_submitted).count();
        let printed = plain_all(&outputs.printed_row("（３）提出状況", printed_name));
        assert_eq!(printed[..2], [due.to_string(), submitted.to_string()], "提出状況, {name}");
    }
    let (due, counts) = counted(outputs, None, stage, codes);
    for (code, count) in codes.iter().zip(&counts) {
        let row = outputs.printed_row("（２）判定基準", &wide(code));
        let last = plain_all(&row[row.len() - 2..]);
        assert_eq!(last, [count.to_string(), share(*count, due)], "判定基準, {code}");
    }
}

/// The sums of 効果額 by year agree.
fn assert_amounts_agree(outputs: &Outputs, years: &[(&str, i64)]) {
    let mut expected: Vec<i64> = years.iter().map(|(_, sum)| *sum).collect();
    let (this, sum) = years.last().expect("a year");
    let field = format!("効果額.{this}");
    let recorded = outputs.plans().iter().filter_map(|plan| plan["fields"][&field]["value"].as_i64());
    assert_eq!(recorded.sum::<i64>(), *sum, "記録.json, {this}");
    expected.push(expected.iter().sum());
    let expected: Vec<String> = expected.iter().map(i64::to_string).collect();
    // Before the amounts: 計画数 here, 対象計画 and 記載あり there.
    let book = plain_all(&outputs.book_row("効果額", "改革分野別の効果額", "合計"));
    assert_eq!(book[1..], expected[..]);
    let printed = plain_all(&outputs.printed_row("（１）改革分野別の効果額", "合 計"));
    // One year has no 累計 beside it.
    let wanted = if years.len() > 1 { &expected[..] } else { &expected[..1] };
    assert_eq!(printed[2..], *wanted);
    let by_plan = plain_all(&outputs.printed_row("（２）計画別の効果額", "合 計"));
    assert_eq!(by_plan, wanted);
}

const HONJO: [&str; 5] = ["達成", "A", "B", "C", "中止"];

#[test]
fn the_first_year_says_the_same_in_every_file() {
    let honjo = PlanFolder::copy_of("honjo");
    honjo.run("R5");
    let outputs = Outputs::of(&honjo, "R5");
    assert_agree(&outputs, "確定評価", &HONJO, "確定評価");
    assert_amounts_agree(&outputs, &[("R5", 115_926)]);
    let prose = outputs.prose();
    for sentence in [
        "「Ｂ（目標どおり）」が30計画（60.0％）と最も多く、「Ａ（目標を上回る）」が９計画（18.0％）、「Ｃ（目標を下回る）」が８計画（16.0％）である",
        "審議の過程で４計画の評価が変更された",
        "「達成」の２計画と「中止」の１計画は、評価が確定すれば令和５年度で終了し、残る47計画は",
    ] {
        assert!(prose.contains(sentence), "{sentence}");
    }
    // The changed plans are those whose judgments differ in the record, and the workbook's rows.
    let differs = |plan: &&Value| {
        let of = |stage: &str| plan["fields"][stage]["value"].as_str();
        of("自己評価") != of("本部評価") || of("本部評価") != of("確定評価")
    };
    let changed: Vec<&str> =
        outputs.plans().iter().filter(differs).map(|plan| plan["key"].as_str().expect("a key")).collect();
    assert_eq!(changed, ["1-10", "1-12", "2-02", "3-03"]);
    for key in changed {
        assert!(!outputs.book_row("評価の変更", "番号", key).is_empty());
        assert!(!outputs.printed_row("（２）評価が変更された計画", key).is_empty());
    }
}

#[test]
fn the_second_year_says_the_same_in_every_file() {
    let honjo = PlanFolder::copy_of("honjo");
    assert!(honjo.gyokaku(&["close", "{}/R5", "--yes"]).status.success());
    honjo.run("R6");
    let outputs = Outputs::of(&honjo, "R6");
    assert_agree(&outputs, "自己評価", &HONJO, "自己評価");
    // The sum of R5 is still what R5 was reported with, though three plans have ended.
    assert_amounts_agree(&outputs, &[("R5", 115_926), ("R6", 150_002)]);
    for (code, counts) in [("達成", [2, 2]), ("A", [9, 8]), ("B", [30, 33]), ("C", [8, 5]), ("中止", [1, 1])]
    {
        let row = outputs.printed_row("（１）前年度との比較", &wide(code));
        let figures = plain_all(&row[1..]);
        assert_eq!([&*figures[0], &*figures[2]], counts.map(|count: i32| count.to_string()), "{code}");
        assert_eq!(figures[4], (counts[1] - counts[0]).to_string(), "{code}");
    }
    let book = outputs.book_row("前年度比較", "年度", "R5（確定）");
    assert_eq!(plain_all(&book)[..5], ["2", "9", "30", "8", "1"]);
}

#[test]
fn a_city_with_one_body_says_the_same_in_every_file() {
    let minato = PlanFolder::copy_of("minato");
    minato.run("R6");
    let outputs = Outputs::of(&minato, "R6");
    assert_agree(&outputs, "自己評価", &["完了", "S", "A", "B", "C", "廃止"], "自己評価");
    assert_amounts_agree(&outputs, &[("R6", 9_590)]);
}
