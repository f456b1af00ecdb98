//! Every card that the shipped content can make: within Discord's limits, and every button read back as it was written.

use std::collections::HashSet;

use jiff::civil::{Date, date};
use signpost::advisor::{Advisor, Answer, Body, Facts, Focus, Kind, Level, Page, PageId, Slot, Slug};
use signpost::content::{Origin, load};
use signpost::render::{self, Action, ButtonId, Card, limits};

const TODAY: Date = date(2026, 11, 22);

fn shipped() -> Advisor {
    load(&Origin::default(), TODAY).unwrap_or_else(|problems| panic!("{problems}")).advisor
}

/// Every answer that a button, a command or a question can lead to.
fn answers(advisor: &Advisor) -> Vec<Answer> {
    let pages: Vec<&Page> = advisor.knowledge().pages.values().collect();
    let mut bodies = vec![Body::Help, Body::Greet, Body::Thanks, Body::Distress, Body::Tip { about: None }];
    for page in &pages {
        let id = || page.id.clone();
        bodies.push(Body::Page { page: id(), focus: Focus::Whole });
        bodies.push(Body::Tip { about: Some(id()) });
        let sections = page.sections.iter().map(|section| Focus::Section(section.heading.clone()));
        bodies.extend(sections.map(|focus| Body::Page { page: id(), focus }));
        // All pairs of roles; of tools and skills, each with every ninth: the whole square takes a minute.
        let step = if page.id.kind == Kind::Role { 1 } else { 9 };
        for other in pages.iter().filter(|other| is_alike(page, other)).step_by(step) {
            bodies.push(Body::Compare { a: id(), b: other.id.clone() });
            if page.id.kind == Kind::Role {
                bodies.push(Body::Path { from: Some(id()), to: other.id.clone(), page: None });
            }
        }
        if page.id.kind == Kind::Role {
            bodies.push(Body::Page { page: id(), focus: Focus::Skills });
            bodies.push(Body::Path { from: None, to: id(), page: None });
            for level in Level::ALL.into_iter().map(Some).chain([None]) {
                bodies.push(Body::Pay { role: Some(id()), level });
                bodies.push(Body::Ladder { role: Some(id()), level });
            }
        }
        if let Facts::Tool(facts) = &page.facts {
            let tools: Vec<PageId> =
                pages.iter().map(|page| &page.id).filter(|id| id.kind == Kind::Tool).cloned().collect();
            bodies.extend(
                facts.good_for.iter().map(|task| Body::Recommend { task: Some(task.clone()), tools: tools.clone() }),
            );
        }
    }
    bodies.extend(Level::ALL.map(|level| Body::Pay { role: None, level: Some(level) }));
    bodies.extend(Level::ALL.map(|level| Body::Ladder { role: None, level: Some(level) }));
    bodies.into_iter().map(|body| advisor.show(body)).collect()
}

fn is_alike(page: &Page, other: &Page) -> bool {
    let group = |page: &Page| match page.id.kind {
        Kind::Role => 1,
        Kind::Tool | Kind::Skill => 2,
        Kind::Faq | Kind::Transition => 3,
    };
    page.id != other.id && group(page) == group(other) && group(page) < 3
}

fn is_within_limits(card: &Card) {
    let title = card.title.as_deref().map_or(0, limits::length);
    let footer = card.footer.as_deref().map_or(0, limits::length);
    let body = limits::length(&card.body);
    assert!(!card.body.trim().is_empty(), "empty: {card:#?}");
    assert!(title <= limits::TITLE && footer <= limits::FOOTER && body <= limits::DESCRIPTION, "{card:#?}");
    assert!(title + footer + body <= limits::EMBEDS, "{card:#?}");
    assert!(card.buttons.len() <= 2 * limits::ROW, "more than two rows: {card:#?}");
    for button in &card.buttons {
        assert!((1..=limits::LABEL).contains(&limits::length(&button.label)), "{card:#?}");
    }
}

fn buttons_come_back(advisor: &Advisor, card: &Card, seen: &mut HashSet<String>) {
    for button in &card.buttons {
        // The same button stands on many cards.
        if !seen.insert(format!("{:?}", button.action)) {
            continue;
        }
        for owner in [None, Some(u64::MAX)] {
            let id = ButtonId::of(&button.action, owner).unwrap_or_else(|| panic!("no id for {button:?}")).to_string();
            assert!(id.len() <= limits::CUSTOM_ID, "{id}");
            let read: ButtonId = id.parse().unwrap();
            assert_eq!(read.owner, owner);
            assert_eq!(read.action(advisor).as_ref(), Some(&button.action), "{id}");
        }
    }
}

#[test]
fn every_card_of_the_shipped_content_fits_and_its_buttons_work() {
    let advisor = shipped();
    let all = answers(&advisor);
    assert!(all.len() > 1_000, "only {} answers", all.len());
    let mut seen = HashSet::new();
    for mut answer in all {
        let card = render::card(&advisor, &answer, TODAY);
        is_within_limits(&card);
        assert!(limits::length(&card.body) <= limits::GLANCE, "longer than a glance: {card:#?}");
        buttons_come_back(&advisor, &card, &mut seen);
        if let Some(rest) = render::rest(&advisor, &answer, TODAY) {
            is_within_limits(&rest);
        }
        answer.slots.set(Slot::Level, &Slug::new("senior"));
        let card = render::card(&advisor, &answer, TODAY);
        is_within_limits(&card);
        buttons_come_back(&advisor, &card, &mut seen);
    }
}

#[test]
fn no_two_shipped_pages_share_a_short_name() {
    assert_eq!(render::collisions(shipped().knowledge().pages.keys()), []);
}

#[test]
fn a_button_of_every_page_says_what_it_opens() {
    let advisor = shipped();
    for page in advisor.knowledge().pages.keys() {
        for action in [
            Action::Goal { role: page.clone(), level: None },
            Action::Show(Body::Page { page: page.clone(), focus: Focus::Whole }),
            Action::Turn(Body::Tip { about: Some(page.clone()) }),
        ] {
            let id = ButtonId::of(&action, Some(1)).unwrap();
            assert_eq!(id.action(&advisor), Some(action));
        }
    }
}

/// Money on a card never stands without its source, its year and its date.
#[test]
fn every_figure_of_pay_has_its_source_and_date() {
    let advisor = shipped();
    for page in advisor.pages(Kind::Role) {
        let answer = advisor.show(Body::Pay { role: Some(page.id.clone()), level: None });
        let card = render::card(&advisor, &answer, TODAY);
        let footer = card.footer.unwrap_or_default();
        assert!(card.body.contains("USD") && card.body.contains("per year"), "{}", card.body);
        assert!(footer.contains("From: ") && footer.contains("2026") && footer.contains("shown until"), "{footer}");
    }
}
