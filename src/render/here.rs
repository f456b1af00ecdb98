//! What only holds where an answer is shown: a server's own tips and words, and the pack that comes first there.

use super::draft::Draft;
use super::words;
use crate::advisor::{Advisor, Answer, Body, Choice, Layer, PageId, Tip};

/// Where an answer is shown. The default is anywhere: nothing of any server.
#[derive(Clone, Copy, Debug, Default)]
pub struct Here<'a> {
    /// The server's own tips, in the order of writing.
    pub tips: &'a [Tip],
    /// The pack whose pages come first.
    pub pack: Option<&'a str>,
    /// What the moderators want said to somebody in distress.
    pub distress: Option<&'a str>,
}

impl Here<'_> {
    /// Adds the server's latest tip about what an answer is about, in place of the guide's.
    pub(super) fn ride_along(&self, draft: &mut Draft, answer: &Answer) {
        let is_about_work = super::has_why(&answer.body) && !matches!(answer.body, Body::Act(_) | Body::Tip { .. });
        let Some(topic) = answer.topic.as_ref().filter(|_| is_about_work) else { return };
        if let Some(tip) = self.tips.iter().rev().find(|tip| tip.about.contains(topic)) {
            draft.fact_at_a_glance(words::curating::TIP_HERE, &tip.text, words::TIP);
        }
    }

    /// Whether a page is one of the pack that comes first.
    pub fn is_home(&self, advisor: &Advisor, page: &PageId) -> bool {
        let layer = advisor.page(page).map(|page| &page.layer);
        self.pack.is_some_and(|pack| matches!(layer, Some(Layer::Pack(name)) if name == pack))
    }

    /// Puts the readings about pages of that pack first; the others stay in their order.
    pub fn home_first(&self, advisor: &Advisor, choices: &mut [Choice]) {
        choices.sort_by_key(|choice| !choice.topic.as_ref().is_some_and(|page| self.is_home(advisor, page)));
    }
}
