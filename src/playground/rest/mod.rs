//! The HTTP API: one door for every request, behind it a table of routes.

mod about;
mod body;
mod channels;
mod commands;
mod door;
mod guilds;
mod interactions;
mod routes;

use serde::Serialize;
use serde_json::Value;

use super::world::id::Id;
use super::world::{File, Problem, World};

pub(crate) use door::enter;

/// A request and its answer, as they went over the wire.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Exchange {
    /// When it came, in milliseconds since 1970.
    pub at_ms: u64,
    /// `POST`.
    pub method: String,
    /// The route it met, `/channels/{channel_id}/messages`; `?` before a path that met none.
    pub route: String,
    /// The path as it came, below `/api/v10`.
    pub path: String,
    /// What stood behind the question mark.
    pub query: String,
    /// The JSON body, if there was one.
    pub request: Option<Value>,
    /// The status answered; 0 when the connection was dropped or left hanging instead.
    pub status: u16,
    /// The JSON answer, if there was one.
    pub response: Option<Value>,
    /// Whether the answer was trouble on order, and not Discord's rules.
    pub fault: bool,
}

/// A request that met a route.
#[derive(Debug)]
pub(crate) struct Call {
    params: Vec<(&'static str, String)>,
    query: Vec<(String, String)>,
    body: Value,
    files: Vec<File>,
    gateway: GatewayFacts,
}

/// What `GET /gateway/bot` tells.
#[derive(Clone, Debug)]
struct GatewayFacts {
    url: String,
    remaining: usize,
    reset_after_ms: u64,
    total: usize,
    max_concurrency: usize,
}

/// A good answer.
#[derive(Debug)]
pub(crate) struct Answer {
    status: u16,
    body: Option<Value>,
}

/// What stands behind a route.
type Handler = fn(&mut World, &Call) -> Result<Answer, Problem>;

impl Call {
    fn text(&self, name: &str) -> &str {
        self.params.iter().find(|(key, _)| *key == name).map_or("", |(_, value)| value)
    }

    fn id(&self, name: &str) -> Result<Id, Problem> {
        let text = self.text(name);
        let wrong = || Problem::form(name, "NUMBER_TYPE_COERCE", format!("Value \"{text}\" is not snowflake."));
        text.parse().map_err(|_| wrong())
    }

    fn asked(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Whether a switch in the query is on; clients write it in several ways.
    fn is_on(&self, name: &str) -> bool {
        matches!(self.asked(name), Some("true" | "True" | "1"))
    }
}

impl Answer {
    fn ok(body: impl Into<Value>) -> Self {
        Self { status: 200, body: Some(body.into()) }
    }

    fn created(body: Value) -> Self {
        Self { status: 201, body: Some(body) }
    }

    fn nothing() -> Self {
        Self { status: 204, body: None }
    }
}
