//! Signpost: a self-hosted career advisor for Discord communities.
//!
//! A member asks in plain words; regex intent matchers find what they mean; a knowledge base of
//! plain files answers, with its sources. No language model and no outside account: private, the
//! same answer twice, testable to the last sentence, and fast.
//!
//! # Architecture
//!
//! ```text
//! main ─► discord ─► render ─► advisor ◄── content ◄─ main
//!             ├────► learner ─► advisor
//!             ├────► curation ─► advisor
//!             └────► store ─► records of learner and curation
//! main ─► ops ─► store
//! ```
//!
//! - [`advisor`]: text → entities → intent → decision → answer or act; the gap between two roles.
//! - [`content`]: files → a checked advisor; every problem with file, line and a suggestion.
//! - [`render`]: answers → a [`render::Card`] → Discord or the terminal. All wording, all size limits.
//! - [`discord`]: the bot. The only folder that names serenity or poise; `discord/rest` is the one way
//!   out to Discord's HTTP API, `discord/gateway` keeps the session that serenity reads through a relay.
//! - [`playground`]: a small Discord on loopback, for `signpost playground` and for the tests.
//! - [`learner`], [`curation`]: what a person wants and knows; what a server's moderators add and decide. Pure.
//! - [`store`]: records, durable before anybody is told so. The only folder that names sled.
//! - [`ops`]: replay, the terminal front end, health and metrics; the control socket, and what the operator asks of the
//!   data through it.
//! - [`clock`], [`config`]: the only readers of the time and of the environment.
//!
//! # Invariants (held by `tests/it/architecture.rs`)
//!
//! 1. `advisor`, `learner`, `curation`, `render` and `playground/world` do no I/O, know no clock (time comes in as an
//!    argument) and no async. `advisor` imports nothing else of ours.
//! 2. `SystemTime::now`, `Instant::now` and `Utc::now` appear in `clock.rs` only; the environment is
//!    read in `config.rs` only.
//! 3. serenity and poise appear in `discord/` only (the log's filter names them, too), sled in `store/` only.
//! 4. Nothing but the `signpost` binary and the tests imports `discord` or `playground`.
//!
//! Kept by habit, not by a test: every string a person reads comes from `knowledge/`, `render/words.rs`, the labels of
//! choices in `advisor/label.rs` or a user-facing error.

pub mod advisor;
pub mod clock;
pub mod config;
pub mod content;
pub mod curation;
pub mod discord;
pub mod learner;
pub mod ops;
pub mod playground;
pub mod render;
pub mod store;
