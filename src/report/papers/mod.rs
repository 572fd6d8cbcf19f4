//! The papers beside the council's report: 計画一覧, 意見記入用紙,
//! 審議結果通知, 正誤表, 期間総括.
//!
//! Enters: the year, the settings, what other outputs of this room have
//! already counted and worded. Leaves: a [`Paper`], parts in printing order.
//! Never here: places, pages, sizes of type; no count that a workbook of the
//! same name does not take from the same function.

mod corrections;
mod opinion_form;
mod paper;
mod period_summary;
mod plan_list;
mod result_notice;

pub use corrections::corrections_paper;
pub use opinion_form::opinion_form_paper;
pub use paper::{Fact, Paper, PaperCell, PaperColumn, PaperRow, PaperTable, Part, PlanHead, RowKind};
pub use period_summary::period_summary_paper;
pub use plan_list::plan_list_paper;
pub use result_notice::result_notice_paper;
