//! What every command, button and message shares.

use std::sync::Arc;

use arc_swap::ArcSwap;
use serenity::all::{FullEvent, Message};

use crate::advisor::Advisor;
use crate::clock::Clock;

use super::run::Options;
use super::vitals::Vitals;

/// The state behind every answer.
pub(crate) struct App {
    /// The advisor in force; swapped whole when content is reloaded.
    pub(crate) advisor: Arc<ArcSwap<Advisor>>,
    /// The time.
    pub(crate) clock: Clock,
    /// Names or ids of channels where ambient answers are on.
    pub(crate) channels: Vec<String>,
    /// Counters.
    pub(crate) vitals: Arc<Vitals>,
}

impl App {
    /// The state of a bot that has not connected yet.
    pub(crate) fn new(options: &Options) -> Self {
        Self {
            advisor: options.advisor.clone(),
            clock: options.clock.clone(),
            channels: options.channels.clone(),
            vitals: options.vitals.clone(),
        }
    }

    /// Notes what an event tells about servers, channels and roles. Called for every event, in order of arrival.
    pub(crate) fn observe(&self, event: &FullEvent) {
        let _ = event;
    }

    /// Whether a message speaks to the bot, so that a failure deserves an apology.
    pub(crate) fn addressed(&self, message: &Message) -> bool {
        message.guild_id.is_none()
    }
}
