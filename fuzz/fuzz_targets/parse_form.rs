//! Any workbook as a form, and any as a sheet that is read with the built-in
//! form and with itself: a form, a reading or a reason, never a panic.

#![no_main]

mod package;

use gyokaku::form::{built_in_form, read_form, read_sheet};
use gyokaku::model::Eras;
use gyokaku::workbook::{parse_workbook, use_executable};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    use_executable("/dev/null");
    let Ok(book) = parse_workbook("fuzz.xlsx", &package::file(bytes)) else { return };
    let eras = Eras::default();
    let own = read_form("fuzz.xlsx".as_ref(), &book, &eras).ok();
    let forms: Vec<_> = own.into_iter().chain([built_in_form(&eras)]).collect();
    for sheet in &book.sheets {
        let _ = read_sheet(&forms, &"fuzz.xlsx".into(), sheet);
    }
});
