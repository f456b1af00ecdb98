//! From an intent and its slots to what is shown or done.

use super::advice::{Act, Answer, Body, Focus, Slot, Slots};
use super::intent::{Answers, IntentId};
use super::knowledge::Knowledge;
use super::page::{Facts, Kind, PageId, Slug};
use super::recommend;

/// The answer of an intent with these slots; `None` when a page it needs is not there.
pub(super) fn build(
    knowledge: &Knowledge,
    intent: &IntentId,
    answers: &Answers,
    slots: &Slots,
    topic: Option<&PageId>,
) -> Option<Answer> {
    let there = |slot: Slot| slots.page(slot).filter(|page| knowledge.pages.contains_key(page));
    let (body, topic) = match answers {
        Answers::Describe(kind) => {
            let page = there(super::slots::slot_of(*kind))?;
            (Body::Page { page: page.clone(), focus: Focus::Whole }, Some(page))
        }
        Answers::Skills => {
            let page = there(Slot::Role)?;
            (Body::Page { page: page.clone(), focus: Focus::Skills }, Some(page))
        }
        Answers::Pay => (Body::Pay { role: there(Slot::Role), level: slots.level() }, there(Slot::Role)),
        Answers::Ladder => (Body::Ladder { role: there(Slot::Role), level: slots.level() }, there(Slot::Role)),
        Answers::Compare(kind) => {
            let (a, b) = if *kind == Kind::Role { (Slot::RoleA, Slot::RoleB) } else { (Slot::ToolA, Slot::ToolB) };
            let (a, b) = (there(a)?, there(b)?);
            (Body::Compare { a: a.clone(), b }, Some(a))
        }
        Answers::Recommend => {
            let (task, tools) = topic.map(|tool| recommend::like(knowledge, tool)).unwrap_or_default();
            let best = tools.first().cloned();
            (Body::Recommend { task, tools }, best)
        }
        Answers::Transition => {
            let (from, to) = (there(Slot::From), there(Slot::To)?);
            let page = path_page(knowledge, from.as_ref().map(|page| &page.slug), &to.slug);
            let topic = page.clone().unwrap_or_else(|| to.clone());
            (Body::Path { from, to, page }, Some(topic))
        }
        Answers::Goal => {
            let role = there(Slot::Role)?;
            (Body::Act(Act::SetGoal { role: role.clone(), level: slots.level() }), Some(role))
        }
        Answers::Done => {
            let items: Vec<PageId> = [Slot::Tool, Slot::Skill].into_iter().filter_map(there).collect();
            let first = items.first()?.clone();
            (Body::Act(Act::MarkDone { items }), Some(first))
        }
        Answers::Progress => (Body::Act(Act::ShowProgress), None),
        Answers::Next => (Body::Act(Act::NextStep), None),
        Answers::Tip => {
            let about = [Slot::Role, Slot::Tool, Slot::Skill].into_iter().find_map(there);
            (Body::Tip { about: about.clone() }, about)
        }
        Answers::Help => (Body::Help, None),
        Answers::Greet => (Body::Greet, None),
        Answers::Thanks => (Body::Thanks, None),
        Answers::Distress => (Body::Distress, None),
        Answers::Page(page) => {
            knowledge.pages.contains_key(page).then_some(())?;
            (Body::Page { page: page.clone(), focus: Focus::Whole }, Some(page.clone()))
        }
    };
    Some(Answer { intent: intent.clone(), slots: slots.clone(), topic, body })
}

/// The written page for a move, if there is one. Pages for moves up one role's ladder are not it.
pub(super) fn path_page(knowledge: &Knowledge, from: Option<&Slug>, to: &Slug) -> Option<PageId> {
    let fits = |facts: &Facts| match facts {
        Facts::Transition(facts) => {
            facts.levels.is_none() && facts.from.as_ref() == from && facts.to.as_ref() == Some(to)
        }
        _ => false,
    };
    knowledge.pages.values().find(|page| fits(&page.facts)).map(|page| page.id.clone())
}
