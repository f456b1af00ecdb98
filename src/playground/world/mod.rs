//! Discord's rules as a state machine, written from Discord's documentation.
//!
//! Nothing here does I/O, is async, or knows the time: [`World::at`] is told the moment, an act changes
//! the state, and `World::take_effects` hands out what became of it. The sockets and the page stand
//! around it, in the folder above.

mod application;
mod change;
mod channel;
mod command;
mod edit;
pub(crate) mod event;
mod guild;
mod history;
pub mod id;
mod interaction;
mod limits;
mod mention;
mod message;
mod permission;
mod problem;
pub(crate) mod rate;
mod ready;
mod seed;
mod send;
#[cfg(test)]
mod tests;
mod thread;
mod time;
mod user;
mod view;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

pub(crate) use channel::Channel;
pub use channel::ChannelKind;
pub use event::PlaygroundEvent;
pub(crate) use event::{Dispatch, Effect};
pub(crate) use guild::{Guild, Role};
pub(crate) use history::Around;
use id::{ChannelId, GuildId, Id, MessageId, Snowflakes, UserId};
pub(crate) use interaction::{Interaction, State};
pub(crate) use mention::Allowed;
pub use problem::{Problem, Refusal};
pub(crate) use seed::{BOT_NAME, SERVER_NAME};
pub(crate) use send::{Draft, File};
pub use view::{AuthorView, ChannelView, MessageView, PersonView, Ping};

/// Everything there is on this small Discord.
#[derive(Debug)]
pub struct World {
    now_ms: u64,
    flakes: Snowflakes,
    pub(crate) app: application::Application,
    bot: UserId,
    pub(crate) users: BTreeMap<UserId, user::User>,
    pub(crate) guilds: BTreeMap<GuildId, guild::Guild>,
    pub(crate) channels: BTreeMap<ChannelId, Channel>,
    pub(crate) messages: BTreeMap<MessageId, message::Message>,
    by_channel: BTreeMap<ChannelId, BTreeSet<MessageId>>,
    /// Private conversations, by the person in them.
    private: BTreeMap<UserId, ChannelId>,
    /// Nonces the bot asked to be enforced: when, and which message they made.
    nonces: BTreeMap<(ChannelId, String), (u64, MessageId)>,
    pub(crate) commands: command::Registry,
    /// Whether commands are offered only where they say that they belong.
    pub(crate) knows_contexts: bool,
    pub(crate) interactions: BTreeMap<Id, Interaction>,
    /// Interactions without a first answer, by when it must have come.
    waiting: BTreeSet<(u64, Id)>,
    pub(crate) pings: Vec<Ping>,
    effects: Vec<Effect>,
}

impl World {
    /// Moves the world to a moment, in milliseconds since 1970; it never goes back.
    pub fn at(&mut self, now_ms: u64) -> &mut Self {
        self.now_ms = self.now_ms.max(now_ms);
        self
    }

    /// What happened since this was last asked, in order.
    pub(crate) fn take_effects(&mut self) -> Vec<Effect> {
        std::mem::take(&mut self.effects)
    }

    /// The bot's user.
    pub fn bot(&self) -> UserId {
        self.bot
    }

    pub(crate) fn next_id(&mut self) -> Id {
        self.flakes.next(self.now_ms)
    }

    /// The server a channel is in.
    pub(crate) fn guild_of(&self, channel: ChannelId) -> Option<GuildId> {
        self.channels.get(&channel)?.guild
    }

    /// What somebody may do in a channel.
    pub(crate) fn permissions(&self, user: UserId, channel: &Channel) -> u64 {
        match channel.guild.and_then(|id| self.guilds.get(&id)) {
            Some(guild) => {
                // A thread has the permissions of the channel above it.
                let rules = channel.parent.filter(|_| channel.kind == ChannelKind::Thread);
                let rules = rules.and_then(|id| self.channels.get(&id)).unwrap_or(channel);
                permission::in_channel(guild, rules, user)
            }
            None if user == self.bot || channel.owner == Some(user) => permission::PRIVATE,
            None => 0,
        }
    }

    /// The channel, if this user may see it: else Discord's refusal.
    pub(crate) fn seen(&self, user: UserId, id: ChannelId) -> Result<&Channel, Problem> {
        let channel = self.channels.get(&id).ok_or_else(Problem::unknown_channel)?;
        if self.permissions(user, channel) & permission::VIEW_CHANNEL == 0 {
            return Err(Problem::missing_access());
        }
        Ok(channel)
    }

    pub(crate) fn need(&self, user: UserId, channel: &Channel, bits: u64) -> Result<(), Problem> {
        if self.permissions(user, channel) & bits == bits { Ok(()) } else { Err(Problem::missing_permissions()) }
    }

    /// The channel object as the bot gets it.
    pub(crate) fn channel_json(&self, channel: &Channel) -> Value {
        channel.json(channel.owner.and_then(|id| self.users.get(&id)).map(user::User::json))
    }

    /// The private conversation with a person, opened if there was none.
    pub(crate) fn open_private(&mut self, person: UserId) -> Result<ChannelId, Problem> {
        if let Some(id) = self.private.get(&person) {
            return Ok(*id);
        }
        let user = self.users.get(&person).ok_or_else(Problem::unknown_user)?;
        if user.bot {
            return Err(Problem::no_private_messages());
        }
        let name = user.name.clone();
        let id = self.next_id();
        let mut channel = self.blank_channel(id, ChannelKind::Private, name);
        channel.owner = Some(person);
        let json = self.channel_json(&channel);
        self.channels.insert(id, channel);
        self.private.insert(person, id);
        self.dispatch("CHANNEL_CREATE", event::DIRECT_MESSAGES, json);
        Ok(id)
    }

    fn blank_channel(&self, id: ChannelId, kind: ChannelKind, name: String) -> Channel {
        Channel {
            id,
            kind,
            name,
            guild: None,
            parent: None,
            position: 0,
            overwrites: Vec::new(),
            last_message: None,
            owner: None,
            created_ms: self.now_ms,
            archived: false,
            messages: 0,
        }
    }

    /// Somebody starts typing.
    pub(crate) fn type_in(&mut self, user: UserId, id: ChannelId) -> Result<(), Problem> {
        let channel = self.seen(user, id)?;
        self.need(user, channel, permission::to_write(channel))?;
        let mut payload = serde_json::json!({ "channel_id": id, "user_id": user, "timestamp": self.now_ms / 1000 });
        let mut intent = event::DIRECT_MESSAGE_TYPING;
        if let Some(guild) = channel.guild {
            intent = event::GUILD_MESSAGE_TYPING;
            payload["guild_id"] = guild.into();
            let member = self.guilds.get(&guild).and_then(|guild| guild.members.get(&user));
            if let (Some(member), Some(user)) = (member, self.users.get(&user)) {
                payload["member"] = member.json(user);
            }
        }
        self.dispatch("TYPING_START", intent, payload);
        self.news(PlaygroundEvent::Typing { channel: id, user });
        Ok(())
    }
}
