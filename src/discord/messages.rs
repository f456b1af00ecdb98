//! What the bot does about messages: answers, corrects its answer once, takes it away.

use std::time::Duration;

use serenity::all::{ChannelId, Context, Message, MessageId, MessageUpdateEvent};

use super::answering::{self, Asker};
use super::app::App;
use super::error::Error;
use super::hearing::{self, Heard};
use super::replies::{Reply, fingerprint};
use super::{curating, send};
use crate::advisor::{Answer, Body, Decision};
use crate::render::{self, Card};

/// An answer that takes longer is announced by typing.
const NOT_AT_ONCE: Duration = Duration::from_millis(400);
/// How long after it was asked a question may be edited and its answer follows.
const CORRECTED_WITHIN: Duration = Duration::from_secs(60);

/// A message arrived, once.
pub(crate) async fn on_message(app: &App, ctx: &Context, message: &Message) -> Result<(), Error> {
    let answering = answer(app, ctx, message);
    if !hearing::by_a_person(message) || !hearing::speaks_to_us(app, message) {
        return answering.await;
    }
    // Somebody waits: as soon as it takes long, they see that an answer is on its way.
    let mut answering = std::pin::pin!(answering);
    tokio::select! {
        done = &mut answering => return done,
        () = app.clock.sleep(NOT_AT_ONCE) => {}
    }
    let typing = ctx.http.broadcast_typing(message.channel_id);
    let (done, _) = tokio::join!(answering, typing);
    done
}

async fn answer(app: &App, ctx: &Context, message: &Message) -> Result<(), Error> {
    let Some(heard) = hearing::hear(app, ctx, message).await else { return Ok(()) };
    let asker = Asker { channel: message.channel_id, person: message.author.id, guild: message.guild_id };
    let read = match read(app, &heard, asker).await {
        Ok(read) => read,
        Err(silence) => {
            silence.noted(app, ctx, asker, message.id).await;
            return Ok(());
        }
    };
    let now = app.clock.monotonic();
    // Before anything is noted: an edit of the question waits for it.
    let slot = app.replies.open(message.id);
    let mut reply = slot.lock().await;
    let in_server = message.guild_id.is_some();
    let Said { card, call } = said(app, read, asker, in_server).await;
    if let Some(sent) = send::reply(app, ctx, message, &card).await? {
        *reply = Some(Reply {
            channel: sent.channel_id,
            message: sent.id,
            asker: message.author.id,
            asked: now,
            addressed_anyhow: heard.addressed_anyhow,
            fingerprint: fingerprint(&message.content),
            in_server,
            call,
            corrected: false,
        });
    }
    Ok(())
}

/// A message was edited. Within a minute its reply is corrected, once; where it would now get silence, taken away.
pub(crate) async fn on_edit(app: &App, ctx: &Context, edit: &MessageUpdateEvent) -> Result<(), Error> {
    let (Some(slot), Some(words)) = (app.replies.of(edit.id), edit.content.as_ref()) else { return Ok(()) };
    let mut kept = slot.lock().await;
    let Some(reply) = kept.as_mut() else { return Ok(()) };
    let is_late = app.clock.monotonic().saturating_sub(reply.asked) > CORRECTED_WITHIN;
    if is_late || reply.corrected || reply.fingerprint == fingerprint(words) {
        return Ok(());
    }
    reply.corrected = true;
    let heard = heard_again(app, ctx, edit, reply, words).await;
    let asker = Asker { channel: reply.channel, person: reply.asker, guild: edit.guild_id };
    let (channel, message, in_server) = (reply.channel, reply.message, reply.in_server);
    if let Some(call) = reply.call.take() {
        // What the words told before is no longer what they tell.
        app.undo(call, asker.person).await;
    }
    match read(app, &heard, asker).await {
        Ok(read) => {
            let Said { card, call } = said(app, read, asker, in_server).await;
            reply.call = call;
            channel.edit_message(&ctx.http, message, send::edited(&card, asker.person)).await?;
        }
        Err(silence) => {
            kept.take();
            silence.noted(app, ctx, asker, edit.id).await;
            channel.delete_message(&ctx.http, message).await?;
        }
    }
    Ok(())
}

