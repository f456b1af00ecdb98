//! What a person sees: channels, people and messages, for the page and the tests.

use serde::Serialize;
use serde_json::Value;

use super::channel::{Channel, ChannelKind};
use super::id::{ChannelId, Id, MessageId, UserId};
use super::message::{EPHEMERAL, LOADING, Message};
use super::permission::{self, MANAGE_MESSAGES, VIEW_CHANNEL};
use super::{Problem, World};

/// Whom a message pinged.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Ping {
    /// The message that did it.
    pub message: MessageId,
    /// Where it stands.
    pub channel: ChannelId,
    /// Who wrote it.
    pub author: UserId,
    /// The people it pinged.
    pub users: Vec<UserId>,
    /// The roles it pinged.
    pub roles: Vec<Id>,
    /// Whether it pinged everybody.
    pub everyone: bool,
}

/// Somebody one can act as.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PersonView {
    /// Their id.
    pub id: UserId,
    /// The name to act by, such as `mia`.
    pub name: String,
    /// What others see.
    pub display: String,
    /// Whether they may manage messages somewhere.
    pub moderator: bool,
}

/// A channel as one person sees it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ChannelView {
    /// Its id.
    pub id: ChannelId,
    /// `#careers`, a thread's title, or the bot's name for a conversation in private.
    pub name: String,
    /// What it is.
    pub kind: &'static str,
    /// The server it is in.
    pub server: Option<String>,
    /// For a thread or a post: the channel above it.
    pub parent: Option<ChannelId>,
    /// Whether this person may write there.
    pub can_write: bool,
}

/// Who wrote a message.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AuthorView {
    /// Their id.
    pub id: UserId,
    /// What others see.
    pub name: String,
    /// Whether it is a bot.
    pub bot: bool,
}

/// A message as one person sees it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MessageView {
    /// Its id.
    pub id: MessageId,
    /// Where it stands.
    pub channel: ChannelId,
    /// Who wrote it.
    pub author: AuthorView,
    /// Its text, with mentions as `<@id>`.
    pub content: String,
    /// Everybody and every role the text mentions, as `(what stands in the text, what to show)`.
    pub names: Vec<(String, String)>,
    /// Embeds, as Discord's objects.
    pub embeds: Vec<Value>,
    /// Rows of buttons and menus, as Discord's objects.
    pub components: Vec<Value>,
    /// Files, as Discord's objects.
    pub attachments: Vec<Value>,
    /// When it was written, in milliseconds since 1970.
    pub created_ms: u64,
    /// When it was last changed.
    pub edited_ms: Option<u64>,
    /// Only the person looking sees it.
    pub ephemeral: bool,
    /// The bot said that the answer takes a moment.
    pub thinking: bool,
    /// The message it replies to.
    pub reply_to: Option<MessageId>,
    /// The command it answers, such as `mia used /role`.
    pub used: Option<String>,
}

impl World {
    /// Somebody by name or id.
    pub fn person(&self, who: &str) -> Option<UserId> {
        let by_name = self.users.values().find(|user| user.name.eq_ignore_ascii_case(who) && !user.bot);
        let by_id = || who.parse().ok().and_then(|id| self.users.get(&id));
        by_name.or_else(by_id).map(|user| user.id)
    }

    /// A channel by `#name`, name, id, or `dm`, as this person would find it.
    pub(crate) fn place(&mut self, person: UserId, name: &str) -> Result<ChannelId, Problem> {
        if name.eq_ignore_ascii_case("dm") {
            return self.open_private(person);
        }
        if let Some(id) = name.parse().ok().filter(|id| self.channels.contains_key(id)) {
            return Ok(id);
        }
        let plain = name.trim_start_matches('#');
        let named = self.channels.values().filter(|channel| channel.name == plain && !channel.is_private());
        let open = named.filter(|channel| self.permissions(person, channel) & VIEW_CHANNEL != 0);
        open.map(|channel| channel.id).next().ok_or_else(Problem::unknown_channel)
    }

    /// Everybody who is not a bot.
    pub fn people(&self) -> Vec<PersonView> {
        let people = self.users.values().filter(|user| !user.bot && user.id != self.app.owner);
        people
            .map(|user| PersonView {
                id: user.id,
                name: user.name.clone(),
                display: user.shown().to_owned(),
                moderator: self.guilds.values().any(|g| permission::in_guild(g, user.id) & MANAGE_MESSAGES != 0),
            })
            .collect()
    }

