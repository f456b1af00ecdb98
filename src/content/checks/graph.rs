//! What needs what.

use std::collections::BTreeSet;

use super::Look;
use crate::advisor::{Facts, Kind, Knowledge, PageId};
use crate::content::problem::Problem;

fn needs(knowledge: &Knowledge, id: &PageId) -> Vec<PageId> {
    let facts = knowledge.pages.get(id).map(|page| &page.facts);
    match facts {
        Some(Facts::Tool(facts)) => facts.needs.clone(),
        Some(Facts::Skill(facts)) => facts.needs.clone(),
        Some(Facts::Role(facts)) => facts.skills.iter().chain(&facts.tools).map(|need| need.page.clone()).collect(),
        Some(Facts::Faq(_) | Facts::Transition(_)) | None => Vec::new(),
    }
}

/// Following `needs` never leads back.
pub(super) fn no_cycles(look: &Look, problems: &mut Vec<Problem>) {
    let mut walk = Walk { look, done: BTreeSet::new(), path: Vec::new(), problems };
    for id in look.knowledge.pages.keys() {
        walk.visit(id);
    }
}

struct Walk<'a> {
    look: &'a Look<'a>,
    done: BTreeSet<PageId>,
    path: Vec<PageId>,
    problems: &'a mut Vec<Problem>,
}

impl Walk<'_> {
    fn visit(&mut self, id: &PageId) {
        if let Some(start) = self.path.iter().position(|earlier| earlier == id) {
            self.report(start);
            return;
        }
        if self.done.contains(id) {
            return;
        }
        self.path.push(id.clone());
        for next in needs(self.look.knowledge, id) {
            self.visit(&next);
        }
        self.path.pop();
        self.done.insert(id.clone());
    }

    fn report(&mut self, start: usize) {
        let round = &self.path[start..];
        let (Some(first), Some(next)) = (round.first(), round.get(1).or(round.first())) else { return };
        let Some(written) = self.look.places.pages.get(first) else { return };
        let names = round.iter().chain([first]).map(ToString::to_string).collect::<Vec<_>>().join(" → ");
        let problem =
            written.problem(&format!("needs={next}"), "no_cycles", format!("these need each other: {names}."));
        self.problems.push(problem.hint("Take out the need that matters least."));
    }
}

/// Every skill and tool is asked for by a role, needed by something that is, or offered as an alternative.
pub(super) fn no_orphans(look: &Look, problems: &mut Vec<Problem>) {
    // A page that could not be read may be the one that leads there.
    if !look.places.broken.is_empty() {
        return;
    }
    let knowledge = look.knowledge;
    let mut reached: BTreeSet<PageId> = BTreeSet::new();
    let mut open: Vec<PageId> = knowledge.pages.keys().filter(|id| id.kind == Kind::Role).cloned().collect();
    while let Some(id) = open.pop() {
        if !reached.insert(id.clone()) {
            continue;
        }
        open.extend(needs(knowledge, &id));
        if let Some(Facts::Tool(facts)) = knowledge.pages.get(&id).map(|page| &page.facts) {
            open.extend(facts.alternatives.iter().map(|slug| PageId { kind: Kind::Tool, slug: slug.clone() }));
        }
    }
    for page in knowledge.pages.values() {
        let recommended = matches!(&page.facts, Facts::Tool(facts) if !facts.good_for.is_empty());
        if !matches!(page.id.kind, Kind::Skill | Kind::Tool) || reached.contains(&page.id) || recommended {
            continue;
        }
        if let Some(written) = look.places.pages.get(&page.id) {
            let message = format!("no role leads to this {}.", page.id.kind.word());
            let problem = written.problem("#", "no_orphans", message).warning();
            problems.push(problem.hint(format!("Add `{}` to a role's `{}`.", page.id.slug, page.id.kind.folder())));
        }
    }
}

/// Every role can be reached: by a page that leads to it, or by skills to learn.
pub(super) fn role_has_a_way_in(look: &Look, problems: &mut Vec<Problem>) {
    let mut led_to: BTreeSet<&str> = BTreeSet::new();
    for page in look.knowledge.pages.values() {
        if let Facts::Transition(facts) = &page.facts
            && let Some(to) = &facts.to
        {
            led_to.insert(to.as_str());
        }
    }
    for page in look.knowledge.pages.values() {
        let Facts::Role(facts) = &page.facts else { continue };
        let computable = !facts.skills.is_empty();
        if computable || led_to.contains(page.id.slug.as_str()) {
            continue;
        }
        if let Some(written) = look.places.pages.get(&page.id) {
            let problem = written.problem("#", "role_has_a_way_in", "nothing leads to this role.");
            problems.push(problem.hint("Give it `skills`, or write a transition that leads to it."));
        }
    }
}
