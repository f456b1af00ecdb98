//! Channels, threads, forum posts and conversations in private.

use serde_json::{Value, json};

use super::id::{ChannelId, GuildId, MessageId, UserId};
use super::permission::{Overwrite, OverwriteFor};
use super::time::iso;

/// The kinds of channel there are here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChannelKind {
    /// A text channel of a server.
    Text,
    /// A forum: it holds posts, and no messages of its own.
    Forum,
    /// A public thread, or a post of a forum.
    Thread,
    /// A conversation of one person with the bot.
    Private,
}

impl ChannelKind {
    /// Discord's number for it.
    pub(crate) fn number(self) -> u8 {
        match self {
            Self::Text => 0,
            Self::Private => 1,
            Self::Thread => 11,
            Self::Forum => 15,
        }
    }
}

/// A channel of any kind.
#[derive(Clone, Debug)]
pub(crate) struct Channel {
    pub(crate) id: ChannelId,
    pub(crate) kind: ChannelKind,
    pub(crate) name: String,
    pub(crate) guild: Option<GuildId>,
    pub(crate) parent: Option<ChannelId>,
    pub(crate) position: u32,
    pub(crate) overwrites: Vec<Overwrite>,
    pub(crate) last_message: Option<MessageId>,
    /// A thread's author; of a conversation in private, the person.
    pub(crate) owner: Option<UserId>,
    pub(crate) created_ms: u64,
    pub(crate) archived: bool,
    pub(crate) messages: u32,
}

impl Channel {
    pub(crate) fn is_private(&self) -> bool {
        self.kind == ChannelKind::Private
    }

    /// The channel object; `recipient` is the other person of a conversation in private.
    pub(crate) fn json(&self, recipient: Option<Value>) -> Value {
        match self.kind {
            ChannelKind::Private => json!({
                "id": self.id,
                "type": 1,
                "last_message_id": self.last_message,
                "flags": 0,
                "recipients": recipient.into_iter().collect::<Vec<_>>(),
            }),
            ChannelKind::Thread => self.thread_json(),
            ChannelKind::Text | ChannelKind::Forum => self.guild_json(),
        }
    }

    fn guild_json(&self) -> Value {
        let overwrites: Vec<Value> = self
            .overwrites
            .iter()
            .map(|o| {
                let kind = u8::from(o.kind == OverwriteFor::Member);
                json!({ "id": o.id, "type": kind, "allow": o.allow.to_string(), "deny": o.deny.to_string() })
            })
            .collect();
        let mut channel = json!({
            "id": self.id,
            "type": self.kind.number(),
            "last_message_id": self.last_message,
            "flags": 0,
            "guild_id": self.guild,
            "name": self.name,
            "parent_id": self.parent,
            "rate_limit_per_user": 0,
            "topic": null,
            "position": self.position,
            "permission_overwrites": overwrites,
            "nsfw": false,
        });
        if self.kind == ChannelKind::Forum {
            channel["available_tags"] = json!([]);
            channel["default_reaction_emoji"] = Value::Null;
            channel["default_sort_order"] = Value::Null;
            channel["default_forum_layout"] = 0.into();
        } else {
            channel["last_pin_timestamp"] = Value::Null;
        }
        channel
    }

    fn thread_json(&self) -> Value {
        json!({
            "id": self.id,
            "type": self.kind.number(),
            "last_message_id": self.last_message,
            "flags": 0,
            "guild_id": self.guild,
            "name": self.name,
            "parent_id": self.parent,
            "rate_limit_per_user": 0,
            "owner_id": self.owner,
            "thread_metadata": {
                "archived": self.archived,
                "archive_timestamp": iso(self.created_ms),
                "auto_archive_duration": 4320,
                "locked": false,
                "create_timestamp": iso(self.created_ms),
            },
            "message_count": self.messages,
            "member_count": 1,
            "total_message_sent": self.messages,
        })
    }
}
