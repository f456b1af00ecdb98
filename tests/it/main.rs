//! The one integration-test binary.

mod architecture;
mod store;
mod store_crash;
mod store_damage;
mod content;
