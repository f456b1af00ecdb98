//! What the sockets and the driver share: the world, the gateway sessions, and the trouble on order.

use std::net::SocketAddr;
use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::sync::{Notify, broadcast};
use tokio_util::sync::CancellationToken;

use super::driver::Options;
use super::fault::Faults;
use super::gateway::Sessions;
use super::rest::Exchange;
use super::world::rate::Limits;
use super::world::{Effect, PlaygroundEvent, World};
use crate::clock::Clock;

/// Requests kept for `traffic`; older ones are forgotten.
const KEPT: usize = 50_000;

/// The shared inside of a playground.
#[derive(Debug)]
pub(crate) struct Inside {
    world: Mutex<World>,
    sessions: Mutex<Sessions>,
    faults: Mutex<Faults>,
    traffic: Mutex<Vec<Exchange>>,
    pub(crate) limits: Option<Mutex<Limits>>,
    pub(crate) token: Mutex<TokenRule>,
    pub(crate) clock: Clock,
    pub(crate) address: SocketAddr,
    pub(crate) heartbeat_ms: u64,
    /// Identifies allowed within five seconds.
    pub(crate) max_concurrency: usize,
    pub(crate) news: broadcast::Sender<PlaygroundEvent>,
    /// Rung when an interaction may have a new deadline.
    pub(crate) deadline: Notify,
    pub(crate) stop: CancellationToken,
}

/// Which tokens the bot may come with.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum TokenRule {
    Any,
    Only(String),
    Revoked,
}

impl TokenRule {
    /// Whether this is a good token; `Bot ` before it does not matter.
    pub(crate) fn accepts(&self, token: &str) -> bool {
        let token = token.strip_prefix("Bot ").unwrap_or(token);
        match self {
            Self::Any => !token.is_empty(),
            Self::Only(only) => token == only,
            Self::Revoked => false,
        }
    }
}

/// Locks; a panic elsewhere while it was held is that test's failure and not this one's.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Inside {
    pub(crate) fn new(world: World, address: SocketAddr, options: &Options) -> Self {
        Self {
            world: Mutex::new(world),
            sessions: Mutex::default(),
            faults: Mutex::default(),
            traffic: Mutex::default(),
            limits: options.rate_limits.then(Mutex::default),
            token: Mutex::new(options.token.clone().map_or(TokenRule::Any, TokenRule::Only)),
            clock: options.clock.clone(),
            address,
            heartbeat_ms: u64::try_from(options.heartbeat.as_millis()).unwrap_or(u64::MAX).max(1),
            max_concurrency: options.max_concurrency,
            news: broadcast::Sender::new(4096),
            deadline: Notify::new(),
            stop: CancellationToken::new(),
        }
    }

    /// Acts on the world at this moment, then tells the gateway and those who watch, in order.
    pub(crate) fn act<R>(&self, act: impl FnOnce(&mut World) -> R) -> R {
        let mut world = lock(&self.world);
        world.at(self.clock.now_ms()).expire_interactions();
        let result = act(&mut world);
        let waiting = world.next_deadline().is_some();
        let effects = world.take_effects();
        if !effects.is_empty() {
            let mut sessions = lock(&self.sessions);
            for effect in effects {
                match effect {
                    Effect::Dispatch(dispatch) => sessions.dispatch(&dispatch),
                    // Nobody watching is fine.
                    Effect::News(news) => drop(self.news.send(news)),
                }
            }
        }
        drop(world);
        if waiting {
            self.deadline.notify_one();
        }
        result
    }

    /// Works on the gateway sessions while the world stands still, so that no event falls in between.
    pub(crate) fn with_sessions<R>(&self, work: impl FnOnce(&mut World, &mut Sessions) -> R) -> R {
        let mut world = lock(&self.world);
        world.at(self.clock.now_ms());
        work(&mut world, &mut lock(&self.sessions))
    }

    pub(crate) fn faults(&self) -> MutexGuard<'_, Faults> {
        lock(&self.faults)
    }

    pub(crate) fn record(&self, exchange: Exchange) {
        let mut traffic = lock(&self.traffic);
        if traffic.len() == KEPT {
            traffic.drain(..KEPT / 2);
        }
        traffic.push(exchange);
    }

    pub(crate) fn traffic(&self) -> Vec<Exchange> {
        lock(&self.traffic).clone()
    }

    pub(crate) fn gateway_url(&self) -> String {
        format!("ws://{}/gateway", self.address)
    }

    /// Runs until stopped: wakes when an interaction has gone unanswered for three seconds.
    pub(crate) async fn watch_deadlines(&self) {
        loop {
            let next = lock(&self.world).next_deadline();
            let now = self.clock.now_ms();
            let wait = next.map(|at| std::time::Duration::from_millis(at.saturating_sub(now)));
            tokio::select! {
                () = self.stop.cancelled() => return,
                () = self.deadline.notified() => {}
                () = async {
                    match wait {
                        Some(wait) => self.clock.sleep(wait).await,
                        None => std::future::pending().await,
                    }
                } => self.act(|_| ()),
            }
        }
    }
}
