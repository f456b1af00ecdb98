//! Conversations as tests: the real bot in this process, over real sockets, against the playground.
//!
//! ```ignore
//! with_bot(async |discord| {
//!     discord.member("mia").says("#careers", "@Signpost what does a data engineer do?").await;
//!     let reply = discord.next_reply().await;
//!     assert!(reply.text().contains("pipelines"));
//! })
//! .await;
//! ```
//!
//! Nothing sleeps: everything waits for an event, with a timeout. The bot is always stopped, its panics
//! fail the test even where the bot survives them, nobody may have been pinged, and with
//! `DISCORD_OPENAPI` set every request and answer is held against Discord's own description.

#![expect(clippy::expect_used, reason = "a test that expects in vain has failed; its helpers are not marked as tests")]
#![expect(
    clippy::unused_async,
    reason = "what a person does is awaited like what they wait for, so that tests read alike"
)]

mod discord;
pub(crate) mod keeping;
mod member;
pub(crate) mod openapi;
mod panics;
pub(crate) mod raw;
mod reply;

use std::panic::{AssertUnwindSafe, resume_unwind};
use std::sync::{Arc, OnceLock};

use futures_util::FutureExt;
use signpost::advisor::Advisor;
use signpost::clock::Clock;
use signpost::config::MessageContent;
use signpost::content::{Origin, load};
use signpost::playground::{Options, Playground};
use signpost::store::Records;

pub(crate) use discord::Discord;
pub(crate) use member::Member;
pub(crate) use reply::{Form, Reply};

/// How a conversation is set up, where the usual way does not fit.
#[derive(Clone)]
pub(crate) struct Setup {
    /// The playground's options; the clock is shared with the bot.
    pub(crate) playground: Options,
    /// `SIGNPOST_CHANNELS`.
    pub(crate) channels: Vec<String>,
    /// `SIGNPOST_MESSAGE_CONTENT`.
    pub(crate) message_content: MessageContent,
    /// Prepares the server before the bot connects: faults, people, missing routes.
    pub(crate) before: fn(&Playground),
    /// Changes the bot's options.
    pub(crate) bot: fn(&mut signpost::discord::Options),
    /// Whether to wait until the bot is ready before the conversation begins.
    pub(crate) ready: bool,
    /// Where the bot keeps what people tell; the same over restarts. `None` keeps nothing.
    pub(crate) records: Option<Records>,
    /// Whether it is fine that the bot pings somebody.
    pub(crate) may_ping: bool,
}

impl Default for Setup {
    fn default() -> Self {
        Self {
            playground: Options::default(),
            channels: vec!["#careers".to_owned(), "#help-forum".to_owned()],
            message_content: MessageContent::Auto,
            before: |_| (),
            bot: |_| (),
            ready: true,
            records: None,
            may_ping: false,
        }
    }
}

/// A conversation with the bot as it is usually set up: ambient answers in #careers and #help-forum.
pub(crate) async fn with_bot(conversation: impl AsyncFnOnce(&Discord)) {
    Setup::default().run(conversation).await;
}

/// A conversation with a bot that remembers, in memory.
pub(crate) async fn with_memory(conversation: impl AsyncFnOnce(&Discord)) {
    Setup { records: Some(keeping::memory()), ..Setup::default() }.run(conversation).await;
}

impl Setup {
    /// Starts the playground and the bot, holds the conversation, and clears up whatever came of it.
    pub(crate) async fn run(self, conversation: impl AsyncFnOnce(&Discord)) {
        panics::watch();
        let playground = Playground::start(self.playground.clone()).await.expect("a free port");
        (self.before)(&playground);
        let may_ping = self.may_ping;
        let discord = Discord::new(playground.clone(), self);
        let outcome = AssertUnwindSafe(async {
            discord.start_bot().await;
            conversation(&discord).await;
        })
        .catch_unwind()
        .await;
        let ended = AssertUnwindSafe(discord.end_bot()).catch_unwind().await;
        playground.stop();
        if let Err(panic) = outcome.and(ended) {
            discord.print_transcript();
            resume_unwind(panic);
        }
        let panics = panics::taken();
        assert!(panics.is_empty(), "the bot panicked: {panics:?}");
        assert!(may_ping || playground.pings().is_empty(), "somebody was pinged: {:?}", playground.pings());
        openapi::check(&playground.traffic());
    }
}

/// The shipped advisor, loaded once for all tests.
pub(crate) fn advisor() -> Arc<Advisor> {
    static SHIPPED: OnceLock<Arc<Advisor>> = OnceLock::new();
    let load = || {
        let loaded = load(&Origin::default(), Clock::system().today());
        Arc::new(loaded.unwrap_or_else(|problems| panic!("the shipped content has problems:\n{problems}")).advisor)
    };
    Arc::clone(SHIPPED.get_or_init(load))
}
