//! What this room finds, for the catalogue.

use crate::diag::{Code, RuleInfo, Severity};

/// F01: the file cannot be opened.
pub(super) static UNREADABLE_FILE: RuleInfo = RuleInfo {
    code: Code("F01"),
    name: "unreadable-file",
    severity: Severity::Error,
    title: "ファイルを開けない",
    fix: "Excelで開けることを確認し、パスワードを付けずに.xlsx形式で再提出してください",
    doc: r"
## 何を調べるか
提出されたファイルを、ブックとして開けるかを調べます。パスワード、途中で切れたファイル、名前だけExcelのHTMLやCSV、中身のないファイル、展開すると極端に大きくなるファイルは開けません。ファイルの種類は、名前ではなく中身で判断します。
## なぜ
開けないファイルの計画は未提出と同じ扱いになるため、締切までに出し直してもらう必要があります。
## 直し方
パスワードを解除し、Excelで開けることを確かめてから、.xlsx形式で保存し直して再提出します。
例：「ファイルを開けません（パスワードで保護されています）」
",
};

/// F02: a format other than .xlsx; read all the same.
pub(super) static OTHER_FORMAT: RuleInfo = RuleInfo {
    code: Code("F02"),
    name: "other-workbook-format",
    severity: Severity::Warning,
    title: ".xlsx以外の形式",
    fix: "次回は.xlsx形式で保存して提出してください",
    doc: r"
## 何を調べるか
ブックが.xlsx以外の形式（.xls、.xlsm、.xlsb、.ods）かを、中身で調べます。どの形式も読み取ります。
## なぜ
旧形式などで保存すると、Excelの新しい機能で書いた内容や書式が失われていることがあります。マクロ付きの形式は、開くときに警告が出ます。
## 直し方
今回は読み取った値を確認するだけで構いません。次回からは.xlsx形式で保存して提出します。
例：「旧形式（.xls）のファイルです。読み取りました」
",
};

/// F17: not a workbook at all.
pub(super) static NOT_A_WORKBOOK: RuleInfo = RuleInfo {
    code: Code("F17"),
    name: "not-a-workbook",
    severity: Severity::Warning,
    title: "Excel以外のファイル",
    fix: "送付状などであれば対応不要です。実施計画シートであれば、Excelで提出してください",
    doc: r"
## 何を調べるか
提出フォルダーに、Word、PDF、画像など、ブックではないファイルや、0バイトの中身のないブックがあるかを調べます。
## なぜ
送付状であれば問題ありませんが、実施計画シートをPDFなどにして提出していると、内容を読み取れません。
## 直し方
送付状や参考資料であれば、対応は不要です。実施計画シートであれば、Excelファイルで提出してもらいます。
例：「Excel以外のファイルです（送付状.docx、Word文書）」
",
};
