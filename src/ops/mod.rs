//! Running and looking at the bot from outside: replay, health, metrics.

mod health;
mod logs;
mod replay;
pub mod terminal;

pub use health::{Health, HealthError};
pub use logs::start_logging;
pub use replay::{Line, Summary, ask_json, object, replay};