/// A message was deleted: so is its reply.
pub(crate) async fn on_delete(app: &App, ctx: &Context, _: ChannelId, message: MessageId) -> Result<(), Error> {
    let Some(slot) = app.replies.of(message) else { return Ok(()) };
    let reply = slot.lock().await.take();
    if let Some(reply) = reply {
        reply.channel.delete_message(&ctx.http, reply.message).await?;
    }
    Ok(())
}

/// The reply to a question was taken away: an edit no longer corrects it.
pub(crate) async fn forget_reply(app: &App, question: Option<MessageId>) {
    if let Some(slot) = question.and_then(|question| app.replies.of(question)) {
        slot.lock().await.take();
    }
}

async fn heard_again(app: &App, ctx: &Context, edit: &MessageUpdateEvent, reply: &Reply, words: &str) -> Heard {
    let users = edit.mentions.as_deref().unwrap_or_default();
    let roles = edit.mention_roles.as_deref().unwrap_or_default();
    let addressed = reply.addressed_anyhow || hearing::names_us(app, edit.guild_id, words, users, roles);
    let text = hearing::with_title(app, ctx, edit.channel_id, edit.id.get(), words).await;
    Heard { addressed, addressed_anyhow: reply.addressed_anyhow, text }
}

/// What is said to a message.
struct Said {
    card: Card,
    /// The call under which something was noted.
    call: Option<u64>,
}

/// What a message was read as.
enum Read {
    /// Something to say as it is.
    Plain(Card),
    /// Something to answer or to do, for somebody who addressed the bot.
    Asked(Box<Answer>),
}

/// Why nothing is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Silence {
    /// Nothing sure, or nothing asked.
    Nothing,
    /// Nobody asked the bot, and somebody may be in distress.
    Distress,
}

impl Silence {
    /// Moderators may want to know of it.
    async fn noted(self, app: &App, ctx: &Context, asker: Asker, message: MessageId) {
        if self == Self::Distress {
            curating::note_distress(app, ctx, asker, message).await;
        }
    }
}

/// Does what was asked for, and says so.
async fn said(app: &App, read: Read, asker: Asker, in_server: bool) -> Said {
    let answer = match read {
        Read::Plain(card) => return Said { card, call: None },
        Read::Asked(answer) => answer,
    };
    if let Body::Act(act) = &answer.body {
        app.note(&answer, asker);
        let (card, call) = app.answer_act(act, asker.person, in_server).await;
        return Said { card, call };
    }
    let card = app.card(&answer, asker).await;
    let card = if render::has_why(&answer.body) { card.with(answering::why_button(None)) } else { card };
    Said { card, call: None }
}

/// What to make of a message.
async fn read(app: &App, heard: &Heard, asker: Asker) -> Result<Read, Silence> {
    if hearing::is_bare(&heard.text) {
        // Called by name without a word. A picture in a direct message is no question.
        let is_call = heard.addressed && !heard.text.trim().is_empty();
        return if is_call { Ok(Read::Plain(render::ask_me())) } else { Err(Silence::Nothing) };
    }
    let advice = app.advise(&heard.text, heard.addressed, asker);
    if !heard.addressed {
        let silence = if advice.why.distress { Silence::Distress } else { Silence::Nothing };
        let answer = answering::ambient(&advice.decision).ok_or(silence)?;
        return Ok(Read::Plain(app.card(answer, asker).await.with(answering::dismiss_button())));
    }
    if let Decision::Answer(answer) = advice.decision {
        return Ok(Read::Asked(answer));
    }
    app.question_back(advice, asker).await.map(Read::Plain).ok_or(Silence::Nothing)
}

impl App {
    /// Whether a message speaks to the bot, so that a failure deserves an apology.
    pub(crate) fn addressed(&self, message: &Message) -> bool {
        hearing::speaks_to_us(self, message)
    }
}
