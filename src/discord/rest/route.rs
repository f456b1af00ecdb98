//! What a request is, from its method and path: its bucket, its budget, whether it may be repeated.

use std::time::Duration;

use reqwest::Method;
use twilight_http_ratelimiting::{Endpoint, Method as BucketMethod};

use crate::discord::hush;

/// What happens if a request is sent twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Repeat {
    /// The same as once: it sets a state, only reads, or carries a nonce.
    Harmless,
    /// Discord refuses the second with 40060, which tells that the first arrived.
    Told,
    /// A second effect.
    Doubles,
}

/// What kind of body a request carries, for the rules that every message keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Carries {
    /// A new message in a channel: no mentions, and a nonce.
    NewMessage,
    /// A message otherwise (an edit, a follow-up): no mentions.
    Message,
    /// A first response to an interaction: the message is under `data`.
    Response,
    /// A thread whose first message is under `message`.
    Thread,
    /// No message.
    Nothing,
}

/// A request's place in Discord's API.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Route {
    /// The path with ids and tokens taken out; safe to log and to count by.
    pub(super) label: String,
    /// The path with ids hashed and tokens taken out; safe to log.
    pub(super) hushed: String,
    /// The rate limiter's name for it; `None` for first responses, which wait for nobody.
    pub(super) endpoint: Option<Endpoint>,
    /// Whether the global limit and its pauses apply.
    pub(super) global: bool,
    /// Whether it is authorised by a token in its path, so that 401 says nothing about ours.
    pub(super) own_token: bool,
    /// Whether a server may lack it.
    pub(super) optional: bool,
    /// What a second sending would do.
    pub(super) repeat: Repeat,
    /// What its body is.
    pub(super) carries: Carries,
    /// How often it is sent at most.
    pub(super) attempts: u32,
    /// How long all attempts and waits together may take.
    pub(super) budget: Duration,
    /// How long one attempt may take.
    pub(super) attempt: Duration,
}

impl Route {
    /// Reads a request's method and path (`/api/v10/…` or without).
    pub(super) fn of(method: &Method, path: &str) -> Self {
        let path = path.trim_start_matches('/');
        let path = path.strip_prefix("api/").unwrap_or(path);
        let mut parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        if parts.first().is_some_and(|part| is_version(part)) {
            parts.remove(0);
        }
        let callback = matches!(parts.as_slice(), ["interactions", _, _, "callback"]);
        let own_token = callback || (parts.first() == Some(&"webhooks") && parts.len() > 2);
        let carries = carries(method, &parts);
        Self {
            label: label(method, &parts, own_token),
            hushed: hushed(method, &parts, own_token),
            endpoint: (!callback).then(|| endpoint(method, &parts, own_token)).flatten(),
            global: !own_token,
            own_token,
            optional: matches!(parts.first(), Some(&("applications" | "oauth2" | "gateway"))),
            repeat: repeat(method, &parts, callback, carries),
            carries,
            // Whoever asks for the gateway asks again.
            attempts: if parts.first() == Some(&"gateway") { 1 } else { 5 },
            // A first response is worth nothing after three seconds.
            budget: if callback { Duration::from_millis(2_800) } else { Duration::from_secs(45) },
            attempt: if callback { Duration::from_millis(2_500) } else { Duration::from_secs(10) },
        }
    }
}

fn is_version(part: &str) -> bool {
    part.strip_prefix('v').is_some_and(|number| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()))
}

fn is_id(part: &str) -> bool {
    !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit())
}

fn carries(method: &Method, parts: &[&str]) -> Carries {
    let (post, patch) = (method == Method::POST, method == Method::PATCH);
    match parts {
        ["interactions", _, _, "callback"] if post => Carries::Response,
        ["channels", _, "messages"] if post => Carries::NewMessage,
        ["channels", _, "threads"] if post => Carries::Thread,
        ["webhooks", _, _] if post => Carries::Message,
        ["channels", _, "messages", _] | ["webhooks", _, _, "messages", _] if patch => Carries::Message,
        _ => Carries::Nothing,
    }
}

fn repeat(method: &Method, parts: &[&str], callback: bool, carries: Carries) -> Repeat {
    if callback {
        Repeat::Told
    } else if method != Method::POST || carries == Carries::NewMessage || parts.last() == Some(&"typing") {
        Repeat::Harmless
    } else {
        Repeat::Doubles
    }
}

