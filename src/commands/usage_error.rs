//! clap's complaints, in Japanese and with what to do next.

use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::error::Error;

/// The same complaint as an [`Error`]. `commands` are the names to suggest from;
/// clap itself misses swapped letters in short ones.
pub(super) fn in_japanese(error: &clap::Error, commands: &[&str]) -> Error {
    let tried = "コマンドを読み取る";
    let said = |kind| context(error, kind).unwrap_or_default();
    let argument = said(ContextKind::InvalidArg);
    let why = match error.kind() {
        ErrorKind::InvalidSubcommand => {
            format!("「{}」というコマンドはありません", said(ContextKind::InvalidSubcommand))
        }
        ErrorKind::UnknownArgument => format!("「{argument}」というオプションはありません"),
        ErrorKind::MissingRequiredArgument => format!("{argument}が指定されていません"),
        ErrorKind::InvalidValue if said(ContextKind::InvalidValue).is_empty() => {
            format!("「{argument}」に続く値がありません")
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            format!("「{argument}」に「{}」は使えません", said(ContextKind::InvalidValue))
        }
        ErrorKind::ArgumentConflict => {
            format!("「{argument}」と「{}」は一緒に使えません", said(ContextKind::PriorArg))
        }
        ErrorKind::MissingSubcommand => "コマンドが指定されていません".to_owned(),
        ErrorKind::InvalidUtf8 => "文字として読み取れない引数があります".to_owned(),
        _ => format!("「{argument}」の使い方が正しくありません"),
    };
    Error::new(tried, why, next(error, commands))
}

fn next(error: &clap::Error, commands: &[&str]) -> String {
    let suggested =
        [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::SuggestedValue]
            .into_iter()
            .find_map(|kind| context(error, kind).filter(|text| !text.is_empty()))
            .or_else(|| nearest(&context(error, ContextKind::InvalidSubcommand)?, commands));
    if let Some(suggestion) = suggested {
        return format!("もしかして「{suggestion}」ではありませんか");
    }
    match context(error, ContextKind::ValidValue).filter(|text| !text.is_empty()) {
        Some(valid) => format!("次のどれかを指定してください：{valid}"),
        None => "使い方は「gyokaku --help」で見られます".to_owned(),
    }
}

/// The command within two slips of what was typed.
fn nearest(typed: &str, commands: &[&str]) -> Option<String> {
    let slips = |name: &&&str| strsim::damerau_levenshtein(&typed.to_lowercase(), name);
    commands.iter().min_by_key(slips).filter(|name| slips(name) <= 2).map(ToString::to_string)
}

fn context(error: &clap::Error, kind: ContextKind) -> Option<String> {
    Some(match error.get(kind)? {
        ContextValue::String(text) => text.clone(),
        ContextValue::Strings(texts) => texts.join("、"),
        ContextValue::StyledStr(text) => text.to_string(),
        ContextValue::StyledStrs(texts) => {
            texts.iter().map(ToString::to_string).collect::<Vec<_>>().join("、")
        }
        ContextValue::Number(number) => number.to_string(),
        ContextValue::Bool(_) | ContextValue::None => return None,
        _ => return None,
    })
}
