//! What separates two roles: what carries over, what is missing, in an order in which nothing comes before what it needs.

use std::collections::{BTreeMap, BTreeSet};

use super::knowledge::Knowledge;
use super::page::{Facts, Hours, Kind, Need, PageId, Slug, Weight};

/// The way from one role (or from nothing) to another.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Gap {
    /// What the role one comes from already gives, heaviest first.
    pub carries: Vec<PageId>,
    /// What one knows besides, heaviest first.
    pub known: Vec<PageId>,
    /// Tools that would merely help, where a rival of theirs is known or is learned on the way.
    pub covered: Vec<PageId>,
    /// What is missing, in the order to learn it: prerequisites first, then the heaviest.
    pub missing: Vec<Step>,
}

/// One thing to learn.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// The skill or tool.
    pub page: PageId,
    /// How much it is asked for; a prerequisite takes the weight of the heaviest thing that needs it.
    pub weight: Weight,
    /// How long the working basics take.
    pub hours: Option<Hours>,
    /// The role does not ask for it; another step needs it.
    pub prerequisite: bool,
}

impl Gap {
    /// Missing steps of exactly that weight, in order.
    pub fn of_weight(&self, weight: Weight) -> impl Iterator<Item = &Step> {
        self.missing.iter().filter(move |step| step.weight == weight)
    }

    /// Hours until one can apply, at the least and at the most: all that is essential and half of what is expected, since
    /// adverts are wish lists. `None` when nothing of that weight is missing or no step says how long it takes.
    pub fn hours_to_apply(&self) -> Option<(u32, u32)> {
        let sum = |weight| {
            let hours = self.of_weight(weight).filter_map(|step| step.hours.as_ref());
            hours.fold((0, 0), |(low, high), hours| (low + u32::from(hours.low), high + u32::from(hours.high)))
        };
        let (essential, expected) = (sum(Weight::Essential), sum(Weight::Expected));
        let (low, high) = (essential.0 + expected.0 / 2, essential.1 + expected.1.div_ceil(2));
        (high > 0).then_some((low, high))
    }
}

/// See [`super::Advisor::gap`].
pub(super) fn gap(knowledge: &Knowledge, from: Option<&Slug>, to: &Slug, known: &[PageId]) -> Option<Gap> {
    let wanted = asked_for(knowledge, to)?;
    let had = match from {
        Some(from) => asked_for(knowledge, from)?,
        None => Vec::new(),
    };
    let had_weight: BTreeMap<&PageId, Weight> = had.iter().map(|need| (&need.page, need.weight)).collect();

    // What merely helps in the old role is not yet enough where the new one asks for more.
    let carries_over =
        |need: &Need| had_weight.get(&need.page).is_some_and(|had| *had >= need.weight.min(Weight::Expected));
    let solid = had.iter().filter(|need| need.weight >= Weight::Expected).map(|need| &need.page);
    let from_work = with_prerequisites(knowledge, solid);
    let from_study = with_prerequisites(knowledge, known.iter());

    let mut gap = Gap::default();
    let mut missing: BTreeMap<PageId, Place> = BTreeMap::new();
    for (order, need) in wanted.iter().enumerate() {
        if carries_over(need) || from_work.contains(&need.page) {
            gap.carries.push(need.page.clone());
        } else if from_study.contains(&need.page) {
            gap.known.push(need.page.clone());
        } else {
            let place = Place { weight: need.weight, order, prerequisite: false };
            missing.insert(need.page.clone(), place);
        }
    }
    gap.covered = covered(knowledge, &gap, &missing);
    missing.retain(|page, _| !gap.covered.contains(page));
    let is_known = |page: &PageId| from_work.contains(page) || from_study.contains(page) || gap.carries.contains(page);
    add_prerequisites(knowledge, &mut missing, is_known);
    // A rival that something else needs is a step after all.
    gap.covered.retain(|page| !missing.contains_key(page));
    gap.missing = in_order(knowledge, missing);
    Some(gap)
}

/// Of tools that do the same job one is enough, as long as the role does not ask for the others by more than "helps".
/// What is covered covers in turn, so that learning one more thing never makes another one missing.
fn covered(knowledge: &Knowledge, gap: &Gap, missing: &BTreeMap<PageId, Place>) -> Vec<PageId> {
    let mut in_file_order: Vec<(&PageId, &Place)> = missing.iter().collect();
    in_file_order.sort_by_key(|(_, place)| place.order);
    let mut does_the_job: Vec<&PageId> = gap.carries.iter().chain(&gap.known).collect();
    let mut covered = Vec::new();
    // Heavier things come first, so what merely helps is held against all of them.
    for (page, place) in in_file_order {
        if place.weight == Weight::Helps && does_the_job.iter().any(|other| rivals(knowledge, page, other)) {
            covered.push(page.clone());
        }
        does_the_job.push(page);
    }
    covered
}

