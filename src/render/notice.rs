//! What moderators are told in their log channel though none of them did anything.

use super::words::{self, curating as say};
use super::{Card, Reading, escape, why};
use crate::advisor::Advisor;

/// Characters of problems that are shown; whoever runs the bot finds the rest in its log.
const PROBLEMS: usize = 1500;

/// Somebody may be in distress, in the message that `link` leads to. Nothing of what they wrote.
pub fn distress(link: &str) -> Card {
    Card::line(say::distress(link))
}

/// The question that `link` leads to was asked back about, and somebody chose this reading: it can become an example of
/// it. Nothing of what they wrote, nor who.
pub fn example(advisor: &Advisor, reading: &Reading, link: &str) -> Card {
    let Reading { intent, slots, topic } = reading;
    let is_written = advisor.knowledge().intents.iter().any(|spec| spec.id == *intent);
    let file = match topic {
        Some(page) if !is_written => format!("knowledge/{page}.md"),
        _ => format!("intents/{intent}.toml"),
    };
    let mut meant = words::what_intent_means(intent.as_str()).to_owned();
    let pages = why::pages(advisor, slots, topic.as_ref());
    if !pages.is_empty() {
        meant = format!("{meant}, {}", words::about_pages(&pages));
    }
    Card::line(say::example(link, &meant, &file))
}

/// Edited content is refused, for these problems; or, without any, it is in force again.
pub fn edit(problems: Option<&str>) -> Card {
    Card::line(match problems {
        Some(problems) => format!("{}\n{}", say::EDIT_REFUSED, escape::block(problems, PROBLEMS)),
        None => say::EDIT_IN_FORCE.to_owned(),
    })
}
