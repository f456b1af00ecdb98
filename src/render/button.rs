//! Buttons: what they say and what a press does. Their ids are in [`super::button_id`].

use super::Curate;
use crate::advisor::{Advisor, Answer, Body, Choice, IntentId, Level, PageId, Slots};

/// A button on a card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Button {
    /// What it says, at most 80 characters.
    pub label: String,
    /// How it looks.
    pub style: Style,
    /// What a press does.
    pub action: Action,
}

impl Button {
    /// A plain button.
    pub fn new(label: impl Into<String>, action: Action) -> Self {
        Self { label: label.into(), style: Style::Plain, action }
    }

    /// The one thing most people want next.
    pub fn primary(label: impl Into<String>, action: Action) -> Self {
        Self { label: label.into(), style: Style::Primary, action }
    }
}

/// How a button looks. Never the only carrier of meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Style {
    /// The one thing most people want next.
    Primary,
    /// Everything else.
    #[default]
    Plain,
    /// What can't be taken back.
    Danger,
}

/// What a press does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// Show an answer to the presser.
    Show(Body),
    /// Show what this answer left out.
    More {
        /// The answer.
        body: Body,
        /// The level it was asked for, which some answers show too.
        level: Option<Level>,
    },
    /// Turn the card into another answer: a name that was typed, settled by a press.
    Turn(Body),
    /// Answer with this reading.
    Choose(Reading),
    /// None of the choices fits.
    NoneOfThese,
    /// Make a role the presser's goal.
    Goal {
        /// The role.
        role: PageId,
        /// The level aimed at.
        level: Option<Level>,
    },
    /// Mark a skill or tool as learned by the presser.
    Learned(PageId),
    /// Take back what one call marked: the call's moment in milliseconds since 1970.
    Undo(u64),
    /// Show the presser how far they are.
    Progress,
    /// Show the presser what comes next.
    Next,
    /// Erase everything that is kept about the presser.
    Erase,
    /// Say why the bot answered as it did: from the question replied to, else from the reading that is kept here.
    Why(Option<Reading>),
    /// Post a private answer in the channel.
    Share,
    /// Take the bot's answer away.
    Dismiss,
    /// Show another tip: the one of that number.
    NextTip {
        /// What it is about.
        about: Option<PageId>,
        /// Its number; after the last comes the first again.
        at: u16,
    },
    /// Something that only moderators may do; looked up at the press.
    Curate(Curate),
}

impl Action {
    /// Only the person it was made for may press it. Everything else shows something to whoever presses.
    pub fn is_personal(&self) -> bool {
        let made_for_one = matches!(
            self,
            Self::Choose(_) | Self::Turn(_) | Self::NoneOfThese | Self::Share | Self::Dismiss | Self::Curate(_)
        );
        made_for_one || self.is_on_record()
    }

    /// It reads or changes what is kept about the presser.
    pub fn is_on_record(&self) -> bool {
        matches!(self, Self::Goal { .. } | Self::Learned(_) | Self::Undo(_) | Self::Progress | Self::Next | Self::Erase)
    }
}

/// A reading of a question, without the words of its button.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The intent.
    pub intent: IntentId,
    /// Its slots.
    pub slots: Slots,
    /// The page it is about.
    pub topic: Option<PageId>,
}

impl Reading {
    /// The answer to it, with today's pages; `None` when they are gone.
    pub fn answer(&self, advisor: &Advisor) -> Option<Answer> {
        advisor.answer(&self.intent, &self.slots, self.topic.as_ref())
    }
}

impl From<&Answer> for Reading {
    fn from(answer: &Answer) -> Self {
        Self { intent: answer.intent.clone(), slots: answer.slots.clone(), topic: answer.topic.clone() }
    }
}

impl From<&Choice> for Reading {
    fn from(choice: &Choice) -> Self {
        Self { intent: choice.intent.clone(), slots: choice.slots.clone(), topic: choice.topic.clone() }
    }
}