/// Whether one of two tools names the other as an alternative.
fn rivals(knowledge: &Knowledge, a: &PageId, b: &PageId) -> bool {
    let names = |a: &PageId, b: &PageId| {
        b.kind == Kind::Tool
            && matches!(knowledge.pages.get(a).map(|page| &page.facts), Some(Facts::Tool(facts)) if facts.alternatives.contains(&b.slug))
    };
    names(a, b) || names(b, a)
}

/// Where a missing thing stands before ordering.
#[derive(Clone, Copy)]
struct Place {
    weight: Weight,
    order: usize,
    prerequisite: bool,
}

/// What a role asks for, skills and tools, heaviest first; skills before tools of the same weight.
fn asked_for(knowledge: &Knowledge, role: &Slug) -> Option<Vec<Need>> {
    let page = knowledge.pages.get(&PageId { kind: Kind::Role, slug: role.clone() })?;
    let Facts::Role(facts) = &page.facts else { return None };
    let mut needs: Vec<Need> = facts.skills.iter().chain(&facts.tools).cloned().collect();
    needs.sort_by_key(|need| std::cmp::Reverse(need.weight));
    Some(needs)
}

fn needs_of<'a>(knowledge: &'a Knowledge, page: &PageId) -> &'a [PageId] {
    match knowledge.pages.get(page).map(|page| &page.facts) {
        Some(Facts::Skill(facts)) => &facts.needs,
        Some(Facts::Tool(facts)) => &facts.needs,
        _ => &[],
    }
}

/// Whoever can do a thing can do what it needs.
fn with_prerequisites<'a>(knowledge: &'a Knowledge, pages: impl Iterator<Item = &'a PageId>) -> BTreeSet<&'a PageId> {
    let mut open: Vec<&PageId> = pages.collect();
    let mut closed = BTreeSet::new();
    while let Some(page) = open.pop() {
        if closed.insert(page) {
            open.extend(needs_of(knowledge, page));
        }
    }
    closed
}

/// Adds what the missing things need and is not known, and hands weights down to prerequisites.
fn add_prerequisites(knowledge: &Knowledge, missing: &mut BTreeMap<PageId, Place>, is_known: impl Fn(&PageId) -> bool) {
    let mut open: Vec<PageId> = missing.keys().cloned().collect();
    while let Some(page) = open.pop() {
        let Some(place) = missing.get(&page).copied() else { continue };
        for need in needs_of(knowledge, &page) {
            if is_known(need) || !knowledge.pages.contains_key(need) {
                continue;
            }
            match missing.get_mut(need) {
                Some(old) if old.weight >= place.weight && old.order <= place.order => {}
                Some(old) => {
                    old.weight = old.weight.max(place.weight);
                    old.order = old.order.min(place.order);
                    open.push(need.clone());
                }
                None => {
                    missing.insert(need.clone(), Place { prerequisite: true, ..place });
                    open.push(need.clone());
                }
            }
        }
    }
}

/// Repeatedly takes the heaviest thing that needs nothing still missing.
/// `content` refuses cycles; if one came in all the same, its members follow at the end rather than get lost.
fn in_order(knowledge: &Knowledge, mut missing: BTreeMap<PageId, Place>) -> Vec<Step> {
    let mut steps = Vec::with_capacity(missing.len());
    while !missing.is_empty() {
        let ready =
            |page: &PageId| needs_of(knowledge, page).iter().all(|need| need == page || !missing.contains_key(need));
        let rank = |(page, place): &(&PageId, &Place)| (std::cmp::Reverse(place.weight), place.order, (*page).clone());
        let next = missing.iter().filter(|(page, _)| ready(page)).min_by_key(rank);
        let Some((page, place)) = next.or_else(|| missing.iter().min_by_key(rank)) else { break };
        let (page, place) = (page.clone(), *place);
        missing.remove(&page);
        let hours = match knowledge.pages.get(&page).map(|page| &page.facts) {
            Some(Facts::Skill(facts)) => facts.hours.clone(),
            Some(Facts::Tool(facts)) => facts.hours.clone(),
            _ => None,
        };
        steps.push(Step { page, weight: place.weight, hours, prerequisite: place.prerequisite });
    }
    steps
}

#[cfg(test)]
mod tests;
