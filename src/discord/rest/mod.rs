//! The one way out to Discord's HTTP API.
//!
//! serenity's requests come in over loopback (`forwarder`), our own directly ([`Rest::get`], [`Rest::put`]);
//! both leave through [`Rest::send`], where every rule lives: `route` says what a request is, `body` takes
//! the mentions out and puts the nonce in, `limits` waits for buckets and pauses, `breaker` stops before
//! Discord bars us, `retry` decides what is sent again.

mod body;
mod breaker;
mod forwarder;
mod limits;
mod retry;
mod route;
mod send;

use std::sync::Arc;
use std::sync::Mutex;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use axum::body::Bytes;
use reqwest::header::{AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderValue, InvalidHeaderValue};
use reqwest::{Client, Method, redirect};
use secrecy::{ExposeSecret, SecretString};
use serde_json::Value;

use crate::clock::Clock;

use super::ending::Ending;
use super::vitals::Vitals;
use breaker::Breaker;
use limits::Limits;

pub(super) use forwarder::Forwarder;
pub(super) use send::token_refused;

/// Discord's own address.
const DISCORD: &str = "https://discord.com";
/// How Discord wants to be told who calls.
const USER_AGENT: &str = concat!("DiscordBot (signpost, ", env!("CARGO_PKG_VERSION"), ")");

/// A request on its way out.
#[derive(Clone, Debug)]
pub(super) struct Call {
    pub(super) method: Method,
    /// Path and query, `/api/v10/…`.
    pub(super) path: String,
    /// Authorisation, content type and audit-log reason; nothing else leaves.
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
}

/// An answer, Discord's or our own when nothing could be sent.
#[derive(Clone, Debug)]
pub(super) struct Reply {
    pub(super) status: u16,
    pub(super) content_type: Option<HeaderValue>,
    pub(super) body: Bytes,
}

impl Reply {
    /// The body, if the request succeeded and the body is JSON.
    pub(super) fn json(&self) -> Option<Value> {
        (200..300).contains(&self.status).then(|| serde_json::from_slice(&self.body).ok()).flatten()
    }
}

/// The way out. Cheap to clone.
#[derive(Clone, Debug)]
pub(super) struct Rest(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    /// Where requests go, without a trailing slash.
    base: String,
    /// Whether that is Discord itself.
    is_discord: bool,
    /// What our requests are authorised with; the forwarder takes no others.
    authorization: HeaderValue,
    /// For everything but first responses.
    client: Client,
    /// First responses have their own connections: they have three seconds and wait behind nobody.
    urgent: Client,
    limits: Limits,
    breaker: Mutex<Breaker>,
    /// The token was refused; nothing leaves any more.
    revoked: AtomicBool,
    clock: Clock,
    vitals: Arc<Vitals>,
    ending: Ending,
}

/// Why there is no way out.
#[derive(Debug, thiserror::Error)]
pub(super) enum SetUpError {
    #[error(
        "The token holds a character that cannot be sent. Copy it again from the developer portal: Bot → Reset Token."
    )]
    Token(#[from] InvalidHeaderValue),
    #[error("Cannot set up HTTPS: {0}. Check the system's network and TLS settings.")]
    Client(#[from] reqwest::Error),
}

impl Rest {
    /// A way out to `api`, or to Discord.
    pub(super) fn new(
        token: &SecretString,
        api: Option<&str>,
        clock: Clock,
        vitals: Arc<Vitals>,
        ending: Ending,
    ) -> Result<Self, SetUpError> {
        let mut authorization = HeaderValue::from_str(&bot(token))?;
        authorization.set_sensitive(true);
        let client = || {
            let builder = Client::builder()
                .user_agent(USER_AGENT)
                .connect_timeout(Duration::from_secs(3))
                .tcp_keepalive(Duration::from_secs(30))
                // A redirect would carry the request to an address nobody chose.
                .redirect(redirect::Policy::none());
            // With another server named, nothing goes anywhere else, a proxy of the environment included.
            if api.is_some() { builder.no_proxy() } else { builder }.build()
        };
        Ok(Self(Arc::new(Inner {
            base: api.unwrap_or(DISCORD).trim_end_matches('/').to_owned(),
            is_discord: api.is_none(),
            authorization,
            client: client()?,
            urgent: client()?,
            limits: Limits::new(clock.clone()),
            breaker: Mutex::default(),
            revoked: AtomicBool::new(false),
            clock,
            vitals,
            ending,
        })))
    }

    /// Where requests go.
    pub(super) fn base(&self) -> &str {
        &self.0.base
    }

    /// Whether that is Discord itself.
    pub(super) fn is_discord(&self) -> bool {
        self.0.is_discord
    }

    /// Asks for `path` (below `/api/v10`).
    pub(super) async fn get(&self, path: &str) -> Reply {
        self.send(self.call(Method::GET, path, Bytes::new())).await
    }

    /// Puts `body` at `path` (below `/api/v10`).
    pub(super) async fn put(&self, path: &str, body: &Value) -> Reply {
        self.send(self.call(Method::PUT, path, Bytes::from(body.to_string()))).await
    }

    fn call(&self, method: Method, path: &str, body: Bytes) -> Call {
        let mut headers = HeaderMap::new();
        headers.insert(AUTHORIZATION, self.0.authorization.clone());
        if !body.is_empty() {
            headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        }
        Call { method, path: format!("/api/v10{path}"), headers, body }
    }
}

/// What serenity reaches the forwarder with: never through a proxy of the environment, and not waiting for ever.
pub(super) fn loopback_client() -> Result<Client, SetUpError> {
    Ok(Client::builder().no_proxy().timeout(Duration::from_secs(60)).build()?)
}

/// The token as Discord wants it in a header.
pub(super) fn bot(token: &SecretString) -> String {
    let token = token.expose_secret().trim();
    if token.starts_with("Bot ") || token.starts_with("Bearer ") { token.to_owned() } else { format!("Bot {token}") }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use secrecy::SecretString;

    use super::{Rest, bot};
    use crate::clock::Clock;
    use crate::discord::ending::Ending;
    use crate::discord::vitals::Vitals;

    fn rest(token: &str) -> Result<Rest, super::SetUpError> {
        let vitals = Arc::new(Vitals::new());
        Rest::new(&SecretString::from(token), None, Clock::system(), vitals, Ending::new())
    }

    #[tokio::test]
    async fn the_way_out_is_discords_unless_another_is_named() {
        let rest = rest("a.b.c").unwrap();
        assert_eq!((rest.base(), rest.is_discord()), ("https://discord.com", true));
        assert!(!format!("{rest:?}").contains("a.b.c"), "{rest:?}");
    }

    #[tokio::test]
    async fn a_token_that_cannot_be_sent_is_said_in_words() {
        assert!(rest("a\nb").unwrap_err().to_string().contains("Reset Token"));
    }

    #[test]
    fn a_token_may_come_with_its_kind() {
        assert_eq!(bot(&SecretString::from(" x ")), "Bot x");
        assert_eq!(bot(&SecretString::from("Bot x")), "Bot x");
    }
}
