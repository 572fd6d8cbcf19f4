//! The catalogue as a document: README.md of this folder.

use super::catalogue::catalogue;
use crate::diag::Severity;

const HEAD: &str = "\
# 確認項目の一覧

このファイルは各確認項目の説明から自動で作られます。直すときは各項目のソースを直してください。
（This file is generated from the checks themselves; edit those, not this.
Each rule of this folder is one file, `j04_c_without_remedy.rs`; checks found while reading stand in the room that reads.）

| 区分 | 意味 |
|---|---|
| エラー | 担当課に直してもらうもの。残っている間は評価を確定できません |
| 要確認 | 人が見て判断するもの |
| 情報 | 記録だけのもの |

gyokaku.tomlの`[rules]`で、市ごとに区分を変えたり、確認をやめたりできます。
";

/// The whole catalogue in Markdown: a table, then each check's documentation.
pub fn markdown() -> String {
    let checks = catalogue();
    let mut text = String::from(HEAD);
    text.push_str("\n| コード | 区分 | 内容 |\n|---|---|---|\n");
    for info in &checks {
        text.push_str(&format!("| {} | {} | {} |\n", info.code, info.severity.label(), info.title));
    }
    for info in &checks {
        text.push_str(&format!("\n## {} {}\n\n", info.code, info.title));
        let stops = if info.severity == Severity::Error { "（確定を止めます）" } else { "" };
        text.push_str(&format!("区分：{}{stops}　`{}`\n", info.severity.label(), info.name));
        for line in info.doc.trim().lines() {
            match line.strip_prefix("## ") {
                Some(heading) => text.push_str(&format!("\n### {heading}\n\n")),
                None => {
                    text.push_str(line);
                    text.push('\n');
                }
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_check_has_a_row_and_a_chapter() {
        let text = markdown();
        for info in catalogue() {
            assert!(text.contains(&format!("\n| {} |", info.code)), "{}", info.code);
            assert!(text.contains(&format!("\n## {} ", info.code)), "{}", info.code);
        }
    }
}
