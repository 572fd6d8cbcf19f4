//! `gyokaku --version`: the program's version and those of the data it reads and writes.

use crate::form::built_in_form;
use crate::model::Eras;
use crate::review::{CLOSED_SCHEMA, RECORD_SCHEMA};
use crate::rules;

/// Behind the program's name: its version, then the data, a line each.
pub(super) fn text() -> String {
    let form = built_in_form(&Eras::default());
    [
        env!("CARGO_PKG_VERSION").to_owned(),
        format!("  記録.json　　　{RECORD_SCHEMA}"),
        format!("  確定.json　　　{CLOSED_SCHEMA}"),
        format!("  組込みの様式　 {}（{}欄）", form.name, form.slots.len()),
        format!("  確認項目　　　 {}項目", rules::catalogue().len()),
    ]
    .join("\n")
}