fn label(method: &Method, parts: &[&str], own_token: bool) -> String {
    written(method, parts, own_token, |_| ":id".to_owned())
}

fn hushed(method: &Method, parts: &[&str], own_token: bool) -> String {
    written(method, parts, own_token, |part| hush::id(part))
}

fn written(method: &Method, parts: &[&str], own_token: bool, id: impl Fn(&str) -> String) -> String {
    let parts: Vec<String> = parts
        .iter()
        .enumerate()
        .map(|(at, part)| match part {
            _ if own_token && at == 2 => ":token".to_owned(),
            part if is_id(part) => id(part),
            part => (*part).to_owned(),
        })
        .collect();
    format!("{method} {}", parts.join("/"))
}

/// The limiter's name: the top-level resource with its id, the rest without, so that it does not learn a
/// new route with every message. A webhook's token is part of its resource, and belongs to its id here.
fn endpoint(method: &Method, parts: &[&str], own_token: bool) -> Option<Endpoint> {
    let method = match *method {
        Method::GET => BucketMethod::Get,
        Method::POST => BucketMethod::Post,
        Method::PUT => BucketMethod::Put,
        Method::PATCH => BucketMethod::Patch,
        Method::DELETE => BucketMethod::Delete,
        _ => return None,
    };
    let mut path = String::new();
    for (at, part) in parts.iter().enumerate() {
        let joined = own_token && at == 2;
        if at > 0 {
            path.push(if joined { '.' } else { '/' });
        }
        path.push_str(if at > 1 && !joined && is_id(part) { ":id" } else { part });
    }
    Some(Endpoint { method, path })
}

#[cfg(test)]
mod tests {
    use reqwest::Method;

    use super::{Carries, Repeat, Route};

    #[test]
    fn a_new_message_has_a_bucket_of_its_channel_and_may_be_repeated() {
        let route = Route::of(&Method::POST, "/api/v10/channels/81384788765712384/messages");
        assert_eq!(route.label, "POST channels/:id/messages");
        assert_eq!(route.endpoint.unwrap().path, "channels/81384788765712384/messages");
        assert_eq!((route.repeat, route.carries), (Repeat::Harmless, Carries::NewMessage));
        assert!(route.global && !route.own_token);
    }

    #[test]
    fn messages_of_one_channel_share_an_endpoint_whatever_their_id() {
        let one = Route::of(&Method::PATCH, "/api/v10/channels/11/messages/22");
        let two = Route::of(&Method::PATCH, "/api/v10/channels/11/messages/33");
        assert_eq!(one.endpoint, two.endpoint);
        assert_ne!(one.endpoint, Route::of(&Method::PATCH, "/api/v10/channels/12/messages/22").endpoint);
    }

    #[test]
    fn a_first_response_waits_for_nobody_and_shows_no_token() {
        let route = Route::of(&Method::POST, "/api/v10/interactions/81384788765712384/aW50ZXJhY3Rpb24/callback");
        assert_eq!(route.endpoint, None);
        assert_eq!((route.repeat, route.carries), (Repeat::Told, Carries::Response));
        assert!(!route.label.contains("aW50") && !route.hushed.contains("aW50"));
        assert!(!route.hushed.contains("8138"), "{}", route.hushed);
        assert!(route.budget.as_secs() < 3);
    }

    #[test]
    fn a_follow_up_is_limited_by_its_token_and_never_doubled() {
        let route = Route::of(&Method::POST, "/api/v10/webhooks/11/secret");
        assert_eq!(route.endpoint.as_ref().unwrap().path, "webhooks/11.secret");
        assert_eq!((route.repeat, route.global), (Repeat::Doubles, false));
        let edit = Route::of(&Method::PATCH, "/api/v10/webhooks/11/secret/messages/@original");
        assert_eq!(edit.label, "PATCH webhooks/:id/:token/messages/@original");
        assert_eq!((edit.repeat, edit.carries), (Repeat::Harmless, Carries::Message));
    }

    #[test]
    fn what_a_server_may_lack_is_marked() {
        for path in ["/api/v10/applications/@me", "/api/v10/gateway/bot", "/api/v10/applications/11/commands"] {
            assert!(Route::of(&Method::GET, path).optional, "{path}");
        }
        assert!(!Route::of(&Method::POST, "/api/v10/channels/11/messages").optional);
    }
}
