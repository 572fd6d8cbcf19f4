//! Each table of gyokaku.toml → its part of the settings.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use super::day::{parse_day, parse_year};
use super::document::{Problems, Section, nearest, unknown};
use super::judgments::judgments;
use super::local_code::local_code;
use super::{City, Meeting, Meetings, Notice, ReviewBody, Settings, Thresholds};
use crate::characters::fold;
use crate::diag::{Code, Severity};
use crate::model::{Era, Eras, Field, FiscalYear, Period};

const TABLES: [&str; 12] = [
    "city",
    "period",
    "stage",
    "judgment",
    "meeting",
    "notice",
    "rules",
    "required",
    "thresholds",
    "limits",
    "publish",
    "era",
];

/// The settings, as far as the document allows; `None` without city or period.
pub(super) fn settings(root: &Section<'_>, codes: &[Code], problems: &mut Problems) -> Option<Settings> {
    root.allow(&TABLES, problems);
    let eras = eras(root, problems);
    let city = city(root, problems);
    let period = period(root, &eras, problems);
    let (city, period) = (city?, period?);
    let mut settings = Settings::new(&city.name, period);
    settings.city = city;
    bodies(root, &mut settings, problems);
    if let Some(judgments) = judgments(root, problems) {
        settings.judgments = judgments;
    }
    settings.meetings = meetings(root, period, &eras, problems);
    settings.notice = notice(root, &eras, problems);
    settings.rules = rules(root, codes, problems);
    settings.required = fields(root, "required", &["fields"], &eras, problems);
    settings.thresholds = thresholds(root, problems);
    settings.limits = limits(root, &eras, problems);
    settings.publish = fields(root, "publish", &["fields", "license"], &eras, problems);
    settings.license =
        root.section("publish", problems).and_then(|section| section.text("license", problems));
    settings.eras = eras;
    Some(settings)
}

fn eras(root: &Section<'_>, problems: &mut Problems) -> Eras {
    let mut eras = Eras::default();
    for section in root.sections("era", problems) {
        section.allow(&["name", "letter", "first"], problems);
        let name = section.required_text("name", problems);
        let letter = section.required_text("letter", problems);
        let first = section.required_text("first", problems);
        let (Some(name), Some(letter), Some(first)) = (name, letter, first) else { continue };
        let mut letters = letter.chars();
        let (Some(letter), None) = (letters.next().filter(char::is_ascii_alphabetic), letters.next()) else {
            let line = section.line_of("letter");
            problems
                .add(line, format!("「letter」には英字1文字を書いてください（「{letter}」になっています）"));
            continue;
        };
        if let Some(first) = day(&section, "first", &first, &eras, problems) {
            eras.add(Era { name, letter: letter.to_ascii_uppercase(), first });
        }
    }
    eras
}

fn city(root: &Section<'_>, problems: &mut Problems) -> Option<City> {
    let Some(section) = root.section("city", problems) else {
        problems.add(root.line(), "[city] という見出しと市の名前（name）を書いてください");
        return None;
    };
    section.allow(&["name", "plan", "secretariat", "code"], problems);
    let name = section.required_text("name", problems)?;
    let plan = section.text("plan", problems).unwrap_or_else(|| format!("{name}行政改革大綱実施計画"));
    let secretariat = section.text("secretariat", problems).unwrap_or_default();
    let code = section.text("code", problems).and_then(|text| match local_code(&fold(&text)) {
        Ok(code) => Some(code),
        Err(wrong) => {
            let about = format!("「code」には全国地方公共団体コードを書いてください：{wrong}");
            problems.add(section.line_of("code"), about);
            None
        }
    });
    Some(City { name, plan, secretariat, code })
}

fn period(root: &Section<'_>, eras: &Eras, problems: &mut Problems) -> Option<Period> {
    let Some(section) = root.section("period", problems) else {
        problems.add(root.line(), "[period] という見出しと計画期間（start、end）を書いてください");
        return None;
    };
    section.allow(&["start", "end"], problems);
    let mut read = |key| {
        let text = section.required_text(key, problems)?;
        let year = parse_year(&fold(&text), eras);
        if year.is_none() {
            let line = section.line_of(key);
            problems.add(
                line,
                format!("「{key}」には年度を \"R5\" の形で書いてください（「{text}」になっています）"),
            );
        }
        year
    };
    let (start, end) = (read("start"), read("end"));
    let (start, end) = (start?, end?);
    if end < start {
        problems.add(section.line_of("end"), "計画期間の終わり（end）が始まり（start）より前です");
        return None;
    }
    Some(Period { start, end })
}

