//! 報告書.toml beside gyokaku.toml: what a city words, orders, sizes or sets in
//! fonts of its own otherwise than templates/report.toml. Whatever it leaves out
//! stays as in the template; whatever the template does not know is an error
//! that names the line.

use std::path::{Path, PathBuf};

use toml::de::{DeTable, DeValue};
use toml::{Spanned, Table, Value};

use super::document::{Problems, line_of, unknown, wrong_type};
use super::read::{read_text, syntax};
use crate::error::{Error, Result};
use crate::fonts::missing_characters;

/// The file's name in the plan folder.
pub const REPORT_FILE: &str = "報告書.toml";

const TRIED: &str = "報告書の設定ファイルを読み込めませんでした";
const NEXT: &str = "メモ帳で示した行を直すか、その行を消して、もう一度実行してください";

/// The program's own wording, order and sizes.
const TEMPLATE: &str = include_str!("../../templates/report.toml");

/// No type is smaller on paper.
const LEAST_PT: f64 = 8.0;

/// A heading or sentence longer than this, and than the template's own, is a mistake.
const MOST_CHARACTERS: usize = 100;

/// By how much type may be larger than the template's: tables keep their columns.
const LARGER: f64 = 1.25;

/// The template with a city's own entries in their place.
#[derive(Debug, Clone, PartialEq)]
pub struct ReportFile {
    /// Everything but [font], as templates/report.toml has it.
    pub table: Table,
    /// The fonts that the city names.
    pub fonts: Vec<NamedFont>,
    /// The file, whether there is one or not.
    pub path: PathBuf,
}

/// A font that the city names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedFont {
    /// What for: a key of [font].
    pub key: String,
    /// The font file as named, `フォント/明朝.ttf`.
    pub name: String,
    /// The line that names it.
    pub line: usize,
}

impl ReportFile {
    /// What is wrong with one of its lines.
    pub fn error(&self, line: usize, why: &str) -> Error {
        Error::at(&self.path, TRIED, format!("{line}行目：{why}"), NEXT)
    }
}

/// Reads 報告書.toml of a plan folder; without one, the template stands.
///
/// # Errors
/// The file is not UTF-8, not TOML, or holds unknown or wrong entries; the
/// error names every line.
pub fn read_report_file(plan_dir: &Path) -> Result<ReportFile> {
    let path = plan_dir.join(REPORT_FILE);
    let text = if path.is_file() { read_text(&path, TRIED)? } else { String::new() };
    let (table, fonts) = parse_report(&text).map_err(|why| Error::at(&path, TRIED, why, NEXT))?;
    Ok(ReportFile { table, fonts, path })
}

/// The template with the entries of a TOML text in their place, and the fonts it names.
pub fn parse_report(text: &str) -> Result<(Table, Vec<NamedFont>), String> {
    let document = DeTable::parse(text).map_err(|error| syntax(text, &error))?;
    let mut merged: Table = TEMPLATE.parse().expect("a test reads the template");
    let mut merge = Merge { text, problems: Problems::default(), fonts: Vec::new(), missing: Vec::new() };
    merge.table(document.get_ref(), &mut merged, "");
    merge.tell_missing();
    merged.remove("font");
    match merge.problems.told() {
        None => Ok((merged, merge.fonts)),
        Some(why) => Err(why),
    }
}

/// Puts entries in the place of the template's.
struct Merge<'t> {
    text: &'t str,
    problems: Problems,
    fonts: Vec<NamedFont>,
    /// Characters that no embedded font has: line, key, character.
    missing: Vec<(usize, String, char)>,
}

