//! The content inside the binary.

use std::borrow::Cow;

use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "knowledge/"]
struct Knowledge;

#[derive(RustEmbed)]
#[folder = "intents/"]
struct Intents;

/// Every file of the shipped `knowledge/`, by its path below it.
pub(super) fn knowledge() -> Vec<(String, Cow<'static, [u8]>)> {
    all::<Knowledge>()
}

/// Every file of the shipped `intents/`, by its path below it.
pub(super) fn intents() -> Vec<(String, Cow<'static, [u8]>)> {
    all::<Intents>()
}

fn all<E: RustEmbed>() -> Vec<(String, Cow<'static, [u8]>)> {
    E::iter().filter_map(|path| E::get(&path).map(|file| (path.into_owned(), file.data))).collect()
}
