//! What the bot would answer here, and why: nothing is sent, noted or carried out.

use serenity::all::{ChannelId, Context};

use super::super::app::App;
use super::super::hearing::Ears;
use super::Moderator;
use crate::advisor::{Asked, Question};
use crate::render::{self, Card, Unasked};

/// What a message in that channel would get: in words, and the answer itself if there is one.
pub(in crate::discord) async fn trial(
    app: &App,
    ctx: &Context,
    by: &Moderator<'_>,
    channel: ChannelId,
    message: &str,
) -> (Card, Option<Card>) {
    let unasked = match app.ears(ctx, Some(by.guild), channel).await {
        Ears::Open => Unasked::Listening,
        Ears::Closed => Unasked::NotHere,
        Ears::Paused => Unasked::Paused,
        Ears::Unknown => Unasked::Unknown,
    };
    let (advisor, curated) = (app.advisor.load_full(), app.curated(by.guild).await);
    let question = Question::new(message);
    let advise = |addressed| advisor.advise(&question, &Asked { addressed, recent: Vec::new() });
    let today = app.clock.today();
    render::trial(&advisor, (unasked, &advise(false)), &advise(true), today, &curated.here())
}
