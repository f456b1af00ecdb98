//! The gateway: sessions that survive their connections, and the connections.

mod identify;
mod packer;
mod session;
mod socket;

pub use session::Counts;
pub(crate) use session::{Out, Sessions};
pub(crate) use socket::upgrade;