fn bodies(root: &Section<'_>, settings: &mut Settings, problems: &mut Problems) {
    let Some(stage) = root.section("stage", problems) else { return };
    stage.allow(&["hq", "council"], problems);
    if let Some(section) = stage.section("hq", problems) {
        section.allow(&["name", "short", "none"], problems);
        if section.flag("none", problems) == Some(true) {
            settings.headquarters = None;
        } else if let Some(body) = &mut settings.headquarters {
            name_body(body, &section, problems);
        }
    }
    if let Some(section) = stage.section("council", problems) {
        section.allow(&["name", "short"], problems);
        name_body(&mut settings.council, &section, problems);
    }
    let same = |body: &ReviewBody| fold(&body.short) == fold(&settings.council.short);
    if settings.headquarters.as_ref().is_some_and(same) {
        problems.add(stage.line(), "二つの会議の略称（short）が同じです");
    }
}

/// Characters of a body's short name, which stands in heads of tables and names of files.
const LONGEST_SHORT: usize = 20;

fn name_body(body: &mut ReviewBody, section: &Section<'_>, problems: &mut Problems) {
    if let Some(name) = section.text("name", problems) {
        body.name = name;
    }
    if let Some(short) = section.text("short", problems) {
        // It is the name of files: 意見入力_本部.xlsx, 意見/本部.xlsx.
        let refused = |c: &char| "\\/:*?\"<>|.".contains(*c);
        if let Some(c) = short.chars().find(refused) {
            let about = format!("会議の略称（short）はファイル名に使うため、「{c}」は書けません");
            problems.add(section.line_of("short"), about);
        } else if short.chars().count() > LONGEST_SHORT {
            let about = format!("会議の略称（short）は{LONGEST_SHORT}字までで書いてください");
            problems.add(section.line_of("short"), about);
        } else {
            body.short = short;
        }
    }
}

fn meetings(
    root: &Section<'_>,
    period: Period,
    eras: &Eras,
    problems: &mut Problems,
) -> BTreeMap<FiscalYear, Meetings> {
    let mut meetings = BTreeMap::new();
    let Some(section) = root.section("meeting", problems) else { return meetings };
    for (key, line) in section.keys() {
        let Some(year) = parse_year(&fold(key), eras) else {
            problems.add(
                line,
                format!("[meeting.R5.hq] のように年度を書いてください（「{key}」になっています）"),
            );
            continue;
        };
        if !period.contains(year) {
            let (first, last) = (eras.short(period.start), eras.short(period.end));
            problems.add(
                line,
                format!(
                    "[meeting.{key}] の年度は計画期間（{first}～{last}）の外です。年度を確かめてください"
                ),
            );
            continue;
        }
        let Some(of_year) = section.section(key, problems) else { continue };
        of_year.allow(&["working", "hq", "council"], problems);
        let mut read = |body| of_year.section(body, problems).map(|s| meeting(&s, eras, problems));
        let found = Meetings { working: read("working"), headquarters: read("hq"), council: read("council") };
        meetings.insert(year, found);
    }
    meetings
}

fn meeting(section: &Section<'_>, eras: &Eras, problems: &mut Problems) -> Meeting {
    section.allow(&["name", "date", "document"], problems);
    let date = section.text("date", problems);
    Meeting {
        name: section.text("name", problems),
        date: date.and_then(|text| day(section, "date", &text, eras, problems)),
        document: section.text("document", problems),
    }
}

fn notice(root: &Section<'_>, eras: &Eras, problems: &mut Problems) -> Notice {
    let Some(section) = root.section("notice", problems) else { return Notice::default() };
    section.allow(&["due", "contact"], problems);
    let due = section.text("due", problems);
    Notice {
        due: due.and_then(|text| day(&section, "due", &text, eras, problems)),
        contact: section.text("contact", problems),
    }
}

