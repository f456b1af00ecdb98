//! Answers → what people see. Pure. All wording lives in `words`, all of Discord's size limits in `limits`.

mod button;
mod card;

pub use button::{Action, Button, ButtonId, Style};
pub use card::Card;
