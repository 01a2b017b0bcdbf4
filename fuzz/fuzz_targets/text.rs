//! Any bytes for the parser `text`.
#![no_main]

#[path = "../../crates/server/tests/it/parsers.rs"]
#[expect(dead_code, reason = "each target uses one of them")]
mod parsers;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| parsers::text(bytes));
