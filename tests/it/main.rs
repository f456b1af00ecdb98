//! The one integration-test binary.

mod architecture;
mod authoring;
mod cards;
mod content;
mod store;
mod store_crash;
mod store_damage;
mod support;
