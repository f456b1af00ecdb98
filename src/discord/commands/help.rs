//! `/help`: what the bot can do, by task.

use super::{Context, look_up};
use crate::advisor::Body;
use crate::discord::error::Error;

/// Shows what the bot can do.
#[poise::command(slash_command, install_context = "Guild", interaction_context = "Guild|BotDm")]
pub(super) async fn help(ctx: Context<'_>) -> Result<(), Error> {
    let card = ctx.data().show(Body::Help, look_up::asker(ctx)).await;
    look_up::tell(ctx, &card).await
}
