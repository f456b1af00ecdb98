//! `/faq`: looks up a question that many people ask.

use serenity::all::User;

use super::{Context, complete, look_up};
use crate::advisor::Kind;
use crate::discord::error::Error;

/// Looks up a question that many people ask.
#[poise::command(slash_command, install_context = "Guild", interaction_context = "Guild|BotDm")]
pub(super) async fn faq(
    ctx: Context<'_>,
    #[autocomplete = "complete::faqs"]
    #[max_length = 100]
    name: String,
    #[rename = "for"] somebody: Option<User>,
) -> Result<(), Error> {
    look_up::page(ctx, &[Kind::Faq], &name, somebody).await
}
