//! A session with the gateway: what Discord must be told to begin it or to take it up again. Pure.

use std::env::consts::OS;

use serde_json::{Value, json};

/// A session that Discord gave us.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Session {
    /// Its id.
    pub(super) id: String,
    /// Where to take it up again, if Discord said.
    pub(super) resume_url: Option<String>,
    /// The last event seen.
    pub(super) seq: u64,
}

impl Session {
    /// Reads the data of a READY.
    pub(super) fn of_ready(ready: &Value, seq: u64) -> Option<Self> {
        let id = ready["session_id"].as_str()?.to_owned();
        let resume_url = ready["resume_gateway_url"].as_str().filter(|url| !url.is_empty()).map(ToOwned::to_owned);
        Some(Self { id, resume_url, seq })
    }

    /// The payload that takes it up again.
    pub(super) fn resume(&self, token: &str) -> String {
        json!({"op": 6, "d": {"token": token, "session_id": self.id, "seq": self.seq}}).to_string()
    }
}

/// The payload that begins a session.
pub(super) fn identify(token: &str, intents: u64) -> String {
    json!({"op": 2, "d": {
        "token": token,
        "intents": intents,
        "compress": true,
        "large_threshold": 50,
        "shard": [0, 1],
        "properties": {"os": OS, "browser": "signpost", "device": "signpost"},
    }})
    .to_string()
}

/// The payload that shows we are there.
pub(super) fn heartbeat(seq: Option<u64>) -> String {
    json!({"op": 1, "d": seq}).to_string()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{Session, heartbeat, identify};

    #[test]
    fn a_session_is_taken_up_where_it_was() {
        let ready = json!({"session_id": "abc", "resume_gateway_url": "wss://eu.example"});
        let mut session = Session::of_ready(&ready, 1).unwrap();
        session.seq = 42;
        let resume: Value = serde_json::from_str(&session.resume("Bot t")).unwrap();
        assert_eq!(resume, json!({"op": 6, "d": {"token": "Bot t", "session_id": "abc", "seq": 42}}));
    }

    #[test]
    fn a_ready_may_lack_where_to_resume_but_not_the_session() {
        assert_eq!(Session::of_ready(&json!({"session_id": "abc"}), 1).unwrap().resume_url, None);
        assert_eq!(Session::of_ready(&json!({}), 1), None);
    }

    #[test]
    fn payloads_stay_under_what_discord_takes() {
        assert!(identify(&"x".repeat(300), u64::MAX).len() < 4096);
        assert_eq!(heartbeat(None), r#"{"d":null,"op":1}"#);
    }
}
