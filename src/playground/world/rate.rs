//! Discord's rate limits: a bucket for each route and its main resource, and fifty requests a second.

use std::collections::BTreeMap;

use serde_json::{Value, json};

/// Requests a second for the bot as a whole; interaction endpoints don't count.
const GLOBAL: u32 = 50;

/// One bucket's state after a request, as the headers tell it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Left {
    pub(crate) bucket: String,
    pub(crate) limit: u32,
    pub(crate) remaining: u32,
    /// When it is full again, in milliseconds since 1970.
    pub(crate) reset_ms: u64,
    pub(crate) reset_after_ms: u64,
}

/// A 429: whose limit it is, and how long to wait.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Limited {
    pub(crate) scope: &'static str,
    pub(crate) retry_after_ms: u64,
    pub(crate) left: Option<Left>,
}

impl Limited {
    /// The JSON body; `retry_after` is in seconds there.
    #[expect(clippy::cast_precision_loss, reason = "a wait in milliseconds is far below 2^52")]
    pub(crate) fn body(&self) -> Value {
        json!({
            "message": "You are being rate limited.",
            "retry_after": self.retry_after_ms as f64 / 1000.0,
            "global": self.scope == "global",
            "code": 0,
        })
    }
}

#[derive(Clone, Copy, Debug, Default)]
struct Window {
    ends_ms: u64,
    used: u32,
}

/// Every bucket, and the global limit.
#[derive(Debug, Default)]
pub(crate) struct Limits {
    windows: BTreeMap<String, Window>,
    global: Window,
}

/// What a route allows: requests in a span of milliseconds. Discord publishes none of these; they are
/// the ones commonly met, and a bot must learn them from the headers alone.
fn allowance(method: &str, template: &str) -> Option<(u32, u64)> {
    if template.starts_with("/interactions/") || template.starts_with("/gateway") {
        return None;
    }
    Some(match (method, template) {
        ("DELETE", "/channels/{channel_id}/messages/{message_id}") => (5, 1000),
        ("POST" | "PATCH", template) if template.starts_with("/channels/") => (5, 5000),
        ("POST", "/users/@me/channels") => (10, 10_000),
        ("PUT", _) => (5, 20_000),
        (_, template) if template.starts_with("/webhooks/") => (5, 2000),
        _ => (50, 1000),
    })
}

impl Limits {
    /// Counts a request. `main` is the channel, server or webhook in its path.
    pub(crate) fn take(
        &mut self,
        now_ms: u64,
        method: &str,
        template: &str,
        main: &str,
    ) -> Result<Option<Left>, Limited> {
        let exempt = template.starts_with("/interactions/") || template.starts_with("/webhooks/");
        if !exempt {
            roll(&mut self.global, now_ms, 1000);
            if self.global.used >= GLOBAL {
                let retry_after_ms = self.global.ends_ms - now_ms;
                return Err(Limited { scope: "global", retry_after_ms, left: None });
            }
            self.global.used += 1;
        }
        let Some((limit, span)) = allowance(method, template) else { return Ok(None) };
        let key = format!("{method} {template} {main}");
        if self.windows.len() > 4096 {
            self.windows.retain(|_, window| window.ends_ms > now_ms);
        }
        let window = self.windows.entry(key).or_default();
        roll(window, now_ms, span);
        let full = window.used >= limit;
        if !full {
            window.used += 1;
        }
        let left = Left {
            bucket: bucket(method, template),
            limit,
            remaining: limit - window.used,
            reset_ms: window.ends_ms,
            reset_after_ms: window.ends_ms - now_ms,
        };
        if full {
            return Err(Limited { scope: "user", retry_after_ms: left.reset_after_ms, left: Some(left) });
        }
        Ok(Some(left))
    }
}

fn roll(window: &mut Window, now_ms: u64, span: u64) {
    if now_ms >= window.ends_ms {
        *window = Window { ends_ms: now_ms + span, used: 0 };
    }
}

/// A bucket's name says nothing of the route it is for.
fn bucket(method: &str, template: &str) -> String {
    // FNV-1a: the same name in every run.
    let bytes = method.bytes().chain([b' ']).chain(template.bytes());
    let hash =
        bytes.fold(0xCBF2_9CE4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01B3));
    format!("{hash:016x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    const SEND: &str = "/channels/{channel_id}/messages";

    #[test]
    fn the_sixth_message_in_five_seconds_waits_for_the_bucket() {
        let mut limits = Limits::default();
        for remaining in (0..5).rev() {
            let left = limits.take(1000, "POST", SEND, "1").unwrap().unwrap();
            assert_eq!((left.limit, left.remaining, left.reset_after_ms), (5, remaining, 5000));
        }
        let limited = limits.take(3000, "POST", SEND, "1").unwrap_err();
        assert_eq!((limited.scope, limited.retry_after_ms), ("user", 3000));
        assert_eq!(limited.body()["retry_after"], 3.0);
        assert!(limits.take(3000, "POST", SEND, "2").is_ok(), "another channel is another bucket");
        assert!(limits.take(6000, "POST", SEND, "1").is_ok());
    }

    #[test]
    fn fifty_a_second_for_all_but_interactions() {
        let mut limits = Limits::default();
        for i in 0..50 {
            assert!(limits.take(0, "POST", SEND, &i.to_string()).is_ok());
        }
        assert_eq!(limits.take(0, "POST", SEND, "x").unwrap_err().scope, "global");
        assert!(limits.take(0, "POST", "/interactions/{interaction_id}/{interaction_token}/callback", "x").is_ok());
        assert!(limits.take(1000, "POST", SEND, "x").is_ok());
    }
}
