//! What the moderators of a server are told in their log channel without having done anything.

use serenity::all::{ChannelId, ComponentInteraction, Context, GuildId, Http, MessageId};
use tokio::sync::watch;

use super::super::answering::Asker;
use super::super::app::App;
use super::super::replies::fingerprint;
use super::super::{hush, send, wire};
use super::targets::{self, Target};
use crate::render::{Action, Card, Reading, notice};

impl App {
    /// Tells it once in the log channel of that server, if it has one and we may write there. Nobody asked for it, so what
    /// is in the way stands in our own log alone.
    pub(super) async fn notify(&self, http: &Http, guild: GuildId, card: &Card, nonce: String) {
        let Some(channel) = self.curated(guild).await.settings.log_channel.map(ChannelId::new) else { return };
        let (Target::Open { may_embed }, Some(me)) = (targets::find(self, guild, channel), self.places.me()) else {
            tracing::info!(guild = hush::id(guild), "I can't write in a server's log channel");
            return;
        };
        if let Err(error) = send::post(http, channel, card, me, may_embed, nonce).await {
            tracing::warn!(error = hush::error(&error.into()), "a log channel could not be told");
        }
    }
}

/// Nobody asked the bot, so it said nothing; moderators who wanted it are told where somebody may need a kind word.
pub(in crate::discord) async fn note_distress(app: &App, ctx: &Context, asker: Asker, message: MessageId) {
    let Some(guild) = asker.guild else { return };
    if app.curated(guild).await.settings.distress_note {
        let card = notice::distress(&message.link(asker.channel, Some(guild)));
        app.notify(&ctx.http, guild, &card, format!("d{message}")).await;
    }
}

/// Somebody chose what their question meant after the bot asked back: it may become an example. Told once a question.
pub(in crate::discord) async fn offer_example(
    app: &App,
    ctx: &Context,
    press: &ComponentInteraction,
    reading: &Reading,
) {
    let question = press.message.message_reference.as_ref().and_then(|reference| reference.message_id);
    // Behind the answer to a command there is no message to look at.
    let (Some(guild), Some(question)) = (press.guild_id, question) else { return };
    let advisor = app.advisor.load_full();
    // Without it the bot didn't know, and offered what was nearest: that is no reading of the question.
    let asked_back = wire::buttons_of(&advisor, &press.message).iter().any(|it| it.action == Action::NoneOfThese);
    if !asked_back || !app.replies.offer(question) {
        return;
    }
    let card = notice::example(&advisor, reading, &question.link(press.channel_id, Some(guild)));
    app.notify(&ctx.http, guild, &card, format!("x{question}")).await;
}

/// Tells every server with a log channel when edited content is refused, and when edits are in force again. `problems`
/// says what is wrong; `None` while nothing is.
pub(in crate::discord) async fn tell_edits(app: &App, http: &Http, mut problems: watch::Receiver<Option<String>>) {
    let (mut ready, mut told) = (app.vitals.ready(), None);
    loop {
        // Before the servers have come there is nobody to tell.
        if ready.wait_for(|ready| *ready).await.is_err() {
            return;
        }
        let now = problems.borrow_and_update().clone();
        if now != told {
            let card = notice::edit(now.as_deref());
            let at = app.clock.now();
            for guild in app.places.servers() {
                // A nonce is the bot's own, whatever the channel.
                let nonce = format!("e{:016x}", fingerprint(&format!("{guild} {at:?} {}", card.body)));
                app.notify(http, guild, &card, nonce).await;
            }
            told = now;
        }
        if problems.changed().await.is_err() {
            return;
        }
    }
}
