//! The checks that are made while opinions and closed years are read.

use crate::diag::{Code, RuleInfo, Severity};

pub(super) static UNKNOWN_PLAN: RuleInfo = RuleInfo {
    code: Code("O03"),
    name: "opinion-for-unknown-plan",
    severity: Severity::Error,
    title: "意見の対象計画が台帳にない",
    fix: "意見のファイルのその行の改革分野と番号を、計画台帳と照らして直してください",
    doc: r"
## 何を調べるか
意見/本部.xlsx、意見/審議会.xlsx の各行の「改革分野」と「番号」が、計画台帳のその年度の計画にあるかを調べます。
意見も評価も書かれていない行は調べません。

例：12行目が「業務改善・効率化改革」「19」で、台帳は17番までの場合。
## なぜ
対象の分からない意見は、どの個票にも報告書にも載らず、担当課にも届きません。
## 直し方
その行の改革分野と番号を計画台帳のとおりに直します。全体についての意見は、番号を「全体」とします。
",
};

pub(super) static SECRETARIAT_FIELD: RuleInfo = RuleInfo {
    code: Code("O08"),
    name: "department-wrote-in-secretariat-field",
    severity: Severity::Warning,
    title: "事務局記入欄に担当課の記入がある",
    fix: "事務局が記入する欄ですので、空欄に戻してください。意見や評価は意見のファイルから取り込みます",
    doc: r"
## 何を調べるか
提出されたシートの「本部意見」「本部評価」「審議会意見」「確定評価」と、その変更理由の欄に、担当課が何かを記入していないかを調べます。

例：「確定評価」の欄に、担当課が自己評価と同じ「B」を記入している場合。
## なぜ
本部と審議会の意見と評価は、会議の後に事務局が意見のファイルに記入したものだけを採用します。
シートに書かれた内容は取り込みません。
## 直し方
前年度の意見を写したものなど、消してよいものであれば対応は不要です。
会議の結果であれば、意見/本部.xlsx 又は 意見/審議会.xlsx に記入します。
",
};

pub(super) static EMPTY_OPINIONS: RuleInfo = RuleInfo {
    code: Code("O09"),
    name: "opinion-workbook-without-opinions",
    severity: Severity::Warning,
    title: "意見のファイルに意見が一つもない",
    fix: "記入前のファイルを置いていないか確認してください。意見も評価の変更もない会議であれば、そのままで結構です",
    doc: r"
## 何を調べるか
意見/本部.xlsx、意見/審議会.xlsx に、意見も、評価も、全体意見も、一つも記入されていないことを調べます。

例：意見入力_本部.xlsx を、記入する前に 意見/本部.xlsx として保存した場合。
## なぜ
ファイルを置いただけで、その機関の審議が終わったものとして次の段階に進みます。
記入前のファイルであれば、意見が一つもないまま報告書が作られます。
## 直し方
記入済みのファイルに置き換えます。審議の前であれば、ファイルを「意見」フォルダーから出します。
",
};

pub(super) static SELF_JUDGMENT_CHANGED: RuleInfo = RuleInfo {
    code: Code("O10"),
    name: "self-judgment-changed-after-meeting",
    severity: Severity::Warning,
    title: "審議の後に自己評価が変わっている",
    fix: "審議した評価と今の自己評価のどちらが正しいかを担当課に確認し、必要なら会議に報告してください",
    doc: r"
## 何を調べるか
意見のファイルの「自己評価」（会議の資料にした評価）と、今提出されているシートの「自己評価」が同じかを調べます。

例：本部にはＢと示した計画のシートが、その後Ａに差し替えられている場合。
## なぜ
会議は、資料にあった評価について審議しています。後から変われば、審議していない評価が確定することになります。
## 直し方
担当課に確認し、差し替えが誤りであれば元のシートに戻します。正しい場合は会議に報告し、意見のファイルの「自己評価」を直します。
",
};

