//! The checks that find something while a value is read.

use crate::diag::{Code, RuleInfo, Severity};

/// The checks of this room, for the catalogue.
pub static CHECKS: &[&RuleInfo] = &[
    &OTHER_YEAR,
    &NOT_A_JUDGMENT,
    &NOT_A_NUMBER,
    &NOT_A_DATE,
    &ROUGH_NUMBER,
    &MENDED_CHARACTERS,
    &UNSHOWABLE_CHARACTERS,
    &LAYOUT_SPACES,
];

pub(super) static OTHER_YEAR: RuleInfo = RuleInfo {
    code: Code("F03"),
    name: "sheet-of-another-year",
    severity: Severity::Error,
    title: "対象年度が異なるシート",
    fix: "今年度の様式に転記して再提出してください",
    doc: r"
## 何を調べるか
シートの「対象年度」が、処理している年度と同じかを調べます。
例：令和5年度の提出フォルダーに、「対象年度」が「R4」のシートがある。
## なぜ
前年度の様式を写して提出すると、前年度の評価が今年度の評価として審議されるおそれがあります。
## 直し方
今年度の様式に転記して再提出します。年度の書き誤りであれば、「対象年度」を直して再提出します。
",
};

pub(super) static NOT_A_JUDGMENT: RuleInfo = RuleInfo {
    code: Code("V02"),
    name: "not-a-judgment",
    severity: Severity::Error,
    title: "判定区分として読み取れない",
    fix: "判定区分を一つだけ選び直してください",
    doc: r"
## 何を調べるか
評価の欄の文字が、市の判定区分の一つを表しているかを調べます。記号と言葉が両方あるときは、同じ判定かを調べます。
例：「B'」、「A（目標どおり）」、「目標達成」（「達成」は計画そのものの終了を表すため別の言葉です）。方向の欄の「→」も含みます。
## なぜ
判定は集計と審議のもとになる値です。推測で読み替えると、誤った判定が審議会に出ます。
## 直し方
判定区分から一つだけを選び、その記号を記入します。
",
};

pub(super) static NOT_A_NUMBER: RuleInfo = RuleInfo {
    code: Code("V03"),
    name: "not-a-number",
    severity: Severity::Error,
    title: "数値として読み取れない",
    fix: "数値だけを半角で記入してください",
    doc: r"
## 何を調べるか
番号、版、指標の値、効果額の欄の文字が、一つの数値を表しているかを調べます。効果額は千円未満の端数がないことも調べます。
例：「集計中」、「10～20」、「120件（うち新規20件）」、効果額の「1,130,500円」。
## なぜ
数値でない値は、目標と実績の比較にも集計にも使えません。
## 直し方
数値だけを記入します。値が定まらないときは空欄とし、理由を文章の欄に記入します。効果額は千円単位の整数で記入します。
",
};

pub(super) static NOT_A_DATE: RuleInfo = RuleInfo {
    code: Code("V08"),
    name: "not-a-year-or-date",
    severity: Severity::Error,
    title: "年度又は日付として読み取れない",
    fix: "年度は「R5」、日付は「R6.4.10」の形で記入してください",
    doc: r"
## 何を調べるか
対象年度、開始、終了、提出日の欄の文字が、一つの年度又は日付を表しているかを調べます。
例：「R05?」、「R5～R9」、年のない「4月10日」、書式の失われた「45748」。
## なぜ
年度が定まらないと、どの年度の評価か、計画が続いているかを判断できません。
## 直し方
年度は「R5」又は「令和5年度」、日付は「R6.4.10」又は「2024/4/10」の形で記入します。
",
};

pub(super) static ROUGH_NUMBER: RuleInfo = RuleInfo {
    code: Code("V09"),
    name: "rough-number",
    severity: Severity::Warning,
    title: "言葉を除き、又は単位を換算して読み取った数値",
    fix: "読み取った値でよいかを確認し、確定した数値だけを記入してください",
    doc: r"
## 何を調べるか
数値の欄に「約」「程度」「以上」などの言葉や、円・万円・百万円などの単位が付いていないかを調べます。
例：「約120」は120と読み取り、効果額の「52万円」は520千円と読み取ります。
## なぜ
おおよその値や換算した値は、記入した課の意図と異なることがあります。
## 直し方
読み取った値が正しければ、その数値だけを記入し直します。
",
};

pub(super) static MENDED_CHARACTERS: RuleInfo = RuleInfo {
    code: Code("X01"),
    name: "mended-characters",
    severity: Severity::Info,
    title: "部首用の文字などを通常の文字に直した",
    fix: "対応は不要です",
    doc: r"
## 何を調べるか
見た目は同じでも別の文字である部首（「⾏」など）、縦書き用の記号、半角カタカナを、通常の文字に直し、その数を示します。
例：「⾏」を「行」に直しました（12か所）。
## なぜ
PDFから写した文章にはこのような文字が入りやすく、検索や照合ができません。
## 直し方
対応は不要です。
",
};

pub(super) static UNSHOWABLE_CHARACTERS: RuleInfo = RuleInfo {
    code: Code("X02"),
    name: "unshowable-characters",
    severity: Severity::Warning,
    title: "ほかのパソコンで表示できない文字",
    fix: "標準の文字に置き換えてください",
    doc: r"
## 何を調べるか
外字（私用領域の文字）、割り当てのない文字、化けた文字、印刷用のフォントにない文字（絵文字など）、字形を選ぶ符号の付いた文字（異体字）がないかを調べます。
例：表示できない文字があります（U+E000）。
## なぜ
外字は登録したパソコンでしか表示できず、印刷物では「〓」になります。絵文字などフォントにない文字も「〓」に、異体字は標準の字形になります。
## 直し方
標準の文字に置き換えます。人名などで置き換えられないときは、事務局に相談します。
",
};

pub(super) static LAYOUT_SPACES: RuleInfo = RuleInfo {
    code: Code("X03"),
    name: "layout-spaces",
    severity: Severity::Info,
    title: "体裁のための空白・改行を除いた",
    fix: "対応は不要です",
    doc: r"
## 何を調べるか
1行で書く欄（計画名、実行課、番号など）から、字間をあけるための空白や改行を除き、その欄を示します。
例：「障　害　福　祉　課」を「障害福祉課」としました。
## なぜ
空白があると、台帳との照合や並べ替えができません。
## 直し方
対応は不要です。
",
};
