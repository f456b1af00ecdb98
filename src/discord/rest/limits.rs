//! Discord's rate limits: its buckets, the global limit, and the pauses it orders.

use std::time::Duration;

use reqwest::header::{HeaderMap, RETRY_AFTER};
use serde_json::Value;
use tokio::sync::watch;
use twilight_http_ratelimiting::{Endpoint, Permit, RateLimitHeaders, RateLimiter};

use crate::clock::Clock;

/// A little under Discord's 50 a second: its clock and ours differ.
const GLOBAL_PER_SECOND: u16 = 45;

/// What is known about limits.
#[derive(Debug)]
pub(super) struct Limits {
    buckets: RateLimiter,
    /// Nothing that counts to the global limit leaves before this time.
    paused_until: watch::Sender<Duration>,
    clock: Clock,
}

impl Limits {
    pub(super) fn new(clock: Clock) -> Self {
        Self { buckets: RateLimiter::new(GLOBAL_PER_SECOND), paused_until: watch::Sender::new(Duration::ZERO), clock }
    }

    /// Waits for a turn in the endpoint's bucket. One request of a bucket is under way at a time.
    pub(super) async fn turn(&self, endpoint: Endpoint) -> Permit {
        self.buckets.acquire(endpoint).await
    }

    /// Waits while a global pause lasts.
    pub(super) async fn no_pause(&self) {
        loop {
            let until = *self.paused_until.borrow();
            if self.clock.monotonic() >= until {
                return;
            }
            self.clock.sleep_until(until).await;
        }
    }

    /// Orders a global pause.
    pub(super) fn pause(&self, span: Duration) {
        let until = self.clock.monotonic() + span;
        self.paused_until.send_if_modified(|paused| {
            let longer = until > *paused;
            if longer {
                *paused = until;
            }
            longer
        });
    }
}

/// What an answer's headers say about its bucket.
pub(super) fn bucket(headers: &HeaderMap) -> Option<RateLimitHeaders> {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let name = text(RateLimitHeaders::BUCKET)?;
    let reset_after = seconds(text(RateLimitHeaders::RESET_AFTER)?)?;
    // `shared` is the one constructor that reads the time itself; only the clock may do that here.
    let mut known = RateLimitHeaders::shared(name.as_bytes().to_vec(), 0);
    known.limit = text(RateLimitHeaders::LIMIT)?.parse().ok()?;
    known.remaining = text(RateLimitHeaders::REMAINING)?.parse().ok()?;
    known.reset_at += reset_after;
    Some(known)
}

/// What a 429 orders.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Refusal {
    /// How long to wait.
    pub(super) wait: Duration,
    /// Whether it is about everything, not this bucket.
    pub(super) global: bool,
    /// Whether others used the resource up; such a refusal does not count against us.
    pub(super) shared: bool,
}

/// Reads a 429. One without Discord's headers comes from the proxy in front of it and is about everything.
pub(super) fn refusal(headers: &HeaderMap, body: &[u8]) -> Refusal {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let body: Option<Value> = serde_json::from_slice(body).ok();
    let in_body = body.as_ref().and_then(|body| body["retry_after"].as_f64());
    let wait = in_body
        .filter(|wait| wait.is_finite() && *wait >= 0.0)
        .or_else(|| headers.get(RETRY_AFTER)?.to_str().ok()?.trim().parse().ok())
        .map_or(Duration::from_secs(1), |wait: f64| Duration::from_secs_f64(wait.clamp(0.0, 86_400.0)));
    let scope = text(RateLimitHeaders::SCOPE);
    let global = scope == Some("global")
        || text("x-ratelimit-global") == Some("true")
        || body.as_ref().is_some_and(|body| body["global"] == true)
        || body.is_none();
    Refusal { wait: wait.max(Duration::from_millis(50)), global, shared: scope == Some("shared") }
}

fn seconds(text: &str) -> Option<Duration> {
    let seconds: f64 = text.trim().parse().ok()?;
    Duration::try_from_secs_f64(seconds).ok()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use reqwest::header::HeaderMap;

    use super::{Limits, bucket, refusal};
    use crate::clock::Clock;

    fn headers(list: &[(&'static str, &'static str)]) -> HeaderMap {
        list.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect()
    }

    #[test]
    fn a_bucket_is_read_from_its_headers() {
        let known = bucket(&headers(&[
            ("x-ratelimit-bucket", "abcd"),
            ("x-ratelimit-limit", "5"),
            ("x-ratelimit-remaining", "4"),
            ("x-ratelimit-reset-after", "1.25"),
        ]))
        .unwrap();
        assert_eq!((known.limit, known.remaining, known.bucket.as_slice()), (5, 4, b"abcd".as_slice()));
        assert_eq!(bucket(&headers(&[("x-ratelimit-bucket", "abcd")])), None);
    }

    #[test]
    fn a_refusal_says_how_long_and_how_wide() {
        let user = refusal(&headers(&[("x-ratelimit-scope", "user")]), br#"{"retry_after": 0.65, "global": false}"#);
        assert_eq!((user.wait, user.global, user.shared), (Duration::from_millis(650), false, false));
        let global = refusal(&headers(&[("x-ratelimit-global", "true"), ("retry-after", "3")]), b"{}");
        assert_eq!((global.wait, global.global), (Duration::from_secs(3), true));
        let shared = refusal(&headers(&[("x-ratelimit-scope", "shared")]), br#"{"retry_after": 2}"#);
        assert!(shared.shared && !shared.global);
    }

    #[test]
    fn a_refusal_from_the_proxy_in_front_is_about_everything() {
        let html = refusal(&headers(&[("retry-after", "30")]), b"<html>error 1015</html>");
        assert_eq!((html.wait, html.global), (Duration::from_secs(30), true));
        let nonsense = refusal(&headers(&[]), br#"{"retry_after": -4}"#);
        assert_eq!(nonsense.wait, Duration::from_secs(1));
    }

    #[tokio::test]
    async fn a_pause_holds_until_the_clock_has_passed_it() {
        let clock = Clock::system();
        let limits = Limits::new(clock.clone());
        limits.pause(Duration::from_secs(3600));
        let waiting = limits.no_pause();
        tokio::pin!(waiting);
        assert!(tokio::time::timeout(Duration::from_millis(20), &mut waiting).await.is_err());
        clock.advance(Duration::from_secs(3601));
        tokio::time::timeout(Duration::from_secs(5), waiting).await.expect("the pause is over");
    }
}
