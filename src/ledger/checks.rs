//! F and K checks of this room: which plan a sheet belongs to.

use crate::diag::{Code, RuleInfo, Severity};

pub(super) static TWO_SHEETS: RuleInfo = RuleInfo {
    code: Code("F08"),
    name: "two-sheets-differ",
    severity: Severity::Error,
    title: "同じ計画のシートが二つあり、内容が異なる",
    fix: "採用する方だけを残すか、新しい方の「版」を上げてください",
    doc: "## 何を調べるか
一つの計画に二つ以上のシートが提出され、「版」が同じか空欄で、内容が異なるものを調べます。どちらも採用しません。
## なぜ
どちらが正しいかは提出した課にしか分かりません。勝手に選ぶと、古い内容が審議されるおそれがあります。
## 直し方
採用する方だけを「提出」に残すか、新しい方の「版」を一つ上げます。
例：1-03が「1-03.xlsx」と「広報課.xlsx」の両方にあり、実績値が異なる。
",
};

pub(super) static REPLACED: RuleInfo = RuleInfo {
    code: Code("F09"),
    name: "sheet-replaced",
    severity: Severity::Info,
    title: "新しい版のシート、又は同じ内容のシートを一つ採用した",
    fix: "変更された箇所を確認してください",
    doc: "## 何を調べるか
一つの計画に二つ以上のシートがあるとき、「版」の大きい方を採用し、変わった欄を示します。内容が全く同じなら一つだけを採用します。
## なぜ
差替えのときに前のファイルが残っていることが多く、どこが変わったかを事務局が確かめられるようにするためです。
## 直し方
対応は要りません。変更された箇所を確認します。
例：第2版を採用しました（自己評価 B→A）。
",
};

pub(super) static NOT_SUBMITTED: RuleInfo = RuleInfo {
    code: Code("F10"),
    name: "not-submitted",
    severity: Severity::Error,
    title: "計画台帳の計画のシートが提出されていない",
    fix: "実行課は、シートを提出してください",
    doc: "## 何を調べるか
その年度の対象となる計画のうち、シートが一つも届いていないものを調べます。内容に疑いがあって採用しなかった計画は、ここには出ません。
## なぜ
全ての計画を審議にかけるためです。
## 直し方
実行課に提出を依頼します。
例：未提出です：3-04 市県民税（普通徴収）の口座振替の推進（収納課）。
",
};

pub(super) static FILE_NAME: RuleInfo = RuleInfo {
    code: Code("F11"),
    name: "file-name-differs",
    severity: Severity::Warning,
    title: "ファイル名の計画や課がシートと異なる",
    fix: "ファイル名とシートのどちらが正しいかを確認してください",
    doc: "## 何を調べるか
ファイル名にある「1-04」のような番号や課の名前が、中のシートと異なるものを調べます。
## なぜ
前年度や隣の計画のファイルを複写して作ると、番号や計画名を直し忘れることがあります。
## 直し方
正しい方を確認し、誤っている方を直します。
例：ファイル名は「1-04」ですが、シートは「1-03」です。
",
};

pub(super) static NOT_IN_LEDGER: RuleInfo = RuleInfo {
    code: Code("K01"),
    name: "plan-not-in-ledger",
    severity: Severity::Error,
    title: "計画台帳にない番号",
    fix: "改革分野と番号を確認してください",
    doc: "## 何を調べるか
シートの改革分野と番号の計画が計画台帳にあるかを調べます。
## なぜ
番号の書き間違いを別の計画として扱うと、評価が失われます。
## 直し方
改革分野と番号を確認します。新しい計画であれば台帳の「追加計画」に登録します。
例：計画台帳にない番号です：2-19。
",
};

pub(super) static PLAN_IN_DOUBT: RuleInfo = RuleInfo {
    code: Code("K02"),
    name: "plan-in-doubt",
    severity: Severity::Error,
    title: "どの計画のシートか決められない",
    fix: "改革分野と番号と計画名を、計画台帳のとおりに記入してください",
    doc: "## 何を調べるか
改革分野が空欄か、番号などと食い違っていて、番号と計画名を合わせても計画が一つに決まらないものを調べます。番号と計画名から決まるときは、要確認として知らせて読み取ります。
## なぜ
番号は改革分野ごとに1から始まるため、番号だけでは計画を特定できません。
## 直し方
改革分野、番号、計画名を台帳のとおりに記入します。
例：番号「3」だけでは計画を特定できません。
",
};

pub(super) static NAME_DIFFERS: RuleInfo = RuleInfo {
    code: Code("K03"),
    name: "plan-name-differs",
    severity: Severity::Error,
    title: "計画名が計画台帳と異なる",
    fix: "計画名か番号を直してください。名称を変更した計画は台帳に登録してください",
    doc: "## 何を調べるか
改革分野と番号で決まる計画の名前が、台帳の計画名と同じかを調べます。全角と半角、空白、部首の違いは問いません。異なるときは採用しません。
## なぜ
番号だけが合っていて別の計画のシートであることがあるためです。
## 直し方
番号か計画名を直します。名称を変更したときは、台帳の計画名を改めます。
例：計画名が台帳と異なります：「窓口アンケート」／台帳「窓口アンケートの実施及びフィードバック」。
",
};

