//! The world one starts with, and what tests add to it.

use std::collections::BTreeMap;

use super::application::Application;
use super::channel::ChannelKind;
use super::event::{self, GUILDS};
use super::guild::{Guild, Member, Role};
use super::id::{ChannelId, GuildId, Id, Snowflakes, UserId};
use super::permission::{self, MANAGE_MESSAGES, Overwrite, OverwriteFor, VIEW_CHANNEL};
use super::user::User;
use super::{Channel, World, command};

/// The bot's user name.
pub(crate) const BOT_NAME: &str = "Signpost";
/// The server everybody starts in.
pub(crate) const SERVER_NAME: &str = "Signpost Playground";

/// How long before its start the world was made: ids of the past are older than any message.
const AGE_MS: u64 = 90 * 24 * 3_600_000;

impl World {
    /// One server with three channels, two members, a moderator, and the bot.
    pub fn seeded(now_ms: u64) -> Self {
        let born = now_ms.saturating_sub(AGE_MS);
        let mut flakes = Snowflakes::default();
        let (app, bot, owner) = (flakes.next(born), flakes.next(born), flakes.next(born));
        let mut world = Self {
            now_ms: born,
            flakes,
            app: Application {
                id: app,
                name: BOT_NAME.to_owned(),
                owner,
                message_content: true,
                members: false,
                presences: false,
            },
            bot,
            users: BTreeMap::new(),
            guilds: BTreeMap::new(),
            channels: BTreeMap::new(),
            messages: BTreeMap::new(),
            by_channel: BTreeMap::new(),
            private: BTreeMap::new(),
            nonces: BTreeMap::new(),
            commands: command::Registry::default(),
            interactions: BTreeMap::new(),
            pings: Vec::new(),
            effects: Vec::new(),
        };
        world.put_user(bot, BOT_NAME, None, true);
        world.put_user(owner, "operator", None, false);
        let server = world.add_server(SERVER_NAME);
        for (name, kind) in
            [("general", ChannelKind::Text), ("careers", ChannelKind::Text), ("help-forum", ChannelKind::Forum)]
        {
            world.add_channel(server, name, kind);
        }
        for (name, display) in [("mia", "Mia"), ("sam", "Sam"), ("ada", "Ada")] {
            world.add_person(server, name, display);
        }
        let moderators = world.add_role(server, "Moderators", MANAGE_MESSAGES, None);
        if let Some(ada) = world.person("ada") {
            world.give_role(server, ada, moderators);
        }
        world.effects.clear();
        world.at(now_ms);
        world
    }

    fn put_user(&mut self, id: UserId, name: &str, display: Option<&str>, bot: bool) {
        let display = display.map(str::to_owned);
        self.users.insert(id, User { id, name: name.to_owned(), display, bot, locale: "en-US", closed: false });
    }

    /// A new server, with the bot in it and its managed role.
    pub fn add_server(&mut self, name: &str) -> GuildId {
        let id = self.next_id();
        let everyone = Role {
            id,
            name: "@everyone".to_owned(),
            permissions: permission::EVERYONE,
            color: 0,
            position: 0,
            mentionable: false,
            managed_by: None,
        };
        let guild = Guild {
            id,
            name: name.to_owned(),
            owner: self.app.owner,
            roles: BTreeMap::from([(id, everyone)]),
            members: BTreeMap::new(),
            joined_ms: self.now_ms,
        };
        self.guilds.insert(id, guild);
        let (owner, bot) = (self.app.owner, self.bot);
        self.join(id, owner);
        self.join(id, bot);
        let managed = self.add_role(id, BOT_NAME, permission::EVERYONE, Some(bot));
        self.give_role(id, bot, managed);
        self.announce_server(id);
        id
    }

    /// Makes somebody a member.
    pub fn join(&mut self, server: GuildId, user: UserId) {
        let joined_ms = self.now_ms;
        if let Some(guild) = self.guilds.get_mut(&server) {
            guild.members.entry(user).or_insert(Member { nick: None, roles: Vec::new(), joined_ms });
        }
    }

    /// A new person, member of a server.
    pub fn add_person(&mut self, server: GuildId, name: &str, display: &str) -> UserId {
        let id = self.next_id();
        self.put_user(id, name, Some(display), false);
        self.join(server, id);
        id
    }

