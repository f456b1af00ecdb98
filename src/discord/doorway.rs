//! Every event comes in here, once. Panics stop here.

use std::any::Any;
use std::panic::AssertUnwindSafe;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use futures_util::FutureExt;
use serde_json::json;
use serenity::all::{Client, Context, Event, Framework, FullEvent, Interaction, Message, RawEventHandler};
use tokio_util::task::TaskTracker;

use super::apology::{self, Owed};
use super::app::App;
use super::catch_up::CatchUp;
use super::error::Error;
use super::seen::Seen;
use super::start::Start;
use super::vitals::Vitals;
use super::{buttons, curating, messages, repair};

/// Where events come in. Clones share it.
#[derive(Clone)]
pub(super) struct Doorway(Arc<Inner>);

struct Inner {
    app: Arc<App>,
    vitals: Arc<Vitals>,
    poise: OnceLock<poise::Framework<Arc<App>, Error>>,
    tasks: TaskTracker,
    seen: Mutex<Seen>,
    start: Start,
    catch_up: CatchUp,
    /// Set once: what comes after is for the next run.
    closed: AtomicBool,
}

impl Doorway {
    pub(super) fn new(app: Arc<App>, vitals: Arc<Vitals>, tasks: TaskTracker, start: Start) -> Self {
        Self(Arc::new(Inner {
            app,
            vitals,
            poise: OnceLock::new(),
            tasks,
            seen: Mutex::default(),
            start,
            catch_up: CatchUp::default(),
            closed: AtomicBool::new(false),
        }))
    }

    /// Takes in nothing more.
    pub(super) fn close(&self) {
        self.0.closed.store(true, Relaxed);
        self.0.start.undo();
    }

    /// Takes one event in.
    pub(super) fn take(&self, ctx: Context, event: FullEvent) {
        let inner = &self.0;
        inner.vitals.event(event.snake_case_name());
        if inner.closed.load(Relaxed) || !self.is_new(&event) {
            return;
        }
        inner.app.observe(&event);
        inner.start.observe(&event);
        // Here and not in the task: the servers that READY announces may come before the task runs.
        let again = match &event {
            FullEvent::Ready { data_about_bot } => inner.start.ready(data_about_bot),
            _ => false,
        };
        if let FullEvent::Message { new_message } = &event {
            inner.catch_up.note(new_message, inner.app.clock.monotonic());
        }
        let doorway = self.clone();
        inner.tasks.spawn(async move { doorway.act(&ctx, event, again).await });
    }

    /// Takes in a message that was asked for after a gap.
    pub(super) fn take_missed(&self, ctx: &Context, message: Message) {
        self.take(ctx.clone(), FullEvent::Message { new_message: message });
    }

    fn is_new(&self, event: &FullEvent) -> bool {
        let (what, id) = match event {
            FullEvent::Message { new_message } => ("message", new_message.id.get()),
            FullEvent::InteractionCreate { interaction } => ("interaction", interaction.id().get()),
            _ => return true,
        };
        let now = self.0.app.clock.monotonic();
        let new = self.0.seen.lock().unwrap_or_else(PoisonError::into_inner).is_new(id, now);
        if !new {
            self.0.vitals.event_repeated(what);
        }
        new
    }

    /// Acts on an event and, if that fails, says so to whoever waits for an answer.
    async fn act(&self, ctx: &Context, event: FullEvent, again: bool) {
        let owed = Owed::of(&self.0.app, &event);
        let Err(failed) = caught(Box::pin(self.route(ctx, event, again)), &self.0.vitals).await else { return };
        if matches!(failed, Error::Internal(_)) {
            self.0.vitals.failed("answer");
        }
        let words = failed.told();
        if matches!(owed, Some(Owed::Message(..))) && failed.is_no_entry() {
            return;
        }
        if let Some(owed) = owed {
            apology::give(ctx, &owed, words).await;
        }
    }

    async fn route(&self, ctx: &Context, event: FullEvent, again: bool) -> Result<(), Error> {
        let app = &self.0.app;
        match event {
            FullEvent::Message { new_message } => messages::on_message(app, ctx, &new_message).await,
            FullEvent::MessageUpdate { event, .. } => messages::on_edit(app, ctx, &event).await,
            FullEvent::MessageDelete { channel_id, deleted_message_id, .. } => {
                messages::on_delete(app, ctx, channel_id, deleted_message_id).await
            }
            FullEvent::MessageDeleteBulk { channel_id, multiple_deleted_messages_ids, .. } => {
                for message in multiple_deleted_messages_ids {
                    messages::on_delete(app, ctx, channel_id, message).await?;
                }
                Ok(())
            }
            FullEvent::InteractionCreate { interaction: Interaction::Component(press) } => {
                buttons::on_press(app, ctx, &press).await
            }
            FullEvent::InteractionCreate { interaction: Interaction::Modal(form) } => {
                curating::on_form(app, ctx, &form).await
            }
            FullEvent::GuildCreate { guild, .. } => curating::on_join(app, ctx, &guild).await,
            FullEvent::GuildDelete { incomplete, .. } if !incomplete.unavailable => {
                curating::on_removed(app, incomplete.id).await;
                Ok(())
            }
            event @ FullEvent::Ready { .. } => {
                self.to_poise(ctx, event).await;
                if again {
                    self.0.catch_up.run(self, ctx, app.clock.now()).await;
                }
                Ok(())
            }
            event @ FullEvent::InteractionCreate { .. } => {
                self.to_poise(ctx, event).await;
                Ok(())
            }
            _ => Ok(()),
        }
    }