    /// The channels a person sees: the servers' own first, threads after the channel above them.
    pub fn channels_of(&self, person: UserId) -> Vec<ChannelView> {
        let mut seen: Vec<&Channel> =
            self.channels.values().filter(|channel| self.permissions(person, channel) & VIEW_CHANNEL != 0).collect();
        seen.sort_by_key(|channel| {
            let top = channel.parent.and_then(|id| self.channels.get(&id)).unwrap_or(channel);
            (top.is_private(), top.guild, top.position, top.id, channel.parent.is_some(), channel.id)
        });
        seen.into_iter().map(|channel| self.channel_view(person, channel)).collect()
    }

    fn channel_view(&self, person: UserId, channel: &Channel) -> ChannelView {
        let (name, kind) = match channel.kind {
            ChannelKind::Text => (format!("#{}", channel.name), "text"),
            ChannelKind::Forum => (format!("#{}", channel.name), "forum"),
            ChannelKind::Thread => (channel.name.clone(), "thread"),
            ChannelKind::Private => {
                (self.users.get(&self.bot).map(|bot| bot.shown().to_owned()).unwrap_or_default(), "dm")
            }
        };
        ChannelView {
            id: channel.id,
            name,
            kind,
            server: channel.guild.and_then(|id| self.guilds.get(&id)).map(|guild| guild.name.clone()),
            parent: channel.parent,
            can_write: self.permissions(person, channel) & permission::to_write(channel) != 0,
        }
    }

    /// What this person sees in a channel, oldest first.
    pub fn timeline(&self, person: UserId, channel: ChannelId) -> Vec<MessageView> {
        if self.seen(person, channel).is_err() {
            return Vec::new();
        }
        let ids = self.by_channel.get(&channel).into_iter().flatten();
        let messages = ids.filter_map(|id| self.messages.get(id));
        let mine = messages.filter(|message| message.only_for.is_none_or(|only| only == person));
        mine.map(|message| self.message_view(message)).collect()
    }

    /// A message as those see it who may.
    pub(crate) fn message_view(&self, message: &Message) -> MessageView {
        let author = self.users.get(&message.author);
        MessageView {
            id: message.id,
            channel: message.channel,
            author: AuthorView {
                id: message.author,
                name: author.map(|user| user.shown().to_owned()).unwrap_or_default(),
                bot: author.is_some_and(|user| user.bot),
            },
            content: message.content.clone(),
            names: self.names_in(message),
            embeds: message.embeds.clone(),
            components: message.components.clone(),
            attachments: message.attachments.clone(),
            created_ms: message.created_ms,
            edited_ms: message.edited_ms,
            ephemeral: message.flags & EPHEMERAL != 0,
            thinking: message.flags & LOADING != 0,
            reply_to: message.reply_to,
            used: message.used.clone(),
        }
    }

    fn names_in(&self, message: &Message) -> Vec<(String, String)> {
        let mut texts = vec![message.content.clone()];
        texts.extend(message.embeds.iter().map(Value::to_string));
        let text = texts.join(" ");
        let all = super::mention::written(&text);
        let mut names = Vec::new();
        for id in all.users {
            if let Some(user) = self.users.get(&id) {
                names.push((format!("<@{id}>"), format!("@{}", user.shown())));
                names.push((format!("<@!{id}>"), format!("@{}", user.shown())));
            }
        }
        for id in all.roles {
            if let Some(role) = self.guilds.values().find_map(|guild| guild.roles.get(&id)) {
                names.push((format!("<@&{id}>"), format!("@{}", role.name)));
            }
        }
        for channel in self.channels.values().filter(|channel| text.contains(&format!("<#{}>", channel.id))) {
            names.push((format!("<#{}>", channel.id), format!("#{}", channel.name)));
        }
        names
    }

    /// Writes `@Signpost` as a mention, the way a client does; `@&Moderators` as that of a role.
    pub(crate) fn with_mentions(&self, text: &str) -> String {
        let mut out = text.to_owned();
        for role in self.guilds.values().flat_map(|guild| guild.roles.values()) {
            out = out.replace(&format!("@&{}", role.name), &format!("<@&{}>", role.id));
        }
        for user in self.users.values() {
            out = out.replace(&format!("@{}", user.shown()), &format!("<@{}>", user.id));
            out = out.replace(&format!("@{}", user.name), &format!("<@{}>", user.id));
        }
        out
    }
}
