//! Trouble on order: what the HTTP API and the gateway do wrong, and how often.

use std::time::Duration;

/// How often a fault strikes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Times {
    /// The next so many.
    Next(u32),
    /// Until healed.
    Always,
}

impl Times {
    /// Counts one strike; false when there are none left.
    fn strike(&mut self) -> bool {
        match self {
            Self::Always => true,
            Self::Next(0) => false,
            Self::Next(left) => {
                *left -= 1;
                true
            }
        }
    }
}

/// Whose limit a 429 speaks of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Scope {
    /// This bot's, on this route.
    User,
    /// Everybody's, on this resource; it does not count against the bot.
    Shared,
    /// This bot's, on all routes.
    Global,
}

impl Scope {
    /// Discord's word for it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::Shared => "shared",
            Self::Global => "global",
        }
    }
}

/// What goes wrong with a request.
#[derive(Clone, Debug, PartialEq)]
pub enum Trouble {
    /// 429 with Discord's JSON body and headers.
    TooMany {
        /// Whose limit.
        scope: Scope,
        /// How long to wait.
        retry_after: Duration,
    },
    /// 429 with a page of HTML and no Discord headers, as from the network in front of it.
    Blocked,
    /// This status; nothing is carried out.
    Status(u16),
    /// The request is read and never answered.
    Hang,
    /// The request is carried out, after this long.
    Slow(Duration),
    /// The request is carried out, and answered with this status all the same.
    DoneThenStatus(u16),
    /// The request is carried out, and the connection dropped without an answer.
    DoneThenDropped,
    /// The connection is dropped; nothing is carried out.
    Dropped,
    /// The request is carried out, and its answer ends half way.
    Truncated,
}

/// Trouble on a route, for some requests.
#[derive(Clone, Debug, PartialEq)]
pub struct Fault {
    route: Option<String>,
    times: Times,
    trouble: Trouble,
}

impl Fault {
    /// On one route, written `POST /channels/{channel_id}/messages`; strikes once unless told otherwise.
    pub fn on(route: &str, trouble: Trouble) -> Self {
        Self { route: Some(route.to_owned()), times: Times::Next(1), trouble }
    }

    /// On every route.
    pub fn everywhere(trouble: Trouble) -> Self {
        Self { route: None, times: Times::Next(1), trouble }
    }

    /// Strikes so many requests.
    #[must_use]
    pub fn times(self, times: u32) -> Self {
        Self { times: Times::Next(times), ..self }
    }

    /// Strikes until healed.
    #[must_use]
    pub fn always(self) -> Self {
        Self { times: Times::Always, ..self }
    }
}

/// What goes wrong with the gateway.
#[derive(Clone, Debug, PartialEq)]
pub enum GatewayFault {
    /// Live connections end without a close frame.
    Drop,
    /// Live connections are closed with this code.
    Close(u16),
    /// New connections are closed with this code before hello.
    CloseOnConnect(u16, Times),
    /// Identifies are answered by closing with this code.
    CloseOnIdentify(u16, Times),
    /// Live connections are told to reconnect (op 7).
    Reconnect,
    /// Live sessions are invalid (op 9), resumable or not.
    Invalid(bool),
    /// Heartbeats get no answer any more.
    NoAcks,
    /// Live connections stay open, and nothing is read or written on them.
    Freeze,
    /// New connections are accepted and never become `WebSocket`s.
    NeverUpgrade(Times),
    /// New connections are dropped at once: the gateway is gone.
    Gone(Times),
    /// Hello comes this much late.
    LateHello(Duration, Times),
    /// Resumes are answered with op 9, not resumable.
    RefuseResume(Times),
    /// A text frame as it stands, on live connections.
    Raw(String),
    /// An event of this name and payload, as if the world had sent it.
    Event(String, serde_json::Value),
    /// Every event is sent twice.
    Twice,
    /// Live connections are asked for a heartbeat (op 1).
    AskHeartbeat,
}

/// The trouble that stands.
#[derive(Debug, Default)]
pub(crate) struct Faults {
    rest: Vec<Fault>,
    pub(crate) lacking: Vec<String>,
    standing: Vec<GatewayFault>,
}

impl Faults {
    pub(crate) fn add(&mut self, fault: Fault) {
        self.rest.push(fault);
    }

    /// The trouble this request is in, if any. The oldest fault that fits strikes.
    pub(crate) fn strike(&mut self, route: &str) -> Option<Trouble> {
        let fits = |fault: &&mut Fault| fault.route.as_deref().is_none_or(|wanted| wanted == route);
        let found =
            self.rest.iter_mut().filter(fits).find_map(|fault| fault.times.strike().then(|| fault.trouble.clone()));
        self.rest.retain(|fault| fault.times != Times::Next(0));
        found
    }

    pub(crate) fn stand(&mut self, fault: GatewayFault) {
        self.standing.push(fault);
    }

    /// The standing gateway fault `want` picks, counted down.
    pub(crate) fn strike_gateway<R>(&mut self, want: impl Fn(&GatewayFault) -> Option<R>) -> Option<R> {
        let found = self.standing.iter_mut().find_map(|fault| {
            let picked = want(fault)?;
            let times = match fault {
                GatewayFault::CloseOnConnect(_, times)
                | GatewayFault::CloseOnIdentify(_, times)
                | GatewayFault::NeverUpgrade(times)
                | GatewayFault::Gone(times)
                | GatewayFault::LateHello(_, times)
                | GatewayFault::RefuseResume(times) => times.strike(),
                _ => true,
            };
            times.then_some(picked)
        });
        self.standing.retain(|fault| {
            !matches!(
                fault,
                GatewayFault::CloseOnConnect(_, Times::Next(0))
                    | GatewayFault::CloseOnIdentify(_, Times::Next(0))
                    | GatewayFault::NeverUpgrade(Times::Next(0))
                    | GatewayFault::Gone(Times::Next(0))
                    | GatewayFault::LateHello(_, Times::Next(0))
                    | GatewayFault::RefuseResume(Times::Next(0))
            )
        });
        found
    }

    /// Ends all trouble that stands; connections already lost stay lost.
    pub(crate) fn heal(&mut self) {
        self.rest.clear();
        self.standing.clear();
    }
}
