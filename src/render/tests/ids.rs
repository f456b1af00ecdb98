//! Button ids: short enough, and read back as they were written.

use proptest::prelude::*;

use super::fixture::{advisor, role};
use crate::advisor::{Advisor, Body, Facts, Focus, IntentId, Kind, Level, PageId, Slot, Slots, Slug};
use crate::curation::{AuditId, TipId};
use crate::render::{Action, ButtonId, Curate, Form, Push, Reading, collisions, limits};

/// Written, checked for size, read back.
fn round_trip(advisor: &Advisor, action: &Action, owner: Option<u64>) {
    let id = ButtonId::of(action, owner).unwrap_or_else(|| panic!("no id for {action:?}"));
    let text = id.to_string();
    assert!(text.len() <= limits::CUSTOM_ID, "{text} has {} bytes", text.len());
    let read: ButtonId = text.parse().unwrap();
    assert_eq!(read.owner, owner);
    assert_eq!(read.action(advisor).as_ref(), Some(action), "{text}");
}

/// Every body that a button may show, for every page.
fn bodies(advisor: &Advisor) -> Vec<Body> {
    let ids: Vec<PageId> = advisor.knowledge().pages.keys().cloned().collect();
    let mut bodies = vec![Body::Help, Body::Greet, Body::Thanks, Body::Tip { about: None }];
    for page in advisor.knowledge().pages.values() {
        let id = page.id.clone();
        bodies.push(Body::Page { page: id.clone(), focus: Focus::Whole });
        bodies.push(Body::Page { page: id.clone(), focus: Focus::Skills });
        bodies.push(Body::Tip { about: Some(id.clone()) });
        bodies.extend(
            page.sections
                .iter()
                .map(|section| Body::Page { page: id.clone(), focus: Focus::Section(section.heading.clone()) }),
        );
        for level in Level::ALL.into_iter().map(Some).chain([None]) {
            bodies.push(Body::Pay { role: Some(id.clone()), level });
            bodies.push(Body::Ladder { role: Some(id.clone()), level });
        }
        for other in &ids {
            bodies.push(Body::Compare { a: id.clone(), b: other.clone() });
            bodies.push(Body::Path { from: Some(id.clone()), to: other.clone(), page: None });
        }
        bodies.push(Body::Path { from: None, to: id.clone(), page: Some(id) });
        if let Facts::Tool(facts) = &page.facts {
            bodies.extend(facts.good_for.iter().map(|task| Body::Recommend {
                task: Some(task.clone()),
                tools: ids.iter().filter(|id| id.kind == Kind::Tool).take(4).cloned().collect(),
            }));
        }
    }
    bodies
}

#[test]
fn every_page_and_every_verb_comes_back() {
    let advisor = advisor();
    for owner in [None, Some(u64::MAX)] {
        for body in bodies(advisor) {
            round_trip(advisor, &Action::Show(body.clone()), owner);
            round_trip(advisor, &Action::Turn(body.clone()), owner);
            round_trip(advisor, &Action::More { body: body.clone(), level: None }, owner);
            round_trip(advisor, &Action::More { body, level: Some(Level::Staff) }, owner);
        }
        for page in advisor.knowledge().pages.keys() {
            for level in [None, Some(Level::Senior)] {
                round_trip(advisor, &Action::Goal { role: page.clone(), level }, owner);
            }
            round_trip(advisor, &Action::Learned(page.clone()), owner);
            let mut reading =
                Reading { intent: IntentId::new("role.describe"), slots: Slots::new(), topic: Some(page.clone()) };
            round_trip(advisor, &Action::Choose(reading.clone()), owner);
            for slot in Slot::ALL.into_iter().filter(|slot| slot.kind() == Some(page.kind)) {
                reading.slots.set(slot, &page.slug);
            }
            reading.slots.set(Slot::Level, &Slug::new("senior"));
            round_trip(advisor, &Action::Choose(reading.clone()), owner);
            round_trip(advisor, &Action::Why(Some(reading)), owner);
        }
        let own = [Action::Undo(u64::MAX), Action::Undo(0), Action::Progress, Action::Next, Action::Erase];
        for action in own {
            round_trip(advisor, &action, owner);
        }
        for action in [Action::NoneOfThese, Action::Why(None), Action::Share, Action::Dismiss] {
            round_trip(advisor, &action, owner);
        }
    }
}

#[test]
fn moderators_buttons_and_forms_come_back() {
    let advisor = advisor();
    let all: Vec<PageId> = advisor.knowledge().pages.keys().take(2).cloned().collect();
    for id in [0, 1, u64::MAX] {
        let fingerprint = u32::try_from(id).unwrap_or(u32::MAX);
        let push = Push { tip: TipId(id), fingerprint, channel: id, id };
        for curate in [
            Curate::Post(push),
            Curate::Cancel,
            Curate::Remove(TipId(id)),
            Curate::Tips(u16::MAX),
            Curate::History(AuditId::of(id)),
            Curate::Resume,
        ] {
            round_trip(advisor, &Action::Curate(curate), Some(u64::MAX));
        }
        for about in [None, Some(Vec::new()), Some(all.clone())] {
            let edit = Form::EditTip { tip: TipId(id), about: about.clone(), fingerprint };
            for form in [Form::AddTip { about: about.unwrap_or_default() }, edit] {
                let text = form.id(u64::MAX).to_string();
                assert!(text.len() <= limits::CUSTOM_ID, "{text} has {} bytes", text.len());
                assert_eq!(Form::read(&text.parse().unwrap(), advisor), Some(form), "{text}");
            }
        }
    }
    for about in [None, Some(all[0].clone())] {
        round_trip(advisor, &Action::NextTip { about, at: u16::MAX }, None);
    }
    let gone = Form::AddTip { about: vec![role("no-such-role")] };
    assert_eq!(Form::read(&gone.id(7), advisor), None);
}

#[test]
fn no_two_pages_share_a_short_name() {
    assert_eq!(collisions(advisor().knowledge().pages.keys()), []);
}

#[test]
fn a_page_that_is_gone_is_no_action() {
    let id = ButtonId::of(&Action::Goal { role: role("no-such-role"), level: None }, Some(7)).unwrap();
    assert_eq!(id.action(advisor()), None);
    let body = Body::Page { page: role("data-engineer"), focus: Focus::Section("No such heading".to_owned()) };
    assert_eq!(ButtonId::of(&Action::Show(body), None).unwrap().action(advisor()), None);
}

proptest! {
    #[test]
    fn no_text_makes_reading_an_id_fail(text in "(v1:)?\\PC{0,60}", verb in "(sh|mo|tu|ch|go|ln|un|wy|nt|qp|qx|qr|ql|qh|qe)", args in "[a-z0-9.,:!-]{0,50}") {
        let advisor = advisor();
        if let Ok(id) = text.parse::<ButtonId>() {
            let _ = (id.action(advisor), Form::read(&id, advisor));
        }
        let id = ButtonId { verb, args, owner: None };
        if let Some(action) = id.action(advisor) {
            // What is understood is understood the same the second time.
            let again = ButtonId::of(&action, None).and_then(|id| id.action(advisor));
            prop_assert_eq!(again, Some(action));
        }
    }

    #[test]
    fn owners_come_back(owner in any::<u64>()) {
        let id = ButtonId::of(&Action::Share, Some(owner)).unwrap().to_string();
        prop_assert_eq!(id.parse::<ButtonId>().unwrap().owner, Some(owner));
    }
}
