//! The bot. The only folder that names serenity or poise.
//!
//! [`run`] takes it from a token to an [`Exit`]. Inside, in the order a message meets them:
//!
//! - `gateway`: our own session with Discord's gateway; serenity reads it through a relay on loopback.
//! - `doorway`: every event comes in here once; panics stop here.
//! - `messages`, `buttons`, `commands`: what the bot does about it. `app` is what they share: `places` (channels and
//!   our permissions), `conversation`, `replies`.
//! - `curating`: what a server's moderators add and decide; servers that come and go.
//! - `hearing`: whom a message speaks to. `answering`: from a reading to a card. `wire`, `send`: how a card leaves.
//! - `rest`: the one way out to Discord's HTTP API.
//!
//! `run` starts and stops all of it; `registration`, `watchdog` and `catch_up` are its chores. `checkup` asks what a token
//! is good for, without connecting.

mod answering;
mod apology;
mod app;
mod application;
mod buttons;
mod catch_up;
mod checkup;
mod commands;
mod conversation;
mod curating;
mod doorway;
mod ending;
mod error;
mod gateway;
mod hearing;
mod hush;
mod messages;
mod places;
mod privacy;
mod registration;
mod remembering;
mod repair;
mod replies;
mod rest;
mod run;
mod seen;
mod send;
mod start;
mod vitals;
mod watchdog;
mod why;
mod wire;

pub use checkup::{Checkup, TokenCheck, check_up};
pub use run::{Exit, Options, run};
pub use vitals::Vitals;