    /// A new role.
    pub fn add_role(&mut self, server: GuildId, name: &str, permissions: u64, managed_by: Option<UserId>) -> Id {
        let id = self.next_id();
        if let Some(guild) = self.guilds.get_mut(&server) {
            let position = u32::try_from(guild.roles.len()).unwrap_or(u32::MAX);
            let name = name.to_owned();
            let role = Role { id, name, permissions, color: 0, position, mentionable: false, managed_by };
            guild.roles.insert(id, role);
        }
        id
    }

    /// Gives a member a role.
    pub fn give_role(&mut self, server: GuildId, user: UserId, role: Id) {
        if let Some(member) = self.guilds.get_mut(&server).and_then(|guild| guild.members.get_mut(&user)) {
            member.roles.push(role);
        }
    }

    /// A new channel of a server.
    pub fn add_channel(&mut self, server: GuildId, name: &str, kind: ChannelKind) -> ChannelId {
        let id = self.next_id();
        let mut channel = self.blank_channel(id, kind, name.to_owned());
        channel.guild = Some(server);
        let siblings = self.channels.values().filter(|other| other.guild == Some(server)).count();
        channel.position = u32::try_from(siblings).unwrap_or(u32::MAX);
        let payload = self.channel_json(&channel);
        self.channels.insert(id, channel);
        self.dispatch("CHANNEL_CREATE", GUILDS, payload);
        id
    }

    /// Allows and denies in one channel, for a role or a member.
    pub fn overwrite(&mut self, channel: ChannelId, whom: Id, allow: u64, deny: u64) {
        let kind = if self.users.contains_key(&whom) { OverwriteFor::Member } else { OverwriteFor::Role };
        let Some(channel) = self.channels.get_mut(&channel) else { return };
        channel.overwrites.retain(|overwrite| overwrite.id != whom);
        channel.overwrites.push(Overwrite { id: whom, kind, allow, deny });
        let channel = channel.clone();
        let payload = self.channel_json(&channel);
        self.dispatch("CHANNEL_UPDATE", GUILDS, payload);
    }

    fn announce_server(&mut self, id: GuildId) {
        let payload = self.guild_create_json(id);
        self.dispatch("GUILD_CREATE", GUILDS, payload);
    }

    /// The payload of `GUILD_CREATE`, with what the bot may see.
    pub(crate) fn guild_create_json(&self, id: GuildId) -> serde_json::Value {
        let Some(guild) = self.guilds.get(&id) else { return serde_json::Value::Null };
        let seen =
            |channel: &&Channel| channel.guild == Some(id) && self.permissions(self.bot, channel) & VIEW_CHANNEL != 0;
        let all: Vec<&Channel> = self.channels.values().filter(seen).collect();
        let of = |thread: bool| -> Vec<serde_json::Value> {
            let kind = |channel: &&&Channel| (channel.kind == ChannelKind::Thread) == thread;
            all.iter().filter(kind).map(|channel| self.channel_json(channel)).collect()
        };
        // Without the members intent, a bot gets itself and nobody else here.
        let own = guild.members.get(&self.bot).zip(self.users.get(&self.bot));
        let members: Vec<serde_json::Value> = own.into_iter().map(|(member, user)| member.json(user)).collect();
        guild.create_json(&of(false), &of(true), &members)
    }

    /// The `READY` payload of a new session.
    pub(crate) fn ready_json(&self, session: &str, url: &str, shard: &serde_json::Value) -> serde_json::Value {
        let guilds: Vec<serde_json::Value> =
            self.guilds.keys().map(|id| serde_json::json!({ "id": id, "unavailable": true })).collect();
        let mut ready = serde_json::json!({
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

    /// The privileged intents this application was not granted.
    pub(crate) fn ungranted(&self) -> u64 {
        let app = &self.app;
        [
            (app.message_content, event::MESSAGE_CONTENT),
            (app.members, event::GUILD_MEMBERS),
            (app.presences, event::GUILD_PRESENCES),
        ]
        .into_iter()
        .filter_map(|(granted, bit)| (!granted).then_some(bit))
        .sum()
    }
}
