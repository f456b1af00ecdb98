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
mod curate_id;
mod curating;
mod draft;
pub mod escape;
mod faq;
mod footer;
mod form;
mod grammar;
mod help;
mod here;
mod history;
mod ladder;
mod law;
mod learnable;
mod learner;
pub mod limits;
pub mod notice;
mod page;
mod path;
mod pay;
mod privacy;
mod recommend;
mod role;
mod settings;
mod short;
pub mod terminal;
mod tip;
mod titles;
mod trial;
mod welcome;
mod why;
pub mod words;

#[cfg(test)]
mod tests;

use jiff::civil::Date;

pub use button::{Action, Button, Reading, Style};
pub use button_id::ButtonId;
pub use card::Card;
pub use choices::{ask_me, asking, choices, none_fits, unknown};
pub use curate_id::{Curate, Push};
pub use curating::{ask_to_remove, preview, tip_posted, tips};
pub use form::Form;
pub use here::Here;
pub use history::{history, logged};
pub use learner::{in_public, outcome};
pub use privacy::privacy;
pub use settings::{changes, pause_words, settings};
pub use short::collisions;
pub use tip::next_tip;
pub use titles::titles;
pub use trial::{Unasked, trial};
pub use welcome::welcome;
pub use why::{why, why_reading};

use crate::advisor::{Advice, Advisor, Answer, Body, Decision, Slots};
use crate::curation::MOST_DISTRESS_TEXT;
use draft::Draft;

/// The answer at a glance: about 700 characters, with a "More" button where something is left out.
pub fn card(advisor: &Advisor, answer: &Answer, today: Date) -> Card {
    card_here(advisor, answer, today, &Here::default())
}

/// The same with what only holds where it is shown.
pub fn card_here(advisor: &Advisor, answer: &Answer, today: Date, here: &Here<'_>) -> Card {
    draft_here(advisor, answer, today, here).card(&answer.body, answer.slots.level())
}

/// What [`card`] left out of an answer; `None` when it left out nothing.
pub fn rest(advisor: &Advisor, answer: &Answer, today: Date) -> Option<Card> {
    rest_here(advisor, answer, today, &Here::default())
}

/// What [`card_here`] left out of an answer; `None` when it left out nothing.
pub fn rest_here(advisor: &Advisor, answer: &Answer, today: Date, here: &Here<'_>) -> Option<Card> {
    draft_here(advisor, answer, today, here).rest()
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

fn draft_here(advisor: &Advisor, answer: &Answer, today: Date, here: &Here<'_>) -> Draft {
    if let Body::Tip { about } = &answer.body {
        return tip::draft(advisor, about.as_ref(), 0, today, here);
    }
    if let (Body::Distress, Some(text)) = (&answer.body, here.distress) {
        return plain(&escape::escaped(text, MOST_DISTRESS_TEXT));
    }
    let mut draft = draft(advisor, &answer.body, &answer.slots, today);
    here.ride_along(&mut draft, answer);
    draft
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
        Body::Tip { about } => tip::draft(advisor, about.as_ref(), 0, today, &Here::default()),
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
