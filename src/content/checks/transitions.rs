//! A transition leads from one role to another, or from one level to the next.

use std::collections::BTreeMap;

use super::Look;
use crate::advisor::{Facts, Kind, Page, PageId, Slug, TransitionFacts};
use crate::content::problem::Problem;
use crate::content::sheet::Written;
use crate::content::suggest::did_you_mean;

/// Both roles are there, they differ, the file's name says the same, and no other page has the pair.
pub(super) fn both_roles(look: &Look, problems: &mut Vec<Problem>) {
    let mut pairs: BTreeMap<String, &PageId> = BTreeMap::new();
    for page in look.knowledge.pages.values() {
        let (Facts::Transition(facts), Some(written)) = (&page.facts, look.places.pages.get(&page.id)) else {
            continue;
        };
        let before = problems.len();
        for (key, role) in [("from", &facts.from), ("to", &facts.to)] {
            if let Some(role) = role {
                role_is_there(look, written, key, role, problems);
            }
        }
        if facts.from.is_some() && facts.from == facts.to && facts.levels.is_none() {
            let problem = written.problem("to", "transitions_have_both_roles", "this leads from a role to itself.");
            problems.push(problem.hint("For a move up the ladder, add `levels = [\"junior\", \"mid\"]`."));
            continue;
        }
        if problems.len() == before {
            named_after_its_ends(page, facts, written, problems);
        }
        let pair = format!("{:?} {:?} {:?}", facts.from, facts.to, facts.levels);
        if let Some(first) = pairs.insert(pair, &page.id) {
            let message = format!("{first} leads the same way.");
            problems.push(written.problem("to", "transitions_have_both_roles", message).hint("Keep one of the two."));
        }
    }
}

fn role_is_there(look: &Look, written: &Written, key: &str, role: &Slug, problems: &mut Vec<Problem>) {
    let page = PageId { kind: Kind::Role, slug: role.clone() };
    if look.knowledge.pages.contains_key(&page) || look.places.broken.contains(&page) {
        return;
    }
    let problem = written.problem(key, "transitions_have_both_roles", format!("there is no role \"{role}\"."));
    let roles = look.knowledge.pages.keys().filter(|id| id.kind == Kind::Role).map(|id| id.slug.as_str());
    let hint = did_you_mean(role.as_str(), roles).unwrap_or_else(|| format!("Write knowledge/{page}.md first."));
    problems.push(problem.hint(hint));
}

fn named_after_its_ends(page: &Page, facts: &TransitionFacts, written: &Written, problems: &mut Vec<Problem>) {
    let wanted = match (facts.levels, &facts.from, &facts.to) {
        (Some((from, to)), _, _) => format!("{}-to-{}", from.id(), to.id()),
        (None, Some(from), Some(to)) => format!("{from}-to-{to}"),
        (None, None, Some(to)) => format!("newcomer-to-{to}"),
        (None, _, None) => return,
    };
    let named = page.id.slug.as_str();
    if named != wanted && !(facts.levels.is_some() && named.ends_with(&wanted)) {
        let problem = written.problem(
            "to",
            "transitions_have_both_roles",
            "the file's name says something else than its header.",
        );
        problems.push(problem.hint(format!("Rename it to {wanted}.md, or mend `from` and `to`.")));
    }
}
