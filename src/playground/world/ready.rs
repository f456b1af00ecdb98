//! What a new gateway session is told first: who it is, and the servers it is in.

use serde_json::{Value, json};

use super::channel::ChannelKind;
use super::event::{GUILD_MEMBERS, GUILD_PRESENCES, MESSAGE_CONTENT};
use super::id::GuildId;
use super::permission::VIEW_CHANNEL;
use super::user::User;
use super::{Channel, Guild, World};

impl World {
    /// The payload of `GUILD_CREATE`, with what the bot may see.
    pub(crate) fn guild_create_json(&self, id: GuildId) -> Value {
        let Some(guild) = self.guilds.get(&id) else { return Value::Null };
        let seen =
            |channel: &&Channel| channel.guild == Some(id) && self.permissions(self.bot, channel) & VIEW_CHANNEL != 0;
        let all: Vec<&Channel> = self.channels.values().filter(seen).collect();
        let of = |thread: bool| -> Vec<Value> {
            let kind = |channel: &&&Channel| (channel.kind == ChannelKind::Thread) == thread;
            all.iter().filter(kind).map(|channel| self.channel_json(channel)).collect()
        };
        // Without the members intent, a bot gets itself and nobody else here.
        let own = guild.members.get(&self.bot).zip(self.users.get(&self.bot));
        let members: Vec<Value> = own.into_iter().map(|(member, user)| member.json(user)).collect();
        guild.create_json(&of(false), &of(true), &members)
    }

    /// The `READY` payload of a new session.
    pub(crate) fn ready_json(&self, session: &str, url: &str, shard: &Value) -> Value {
        let guilds: Vec<Value> =
            self.own_guilds().map(|guild| json!({ "id": guild.id, "unavailable": true })).collect();
        let mut ready = json!({
            "v": 10,
            "user": self.users.get(&self.bot).map(User::own_json),
            "guilds": guilds,
            "session_id": session,
            "resume_gateway_url": url,
            "application": { "id": self.app.id, "flags": self.app.flags() },
        });
        if shard.is_array() {
            ready["shard"] = shard.clone();
        }
        ready
    }

    /// The servers the bot is in.
    pub(crate) fn own_guilds(&self) -> impl Iterator<Item = &Guild> {
        self.guilds.values().filter(|guild| guild.members.contains_key(&self.bot))
    }

    /// The answer to a request for members (op 8): by id, or by the beginning of their names.
    pub(crate) fn members_chunk(&self, asked: &Value) -> Option<Value> {
        let id = asked["guild_id"].as_str()?.parse().ok()?;
        let guild = self.own_guilds().find(|guild| guild.id == id)?;
        let ids: Option<Vec<&Value>> = match &asked["user_ids"] {
            Value::Null => None,
            Value::Array(ids) => Some(ids.iter().collect()),
            one => Some(vec![one]),
        };
        let query = asked["query"].as_str().unwrap_or_default();
        let limit = asked["limit"].as_u64().unwrap_or(0);
        if ids.is_none() && query.is_empty() && !self.app.members {
            // The whole list takes the members intent.
            return None;
        }
        let most = if limit == 0 { guild.members.len() } else { usize::try_from(limit).unwrap_or(100).min(100) };
        let people = guild.members.iter().filter_map(|(id, member)| Some((self.users.get(id)?, member)));
        let wanted = |user: &User| match &ids {
            Some(ids) => ids.iter().any(|id| **id == Value::from(user.id)),
            None => user.name.starts_with(query),
        };
        let found: Vec<Value> =
            people.filter(|(user, _)| wanted(user)).take(most).map(|(user, member)| member.json(user)).collect();
        let mut chunk = json!({ "guild_id": id, "members": found, "chunk_index": 0, "chunk_count": 1 });
        if let Some(ids) = ids {
            let missing = |id: &&&Value| !found.iter().any(|member| member["user"]["id"] == ***id);
            chunk["not_found"] = ids.iter().filter(missing).map(|id| (*id).clone()).collect();
        }
        if asked["nonce"].is_string() {
            chunk["nonce"] = asked["nonce"].clone();
        }
        Some(chunk)
    }

    /// The privileged intents this application was not granted.
    pub(crate) fn ungranted(&self) -> u64 {
        let app = &self.app;
        [(app.message_content, MESSAGE_CONTENT), (app.members, GUILD_MEMBERS), (app.presences, GUILD_PRESENCES)]
            .into_iter()
            .filter_map(|(granted, bit)| (!granted).then_some(bit))
            .sum()
    }
}
