//! Questions back: two to five readings, or the nearest three where nothing fits.

use super::{Action, Button, Card, Reading, limits, words};
use crate::advisor::{Body, Choice};

/// Readings offered at most; one more button says that none fits.
const MOST: usize = 5;

/// Asks which of several readings is meant.
pub fn choices(choices: &[Choice]) -> Card {
    asking(words::DO_YOU_MEAN, choices)
}

/// The same with other words above: for a name that was typed and is not there.
pub fn asking(text: impl Into<String>, choices: &[Choice]) -> Card {
    let mut card = Card::line(text);
    card.buttons.extend(choices.iter().take(MOST).map(button));
    card.buttons.push(Button::new(words::NONE_OF_THESE, Action::NoneOfThese));
    limits::fit(card)
}

/// Says that nothing fits and offers the nearest.
pub fn unknown(nearest: &[Choice]) -> Card {
    if nearest.is_empty() {
        return limits::fit(Card::line(words::UNKNOWN).with(help_button()));
    }
    let mut card = Card::line(words::UNKNOWN_NEAREST);
    card.buttons.extend(nearest.iter().take(MOST).map(button));
    limits::fit(card)
}

/// After "None of these".
pub fn none_fits() -> Card {
    Card::line(words::NONE_FITS).with(help_button())
}

/// Somebody called without a question.
pub fn ask_me() -> Card {
    Card::line(words::ASK_ME).with(help_button())
}

fn button(choice: &Choice) -> Button {
    Button::new(&choice.label, Action::Choose(Reading::from(choice)))
}

fn help_button() -> Button {
    Button::new(words::WHAT_I_CAN_DO, Action::Show(Body::Help))
}
