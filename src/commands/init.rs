//! `gyokaku init DIR`: a new plan folder with form, ledger and settings to edit.

use std::path::PathBuf;

use clap::Args;

use super::Outcome;
use super::console::Console;
use super::init_files::{NewFolder, new_folder};
use super::init_from::{Drawn, draw_from};
use crate::characters::fold;
use crate::error::{Error, Result};
use crate::model::{Eras, FiscalYear, Ledger, Period};
use crate::settings::{Settings, parse_year};

/// 計画フォルダー（設定、様式、計画台帳）を新しく作ります
#[derive(Debug, Args)]
#[command(
    after_help = "例：\n  gyokaku init 本庄市 --city 本庄市 --start R5 --end R9\n  gyokaku init 本庄市    市の名前と計画期間を、順に質問する\n  gyokaku init 本庄市 --from 記入済みシート    記入済みのシートから様式と台帳を作る"
)]
pub(super) struct InitArgs {
    /// 作るフォルダー（すでにあるファイルは書き換えません）
    #[arg(value_name = "フォルダー")]
    pub(super) dir: PathBuf,
    /// 市の名前
    #[arg(long, value_name = "市の名前")]
    pub(super) city: Option<String>,
    /// 計画期間の最初の年度（例：R5）
    #[arg(long, value_name = "年度")]
    pub(super) start: Option<String>,
    /// 計画期間の最後の年度（例：R9）
    #[arg(long, value_name = "年度")]
    pub(super) end: Option<String>,
    /// 記入済みの実施計画シートのあるフォルダー。様式と計画台帳をここから作ります
    #[arg(long, value_name = "フォルダー")]
    pub(super) from: Option<PathBuf>,
    /// 何を作るかを表示するだけで、書き込みません
    #[arg(long)]
    pub(super) dry_run: bool,
}

const TRIED: &str = "計画フォルダーを作ります";

/// Makes the folder, or says what it would make.
pub(super) fn init(args: &InitArgs, console: &mut Console) -> Result<Outcome> {
    let eras = Eras::default();
    let city = city(&wanted(args.city.as_deref(), "市の名前（例：本庄市）", "--city", console)?)?;
    let start =
        year(&wanted(args.start.as_deref(), "計画期間の最初の年度（例：R5）", "--start", console)?, &eras)?;
    let end = year(&wanted(args.end.as_deref(), "計画期間の最後の年度（例：R9）", "--end", console)?, &eras)?;
    let period = Period { start, end };
    check_period(period, &eras)?;
    let settings = Settings::new(&city, period);
    let drawn = match &args.from {
        Some(folder) => draw_from(folder, &settings, console)?,
        None => Drawn { form: None, ledger: Ledger::default(), notes: Vec::new() },
    };
    let files = new_folder(&settings, &drawn)?;
    files.refuse_existing(&args.dir)?;
    if !args.dry_run {
        files.write(&args.dir)?;
    }
    console.line(&report(args, &files, &drawn, &settings));
    Ok(Outcome::Done)
}

/// An option's value, or the answer to a question where someone can answer.
fn wanted(given: Option<&str>, question: &str, option: &str, console: &mut Console) -> Result<String> {
    if let Some(text) = given {
        return Ok(text.trim().to_owned());
    }
    let answer = if console.is_interactive() { console.ask(question) } else { None };
    answer.filter(|text| !text.is_empty()).ok_or_else(|| {
        let name = question.split('（').next().unwrap_or(question);
        Error::new(
            TRIED,
            format!("{name}が指定されていません"),
            format!("「{option}」で{name}を指定してください"),
        )
    })
}

fn city(text: &str) -> Result<String> {
    let unusable = |c: char| c.is_control() || c == '"' || c == '\\';
    if text.is_empty() || text.contains(unusable) {
        return Err(Error::new(
            TRIED,
            format!("「{}」は市の名前として使えません", text.escape_debug()),
            "「本庄市」のように指定してください",
        ));
    }
    Ok(text.to_owned())
}

fn year(text: &str, eras: &Eras) -> Result<FiscalYear> {
    parse_year(&fold(text), eras).ok_or_else(|| {
        Error::new(
            TRIED,
            format!("「{text}」を年度として読み取れません"),
            "「R5」又は「令和5年度」の形で指定してください",
        )
    })
}

fn check_period(period: Period, eras: &Eras) -> Result<()> {
    const LONGEST: i16 = 20;
    let (start, end) = (eras.short(period.start), eras.short(period.end));
    if period.end < period.start || period.end.0 - period.start.0 >= LONGEST {
        return Err(Error::new(
            TRIED,
            format!("計画期間が{start}から{end}までになっています"),
            "最初の年度と最後の年度を確認してください",
        ));
    }
    Ok(())
}

fn report(args: &InitArgs, files: &NewFolder, drawn: &Drawn, settings: &Settings) -> String {
    let dir = args.dir.display();
    let first = settings.eras.short(settings.period.start);
    let mut lines = vec![if args.dry_run {
        format!("「{dir}」に次のものを作ります（--dry-run：まだ何も書き込んでいません）")
    } else {
        format!("計画フォルダー「{dir}」を作りました")
    }];
    lines.extend(files.listing().map(|(path, what)| format!("  {path}　{what}")));
    lines.extend(drawn.notes.iter().cloned());
    lines.extend(files.notes.iter().cloned());
    lines.push("次にすること：".to_owned());
    let ledger = if drawn.ledger.plans.is_empty() {
        format!("「{first}/計画台帳.xlsx」に改革分野と計画を入力してください")
    } else {
        format!("「{first}/計画台帳.xlsx」の計画と改革分野を確かめ、足りないところを入力してください")
    };
    let form = if drawn.form.is_some() {
        "「様式」の様式案をExcelで確かめてください（「gyokaku inspect」に記入済みのシートを指定すると、どう読み取られるかが見られます）"
    } else {
        "市の様式を使うときは「様式」のファイルをExcelで直すか、「gyokaku form」で記入済みのシートから作ってください"
    };
    let steps = [
        "「gyokaku.toml」をメモ帳で開き、計画の名前と事務局の名前を確かめてください".to_owned(),
        ledger,
        form.to_owned(),
        format!("「gyokaku sheets {}」で課に配るシートを作ってください", args.dir.join(&first).display()),
    ];
    lines.extend((1..).zip(steps).map(|(n, step)| format!("  {n}. {step}")));
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_are_taken_as_people_type_them() {
        let eras = Eras::default();
        for text in ["R5", "ｒ５", "令和5年度", "2023"] {
            assert_eq!(year(text, &eras).expect("a year"), FiscalYear(2023), "{text}");
        }
        assert!(year("来年", &eras).expect_err("no year").to_string().contains("「来年」"));
    }

    #[test]
    fn a_period_that_runs_backwards_is_refused() {
        let period = |start, end| Period { start: FiscalYear(start), end: FiscalYear(end) };
        assert!(check_period(period(2023, 2023), &Eras::default()).is_ok());
        assert!(check_period(period(2027, 2023), &Eras::default()).is_err());
        assert!(check_period(period(2023, 2123), &Eras::default()).is_err());
    }

    #[test]
    fn a_city_that_would_break_the_settings_is_refused() {
        assert!(city("本庄市").is_ok());
        for text in ["", "本\"庄", "a\\b", "本\n庄"] {
            assert!(city(text).is_err(), "{text:?}");
        }
    }
}
