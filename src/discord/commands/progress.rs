//! `/progress`: how far, and what comes next.

use super::{Context, look_up};
use crate::advisor::Act;
use crate::discord::error::Error;

/// Shows how far the asker is toward their goal.
#[poise::command(slash_command, install_context = "Guild", interaction_context = "Guild|BotDm")]
pub(super) async fn progress(ctx: Context<'_>) -> Result<(), Error> {
    look_up::act(ctx, &Act::ShowProgress).await
}
