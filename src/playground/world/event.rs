//! What the world does to the outside: events for the gateway, and news for those who watch.

use serde::Serialize;
use serde_json::Value;

use super::World;
use super::id::{ChannelId, Id, MessageId, UserId};

pub(crate) const GUILDS: u64 = 1;
pub(crate) const GUILD_MESSAGES: u64 = 1 << 9;
pub(crate) const GUILD_MESSAGE_TYPING: u64 = 1 << 11;
pub(crate) const DIRECT_MESSAGES: u64 = 1 << 12;
pub(crate) const DIRECT_MESSAGE_TYPING: u64 = 1 << 14;
pub(crate) const MESSAGE_CONTENT: u64 = 1 << 15;
pub(crate) const GUILD_MEMBERS: u64 = 1 << 1;
pub(crate) const GUILD_PRESENCES: u64 = 1 << 8;

/// Every bit the documentation lists; any other closes with 4013.
pub(crate) const KNOWN_INTENTS: u64 = 0x1FFFF | (1 << 20) | (1 << 21) | (1 << 24) | (1 << 25);

/// One event for the bot's gateway sessions.
#[derive(Clone, Debug)]
pub(crate) struct Dispatch {
    pub(crate) name: &'static str,
    /// A session gets it when it asked for any of these; 0 means always.
    pub(crate) intents: u64,
    pub(crate) payload: Value,
    /// What a session without the message-content intent gets instead.
    pub(crate) blanked: Option<Value>,
}

/// What just happened, for the page and the tests.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum PlaygroundEvent {
    /// A message appeared.
    MessageCreated {
        /// Where.
        channel: ChannelId,
        /// Which.
        message: MessageId,
        /// Whose.
        author: UserId,
        /// The one person who sees it, if it is ephemeral.
        only_for: Option<UserId>,
    },
    /// A message changed.
    MessageEdited {
        /// Where.
        channel: ChannelId,
        /// Which.
        message: MessageId,
        /// The one person who sees it, if it is ephemeral.
        only_for: Option<UserId>,
    },
    /// A message went away.
    MessageDeleted {
        /// Where.
        channel: ChannelId,
        /// Which.
        message: MessageId,
    },
    /// A thread or a forum post was opened.
    ThreadCreated {
        /// Above it.
        parent: ChannelId,
        /// The thread itself.
        channel: ChannelId,
    },
    /// Somebody is typing.
    Typing {
        /// Where.
        channel: ChannelId,
        /// Who.
        user: UserId,
    },
    /// The bot gave an interaction its first answer.
    InteractionAnswered {
        /// Which.
        interaction: Id,
        /// Discord's number for the kind of answer.
        kind: u64,
    },
    /// An interaction got no answer within three seconds.
    InteractionFailed {
        /// Which.
        interaction: Id,
    },
    /// A person sees a form.
    ModalOpened {
        /// The interaction that opened it; hand it to `submit`.
        interaction: Id,
        /// Who sees it.
        person: UserId,
        /// The form as the bot sent it: `custom_id`, `title`, `components`.
        modal: Value,
    },
    /// The bot's gateway session is ready.
    BotOnline,
    /// The bot's gateway connection is gone.
    BotOffline,
    /// The registered commands changed.
    CommandsChanged,
}

/// One thing that leaves the world.
#[derive(Clone, Debug)]
pub(crate) enum Effect {
    Dispatch(Box<Dispatch>),
    News(PlaygroundEvent),
}

impl World {
    pub(crate) fn dispatch(&mut self, name: &'static str, intents: u64, payload: Value) {
        self.effects.push(Effect::Dispatch(Box::new(Dispatch { name, intents, payload, blanked: None })));
    }

    pub(crate) fn dispatch_message(&mut self, name: &'static str, intents: u64, payload: Value, blanked: Value) {
        let blanked = Some(blanked);
        self.effects.push(Effect::Dispatch(Box::new(Dispatch { name, intents, payload, blanked })));
    }

    pub(crate) fn news(&mut self, news: PlaygroundEvent) {
        self.effects.push(Effect::News(news));
    }
}
