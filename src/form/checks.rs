//! The checks that speak of forms, with their documentation.

use std::sync::Arc;

use crate::diag::{Code, Finding, RuleInfo, Severity};

/// F04
pub(crate) static F04: RuleInfo = RuleInfo {
    code: Code("F04"),
    name: "form-changed",
    severity: Severity::Warning,
    title: "様式の行・列・見出しが変更されている",
    fix: "読取結果が正しいかを確認し、次回は様式を変えずに提出してください",
    doc: r"
## 何を調べるか
シートの見出しを様式と照らし合わせ、行や列の挿入・削除・移動、見出しの移動や言い換え、欄の横への記入、非表示の欄を調べます。
見出しの空白・改行・全角半角だけの違いは変更とみなしません。
## なぜ
様式が変わっていても見出しを手掛かりに読み取りますが、意図した欄に記入されているかは人の目で確かめる必要があります。
## 直し方
「gyokaku inspect ファイル名」で読取結果を確認します。誤りがあれば、元の様式に転記して再提出してもらいます。
## 例
「実施状況」の上に1行挿入した場合：様式が変更されています（18行目に1行挿入）。見出しを手掛かりに読み取りました
",
};

/// F05
pub(crate) static F05: RuleInfo = RuleInfo {
    code: Code("F05"),
    name: "field-not-located",
    severity: Severity::Error,
    title: "欄を特定できない",
    fix: "見出しを元に戻すか、元の様式に転記して再提出してください",
    doc: r"
## 何を調べるか
様式の欄がシートのどこにあるかを、見出しから一つに決められるかを調べます。
見出しがない、同じ見出しが二つあって見分けられない、一つの欄に記載が二つある場合は、決められません。
必須の欄（対象年度、改革分野、番号、計画名、実行課、実施状況、自己評価、評価理由）ではエラー、ほかの欄では要確認です。
## なぜ
推測で読み取ると、隣の欄の値を取り込むおそれがあります。決められない欄の値は取り込みません。
## 直し方
消した見出しや行を元に戻すか、元の様式に転記して再提出します。
## 例
「実施状況」の見出しを消した場合：「実施状況」の欄を特定できません（見出し「実施状況」が見つかりません）
",
};

/// F06
pub(crate) static F06: RuleInfo = RuleInfo {
    code: Code("F06"),
    name: "sheet-not-read",
    severity: Severity::Info,
    title: "対象外のシートがある",
    fix: "実施計画シートであれば、表示して記入例以外の名前にし、不要であれば削除してください",
    doc: r"
## 何を調べるか
ファイルの中の、非表示のシート、名前に「記入例」「見本」などを含むシート、様式と合わないシート、未記入の様式を挙げます。空のシートは挙げません。
## なぜ
取り込まなかったシートを記録に残し、提出されたはずの計画が漏れていないかを確かめられるようにします。
## 直し方
通常は対応不要です。実施計画シートが含まれている場合は、再表示するか、シート名を直して再提出します。
## 例
対象外のシート「記入例」は取り込んでいません
",
};

/// F07
pub(crate) static F07: RuleInfo = RuleInfo {
    code: Code("F07"),
    name: "excel-error",
    severity: Severity::Error,
    title: "欄がExcelのエラー値になっている",
    fix: "数式を直すか、値を直接入力してください",
    doc: r"
## 何を調べるか
欄のセルに「#REF!」「#DIV/0!」「#N/A」などのエラー値がないかを調べます。
## なぜ
エラー値からは本来の値が分かりません。
## 直し方
数式を直すか、値を直接入力して再提出します。
## 例
セルF12が「#REF!」です
",
};

/// F12
pub(crate) static F12: RuleInfo = RuleInfo {
    code: Code("F12"),
    name: "text-over-cells",
    severity: Severity::Warning,
    title: "図形・コメント・画像がある",
    fix: "必要な内容であれば、欄のセルに文字で記入してください",
    doc: r"
## 何を調べるか
テキストボックスなどの図形とコメントの中の文字、欄の上に置かれた画像、選択の欄の上に描かれた図形（○囲みなど）を調べます。様式に元からあるものは除きます。
## なぜ
図形やコメントの文字はセルの値ではなく、取り込まれません。図形で描いた○も同じです。
## 直し方
必要な内容は欄のセルに記入し、不要なものは削除します。
## 例
図形の中の文字は取り込まれません：「実施状況は別紙参照」
",
};

