//! What a member may do in a channel.

use super::channel::{Channel, ChannelKind};
use super::guild::Guild;
use super::id::UserId;

pub(crate) const ADMINISTRATOR: u64 = 1 << 3;
pub(crate) const ADD_REACTIONS: u64 = 1 << 6;
pub(crate) const VIEW_CHANNEL: u64 = 1 << 10;
pub(crate) const SEND_MESSAGES: u64 = 1 << 11;
pub(crate) const MANAGE_MESSAGES: u64 = 1 << 13;
pub(crate) const EMBED_LINKS: u64 = 1 << 14;
pub(crate) const ATTACH_FILES: u64 = 1 << 15;
pub(crate) const READ_MESSAGE_HISTORY: u64 = 1 << 16;
pub(crate) const MENTION_EVERYONE: u64 = 1 << 17;
pub(crate) const USE_EXTERNAL_EMOJIS: u64 = 1 << 18;
pub(crate) const USE_APPLICATION_COMMANDS: u64 = 1 << 31;
pub(crate) const CREATE_PUBLIC_THREADS: u64 = 1 << 35;
pub(crate) const SEND_MESSAGES_IN_THREADS: u64 = 1 << 38;

/// What everybody may do in a fresh server.
pub(crate) const EVERYONE: u64 = ADD_REACTIONS
    | VIEW_CHANNEL
    | SEND_MESSAGES
    | EMBED_LINKS
    | ATTACH_FILES
    | READ_MESSAGE_HISTORY
    | USE_EXTERNAL_EMOJIS
    | USE_APPLICATION_COMMANDS
    | CREATE_PUBLIC_THREADS
    | SEND_MESSAGES_IN_THREADS;

/// What two people may do in a conversation in private.
pub(crate) const PRIVATE: u64 = EVERYONE | MENTION_EVERYONE;

/// Every permission bit there is, as an administrator has them.
pub(crate) const ALL: u64 = (1 << 53) - 1;

/// Who an overwrite speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OverwriteFor {
    Role,
    Member,
}

/// A channel's own say over permissions.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Overwrite {
    pub(crate) id: super::id::Id,
    pub(crate) kind: OverwriteFor,
    pub(crate) allow: u64,
    pub(crate) deny: u64,
}

/// The documented order: everyone, roles, administrator, the channel's everyone, its roles, its member.
pub(crate) fn in_channel(guild: &Guild, channel: &Channel, user: UserId) -> u64 {
    let Some(member) = guild.members.get(&user) else { return 0 };
    let base = in_guild(guild, user);
    if base == ALL {
        return ALL;
    }
    let pick = |want: &dyn Fn(&Overwrite) -> bool| {
        channel
            .overwrites
            .iter()
            .filter(|overwrite| want(overwrite))
            .fold((0, 0), |(allow, deny), overwrite| (allow | overwrite.allow, deny | overwrite.deny))
    };
    let apply = |base: u64, (allow, deny): (u64, u64)| (base & !deny) | allow;
    let mut allowed = apply(base, pick(&|o| o.id == guild.id));
    allowed =
        apply(allowed, pick(&|o| o.kind == OverwriteFor::Role && o.id != guild.id && member.roles.contains(&o.id)));
    allowed = apply(allowed, pick(&|o| o.kind == OverwriteFor::Member && o.id == user));
    if allowed & VIEW_CHANNEL == 0 { 0 } else { allowed }
}

/// What a member may do in the server as a whole.
pub(crate) fn in_guild(guild: &Guild, user: UserId) -> u64 {
    let Some(member) = guild.members.get(&user) else { return 0 };
    if guild.owner == user {
        return ALL;
    }
    let granted = guild
        .roles
        .values()
        .filter(|role| role.id == guild.id || member.roles.contains(&role.id))
        .fold(0, |all, role| all | role.permissions);
    if granted & ADMINISTRATOR == 0 { granted } else { ALL }
}

/// The permission that writing in this channel takes.
pub(crate) fn to_write(channel: &Channel) -> u64 {
    if channel.kind == ChannelKind::Thread { SEND_MESSAGES_IN_THREADS } else { SEND_MESSAGES }
}
