//! Any text as a message. `cargo fuzz run message`

#![no_main]

#[path = "../../tests/it/corpora/properties.rs"]
mod properties;

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use signpost::advisor::Advisor;
use signpost::content::{Origin, load};

static ADVISOR: LazyLock<Advisor> =
    LazyLock::new(|| load(&Origin::default(), jiff::civil::date(2026, 11, 21)).expect("the shipped content loads").advisor);

fuzz_target!(|bytes: &[u8]| {
    properties::message(&ADVISOR, &String::from_utf8_lossy(bytes));
});
