//! `gyokaku rules [CODE]`: lists the checks, or explains one.

use clap::{Args, ValueEnum};
use unicode_width::UnicodeWidthStr;

use crate::diag::RuleInfo;
use crate::error::{Error, Result};
use crate::rules;

/// 確認項目を一覧し、又は一つを説明します
#[derive(Debug, Args)]
#[command(after_help = "例：\n  gyokaku rules\n  gyokaku rules J04    一つを説明する")]
pub(super) struct RulesArgs {
    /// 説明を見る確認項目のコード（例：J04）
    #[arg(value_name = "コード")]
    pub(super) code: Option<String>,
    /// 一覧の形式
    #[arg(long, value_enum, default_value_t = RulesFormat::Text)]
    pub(super) format: RulesFormat,
}

/// How the catalogue is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum RulesFormat {
    /// 画面用
    Text,
    /// 文書用（Markdown）
    Markdown,
}

/// The list, or the explanation of one check.
///
/// # Errors
/// If there is no check of that code; the error suggests one.
pub(super) fn rules(args: &RulesArgs) -> Result<String> {
    match (&args.code, args.format) {
        (Some(code), _) => explain(code),
        (None, RulesFormat::Markdown) => Ok(rules::markdown()),
        (None, RulesFormat::Text) => Ok(list(&rules::catalogue())),
    }
}

fn list(checks: &[&RuleInfo]) -> String {
    let mut text = String::new();
    for info in checks {
        let label = info.severity.label();
        text.push_str(&format!("{}  {}  {}\n", info.code, padded(label, 6), info.title));
    }
    text.push_str(&format!(
        "\n{}項目。説明を見るには「gyokaku rules コード」と入力してください\n",
        checks.len()
    ));
    text
}

fn explain(code: &str) -> Result<String> {
    let Some(info) = rules::find_rule(code) else {
        let next = match rules::suggestion(code) {
            Some(known) => format!("もしかして「{known}」ですか。一覧は「gyokaku rules」で見られます"),
            None => "一覧は「gyokaku rules」で見られます".to_owned(),
        };
        return Err(Error::new(
            "確認項目の説明を表示できません",
            format!("「{}」という確認項目はありません", code.trim()),
            next,
        ));
    };
    let mut text = format!("{}（{}）{}\n", info.code, info.severity.label(), info.title);
    for line in info.doc.trim().lines() {
        match line.strip_prefix("## ") {
            Some(heading) => text.push_str(&format!("\n【{heading}】\n")),
            None => text.push_str(&format!("{line}\n")),
        }
    }
    Ok(text)
}

/// The text filled up with spaces to a width on the terminal, where kanji take two columns.
fn padded(text: &str, width: usize) -> String {
    let missing = width.saturating_sub(text.width());
    format!("{text}{}", " ".repeat(missing))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn args(code: Option<&str>, format: RulesFormat) -> RulesArgs {
        RulesArgs { code: code.map(str::to_owned), format }
    }

    #[test]
    fn lists_every_check_with_aligned_titles() {
        let text = rules(&args(None, RulesFormat::Text)).expect("a list");
        assert!(text.contains("J04  エラー  C判定に課題・改善策がない\n"));
        assert!(text.contains("\nF06  情報    "), "{text}");
    }

    #[test]
    fn explains_a_code_however_it_is_typed() {
        let text = rules(&args(Some("ｊ０４"), RulesFormat::Text)).expect("an explanation");
        assert!(text.starts_with("J04（エラー）C判定に課題・改善策がない\n\n【何を調べるか】\n"));
        assert!(text.contains("【なぜ】") && text.contains("【直し方】"));
    }

    #[test]
    fn an_unknown_code_is_answered_with_a_near_one() {
        let error = rules(&args(Some("J4"), RulesFormat::Text)).expect_err("no such check");
        assert!(error.to_string().contains("もしかして「J04」ですか"), "{error}");
        let error = rules(&args(Some("評価"), RulesFormat::Text)).expect_err("no such check");
        assert!(error.to_string().contains("「評価」という確認項目はありません"));
    }

    #[test]
    fn writes_the_catalogue_as_a_document() {
        let text = rules(&args(None, RulesFormat::Markdown)).expect("a document");
        assert!(text.starts_with("# 確認項目の一覧\n"));
    }
}