impl Merge<'_> {
    /// A city's own fonts may have what the embedded ones lack.
    fn tell_missing(&mut self) {
        if !self.fonts.is_empty() {
            return;
        }
        for (line, key, c) in std::mem::take(&mut self.missing) {
            self.problems.add(line, format!("「{key}」の「{c}」は印刷できる文字ではありません"));
        }
    }

    fn table(&mut self, own: &DeTable<'_>, template: &mut Table, title: &str) {
        for (key, value) in own {
            let line = line_of(self.text, key.span().start);
            let key: &str = key.get_ref();
            let known: Vec<String> = template.keys().cloned().collect();
            let Some(place) = template.get_mut(key) else {
                let known: Vec<&str> = known.iter().map(String::as_str).collect();
                self.problems.add(line, unknown(key, &known));
                continue;
            };
            self.entry(key, line, value, place, title);
        }
    }

    fn entry(&mut self, key: &str, line: usize, own: &Spanned<DeValue<'_>>, place: &mut Value, title: &str) {
        match (own.get_ref(), place) {
            (DeValue::Table(own), Value::Table(place)) => self.table(own, place, key),
            (DeValue::String(text), Value::String(_)) if title == "font" => {
                let name = text.trim().to_owned();
                if !name.is_empty() {
                    self.fonts.push(NamedFont { key: key.to_owned(), name, line });
                }
            }
            (DeValue::String(text), Value::String(place)) => self.wording(key, line, text.trim(), place),
            (DeValue::Array(own), Value::Array(place)) if key == "order" => self.order(line, own, place),
            (DeValue::Array(own), Value::Array(place)) if key == "sheet_text" => {
                self.steps(key, line, own, place);
            }
            (DeValue::Array(own), Value::Array(place)) => self.size(key, line, own, place),
            (other, place) => self.problems.add(line, wrong_type(key, expected(place), other)),
        }
    }

    /// A text may leave out what the program puts in, but ask for nothing else.
    fn wording(&mut self, key: &str, line: usize, text: &str, place: &mut String) {
        if text.is_empty() || text.chars().any(char::is_control) {
            self.problems.add(line, format!("「{key}」には1行の文字を書いてください"));
            return;
        }
        let most = place.chars().count().max(MOST_CHARACTERS);
        if text.chars().count() > most {
            self.problems.add(line, format!("「{key}」に書けるのは{most}字までです"));
            return;
        }
        self.missing.extend(missing_characters(text).into_iter().map(|c| (line, key.to_owned(), c)));
        let known = braces(place);
        for name in braces(text) {
            if !known.contains(&name) {
                let told = match known.is_empty() {
                    true => "この項目に { } は使えません".to_owned(),
                    false => format!("この項目に書けるのは {} です", known.join(" ")),
                };
                self.problems.add(line, format!("「{key}」に {name} とありますが、{told}"));
            }
        }
        text.clone_into(place);
    }

    /// Chapters in another order; those left out are not printed.
    fn order(&mut self, line: usize, own: &[Spanned<DeValue<'_>>], place: &mut Vec<Value>) {
        let known: Vec<&str> = place.iter().filter_map(Value::as_str).collect();
        let mut order: Vec<&str> = Vec::new();
        for chapter in own {
            let line = line_of(self.text, chapter.span().start);
            match chapter.get_ref().as_str() {
                Some(name) if order.contains(&name) => {
                    self.problems.add(line, format!("「{name}」が2回書かれています"));
                }
                Some(name) => match known.iter().find(|known| **known == name) {
                    Some(name) => order.push(name),
                    None => self.problems.add(line, unknown(name, &known)),
                },
                None => self
                    .problems
                    .add(line, wrong_type("order", "\"\" で囲んだ章の名前の一覧", chapter.get_ref())),
            }
        }
        if own.is_empty() {
            self.problems.add(line, "「order」には章を一つ以上書いてください");
        }
        let order = order.into_iter().map(Value::from).collect();
        *place = order;
    }

    /// The steps in which a 個票's texts shrink.
    fn steps(&mut self, key: &str, line: usize, own: &[Spanned<DeValue<'_>>], place: &mut Vec<Value>) {
        let Some(Value::Array(first)) = place.first().cloned() else { return };
        let mut steps = Vec::new();
        for step in own {
            let line = line_of(self.text, step.span().start);
            let mut size = first.clone();
            match step.get_ref() {
                DeValue::Array(own) => self.size(key, line, own, &mut size),
                other => self.problems.add(line, wrong_type(key, "[[文字, 行送り], …] の形", other)),
            }
            steps.push(Value::Array(size));
        }
        if steps.is_empty() {
            self.problems.add(line, format!("「{key}」には [文字, 行送り] を一つ以上書いてください"));
        }
        *place = steps;
    }

    /// Size and leading in points.
    fn size(&mut self, key: &str, line: usize, own: &[Spanned<DeValue<'_>>], place: &mut Vec<Value>) {
        let numbers: Vec<f64> = own.iter().filter_map(|number| points(number.get_ref())).collect();
        let (&[size, leading], 2) = (numbers.as_slice(), own.len()) else {
            self.problems.add(line, format!("「{key}」には [文字の大きさ, 行送り] を数で書いてください"));
            return;
        };
        let usual = place.first().and_then(Value::as_float).unwrap_or(LEAST_PT);
        let largest = (usual * LARGER * 4.0).floor() / 4.0;
        if !(LEAST_PT..=largest).contains(&size) {
            self.problems.add(
                line,
                format!("「{key}」の文字の大きさは{LEAST_PT}から{largest}までです（{size}になっています）"),
            );
        } else if leading < size * 1.1 || leading > size * 2.5 {
            self.problems.add(
                line,
                format!("「{key}」の行送りは文字の大きさの1.1倍から2.5倍までです（{leading}になっています）"),
            );
        }
        *place = vec![Value::from(size), Value::from(leading)];
    }
}

fn points(value: &DeValue<'_>) -> Option<f64> {
    let number: Option<f64> = match value {
        DeValue::Integer(number) => number.as_str().parse().ok(),
        DeValue::Float(number) => number.as_str().parse().ok(),
        _ => None,
    };
    number.filter(|number| number.is_finite())
}

fn expected(place: &Value) -> &'static str {
    match place {
        Value::Table(_) => "[ ] で囲んだ見出し",
        Value::Array(_) => "[ ] で囲んだ一覧",
        _ => "\"\" で囲んだ文字",
    }
}

/// `{name}` and the like in a text, braces included.
fn braces(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find(['{', '}']) {
        let end = rest[start + 1..].find('}').map_or(rest.len(), |at| start + at + 2);
        let end = if rest[start..].starts_with('{') { end } else { start + 1 };
        found.push(rest[start..end].to_owned());
        rest = &rest[end..];
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> String {
        parse_report(text).expect_err("a mistake")
    }

    #[test]
    fn what_is_left_out_stays_as_in_the_template() {
        let (table, fonts) = parse_report("").expect("the template");
        assert!(fonts.is_empty() && !table.contains_key("font"));
        let (own, _) = parse_report("[chapter]\nlist = \"全計画の一覧\"\n").expect("a title");
        assert_eq!(own["chapter"]["list"].as_str(), Some("全計画の一覧"));
        assert_eq!(own["chapter"]["sheets"], table["chapter"]["sheets"]);
        assert_eq!(own["size"], table["size"]);
    }

    #[test]
    fn the_manual_shows_every_entry() {
        let manual = include_str!("../../MANUAL.md");
        assert!(
            manual.contains(TEMPLATE.trim_end()),
            "copy templates/report.toml into MANUAL.md's last chapter"
        );
    }

    #[test]
    fn order_sizes_and_fonts_can_be_set() {
        let text = "order = [\"sheets\", \"list\"]\n[size]\nbody = [11, 19]\n[font]\nbody = \"明朝.ttf\"\n";
        let (table, fonts) = parse_report(text).expect("settings");
        assert_eq!(table["order"].as_array().map(Vec::len), Some(2));
        assert_eq!(table["size"]["body"][0].as_float(), Some(11.0));
        let font = NamedFont { key: "body".to_owned(), name: "明朝.ttf".to_owned(), line: 5 };
        assert_eq!(fonts, [font]);
    }

    #[test]
    fn every_mistake_names_its_line() {
        assert!(
            told("[chapter]\nlists = \"一覧\"\n")
                .starts_with("2行目：「lists」という項目はありません（もしかして「list」）")
        );
        assert!(
            told("\n[note]\nheld = 3\n").starts_with("3行目：「held」には\"\" で囲んだ文字を書いてください")
        );
        assert!(
            told("[heading]\nbars = \"{area}\"\n")
                .starts_with("2行目：「bars」に {area} とありますが、この項目に { } は使えません")
        );
        assert!(told("[heading]\nby_area = \"{stag}\"\n").contains("書けるのは {stage} です"));
        assert!(told("order = [\"list\", \"list\"]\n").starts_with("1行目：「list」が2回"));
        assert!(
            told("order = [\n\"list\",\n\"sheet\"]\n").starts_with("3行目：「sheet」という項目はありません")
        );
        assert!(told("[size]\nbody = [7.5, 12]\n").starts_with("2行目：「body」の文字の大きさは8から"));
        assert!(told("[size]\nbody = [10.5, 10]\n").contains("行送り"));
        assert!(told("[size]\nbody = 12\n").starts_with("2行目：「body」には[ ] で囲んだ一覧"));
        assert!(told("[size]\nsheet_text = [[9, 13], [3, 4]]\n").contains("大きさは8から"));
        assert!(told("[chapter\n").starts_with("1行目："));
        assert!(told("[chapter]\nlist = \"一\t覧\"\n").starts_with("2行目：「list」には1行の文字"));
        assert!(told("[chapter]\nlist = \"一\\u0007覧\"\n").starts_with("2行目：「list」には1行の文字"));
        let long = "一覧".repeat(51);
        assert!(
            told(&format!("[chapter]\nlist = \"{long}\"\n"))
                .starts_with("2行目：「list」に書けるのは100字まで")
        );
        assert!(
            told("[chapter]\nlist = \"一覧\u{1F600}\"\n")
                .starts_with("2行目：「list」の「\u{1F600}」は印刷できる文字ではありません")
        );
        // A font of the city may have it.
        assert!(parse_report("[chapter]\nlist = \"一覧\u{1F600}\"\n[font]\nbody = \"絵.ttf\"\n").is_ok());
    }
}
