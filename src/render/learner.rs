//! What came of something somebody did to their own record, shown to them; and the line that a channel sees instead.

use super::draft::Draft;
use super::{Action, Button, Card, titles, words};
use crate::advisor::{Act, Advisor, Body, Focus, PageId};
use crate::learner::{Goal, Marked, Next, Outcome, Reason, Standing};

/// Things named on one line.
const ON_A_LINE: usize = 8;

/// The card for the person themselves.
pub fn outcome(advisor: &Advisor, outcome: &Outcome) -> Card {
    let mut draft = Draft::default();
    match outcome {
        Outcome::GoalSet { goal, instead_of, standing } => {
            goal_set(&mut draft, advisor, goal, instead_of.as_ref(), standing.as_ref());
        }
        Outcome::Done { marked, before, standing } => done(&mut draft, advisor, marked, *before, standing.as_ref()),
        Outcome::Undone { items, standing } => {
            draft.say(if items.is_empty() {
                words::NOTHING_TO_TAKE_BACK.to_owned()
            } else {
                let stands = standing.as_ref().map(|standing| stands(advisor, standing));
                joined([Some(words::taken_back(&named(advisor, items))), stands])
            });
        }
        Outcome::Progress { goal, standing, learned } => {
            draft = progress(advisor, goal.as_ref(), standing.as_ref(), learned);
        }
        Outcome::Next { goal, standing } => match standing {
            Some(standing) => {
                draft.say(joined([Some(stands(advisor, standing)), Some(what_next(advisor, standing))]));
                step_buttons(&mut draft, standing.next.as_ref());
                draft.button(Button::new(words::MY_PROGRESS, Action::Progress));
            }
            None => without_standing(&mut draft, goal.as_ref()),
        },
    }
    draft.whole()
}

/// What a channel sees of an act: nothing that is kept.
pub fn in_public(act: &Act, call: Option<u64>) -> Card {
    let (line, shows) = match act {
        Act::SetGoal { .. } | Act::MarkDone { .. } => (words::NOTED_IN_PUBLIC, Action::Progress),
        Act::ShowProgress => (words::PROGRESS_IN_PUBLIC, Action::Progress),
        Act::NextStep => (words::PROGRESS_IN_PUBLIC, Action::Next),
    };
    let card = Card::line(line).with(Button::new(words::SHOW_ME, shows));
    match call {
        Some(call) => card.with(Button::new(words::UNDO, Action::Undo(call))),
        None => card,
    }
}

fn goal_set(
    draft: &mut Draft,
    advisor: &Advisor,
    goal: &Goal,
    instead_of: Option<&PageId>,
    standing: Option<&Standing>,
) {
    let levels = &advisor.knowledge().levels;
    let level = goal.level.and_then(|level| levels.iter().find(|info| info.level == level));
    let set = words::goal_set(&titles::title(advisor, &goal.role), level.map(|info| info.title.as_str()));
    let before = instead_of.map(|role| words::instead_of(&titles::title(advisor, role)));
    draft.say(joined([Some(set), before]));
    if let Some(standing) = standing {
        draft.say(joined([Some(stands(advisor, standing)), Some(what_next(advisor, standing))]));
    }
    let path = Body::Path { from: None, to: goal.role.clone(), page: None };
    draft.button(Button::new(words::SHOW_PATH, Action::Show(path)));
    draft.button(Button::new(words::MY_PROGRESS, Action::Progress));
}

fn done(draft: &mut Draft, advisor: &Advisor, marked: &Marked, before: Option<u8>, standing: Option<&Standing>) {
    let part = |pages: &[PageId], say: fn(&str) -> String| (!pages.is_empty()).then(|| say(&named(advisor, pages)));
    let percent = standing.map(|standing| {
        let title = titles::title(advisor, &standing.role);
        words::from_to(&title, before.unwrap_or(standing.percent), standing.percent)
    });
    draft.say(joined([
        part(&marked.added, words::noted),
        part(&marked.already, words::known_before),
        part(&marked.left_out, words::no_room),
        percent,
        standing.map(|standing| what_next(advisor, standing)),
    ]));
    if standing.is_none() {
        draft.say(words::NO_GOAL);
    }
    if let Some(next) = standing.and_then(|standing| standing.next.as_ref()) {
        draft.button(Button::new(words::WHAT_IS_IT, Action::Show(whole(&next.page))));
    }
    if let Some(call) = marked.call {
        draft.button(Button::new(words::UNDO, Action::Undo(call)));
    }
}

fn progress(advisor: &Advisor, goal: Option<&Goal>, standing: Option<&Standing>, learned: &[PageId]) -> Draft {
    let Some(standing) = standing else {
        let mut draft = Draft::default();
        without_standing(&mut draft, goal);
        draft.fact(words::YOU_TOLD_ME, titles::several(advisor, learned, ON_A_LINE));
        return draft;
    };
    let role = titles::title(advisor, &standing.role);
    let mut draft = Draft::titled(words::progress_title(&role));
    draft.say(words::progress_line(standing.percent));
    if standing.missing.is_empty() {
        draft.say(words::all_there(&role));
    }
    draft.fact(words::YOU_KNOW, titles::several(advisor, &standing.known, ON_A_LINE));
    let missing = standing.missing.iter().map(|step| &step.page);
    draft.fact(words::STILL_TO_LEARN, titles::in_order(advisor, missing, ON_A_LINE));
    if standing.next.is_some() {
        draft.say(what_next(advisor, standing));
    }
    if let Some(goal) = goal {
        draft.footer(words::goal_since(goal.since));
    }
    step_buttons(&mut draft, standing.next.as_ref());
    draft
}

fn without_standing(draft: &mut Draft, goal: Option<&Goal>) {
    draft.say(if goal.is_some() { words::GOAL_GONE } else { words::NO_GOAL });
}

fn step_buttons(draft: &mut Draft, next: Option<&Next>) {
    if let Some(next) = next {
        draft.button(Button::new(words::WHAT_IS_IT, Action::Show(whole(&next.page))));
        draft.button(Button::new(words::DONE_WITH_IT, Action::Learned(next.page.clone())));
    }
}

fn whole(page: &PageId) -> Body {
    Body::Page { page: page.clone(), focus: Focus::Whole }
}

fn stands(advisor: &Advisor, standing: &Standing) -> String {
    words::stands(&titles::title(advisor, &standing.role), standing.percent)
}

fn what_next(advisor: &Advisor, standing: &Standing) -> String {
    let Some(next) = &standing.next else { return words::all_there(&titles::title(advisor, &standing.role)) };
    let why = match &next.reason {
        Reason::Asked(weight) => words::asked_this_much(*weight).to_owned(),
        Reason::NeededFor(page) => words::needed_for(&titles::title(advisor, page)),
    };
    words::next_step(&titles::title(advisor, &next.page), &why)
}

/// Everything by name: somebody who tells me ten things wants to see all ten.
fn named(advisor: &Advisor, pages: &[PageId]) -> String {
    titles::several(advisor, pages, pages.len())
}

fn joined<const N: usize>(parts: [Option<String>; N]) -> String {
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}
