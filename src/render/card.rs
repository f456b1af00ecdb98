//! A card: what an answer looks like before Discord or the terminal shows it.

use super::button::{Action, Button};

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

impl Card {
    /// A card that is one plain line.
    pub fn line(text: impl Into<String>) -> Self {
        super::limits::fit(Self { body: text.into(), ..Self::default() })
    }

    /// The same card and one more button.
    #[must_use]
    pub fn with(mut self, button: Button) -> Self {
        self.buttons.push(button);
        self
    }

    /// The same card without buttons that do what `unwanted` says.
    #[must_use]
    pub fn without(mut self, unwanted: impl Fn(&Action) -> bool) -> Self {
        self.buttons.retain(|button| !unwanted(&button.action));
        self
    }

    /// Whether it is short enough, and plain enough, to be shown as a message without a frame.
    pub fn is_plain(&self) -> bool {
        self.title.is_none() && self.footer.is_none()
    }
}
