//! What events tell about servers, channels and threads: names, parents, our roles, what we may do. Serenity's cache
//! keeps everything; this keeps the few facts we use.

use std::collections::{HashMap, HashSet};
use std::sync::{PoisonError, RwLock};

use serenity::all::{
    ChannelId, ChannelType, FullEvent, Guild, GuildChannel, GuildId, PermissionOverwrite, PermissionOverwriteType,
    Permissions, Role, RoleId, UserId,
};

/// Threads kept by name. The oldest are asked for again if ever needed.
const THREADS: usize = 20_000;

/// What is known about servers and channels.
#[derive(Debug, Default)]
pub(crate) struct Places {
    known: RwLock<Known>,
}

#[derive(Debug, Default)]
struct Known {
    me: Option<UserId>,
    /// Servers that the last READY announced: we are in them, come or not.
    announced: HashSet<GuildId>,
    servers: HashMap<GuildId, Server>,
    channels: HashMap<ChannelId, Place>,
    /// Channels that Discord would not tell us about when asked.
    untold: HashSet<ChannelId>,
}

#[derive(Debug, Default)]
struct Server {
    roles: HashMap<RoleId, Permissions>,
    /// The role that Discord made for us when we were invited; people mention it for us.
    managed: Option<RoleId>,
    /// The roles we have; `None` when Discord didn't say.
    mine: Option<Vec<RoleId>>,
}

/// A channel, a thread or a forum.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    /// Its name; a forum post's is the post's title.
    pub(crate) name: String,
    /// The channel a thread belongs to, or a channel's category.
    pub(crate) parent: Option<ChannelId>,
    guild: GuildId,
    is_thread: bool,
    is_forum: bool,
    takes_messages: bool,
    overwrites: Vec<PermissionOverwrite>,
}

impl Place {
    /// A thread, a forum post among them.
    pub(crate) fn is_thread(&self) -> bool {
        self.is_thread
    }

    /// Whether it belongs to that server.
    pub(crate) fn is_in(&self, guild: GuildId) -> bool {
        self.guild == guild
    }

    /// Whether messages are written there; a forum takes posts.
    pub(crate) fn takes_messages(&self) -> bool {
        self.takes_messages
    }
}

impl Places {
    /// Takes from an event what it tells about places.
    pub(crate) fn observe(&self, event: &FullEvent) {
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        match event {
            FullEvent::Ready { data_about_bot } => {
                known.me = Some(data_about_bot.user.id);
                known.announced = data_about_bot.guilds.iter().map(|guild| guild.id).collect();
            }
            FullEvent::GuildCreate { guild, .. } => known.learn_server(guild),
            FullEvent::GuildDelete { incomplete, .. } if !incomplete.unavailable => {
                known.servers.remove(&incomplete.id);
                known.announced.remove(&incomplete.id);
                known.channels.retain(|_, place| place.guild != incomplete.id);
            }
            FullEvent::ChannelCreate { channel } | FullEvent::ThreadCreate { thread: channel } => known.learn(channel),
            FullEvent::ChannelUpdate { new, .. } | FullEvent::ThreadUpdate { new, .. } => known.learn(new),
            FullEvent::ChannelDelete { channel, .. } => known.forget(channel.id),
            FullEvent::ThreadDelete { thread, .. } => known.forget(thread.id),
            FullEvent::ThreadListSync { thread_list_sync } => {
                for thread in &thread_list_sync.threads {
                    known.learn(thread);
                }
            }
            FullEvent::GuildRoleCreate { new } | FullEvent::GuildRoleUpdate { new, .. } => known.learn_role(new),
            FullEvent::GuildRoleDelete { guild_id, removed_role_id, .. } => {
                if let Some(server) = known.servers.get_mut(guild_id) {
                    server.roles.remove(removed_role_id);
                }
            }
            FullEvent::GuildMemberUpdate { event, .. } if known.me == Some(event.user.id) => {
                if let Some(server) = known.servers.get_mut(&event.guild_id) {
                    server.mine = Some(event.roles.clone());
                }
            }
            _ => {}
        }
    }

    /// Takes a channel that was asked for.
    pub(crate) fn learn(&self, channel: &GuildChannel) {
        self.known.write().unwrap_or_else(PoisonError::into_inner).learn(channel);
    }

    /// Notes that asking for a channel brought nothing, so that it is not asked again for every message in it.
    pub(crate) fn learn_nothing(&self, channel: ChannelId) {
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        if known.untold.len() >= THREADS {
            known.untold.clear();
        }
        known.untold.insert(channel);
    }

    /// Asking for this channel brought nothing before.
    pub(crate) fn is_untold(&self, channel: ChannelId) -> bool {
        self.read(|known| known.untold.contains(&channel))
    }

    /// Our own user id, once Discord has told it.
    pub(crate) fn me(&self) -> Option<UserId> {
        self.read(|known| known.me)
    }

    /// The role in that server that stands for us alone.
    pub(crate) fn our_role(&self, guild: GuildId) -> Option<RoleId> {
        self.read(|known| known.servers.get(&guild)?.managed)
    }

    /// Whether we are in that server, as far as Discord told.
    pub(crate) fn is_in(&self, guild: GuildId) -> bool {
        self.read(|known| known.servers.contains_key(&guild) || known.announced.contains(&guild))
    }

    /// Whether Discord told of no server at all.
    pub(crate) fn knows_none(&self) -> bool {
        self.read(|known| known.servers.is_empty() && known.announced.is_empty())
    }

