//! "Answer from the guide": the menu on a message that answers it, to the presser alone.

use serenity::all::Message;

use super::super::hearing;
use super::{Context, ask, look_up};
use crate::discord::error::Error;
use crate::render::{Card, words};

/// Answers the words of a message.
#[poise::command(
    context_menu_command = "Answer from the guide",
    install_context = "Guild",
    interaction_context = "Guild|BotDm"
)]
pub(super) async fn answer(ctx: Context<'_>, message: Message) -> Result<(), Error> {
    // The title of a forum post may have to be asked for.
    ctx.defer_response(ctx.interaction.guild_id.is_some()).await?;
    let text = hearing::question(ctx.data(), ctx.serenity_context(), &message).await;
    if hearing::is_bare(&text) {
        return look_up::tell(ctx, &Card::line(words::NOTHING_TO_READ)).await;
    }
    if ctx.data().records.is_some() && ask::wanted(ctx, &text).is_some() {
        // Whoever pressed is not whoever wrote.
        return look_up::tell(ctx, &Card::line(words::ONLY_THEY_CAN)).await;
    }
    look_up::tell(ctx, &ask::card(ctx, &text).await).await
}
