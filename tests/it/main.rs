//! The one integration-test binary.
#![expect(clippy::unwrap_used, reason = "a test that cannot unwrap has failed; its helpers are not marked as tests")]

mod architecture;
mod asking;
mod authoring;
mod cards;
mod claims;
mod content;
mod conversations;
mod corpora;
mod erasing;
mod faults;
mod operator;
mod page;
mod paths;
mod store;
mod store_crash;
mod store_damage;
mod support;
mod terminal;
mod understanding;
mod world;
