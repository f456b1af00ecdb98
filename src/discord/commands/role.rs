//! `/role`: looks up a role.

use serenity::all::User;

use super::{Context, complete, look_up};
use crate::advisor::Kind;
use crate::discord::error::Error;

/// Looks up a role.
#[poise::command(slash_command, install_context = "Guild", interaction_context = "Guild|BotDm")]
pub(super) async fn role(
    ctx: Context<'_>,
    #[autocomplete = "complete::roles"]
    #[max_length = 100]
    name: String,
    #[rename = "for"] somebody: Option<User>,
) -> Result<(), Error> {
    look_up::page(ctx, &[Kind::Role], &name, somebody).await
}
