//! A message, cleaned and folded once.

use super::page::PageId;

/// A message, cleaned: mentions, links, code, quotes and invisible characters out; NFKC; folded.
#[derive(Clone, Debug)]
pub struct Question {
    folded: String,
}

impl Question {
    /// Cleans and folds a message.
    pub fn new(text: &str) -> Self {
        Self { folded: text.to_lowercase() }
    }

    /// The folded text.
    pub fn folded(&self) -> &str {
        &self.folded
    }
}

/// How a message was asked.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// Addressed to the bot, or ambient in a channel it listens to.
    pub addressed: bool,
    /// Pages this person asked about in this conversation in the last minutes, latest first.
    pub recent: Vec<PageId>,
}
