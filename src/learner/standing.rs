//! How far somebody is toward their goal, and what comes next.

use std::collections::BTreeMap;

use super::Learner;
use crate::advisor::{Advisor, Facts, Gap, Level, PageId, Step, Weight};

/// How far somebody is toward a role.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing {
    /// The role.
    pub role: PageId,
    /// The level aimed at.
    pub level: Option<Level>,
    /// By the weight of everything the role asks for and what that needs. 100 only where nothing is missing; learning
    /// more never lowers it.
    pub percent: u8,
    /// What the role asks for and they know, heaviest first.
    pub known: Vec<PageId>,
    /// What is missing, in the order to learn it.
    pub missing: Vec<Step>,
    /// The next step; `None` where nothing is missing.
    pub next: Option<Next>,
}

/// The next thing to learn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Next {
    /// The skill or tool.
    pub page: PageId,
    /// Why it is next.
    pub reason: Reason,
}

/// Why something is the next step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The role asks for it, this much.
    Asked(Weight),
    /// This later step needs it.
    NeededFor(PageId),
}

impl Standing {
    /// Where `learner` stands; `None` without a goal, or where its role is no longer among the pages.
    pub fn of(advisor: &Advisor, learner: &Learner) -> Option<Self> {
        let goal = learner.goal.as_ref()?;
        let whole = advisor.gap(None, &goal.role.slug, &[])?;
        let left = advisor.gap(None, &goal.role.slug, &learner.known())?;
        let next = next(advisor, &left);
        let percent = percent(&whole, &left);
        Some(Self {
            role: goal.role.clone(),
            level: goal.level,
            percent,
            known: left.known,
            missing: left.missing,
            next,
        })
    }
}

/// What is left always was part of the whole, and is weighed as it was there: so more knowledge never weighs less.
fn percent(whole: &Gap, left: &Gap) -> u8 {
    let weights: BTreeMap<&PageId, u32> =
        whole.missing.iter().map(|step| (&step.page, u32::from(step.weight.number()))).collect();
    let all: u32 = weights.values().sum();
    let missing: u32 = left.missing.iter().filter_map(|step| weights.get(&step.page)).sum();
    if all == 0 {
        return 100;
    }
    u8::try_from((all - missing) * 100 / all).unwrap_or(100)
}

fn next(advisor: &Advisor, left: &Gap) -> Option<Next> {
    let first = left.missing.first()?;
    let needing = left.missing.iter().find(|step| needs(advisor, &step.page).contains(&first.page));
    let reason = match needing {
        Some(step) if first.prerequisite => Reason::NeededFor(step.page.clone()),
        _ => Reason::Asked(first.weight),
    };
    Some(Next { page: first.page.clone(), reason })
}

fn needs<'a>(advisor: &'a Advisor, page: &PageId) -> &'a [PageId] {
    match advisor.page(page).map(|page| &page.facts) {
        Some(Facts::Skill(facts)) => &facts.needs,
        Some(Facts::Tool(facts)) => &facts.needs,
        _ => &[],
    }
}
