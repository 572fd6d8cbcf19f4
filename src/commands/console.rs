//! The terminal: plain lines, errors, progress.

use std::io::{BufRead, IsTerminal, Write};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Where the program speaks to its user. Long work shows a bar on a terminal
/// and nothing between its first and last line elsewhere.
#[derive(Debug)]
pub struct Console {
    color: bool,
    progress: bool,
}

impl Default for Console {
    fn default() -> Self {
        Self::new()
    }
}

impl Console {
    /// A console on standard output and error. Colour only on a terminal and
    /// not where `NO_COLOR` is set (<https://no-color.org>).
    pub fn new() -> Self {
        let no_color = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        Self {
            color: std::io::stdout().is_terminal() && !no_color,
            progress: std::io::stderr().is_terminal(),
        }
    }

    /// Whether colour is wanted on standard output.
    pub fn color(&self) -> bool {
        self.color
    }

    /// Writes a text and a line end to standard output. A closed pipe is no error of ours.
    pub fn line(&mut self, text: &str) {
        let mut out = std::io::stdout().lock();
        let _ = writeln!(out, "{}", text.trim_end_matches('\n'));
    }

    /// Writes a text and a line end to standard error.
    pub fn error(&mut self, text: &str) {
        let mut out = std::io::stderr().lock();
        let _ = writeln!(out, "{text}");
    }

    /// Whether a person sits at both ends: questions can be asked and answered.
    pub fn is_interactive(&self) -> bool {
        std::io::stdin().is_terminal() && std::io::stdout().is_terminal()
    }

    /// Asks one question and gives the answer, trimmed; `None` where the input has ended.
    pub fn ask(&mut self, question: &str) -> Option<String> {
        let mut out = std::io::stdout().lock();
        let _ = write!(out, "{question}：").and_then(|()| out.flush());
        let mut answer = String::new();
        let read = std::io::stdin().lock().read_line(&mut answer);
        read.is_ok_and(|length| length > 0).then(|| answer.trim().to_owned())
    }

    /// Asks a question that only a plain yes answers with yes.
    pub fn agrees(&mut self, question: &str) -> bool {
        let answer = self.ask(&format!("{question}（はい＝y、いいえ＝Enter）")).unwrap_or_default();
        matches!(answer.to_lowercase().as_str(), "y" | "yes" | "ｙ" | "はい")
    }

    /// Keeps a window open that closes with the program, until Enter is pressed.
    /// Nobody is waited for where nobody can press it.
    pub fn wait_for_enter(&mut self) {
        if self.is_interactive() {
            self.line("");
            let _ = self.ask("Enterキーを押すと終わります");
        }
    }

    /// A bar for `length` steps; hidden where standard error is no terminal.
    pub fn progress(&self, length: usize, what: &'static str) -> ProgressBar {
        let target = if self.progress { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let bar = ProgressBar::with_draw_target(u64::try_from(length).ok(), target);
        if let Ok(style) = ProgressStyle::with_template("{prefix} [{bar:30}] {pos}/{len} {wide_msg}") {
            bar.set_style(style.progress_chars("=> "));
        }
        bar.set_prefix(what);
        bar.enable_steady_tick(Duration::from_millis(200));
        bar
    }
}
