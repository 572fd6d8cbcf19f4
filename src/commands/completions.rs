//! `gyokaku completions SHELL`: what a shell needs to complete commands and options.

use clap::Args;
use clap_complete::Shell;

use super::cli;

/// シェルの入力補完の設定を表示します
#[derive(Debug, Args)]
#[command(
    after_help = "例：\n  gyokaku completions bash\n  gyokaku completions powershell\n\n表示されたものを、シェルの設定ファイルに保存して使います"
)]
pub(super) struct CompletionsArgs {
    /// シェルの名前（bash、elvish、fish、powershell、zsh）
    #[arg(value_name = "シェル")]
    pub(super) shell: Shell,
}

/// The completions as the shell's own script.
pub(super) fn completions(args: &CompletionsArgs) -> String {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut cli::command(), "gyokaku", &mut script);
    String::from_utf8_lossy(&script).into_owned()
}

#[cfg(test)]
mod tests {
    use clap::ValueEnum;

    use super::*;

    #[test]
    fn every_shell_completes_every_command() {
        for shell in Shell::value_variants() {
            let script = completions(&CompletionsArgs { shell: *shell });
            for name in cli::names() {
                assert!(script.contains(&name), "{shell}: {name}");
            }
        }
    }
}
