//! `/path`: the way from one role to another, or from the start.

use serenity::all::User;

use super::look_up::{Named, named};
use super::{Context, complete, look_up};
use crate::advisor::{Body, Kind, PageId};
use crate::discord::error::Error;

const ROLE: [Kind; 1] = [Kind::Role];

/// Shows what carries over and what is missing, in order.
#[poise::command(slash_command, install_context = "Guild", interaction_context = "Guild|BotDm")]
pub(super) async fn path(
    ctx: Context<'_>,
    #[autocomplete = "complete::roles"]
    #[max_length = 100]
    to: String,
    #[autocomplete = "complete::roles"]
    #[max_length = 100]
    from: Option<String>,
    #[rename = "for"] somebody: Option<User>,
) -> Result<(), Error> {
    let advisor = ctx.data().advisor.load_full();
    let from = from.filter(|typed| !typed.trim().is_empty());
    let start = from.as_deref().map(|typed| (typed, named(&advisor, &ROLE, typed)));
    let target = named(&advisor, &ROLE, &to);
    match (target, start) {
        (Named::Nothing, _) => look_up::nothing(ctx, &ROLE, &to, somebody).await,
        (Named::Page(to), None) => look_up::show(ctx, advisor.show(body(None, &to)), somebody).await,
        (Named::Page(to), Some((_, Named::Page(from)))) => {
            look_up::show(ctx, advisor.show(body(Some(&from), &to)), somebody).await
        }
        (_, Some((typed, Named::Nothing))) => look_up::nothing(ctx, &ROLE, typed, somebody).await,
        (Named::Page(to), Some((typed, Named::OneOf(pages)))) => {
            let offered = pages.into_iter().map(|from| (from.clone(), body(Some(&from), &to)));
            look_up::did_you_mean(ctx, &ROLE, typed, offered).await
        }
        (Named::OneOf(pages), start) => {
            let from = match start {
                Some((_, Named::Page(from))) => Some(from),
                Some((_, Named::OneOf(pages))) => pages.into_iter().next(),
                _ => None,
            };
            let offered = pages.into_iter().map(|to| (to.clone(), body(from.as_ref(), &to)));
            look_up::did_you_mean(ctx, &ROLE, &to, offered).await
        }
    }
}

/// From a role to itself is the way up its ladder.
fn body(from: Option<&PageId>, to: &PageId) -> Body {
    if from == Some(to) {
        return Body::Ladder { role: Some(to.clone()), level: None };
    }
    Body::Path { from: from.cloned(), to: to.clone(), page: None }
}
