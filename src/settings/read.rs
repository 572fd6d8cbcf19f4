//! The file, and its text as a TOML document.

use std::borrow::Cow;
use std::fs;
use std::path::Path;

use toml::de::DeTable;

use super::Settings;
use super::document::{Problems, Section};
use super::sections;
use crate::diag::Code;
use crate::error::{Error, Result};

const TRIED: &str = "設定ファイルを読み込めませんでした";
const NEXT: &str = "メモ帳で設定ファイルを開き、示した行を直してから、もう一度実行してください";

/// Reads gyokaku.toml. `codes` are the checks that `[rules]` may name.
///
/// # Errors
/// The file is missing, not UTF-8, not TOML, or holds unknown or wrong entries;
/// the error names every line.
pub fn read(path: &Path, codes: &[Code]) -> Result<Settings> {
    let text = read_text(path, TRIED)?;
    parse(&text, codes).map_err(|why| Error::at(path, TRIED, why, NEXT))
}

/// A file's text, or that its encoding is another than UTF-8.
pub(super) fn read_text(path: &Path, tried: &str) -> Result<String> {
    let bytes = fs::read(path).map_err(|e| Error::io(path, tried, &e))?;
    decode(&bytes).map_err(|encoding| {
        Error::at(
            path,
            tried,
            format!("文字コードが{encoding}です"),
            "メモ帳の「名前を付けて保存」で文字コードに「UTF-8」を選んで保存し直してください",
        )
    })
}

/// The settings in a TOML text, or what is wrong with it, by line.
pub fn parse(text: &str, codes: &[Code]) -> Result<Settings, String> {
    let quoted = quote_japanese_keys(text);
    let table = DeTable::parse(&quoted).map_err(|error| syntax(text, &error))?;
    let mut problems = Problems::default();
    let settings = sections::settings(&Section::root(&quoted, table.get_ref()), codes, &mut problems);
    match (problems.told(), settings) {
        (None, Some(settings)) => Ok(settings),
        (Some(why), _) => Err(why),
        (None, None) => Err("[city] と [period] を書いてください".to_owned()),
    }
}

/// UTF-8 with or without a byte order mark; otherwise the name of what it is.
fn decode(bytes: &[u8]) -> Result<String, &'static str> {
    let body = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    if bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") || body.contains(&0) {
        return Err("UTF-16（Unicode）");
    }
    match std::str::from_utf8(body) {
        Ok(text) => Ok(text.to_owned()),
        Err(_) => match encoding_rs::SHIFT_JIS.decode_without_bom_handling_and_without_replacement(body) {
            Some(_) => Err("シフトJIS（ANSI）"),
            None => Err("UTF-8ではないもの"),
        },
    }
}

/// TOML wants Japanese keys in quotes; the settings do not ask that of a clerk.
/// Lines stay lines, so positions can be told.
fn quote_japanese_keys(text: &str) -> String {
    let lines: Vec<Cow<'_, str>> = text.split('\n').map(quote_key).collect();
    lines.join("\n")
}

fn quote_key(line: &str) -> Cow<'_, str> {
    let trimmed = line.trim_start();
    let Some((key, rest)) = trimmed.split_once('=') else { return Cow::Borrowed(line) };
    let key = key.trim_end();
    let bare = !key.is_ascii() && !key.contains(['"', '\'', '#', '[', ']', '{', '}', ',', ' ', '　', '＝']);
    if bare { Cow::Owned(format!("\"{key}\" ={rest}")) } else { Cow::Borrowed(line) }
}

pub(super) fn syntax(text: &str, error: &toml::de::Error) -> String {
    let offset = error.span().map_or(0, |span| span.start);
    // Quoting keys moves offsets but not lines; the message's own line count is taken from the rendered error.
    let number = rendered_line(&error.to_string())
        .unwrap_or_else(|| text.as_bytes().iter().take(offset).filter(|&&b| b == b'\n').count() + 1);
    let line = text.lines().nth(number - 1).unwrap_or_default().trim();
    let why = if error.message().contains("duplicate") {
        "同じ項目が2回書かれています"
    } else if line.contains('＝') {
        "「＝」が全角です（半角の = にしてください）"
    } else if line.contains(['“', '”', '＂']) {
        "引用符が全角です（半角の \" にしてください）"
    } else if line.contains(['［', '］']) {
        "［ ］が全角です（半角の [ ] にしてください）"
    } else if line.contains('　') {
        "全角の空白があります（半角にしてください）"
    } else if line.matches('"').count() % 2 == 1 {
        "引用符 \" が閉じていません"
    } else {
        "書き方に誤りがあります（項目 = \"値\" の形で書いてください）"
    };
    format!("{number}行目：{why}：{line}")
}

fn rendered_line(message: &str) -> Option<usize> {
    let rest = message.split_once("at line ")?.1;
    rest.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_the_encoding_of_other_files() {
        assert_eq!(decode("\u{FEFF}[city]".as_bytes()).as_deref(), Ok("[city]"));
        assert_eq!(decode(b"name = \"\x96\x7b\x8f\xaf\x8e\x73\""), Err("シフトJIS（ANSI）"));
        assert_eq!(decode(b"\xFF\xFE[\0"), Err("UTF-16（Unicode）"));
    }

    #[test]
    fn japanese_keys_need_no_quotes() {
        assert_eq!(quote_key("実施状況 = 300"), "\"実施状況\" = 300");
        assert_eq!(quote_key("  課題・改善策=300 # 字"), "\"課題・改善策\" =300 # 字");
        for line in ["name = \"本庄市\"", "# 実施状況 = 300", "\"実施状況\" = 300"] {
            assert_eq!(quote_key(line), line);
        }
    }

    #[test]
    fn says_what_is_wrong_with_the_writing() {
        let told = |text| parse(text, &[]).expect_err("a mistake");
        assert!(told("[city]\nname ＝ \"本庄市\"\n").starts_with("2行目：「＝」が全角です"));
        assert!(told("[city]\nname = “本庄市”\n").starts_with("2行目：引用符が全角です"));
        assert!(told("[city]\nname = \"本庄市\nplan = \"\"\n").starts_with("2行目："));
        assert!(told("[city]\nname = \"A\"\nname = \"B\"\n").starts_with("3行目：同じ項目が2回"));
    }
}
