//! `/skill`: looks up a skill, or a tool that somebody takes for one.

use serenity::all::User;

use super::{Context, complete, look_up};
use crate::advisor::Kind;
use crate::discord::error::Error;

/// Looks up a skill, or a tool that somebody takes for one.
#[poise::command(slash_command, install_context = "Guild", interaction_context = "Guild|BotDm")]
pub(super) async fn skill(
    ctx: Context<'_>,
    #[autocomplete = "complete::learnables"]
    #[max_length = 100]
    name: String,
    #[rename = "for"] somebody: Option<User>,
) -> Result<(), Error> {
    look_up::page(ctx, &[Kind::Skill, Kind::Tool], &name, somebody).await
}
