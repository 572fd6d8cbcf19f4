//! Codes beside names: what each coded item can hold, for the tables and for 項目定義書 alike.
//!
//! The words of a code never change: programs of others compare them.

use super::table::{Datum, Item, Kind, item};
use crate::model::{Body, Direction, Disposition, PlanStatus};
use crate::settings::Settings;

/// A code and the name that stands beside it.
type Coded = (&'static str, &'static str);

/// 提出状況.
pub(super) fn status(status: PlanStatus) -> Coded {
    let name = match status {
        PlanStatus::Submitted => "提出済",
        PlanStatus::Missing => "未提出",
        PlanStatus::Held => "保留",
    };
    (status.as_str(), name)
}

/// 評価の状態.
pub(super) fn state(is_final: bool) -> Coded {
    if is_final { ("final", "確定") } else { ("provisional", "未確定") }
}

/// 次年度の取扱い.
pub(super) fn disposition(disposition: Disposition) -> Coded {
    let code = match disposition {
        Disposition::Continue => "continue",
        Disposition::End => "end",
        Disposition::Examine => "examine",
    };
    (code, disposition.as_str())
}

/// 方向 of an indicator.
pub(super) fn direction(direction: Direction) -> Coded {
    match direction {
        Direction::Up => ("up", Direction::Up.as_str()),
        Direction::Down => ("down", Direction::Down.as_str()),
    }
}

/// 対象 of an opinion.
pub(super) fn subject(is_whole: bool) -> Coded {
    if is_whole { ("whole", "全体") } else { ("plan", "計画") }
}

/// 会議; its name is the city's.
pub(super) fn body(body: Body) -> &'static str {
    match body {
        Body::Headquarters => "hq",
        Body::Council => "council",
    }
}

/// Code and name as two data; two blanks for none.
pub(super) fn both(coded: Option<Coded>) -> [Datum; 2] {
    [Datum::maybe(coded.map(|(code, _)| code)), Datum::maybe(coded.map(|(_, name)| name))]
}

/// The two items of a coded name.
pub(super) fn items(name: &str, codes: &[Coded], blank: &str) -> [Item; 2] {
    let list = |part: fn(&Coded) -> &'static str| {
        let list: Vec<&str> = codes.iter().map(part).collect();
        format!("{}のいずれか{blank}", list.join("、"))
    };
    [
        item(format!("{name}_コード"), Kind::Text, list(|(code, _)| code)),
        item(name, Kind::Text, list(|(_, name)| name)),
    ]
}

/// Codes of 提出状況.
pub(super) fn statuses() -> [Coded; 3] {
    [PlanStatus::Submitted, PlanStatus::Missing, PlanStatus::Held].map(status)
}

/// Codes of 次年度の取扱い.
pub(super) fn dispositions() -> [Coded; 3] {
    [Disposition::Continue, Disposition::End, Disposition::Examine].map(disposition)
}

/// Every code of the tables: item, code, name.
pub(super) fn all(settings: &Settings) -> Vec<[String; 3]> {
    let row = |item: &str, code: &str, name: &str| [item, code, name].map(str::to_owned);
    let mut rows: Vec<[String; 3]> =
        settings.judgments.iter().map(|known| row("評価", known.code.as_str(), &known.meaning)).collect();
    let fixed: [(&str, &[Coded]); 5] = [
        ("提出状況", &statuses()),
        ("評価の状態", &[state(true), state(false)]),
        ("次年度の取扱い", &dispositions()),
        ("方向", &[direction(Direction::Up), direction(Direction::Down)]),
        ("対象", &[subject(true), subject(false)]),
    ];
    for (item, codes) in fixed {
        rows.extend(codes.iter().map(|(code, name)| row(item, code, name)));
    }
    for at in settings.bodies() {
        let name = settings.body(at).map_or("", |body| body.name.as_str());
        rows.push(row("会議", body(at), name));
    }
    rows
}
