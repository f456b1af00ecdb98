//! A tool or a skill: what it is for, what to know first, how long it takes, who asks for it.

use super::draft::Draft;
use super::{Action, Button, footer, page, tip, titles, words};
use crate::advisor::{Advisor, Body, Facts, Hours, Kind, Page, PageId, SkillFacts, ToolFacts, Weight};

/// Roles named on one line.
const ROLES: usize = 5;
/// Pages offered as buttons.
const OFFERED: usize = 2;

/// A tool.
pub(super) fn tool(advisor: &Advisor, page: &Page, facts: &ToolFacts) -> Draft {
    let mut draft = Draft::titled(&page.title);
    draft.say(&page.summary);
    let alternatives: Vec<PageId> =
        facts.alternatives.iter().map(|slug| PageId { kind: Kind::Tool, slug: slug.clone() }).collect();
    before_and_time(&mut draft, advisor, &facts.needs, facts.hours.as_ref());
    draft.fact(words::INSTEAD, titles::several(advisor, &alternatives, 4));
    draft.fact(words::ASKED_OF, titles::several(advisor, &asked_of(advisor, &page.id), ROLES));
    page::sections(&mut draft, page, &["When to choose it", "When not", "First steps"]);
    finish(&mut draft, advisor, page);
    for other in alternatives.iter().filter(|id| advisor.page(id).is_some()).take(OFFERED) {
        let body = Body::Compare { a: page.id.clone(), b: other.clone() };
        draft.button(Button::new(words::versus(&titles::title(advisor, other)), Action::Show(body)));
    }
    draft
}

/// A skill.
pub(super) fn skill(advisor: &Advisor, page: &Page, facts: &SkillFacts) -> Draft {
    let mut draft = Draft::titled(&page.title);
    draft.say(&page.summary);
    before_and_time(&mut draft, advisor, &facts.needs, facts.hours.as_ref());
    draft.fact(words::ASKED_OF, titles::several(advisor, &asked_of(advisor, &page.id), ROLES));
    page::sections(&mut draft, page, &["What to learn first", "Practise", "Why it matters"]);
    finish(&mut draft, advisor, page);
    for first in facts.needs.iter().filter(|id| advisor.page(id).is_some()).take(OFFERED) {
        draft.button(page::button(advisor, first));
    }
    draft
}

fn finish(draft: &mut Draft, advisor: &Advisor, page: &Page) {
    tip::ride_along(draft, advisor, &page.id);
    draft.footer(footer::of_pages(advisor, &[page]));
}

fn before_and_time(draft: &mut Draft, advisor: &Advisor, needs: &[PageId], hours: Option<&Hours>) {
    draft.fact(words::KNOW_FIRST, titles::several(advisor, needs, 4));
    if let Some(hours) = hours {
        let whose = footer::whose(advisor, hours.source.as_ref());
        draft.fact(words::TIME, format!("{} {whose}", words::hours(hours.low, hours.high)));
    }
}

/// Roles that ask for a skill or a tool, those that ask most for it first.
pub(super) fn asked_of(advisor: &Advisor, id: &PageId) -> Vec<PageId> {
    let mut roles: Vec<(Weight, PageId)> = advisor
        .pages(Kind::Role)
        .filter_map(|page| {
            let Facts::Role(facts) = &page.facts else { return None };
            let need = facts.skills.iter().chain(&facts.tools).find(|need| need.page == *id)?;
            Some((need.weight, page.id.clone()))
        })
        .collect();
    roles.sort_by(|(a, _), (b, _)| b.cmp(a));
    roles.into_iter().map(|(_, id)| id).collect()
}
