//! Knows when the bot has what it needs to answer: its servers, and its commands registered.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use serenity::all::{ApplicationId, FullEvent, GuildId, Ready};
use tokio::sync::watch;

use super::vitals::Vitals;

/// How long to wait for servers that READY announced and for the commands; then answering begins without.
const LONGEST: Duration = Duration::from_secs(5);

/// How far the start has come. Clones share it.
#[derive(Clone, Debug)]
pub(super) struct Start(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    vitals: Arc<Vitals>,
    awaited: Mutex<Awaited>,
    /// The application's id, as READY told it.
    application: watch::Sender<Option<ApplicationId>>,
}

#[derive(Debug, Default)]
struct Awaited {
    /// Whether a READY has come.
    begun: bool,
    /// Servers that READY announced and that have not come.
    guilds: HashSet<GuildId>,
    /// Servers that have come; serenity hands events over out of order, these maybe before READY.
    came: HashSet<GuildId>,
    commands: bool,
}

impl Start {
    pub(super) fn new(vitals: Arc<Vitals>) -> Self {
        let awaited = Mutex::new(Awaited { commands: true, ..Awaited::default() });
        Self(Arc::new(Inner { vitals, awaited, application: watch::Sender::new(None) }))
    }

    /// Waits for the application's id.
    pub(super) async fn application(&self) -> ApplicationId {
        let mut told = self.0.application.subscribe();
        loop {
            if let Some(id) = *told.borrow_and_update() {
                return id;
            }
            if told.changed().await.is_err() {
                std::future::pending::<()>().await;
            }
        }
    }

    /// READY came. Tells whether it is not the first.
    pub(super) fn ready(&self, ready: &Ready) -> bool {
        self.0.application.send_replace(Some(ready.application.id));
        let again = self.change(|awaited| {
            let announced = ready.guilds.iter().map(|guild| guild.id);
            awaited.guilds = announced.filter(|id| !awaited.came.contains(id)).collect();
            std::mem::replace(&mut awaited.begun, true)
        });
        let start = self.clone();
        tokio::spawn(async move {
            tokio::time::sleep(LONGEST).await;
            start.change(|awaited| {
                awaited.guilds.clear();
                awaited.commands = false;
            });
        });
        again
    }

    /// The commands are registered, or cannot be.
    pub(super) fn commands_done(&self) {
        self.change(|awaited| awaited.commands = false);
    }

    /// A server came, or went away.
    pub(super) fn observe(&self, event: &FullEvent) {
        let id = match event {
            FullEvent::GuildCreate { guild, .. } => guild.id,
            FullEvent::GuildDelete { incomplete, .. } => incomplete.id,
            _ => return,
        };
        self.change(|awaited| {
            awaited.guilds.remove(&id);
            awaited.came.insert(id);
        });
    }

    /// The bot is on its way out: it is not ready any more, whatever still comes.
    pub(super) fn undo(&self) {
        self.change(|awaited| awaited.begun = false);
        self.0.vitals.set_primed(false);
    }

    fn change<T>(&self, change: impl FnOnce(&mut Awaited) -> T) -> T {
        let mut awaited = self.0.awaited.lock().unwrap_or_else(PoisonError::into_inner);
        let result = change(&mut awaited);
        if awaited.begun && awaited.guilds.is_empty() && !awaited.commands {
            self.0.vitals.set_primed(true);
        }
        result
    }
}
