//! Conversations in bad weather: what the bot does when Discord does not do its part.

mod another_server;
mod content;
mod events;
mod gateway;
mod http;
mod stopping;
mod weather;
