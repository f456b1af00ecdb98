//! How sure each reading of a sentence is: the pattern that matched, what the examples say, and a few written rules.

use std::cell::OnceCell;

use super::form::Form;
use super::intent::Answers;
use super::knowledge::Knowledge;
use super::lessons::Class;
use super::matcher::Hit;
use super::page::{Kind, PageId};
use super::question::Asked;
use super::reading::{Reading, Unit};
use super::sense::{Meaning, Sense};
use super::signs::Sign;
use super::slots::{self, Filled};

/// How sure a pattern makes a reading: that it matched, how much of the sentence it covers, and what the examples say.
const HIT: f32 = 0.32;
const HIT_COVERS: f32 = 0.32;
const HIT_CHANCE: f32 = 0.36;
/// How sure the examples alone make it.
const EXAMPLES: f32 = 0.97;
/// What a word counts as covered that any other word would have matched as well.
const GAP: f32 = 0.85;

/// A reading and how sure it is.
#[derive(Clone, Debug)]
pub(super) struct Rated {
    pub(super) class: Class,
    pub(super) score: f32,
    /// The pattern's share of it.
    pub(super) hit: Option<Hit>,
    pub(super) page: Option<PageId>,
    pub(super) filled: Filled,
    pub(super) unit: usize,
    /// What the examples alone say.
    pub(super) chance: f32,
}

/// A message, with everything that says what it may mean.
pub(super) struct Weigher<'a> {
    pub(super) sense: &'a Sense,
    pub(super) knowledge: &'a Knowledge,
    pub(super) reading: &'a Reading,
    pub(super) asked: &'a Asked,
    pub(super) hits: &'a [Hit],
}

