//! Our own session with Discord's gateway, and the relay through which serenity reads it.
//!
//! serenity 0.12 connects without a timeout, hides Hello and most close codes, resumes at the wrong
//! address, and throws the session away when an acknowledgement is late. So the session is kept here:
//! `address` asks where the gateway is, `keeper` holds a connection (`link`) open for as long as the bot
//! runs, `close` knows what a close code means, `session` what Discord must be told. `relay` is a gateway
//! on loopback that never fails; serenity connects to it and sees one long, quiet session.

mod address;
mod close;
mod frame;
mod keeper;
mod link;
mod pulse;
mod relay;
mod session;

pub(super) use address::find;
pub(super) use keeper::{Content, Keeper};
pub(super) use pulse::{Pulse, Quiet, TICK};
pub(super) use relay::Relay;
