//! Changes of the record itself.

use super::{Goal, Learned, Learner, MOST_LEARNED, Moment};
use crate::advisor::{Level, PageId};

/// What one call marked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marked {
    /// Names the call, for [`Learner::unmark`]; `None` where it added nothing.
    pub call: Option<u64>,
    /// New, in the order named.
    pub added: Vec<PageId>,
    /// Marked before.
    pub already: Vec<PageId>,
    /// No room for these: see [`MOST_LEARNED`].
    pub left_out: Vec<PageId>,
}

impl Learner {
    /// Sets the goal and returns the role aimed at before. The same goal again keeps its day.
    pub fn set_goal(&mut self, role: PageId, level: Option<Level>, on: Moment) -> Option<PageId> {
        let before = self.goal.take();
        let since = match &before {
            Some(goal) if goal.role == role && goal.level == level => goal.since,
            _ => on.day,
        };
        self.goal = Some(Goal { role, level, since });
        before.map(|goal| goal.role)
    }

    /// Marks skills and tools as learned.
    pub fn mark(&mut self, items: &[PageId], on: Moment) -> Marked {
        // Two calls within a millisecond are two calls all the same.
        let call = self.learned.iter().map(|learned| learned.call + 1).max().unwrap_or(0).max(on.ms);
        let mut marked = Marked::default();
        for page in items {
            if marked.added.contains(page) || marked.already.contains(page) || marked.left_out.contains(page) {
                continue;
            }
            if self.learned.iter().any(|learned| learned.page == *page) {
                marked.already.push(page.clone());
            } else if self.learned.len() >= MOST_LEARNED {
                marked.left_out.push(page.clone());
            } else {
                self.learned.push(Learned { page: page.clone(), on: on.day, call });
                marked.added.push(page.clone());
                marked.call = Some(call);
            }
        }
        marked
    }

    /// Takes back exactly what that call added, as far as it is still there, and returns it.
    pub fn unmark(&mut self, call: u64) -> Vec<PageId> {
        let gone = self.learned.extract_if(.., |learned| learned.call == call);
        gone.map(|learned| learned.page).collect()
    }

    /// Everything learned, in the order it was marked.
    pub fn known(&self) -> Vec<PageId> {
        self.learned.iter().map(|learned| learned.page.clone()).collect()
    }
}
