//! `/curate history`: who changed what, and when.

use super::super::look_up;
use super::Context;
use crate::discord::curating::{self, Moderator};
use crate::discord::error::Error;

/// Shows the latest changes.
#[poise::command(slash_command, install_context = "Guild", interaction_context = "Guild")]
pub(super) async fn history(ctx: Context<'_>) -> Result<(), Error> {
    let by = Moderator::look(ctx.data(), ctx.interaction).await?;
    look_up::defer(ctx).await?;
    look_up::tell(ctx, &curating::history(ctx.data(), &by, None).await?).await
}
