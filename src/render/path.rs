//! The way from one role to another: what carries over, what is missing in order, the first step, how long.
//!
//! A written page speaks in its own words ([`written`]); any other pair of roles is computed ([`computed`]).

mod computed;
mod written;

use jiff::civil::Date;

use super::draft::Draft;
use super::words::{self, path as wording};
use super::{Action, Button, footer, law, page, titles};
use crate::advisor::{Advisor, Body, Facts, Kind, Page, PageId, Slug, TransitionFacts};

/// See [`super::card`].
pub(super) fn draft(
    advisor: &Advisor,
    from: Option<&PageId>,
    to: &PageId,
    named: Option<&PageId>,
    today: Date,
) -> Draft {
    let page = named.and_then(|id| advisor.page(id)).or_else(|| find(advisor, from, to));
    let mut draft = match page.and_then(|page| Some((page, facts(page)?))) {
        Some((page, facts)) if facts.levels.is_some() => up_the_ladder(advisor, page, facts),
        Some((page, facts)) => between_roles(advisor, from, to, Some((page, facts))),
        None => between_roles(advisor, from, to, None),
    };
    if let Some(stated) = page.and_then(|page| page.law.as_ref()) {
        law::mark(&mut draft, advisor, stated, today);
    }
    draft
}

/// A transition asked for by its page.
pub(super) fn of_page(advisor: &Advisor, page: &Page, facts: &TransitionFacts) -> Draft {
    let role = |slug: &Slug| PageId { kind: Kind::Role, slug: slug.clone() };
    match &facts.to {
        Some(to) if facts.levels.is_none() => {
            between_roles(advisor, facts.from.as_ref().map(role).as_ref(), &role(to), Some((page, facts)))
        }
        _ => up_the_ladder(advisor, page, facts),
    }
}

fn between_roles(
    advisor: &Advisor,
    from: Option<&PageId>,
    to: &PageId,
    page: Option<(&Page, &TransitionFacts)>,
) -> Draft {
    let from_title = from.map(|id| titles::title(advisor, id));
    let mut draft = Draft::titled(wording::title(from_title.as_deref(), &titles::title(advisor, to)));
    let heading = if from.is_some() { wording::MISSING } else { wording::MISSING_FROM_ZERO };
    let gap = advisor.gap(from.map(|id| &id.slug), &to.slug, &[]).unwrap_or_default();
    let stands_on: Vec<&Page> = if let Some((page, facts)) = page {
        let in_order = || computed::in_order(advisor, &gap);
        written::body(&mut draft, advisor, page, facts, (heading, in_order));
        vec![page]
    } else {
        computed::body(&mut draft, advisor, to, &gap, heading);
        from.into_iter().chain([to]).filter_map(|id| advisor.page(id)).collect()
    };
    draft.footer(footer::of_pages(advisor, &stands_on));
    draft.button(Button::primary(words::MAKE_GOAL, Action::Goal { role: to.clone(), level: None }));
    draft
}

/// A move up one role's ladder: no gap between roles, so its page says everything.
fn up_the_ladder(advisor: &Advisor, page: &Page, facts: &TransitionFacts) -> Draft {
    let mut draft = Draft::titled(&page.title);
    draft.say(&page.summary);
    draft.fact(wording::FIRST_STEP, written::first_step(page).unwrap_or_default());
    draft.say(written::duration(advisor, facts).unwrap_or_default());
    page::sections(&mut draft, page, &["What is missing", "What carries over", "Steps"]);
    draft.footer(footer::of_pages(advisor, &[page]));
    let level = facts.levels.map(|(_, to)| to);
    draft.button(Button::new(words::LADDER, Action::Show(Body::Ladder { role: None, level })));
    draft
}

fn facts(page: &Page) -> Option<&TransitionFacts> {
    match &page.facts {
        Facts::Transition(facts) => Some(facts),
        _ => None,
    }
}

/// The written page for a move between two roles.
fn find<'a>(advisor: &'a Advisor, from: Option<&PageId>, to: &PageId) -> Option<&'a Page> {
    advisor.pages(Kind::Transition).find(|page| {
        facts(page).is_some_and(|facts| {
            facts.levels.is_none()
                && facts.to.as_ref() == Some(&to.slug)
                && facts.from.as_ref() == from.map(|id| &id.slug)
        })
    })
}
