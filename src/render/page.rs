//! A page of the knowledge base, or one part of it.

use jiff::civil::Date;

use super::draft::Draft;
use super::{Action, Button, faq, footer, law, learnable, path, role, titles, words};
use crate::advisor::{Advisor, Body, Facts, Focus, Page, PageId, Slots};

/// See [`super::card`].
pub(super) fn draft(advisor: &Advisor, id: &PageId, focus: &Focus, slots: &Slots, today: Date) -> Option<Draft> {
    let page = advisor.page(id)?;
    let mut draft = of(advisor, page, focus, slots);
    if let Some(stated) = &page.law {
        law::mark(&mut draft, advisor, stated, today);
    }
    Some(draft)
}

fn of(advisor: &Advisor, page: &Page, focus: &Focus, slots: &Slots) -> Draft {
    if let Focus::Section(heading) = focus
        && let Some(section) = page.section(heading)
    {
        return one_section(advisor, page, heading, &section.body);
    }
    match (&page.facts, focus) {
        (Facts::Role(facts), Focus::Skills) => role::skills(advisor, page, facts, slots),
        (Facts::Role(facts), _) => role::whole(advisor, page, facts),
        (Facts::Tool(facts), _) => learnable::tool(advisor, page, facts),
        (Facts::Skill(facts), _) => learnable::skill(advisor, page, facts),
        (Facts::Faq(facts), _) => faq::whole(advisor, page, facts),
        (Facts::Transition(facts), _) => path::of_page(advisor, page, facts),
    }
}

/// Adds the sections of a page: the `first` ones in that order, then the others.
pub(super) fn sections(draft: &mut Draft, page: &Page, first: &[&str]) {
    for section in first.iter().filter_map(|heading| page.section(heading)) {
        draft.section(&section.heading, &section.body);
    }
    for section in page.sections.iter().filter(|section| !first.contains(&section.heading.as_str())) {
        draft.section(&section.heading, &section.body);
    }
}

/// A button that shows a whole page.
pub(super) fn button(advisor: &Advisor, id: &PageId) -> Button {
    Button::new(titles::title(advisor, id), Action::Show(Body::Page { page: id.clone(), focus: Focus::Whole }))
}

fn one_section(advisor: &Advisor, page: &Page, heading: &str, body: &str) -> Draft {
    let mut draft = Draft::titled(words::section_title(&page.title, heading));
    draft.say(body);
    draft.footer(footer::of_pages(advisor, &[page]));
    draft.button(button(advisor, &page.id));
    draft
}