pub(super) static SPELLING: RuleInfo = RuleInfo {
    code: Code("K04"),
    name: "spelling-unified",
    severity: Severity::Info,
    title: "計画名や実行課の表記を台帳に合わせた",
    fix: "対応は要りません",
    doc: "## 何を調べるか
計画名、実行課、改革分野が、全角と半角などの表記だけ台帳と異なるものを台帳の表記に直します。部首の文字だけの違いはX01、空白だけの違いはX03で知らせます。
## なぜ
報告書の表記をそろえるためです。
## 直し方
対応は要りません。
例：「SNSによる情報発信」を「ＳＮＳによる情報発信」に合わせました。
",
};

pub(super) static RENAMED: RuleInfo = RuleInfo {
    code: Code("K05"),
    name: "department-renamed",
    severity: Severity::Info,
    title: "課名変更に従って課を読み替えた",
    fix: "対応は要りません",
    doc: "## 何を調べるか
シートの実行課が、台帳の「課名変更」にある旧課名であるものを新課名に読み替えます。
## なぜ
前の年度のシートを複写すると、旧課名が残ることが多いためです。
## 直し方
対応は要りません。
例：「広報課」を「広報広聴課」と読み替えました。
",
};

pub(super) static DEPARTMENT_DIFFERS: RuleInfo = RuleInfo {
    code: Code("K06"),
    name: "department-differs",
    severity: Severity::Error,
    title: "実行課が計画台帳と異なる",
    fix: "実行課を確認してください。所管替えは台帳の「課名変更」に登録してください",
    doc: "## 何を調べるか
シートの実行課が、台帳の実行課でも、課名変更で読み替えられる課でもないものを調べます。
## なぜ
所管が替わった計画や、別の課のシートの写しに気づくためです。報告書には台帳の実行課を印刷します。
## 直し方
実行課を直します。所管替えや名称の変更は、台帳の「課名変更」に登録します。
例：実行課が台帳と異なります：「市民課」／台帳「支所市民福祉課」。
",
};

pub(super) static NUMBER_REUSED: RuleInfo = RuleInfo {
    code: Code("K07"),
    name: "ended-number-reused",
    severity: Severity::Error,
    title: "終了した計画の番号が別の計画に使われている",
    fix: "新しい番号を付けてください",
    doc: "## 何を調べるか
終了した計画の番号に、別の名前の計画が書かれたシートを調べます。
## なぜ
番号を使い回すと、過去の評価が別の計画のものに見えてしまいます。終了した番号は使いません。
## 直し方
新しい番号を付け、台帳の「追加計画」に登録します。
例：1-13は令和5年度に終了した「窓口発券機の設置」の番号です。
",
};

pub(super) static PLAN_ENDED: RuleInfo = RuleInfo {
    code: Code("K08"),
    name: "plan-has-ended",
    severity: Severity::Error,
    title: "終了した計画のシートが提出されている",
    fix: "提出が不要か、台帳の終了年度の誤りかを確認してください",
    doc: "## 何を調べるか
対象年度より前に終了した計画のシートが提出されていないかを調べます。
## なぜ
終了した計画は評価の対象ではありません。台帳の「終了」が誤っているおそれもあります。
## 直し方
提出が不要であればファイルを「提出」から除きます。終了していないのであれば台帳を直します。
例：令和５年度に終了した計画です：1-13 窓口発券機の設置。
",
};

pub(super) static NEW_PLAN: RuleInfo = RuleInfo {
    code: Code("K09"),
    name: "new-plan-not-registered",
    severity: Severity::Warning,
    title: "台帳にない新規計画",
    fix: "台帳の「追加計画」に登録して、もう一度実行してください",
    doc: "## 何を調べるか
台帳にない番号で、「開始」が対象年度のシートを調べます。採用はしません。
## なぜ
年度の途中で追加された計画が、台帳に登録されていないことがあるためです。
## 直し方
台帳の「追加計画」に登録します。
例：台帳にない新規計画です：1-24 ごみ分別案内チャットボットの導入。
",
};

pub(super) static START_AFTER_YEAR: RuleInfo = RuleInfo {
    code: Code("K10"),
    name: "start-after-year",
    severity: Severity::Error,
    title: "開始が対象年度より後、又は終了が開始より前",
    fix: "開始と終了の年度を修正してください",
    doc: "## 何を調べるか
シートの「開始」が対象年度より後でないか、「終了」が「開始」より前でないかを調べます。
計画台帳では先の年度に始まる計画のシートが提出されたときも知らせます。
## なぜ
始まっていない計画は評価できません。年度の書き間違いに気づくためです。
## 直し方
年度を修正します。
例：開始（R7）が対象年度（R6）より後です。
",
};

pub(super) static START_DIFFERS: RuleInfo = RuleInfo {
    code: Code("K12"),
    name: "start-differs-from-ledger",
    severity: Severity::Warning,
    title: "開始が計画台帳と異なる",
    fix: "シートと台帳のどちらが正しいかを確認してください",
    doc: "## 何を調べるか
シートの「開始」が台帳の「開始」と同じかを調べます。
## なぜ
計画一覧には台帳の年度を印刷するためです。
## 直し方
正しい方を確認し、誤っている方を直します。
例：開始「R6」は台帳（R5）と異なります。
",
};