fn day(section: &Section<'_>, key: &str, text: &str, eras: &Eras, problems: &mut Problems) -> Option<Date> {
    let day = parse_day(&fold(text), eras);
    if day.is_none() {
        let message = format!(
            "「{key}」には日付を \"R6.5.20\" 又は \"2024-05-20\" の形で書いてください（「{text}」になっています）"
        );
        problems.add(section.line_of(key), message);
    }
    day
}

fn rules(root: &Section<'_>, codes: &[Code], problems: &mut Problems) -> BTreeMap<Code, Option<Severity>> {
    let mut rules = BTreeMap::new();
    let Some(section) = root.section("rules", problems) else { return rules };
    for (key, line) in section.keys() {
        // v06 and Ｖ０６ are V06.
        let written = fold(key).to_ascii_uppercase();
        let Some(code) = codes.iter().find(|code| code.0 == written) else {
            let near = nearest(&written, codes.iter().map(|code| code.0));
            let near = near.map(|n| format!("（もしかして「{n}」）")).unwrap_or_default();
            problems.add(line, format!("「{key}」という確認項目はありません{near}"));
            continue;
        };
        let Some(text) = section.text(key, problems) else { continue };
        let severity = match text.as_str() {
            "off" => None,
            "info" => Some(Severity::Info),
            "warning" => Some(Severity::Warning),
            "error" => Some(Severity::Error),
            other => {
                let message = format!(
                    "「{key}」には off、info、warning、error のどれかを書いてください（「{other}」になっています）"
                );
                problems.add(line, message);
                continue;
            }
        };
        rules.insert(*code, severity);
    }
    rules
}

fn thresholds(root: &Section<'_>, problems: &mut Problems) -> Thresholds {
    let mut thresholds = Thresholds::default();
    let Some(section) = root.section("thresholds", problems) else { return thresholds };
    section.allow(&["J01_percent", "V05_percent"], problems);
    let mut read = |key, into: &mut f64| {
        let Some(percent) = section.number(key, problems) else { return };
        if (0.0..=100.0).contains(&percent) {
            *into = percent;
        } else {
            problems.add(section.line_of(key), format!("「{key}」には0から100までの数を書いてください"));
        }
    };
    read("J01_percent", &mut thresholds.j01_percent);
    read("V05_percent", &mut thresholds.v05_percent);
    thresholds
}

fn limits(root: &Section<'_>, eras: &Eras, problems: &mut Problems) -> BTreeMap<Field, usize> {
    let mut limits = BTreeMap::new();
    let Some(section) = root.section("limits", problems) else { return limits };
    for (key, line) in section.keys() {
        let Some(number) = section.number(key, problems) else { continue };
        // A cell of a workbook holds no more than 32,767 characters.
        let whole = format!("{number}").parse::<usize>().ok().filter(|n| (1..=32_767).contains(n));
        match (field(key, line, eras, problems), whole) {
            (Some(field), Some(limit)) => {
                limits.insert(field, limit);
            }
            (_, None) => problems.add(line, format!("「{key}」には1以上の字数を書いてください")),
            _ => {}
        }
    }
    limits
}

/// The fields that a table names; `keys` are all that it may hold.
fn fields(
    root: &Section<'_>,
    table: &str,
    keys: &[&str],
    eras: &Eras,
    problems: &mut Problems,
) -> Vec<Field> {
    let Some(section) = root.section(table, problems) else { return Vec::new() };
    section.allow(keys, problems);
    let names = section.texts("fields", problems);
    names.into_iter().filter_map(|(name, line)| field(&name, line, eras, problems)).collect()
}

/// A field by its name. A name that is not known is a field of the city's own
/// form, unless it looks like a known one mistyped.
fn field(name: &str, line: usize, eras: &Eras, problems: &mut Problems) -> Option<Field> {
    if let Some(field) = Field::parse(name, eras) {
        return Some(field);
    }
    let known: Vec<&str> = Field::plain().map(|(_, name)| name).collect();
    if name.is_empty() || nearest(name, known.iter().copied()).is_some() {
        problems.add(line, unknown(name, &known));
        return None;
    }
    Some(Field::Custom(Arc::from(name)))
}
