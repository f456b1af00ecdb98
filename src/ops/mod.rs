//! Running and looking at the bot from outside: replay, health, metrics, and what the operator asks of the data.

mod chores;
pub mod control;
pub mod doctor;
mod health;
mod logs;
mod operator;
mod replay;
pub mod terminal;

pub use chores::chores;
pub use health::{Health, HealthError};
pub use logs::start_logging;
pub use operator::{Ask, Operator, Refusal};
pub use replay::{Line, Summary, ask_json, object, replay};
