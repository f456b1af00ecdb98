//! Answers → what people see. Pure. All wording lives in [`words`], all of Discord's size limits in [`limits`].
//!
//! [`card`] shows an answer at a glance, [`rest`] what it left out. One file per kind of answer; each writes a
//! `Draft`, and the draft decides what fits.

mod act;
mod body_id;
mod button;
mod button_id;
mod card;
mod choices;
mod compare;
mod draft;
pub mod escape;
mod faq;
mod footer;
mod grammar;
mod help;
mod ladder;
mod law;
mod learnable;
mod learner;
pub mod limits;
mod page;
mod path;
mod pay;
mod privacy;
mod recommend;
mod role;
mod short;
pub mod terminal;
mod tip;
mod titles;
mod why;
pub mod words;

#[cfg(test)]
mod tests;

use jiff::civil::Date;

pub use button::{Action, Button, Reading, Style};
pub use button_id::ButtonId;
pub use card::Card;
pub use choices::{ask_me, asking, choices, none_fits, unknown};
pub use learner::{in_public, outcome};
pub use privacy::privacy;
pub use short::collisions;
pub use why::{why, why_reading};

use crate::advisor::{Advice, Advisor, Answer, Body, Decision, Slots};
use draft::Draft;

/// The answer at a glance: about 700 characters, with a "More" button where something is left out.
pub fn card(advisor: &Advisor, answer: &Answer, today: Date) -> Card {
    draft(advisor, &answer.body, &answer.slots, today).card(&answer.body, answer.slots.level())
}

/// What [`card`] left out of an answer; `None` when it left out nothing.
pub fn rest(advisor: &Advisor, answer: &Answer, today: Date) -> Option<Card> {
    draft(advisor, &answer.body, &answer.slots, today).rest()
}

/// The card for a decision; `None` for silence.
pub fn decision(advisor: &Advisor, advice: &Advice, today: Date) -> Option<Card> {
    match &advice.decision {
        Decision::Answer(answer) => Some(card(advisor, answer, today)),
        Decision::Choose(readings) => Some(choices(readings)),
        Decision::Unknown(nearest) => Some(unknown(nearest)),
        Decision::Silence => None,
    }
}

/// Whether "Why this answer?" makes sense under it: not under small talk, and never under a hard moment.
pub fn has_why(body: &Body) -> bool {
    !matches!(body, Body::Greet | Body::Thanks | Body::Help | Body::Distress)
}

fn draft(advisor: &Advisor, body: &Body, slots: &Slots, today: Date) -> Draft {
    match body {
        Body::Page { page, focus } => page::draft(advisor, page, focus, slots, today).unwrap_or_else(gone),
        Body::Pay { role, level } => pay::draft(advisor, role.as_ref(), *level, today),
        Body::Ladder { role, level } => ladder::draft(advisor, role.as_ref(), *level),
        Body::Compare { a, b } => compare::draft(advisor, a, b).unwrap_or_else(gone),
        Body::Recommend { task, tools } => recommend::draft(advisor, task.as_deref(), tools),
        Body::Path { from, to, page } => path::draft(advisor, from.as_ref(), to, page.as_ref(), today),
        Body::Act(act) => act::draft(advisor, act),
        Body::Tip { about } => tip::draft(advisor, about.as_ref(), today),
        Body::Help => help::draft(),
        Body::Greet => plain(words::GREET),
        Body::Thanks => plain(words::THANKS),
        Body::Distress => plain(words::DISTRESS),
    }
}

/// A page that was there a moment ago, when the button was made.
fn gone() -> Draft {
    plain(words::GONE)
}

fn plain(text: &str) -> Draft {
    let mut draft = Draft::default();
    draft.say(text);
    draft
}