    async fn to_poise(&self, ctx: &Context, event: FullEvent) {
        if let Some(poise) = self.0.poise.get() {
            poise.dispatch(ctx.clone(), event).await;
        }
    }
}

/// The outcome of `work`; a panic in it is a failure like any other, so that the bot lives on.
async fn caught(work: impl Future<Output = Result<(), Error>>, vitals: &Vitals) -> Result<(), Error> {
    AssertUnwindSafe(work).catch_unwind().await.unwrap_or_else(|panic| {
        vitals.failed("panic");
        Err(Error::Internal(anyhow::anyhow!("panicked: {}", said(panic.as_ref()))))
    })
}

/// What a panic said.
fn said(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().map(String::as_str).or_else(|| panic.downcast_ref::<&str>().copied());
    text.unwrap_or("nothing").to_owned()
}

/// serenity's way in. Commands go on to poise, the rest to our own functions.
pub(super) struct Front {
    pub(super) doorway: Doorway,
    pub(super) poise: Option<poise::Framework<Arc<App>, Error>>,
}

#[async_trait::async_trait]
impl Framework for Front {
    async fn init(&mut self, client: &Client) {
        if let Some(mut poise) = self.poise.take() {
            poise.init(client).await;
            // Nobody else sets it.
            let _ = self.doorway.0.poise.set(poise);
        }
    }

    async fn dispatch(&self, ctx: Context, event: FullEvent) {
        self.doorway.take(ctx, event);
    }
}

/// serenity drops events it cannot read without a word: they come in here, are mended if possible, and counted.
pub(super) struct Side(pub(super) Doorway);

#[async_trait::async_trait]
impl RawEventHandler for Side {
    async fn raw_event(&self, ctx: Context, event: Event) {
        let Event::Unknown(unknown) = event else { return };
        if !KNOWN.contains(&unknown.kind.as_str()) {
            self.0.0.vitals.event("unknown");
            return;
        }
        let vitals = &self.0.0.vitals;
        let mut data = unknown.value;
        repair::fill(&unknown.kind, &mut data);
        let mended = serde_json::from_value(json!({"op": 0, "t": &unknown.kind, "d": data})).ok().and_then(full);
        if let Some(event) = mended {
            vitals.event_repaired(&unknown.kind);
            self.0.take(ctx, event);
        } else {
            vitals.event_unreadable(&unknown.kind);
            tracing::warn!(
                kind = unknown.kind,
                "an event of a kind that matters could not be read; if this goes on, a newer Signpost may read it"
            );
        }
    }
}

/// The kinds of events that something here depends on.
const KNOWN: [&str; 13] = [
    "READY",
    "MESSAGE_CREATE",
    "MESSAGE_UPDATE",
    "MESSAGE_DELETE",
    "INTERACTION_CREATE",
    "GUILD_CREATE",
    "GUILD_DELETE",
    "CHANNEL_CREATE",
    "CHANNEL_UPDATE",
    "THREAD_CREATE",
    "THREAD_UPDATE",
    "GUILD_ROLE_CREATE",
    "GUILD_ROLE_UPDATE",
];

/// The event as the framework would have got it.
fn full(event: Event) -> Option<FullEvent> {
    Some(match event {
        Event::Ready(event) => FullEvent::Ready { data_about_bot: event.ready },
        Event::MessageCreate(event) => FullEvent::Message { new_message: event.message },
        Event::MessageUpdate(event) => FullEvent::MessageUpdate { old_if_available: None, new: None, event },
        Event::InteractionCreate(event) => FullEvent::InteractionCreate { interaction: event.interaction },
        Event::GuildCreate(event) => FullEvent::GuildCreate { guild: event.guild, is_new: None },
        Event::GuildDelete(event) => FullEvent::GuildDelete { incomplete: event.guild, full: None },
        Event::ChannelCreate(event) => FullEvent::ChannelCreate { channel: event.channel },
        Event::ChannelUpdate(event) => FullEvent::ChannelUpdate { old: None, new: event.channel },
        Event::ThreadCreate(event) => FullEvent::ThreadCreate { thread: event.thread },
        Event::ThreadUpdate(event) => FullEvent::ThreadUpdate { old: None, new: event.thread },
        Event::GuildRoleCreate(event) => FullEvent::GuildRoleCreate { new: event.role },
        Event::GuildRoleUpdate(event) => FullEvent::GuildRoleUpdate { old_data_if_available: None, new: event.role },
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{Error, Vitals, caught};

    #[tokio::test]
    async fn a_panic_is_a_failure_with_a_number_and_counted() {
        let vitals = Vitals::new();
        let failed = caught(async { panic!("no page 7") }, &vitals).await.unwrap_err();
        assert!(matches!(&failed, Error::Internal(error) if error.to_string() == "panicked: no page 7"));
        let told = failed.told();
        assert!(told.contains("number") && !told.contains("page 7"), "{told}");
        assert!(vitals.metrics().contains(r#"signpost_failures_total{how="panic"} 1"#), "{}", vitals.metrics());
    }
}
