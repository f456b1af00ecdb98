//! `/curate tip`: the server's own tips.

use poise::serenity_prelude as serenity;

use super::super::look_up::{self, Named, named};
use super::{Context, complete};
use crate::advisor::{Kind, PageId};
use crate::discord::curating::{self, Moderator};
use crate::discord::error::Error;
use crate::discord::send;
use crate::render::words::curating as say;
use crate::render::{self, escape};

/// What a tip can be about.
pub(super) const KINDS: [Kind; 4] = [Kind::Role, Kind::Tool, Kind::Skill, Kind::Faq];

/// Discord never runs it by itself: its subcommands are.
#[poise::command(
    slash_command,
    install_context = "Guild",
    interaction_context = "Guild",
    subcommands("add", "list", "edit", "remove", "push")
)]
#[expect(clippy::unused_async, reason = "poise calls commands as async functions")]
pub(super) async fn tip(_: Context<'_>) -> Result<(), Error> {
    Ok(())
}

/// Opens the form for a new tip.
#[poise::command(slash_command, install_context = "Guild", interaction_context = "Guild")]
async fn add(
    ctx: Context<'_>,
    #[autocomplete = "complete::topics"]
    #[max_length = 100]
    topic: Option<String>,
    #[autocomplete = "complete::topics"]
    #[max_length = 100]
    also: Option<String>,
) -> Result<(), Error> {
    let by = Moderator::look(ctx.data(), ctx.interaction).await?;
    let about = topics(ctx, [topic, also])?.unwrap_or_default();
    curating::add_tip(ctx.serenity_context(), ctx.interaction, &by, about).await
}

/// Lists the tips.
#[poise::command(slash_command, install_context = "Guild", interaction_context = "Guild")]
async fn list(ctx: Context<'_>) -> Result<(), Error> {
    let by = Moderator::look(ctx.data(), ctx.interaction).await?;
    look_up::defer(ctx).await?;
    look_up::tell(ctx, &curating::list_tips(ctx.data(), &by, 0).await?).await
}

/// Opens the form for an old tip.
#[poise::command(slash_command, install_context = "Guild", interaction_context = "Guild")]
async fn edit(
    ctx: Context<'_>,
    #[autocomplete = "complete::tips"]
    #[max_length = 100]
    tip: String,
    #[autocomplete = "complete::new_topics"]
    #[max_length = 100]
    topic: Option<String>,
    #[autocomplete = "complete::topics"]
    #[max_length = 100]
    also: Option<String>,
) -> Result<(), Error> {
    let by = Moderator::look(ctx.data(), ctx.interaction).await?;
    let about = topics(ctx, [topic, also])?;
    let found = curating::named_tip(ctx.data(), &by, &tip).await?;
    curating::edit_tip(ctx.serenity_context(), ctx.interaction, &by, found, about).await
}

/// Asks once more, then takes a tip away.
#[poise::command(slash_command, install_context = "Guild", interaction_context = "Guild")]
async fn remove(
    ctx: Context<'_>,
    #[autocomplete = "complete::tips"]
    #[max_length = 100]
    tip: String,
) -> Result<(), Error> {
    let by = Moderator::look(ctx.data(), ctx.interaction).await?;
    look_up::defer(ctx).await?;
    let (id, tip) = curating::named_tip(ctx.data(), &by, &tip).await?;
    look_up::tell(ctx, &render::ask_to_remove(id, &tip)).await
}

/// Shows how a tip will look in a channel, with a button that posts it.
#[poise::command(slash_command, install_context = "Guild", interaction_context = "Guild")]
async fn push(
    ctx: Context<'_>,
    #[autocomplete = "complete::tips"]
    #[max_length = 100]
    tip: String,
    #[channel_types("Text", "News", "NewsThread", "PublicThread", "PrivateThread")] channel: serenity::PartialChannel,
) -> Result<(), Error> {
    let by = Moderator::look(ctx.data(), ctx.interaction).await?;
    look_up::defer(ctx).await?;
    let tip = curating::named_tip(ctx.data(), &by, &tip).await?;
    let shown = curating::preview(ctx.data(), ctx.serenity_context(), &by, &tip, channel.id).await?;
    ctx.send(send::answer(&shown.card, by.user(), Some(&shown.line), true)).await?;
    Ok(())
}

/// The pages that were named: `None` where nothing was, nothing in the list where it was said that there are none.
fn topics(ctx: Context<'_>, typed: [Option<String>; 2]) -> Result<Option<Vec<PageId>>, Error> {
    let advisor = ctx.data().advisor.load_full();
    let mut typed = typed.into_iter().flatten().filter(|typed| !typed.trim().is_empty()).peekable();
    if typed.peek().is_none() {
        return Ok(None);
    }
    let mut pages: Vec<PageId> = Vec::new();
    for typed in typed.filter(|typed| !typed.trim().eq_ignore_ascii_case(say::NO_TOPIC)) {
        match named(&advisor, &KINDS, &typed) {
            Named::Page(page) if pages.contains(&page) => {}
            Named::Page(page) => pages.push(page),
            Named::OneOf(_) | Named::Nothing => {
                return Err(Error::User(say::no_such_topic(&escape::escaped(&typed, 60))));
            }
        }
    }
    Ok(Some(pages))
}
