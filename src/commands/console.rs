//! The terminal: plain lines, errors, progress.

use std::fmt;
use std::io::{BufRead, BufReader, IsTerminal, Write};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Where the program speaks to its user. Long work shows a bar on a terminal
/// and nothing between its first and last line elsewhere.
pub struct Console {
    color: bool,
    progress: bool,
    interactive: bool,
    input: Box<dyn BufRead>,
    output: Box<dyn Write>,
    errors: Box<dyn Write>,
}

impl fmt::Debug for Console {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { color, progress, interactive, .. } = self;
        write!(f, "Console {{ color: {color}, progress: {progress}, interactive: {interactive} }}")
    }
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
        let (input, output, errors) = (std::io::stdin(), std::io::stdout(), std::io::stderr());
        Self {
            color: output.is_terminal() && !no_color,
            progress: errors.is_terminal(),
            interactive: input.is_terminal() && output.is_terminal(),
            input: Box::new(BufReader::new(input)),
            output: Box::new(output),
            errors: Box::new(errors),
        }
    }

    /// Whether colour is wanted on standard output.
    pub fn color(&self) -> bool {
        self.color
    }

    /// Writes a text and a line end to standard output. A closed pipe is no error of ours.
    pub fn line(&mut self, text: &str) {
        let _ = writeln!(self.output, "{}", text.trim_end_matches('\n'));
    }

    /// Writes a text and a line end to standard error.
    pub fn error(&mut self, text: &str) {
        let _ = writeln!(self.errors, "{text}");
    }

    /// Whether a person sits at both ends: questions can be asked and answered.
    pub fn is_interactive(&self) -> bool {
        self.interactive
    }

    /// Asks one question and gives the answer, trimmed; `None` where the input has ended.
    pub fn ask(&mut self, question: &str) -> Option<String> {
        let _ = write!(self.output, "{question}：").and_then(|()| self.output.flush());
        let mut answer = String::new();
        let read = self.input.read_line(&mut answer);
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

#[cfg(test)]
pub(super) mod scripted {
    //! A terminal whose clerk has written the answers down beforehand.

    use std::io::{Cursor, Result, Write};
    use std::sync::{Arc, Mutex};

    use super::Console;

    /// All that was said on a scripted console.
    #[derive(Clone, Default)]
    pub(in crate::commands) struct Said(Arc<Mutex<Vec<u8>>>);

    impl Said {
        pub(in crate::commands) fn text(&self) -> String {
            String::from_utf8(self.0.lock().expect("no writer panicked").clone()).expect("UTF-8 is said")
        }
    }

    impl Write for Said {
        fn write(&mut self, bytes: &[u8]) -> Result<usize> {
            self.0.lock().expect("no writer panicked").write(bytes)
        }

        fn flush(&mut self) -> Result<()> {
            Ok(())
        }
    }

    /// A console on which a person types `answers`, one a line, and then nothing more.
    pub(in crate::commands) fn console(answers: &'static str) -> (Console, Said) {
        let said = Said::default();
        let console = Console {
            color: false,
            progress: false,
            interactive: true,
            input: Box::new(Cursor::new(answers)),
            output: Box::new(said.clone()),
            errors: Box::new(said.clone()),
        };
        (console, said)
    }

    #[test]
    fn only_a_plain_yes_is_a_yes() {
        for yes in ["y\n", "Y\n", "yes\r\n", "はい\n", "ｙ", " y \n"] {
            let (mut console, said) = console(yes);
            assert!(console.agrees("進みますか"), "{yes:?}");
            assert_eq!(said.text(), "進みますか（はい＝y、いいえ＝Enter）：");
        }
        for no in ["\n", "n\n", "いいえ\n", "yeah\n", "", "はいはい\n"] {
            assert!(!console(no).0.agrees("進みますか"), "{no:?}");
        }
    }

    #[test]
    fn an_ended_input_is_no_answer_and_an_empty_line_is_one() {
        let (mut console, _) = console("\n");
        assert_eq!(console.ask("市の名前"), Some(String::new()));
        assert_eq!(console.ask("市の名前"), None);
    }
}
