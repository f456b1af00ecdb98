//! The reading behind an answer that was looked up or pressed, and not asked for in words.

use super::advice::{Act, Answer, Body, Focus, Slot, Slots};
use super::intent::IntentId;
use super::knowledge::Knowledge;
use super::page::{Facts, FaqGroup, Kind, Level, PageId, Slug};

/// See [`super::Advisor::show`].
pub(super) fn shown(knowledge: &Knowledge, body: Body) -> Answer {
    let (intent, slots, topic) = reading(knowledge, &body);
    Answer { intent, slots, topic, body }
}

fn reading(knowledge: &Knowledge, body: &Body) -> (IntentId, Slots, Option<PageId>) {
    let plain = |intent: &str| (IntentId::new(intent), Slots::new(), None);
    match body {
        Body::Page { page, focus } => of_page(knowledge, page, focus),
        Body::Pay { role, level } => about("role.salary", role.as_ref(), *level),
        Body::Ladder { role, level } => about("career.ladder", role.as_ref(), *level),
        Body::Compare { a, b } if a.kind == Kind::Role => {
            let slots = Slots::new().with(Slot::RoleA, &a.slug).with(Slot::RoleB, &b.slug);
            (IntentId::new("role.compare"), slots, Some(a.clone()))
        }
        Body::Compare { a, b } => {
            let is_tool = |page: &&PageId| page.kind == Kind::Tool;
            let mut slots = Slots::new();
            for (slot, page) in [(Slot::ToolA, Some(a).filter(is_tool)), (Slot::ToolB, Some(b).filter(is_tool))] {
                if let Some(page) = page {
                    slots.set(slot, &page.slug);
                }
            }
            (IntentId::new("tool.compare"), slots, Some(a.clone()))
        }
        Body::Recommend { tools, .. } => (IntentId::new("tool.recommend"), Slots::new(), tools.first().cloned()),
        Body::Path { from, to, page } => {
            let mut slots = Slots::new().with(Slot::To, &to.slug);
            if let Some(from) = from {
                slots.set(Slot::From, &from.slug);
            }
            (IntentId::new("transition.path"), slots, Some(page.clone().unwrap_or_else(|| to.clone())))
        }
        Body::Act(act) => of_act(act),
        Body::Tip { about } => {
            let slots = about.as_ref().map_or_else(Slots::new, |page| in_its_slot(page, Slots::new()));
            (IntentId::new("tip.get"), slots, about.clone())
        }
        Body::Help => plain("bot.help"),
        Body::Greet => plain("bot.greet"),
        Body::Thanks => plain("bot.thanks"),
        Body::Distress => plain("distress"),
    }
}

fn of_page(knowledge: &Knowledge, page: &PageId, focus: &Focus) -> (IntentId, Slots, Option<PageId>) {
    let intent = match (page.kind, knowledge.pages.get(page).map(|page| &page.facts)) {
        (Kind::Role, _) if *focus == Focus::Skills => IntentId::new("role.skills"),
        (Kind::Role, _) => IntentId::new("role.describe"),
        (Kind::Tool, _) => IntentId::new("tool.describe"),
        (Kind::Skill, _) => IntentId::new("skill.describe"),
        (Kind::Faq, Some(Facts::Faq(facts))) => IntentId::faq(facts.group),
        (Kind::Faq, _) => IntentId::faq(FaqGroup::Start),
        (Kind::Transition, facts) => {
            let ends = match facts {
                Some(Facts::Transition(facts)) => [(Slot::From, &facts.from), (Slot::To, &facts.to)],
                _ => [(Slot::From, &None), (Slot::To, &None)],
            };
            let filled = ends.into_iter().filter_map(|(slot, role)| Some((slot, role.as_ref()?)));
            let slots = filled.fold(Slots::new(), |slots, (slot, role)| slots.with(slot, role));
            return (IntentId::new("transition.path"), slots, Some(page.clone()));
        }
    };
    (intent, in_its_slot(page, Slots::new()), Some(page.clone()))
}

fn of_act(act: &Act) -> (IntentId, Slots, Option<PageId>) {
    match act {
        Act::SetGoal { role, level } => about("progress.goal", Some(role), *level),
        Act::MarkDone { items } => {
            let slots = items.first().map_or_else(Slots::new, |item| in_its_slot(item, Slots::new()));
            (IntentId::new("progress.done"), slots, items.first().cloned())
        }
        Act::ShowProgress => (IntentId::new("progress.show"), Slots::new(), None),
        Act::NextStep => (IntentId::new("progress.next"), Slots::new(), None),
    }
}

fn about(intent: &str, role: Option<&PageId>, level: Option<Level>) -> (IntentId, Slots, Option<PageId>) {
    let mut slots = role.map_or_else(Slots::new, |role| Slots::new().with(Slot::Role, &role.slug));
    if let Some(level) = level {
        slots.set(Slot::Level, &Slug::new(level.id()));
    }
    (IntentId::new(intent), slots, role.cloned())
}

fn in_its_slot(page: &PageId, slots: Slots) -> Slots {
    match page.kind {
        Kind::Role => slots.with(Slot::Role, &page.slug),
        Kind::Tool => slots.with(Slot::Tool, &page.slug),
        Kind::Skill => slots.with(Slot::Skill, &page.slug),
        Kind::Faq | Kind::Transition => slots,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(body: Body) -> String {
        let answer = shown(&Knowledge::default(), body);
        let slots: Vec<String> = answer.slots.iter().map(|(slot, slug)| format!("{slot}={slug}")).collect();
        let topic = answer.topic.map_or_else(|| "-".to_owned(), |topic| topic.to_string());
        format!("{} {} {topic}", answer.intent, slots.join(","))
    }

    #[test]
    fn a_look_up_reads_like_the_question_it_stands_for() {
        let role = |slug| PageId::new(Kind::Role, slug);
        let page = |page, focus| Body::Page { page, focus };
        assert_eq!(read(page(role("x"), Focus::Skills)), "role.skills role=x roles/x");
        assert_eq!(read(page(PageId::new(Kind::Tool, "git"), Focus::Whole)), "tool.describe tool=git tools/git");
        let pay = Body::Pay { role: Some(role("x")), level: Some(Level::Mid) };
        assert_eq!(read(pay), "role.salary role=x,level=mid roles/x");
        let path = Body::Path { from: Some(role("a")), to: role("b"), page: None };
        assert_eq!(read(path), "transition.path from=a,to=b roles/b");
        assert_eq!(read(Body::Help), "bot.help  -");
    }
}
