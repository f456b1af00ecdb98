//! A card: what an answer looks like before Discord or the terminal shows it.

use super::button::Button;

/// One answer, ready to show. Text is Discord Markdown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Card {
    /// The heading, plain text.
    pub title: Option<String>,
    /// The answer.
    pub body: String,
    /// The small print: sources and dates. Without Markdown's `-# `.
    pub footer: Option<String>,
    /// Buttons, at most 25; the edge lays them out five to a row.
    pub buttons: Vec<Button>,
}
