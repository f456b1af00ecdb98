//! What a reading would answer, and the choices that are offered where several may be meant.

use super::advice::{Act, Answer, Body, Choice, Focus, Slot, Slots};
use super::answers;
use super::intent::{Answers, IntentId};
use super::label;
use super::page::{Kind, PageId, Slug};
use super::rating::{Rated, Weigher};
use super::signs::Sign;
use super::slots;

impl Weigher<'_> {
    /// The answer of a reading.
    pub(super) fn answer(&self, rated: &Rated) -> Option<Answer> {
        let meaning = &self.sense.classes[rated.class];
        let Some(answers) = &meaning.answers else {
            let page = rated.page.clone()?;
            let body = Body::Page { page: page.clone(), focus: Focus::Whole };
            return Some(Answer { intent: meaning.intent.clone(), slots: Slots::new(), topic: Some(page), body });
        };
        let mut answer = answers::build(self.knowledge, &meaning.intent, answers, &rated.filled.slots, None)?;
        match &mut answer.body {
            Body::Act(Act::MarkDone { items }) => items.clone_from(&rated.filled.items),
            Body::Recommend { task, tools } => {
                (*task, *tools) = self.sense.tasks.tools_for(&self.reading.units[rated.unit]);
                answer.topic = tools.first().cloned();
            }
            _ => {}
        }
        Some(answer)
    }

    /// What is offered of some readings, best first and each once.
    pub(super) fn choices<'b>(&self, rated: impl Iterator<Item = &'b Rated>, most: usize) -> Vec<Choice> {
        let mut out: Vec<Choice> = Vec::new();
        for one in rated {
            if out.len() >= most {
                break;
            }
            let offered = if one.filled.missing { self.completed(one) } else { self.answer(one).into_iter().collect() };
            for answer in offered {
                let choice = self.choice(&answer);
                if out.len() < most
                    && !out.iter().any(|known| {
                        known.label == choice.label
                            || (known.intent == choice.intent
                                && known.slots == choice.slots
                                && known.topic == choice.topic)
                    })
                {
                    out.push(choice);
                }
            }
        }
        out
    }

    /// Readings that lack a name, with the names they are most likely meant for.
    fn completed(&self, rated: &Rated) -> Vec<Answer> {
        let meaning = &self.sense.classes[rated.class];
        let Some(answers) = &meaning.answers else { return Vec::new() };
        // "Tell me about the moon" lacks no role: it is not about work.
        if rated.hit.is_none() && !self.reading.units[rated.unit].marks.has(Sign::ANCHOR) {
            return Vec::new();
        }
        let (slot, kind) = match answers {
            Answers::Describe(kind) => (slots::slot_of(*kind), *kind),
            Answers::Skills | Answers::Goal => (Slot::Role, Kind::Role),
            Answers::Transition => (Slot::To, Kind::Role),
            _ => return Vec::new(),
        };
        if kind != Kind::Role {
            return Vec::new();
        }
        ["python-developer", "data-analyst"]
            .iter()
            .filter_map(|slug| {
                let slots = rated.filled.slots.clone().with(slot, &Slug::new(slug));
                answers::build(self.knowledge, &meaning.intent, answers, &slots, None)
            })
            .collect()
    }

    fn choice(&self, answer: &Answer) -> Choice {
        let answers = self.answers_of(&answer.intent, answer.topic.as_ref());
        let label = label::label(self.knowledge, &answers, &answer.slots, answer.topic.as_ref());
        Choice { intent: answer.intent.clone(), slots: answer.slots.clone(), topic: answer.topic.clone(), label }
    }

    fn answers_of(&self, intent: &IntentId, topic: Option<&PageId>) -> Answers {
        let found = self.sense.classes.iter().find(|meaning| meaning.intent == *intent);
        match (found.and_then(|meaning| meaning.answers.clone()), topic) {
            (Some(answers), _) => answers,
            (None, Some(page)) => Answers::Page(page.clone()),
            (None, None) => Answers::Help,
        }
    }
}
