//! `/curate`: what a server's moderators add and decide. That others don't see it in Discord is a courtesy; who may is
//! looked at in every run.

mod complete;
mod history;
mod pause;
mod settings;
mod tip;
mod trial;

use super::Context;
use crate::discord::error::Error;

/// Discord never runs it by itself: its subcommands are.
#[poise::command(
    slash_command,
    install_context = "Guild",
    interaction_context = "Guild",
    default_member_permissions = "MANAGE_MESSAGES",
    subcommands("tip::tip", "settings::settings", "trial::trial", "pause::pause", "history::history")
)]
#[expect(clippy::unused_async, reason = "poise calls commands as async functions")]
pub(super) async fn curate(_: Context<'_>) -> Result<(), Error> {
    Ok(())
}
