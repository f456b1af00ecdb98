//! The slash commands; the list is the table of contents.

use std::sync::Arc;

use super::app::App;
use super::error::Error;

/// A command of ours.
pub(crate) type Command = poise::Command<Arc<App>, Error>;

/// Every command, in the order Discord lists them.
pub(crate) fn all() -> Vec<Command> {
    Vec::new()
}

/// How poise runs them: the commands, what happens when one fails.
pub(crate) fn framework_options() -> poise::FrameworkOptions<Arc<App>, Error> {
    poise::FrameworkOptions { commands: all(), ..Default::default() }
}
