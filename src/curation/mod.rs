//! What a server's moderators add and decide. Pure.
//!
//! This file holds the records; [`tip`] what a tip must keep to, `settings` what a decision changes, [`outbox`] how a
//! message is sent once.

pub mod outbox;
mod settings;
pub mod tip;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::advisor::PageId;

pub use settings::{Decided, Field, MOST, MOST_DISTRESS_TEXT, MOST_RETENTION_DAYS, RETENTION_DAYS};
pub use tip::TipId;

/// A person as a record may name them: made from their id with this installation's secret, never the id itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Pseudonym(pub [u8; 16]);

/// What a server's moderators have decided. One a server.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    /// Channels where ambient answers are on; `None` until a moderator has said, so that `SIGNPOST_CHANNELS` holds.
    pub channels: Option<Vec<u64>>,
    /// Roles whose members are moderators here, besides those with the permissions for it.
    pub moderator_roles: Vec<u64>,
    /// Where changes are told.
    pub log_channel: Option<u64>,
    /// How long what moderators added is kept after the bot was removed, in days; `None` is the usual 30.
    pub retention_days: Option<u16>,
    /// The pack whose pages come first here.
    pub home_pack: Option<String>,
    /// Nothing ambient is said before this time, in seconds since 1970; `u64::MAX` until somebody says otherwise.
    pub paused_until: Option<u64>,
    /// The day the bot was removed from the server: retention has started.
    pub removed: Option<Date>,
    /// Whoever can manage the server has been told how to begin.
    pub welcomed: bool,
    /// Whether the log channel is told, quietly, where somebody may need a kind word.
    pub distress_note: bool,
    /// What a message in distress is answered with that calls the bot; `None` is the bot's own line.
    pub distress_text: Option<String>,
}

/// A tip that moderators wrote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CuratedTip {
    /// At most 300 characters of Discord Markdown.
    pub text: String,
    /// Pages it rides along on; empty for a tip that fits anywhere.
    pub about: Vec<PageId>,
    /// Who wrote it; `None` once they asked to be forgotten.
    pub by: Option<Pseudonym>,
    /// The day it was written or last edited.
    pub on: Date,
}

/// One line of a server's audit: who changed what, when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditLine {
    /// When, in seconds since 1970.
    pub at: u64,
    /// Who; `None` once they asked to be forgotten.
    pub by: Option<Pseudonym>,
    /// What was done, such as `tip add`.
    pub what: String,
    /// How it was before.
    pub before: Option<String>,
    /// How it is since.
    pub after: Option<String>,
}

/// Names a line of an audit: the id of the interaction that did it, so that nothing is done twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct AuditId(u64);

impl AuditId {
    /// The line of that interaction.
    pub fn of(interaction: u64) -> Self {
        Self(interaction)
    }

    /// Its record's id: the latest line sorts first.
    pub fn bytes(self) -> [u8; 8] {
        (!self.0).to_be_bytes()
    }

    /// The line whose record has that id.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(|bytes| Self(!u64::from_be_bytes(bytes)))
    }

    /// The interaction.
    pub fn interaction(self) -> u64 {
        self.0
    }
}
