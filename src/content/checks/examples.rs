//! Every line of `[examples]` is a test.

use super::Built;
use crate::advisor::{
    Advisor, Answer, Asked, Choice, Decision, Example, IntentId, Owner, PageId, Read, Why, in_parallel,
};
use crate::content::draft::Places;
use crate::content::problem::Problem;
use crate::content::sheet::Written;
use crate::render::limits;

/// Characters of a pattern shown in a message.
const PATTERN: usize = 60;

/// What the examples of one file must reach.
struct Goal<'a> {
    intent: IntentId,
    /// The page, where the file is one.
    page: Option<&'a PageId>,
    written: &'a Written,
}

impl<'a> Goal<'a> {
    fn of(owner: Owner<'a>, places: &'a Places) -> Option<Self> {
        Some(match owner {
            Owner::Intent(_, spec) => {
                Self { intent: spec.id.clone(), page: None, written: places.intents.get(&spec.id)? }
            }
            Owner::Faq(page, facts) => {
                let written = places.pages.get(&page.id)?;
                Self { intent: IntentId::faq(facts.group), page: Some(&page.id), written }
            }
        })
    }

    fn is_reached_by(&self, answer: &Answer) -> bool {
        answer.intent == self.intent && self.page.is_none_or(|page| answer.topic.as_ref() == Some(page))
    }

    fn is_offered_by(&self, choice: &Choice) -> bool {
        choice.intent == self.intent
            && self.page.is_none_or(|page| choice.topic.as_ref().is_none_or(|topic| topic == page))
    }

    fn name(&self) -> String {
        self.page.map_or_else(|| self.intent.to_string(), ToString::to_string)
    }
}

/// Each `yes` line, addressed, reaches or is offered its own intent or page; no `no` line, overheard, does.
pub(super) fn reach_their_own(built: &Built, problems: &mut Vec<Problem>) {
    let owners: Vec<(Owner, Option<Goal>)> =
        built.advisor.knowledge().owners().map(|owner| (owner, Goal::of(owner, built.places))).collect();
    let examples = owners.iter().flat_map(|(owner, goal)| owner.examples().map(move |example| (example, goal)));
    let lines: Vec<_> = examples.zip(built.lines).collect();
    let found = in_parallel(&lines, |((example, goal), read)| {
        let goal = goal.as_ref()?;
        if example.is_yes {
            must_reach(built.advisor, goal, *example, read)
        } else {
            must_not_reach(built.advisor, goal, *example, read)
        }
    });
    problems.extend(found.into_iter().flatten());
}

fn must_reach(advisor: &Advisor, goal: &Goal, example: Example, read: &Read) -> Option<Problem> {
    let Example { index, text: line, .. } = example;
    let advice = advisor.advise_read(read, &addressed());
    let (got, hint) = match &advice.decision {
        Decision::Answer(answer) if goal.is_reached_by(answer) => return None,
        // Asking back is a good answer to an open question, as long as the right reading is among those offered.
        Decision::Choose(choices) if choices.iter().any(|choice| goal.is_offered_by(choice)) => return None,
        Decision::Answer(answer) => {
            let hint = "Make the pattern of the one that should not match more exact.";
            (format!("reaches {}{}", name(answer), by(&advice.why)), hint)
        }
        Decision::Choose(choices) => {
            let mut names: Vec<String> = choices.iter().map(|choice| choice.intent.to_string()).collect();
            names.dedup();
            (format!("is a choice between {}", names.join(", ")), "Make one of the patterns more exact.")
        }
        Decision::Unknown(_) => ("is not understood".to_owned(), "Add a pattern, or an alias to the page it names."),
        Decision::Silence => ("is met with silence".to_owned(), "Add a pattern, or an alias to the page it names."),
    };
    let message = format!("\"{line}\" should reach {} but {got}.", goal.name());
    Some(goal.written.problem(&format!("examples.yes[{index}]"), "examples_match", message).hint(hint))
}

/// A line that only sounds alike must not be answered where it is overheard; when somebody asks the bot, the
/// nearest answer may be kinder than none.
fn must_not_reach(advisor: &Advisor, goal: &Goal, example: Example, read: &Read) -> Option<Problem> {
    let Example { index, text: line, .. } = example;
    let advice = advisor.advise_read(read, &Asked::default());
    let Decision::Answer(answer) = &advice.decision else { return None };
    if !goal.is_reached_by(answer) {
        return None;
    }
    let message = format!("\"{line}\" should not reach {} but does{}.", goal.name(), by(&advice.why));
    let problem = goal.written.problem(&format!("examples.no[{index}]"), "examples_match", message);
    Some(problem.hint("Make the pattern more exact."))
}

fn addressed() -> Asked {
    Asked { addressed: true, ..Asked::default() }
}

fn name(answer: &Answer) -> String {
    match &answer.topic {
        Some(topic) if answer.intent.as_str().starts_with("faq.") => topic.to_string(),
        _ => answer.intent.to_string(),
    }
}

/// What made the advisor think so. Long patterns are cut: their beginning is enough to find them.
fn by(why: &Why) -> String {
    match &why.pattern {
        Some(pattern) => format!(" (pattern `{}`)", limits::cut(pattern, PATTERN)),
        None if why.by.is_empty() => String::new(),
        None => format!(" (by {})", why.by),
    }
}
