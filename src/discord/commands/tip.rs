//! `/tip`: a short tip, about something or anything.

use super::look_up::{Named, named};
use super::{Context, complete, look_up};
use crate::advisor::{Body, Kind};
use crate::discord::error::Error;

const KINDS: [Kind; 4] = [Kind::Role, Kind::Tool, Kind::Skill, Kind::Faq];

/// Shows a tip.
#[poise::command(slash_command, install_context = "Guild", interaction_context = "Guild|BotDm")]
pub(super) async fn tip(
    ctx: Context<'_>,
    #[autocomplete = "complete::comparables"]
    #[max_length = 100]
    topic: Option<String>,
) -> Result<(), Error> {
    let advisor = ctx.data().advisor.load_full();
    let about = |page| Body::Tip { about: Some(page) };
    let Some(topic) = topic.filter(|topic| !topic.trim().is_empty()) else {
        return look_up::show(ctx, advisor.show(Body::Tip { about: None }), None).await;
    };
    match named(&advisor, &KINDS, &topic) {
        Named::Page(page) => look_up::show(ctx, advisor.show(about(page)), None).await,
        Named::OneOf(pages) => {
            let offered = pages.into_iter().map(|page| (page.clone(), about(page)));
            look_up::did_you_mean(ctx, &KINDS, &topic, offered).await
        }
        Named::Nothing => look_up::nothing(ctx, &KINDS, &topic, None).await,
    }
}
