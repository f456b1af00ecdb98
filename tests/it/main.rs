//! The one integration-test binary.

mod architecture;
mod authoring;
mod content;
mod store;
mod store_crash;
mod store_damage;
mod support;
