//! The application the bot belongs to.

use serde_json::{Value, json};

use super::id::{Id, UserId};
use super::user::User;

/// Granted to an application whose bot is in fewer than a hundred servers, from the portal's switch.
const MEMBERS_LIMITED: u64 = 1 << 15;
const PRESENCE_LIMITED: u64 = 1 << 13;
const CONTENT_LIMITED: u64 = 1 << 19;
/// The application has registered a command at least once.
const COMMAND_BADGE: u64 = 1 << 23;

/// The application, with the privileged intents it was granted.
#[derive(Clone, Debug)]
pub(crate) struct Application {
    pub(crate) id: Id,
    pub(crate) name: String,
    pub(crate) owner: UserId,
    pub(crate) message_content: bool,
    pub(crate) members: bool,
    pub(crate) presences: bool,
}

impl Application {
    pub(crate) fn flags(&self) -> u64 {
        let mut flags = COMMAND_BADGE;
        for (granted, bit) in [
            (self.message_content, CONTENT_LIMITED),
            (self.members, MEMBERS_LIMITED),
            (self.presences, PRESENCE_LIMITED),
        ] {
            if granted {
                flags |= bit;
            }
        }
        flags
    }

    pub(crate) fn json(&self, owner: &User, bot: &User, guilds: usize) -> Value {
        json!({
            "id": self.id,
            "name": self.name,
            "icon": null,
            "description": "",
            "type": null,
            "bot": bot.json(),
            "bot_public": true,
            "bot_require_code_grant": false,
            "verify_key": "00".repeat(32),
            "flags": self.flags(),
            "flags_new": self.flags().to_string(),
            "redirect_uris": [],
            "interactions_endpoint_url": null,
            "role_connections_verification_url": null,
            "owner": owner.json(),
            "approximate_guild_count": guilds,
            "approximate_user_install_count": 0,
            "approximate_user_authorization_count": 0,
            "explicit_content_filter": 0,
            "team": null,
            "eligible_oauth2_scopes": [],
            "integration_types_config": { "0": {} },
        })
    }
}

impl super::World {
    /// The application object.
    pub(crate) fn application_json(&self) -> Value {
        let (owner, bot) = (self.users.get(&self.app.owner), self.users.get(&self.bot));
        owner.zip(bot).map_or(Value::Null, |(owner, bot)| self.app.json(owner, bot, self.guilds.len()))
    }
}
