//! People and bots.

use serde_json::{Value, json};

use super::id::UserId;

/// A person, or a bot.
#[derive(Clone, Debug)]
pub(crate) struct User {
    pub(crate) id: UserId,
    pub(crate) name: String,
    pub(crate) display: Option<String>,
    pub(crate) bot: bool,
    pub(crate) locale: &'static str,
    /// Somebody who takes no private messages from this server.
    pub(crate) closed: bool,
}

impl User {
    /// What others call this person.
    pub(crate) fn shown(&self) -> &str {
        self.display.as_deref().unwrap_or(&self.name)
    }

    /// The user object.
    pub(crate) fn json(&self) -> Value {
        let mut user = json!({
            "id": self.id,
            "username": self.name,
            "avatar": null,
            "discriminator": if self.bot { "4242" } else { "0" },
            "public_flags": 0,
            "flags": 0,
            "banner": null,
            "accent_color": null,
            "global_name": self.display,
            "avatar_decoration_data": null,
            "collectibles": null,
            "primary_guild": null,
        });
        if self.bot {
            user["bot"] = true.into();
        }
        user
    }

    /// The user object as its owner sees it.
    pub(crate) fn own_json(&self) -> Value {
        let mut user = self.json();
        user["mfa_enabled"] = false.into();
        user["locale"] = self.locale.into();
        user["premium_type"] = 0.into();
        user["email"] = Value::Null;
        user["verified"] = true.into();
        user
    }
}
