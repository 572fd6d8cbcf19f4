//! Any text as gyokaku.toml: settings or a sentence that says why not.

#![no_main]

use gyokaku::settings::parse;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Err(why) = parse(text, &[]) {
        assert!(!why.is_empty());
    }
});