impl Weigher<'_> {
    /// Every reading of a unit, surest first.
    pub(super) fn rate(&self, at: usize, form: Form) -> Vec<Rated> {
        let unit = &self.reading.units[at];
        let chances = self.sense.model.chances(unit.features());
        let (written, nearest) = (OnceCell::new(), OnceCell::new());
        let mut out: Vec<Rated> = Vec::new();
        for (class, meaning) in self.sense.classes.iter().enumerate() {
            if meaning.answers == Some(Answers::Distress) {
                continue;
            }
            let hit = self
                .hits
                .iter()
                .filter(|hit| hit.unit == at && self.sense.leads[hit.pattern as usize].class == class)
                .map(|hit| (coverage(unit, hit), hit))
                .max_by(|a, b| a.0.total_cmp(&b.0));
            let chance = chances[class];
            let lone = self.lone(meaning.answers.as_ref(), unit);
            // What is too unlikely to be offered, or to be answered unasked, is not looked at further.
            let least = if self.asked.addressed { 0.01 } else { 0.25 };
            if hit.is_none() && chance < least && lone == 0.0 {
                continue;
            }
            let filled = match &meaning.answers {
                Some(answers) => slots::fill(answers, self.reading, unit, hit.map(|(_, hit)| hit), self.asked),
                None => Filled::default(),
            };
            let mut score = match hit {
                Some((covered, _)) => HIT + HIT_COVERS * covered + HIT_CHANCE * chance,
                None => (EXAMPLES * chance).max(lone),
            };
            if meaning.answers.is_some() && hit.is_some() {
                // An intent wins where an FAQ page fits as well.
                score += 0.03;
            }
            score +=
                self.correction(unit, form, meaning, &filled, hit.is_some(), (chance, chances[self.sense.nothing]));
            if filled.missing {
                score *= 0.5;
            }
            let written = || *written.get_or_init(|| self.written());
            let page = match (&meaning.group, hit) {
                (Some(_), _) if written().is_some_and(|(group, _)| group == class) => {
                    written().map(|(_, page)| page.clone())
                }
                (Some(_), Some((_, hit))) => self.sense.leads[hit.pattern as usize].page.clone(),
                (Some(_), None) => {
                    let nearest = nearest.get_or_init(|| self.sense.faqs.nearest(&unit.features().stems));
                    nearest.iter().find(|(group, _)| *group == class).map(|(_, page)| (*page).clone())
                }
                _ => None,
            };
            if meaning.group.is_some() && page.is_none() {
                continue;
            }
            out.push(Rated {
                class,
                score: score.clamp(0.0, 1.0),
                hit: hit.map(|(_, hit)| hit.clone()),
                page,
                filled,
                unit: at,
                chance,
            });
        }
        // What the examples alone say gives way to a pattern that covers the whole sentence.
        let covered =
            out.iter().filter_map(|rated| rated.hit.as_ref()).map(|hit| coverage(unit, hit)).fold(0.0, f32::max);
        if covered > 0.8 {
            for rated in out.iter_mut().filter(|rated| rated.hit.is_none()) {
                rated.score *= 0.8;
            }
        }
        // A question about one role is about that role, even where an FAQ says something in general.
        let specific = unit
            .mentions
            .iter()
            .any(|m| !m.generic && m.page(Kind::Role).is_some_and(|page| page.slug.as_str() != "python-developer"));
        let about_role = |rated: &Rated| {
            let answers = self.sense.classes[rated.class].answers.as_ref();
            rated.hit.is_some()
                && matches!(
                    answers,
                    Some(Answers::Describe(Kind::Role) | Answers::Skills | Answers::Pay | Answers::Ladder)
                )
        };
        if specific && out.iter().any(about_role) {
            for rated in out.iter_mut().filter(|rated| self.sense.classes[rated.class].group.is_some()) {
                rated.score -= 0.15 * (1.0 - rated.chance);
            }
        }
        out.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.class.cmp(&b.class)));
        out
    }

    /// The FAQ page that has just this message among its lines. Lines, too, are known by their last unit.
    fn written(&self) -> Option<(Class, &PageId)> {
        self.sense.faqs.written(&self.reading.units.last()?.features().stems)
    }

    /// How likely a name that nothing else explains asks for its own page. Only when addressed: "grpc in one line".
    fn lone(&self, answers: Option<&Answers>, unit: &Unit) -> f32 {
        if !self.asked.addressed {
            return 0.0;
        }
        let named = |kind: Kind| unit.mentions.iter().any(|m| !m.generic && m.page(kind).is_some());
        let both = unit.mentions.iter().filter(|m| !m.generic).count() > 1;
        match answers {
            Some(Answers::Describe(kind)) if named(*kind) => {
                if both {
                    0.16
                } else {
                    0.22
                }
            }
            Some(Answers::Skills) if named(Kind::Role) => 0.14,
            Some(Answers::Transition) if named(Kind::Role) => 0.12,
            Some(Answers::Pay) if named(Kind::Role) => 0.10,
            Some(Answers::Compare(kind))
                if unit.mentions.iter().filter(|m| !m.generic && m.page(*kind).is_some()).count() > 1 =>
            {
                0.2
            }
            _ => 0.0,
        }
    }

    /// What else speaks for or against a reading: the examples, weak names, the form of the sentence, its nearest rivals.
    fn correction(
        &self,
        unit: &Unit,
        form: Form,
        meaning: &Meaning,
        filled: &Filled,
        hit: bool,
        (chance, nothing): (f32, f32),
    ) -> f32 {
        let mut by = 0.0;
        // The examples are sure that the message means nothing here: a pattern alone is no longer enough.
        if hit && nothing > 0.6 && chance < 0.2 {
            by -= 0.36 * nothing;
        }
        if filled.weak {
            by -= 0.05;
        }
        if filled.recalled {
            by -= 0.05;
        }
        if form == Form::Statement
            && !matches!(meaning.answers, Some(Answers::Done | Answers::Goal | Answers::Thanks | Answers::Greet))
        {
            by -= 0.12;
        }
        match meaning.answers {
            // "How do I get to senior data engineer" climbs a ladder; it does not change roles.
            Some(Answers::Transition) if climbs(unit, filled) => by -= 0.18,
            // Tools for a task that no tool here is for, in a message without a word about tech.
            Some(Answers::Recommend)
                if !unit.marks.has(Sign::ANCHOR) && self.sense.tasks.tools_for(unit).1.is_empty() =>
            {
                by -= 0.25;
            }
            // "Switch my goal to …" is about the goal.
            Some(Answers::Transition) if unit.has_any(&["goal", "target"]) => by -= 0.25,
            _ => {}
        }
        by
    }
}

/// Whether a move goes up one role's ladder: it has no start, and its end stands beside a level above the first.
fn climbs(unit: &Unit, filled: &Filled) -> bool {
    let level_before = |at: usize| {
        unit.mentions.iter().any(|m| m.end == at && m.level.is_some_and(|level| level > super::page::Level::Junior))
    };
    filled.slots.get(super::advice::Slot::From).is_none()
        && unit.mentions.iter().any(|m| m.page(Kind::Role).is_some() && level_before(m.start))
}

/// How much of a unit's meaning a hit covers, from 0 to 1.
fn coverage(unit: &Unit, hit: &Hit) -> f32 {
    let (mut covered, mut all) = (0.0, 0.0);
    let mut at = 0;
    let mut next = 0;
    while at < unit.tokens.len() {
        let (end, weight) = match unit.mentions.get(next).filter(|mention| mention.start == at) {
            Some(mention) => {
                next += 1;
                (mention.end, 1.0)
            }
            None => (at + 1, if unit.tokens[at].marks.has(Sign::IDLE) { 0.15 } else { 1.0 }),
        };
        all += weight;
        if at >= hit.words.0 && at < hit.words.1 {
            covered += if hit.gaps.contains(&at) { weight * GAP } else { weight };
        }
        at = end;
    }
    if all > 0.0 { covered / all } else { 0.0 }
}
