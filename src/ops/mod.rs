//! Running and looking at the bot from outside: replay, health, metrics.

mod health;
mod logs;
pub mod terminal;

pub use health::{Health, HealthError};
pub use logs::start_logging;
