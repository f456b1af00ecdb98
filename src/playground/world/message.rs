//! Messages, and the objects that tell of them.

use serde_json::{Value, json};

use super::World;
use super::guild::merge;
use super::id::{ChannelId, Id, MessageId, UserId};
use super::time::iso;

/// Message flag: only one person sees it.
pub(crate) const EPHEMERAL: u64 = 1 << 6;
/// Message flag: a deferred answer, "thinking".
pub(crate) const LOADING: u64 = 1 << 7;
/// Message flag: a thread starts here.
pub(crate) const HAS_THREAD: u64 = 1 << 5;

/// A message, as the world keeps it.
#[derive(Clone, Debug)]
pub(crate) struct Message {
    pub(crate) id: MessageId,
    pub(crate) channel: ChannelId,
    pub(crate) author: UserId,
    pub(crate) kind: u8,
    pub(crate) content: String,
    pub(crate) embeds: Vec<Value>,
    pub(crate) components: Vec<Value>,
    pub(crate) attachments: Vec<Value>,
    pub(crate) flags: u64,
    pub(crate) created_ms: u64,
    pub(crate) edited_ms: Option<u64>,
    pub(crate) mentions: Vec<UserId>,
    pub(crate) mention_roles: Vec<Id>,
    pub(crate) mention_everyone: bool,
    pub(crate) nonce: Option<Value>,
    pub(crate) reply_to: Option<MessageId>,
    /// The interaction it answers, and its `interaction_metadata`.
    pub(crate) interaction: Option<(Id, Value)>,
    /// What the person used to get it, for those who watch: `/role`.
    pub(crate) used: Option<String>,
    /// The one person who sees an ephemeral message.
    pub(crate) only_for: Option<UserId>,
}

impl World {
    /// The message object with everything in it.
    pub(crate) fn message_json(&self, message: &Message) -> Value {
        let mut out = self.basic_json(message);
        if let Some(id) = message.reply_to {
            let channel = self.messages.get(&id).map_or(message.channel, |m| m.channel);
            let mut reference = json!({ "type": 0, "channel_id": channel, "message_id": id });
            if let Some(guild) = self.guild_of(channel) {
                reference["guild_id"] = guild.into();
            }
            out["message_reference"] = reference;
            out["referenced_message"] = self.messages.get(&id).map_or(Value::Null, |m| self.basic_json(m));
        }
        out
    }

    /// The same, as an application without the message-content intent gets it.
    pub(crate) fn blanked_json(&self, message: &Message) -> Value {
        let mut out = self.message_json(message);
        if !self.content_is_free(message) {
            blank(&mut out);
        }
        if let Some(referenced) = message.reply_to.and_then(|id| self.messages.get(&id))
            && !self.content_is_free(referenced)
        {
            blank(&mut out["referenced_message"]);
        }
        out
    }

    /// The exceptions of the message-content intent: our own, in private, and where we are mentioned.
    pub(crate) fn content_is_free(&self, message: &Message) -> bool {
        let bot = self.bot();
        message.author == bot
            || message.mentions.contains(&bot)
            || self.channels.get(&message.channel).is_some_and(super::channel::Channel::is_private)
    }

    fn basic_json(&self, message: &Message) -> Value {
        let user = |id: &UserId| self.users.get(id).map(super::user::User::json);
        let mentions: Vec<Value> = message.mentions.iter().filter_map(user).collect();
        let mut out = json!({
            "id": message.id,
            "type": message.kind,
            "channel_id": message.channel,
            "author": user(&message.author),
            "content": message.content,
            "mentions": mentions,
            "mention_roles": message.mention_roles,
            "mention_everyone": message.mention_everyone,
            "attachments": message.attachments,
            "embeds": message.embeds,
            "components": message.components,
            "timestamp": iso(message.created_ms),
            "edited_timestamp": message.edited_ms.map(iso),
            "flags": message.flags,
            "pinned": false,
            "tts": false,
        });
        if let Some(nonce) = &message.nonce {
            out["nonce"] = nonce.clone();
        }
        if let Some((_, metadata)) = &message.interaction {
            out["interaction_metadata"] = metadata.clone();
            out["application_id"] = self.app.id.into();
            out["webhook_id"] = self.app.id.into();
        }
        out
    }

    /// What a gateway event adds to the message object.
    pub(crate) fn with_guild(&self, message: &Message, mut object: Value) -> Value {
        if let Some(channel) = self.channels.get(&message.channel) {
            object["channel_type"] = channel.kind.number().into();
        }
        let Some(guild) = self.guild_of(message.channel).and_then(|id| self.guilds.get(&id)) else { return object };
        let mut extra = json!({ "guild_id": guild.id });
        if let Some(member) = guild.members.get(&message.author) {
            extra["member"] = member.bare_json();
        }
        for user in object["mentions"].as_array_mut().into_iter().flatten() {
            let id = user["id"].as_str().and_then(|id| id.parse().ok());
            if let Some(member) = id.and_then(|id: Id| guild.members.get(&id)) {
                user["member"] = member.bare_json();
            }
        }
        merge(&mut object, extra);
        object
    }
}

fn blank(message: &mut Value) {
    message["content"] = "".into();
    for field in ["embeds", "components", "attachments"] {
        message[field] = json!([]);
    }
}
