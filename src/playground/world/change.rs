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
        let id = self.add_server_without_bot(name);
        self.invite_bot(id);
        id
    }

    /// A new server to which the bot is not invited yet.
    pub fn add_server_without_bot(&mut self, name: &str) -> GuildId {
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
        let (owner, joined_ms) = (self.app.owner, self.now_ms);
        let guild = Guild {
            id,
            name: name.to_owned(),
            owner,
            roles: BTreeMap::from([(id, everyone)]),
            members: BTreeMap::from([(owner, Member { nick: None, roles: Vec::new(), joined_ms })]),
            joined_ms,
            system_channel: None,
            updates_channel: None,
            given_commands: Vec::new(),
        };
        self.guilds.insert(id, guild);
        id
    }

    /// The bot is put out of a server.
    pub fn remove_bot(&mut self, server: GuildId) {
        let bot = self.bot();
        let Some(guild) = self.guilds.get_mut(&server) else { return };
        guild.roles.retain(|_, role| role.managed_by != Some(bot));
        if guild.members.remove(&bot).is_some() {
            self.dispatch("GUILD_DELETE", GUILDS, json!({ "id": server }));
        }
    }

    /// The bot is invited to a server, with the role that Discord makes for it.
    pub fn invite_bot(&mut self, server: GuildId) {
        let (bot, joined_ms, managed) = (self.bot(), self.now_ms, self.next_id());
        let Some(guild) = self.guilds.get_mut(&server) else { return };
        let Some(everyone) = guild.roles.get(&server).cloned() else { return };
        let of_bot = Role { id: managed, name: BOT_NAME.to_owned(), position: 1, managed_by: Some(bot), ..everyone };
        guild.roles.insert(managed, of_bot);
        guild.members.insert(bot, Member { nick: None, roles: vec![managed], joined_ms });
        guild.joined_ms = joined_ms;
        let payload = self.guild_create_json(server);
        self.dispatch("GUILD_CREATE", GUILDS, payload);
    }

    /// Where Discord welcomes people in this server, and where it tells its moderators what is new.
    pub fn own_channels(&mut self, server: GuildId, system: Option<ChannelId>, updates: Option<ChannelId>) {
        let Some(guild) = self.guilds.get_mut(&server) else { return };
        (guild.system_channel, guild.updates_channel) = (system, updates);
        let payload = guild.json();
        self.dispatch("GUILD_UPDATE", GUILDS, payload);
    }

    /// Gives a command to a role or a member, as one does under Server Settings → Integrations: those who have it see
    /// it, whatever the command asks for by default.
    pub fn give_command(&mut self, server: GuildId, command: &str, whom: Id) {
        if let Some(guild) = self.guilds.get_mut(&server) {
            guild.given_commands.push((command.to_owned(), whom));
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
