//! K11: what is wrong with the ledger itself.

use std::sync::Arc;

use crate::diag::{Code, Finding, RuleInfo, Severity};
use crate::model::{CellRef, Origin};
use crate::normalize::{Table, TableRow};

pub(super) static LEDGER_ROW: RuleInfo = RuleInfo {
    code: Code("K11"),
    name: "ledger-row",
    severity: Severity::Error,
    title: "計画台帳の誤り",
    fix: "計画台帳のこの行を修正してください",
    doc: r"
## 何を調べるか
計画台帳の各シートの行が、正しく読み取れるかを調べます。
改革分野だけの行は、その下の計画の見出しとして読みます。改革分野が空欄でも番号が上の行から続いていれば、
上の行と同じ分野として読み、要確認とします。
例：同じ改革分野に同じ番号が2回ある、改革分野のシートにない分野が書かれている、「開始」の年度が読み取れない。
## なぜ
計画台帳は、どの計画がどの課のものかを決める基になります。どの計画か決まらない行は使わないため、その計画のシートを受け付けられません。
読み取れない「開始」と「終了」は、空欄として扱います。
## 直し方
示された行を計画台帳で修正し、もう一度実行します。この確認項目は確認済にはできません。
",
};

/// Takes what is found in one sheet of the ledger.
pub(super) struct Report<'a> {
    pub(super) file: &'a Arc<str>,
    pub(super) table: &'a Table,
    pub(super) findings: &'a mut Vec<Finding>,
}

impl Report<'_> {
    /// Reports on a cell of a row.
    pub(super) fn row(&mut self, row: &TableRow, column: &str, message: &str) -> &mut Finding {
        let message = format!("計画台帳「{}」{}行目：{message}", self.table.sheet, row.number);
        let found = row.text(column).map(str::to_owned);
        let place = self.table.place(row, column);
        self.push(place, column, message, found)
    }

    /// Reports on a header.
    pub(super) fn header(&mut self, at: CellRef) {
        let message =
            format!("計画台帳「{}」の見出しが重複しています（{at}）。左の列を使っています", self.table.sheet);
        self.push(at, "", message, None);
    }

    fn push(&mut self, cell: CellRef, column: &str, message: String, found: Option<String>) -> &mut Finding {
        let origin = Origin { file: Arc::clone(self.file), sheet: Arc::clone(&self.table.sheet), cell };
        let mut finding = Finding::new(&LEDGER_ROW, message).at(&origin);
        finding.field = (!column.is_empty()).then(|| column.to_owned());
        finding.found = found;
        self.findings.push(finding);
        self.findings.last_mut().expect("one was just pushed")
    }
}
