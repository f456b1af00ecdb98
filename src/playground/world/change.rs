//! Servers, people, roles and channels that come, change and go.

use std::collections::BTreeMap;

use serde_json::json;

use super::World;
use super::channel::ChannelKind;
use super::event::{GUILD_MEMBERS, GUILDS};
use super::guild::{Guild, Member, Role, merge};
use super::id::{ChannelId, GuildId, Id, UserId};
use super::permission::{self, Overwrite, OverwriteFor};
use super::seed::BOT_NAME;

impl World {
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
        let (owner, bot, joined_ms) = (self.app.owner, self.bot(), self.now_ms);
        let member = || Member { nick: None, roles: Vec::new(), joined_ms };
        let managed = self.next_id();
        let of_bot =
            Role { id: managed, name: BOT_NAME.to_owned(), position: 1, managed_by: Some(bot), ..everyone.clone() };
        let guild = Guild {
            id,
            name: name.to_owned(),
            owner,
            roles: BTreeMap::from([(id, everyone), (managed, of_bot)]),
            members: BTreeMap::from([(owner, member()), (bot, Member { roles: vec![managed], ..member() })]),
            joined_ms,
        };
        self.guilds.insert(id, guild);
        let payload = self.guild_create_json(id);
        self.dispatch("GUILD_CREATE", GUILDS, payload);
        id
    }

    /// The bot is put out of a server.
    pub fn remove_bot(&mut self, server: GuildId) {
        let bot = self.bot();
        let was_there = self.guilds.get_mut(&server).and_then(|guild| guild.members.remove(&bot)).is_some();
        if was_there {
            self.dispatch("GUILD_DELETE", GUILDS, json!({ "id": server }));
        }
    }

    /// Makes somebody a member.
    pub fn join(&mut self, server: GuildId, user: UserId) {
        let joined_ms = self.now_ms;
        let Some(guild) = self.guilds.get_mut(&server) else { return };
        let member = guild.members.entry(user).or_insert(Member { nick: None, roles: Vec::new(), joined_ms });
        let Some(person) = self.users.get(&user) else { return };
        let mut payload = member.json(person);
        payload["guild_id"] = server.into();
        self.dispatch("GUILD_MEMBER_ADD", GUILD_MEMBERS, payload);
    }

    /// A new person, member of a server.
    pub fn add_person(&mut self, server: GuildId, name: &str, display: &str) -> UserId {
        let id = self.next_id();
        self.put_user(id, name, Some(display), false);
        self.join(server, id);
        id
    }

    /// A new role.
    pub fn add_role(&mut self, server: GuildId, name: &str, permissions: u64) -> Id {
        let id = self.next_id();
        let Some(guild) = self.guilds.get_mut(&server) else { return id };
        let position = u32::try_from(guild.roles.len()).unwrap_or(u32::MAX);
        let name = name.to_owned();
        let role = Role { id, name, permissions, color: 0, position, mentionable: false, managed_by: None };
        let payload = json!({ "guild_id": server, "role": role.json() });
        guild.roles.insert(id, role);
        self.dispatch("GUILD_ROLE_CREATE", GUILDS, payload);
        id
    }

    /// Gives a member a role, or takes it away.
    pub fn set_role(&mut self, server: GuildId, user: UserId, role: Id, has: bool) {
        let Some(member) = self.guilds.get_mut(&server).and_then(|guild| guild.members.get_mut(&user)) else { return };
        member.roles.retain(|other| *other != role);
        if has {
            member.roles.push(role);
        }
        let Some(person) = self.users.get(&user) else { return };
        let mut payload = member.json(person);
        merge(&mut payload, json!({ "guild_id": server }));
        // A bot hears of its own changes without the members intent.
        let intent = if user == self.bot() { 0 } else { GUILD_MEMBERS };
        self.dispatch("GUILD_MEMBER_UPDATE", intent, payload);
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

    /// A channel goes, with everything written in it.
    pub fn remove_channel(&mut self, id: ChannelId) {
        let Some(channel) = self.channels.remove(&id) else { return };
        for message in self.by_channel.remove(&id).unwrap_or_default() {
            self.messages.remove(&message);
        }
        if channel.kind == ChannelKind::Thread {
            let kind = channel.kind.number();
            let payload = json!({ "id": id, "guild_id": channel.guild, "parent_id": channel.parent, "type": kind });
            self.dispatch("THREAD_DELETE", GUILDS, payload);
        } else {
            let payload = self.channel_json(&channel);
            self.dispatch("CHANNEL_DELETE", GUILDS, payload);
        }
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
}
