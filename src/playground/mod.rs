//! A small Discord on loopback, for `signpost playground` and for the tests.
//!
//! It is written from Discord's documentation. [`world`] holds the rules and does no I/O; around it stand
//! the HTTP API (`rest`), the gateway (`gateway`), and scripted trouble (`fault`). [`Playground`] is what
//! the page and the tests hold in their hands: it acts for the people and shows what they see.

mod driver;
mod fault;
mod gateway;
mod inside;
pub mod page;
mod rest;
mod server;
mod wire;
pub mod world;

pub use driver::{Options, Playground};
pub use fault::{Fault, GatewayFault, Scope, Times, Trouble};
pub use gateway::Counts;
pub use rest::Exchange;
pub use world::id::{ChannelId, GuildId, Id, MessageId, UserId};
pub use world::{AuthorView, ChannelKind, ChannelView, MessageView, PersonView, Ping, PlaygroundEvent, Refusal};
