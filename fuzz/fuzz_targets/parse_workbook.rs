//! Any bytes give a workbook or a reason, never a panic. Run with
//! `cargo +nightly fuzz run parse_workbook fuzz/corpus/parse_workbook tests/corpus/workbook`.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    // Old formats are opened in a child process, which a fuzzer cannot look
    // into: with nothing to start, the answer is a refusal.
    gyokaku::workbook::use_executable("/dev/null");
    let _ = gyokaku::workbook::parse_workbook("fuzz.xlsx", bytes);
});
