//! What moderators read: tips, settings, pushes, the audit, first contact. What members read of it, too.

mod commands;
mod notices;
mod posting;
mod settings;
mod telling;
mod tips;

pub use commands::*;
pub use notices::*;
pub use posting::*;
pub use settings::*;
pub use telling::*;
pub use tips::*;

/// A moderators' command in a direct message.
pub const ONLY_IN_SERVERS: &str = "That works in servers only. Use it in the one that you moderate.";
/// Somebody who is no moderator here.
pub const NOT_A_MODERATOR: &str = "That is for this server's moderators: people with Administrator, Manage Server or Manage Messages, or with a role that they chose in `/curate settings`.";
/// There is no store.
pub const KEEPS_NOTHING: &str = "I can't keep anything here: this bot runs without a place to keep things.";
/// The same interaction once more.
pub const DONE_BEFORE: &str = "That was done before; once is enough.";
/// The store can't be reached, or others were faster too often.
pub const STORE_DOWN: &str =
    "I can't get at my notes right now, so nothing was changed. Please try again in a while; questions I still answer.";
/// The store takes no writes.
pub const STORE_READ_ONLY: &str = "I can't write anything down right now, so nothing was changed. Please try again in a while; questions I still answer.";
/// A write may or may not have been made.
pub const STORE_UNSURE: &str =
    "My disk failed as I wrote that down, so I'm not sure that it was kept. Please look again in a while.";
/// A record can't be read.
pub const UNREADABLE: &str =
    "This server's entry is there, but I can't read it; nothing was changed. Please tell whoever runs this bot.";
