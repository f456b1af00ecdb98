//! What a person wants and what they have learned, and what follows from it. Pure.
//!
//! `record` changes what is kept, `standing` says how far it reaches toward the goal, [`carry_out`] does what somebody
//! asked for and says what came of it.

mod acts;
mod record;
mod standing;

#[cfg(test)]
mod tests;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::advisor::{Level, PageId};

pub use acts::{Outcome, carry_out, undo};
pub use record::Marked;
pub use standing::{Next, Reason, Standing};

/// The most things one person can mark as learned: more than there are pages, and well under a record's size.
pub const MOST_LEARNED: usize = 500;

/// One person's record: the same in every server and in private messages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Learner {
    /// The role aimed at.
    pub goal: Option<Goal>,
    /// Skills and tools learned, in the order they were marked; each once.
    pub learned: Vec<Learned>,
    /// The server whose tips apply in private messages.
    pub home: Option<u64>,
}

/// The role a person aims at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Goal {
    /// The role.
    pub role: PageId,
    /// The level aimed at.
    pub level: Option<Level>,
    /// The day it was set.
    pub since: Date,
}

/// A skill or tool learned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Learned {
    /// The skill or tool.
    pub page: PageId,
    /// The day it was marked.
    pub on: Date,
    /// Which call marked it: its moment in milliseconds since 1970, which is what "Undo" names.
    pub call: u64,
}

/// When something is done: handed in, for there is no clock here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// The day.
    pub day: Date,
    /// Milliseconds since 1970.
    pub ms: u64,
}
