//! What the page and the tests hold in their hands: acting as a person, seeing what a person sees, and
//! ordering trouble.

mod act;
mod trouble;

use std::io;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use serde_json::Value;
use tokio::sync::broadcast;

use super::inside::Inside;
use super::rest::Exchange;
use super::world::id::{ChannelId, MessageId, UserId};
use super::world::{
    BOT_NAME, ChannelView, MessageView, PersonView, Ping, PlaygroundEvent, Refusal, SERVER_NAME, World,
};
use crate::clock::Clock;

/// The token the playground hands out. Any other is as good, unless `Options::token` says otherwise.
const TOKEN: &str = "playground.token.not-a-secret";

/// How a playground is set up.
#[derive(Clone, Debug)]
pub struct Options {
    /// The port on 127.0.0.1; a free one when there is none.
    pub port: Option<u16>,
    /// The world's time. Tests hand in one they move.
    pub clock: Clock,
    /// More routes on the same port, such as the page at `/`; `/api` and `/gateway` are taken.
    pub page: Option<fn(Playground) -> Router>,
    /// The only token that is accepted; any when there is none.
    pub token: Option<String>,
    /// Whether the application was granted the message-content intent.
    pub message_content: bool,
    /// Whether Discord's rate limits hold.
    pub rate_limits: bool,
    /// The heartbeat interval clients are told.
    pub heartbeat: Duration,
    /// Identifies allowed within five seconds.
    pub max_concurrency: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            port: None,
            clock: Clock::system(),
            page: None,
            token: None,
            message_content: true,
            rate_limits: true,
            heartbeat: Duration::from_millis(41_250),
            max_concurrency: 16,
        }
    }
}

/// A running playground. Clones are the same one.
#[derive(Clone, Debug)]
pub struct Playground {
    inside: Arc<Inside>,
}

impl Playground {
    /// Opens the port. It runs until [`Playground::stop`].
    pub async fn start(options: Options) -> io::Result<Self> {
        super::server::start(options).await
    }

    pub(super) fn around(inside: Arc<Inside>) -> Self {
        Self { inside }
    }

    /// Ends it: the gateway closes with 1001, the port is free again.
    pub fn stop(&self) {
        self.inside.stop.cancel();
    }

    /// `http://127.0.0.1:PORT`; what `SIGNPOST_DISCORD_API` takes.
    pub fn base_url(&self) -> String {
        format!("http://{}", self.inside.address)
    }

    /// A token that is accepted.
    pub fn token(&self) -> String {
        match &*super::inside::lock(&self.inside.token) {
            super::inside::TokenRule::Only(token) => token.clone(),
            _ => TOKEN.to_owned(),
        }
    }

    /// The world's clock; moving it moves the world.
    pub fn clock(&self) -> &Clock {
        &self.inside.clock
    }

    /// The bot's user.
    pub fn bot(&self) -> UserId {
        self.inside.act(|world| world.bot())
    }

    /// The bot's name.
    pub fn bot_name(&self) -> &'static str {
        BOT_NAME
    }

    /// The first server's name.
    pub fn server_name(&self) -> &'static str {
        SERVER_NAME
    }

    /// Everybody one can act as.
    pub fn people(&self) -> Vec<PersonView> {
        self.inside.act(|world| world.people())
    }

    /// The channels this person sees; the conversation with the bot is opened if there was none.
    pub fn channels(&self, person: &str) -> Result<Vec<ChannelView>, Refusal> {
        self.as_person(person, |world, id| {
            world.open_private(id)?;
            Ok(world.channels_of(id))
        })
    }

    /// What this person sees in a channel, oldest first, ephemeral answers to them included.
    pub fn timeline(&self, person: &str, channel: &str) -> Result<Vec<MessageView>, Refusal> {
        self.in_channel(person, channel, |world, id, channel| Ok(world.timeline(id, channel)))
    }

    /// One message as those see it who may.
    pub fn message(&self, id: MessageId) -> Option<MessageView> {
        self.inside.act(|world| world.messages.get(&id).map(|message| world.message_view(message)))
    }

    /// The id of a channel, by `#name`, title, id, or `dm`.
    pub fn channel(&self, person: &str, channel: &str) -> Result<ChannelId, Refusal> {
        self.in_channel(person, channel, |_, _, channel| Ok(channel))
    }

    /// Every registered command, as Discord's objects.
    pub fn commands(&self) -> Value {
        self.inside.act(|world| world.commands.everything().cloned().collect())
    }

    /// What happens from now on.
    pub fn subscribe(&self) -> broadcast::Receiver<PlaygroundEvent> {
        self.inside.news.subscribe()
    }

    /// Every request so far and its answer, oldest first.
    pub fn traffic(&self) -> Vec<Exchange> {
        self.inside.traffic()
    }

    /// Everybody the bot pinged so far. A member who wrote and is pinged by a reply counts too.
    pub fn pings(&self) -> Vec<Ping> {
        self.inside.act(|world| {
            let bot = world.bot();
            world.pings.iter().filter(|ping| ping.author == bot).cloned().collect()
        })
    }

    fn as_person<R>(
        &self,
        person: &str,
        act: impl FnOnce(&mut World, UserId) -> Result<R, Refusal>,
    ) -> Result<R, Refusal> {
        self.inside.act(|world| {
            let id = world.person(person).ok_or_else(|| Refusal(format!("There is nobody called \"{person}\".")))?;
            act(world, id)
        })
    }

    fn in_channel<R>(
        &self,
        person: &str,
        channel: &str,
        act: impl FnOnce(&mut World, UserId, ChannelId) -> Result<R, Refusal>,
    ) -> Result<R, Refusal> {
        self.as_person(person, |world, id| {
            let place = world.place(id, channel);
            let place = place.map_err(|_| Refusal(format!("{person} sees no channel called \"{channel}\".")))?;
            act(world, id, place)
        })
    }
}
