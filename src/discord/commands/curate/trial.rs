//! `/curate try`: what a message would get here, and why.

use super::super::look_up;
use super::Context;
use crate::discord::curating::{self, Moderator};
use crate::discord::error::Error;
use crate::discord::send;

/// Tries a message, to the moderator alone.
#[poise::command(slash_command, rename = "try", install_context = "Guild", interaction_context = "Guild")]
pub(super) async fn trial(ctx: Context<'_>, #[max_length = 1000] message: String) -> Result<(), Error> {
    let by = Moderator::look(ctx.data(), ctx.interaction).await?;
    look_up::defer(ctx).await?;
    let channel = ctx.interaction.channel_id;
    let (what, answer) = curating::trial(ctx.data(), ctx.serenity_context(), &by, channel, &message).await;
    let cards: Vec<_> = std::iter::once(what).chain(answer).collect();
    ctx.send(send::framed(&cards)).await?;
    Ok(())
}