    /// The servers that have come.
    pub(crate) fn servers(&self) -> Vec<GuildId> {
        self.read(|known| known.servers.keys().copied().collect())
    }

    /// The channels of a server with their names; threads are not among them.
    pub(crate) fn channels_of(&self, guild: GuildId) -> Vec<(ChannelId, String)> {
        self.read(|known| {
            let own = known.channels.iter().filter(|(_, place)| place.guild == guild && !place.is_thread);
            own.map(|(id, place)| (*id, place.name.clone())).collect()
        })
    }

    /// The channel or thread of that id.
    pub(crate) fn place(&self, channel: ChannelId) -> Option<Place> {
        self.read(|known| known.channels.get(&channel).cloned())
    }

    /// The title of a forum post.
    pub(crate) fn post_title(&self, thread: ChannelId) -> Option<String> {
        self.read(|known| {
            let post = known.channels.get(&thread)?;
            let forum = known.channels.get(&post.parent?)?;
            (post.is_thread && forum.is_forum).then(|| post.name.clone())
        })
    }

    /// What we may do in a channel; `None` when Discord didn't tell enough to know.
    pub(crate) fn permissions(&self, channel: ChannelId) -> Option<Permissions> {
        self.read(|known| {
            let server = known.servers.get(&known.channels.get(&channel)?.guild)?;
            known.permissions(channel, known.me?, server.mine.as_ref()?)
        })
    }

    /// What a member with these roles may do in a channel; `None` when Discord didn't tell enough to know.
    pub(crate) fn permissions_of(&self, channel: ChannelId, member: UserId, roles: &[RoleId]) -> Option<Permissions> {
        self.read(|known| known.permissions(channel, member, roles))
    }

    fn read<T>(&self, look: impl FnOnce(&Known) -> T) -> T {
        look(&self.known.read().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Known {
    fn learn_server(&mut self, guild: &Guild) {
        let me = self.me;
        let server = Server {
            roles: guild.roles.values().map(|role| (role.id, role.permissions)).collect(),
            managed: guild.roles.values().find(|role| me.is_some() && role.tags.bot_id == me).map(|role| role.id),
            mine: me.and_then(|me| guild.members.get(&me)).map(|member| member.roles.clone()),
        };
        self.servers.insert(guild.id, server);
        for channel in guild.channels.values().chain(&guild.threads) {
            self.learn(channel);
        }
    }

    fn learn(&mut self, channel: &GuildChannel) {
        let is_thread =
            matches!(channel.kind, ChannelType::PublicThread | ChannelType::PrivateThread | ChannelType::NewsThread);
        if is_thread && self.channels.len() >= THREADS && !self.channels.contains_key(&channel.id) {
            // Snowflakes grow with time: the smallest id among the threads is the oldest.
            let oldest = self.channels.iter().filter(|(_, place)| place.is_thread).map(|(id, _)| *id).min();
            oldest.map(|id| self.channels.remove(&id));
        }
        let place = Place {
            name: channel.name.clone(),
            parent: channel.parent_id,
            guild: channel.guild_id,
            is_thread,
            is_forum: channel.kind == ChannelType::Forum,
            takes_messages: is_thread
                || matches!(
                    channel.kind,
                    ChannelType::Text | ChannelType::News | ChannelType::Voice | ChannelType::Stage
                ),
            overwrites: channel.permission_overwrites.clone(),
        };
        self.untold.remove(&channel.id);
        self.channels.insert(channel.id, place);
    }

    fn forget(&mut self, channel: ChannelId) {
        self.channels.remove(&channel);
    }

    fn learn_role(&mut self, role: &Role) {
        let me = self.me;
        if let Some(server) = self.servers.get_mut(&role.guild_id) {
            server.roles.insert(role.id, role.permissions);
            if me.is_some() && role.tags.bot_id == me {
                server.managed = Some(role.id);
            }
        }
    }

    /// Discord's own order: everyone, the member's roles, then the channel's exceptions for everyone, roles, the member.
    fn permissions(&self, channel: ChannelId, member: UserId, roles: &[RoleId]) -> Option<Permissions> {
        let place = self.channels.get(&channel)?;
        // A thread has no exceptions of its own: its channel's hold.
        let overwrites = match place.parent.filter(|_| place.is_thread) {
            Some(parent) => &self.channels.get(&parent)?.overwrites,
            None => &place.overwrites,
        };
        let server = self.servers.get(&place.guild)?;
        let everyone = RoleId::new(place.guild.get());
        let mut may = *server.roles.get(&everyone)?;
        for role in roles {
            may |= server.roles.get(role).copied().unwrap_or_else(Permissions::empty);
        }
        if may.administrator() {
            return Some(Permissions::all());
        }
        let apply = |may: Permissions, of: &[&PermissionOverwrite]| {
            let denied = of.iter().fold(Permissions::empty(), |sum, overwrite| sum | overwrite.deny);
            let allowed = of.iter().fold(Permissions::empty(), |sum, overwrite| sum | overwrite.allow);
            (may & !denied) | allowed
        };
        let of = |wanted: &dyn Fn(PermissionOverwriteType) -> bool| -> Vec<&PermissionOverwrite> {
            overwrites.iter().filter(|overwrite| wanted(overwrite.kind)).collect()
        };
        may = apply(may, &of(&|kind| kind == PermissionOverwriteType::Role(everyone)));
        may = apply(
            may,
            &of(
                &|kind| matches!(kind, PermissionOverwriteType::Role(role) if role != everyone && roles.contains(&role)),
            ),
        );
        Some(apply(may, &of(&|kind| kind == PermissionOverwriteType::Member(member))))
    }
}
