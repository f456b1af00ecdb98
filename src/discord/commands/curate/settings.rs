//! `/curate settings`: shown, or changed.

use poise::serenity_prelude as serenity;

use super::super::look_up;
use super::{Context, complete};
use crate::discord::curating::{self, Ask, Moderator};
use crate::discord::error::Error;

/// Changes what is filled in, and shows what holds.
#[poise::command(slash_command, install_context = "Guild", interaction_context = "Guild")]
#[expect(clippy::too_many_arguments, reason = "one for each option")]
pub(super) async fn settings(
    ctx: Context<'_>,
    #[channel_types("Text", "News", "Forum")] listen: Option<serenity::PartialChannel>,
    #[rename = "stop-listening"]
    #[channel_types("Text", "News", "Forum")]
    stop_listening: Option<serenity::PartialChannel>,
    moderators: Option<serenity::RoleId>,
    #[rename = "no-moderators"] no_moderators: Option<serenity::RoleId>,
    #[channel_types("Text", "News")] log: Option<serenity::PartialChannel>,
    #[rename = "keep-days"]
    #[min = 0]
    #[max = 365]
    keep_days: Option<u16>,
    #[autocomplete = "complete::packs"]
    #[max_length = 100]
    pack: Option<String>,
    #[rename = "distress-note"] distress_note: Option<bool>,
    #[rename = "distress-text"]
    #[max_length = 500]
    distress_text: Option<String>,
    #[autocomplete = "complete::settings"]
    #[max_length = 100]
    reset: Option<String>,
) -> Result<(), Error> {
    let by = Moderator::look(ctx.data(), ctx.interaction).await?;
    look_up::defer(ctx).await?;
    let ask = Ask {
        reset,
        listen: listen.map(|channel| channel.id),
        stop_listening: stop_listening.map(|channel| channel.id),
        moderators,
        no_moderators,
        log: log.map(|channel| channel.id),
        keep_days,
        pack,
        distress_note,
        distress_text,
    };
    let card = curating::change_settings(ctx.data(), ctx.serenity_context(), &by, ask).await?;
    look_up::tell(ctx, &card).await
}
