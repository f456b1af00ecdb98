//! What is kept about somebody, in plain words.

use super::draft::Draft;
use super::{Card, titles, words};
use crate::advisor::Advisor;
use crate::learner::Learner;

/// What is kept, why and how long; what is there now of this person, who is named in `named` records of servers.
pub fn privacy(advisor: &Advisor, learner: &Learner, named: usize) -> Card {
    let mut draft = Draft::titled(words::PRIVACY_TITLE);
    let goal = learner.goal.as_ref().map(|goal| titles::title(advisor, &goal.role));
    draft.fact(words::KEPT_NOW, words::kept(goal.as_deref(), learner.learned.len(), named));
    for (heading, text) in words::PRIVACY {
        draft.fact(*heading, text);
    }
    draft.say(words::PRIVACY_HOW);
    draft.whole()
}
