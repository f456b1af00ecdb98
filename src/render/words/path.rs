//! What a card says about the way from one role to another.

use super::super::grammar::{article, mid};

/// What the old role gives.
pub const CARRIES: &str = "You likely have";
/// What people bring who come from anywhere.
pub const CARRIES_FROM_ZERO: &str = "What counts from before";
/// What is missing.
pub const MISSING: &str = "What is missing, in order";
/// Nothing is known about what the asker has.
pub const MISSING_FROM_ZERO: &str = "What to learn, in order";
/// What is expected besides the essentials.
pub const AFTER_THAT: &str = "After that";
/// The first thing to do.
pub const FIRST_STEP: &str = "First step this week";

/// Heads the essentials on the whole path.
pub const ESSENTIALS: &str = "First, the essentials";
/// Heads what is expected on the whole path.
pub const AS_ADVERTS_ASK: &str = "After that, as the adverts near you ask for it";
/// Heads what merely helps on the whole path.
pub const CAN_WAIT: &str = "Helps, and can wait";

/// The title of a path.
pub fn title(from: Option<&str>, to: &str) -> String {
    match from {
        Some(from) => format!("From {} to {}", mid(from), mid(to)),
        None => format!("How to become {} {}", article(to), mid(to)),
    }
}

/// The same role twice.
pub fn nothing_missing(to: &str) -> String {
    format!(
        "The two ask for the same things: nothing that I know of keeps you from applying as {} {}.",
        article(to),
        mid(to)
    )
}

/// Only things that merely help are missing.
pub fn only_what_helps(to: &str, helps: &str) -> String {
    format!("Nothing essential is missing to apply as {} {}. What helps: {helps}.", article(to), mid(to))
}

/// The first step where no page is written for the move: what the page of the first thing to learn has you do.
pub fn start_with(thing: &str, step: &str) -> String {
    format!("{thing}: {}", mid(step))
}

/// The same where that page says nothing.
pub fn start_somehow(thing: &str) -> String {
    format!("Start with {}: a small project of your own that needs it.", mid(thing))
}

/// What a computed duration covers.
pub const COVERS: &str = "for the essentials and about half of the rest";
