//! Conversations in bad weather: what the bot does when Discord does not do its part.

mod another_server;
mod content;
mod events;
mod gateway;
mod http;
mod interactions;
#[cfg(unix)]
mod process;
mod stopping;
mod weather;
