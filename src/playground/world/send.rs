//! Writing a message, as a person or as the bot.

use serde_json::{Value, json};

use super::channel::ChannelKind;
use super::event::{DIRECT_MESSAGES, GUILD_MESSAGES, PlaygroundEvent};
use super::id::{ChannelId, Id, MessageId, UserId};
use super::limits::{check_message, is_empty_message, normal_components, normal_embeds};
use super::mention::{Allowed, written};
use super::message::Message;
use super::permission::{self, EMBED_LINKS, MENTION_EVERYONE, READ_MESSAGE_HISTORY};
use super::view::Ping;
use super::{Problem, World};

/// For how long an enforced nonce is remembered: the documentation says "the past few minutes".
const NONCE_MS: u64 = 5 * 60_000;

/// A file that came with a message.
#[derive(Clone, Debug)]
pub(crate) struct File {
    pub(crate) name: String,
    pub(crate) size: usize,
    pub(crate) content_type: Option<String>,
}

/// A message body that passed every limit.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    pub(crate) content: String,
    pub(crate) embeds: Vec<Value>,
    pub(crate) components: Vec<Value>,
    pub(crate) flags: u64,
    pub(crate) allowed: Allowed,
    pub(crate) files: Vec<File>,
    nonce: Option<Value>,
    enforce_nonce: bool,
    reply_to: Option<MessageId>,
    reply_must_exist: bool,
}

impl Draft {
    /// Reads and checks a message body; `default` says who is pinged when the body does not.
    pub(crate) fn read(body: &Value, prefix: &str, default: Allowed, files: &[File]) -> Result<Self, Problem> {
        check_message(body, prefix)?;
        let reference = &body["message_reference"];
        let draft = Self {
            content: body["content"].as_str().unwrap_or_default().to_owned(),
            embeds: normal_embeds(&body["embeds"]),
            components: normal_components(&body["components"]),
            flags: body["flags"].as_u64().unwrap_or(0),
            allowed: Allowed::read(&body["allowed_mentions"], default)?,
            files: files.to_vec(),
            nonce: Some(body["nonce"].clone()).filter(|nonce| !nonce.is_null()),
            enforce_nonce: body["enforce_nonce"].as_bool().unwrap_or(false),
            reply_to: reference["message_id"].as_str().and_then(|id| id.parse().ok()),
            reply_must_exist: reference["fail_if_not_exists"].as_bool().unwrap_or(true),
        };
        if is_empty_message(&draft.content, &draft.embeds, &draft.components, draft.files.len()) {
            return Err(Problem::empty_message());
        }
        Ok(draft)
    }

    /// A deferred answer: nothing yet.
    pub(super) fn empty() -> Self {
        Self {
            content: String::new(),
            embeds: Vec::new(),
            components: Vec::new(),
            flags: 0,
            allowed: Allowed::in_interactions(),
            files: Vec::new(),
            nonce: None,
            enforce_nonce: false,
            reply_to: None,
            reply_must_exist: false,
        }
    }

    /// What a person types.
    pub(crate) fn typed(text: &str, reply_to: Option<MessageId>) -> Result<Self, Problem> {
        let mut draft = Self::read(&json!({ "content": text }), "", Allowed::in_messages(), &[])?;
        draft.reply_to = reply_to;
        Ok(draft)
    }
}

impl World {
    /// Sends a message to a channel as somebody, with every check Discord makes.
    pub(crate) fn send(&mut self, author: UserId, id: ChannelId, mut draft: Draft) -> Result<MessageId, Problem> {
        let channel = self.seen(author, id)?;
        if channel.kind == ChannelKind::Forum {
            return Err(Problem::forum_takes_no_messages());
        }
        self.need(author, channel, permission::to_write(channel))?;
        if !draft.embeds.is_empty() {
            self.need(author, channel, EMBED_LINKS)?;
        }
        if channel.is_private() && author == self.bot {
            let person = channel.owner.and_then(|id| self.users.get(&id));
            if person.is_none_or(|user| user.closed) {
                return Err(Problem::no_private_messages());
            }
        }
        if let Some(reply) = draft.reply_to {
            if self.permissions(author, channel) & READ_MESSAGE_HISTORY == 0 {
                return Err(Problem::no_history());
            }
            let there = self.messages.get(&reply).is_some_and(|m| m.channel == id && m.only_for.is_none());
            if !there && draft.reply_must_exist {
                return Err(Problem::form("message_reference", "REPLIES_UNKNOWN_MESSAGE", "Unknown message"));
            }
            draft.reply_to = Some(reply).filter(|_| there);
        }
        if let Some(earlier) = self.same_nonce(author, id, &draft) {
            return Ok(earlier);
        }
        draft.flags &= (1 << 2) | (1 << 12) | (1 << 13) | super::limits::IS_COMPONENTS_V2;
        let kind = if draft.reply_to.is_some() { 19 } else { 0 };
        Ok(self.put(author, id, kind, draft, |_| ()))
    }

    fn same_nonce(&mut self, author: UserId, channel: ChannelId, draft: &Draft) -> Option<MessageId> {
        if !draft.enforce_nonce || author != self.bot {
            return None;
        }
        let oldest = self.now_ms.saturating_sub(NONCE_MS);
        if self.nonces.len() > 4096 {
            self.nonces.retain(|_, (made, _)| *made >= oldest);
        }
        let (made, message) = self.nonces.get(&(channel, draft.nonce.as_ref()?.to_string()))?;
        (*made >= oldest && self.messages.contains_key(message)).then_some(*message)
    }

