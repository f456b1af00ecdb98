//! "What would you answer here, and why?": two cards for the moderator who asks.

use jiff::civil::Date;

use super::draft::Draft;
use super::words::curating as say;
use super::{Card, Here, card_here, choices, limits, unknown, why};
use crate::advisor::{Advice, Advisor, Body, Decision};

/// What a message gets that nobody addressed to the bot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unasked {
    /// What the advisor says, if it is sure.
    Listening,
    /// Nothing: the channel is not listened to.
    NotHere,
    /// Nothing: it is paused.
    Paused,
    /// Nothing: it is not known what moderators decided.
    Unknown,
}

/// What would be done, and then the answer itself, if there is one to show. Buttons are named, and do nothing.
pub fn trial(
    advisor: &Advisor,
    unasked: (Unasked, &Advice),
    by_name: &Advice,
    today: Date,
    here: &Here<'_>,
) -> (Card, Option<Card>) {
    let (line, answer) = called(advisor, by_name, today, here);
    let mut draft = Draft::titled(say::TRIAL);
    draft.fact(say::UNASKED, self::unasked(unasked.0, unasked.1));
    draft.fact(say::BY_NAME, line);
    draft.section(say::WHY, why(advisor, by_name).body);
    (draft.whole(), answer)
}

fn unasked(place: Unasked, advice: &Advice) -> &'static str {
    match (place, &advice.decision) {
        (Unasked::NotHere, _) => say::NOT_HERE,
        (Unasked::Paused, _) => say::PAUSED_NOW,
        (Unasked::Unknown, _) => say::SETTINGS_UNKNOWN,
        (Unasked::Listening, Decision::Answer(answer)) if !matches!(answer.body, Body::Act(_) | Body::Distress) => {
            say::I_ANSWER
        }
        (Unasked::Listening, _) if advice.why.distress => say::NOT_WORK,
        (Unasked::Listening, _) => say::NOT_SURE,
    }
}

fn called(advisor: &Advisor, advice: &Advice, today: Date, here: &Here<'_>) -> (&'static str, Option<Card>) {
    match &advice.decision {
        Decision::Answer(answer) if matches!(answer.body, Body::Act(_)) => (say::THEIR_NOTES, None),
        Decision::Answer(answer) => (say::I_ANSWER, Some(as_picture(card_here(advisor, answer, today, here)))),
        Decision::Choose(readings) => {
            let mut readings = readings.clone();
            here.home_first(advisor, &mut readings);
            (say::I_ASK, Some(as_picture(choices(&readings))))
        }
        Decision::Unknown(nearest) => (say::I_DONT_KNOW, Some(as_picture(unknown(nearest)))),
        Decision::Silence => (say::NOT_SURE, None),
    }
}

/// The card with its buttons as words.
fn as_picture(mut card: Card) -> Card {
    let labels: Vec<String> = card.buttons.drain(..).map(|button| format!("`{}`", button.label)).collect();
    if !labels.is_empty() {
        card.body = format!("{}\n\n-# {}", card.body, say::buttons(&labels.join(" ")));
    }
    limits::fit(card)
}
