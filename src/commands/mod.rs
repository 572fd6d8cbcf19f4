//! One file a subcommand, each with its own clap `Args`; the only place where
//! stages are joined.
//!
//! Enters: the command line. Leaves: files, lines on the terminal, an exit
//! status. Only here are the clock and the terminal known.

mod attribute;
mod batch;
mod check;
mod check_files;
mod cli;
mod close;
mod completions;
mod console;
mod form;
mod init;
mod init_files;
mod init_from;
mod inspect;
mod inspect_json;
mod man;
mod outputs;
mod plan_folder;
mod print;
mod proposed_form;
mod rules;
mod run;
mod sheets;
mod start;
mod submissions;
mod usage_error;
mod version;

use std::ffi::OsString;
use std::process::ExitCode;

pub use batch::{Batch, read_batch};
pub use console::Console;
pub use outputs::{Fill, Put, build_outputs};
pub use plan_folder::YearFolder;
pub use print::Print;

use crate::diag::Code;
use crate::error::Result;

/// How a command ended; the numbers are part of the contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// 0: done.
    Done,
    /// 1: done, with error findings, or `close` refused.
    Errors,
}

/// Runs the program on a command line (the program's name first) and gives its
/// exit status: 0 done, 1 done with error findings, 2 could not do it.
pub fn main(arguments: impl Iterator<Item = OsString>) -> ExitCode {
    let arguments: Vec<OsString> = arguments.collect();
    let mut console = Console::new();
    let by_hand = start::started_by_hand(&arguments);
    let outcome = match &by_hand {
        Some(paths) => start::start(paths, &mut console),
        None => dispatch(&arguments, &mut console),
    };
    let status = match outcome {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Errors) => ExitCode::from(1),
        Err(error) => {
            console.error(&error.to_string());
            ExitCode::from(2)
        }
    };
    if by_hand.is_some() {
        console.wait_for_enter();
    }
    status
}

fn dispatch(arguments: &[OsString], console: &mut Console) -> Result<Outcome> {
    let command = match cli::parse(arguments) {
        Ok(command) => command,
        Err(cli::Stop::Show(text)) => {
            console.line(&text);
            return Ok(Outcome::Done);
        }
        Err(cli::Stop::Wrong(error)) => return Err(error),
    };
    match command {
        cli::Command::Run(args) => run::run(&args, console),
        cli::Command::Check(args) => check::check(&args, console),
        cli::Command::Sheets(args) => sheets::sheets(&args, console),
        cli::Command::Close(args) => close::close(&args, console),
        cli::Command::Inspect(args) => say(console, &inspect::inspect(&args, &known_codes())?),
        cli::Command::Rules(args) => say(console, &rules::rules(&args)?),
        cli::Command::Form(args) => say(console, &form::form(&args)?),
        cli::Command::Init(args) => init::init(&args, console),
        cli::Command::Completions(args) => say(console, &completions::completions(&args)),
        cli::Command::Man(_) => say(console, &man::man()),
    }
}

fn say(console: &mut Console, text: &str) -> Result<Outcome> {
    console.line(text);
    Ok(Outcome::Done)
}

/// The codes that settings may name.
fn known_codes() -> Vec<Code> {
    crate::rules::catalogue().iter().map(|info| info.code).collect()
}
