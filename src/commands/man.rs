//! `gyokaku man`: the manual page, from the same texts as the help.

use clap::Args;
use clap_mangen::Man;

use super::cli;

/// マニュアルページ（man形式）を表示します
#[derive(Debug, Args)]
#[command(after_help = "例：\n  gyokaku man\n\n「gyokaku man > gyokaku.1」のように保存して使います")]
pub(super) struct ManArgs {}

/// The headings that the generator writes in English.
const HEADINGS: [(&str, &str); 9] = [
    ("NAME", "名前"),
    ("SYNOPSIS", "書式"),
    ("DESCRIPTION", "説明"),
    ("OPTIONS", "オプション"),
    ("SUBCOMMANDS", "コマンド"),
    ("COMMANDS", "コマンド"),
    ("EXTRA", "例"),
    ("VERSION", "版"),
    ("ARGUMENTS", "引数"),
];

/// One page: the program, then each command.
pub(super) fn man() -> String {
    let mut command = cli::command();
    command.build();
    let mut page = page_of(&command);
    for sub in command.get_subcommands() {
        let sub_page = page_of(sub);
        // Its sections stand below the command's name, without a page title of their own.
        let sections = sub_page.lines().skip_while(|line| !line.starts_with(".SH"));
        page.push_str(&format!(".SH \"gyokaku {}\"\n", sub.get_name()));
        for line in sections {
            page.push_str(&line.replacen(".SH", ".SS", 1));
            page.push('\n');
        }
    }
    page
}

fn page_of(command: &clap::Command) -> String {
    let mut bytes = Vec::new();
    Man::new(command.clone()).render(&mut bytes).expect("writing into memory does not fail");
    let text = String::from_utf8_lossy(&bytes).into_owned();
    text.lines().map(|line| in_japanese(line) + "\n").collect()
}

fn in_japanese(line: &str) -> String {
    let heading = line.strip_prefix(".SH ").map(|text| text.trim_matches('"'));
    let known = HEADINGS.iter().find(|(english, _)| Some(*english) == heading);
    known.map_or_else(|| line.to_owned(), |(_, japanese)| format!(".SH {japanese}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_holds_every_command_under_japanese_headings() {
        let page = man();
        for name in cli::names() {
            assert!(page.contains(&format!(".SH \"gyokaku {name}\"")), "{name}");
        }
        let english = |line: &&str| {
            line.strip_prefix(".S")
                .is_some_and(|rest| rest[1..].trim().chars().all(|c| c.is_ascii_uppercase()))
        };
        assert_eq!(page.lines().find(english), None);
        assert!(page.contains("審議を終えた評価を確定"));
    }
}