pub(super) static ROW_MISMATCH: RuleInfo = RuleInfo {
    code: Code("O11"),
    name: "opinion-row-in-doubt",
    severity: Severity::Error,
    title: "意見の行の番号と計画名が一致しない",
    fix: "その行の改革分野、番号、計画名、実行課を計画台帳と照らし、行のずれや重複を直してください",
    doc: r"
## 何を調べるか
意見のファイルの各行の「改革分野」「番号」が、同じ行の「計画名」「実行課」と、計画台帳の上で一致するかを調べます。
一つの計画に意見の行が二つないか、「自己評価の内容（参考）」などの読むための欄に何かが書き足されていないかも調べます。
意見も評価も書かれていない行の番号と計画名は調べません。

例：番号だけを並べ替え、1-04 の行に 1-05 の計画名が並んでいる場合。
## なぜ
行がずれたまま取り込むと、別の計画に意見や評価が付きます。疑いのある行は採用しません。
## 直し方
計画台帳のとおりに直します。同じ計画に二つの意見があるときは、一つの行にまとめます。
読むための欄に意見を書いたときは、「意見」の欄に移します。
",
};

pub(super) static UNKNOWN_FILE: RuleInfo = RuleInfo {
    code: Code("O12"),
    name: "unknown-file-among-opinions",
    severity: Severity::Warning,
    title: "「意見」フォルダーに読み取らないファイルがある",
    fix: "取り込む意見であれば、ファイル名を「本部.xlsx」又は「審議会.xlsx」に直してください",
    doc: r"
## 何を調べるか
「意見」フォルダーに、「本部」「審議会」（又は設定した機関の略称）以外の名前のファイルがないかを調べます。

例：「本部（修正版）.xlsx」が「本部.xlsx」と並んでいる場合。
## なぜ
名前の違うファイルは読み取りません。修正版のつもりで置いたファイルの意見が、報告書から漏れます。
## 直し方
取り込むファイルの名前を「本部.xlsx」又は「審議会.xlsx」とし、控えは別のフォルダーに移します。
",
};

pub(super) static CLOSED_YEAR: RuleInfo = RuleInfo {
    code: Code("C06"),
    name: "closed-year-missing-or-changed",
    severity: Severity::Error,
    title: "前年度の確定データがない、又は変更されている",
    fix: "前年度のフォルダーで「gyokaku close」を実行して、評価を確定してください",
    doc: r"
## 何を調べるか
前年度のフォルダーに、評価を確定したときの 確定.json があり、確定した後に書き換えられていないことを調べます。
前年度のフォルダーそのものがない場合は、このプログラムを使う最初の年度とみなし、情報としてお知らせします。

例：R6 を実行したが、R5 の確定がまだ済んでいない場合。
## なぜ
前年度比較、前年度意見への対応、目標値や過年度の実績の点検は、確定した前年度の値を基にします。
## 直し方
前年度のフォルダーで確定（gyokaku close）を行います。書き換えられている場合は、控えの 確定.json に戻すか、確定をやり直します。
",
};

/// Found by `close` alone.
pub(super) static NOT_REVIEWED: RuleInfo = RuleInfo {
    code: Code("O06"),
    name: "closing-before-review",
    severity: Severity::Error,
    title: "審議が済んでいないのに評価を確定しようとしている",
    fix: "審議の結果を意見のファイルに記入し、「意見」フォルダーに置いてから、もう一度実行してください",
    doc: r"
## 何を調べるか
評価の確定（gyokaku close）のときに、本部と審議会の意見のファイルがそろっているか、設定した審議会の開催日を過ぎているかを調べます。

例：審議会の開催日が R6.8.20 で、R6.8.1 に確定しようとした場合。
## なぜ
評価は、審議会の審議を経て初めて確定します。
## 直し方
審議の後、意見のない計画を空欄にした 意見/審議会.xlsx を置きます。開催日が誤っているときは gyokaku.toml の [meeting] を直します。
",
};
