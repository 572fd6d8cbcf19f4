//! Any bytes give a workbook or a reason, never a panic.

#![no_main]

mod package;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    // Old formats are opened in a child process, which a fuzzer cannot look
    // into: with nothing to start, the answer is a refusal. What is read of
    // them before that is fuzzed like the rest.
    gyokaku::workbook::use_executable("/dev/null");
    let _ = gyokaku::workbook::parse_workbook("fuzz.xlsx", &package::file(bytes));
});
