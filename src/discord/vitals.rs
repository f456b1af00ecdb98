//! How the bot is doing: whether it is ready, and counters without ids.

use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::time::Duration;

use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;
use tokio::sync::watch;

/// Counts by one or more words, none of them an id.
type Counts = Family<Vec<(&'static str, String)>, Counter>;

/// How the bot is doing. Handed in, so that health and metrics can be served from outside.
#[derive(Debug)]
pub struct Vitals {
    ready: watch::Sender<bool>,
    linked: AtomicBool,
    primed: AtomicBool,
    registry: Registry,
    is_ready: Gauge,
    events: Counts,
    unreadable: Counts,
    repaired: Counts,
    repeated: Counts,
    sessions: Counts,
    closes: Counts,
    answers: Counts,
    failures: Counts,
    requests: Counts,
    request_seconds: Histogram,
    requests_again: Counter,
    limited: Counts,
}

impl Default for Vitals {
    fn default() -> Self {
        Self::new()
    }
}

impl Vitals {
    /// A bot that has not started.
    pub fn new() -> Self {
        let bounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0];
        let mut vitals = Self {
            ready: watch::Sender::new(false),
            linked: AtomicBool::new(false),
            primed: AtomicBool::new(false),
            registry: Registry::with_prefix("signpost"),
            is_ready: Gauge::default(),
            events: Counts::default(),
            unreadable: Counts::default(),
            repaired: Counts::default(),
            repeated: Counts::default(),
            sessions: Counts::default(),
            closes: Counts::default(),
            answers: Counts::default(),
            failures: Counts::default(),
            requests: Counts::default(),
            request_seconds: Histogram::new(bounds),
            requests_again: Counter::default(),
            limited: Counts::default(),
        };
        vitals.register();
        vitals
    }

    fn register(&mut self) {
        let r = &mut self.registry;
        r.register("ready", "1 while connected and listening", self.is_ready.clone());
        r.register("events", "Gateway events", self.events.clone());
        r.register("events_unreadable", "Events of known kinds that could not be read", self.unreadable.clone());
        r.register("events_repaired", "Events read after filling in what was missing", self.repaired.clone());
        r.register("events_repeated", "Events that had been acted on before", self.repeated.clone());
        r.register("sessions", "Gateway sessions begun or resumed", self.sessions.clone());
        r.register("gateway_closes", "Gateway connections that ended, by close code", self.closes.clone());
        r.register("answers", "Answers shown, by intent", self.answers.clone());
        r.register("failures", "Answers that failed on our side", self.failures.clone());
        r.register("requests", "Requests to Discord's HTTP API", self.requests.clone());
        r.register("request_seconds", "How long they took, waits included", self.request_seconds.clone());
        r.register("requests_again", "Requests sent again", self.requests_again.clone());
        r.register("requests_limited", "Requests refused with 429", self.limited.clone());
    }

    /// Whether the bot is connected and listening; watch it to wait for that.
    pub fn ready(&self) -> watch::Receiver<bool> {
        self.ready.subscribe()
    }

    /// All counters, in the text format of `OpenMetrics`.
    pub fn metrics(&self) -> String {
        let mut text = String::new();
        if let Err(error) = encode(&mut text, &self.registry) {
            tracing::error!(%error, "cannot write the metrics");
        }
        text
    }

    /// The gateway session is there, or not.
    pub(super) fn set_linked(&self, linked: bool) {
        self.linked.store(linked, Relaxed);
        self.judge();
    }

    /// The bot knows its servers and its commands are registered; or it is on its way out.
    pub(super) fn set_primed(&self, primed: bool) {
        self.primed.store(primed, Relaxed);
        self.judge();
    }

    fn judge(&self) {
        self.ready.send_if_modified(|was| {
            let ready = self.linked.load(Relaxed) && self.primed.load(Relaxed);
            self.is_ready.set(i64::from(ready));
            std::mem::replace(was, ready) != ready
        });
    }

    pub(super) fn event(&self, kind: &str) {
        self.events.get_or_create(&vec![("kind", kind.to_owned())]).inc();
    }

    pub(super) fn event_unreadable(&self, kind: &str) {
        self.unreadable.get_or_create(&vec![("kind", kind.to_owned())]).inc();
    }

    pub(super) fn event_repaired(&self, kind: &str) {
        self.repaired.get_or_create(&vec![("kind", kind.to_owned())]).inc();
    }

    pub(super) fn event_repeated(&self, what: &str) {
        self.repeated.get_or_create(&vec![("what", what.to_owned())]).inc();
    }

    pub(super) fn session(&self, how: &str) {
        self.sessions.get_or_create(&vec![("how", how.to_owned())]).inc();
    }

    pub(super) fn gateway_closed(&self, code: &str) {
        self.closes.get_or_create(&vec![("code", code.to_owned())]).inc();
    }

    pub(crate) fn answered(&self, intent: &str) {
        self.answers.get_or_create(&vec![("intent", intent.to_owned())]).inc();
    }

    pub(crate) fn failed(&self, how: &str) {
        self.failures.get_or_create(&vec![("how", how.to_owned())]).inc();
    }

    pub(super) fn rest_done(&self, route: &str, status: u16, took: Duration) {
        self.requests.get_or_create(&vec![("route", route.to_owned()), ("status", status.to_string())]).inc();
        self.request_seconds.observe(took.as_secs_f64());
    }

    pub(super) fn rest_again(&self) {
        self.requests_again.inc();
    }

    pub(super) fn rest_limited(&self, global: bool, shared: bool) {
        let scope = match (global, shared) {
            (true, _) => "global",
            (_, true) => "shared",
            _ => "bucket",
        };
        self.limited.get_or_create(&vec![("scope", scope.to_owned())]).inc();
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::Vitals;

    #[test]
    fn counters_are_written_with_their_words() {
        let vitals = Vitals::new();
        vitals.rest_done("POST channels/:id/messages", 200, Duration::from_millis(30));
        vitals.set_linked(true);
        vitals.set_primed(true);
        let text = vitals.metrics();
        assert!(
            text.contains(r#"signpost_requests_total{route="POST channels/:id/messages",status="200"} 1"#),
            "{text}"
        );
        assert!(text.contains("signpost_ready 1"), "{text}");
    }

    #[test]
    fn readiness_is_told_once_per_change() {
        let vitals = Vitals::new();
        let mut ready = vitals.ready();
        vitals.set_linked(true);
        assert!(!ready.has_changed().unwrap());
        vitals.set_primed(true);
        assert!(ready.has_changed().unwrap() && *ready.borrow_and_update());
    }
}
