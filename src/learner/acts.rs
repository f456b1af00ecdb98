//! What somebody asked for is done to their record, and what came of it is said as a value.

use super::{Goal, Learner, Marked, Moment, Standing};
use crate::advisor::{Act, Advisor, PageId};

/// What came of an act.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// A goal was set.
    GoalSet {
        /// The goal.
        goal: Goal,
        /// The role aimed at before, where it was another.
        instead_of: Option<PageId>,
        /// Where they stand.
        standing: Option<Standing>,
    },
    /// Things were marked as learned.
    Done {
        /// Which.
        marked: Marked,
        /// The percentage before, where there is a goal.
        before: Option<u8>,
        /// Where they stand now.
        standing: Option<Standing>,
    },
    /// A call was taken back.
    Undone {
        /// What it had added and is gone now; nothing the second time.
        items: Vec<PageId>,
        /// Where they stand now.
        standing: Option<Standing>,
    },
    /// How it goes.
    Progress {
        /// The goal, which may name a role that is gone.
        goal: Option<Goal>,
        /// Where they stand.
        standing: Option<Standing>,
        /// Everything learned, in the order it was marked.
        learned: Vec<PageId>,
    },
    /// What comes next.
    Next {
        /// The goal, which may name a role that is gone.
        goal: Option<Goal>,
        /// Where they stand.
        standing: Option<Standing>,
    },
}

/// Does what was asked for.
pub fn carry_out(learner: &mut Learner, advisor: &Advisor, act: &Act, now: Moment) -> Outcome {
    match act {
        Act::SetGoal { role, level } => {
            let before = learner.set_goal(role.clone(), *level, now);
            let goal = Goal { role: role.clone(), level: *level, since: now.day };
            Outcome::GoalSet {
                goal: learner.goal.clone().unwrap_or(goal),
                instead_of: before.filter(|before| before != role),
                standing: Standing::of(advisor, learner),
            }
        }
        Act::MarkDone { items } => {
            let before = Standing::of(advisor, learner).map(|standing| standing.percent);
            let marked = learner.mark(items, now);
            Outcome::Done { marked, before, standing: Standing::of(advisor, learner) }
        }
        Act::ShowProgress => Outcome::Progress {
            goal: learner.goal.clone(),
            standing: Standing::of(advisor, learner),
            learned: learner.known(),
        },
        Act::NextStep => Outcome::Next { goal: learner.goal.clone(), standing: Standing::of(advisor, learner) },
    }
}

/// Takes one call back.
pub fn undo(learner: &mut Learner, advisor: &Advisor, call: u64) -> Outcome {
    let items = learner.unmark(call);
    Outcome::Undone { items, standing: Standing::of(advisor, learner) }
}
