//! How the bot is doing, in plain values: counters without ids, and whether it is ready.

use tokio::sync::watch;

/// How the bot is doing. Handed in, so that health and metrics can be served from outside.
#[derive(Debug)]
pub struct Vitals {
    ready: watch::Sender<bool>,
}

impl Default for Vitals {
    fn default() -> Self {
        Self::new()
    }
}

impl Vitals {
    /// A bot that has not started.
    pub fn new() -> Self {
        Self { ready: watch::Sender::new(false) }
    }

    /// Whether the bot is connected and listening; watch it to wait for that.
    pub fn ready(&self) -> watch::Receiver<bool> {
        self.ready.subscribe()
    }

    pub(crate) fn set_ready(&self, ready: bool) {
        self.ready.send_replace(ready);
    }
}
