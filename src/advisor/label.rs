//! What the button of a reading says: the title of its page, and which side of it.

use super::advice::{Slot, Slots};
use super::intent::Answers;
use super::knowledge::Knowledge;
use super::page::{Kind, PageId};

/// Discord's limit for a button, in characters.
const MOST: usize = 80;

/// The label of a reading.
pub(super) fn label(knowledge: &Knowledge, answers: &Answers, slots: &Slots, topic: Option<&PageId>) -> String {
    let title =
        |page: &PageId| knowledge.pages.get(page).map_or_else(|| page.slug.to_string(), |page| page.title.clone());
    let of = |slot: Slot| slots.page(slot).map(|page| title(&page));
    let level = slots.level().and_then(|level| knowledge.levels.iter().find(|info| info.level == level));
    let level = level.map(|info| info.title.clone());
    let with = |what: &str, name: Option<String>| {
        if let Some(name) = name {
            return format!("{name}: {what}");
        }
        let mut chars = what.chars();
        chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
    };
    let text = match answers {
        Answers::Describe(Kind::Role) => with("what it is", of(Slot::Role)),
        Answers::Describe(Kind::Tool) => with("what it is for", of(Slot::Tool)),
        Answers::Describe(_) => with("why it matters", of(Slot::Skill)),
        Answers::Skills => with("skills and tools", of(Slot::Role)),
        Answers::Pay => with("pay", of(Slot::Role).or(level)),
        Answers::Ladder => with("levels and promotion", of(Slot::Role).or(level)),
        Answers::Compare(kind) => {
            let (a, b) = if *kind == Kind::Role { (Slot::RoleA, Slot::RoleB) } else { (Slot::ToolA, Slot::ToolB) };
            format!("{} or {}", of(a).unwrap_or_default(), of(b).unwrap_or_default())
        }
        Answers::Recommend => "Which tool to use".to_owned(),
        Answers::Transition => match (of(Slot::From), of(Slot::To)) {
            (Some(from), Some(to)) => format!("From {from} to {to}"),
            (None, Some(to)) => format!("How to become: {to}"),
            _ => "How to change roles".to_owned(),
        },
        Answers::Goal => with("make it my goal", of(Slot::Role)),
        Answers::Done => with("mark as learned", of(Slot::Tool).or_else(|| of(Slot::Skill))),
        Answers::Progress => "My progress".to_owned(),
        Answers::Next => "My next step".to_owned(),
        Answers::Tip => "A tip".to_owned(),
        Answers::Help | Answers::Greet | Answers::Thanks | Answers::Distress => "What I can do".to_owned(),
        Answers::Page(page) => title(topic.unwrap_or(page)),
    };
    if text.chars().count() <= MOST { text } else { text.chars().take(MOST - 1).chain(['…']).collect() }
}
