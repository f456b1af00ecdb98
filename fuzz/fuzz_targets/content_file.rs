//! Any bytes as a content file; the first byte chooses which. `cargo fuzz run content_file`

#![no_main]

#[path = "../../tests/it/corpora/properties.rs"]
mod properties;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Some((first, rest)) = bytes.split_first() {
        properties::content_file(properties::PATHS[usize::from(*first) % properties::PATHS.len()], rest);
    }
});
