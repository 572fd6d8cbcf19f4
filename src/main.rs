//! Arguments in, exit code out.

use std::process::ExitCode;

use gyokaku::{commands, workbook};

fn main() -> ExitCode {
    // The child process that reads old formats; not for people, so before clap.
    if std::env::args_os().nth(1).is_some_and(|arg| arg == workbook::CHILD_COMMAND) {
        return workbook::child_main();
    }
    commands::main(std::env::args_os())
}
