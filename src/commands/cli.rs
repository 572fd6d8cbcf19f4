//! The command line, in Japanese.

use std::ffi::OsString;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};

use super::{check, close, completions, form, init, inspect, man, rules, run, sheets, usage_error, version};
use crate::error::Error;

/// Why no command came out of a command line.
pub(super) enum Stop {
    /// Help or version: show it and end well.
    Show(String),
    /// The words were wrong.
    Wrong(Error),
}

/// 行政改革大綱実施計画の評価シートを読み取り、点検し、報告書を作ります
#[derive(Debug, Parser)]
#[command(name = "gyokaku", disable_help_subcommand = true, arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

/// The subcommands; each one's `Args` stands in its own file.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    Run(run::RunArgs),
    Check(check::CheckArgs),
    Sheets(sheets::SheetsArgs),
    Close(close::CloseArgs),
    Inspect(inspect::InspectArgs),
    Rules(rules::RulesArgs),
    Form(form::FormArgs),
    Init(init::InitArgs),
    Completions(completions::CompletionsArgs),
    Man(man::ManArgs),
}

const TEMPLATE: &str = "{about-with-newline}\n使い方：{usage}\n\n{all-args}{after-help}";

const EXAMPLES: &str = "例：
  gyokaku init 本庄市         計画フォルダーを新しく作る
  gyokaku sheets honjo/R6    課に配るシートを作る
  gyokaku run honjo/R6       提出されたシートから報告書を作る
  gyokaku close honjo/R6     審議を終えた評価を確定する

コマンドごとの説明は「gyokaku run --help」のように見られます
何も付けずに始めると、近くの計画フォルダーの、確定していない最新の年度を実行します";

/// The whole command as clap knows it, with Japanese headings throughout.
pub(super) fn command() -> clap::Command {
    let mut command = Cli::command()
        .version(env!("CARGO_PKG_VERSION"))
        .subcommand_help_heading("コマンド")
        .subcommand_value_name("コマンド")
        .after_help(EXAMPLES);
    command = japanese(command);
    command.mut_subcommands(|subcommand| {
        let subcommand = japanese(subcommand);
        let usage = usage_of(&subcommand);
        subcommand.override_usage(usage)
    })
}

/// The line of usage without clap's English words.
fn usage_of(subcommand: &clap::Command) -> String {
    let usage = subcommand.clone().render_usage().to_string();
    let usage = usage.trim_start_matches("Usage: ").replace("[OPTIONS]", "[オプション]");
    format!("gyokaku {usage}")
}

fn japanese(command: clap::Command) -> clap::Command {
    let help = clap::Arg::new("help")
        .short('h')
        .long("help")
        .action(clap::ArgAction::Help)
        .help("使い方を表示します")
        .help_heading("オプション");
    let command = command.disable_help_flag(true).arg(help).help_template(TEMPLATE).mut_args(|arg| {
        let heading = if arg.is_positional() { "引数" } else { "オプション" };
        let arg = arg.help_heading(heading);
        // clap writes "[default: …]" in English; our help texts name their defaults.
        if arg.get_action().takes_values() {
            arg.hide_default_value(true).hide_possible_values(true)
        } else {
            arg
        }
    });
    if command.get_version().is_some() {
        command.disable_version_flag(true).arg(
            clap::Arg::new("version")
                .short('V')
                .long("version")
                .action(clap::ArgAction::Version)
                .help("版を表示します")
                .help_heading("オプション"),
        )
    } else {
        command
    }
}

/// The names of all commands.
pub(super) fn names() -> Vec<String> {
    command().get_subcommands().map(|command| command.get_name().to_owned()).collect()
}

/// Reads a command line, the program's name first.
pub(super) fn parse(arguments: &[OsString]) -> Result<Command, Stop> {
    let matches = command().try_get_matches_from(arguments).map_err(|error| stop(&error))?;
    match Cli::from_arg_matches(&matches) {
        Ok(cli) => Ok(cli.command),
        Err(error) => Err(stop(&error)),
    }
}

fn stop(error: &clap::Error) -> Stop {
    use clap::error::ErrorKind;
    match error.kind() {
        ErrorKind::DisplayVersion => Stop::Show(format!("gyokaku {}", version::text())),
        ErrorKind::DisplayHelp | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            Stop::Show(error.render().to_string())
        }
        _ => {
            let command = command();
            let names: Vec<&str> = command.get_subcommands().map(clap::Command::get_name).collect();
            Stop::Wrong(usage_error::in_japanese(error, &names))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(line: &str) -> Vec<OsString> {
        line.split_whitespace().map(OsString::from).collect()
    }

    #[test]
    fn help_is_japanese_throughout() {
        let commands = names().into_iter().map(|name| format!("gyokaku {name} --help"));
        for line in commands.chain(["gyokaku --help".to_owned(), "gyokaku".to_owned()]) {
            let line = line.as_str();
            let Err(Stop::Show(help)) = parse(&words(line)) else { panic!("{line} shows no help") };
            for english in [
                "Usage",
                "OPTIONS",
                "COMMAND",
                "Options",
                "Commands",
                "Arguments",
                "Print",
                "default",
                "possible",
            ] {
                assert!(!help.contains(english), "{line}: {english} in\n{help}");
            }
        }
    }

    #[test]
    fn every_command_shows_an_example() {
        for name in names() {
            let Err(Stop::Show(help)) = parse(&words(&format!("gyokaku {name} --help"))) else {
                panic!("{name} shows no help")
            };
            assert!(help.contains(&format!("例：\n  gyokaku {name}")), "{name}:\n{help}");
        }
    }

    #[test]
    fn the_version_names_the_versions_of_the_data() {
        let Err(Stop::Show(text)) = parse(&words("gyokaku --version")) else { panic!("no version") };
        assert!(text.starts_with(&format!("gyokaku {}\n", env!("CARGO_PKG_VERSION"))), "{text}");
        for part in ["gyokaku-record/1", "gyokaku-closed/1", "実施計画シート", "項目"] {
            assert!(text.contains(part), "{part} in {text}");
        }
    }

    #[test]
    fn a_mistyped_command_gets_a_suggestion() {
        let Err(Stop::Wrong(error)) = parse(&words("gyokaku rnu honjo/R5")) else { panic!("not refused") };
        let text = error.to_string();
        assert!(text.contains("「rnu」") && text.contains("run"), "{text}");
    }

    #[test]
    fn a_missing_folder_is_named() {
        let Err(Stop::Wrong(error)) = parse(&words("gyokaku run")) else { panic!("not refused") };
        assert!(error.to_string().contains("年度フォルダー"), "{error}");
    }
}
