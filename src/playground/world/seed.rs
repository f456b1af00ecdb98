//! The world one starts with.

use std::collections::{BTreeMap, BTreeSet};

use super::application::Application;
use super::channel::ChannelKind;
use super::id::{Snowflakes, UserId};
use super::permission::MANAGE_MESSAGES;
use super::user::User;
use super::{World, command};

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
            knows_contexts: true,
            interactions: BTreeMap::new(),
            waiting: BTreeSet::new(),
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
        let moderators = world.add_role(server, "Moderators", MANAGE_MESSAGES);
        if let Some(ada) = world.person("ada") {
            world.set_role(server, ada, moderators, true);
        }
        world.effects.clear();
        world.at(now_ms);
        world
    }

    pub(super) fn put_user(&mut self, id: UserId, name: &str, display: Option<&str>, bot: bool) {
        let display = display.map(str::to_owned);
        self.users.insert(id, User { id, name: name.to_owned(), display, bot, locale: "en-US", closed: false });
    }
}
