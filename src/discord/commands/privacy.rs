//! `/privacy`: what is kept about the asker; have it, or have it deleted.

use poise::CreateReply;
use serenity::all::CreateAttachment;

use super::{Context, look_up};
use crate::discord::error::Error;
use crate::discord::wire::no_pings;
use crate::render::words;

/// Discord never runs it by itself: its subcommands are.
#[poise::command(
    slash_command,
    install_context = "Guild",
    interaction_context = "Guild|BotDm",
    subcommands("show", "export", "delete")
)]
#[expect(clippy::unused_async, reason = "poise calls commands as async functions")]
pub(super) async fn privacy(_: Context<'_>) -> Result<(), Error> {
    Ok(())
}

/// Says what is kept, why and how long.
#[poise::command(slash_command, install_context = "Guild", interaction_context = "Guild|BotDm")]
async fn show(ctx: Context<'_>) -> Result<(), Error> {
    look_up::defer(ctx).await?;
    look_up::tell(ctx, &ctx.data().privacy(ctx.interaction.user.id).await).await
}

/// Hands everything over as a file.
#[poise::command(slash_command, install_context = "Guild", interaction_context = "Guild|BotDm")]
async fn export(ctx: Context<'_>) -> Result<(), Error> {
    look_up::defer(ctx).await?;
    match ctx.data().export(ctx.interaction.user.id).await {
        Ok(json) => {
            let file = CreateAttachment::bytes(json.into_bytes(), words::EXPORT_FILE);
            let reply = CreateReply::default()
                .content(words::EXPORTED)
                .attachment(file)
                .allowed_mentions(no_pings())
                .ephemeral(ctx.interaction.guild_id.is_some());
            ctx.send(reply).await?;
            Ok(())
        }
        Err(card) => look_up::tell(ctx, &card).await,
    }
}

/// Asks once more, then erases everything.
#[poise::command(slash_command, install_context = "Guild", interaction_context = "Guild|BotDm")]
async fn delete(ctx: Context<'_>) -> Result<(), Error> {
    look_up::tell(ctx, &ctx.data().ask_to_erase()).await
}