    /// Writes a checked message down and tells everybody. `finish` sets what only some messages have.
    pub(super) fn put(
        &mut self,
        author: UserId,
        channel: ChannelId,
        kind: u8,
        draft: Draft,
        finish: impl FnOnce(&mut Message),
    ) -> MessageId {
        let id = self.message_id_in(channel);
        if let (true, Some(nonce)) = (draft.enforce_nonce, &draft.nonce) {
            self.nonces.insert((channel, nonce.to_string()), (self.now_ms, id));
        }
        let mut message = Message {
            id,
            channel,
            author,
            kind,
            embeds: draft.embeds,
            components: draft.components,
            attachments: draft.files.iter().map(|file| self.attachment(file)).collect(),
            flags: draft.flags,
            created_ms: self.now_ms,
            edited_ms: None,
            mentions: Vec::new(),
            mention_roles: Vec::new(),
            mention_everyone: false,
            nonce: draft.nonce,
            reply_to: draft.reply_to,
            interaction: None,
            used: None,
            only_for: None,
            content: draft.content,
        };
        finish(&mut message);
        self.mention(&mut message, &draft.allowed);
        self.note_pings(&message);
        let (only_for, nonce) = (message.only_for, message.nonce.take());
        if let Some(channel) = self.channels.get_mut(&channel).filter(|_| only_for.is_none()) {
            channel.last_message = Some(id);
            channel.messages += 1;
        }
        self.by_channel.entry(channel).or_default().insert(id);
        self.messages.insert(id, message.clone());
        // The nonce is in the event and in the answer to the request, and in no later reading.
        message.nonce = nonce;
        self.tell_message("MESSAGE_CREATE", &message);
        self.news(PlaygroundEvent::MessageCreated { channel, message: id, author, only_for });
        id
    }

    /// The first message of a forum post has the post's own id.
    fn message_id_in(&mut self, channel: ChannelId) -> MessageId {
        let first_of_post = self.channels.get(&channel).is_some_and(|thread| {
            let above = thread.parent.and_then(|id| self.channels.get(&id));
            thread.messages == 0 && above.is_some_and(|parent| parent.kind == ChannelKind::Forum)
        });
        if first_of_post { channel } else { self.next_id() }
    }

    /// Works out who is mentioned, and with that who is pinged.
    pub(super) fn mention(&self, message: &mut Message, allowed: &Allowed) {
        let all = allowed.filter(written(&message.content));
        message.mentions = all.users.into_iter().filter(|id| self.users.contains_key(id)).collect();
        if let Some(replied) = message.reply_to.and_then(|id| self.messages.get(&id))
            && allowed.replied_user
            && !message.mentions.contains(&replied.author)
        {
            message.mentions.push(replied.author);
        }
        let Some(channel) = self.channels.get(&message.channel) else { return };
        let may_all = self.permissions(message.author, channel) & MENTION_EVERYONE != 0;
        message.mention_everyone = all.everyone && may_all;
        let guild = channel.guild.and_then(|id| self.guilds.get(&id));
        let role = |id: &Id| guild.and_then(|guild| guild.roles.get(id));
        // The object lists every role written; only those that may be pinged are counted as pings.
        message.mention_roles = all.roles.into_iter().filter(|id| role(id).is_some()).collect();
    }

    fn note_pings(&mut self, message: &Message) {
        let users = message.mentions.iter().copied().filter(|id| *id != message.author).collect::<Vec<_>>();
        let channel = self.channels.get(&message.channel);
        let may_all = channel.is_some_and(|c| self.permissions(message.author, c) & MENTION_EVERYONE != 0);
        let guild = self.guild_of(message.channel).and_then(|id| self.guilds.get(&id));
        let pinged = |id: &&Id| may_all || guild.and_then(|g| g.roles.get(id)).is_some_and(|role| role.mentionable);
        let roles: Vec<Id> = message.mention_roles.iter().filter(pinged).copied().collect();
        if !users.is_empty() || !roles.is_empty() || message.mention_everyone {
            let (author, everyone) = (message.author, message.mention_everyone);
            self.pings.push(Ping { message: message.id, channel: message.channel, author, users, roles, everyone });
        }
    }

    /// Sends `MESSAGE_CREATE` or `MESSAGE_UPDATE`, to a bot that may see it.
    pub(super) fn tell_message(&mut self, name: &'static str, message: &Message) {
        if message.only_for.is_some() || self.seen(self.bot, message.channel).is_err() {
            return;
        }
        let intent = if self.guild_of(message.channel).is_some() { GUILD_MESSAGES } else { DIRECT_MESSAGES };
        let full = self.with_guild(message, self.message_json(message));
        let blanked = self.with_guild(message, self.blanked_json(message));
        self.dispatch_message(name, intent, full, blanked);
    }

    pub(super) fn attachment(&mut self, file: &File) -> Value {
        let id = self.next_id();
        let url = format!("https://cdn.discordapp.com/attachments/{id}/{}", file.name);
        let mut out = json!({ "id": id, "filename": file.name, "size": file.size, "url": url, "proxy_url": url });
        if let Some(kind) = &file.content_type {
            out["content_type"] = kind.clone().into();
        }
        out
    }

    /// The message object the bot gets for a request: in full where it may read content.
    pub(crate) fn answer_json(&self, message: &Message) -> Value {
        if self.app.message_content { self.message_json(message) } else { self.blanked_json(message) }
    }
}
