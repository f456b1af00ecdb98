//! What every command, button and message shares.

use std::sync::Arc;

use arc_swap::ArcSwap;
use serenity::all::FullEvent;

use crate::advisor::Advisor;
use crate::clock::Clock;
use crate::store::Records;

use super::conversation::Conversations;
use super::curating::{Outbox, Servers};
use super::places::Places;
use super::replies::Replies;
use super::run::Options;
use super::vitals::Vitals;

/// The state behind every answer.
#[derive(Debug)]
pub(crate) struct App {
    /// The advisor in force; swapped whole when content is reloaded.
    pub(crate) advisor: Arc<ArcSwap<Advisor>>,
    /// The time.
    pub(crate) clock: Clock,
    /// Names or ids of channels where ambient answers are on.
    pub(crate) channels: Vec<String>,
    /// Counters.
    pub(crate) vitals: Arc<Vitals>,
    /// Servers and channels.
    pub(crate) places: Places,
    /// What people asked about in the last minutes.
    pub(crate) conversations: Conversations,
    /// Which reply answered which question.
    pub(crate) replies: Replies,
    /// Where goals and progress are kept; `None` where they are not.
    pub(crate) records: Option<Records>,
    /// What moderators added and decided, in memory.
    pub(super) servers: Servers,
    /// Messages that are sent once, and are being sent.
    pub(super) outbox: Outbox,
}

impl App {
    /// The state of a bot that has not connected yet.
    pub(crate) fn new(options: &Options) -> Self {
        Self {
            advisor: options.advisor.clone(),
            clock: options.clock.clone(),
            channels: options.channels.clone(),
            vitals: options.vitals.clone(),
            places: Places::default(),
            conversations: Conversations::default(),
            replies: Replies::default(),
            records: options.records.clone(),
            servers: Servers::default(),
            outbox: Outbox::default(),
        }
    }

    /// Notes what an event tells about servers, channels and roles. Called for every event, in order of arrival.
    pub(crate) fn observe(&self, event: &FullEvent) {
        self.places.observe(event);
    }
}
