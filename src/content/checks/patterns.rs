//! Intents and FAQ pages can be asked for.

use super::Look;
use crate::advisor::{Answers, BuildProblem, Examples, Facts, IntentId};
use crate::content::draft::Places;
use crate::content::problem::Problem;
use crate::content::sheet::Written;

/// An FAQ page is a test of the matcher: this many lines that must reach it, this many that must not.
const FAQ_YES: usize = 4;
const FAQ_NO: usize = 2;

/// There are patterns and examples.
pub(super) fn present(look: &Look, problems: &mut Vec<Problem>) {
    for intent in &look.knowledge.intents {
        let Some(written) = look.places.intents.get(&intent.id) else { continue };
        // A guarded line is recognised by its patterns alone, and nobody should have to write many samples of it.
        let least = if intent.answers == Answers::Distress { (1, 1) } else { (2, 1) };
        look_at("an intent", &intent.patterns, &intent.examples, least, written, problems);
    }
    for page in look.knowledge.pages.values() {
        if let (Facts::Faq(facts), Some(written)) = (&page.facts, look.places.pages.get(&page.id)) {
            look_at("an FAQ page", &facts.patterns, &facts.examples, (FAQ_YES, FAQ_NO), written, problems);
        }
    }
}

fn look_at(
    what: &str,
    patterns: &[String],
    examples: &Examples,
    (yes, no): (usize, usize),
    written: &Written,
    problems: &mut Vec<Problem>,
) {
    if patterns.is_empty() {
        let problem = written.problem("patterns", "has_patterns", format!("{what} without patterns is never found."));
        problems.push(problem.hint("Add `patterns = ['how people ask it']`."));
    }
    for (index, pattern) in patterns.iter().enumerate() {
        if pattern.is_empty() {
            let problem =
                written.problem(&format!("patterns[{index}]"), "has_patterns", "an empty pattern matches everything.");
            problems.push(problem.hint("Take it out."));
        } else if patterns[..index].contains(pattern) {
            let problem =
                written.problem(&format!("patterns[{index}]"), "has_patterns", "this pattern stands here twice.");
            problems.push(problem.hint("Keep one."));
        }
    }
    for (key, lines, least) in [("yes", &examples.yes, yes), ("no", &examples.no, no)] {
        if lines.len() < least {
            let message =
                format!("{what} needs at least {least} lines in `{key}` under [examples]; it has {}.", lines.len());
            let problem = written.problem(&format!("examples.{key}"), "has_patterns", message);
            problems.push(problem.hint(match key {
                "yes" => "Write down how members really ask.",
                _ => "Write down what sounds alike and means something else.",
            }));
        }
    }
}

/// What the matcher refuses, with its file and line.
pub(super) fn built(found: &BuildProblem, places: &Places) -> Problem {
    let page = found.at.parse().ok().and_then(|page| places.pages.get(&page));
    let written = page.or_else(|| places.intents.get(&IntentId::new(&found.at)));
    let part = found.pattern.map_or_else(|| "patterns".to_owned(), |index| format!("patterns[{index}]"));
    // The matcher speaks of placeholders in whole clauses; what the regex engine says needs an introduction.
    let of_the_regex = !found.message.contains('{');
    let message =
        if of_the_regex { format!("this pattern is no regex: {}", found.message) } else { found.message.clone() };
    let stop = if message.ends_with(['.', '?']) { "" } else { "." };
    let message = format!("{message}{stop}");
    let problem = match written {
        Some(written) => written.problem(&part, "patterns_build", message),
        None => Problem::new(&found.at, None, "patterns_build", message),
    };
    if of_the_regex {
        problem.hint("Brackets come in pairs; a backslash before one makes it a plain character.")
    } else {
        problem
    }
}
