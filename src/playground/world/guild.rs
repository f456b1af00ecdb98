//! Servers, their roles and their members.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::id::{ChannelId, GuildId, Id, UserId};
use super::time::iso;
use super::user::User;

/// A server.
#[derive(Clone, Debug)]
pub(crate) struct Guild {
    pub(crate) id: GuildId,
    pub(crate) name: String,
    pub(crate) owner: UserId,
    pub(crate) roles: BTreeMap<Id, Role>,
    pub(crate) members: BTreeMap<UserId, Member>,
    /// When the bot came, in milliseconds since 1970.
    pub(crate) joined_ms: u64,
    /// Where Discord itself welcomes people.
    pub(crate) system_channel: Option<ChannelId>,
    /// Where Discord tells moderators of a community server what is new.
    pub(crate) updates_channel: Option<ChannelId>,
    /// Commands that somebody with Manage Server gave to a role or a member, whatever else they may do.
    pub(crate) given_commands: Vec<(String, Id)>,
}

/// A role; the one with the server's own id is everybody's.
#[derive(Clone, Debug)]
pub(crate) struct Role {
    pub(crate) id: Id,
    pub(crate) name: String,
    pub(crate) permissions: u64,
    pub(crate) color: u32,
    pub(crate) position: u32,
    pub(crate) mentionable: bool,
    /// The bot this role came with and belongs to.
    pub(crate) managed_by: Option<UserId>,
}

/// Somebody's place in a server.
#[derive(Clone, Debug)]
pub(crate) struct Member {
    pub(crate) nick: Option<String>,
    pub(crate) roles: Vec<Id>,
    pub(crate) joined_ms: u64,
}

impl Role {
    pub(crate) fn json(&self) -> Value {
        let mut role = json!({
            "id": self.id,
            "name": self.name,
            "permissions": self.permissions.to_string(),
            "position": self.position,
            "color": self.color,
            "colors": { "primary_color": self.color, "secondary_color": null, "tertiary_color": null },
            "hoist": false,
            "managed": self.managed_by.is_some(),
            "mentionable": self.mentionable,
            "icon": null,
            "unicode_emoji": null,
            "flags": 0,
        });
        if let Some(bot) = self.managed_by {
            role["tags"] = json!({ "bot_id": bot });
        }
        role
    }
}

impl Member {
    /// The member object without its user, as it rides on messages.
    pub(crate) fn bare_json(&self) -> Value {
        json!({
            "avatar": null,
            "avatar_decoration_data": null,
            "banner": null,
            "collectibles": null,
            "communication_disabled_until": null,
            "flags": 0,
            "joined_at": iso(self.joined_ms),
            "nick": self.nick,
            "pending": false,
            "premium_since": null,
            "roles": self.roles,
            "mute": false,
            "deaf": false,
        })
    }

    pub(crate) fn json(&self, user: &User) -> Value {
        let mut member = self.bare_json();
        member["user"] = user.json();
        member
    }
}

impl Guild {
    /// The guild object of the HTTP API.
    pub(crate) fn json(&self) -> Value {
        let roles: Vec<Value> = self.roles.values().map(Role::json).collect();
        json!({
            "id": self.id,
            "name": self.name,
            "icon": null,
            "description": null,
            "home_header": null,
            "splash": null,
            "discovery_splash": null,
            "features": ["COMMUNITY", "NEWS"],
            "banner": null,
            "owner_id": self.owner,
            "application_id": null,
            "region": "deprecated",
            "afk_channel_id": null,
            "afk_timeout": 300,
            "system_channel_id": self.system_channel,
            "system_channel_flags": 0,
            "widget_enabled": false,
            "widget_channel_id": null,
            "verification_level": 1,
            "roles": roles,
            "default_message_notifications": 1,
            "mfa_level": 0,
            "explicit_content_filter": 2,
            "max_presences": null,
            "max_members": 500_000,
            "max_stage_video_channel_users": 50,
            "max_video_channel_users": 25,
            "vanity_url_code": null,
            "premium_tier": 0,
            "premium_subscription_count": 0,
            "preferred_locale": "en-US",
            "rules_channel_id": null,
            "safety_alerts_channel_id": null,
            "public_updates_channel_id": self.updates_channel,
            "premium_progress_bar_enabled": false,
            "nsfw": false,
            "nsfw_level": 0,
            "emojis": [],
            "stickers": [],
            "incidents_data": null,
        })
    }

    /// The guild object of the `GUILD_CREATE` event: with what a bot gets only there.
    pub(crate) fn create_json(&self, channels: &[Value], threads: &[Value], members: &[Value]) -> Value {
        let mut guild = self.json();
        let extra = json!({
            "joined_at": iso(self.joined_ms),
            "large": false,
            "unavailable": false,
            "member_count": self.members.len(),
            "voice_states": [],
            "members": members,
            "channels": channels,
            "threads": threads,
            "presences": [],
            "stage_instances": [],
            "guild_scheduled_events": [],
            "soundboard_sounds": [],
        });
        merge(&mut guild, extra);
        guild
    }

    /// What an interaction tells of the server it comes from.
    pub(crate) fn partial_json(&self) -> Value {
        json!({ "id": self.id, "locale": "en-US", "features": ["COMMUNITY", "NEWS"] })
    }

    /// What somebody may do in this server.
    pub(crate) fn permissions_of(&self, user: UserId) -> u64 {
        super::permission::in_guild(self, user)
    }
}

/// Lays `extra` over `base`.
pub(crate) fn merge(base: &mut Value, extra: Value) {
    if let (Value::Object(base), Value::Object(extra)) = (base, extra) {
        let extra: Map<String, Value> = extra;
        base.extend(extra);
    }
}
