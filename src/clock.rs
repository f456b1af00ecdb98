//! The only reader of the time. Everything else is handed a [`Clock`] or a time.

use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use jiff::civil::Date;
use jiff::tz::TimeZone;
use tokio::sync::watch;

/// A clock that can be handed around: the machine's, or one that a test moves.
#[derive(Clone, Debug)]
pub struct Clock {
    start: Instant,
    /// How far the clock was moved ahead of the machine's. Sleepers watch it.
    ahead: Arc<watch::Sender<Duration>>,
}

impl Clock {
    /// The machine's clock.
    pub fn system() -> Self {
        Self { start: Instant::now(), ahead: Arc::new(watch::Sender::new(Duration::ZERO)) }
    }

    /// Moves this clock, and every clone of it, ahead. Sleepers whose time has come wake.
    pub fn advance(&self, by: Duration) {
        self.ahead.send_modify(|ahead| *ahead += by);
    }

    /// Time since 1970-01-01 UTC.
    pub fn now(&self) -> Duration {
        let machine = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        machine + *self.ahead.borrow()
    }

    /// Milliseconds since 1970-01-01 UTC, as Discord counts them.
    pub fn now_ms(&self) -> u64 {
        u64::try_from(self.now().as_millis()).unwrap_or(u64::MAX)
    }

    /// Time since this clock was made; never goes back.
    pub fn monotonic(&self) -> Duration {
        self.start.elapsed() + *self.ahead.borrow()
    }

    /// Today's date, UTC.
    pub fn today(&self) -> Date {
        let seconds = i64::try_from(self.now().as_secs()).unwrap_or(i64::MAX);
        jiff::Timestamp::from_second(seconds).unwrap_or(jiff::Timestamp::MAX).to_zoned(TimeZone::UTC).date()
    }

    /// Waits until [`Clock::monotonic`] reaches `deadline`, waking when the clock is moved.
    pub async fn sleep_until(&self, deadline: Duration) {
        let mut moved = self.ahead.subscribe();
        loop {
            let left = deadline.saturating_sub(self.monotonic());
            if left.is_zero() {
                return;
            }
            tokio::select! {
                () = tokio::time::sleep(left) => {}
                _ = moved.changed() => {}
            }
        }
    }

    /// Waits for `span`, waking early when the clock is moved past its end.
    pub async fn sleep(&self, span: Duration) {
        self.sleep_until(self.monotonic() + span).await;
    }
}
