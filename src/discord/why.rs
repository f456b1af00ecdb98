//! "Why this answer?": the question is fetched again and read again. Nothing that anybody wrote is kept.

use serenity::all::{Context, GuildId, Message};

use super::answering::Asker;
use super::app::App;
use super::{hearing, wire};
use crate::advisor::Decision;
use crate::render::{self, Action, Card, words};

/// Why one of our own replies says what it says.
pub(crate) async fn of_reply(app: &App, ctx: &Context, reply: &Message, guild: Option<GuildId>) -> Card {
    let advisor = app.advisor.load_full();
    // An answer to a command or a press carries its reading.
    let reading = wire::buttons_of(&advisor, reply).into_iter().find_map(|button| match button.action {
        Action::Why(reading) => reading,
        _ => None,
    });
    if let Some(reading) = reading {
        return render::why_reading(&advisor, &reading);
    }
    if reply.message_reference.is_none() {
        return Card::line(words::WHY_LOOKED_UP);
    }
    let Some(question) = fetched(ctx, reply).await else { return Card::line(words::WHY_GONE) };
    if question.content.trim().is_empty() {
        return Card::line(words::WHY_GONE);
    }
    of_message(app, ctx, &question, guild).await
}

/// What the bot makes of any message, and why.
pub(crate) async fn of_message(app: &App, ctx: &Context, message: &Message, guild: Option<GuildId>) -> Card {
    // Discord leaves the server out of messages that were not told by the gateway.
    let mut message = message.clone();
    message.guild_id = guild;
    let advisor = app.advisor.load_full();
    let text = hearing::question(app, ctx, &message).await;
    if hearing::is_bare(&text) {
        return Card::line(words::NOTHING_TO_READ);
    }
    let asker = Asker { channel: message.channel_id, person: message.author.id, guild };
    let addressed = hearing::speaks_to_us(app, &message);
    let advice = app.advise(&text, addressed, asker);
    let card = render::why(&advisor, &advice);
    if addressed || !matches!(advice.decision, Decision::Silence) {
        return card;
    }
    // Unasked it gets silence; that alone explains little.
    let by_name = render::why(&advisor, &app.advise(&text, true, asker));
    Card { body: format!("{}\n\n{}\n{}", card.body, words::IF_ASKED, by_name.body), ..card }
}

/// The question that a message of ours replies to.
async fn fetched(ctx: &Context, reply: &Message) -> Option<Message> {
    if let Some(question) = reply.referenced_message.as_deref()
        && !question.content.is_empty()
    {
        return Some(question.clone());
    }
    let reference = reply.message_reference.as_ref()?;
    ctx.http.get_message(reference.channel_id, reference.message_id?).await.ok()
}
