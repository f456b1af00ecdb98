//! The one integration-test binary.

mod architecture;
mod store;
mod store_damage;
