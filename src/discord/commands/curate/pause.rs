//! `/curate pause`: nothing ambient for a while.

use super::super::look_up;
use super::Context;
use crate::discord::curating::{self, Moderator};
use crate::discord::error::Error;

/// Pauses for so many hours, or until somebody resumes.
#[poise::command(slash_command, install_context = "Guild", interaction_context = "Guild")]
pub(super) async fn pause(
    ctx: Context<'_>,
    #[min = 1]
    #[max = 720]
    hours: Option<u32>,
) -> Result<(), Error> {
    let by = Moderator::look(ctx.data(), ctx.interaction).await?;
    look_up::defer(ctx).await?;
    look_up::tell(ctx, &curating::pause(ctx.data(), ctx.serenity_context(), &by, hours).await?).await
}
