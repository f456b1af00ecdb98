//! From a reading to a card with the buttons that fit where it is shown.

use serenity::all::{ChannelId, GuildId, UserId};

use super::app::App;
use crate::advisor::{Advice, Answer, Asked, Body, Decision, Question};
use crate::render::{self, Action, Button, Card, Reading, words};

/// Who asks, and where.
#[derive(Clone, Copy, Debug)]
pub(super) struct Asker {
    pub(super) channel: ChannelId,
    pub(super) person: UserId,
    /// The server; `None` in a direct message.
    pub(super) guild: Option<GuildId>,
}

impl App {
    /// What the advisor makes of a message, with this person's last minutes in mind.
    pub(super) fn advise(&self, text: &str, addressed: bool, asker: Asker) -> Advice {
        let recent = self.conversations.recent(asker.channel, asker.person, self.clock.monotonic());
        self.advisor.load().advise(&Question::new(text), &Asked { addressed, recent })
    }

    /// The card of an answer, which becomes part of the conversation. The server's own tips ride along.
    pub(super) async fn card(&self, answer: &Answer, asker: Asker) -> Card {
        self.note(answer, asker);
        self.vitals.answered(answer.intent.as_str());
        let curated = self.curated_in(asker.guild).await;
        let card = render::card_here(&self.advisor.load(), answer, self.clock.today(), &curated.here());
        self.fitting(card)
    }

    /// The card of a decision that is no answer; `None` is silence. The server's home pack comes first in it.
    pub(super) async fn question_back(&self, mut advice: Advice, asker: Asker) -> Option<Card> {
        let (advisor, curated) = (self.advisor.load_full(), self.curated_in(asker.guild).await);
        if let Decision::Choose(choices) = &mut advice.decision {
            curated.here().home_first(&advisor, choices);
        }
        render::decision(&advisor, &advice, self.clock.today())
    }

    /// What was asked becomes part of the conversation.
    pub(super) fn note(&self, answer: &Answer, asker: Asker) {
        self.conversations.note(asker.channel, asker.person, self.clock.monotonic(), answer);
    }

    /// The card of an answer that names no intent: a look-up, a button.
    pub(super) async fn show(&self, body: Body, asker: Asker) -> Card {
        let answer = self.advisor.load().show(body);
        self.card(&answer, asker).await
    }

    /// Leaves out buttons for what this bot can't do.
    pub(super) fn fitting(&self, card: Card) -> Card {
        if self.records.is_some() { card } else { card.without(Action::is_on_record) }
    }
}

/// Whether it may be posted for everybody.
pub(super) fn may_share(body: &Body) -> bool {
    render::has_why(body) && !matches!(body, Body::Act(_))
}

/// What an ambient message gets: only a sure answer, and never one that touches anybody's record.
pub(super) fn ambient(decision: &Decision) -> Option<&Answer> {
    match decision {
        Decision::Answer(answer) if !matches!(answer.body, Body::Act(_) | Body::Distress) => Some(answer),
        _ => None,
    }
}

/// "Why this answer?", from the question replied to, or from a reading.
pub(super) fn why_button(reading: Option<Reading>) -> Button {
    Button::new(words::WHY, Action::Why(reading))
}

/// "Share".
pub(super) fn share_button() -> Button {
    Button::new(words::SHARE, Action::Share)
}

/// "Dismiss".
pub(super) fn dismiss_button() -> Button {
    Button::new(words::DISMISS, Action::Dismiss)
}