/// F13
pub(crate) static F13: RuleInfo = RuleInfo {
    code: Code("F13"),
    name: "struck-through",
    severity: Severity::Warning,
    title: "取消線の付いた文字がある",
    fix: "不要な文字を削除してください",
    doc: r"
## 何を調べるか
欄の文字に取消線の付いた部分がないかを調べます。
## なぜ
見え消しで修正されたシートでは、取り消した文字と新しい文字が続けて読まれ、「100人120人」のようになります。取消線の付いた文字は除いて読み取ります。
## 直し方
取り消した文字を削除して再提出します。
## 例
取消線の付いた文字「100人」があります。除いて読み取りました
",
};

/// F14
pub(crate) static F14: RuleInfo = RuleInfo {
    code: Code("F14"),
    name: "formula-without-value",
    severity: Severity::Error,
    title: "数式の結果が保存されていない、又は別のブックを参照している",
    fix: "Excelで開いて値を確かめ、値として貼り付けて保存し直してください",
    doc: r"
## 何を調べるか
欄のセルの数式に計算結果が保存されているか、別のブックを参照していないかを調べます。
## なぜ
計算結果のない数式からは値が分かりません。別のブックへの参照は、そのブックが変わると値が変わります。
## 直し方
Excelで開き、計算結果を確かめ、値として貼り付けて保存し直します。
## 例
セルC14の数式の計算結果が保存されていません
",
};

/// F15
pub(crate) static F15: RuleInfo = RuleInfo {
    code: Code("F15"),
    name: "no-form-fits",
    severity: Severity::Error,
    title: "様式に合うシートがない",
    fix: "配布した様式に記入されているかを確認してください",
    doc: r"
## 何を調べるか
提出されたファイルに、様式と見出しが合うシートがあるかを調べます。見出しの一部だけが合うシートも挙げます。
## なぜ
様式と合わないシートは、どのセルがどの欄かを決められません。
## 直し方
配布した様式に転記して再提出してもらいます。新しい様式であれば「様式」フォルダーに加えます。
## 例
実施計画シートが見つかりません
",
};

/// F16
pub(crate) static F16: RuleInfo = RuleInfo {
    code: Code("F16"),
    name: "text-outside-fields",
    severity: Severity::Warning,
    title: "欄外に記載がある",
    fix: "必要な内容であれば該当する欄に記入し、不要であれば削除してください",
    doc: r"
## 何を調べるか
様式のどの見出しにも欄にも当たらない文字や画像を調べます。
## なぜ
欄外の記載は取り込まれず、どの帳票にも載りません。
## 直し方
必要な内容は該当する欄に記入し、不要であれば削除します。
## 例
欄外に記載があります（A18「（参考）担当係」、C18「企画調整係」）。取り込んでいません
",
};

/// V10
pub(crate) static V10: RuleInfo = RuleInfo {
    code: Code("V10"),
    name: "two-marks",
    severity: Severity::Error,
    title: "印が二つ以上ある",
    fix: "当てはまるもの一つだけに印を付けてください",
    doc: r"
## 何を調べるか
○を付けて選ぶ欄や、□を塗って選ぶ欄に、印が二つ以上ないかを調べます。
## なぜ
どちらを選んだのかを決められません。
## 直し方
一つだけ選び、ほかの印を消します。
## 例
「自己評価」の欄に印が2つあります（D19「○」F19「○」）。印は一つだけにしてください
",
};

/// Every check of this room, for the catalogue.
pub static CHECKS: &[&RuleInfo] = &[&F04, &F05, &F06, &F07, &F12, &F13, &F14, &F15, &F16, &V10];

/// F15 for a workbook in which no sheet could be read.
pub fn no_sheet_fits(file: &Arc<str>) -> Finding {
    Finding::new(&F15, "実施計画シートが見つかりません（様式と見出しの合うシートがありません）").in_file(file)
}
