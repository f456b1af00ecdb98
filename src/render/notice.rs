//! What moderators are told in their log channel though none of them did anything.

use super::words::curating as say;
use super::{Card, escape};

/// Characters of problems that are shown; whoever runs the bot finds the rest in its log.
const PROBLEMS: usize = 1500;

/// Somebody may be in distress, in the message that `link` leads to. Nothing of what they wrote.
pub fn distress(link: &str) -> Card {
    Card::line(say::distress(link))
}

/// Edited content is refused, for these problems; or, without any, it is in force again.
pub fn edit(problems: Option<&str>) -> Card {
    Card::line(match problems {
        Some(problems) => format!("{}\n{}", say::EDIT_REFUSED, escape::block(problems, PROBLEMS)),
        None => say::EDIT_IN_FORCE.to_owned(),
    })
}
