//! A role: what it is, what it asks for, how to start.

use super::draft::Draft;
use super::{Action, Button, footer, tip, titles, words};
use crate::advisor::{Advisor, Body, Focus, Need, Page, PageId, RoleFacts, Slots, Weight};

/// Sections of a role's page in the order a member wants them; the others follow as the page has them.
const FIRST: [&str; 2] = ["Responsibilities", "How to start"];
/// Skills or tools named on one line of the card.
const ON_A_LINE: usize = 6;

/// The whole page.
pub(super) fn whole(advisor: &Advisor, page: &Page, facts: &RoleFacts) -> Draft {
    let mut draft = Draft::titled(&page.title);
    draft.say(&page.summary);
    let asked = facts.skills.iter().map(|need| &need.page);
    draft.fact(words::ASKS_FOR, titles::several(advisor, asked, ON_A_LINE));
    draft.fact(words::TOOLS, titles::several(advisor, facts.tools.iter().map(|need| &need.page), ON_A_LINE));
    super::page::sections(&mut draft, page, &FIRST);
    tip::ride_along(&mut draft, advisor, &page.id);
    draft.footer(footer::of_pages(advisor, &[page]));
    draft.button(skills_button(&page.id)).button(path_button(&page.id)).button(pay_button(&page.id));
    draft
}

/// Skills and tools by weight.
pub(super) fn skills(advisor: &Advisor, page: &Page, facts: &RoleFacts, slots: &Slots) -> Draft {
    let mut draft = Draft::titled(words::skills_title(&page.title));
    let level = slots.level().and_then(|level| advisor.knowledge().levels.iter().find(|info| info.level == level));
    if let Some(info) = level {
        draft.section(words::at_level(&info.title), super::ladder::lines(&info.expects));
    }
    for weight in [Weight::Essential, Weight::Expected, Weight::Helps] {
        let line = titles::several(advisor, of_weight(&facts.skills, weight), usize::MAX - 1);
        draft.fact(words::weight(weight), line);
    }
    for weight in [Weight::Essential, Weight::Expected, Weight::Helps] {
        let line = titles::several(advisor, of_weight(&facts.tools, weight), usize::MAX - 1);
        let heading = format!("{}, {}", words::TOOLS, words::mid(words::weight(weight)));
        draft.fact(heading, line);
    }
    if let Some(start) = page.section("How to start") {
        draft.section(&start.heading, &start.body);
    }
    draft.footer(footer::of_pages(advisor, &[page]));
    draft.button(path_button(&page.id));
    draft.button(Button::new(&page.title, Action::Show(Body::Page { page: page.id.clone(), focus: Focus::Whole })));
    draft
}

fn of_weight(needs: &[Need], weight: Weight) -> impl Iterator<Item = &PageId> {
    needs.iter().filter(move |need| need.weight == weight).map(|need| &need.page)
}

fn skills_button(role: &PageId) -> Button {
    Button::new(words::WHAT_IT_ASKS, Action::Show(Body::Page { page: role.clone(), focus: Focus::Skills }))
}

pub(super) fn path_button(role: &PageId) -> Button {
    Button::new(words::HOW_TO_GET_THERE, Action::Show(Body::Path { from: None, to: role.clone(), page: None }))
}

pub(super) fn pay_button(role: &PageId) -> Button {
    Button::new(words::PAY, Action::Show(Body::Pay { role: Some(role.clone()), level: None }))
}
