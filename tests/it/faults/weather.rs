//! What it takes to watch the bot through bad weather.

use std::time::Duration;

use signpost::playground::{Exchange, MessageId, MessageView, Options, Playground};

use crate::support::{Discord, Setup};

/// What everybody asks here; it has an answer, whatever that is.
pub(super) const QUESTION: &str = "@Signpost what does a data engineer do?";

/// A server whose heart beats fast, so that silence is noticed fast.
pub(super) fn quick() -> Setup {
    Setup {
        playground: Options { heartbeat: Duration::from_millis(500), rate_limits: false, ..Options::default() },
        bot: |options| {
            options.patience = Duration::from_secs(3);
            options.deaf_after = Some(Duration::from_secs(10));
        },
        ..Setup::default()
    }
}

/// A conversation with a bot that is ready.
pub(super) async fn ready(conversation: impl AsyncFnOnce(&Discord)) {
    quick().run(conversation).await;
}

/// A conversation with a bot that starts on a server with trouble, and may never become ready.
pub(super) async fn starting(before: fn(&Playground), conversation: impl AsyncFnOnce(&Discord)) {
    Setup { before, ready: false, ..quick() }.run(conversation).await;
}

/// Waits until the bot is ready.
pub(super) async fn becomes_ready(discord: &Discord) {
    let mut ready = discord.vitals().ready();
    until(discord, "readiness", || ready.borrow_and_update().then_some(())).await;
}

/// Mia asks in #careers.
pub(super) fn asks(discord: &Discord) -> MessageId {
    discord.say("mia", "#careers", QUESTION).unwrap()
}

/// What the bot has replied to a message.
pub(super) fn replies(discord: &Discord, to: MessageId) -> Vec<MessageView> {
    let bot = discord.bot();
    let timeline = discord.timeline("mia", "#careers").unwrap();
    timeline.into_iter().filter(|message| message.reply_to == Some(to) && message.author.id == bot).collect()
}

/// Waits for the bot's reply.
pub(super) async fn is_answered(discord: &Discord, question: MessageId) -> MessageView {
    until(discord, "an answer", || replies(discord, question).into_iter().next()).await
}

/// Mia asks and is answered.
pub(super) async fn asks_and_is_answered(discord: &Discord) -> MessageView {
    let question = asks(discord);
    is_answered(discord, question).await
}

/// The requests that met a route, such as `POST /channels/{channel_id}/messages`.
pub(super) fn requests(discord: &Discord, route: &str) -> Vec<Exchange> {
    let met = |exchange: &Exchange| format!("{} {}", exchange.method, exchange.route) == route;
    discord.traffic().into_iter().filter(met).collect()
}

/// The bot's counters.
pub(super) fn metrics(discord: &Discord) -> String {
    discord.vitals().metrics()
}

/// Waits until something is there, looking again whenever something happens.
pub(super) async fn until<T>(discord: &Discord, what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let found = async {
        let mut news = discord.subscribe();
        loop {
            if let Some(found) = look() {
                return found;
            }
            // Not everything is news: counters move on their own.
            let _ = tokio::time::timeout(Duration::from_millis(20), news.recv()).await;
        }
    };
    let patience = Duration::from_secs(30);
    tokio::time::timeout(patience, found).await.unwrap_or_else(|_| panic!("waited in vain for {what}"))
}
