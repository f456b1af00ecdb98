//! "Why this answer?": the menu on a message that says how it is read, to the presser alone.

use serenity::all::Message;

use super::super::why;
use super::{Context, look_up};
use crate::discord::error::Error;

/// Explains one of our answers, or what any other message would get.
#[poise::command(
    context_menu_command = "Why this answer?",
    install_context = "Guild",
    interaction_context = "Guild|BotDm"
)]
pub(super) async fn why(ctx: Context<'_>, message: Message) -> Result<(), Error> {
    let (app, guild) = (ctx.data(), ctx.interaction.guild_id);
    // The question has to be fetched again.
    ctx.defer_response(guild.is_some()).await?;
    let is_ours = app.places.me() == Some(message.author.id);
    let card = if is_ours {
        why::of_reply(app, ctx.serenity_context(), &message, guild).await
    } else {
        why::of_message(app, ctx.serenity_context(), &message, guild).await
    };
    look_up::tell(ctx, &card).await
}
